import { isOneOf, keysOf, lookUp, must } from "../narrowing.js";
import { isFields, templateOf } from "../openapi/index.js";
import { isGroup } from "./group-paths.js";
import { isIdentifier, wordsOf } from "./identifiers.js";
import type { GivenNames } from "./namer.js";

/**
 * The names of the last run, with those of things that are the same but for the spelling of their
 * identity: a path parameter has another name, a schema's key another case.
 */
export function followRenames(before: GivenNames, present: ReadonlySet<string>): GivenNames {
  const gone = new Map<string, string[]>();
  const come = new Map<string, string[]>();
  const add = (map: Map<string, string[]>, thing: string) => {
    const key = withoutSpelling(thing);
    map.set(key, [...(map.get(key) ?? []), thing]);
  };
  const known = new Set<string>();
  for (const identity of before.keys()) {
    const thing = thingOf(identity);
    if (thing === undefined || known.has(thing)) continue;
    known.add(thing);
    if (!present.has(thing)) add(gone, thing);
  }
  for (const thing of present) if (!known.has(thing)) add(come, thing);

  const successors = new Map<string, string>();
  for (const [key, [thing = "", ...others]] of gone) {
    const [successor, ...more] = come.get(key) ?? [];
    // Of several that could be meant none is.
    if (successor !== undefined && others.length + more.length === 0)
      successors.set(thing, successor);
  }
  return new Map(
    [...before].map(([identity, name]) => {
      const successor = successors.get(thingOf(identity) ?? "");
      if (successor === undefined) return [identity, name];
      const [kind] = splitIdentity(identity);
      if (sectionOf(kind) === "enums")
        return [`${kind} ${successor}${identity.slice(placeAt(identity))}`, name];
      return [`${kind} ${successor.slice(successor.indexOf(" ") + 1)}`, name];
    }),
  );
}

/** The operations and schemas of a spec, as {@link followRenames} wants them. */
export function currentThings(
  operations: Iterable<string>,
  schemas: Iterable<string>,
): ReadonlySet<string> {
  return new Set([
    ...[...operations].map((identity) => `operations ${identity}`),
    ...[...schemas].map((key) => `schemas ${key}`),
  ]);
}

/** Section and thing of an identity; undefined for things that have no other spelling. */
function thingOf(identity: string): string | undefined {
  const [kind, thing] = splitIdentity(identity);
  const section = sectionOf(kind);
  if (section === "enums") {
    const owner = thing.slice(0, placeAt(thing));
    return /^(operations|schemas) /.test(owner) ? owner : undefined;
  }
  return section === "operations" || section === "schemas" ? `${section} ${thing}` : undefined;
}

/** Where the place of an enum in its owner starts. */
const placeAt = (identity: string) => identity.lastIndexOf("#");

function withoutSpelling(thing: string): string {
  return thing.startsWith("operations ")
    ? templateOf(thing)
    : wordsOf(thing).join("").toLowerCase();
}

/**
 * The sections of the lock file, and the kinds of name in each; a lone name of the first kind is a
 * text there.
 */
const sections = {
  client: ["client", "webhooks"],
  enums: ["enum", "enumNames"],
  groups: ["group", "binding", "property"],
  operations: ["function", "params", "data", "result", "item", "owner", "member"],
  options: ["option"],
  schemas: ["schema", "values", "names"],
  webhooks: ["webhook"],
} as const satisfies Readonly<Record<string, readonly [string, ...string[]]>>;

type Section = keyof typeof sections;

/** What a name is of: `function`, `schema`, … */
export type NameKind = (typeof sections)[Section][number];

const kinds: readonly NameKind[] = keysOf(sections).flatMap((section) => sections[section]);

/** What has a name: its kind, and the operation, schema or other thing that it is of. */
export type NameIdentity = `${NameKind} ${string}`;

const isKind = (section: Section, kind: string): kind is NameKind =>
  isOneOf<string>(sections[section], kind);

function sectionOf(kind: NameKind): Section {
  const section = keysOf(sections).find((each) => isKind(each, kind));
  return must(section, `names of kind ${kind} have no section`);
}

/** The kind of a name, and the thing that it is of. */
export function splitIdentity(identity: string): [kind: NameKind, thing: string] {
  const at = identity.indexOf(" ");
  const kind = kinds.find((each) => each === identity.slice(0, at));
  return [must(kind, `a name of no known kind: ${identity}`), identity.slice(at + 1)];
}

/** What the lock file holds: section, thing, and its name, or its names by kind. */
export type NamesLock = Readonly<
  Record<string, Readonly<Record<string, string | Readonly<Record<string, string>>>>>
>;

/** The names as the lock file holds them, everything sorted. */
export function toNamesLock(names: GivenNames): NamesLock {
  const lock = new Map<Section, Map<string, [kind: NameKind, name: string][]>>();
  for (const [identity, name] of [...names].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const [kind, thing] = splitIdentity(identity);
    const section = sectionOf(kind);
    const things = lock.get(section) ?? new Map<string, [NameKind, string][]>();
    things.set(thing, [...(things.get(thing) ?? []), [kind, name]]);
    lock.set(section, things);
  }
  const entries = keysOf(sections).flatMap((section) => {
    const things = lock.get(section);
    if (!things) return [];
    const sorted = [...things].sort(([a], [b]) => (a < b ? -1 : 1));
    return [
      [section, Object.fromEntries(sorted.map(([thing, kinds]) => [thing, fold(section, kinds)]))],
    ];
  });
  return Object.fromEntries(entries);
}

function fold(
  section: Section,
  named: readonly [NameKind, string][],
): string | Record<string, string> {
  const [[kind, name] = [undefined, ""], ...others] = named;
  return others.length === 0 && kind === sections[section][0] ? name : Object.fromEntries(named);
}

/**
 * Reads what `toNamesLock` made.
 *
 * @param refuse told of what is no lock, and where in it; nothing of that is in the answer
 */
export function fromNamesLock(
  lock: unknown,
  refuse: (pointer: readonly string[], why: string) => void,
): GivenNames {
  const names = new Map<string, string>();
  const entriesOf = (value: unknown, ...pointer: string[]): [string, unknown][] => {
    if (isFields(value)) return Object.entries(value);
    refuse(pointer, "must be an object");
    return [];
  };
  for (const [section, things] of entriesOf(lock)) {
    const allowed = lookUp<readonly [string, ...string[]]>(sections, section);
    if (!allowed) {
      refuse([section], `there is no section "${section}"`);
      continue;
    }
    for (const [thing, value] of entriesOf(things, section)) {
      const entries =
        typeof value === "string"
          ? [[allowed[0], value] as const]
          : entriesOf(value, section, thing);
      for (const [kind, name] of entries) {
        const isName =
          typeof name === "string" && (kind === "owner" ? isGroup(name) : isIdentifier(name));
        if (allowed.includes(kind) && isName) names.set(`${kind} ${thing}`, name);
        else refuse([section, thing], `${JSON.stringify(name)} cannot be its ${kind}`);
      }
    }
  }
  return names;
}
