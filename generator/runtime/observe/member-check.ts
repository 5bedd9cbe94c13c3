import type { JsonSchema } from "../schemas/schema.js";
import {
  type Applied,
  createCheck,
  type Issue,
  type Keywords,
  type Step,
  undecided,
} from "../validate/check.js";

/** What schemas have a word for of an object: what they looked at, or what a keyword names. */
interface Words {
  readonly value: unknown;
  readonly evaluated?: Iterable<unknown>;
  /** A list of names, or an object with them. */
  readonly names?: unknown;
}

/** Marks an object of which some schema lists the members. */
const listed = -1;

/**
 * As `createCheck`, and complains of members that no schema has a word for, where one lists members:
 * JSON Schema allows them, and a caller wants to hear of them. A schema has a word for a member also if
 * it only requires it or has a condition about it, and several schemas may speak of one object.
 */
export function createMemberCheck(
  root: JsonSchema,
  keywords: Keywords,
): (value: unknown) => readonly Issue[] {
  let whole: Applied | undefined;
  const check = createCheck(root, withWords(keywords), (applied) => {
    whole = applied;
    if (!isObject(applied.value)) return;
    applied.around?.evaluated.add(applied);
    complain(applied, applied.value);
  });
  return (value) => {
    const issues = check(value);
    const isOpen = whole && issues.some(isUnknown);
    return isOpen ? withoutKnown(issues, whole as Words, value) : issues;
  };
}

function isUnknown({ keyword }: Issue): boolean {
  return keyword === "unknown";
}

/** What a schema by itself has no word for; another one of the same object may have. */
function complain(applied: Applied, value: object): void {
  const { evaluated } = applied;
  if (Array.isArray(value) || !evaluated.has(listed) || evaluated.has(undecided)) return;
  const open = Object.keys(value).filter((name) => !evaluated.has(name));
  if (open.length === 0) return;
  const named = namesByObject(applied, (words) => words.value === value).get(value);
  for (const name of open) {
    if (!named?.has(name)) applied.fail("unknown", "is not in the schema", name);
  }
}

/** Leaves out what another schema of the same object has a word for, and what is told twice. */
function withoutKnown(issues: readonly Issue[], whole: Words, root: unknown): readonly Issue[] {
  const names = namesByObject(whole);
  const told = new Set<string>();
  return issues.filter((issue) => {
    if (!isUnknown(issue)) return true;
    const { path } = issue;
    const last = path.at(-1);
    const place = JSON.stringify(path);
    if (told.has(place) || names.get(partOf(root, path.slice(0, -1)))?.has(last)) return false;
    told.add(place);
    return true;
  });
}

/** @param isWanted whether to look further into words; default: into all */
function namesByObject(
  whole: Words,
  isWanted: (words: Words) => boolean = () => true,
): Map<unknown, Set<unknown>> {
  const found = new Map<unknown, Set<unknown>>();
  const open: Words[] = [whole];
  for (let words = open.pop(); words; words = open.pop()) {
    const { value, evaluated = [], names = [] } = words;
    const known = found.get(value) ?? new Set();
    found.set(value, known);
    for (const name of Array.isArray(names) ? names : Object.keys(names as object)) known.add(name);
    for (const each of evaluated) {
      if (!isObject(each)) known.add(each);
      else if (isWanted(each as Words)) open.push(each as Words);
    }
  }
  return found;
}

function partOf(root: unknown, path: readonly Step[]): unknown {
  return path.reduce<unknown>(
    (value, step) => (value as Readonly<Record<Step, unknown>>)[step],
    root,
  );
}

/** The keywords, of which some note what they have a word for. */
function withWords(keywords: Keywords): Keywords {
  const noting = (name: string, note: (demand: unknown, applied: Applied) => void): Keywords => {
    const keyword = keywords[name] as ((demand: unknown, applied: Applied) => boolean) | undefined;
    if (!keyword) return {};
    return {
      [name]: (demand: unknown, applied: Applied) => {
        note(demand, applied);
        return keyword(demand, applied);
      },
    };
  };
  const add = ({ value, evaluated }: Applied, names: unknown) => evaluated.add({ value, names });
  return {
    ...keywords,
    ...noting("properties", (demand, applied) => {
      applied.evaluated.add(listed);
      add(applied, demand);
    }),
    ...noting("required", (demand, applied) => add(applied, demand)),
    ...noting("dependentRequired", (demand, applied) => {
      add(applied, demand);
      for (const names of Object.values(demand as object)) add(applied, names);
    }),
    ...noting("dependentSchemas", (demand, applied) => add(applied, demand)),
    ...noting("propertyNames", (demand, applied) =>
      add(applied, (demand as { readonly enum?: unknown }).enum),
    ),
    // A condition has a word for what it asks, whether it holds or not.
    ...noting("if", (demand, applied) => applied.beside(demand as JsonSchema, applied.value)),
  };
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}
