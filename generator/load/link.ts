import { createHash } from "node:crypto";
import { dirname, relative } from "node:path";
import { type Diagnostic, describeFound, diagnose, type Place } from "../diagnostics/index.js";
import {
  below,
  contentOf,
  identity,
  Locator,
  placeOf,
  type Refusal,
  refOf,
  type Target,
} from "./locate.js";
import { isRemote } from "./location.js";
import { formatPointer, type Pointer, parsePointer, valueAt } from "./pointer.js";
import {
  isPrinted,
  type Kind,
  mayBeEmpty,
  one,
  type Slot,
  sectionOf,
  slotOf,
  wantedInstead,
} from "./shape.js";
import type { Source } from "./source.js";

/** Deeper documents are refused, so that no later step can overflow the stack. */
const maxDepth = 400;

interface Linked {
  readonly document: Record<string, unknown>;
  readonly problems: readonly Diagnostic[];
  readonly warnings: readonly Diagnostic[];
  /** Files that are referred to and not read yet, each with the first place that refers to it. */
  readonly missing: ReadonlyMap<string, Place>;
  resolve(ref: string): unknown;
  place(pointer: Pointer): Place;
}

/** Says that everything below `pointer` of the linked document was copied from `target`. */
interface Mount {
  readonly pointer: Pointer;
  readonly target: Target;
}

/**
 * Joins the files of a spec to one document. References to components of the root stay as they
 * are; whatever else is referred to, in this file or another, gets a place among the components;
 * path items are put in the place of their reference.
 */
export function link(root: Source, sources: ReadonlyMap<string, Source>, refusal: Refusal): Linked {
  const first = new Linker(root, sources, refusal, new Set());
  const linked = first.run();
  if (linked.missing.size > 0 || first.contested.size === 0) return linked;
  // Who comes first must not make a difference, so all that want one name are told apart.
  return new Linker(root, sources, refusal, first.contested).run();
}

class Linker {
  readonly #root: Source;
  readonly #problems: Diagnostic[] = [];
  readonly #mounts: Mount[] = [];
  /** From the identity of a referenced node to its pointer in the linked document. */
  readonly #homes = new Map<string, Pointer>();
  readonly #components: Record<string, Record<string, unknown>> = Object.create(null);
  /** What has a home and is not copied there yet. A chain of references must not become a chain of calls. */
  readonly #waiting: (() => void)[] = [];
  readonly #locator: Locator;
  /** Names that several want, as `section/name`: those that are known of, and those that are met. */
  readonly #isContested: ReadonlySet<string>;
  readonly contested = new Set<string>();

  constructor(
    root: Source,
    sources: ReadonlyMap<string, Source>,
    refusal: Refusal,
    contested: ReadonlySet<string>,
  ) {
    this.#root = root;
    this.#isContested = contested;
    const isNamed = (step: string) => this.#homes.has(step);
    this.#locator = new Locator(root, sources, refusal, isNamed, (problem) =>
      this.#report(problem),
    );
  }

  run(): Linked {
    this.#giveRootComponentsTheirHomes();
    const mount: Mount = { pointer: [], target: { source: this.#root, pointer: [] } };
    this.#mounts.push(mount);
    const document = this.#copy(this.#root.value, "document", mount.target, [], 0) as Record<
      string,
      unknown
    >;
    for (let next = this.#waiting.shift(); next; next = this.#waiting.shift()) next();
    const known = (document["components"] ?? {}) as Record<string, object>;
    const components = { ...known };
    for (const [section, added] of Object.entries(this.#components)) {
      components[section] = { ...components[section], ...added };
    }
    if (Object.keys(components).length > 0) document["components"] = components;
    return {
      document,
      problems: this.#problems.filter(({ severity }) => severity === "error"),
      warnings: this.#problems.filter(({ severity }) => severity === "warning"),
      missing: this.#locator.missing,
      resolve: (ref) => resolveIn(document, ref),
      place: (pointer) => this.#place(pointer),
    };
  }

  /** `components.schemas.A: { $ref: a.yaml }` gives what stands in a.yaml the name A. */
  #giveRootComponentsTheirHomes(): void {
    const aliases: { pointer: Pointer; ref: string }[] = [];
    for (const [section, entries] of entriesOf(valueAt(this.#root.value, ["components"]))) {
      for (const [name, value] of entriesOf(entries)) {
        const pointer = ["components", section, name];
        this.#homes.set(identity({ source: this.#root, pointer }), pointer);
        const ref = refOf(value);
        if (ref !== undefined && !ref.startsWith("#")) aliases.push({ pointer, ref });
      }
    }
    for (const { pointer, ref } of aliases) {
      const target = this.#locator.locate(ref, { source: this.#root, pointer }, false);
      if (target && !this.#homes.has(identity(target))) {
        this.#homes.set(identity(target), pointer);
      }
    }
  }

  /** Copies a node of a file to `home` in the linked document, references rewritten. */
  #copy(value: unknown, kind: Kind, from: Target, home: Pointer, depth: number): unknown {
    if (typeof value !== "object" || value === null || Array.isArray(value)) {
      return kind === "schemaReference" ? this.#rewriteMapping(value, from) : value;
    }
    if (depth > maxDepth) {
      this.#report(diagnose("nesting-too-deep", { limit: maxDepth }, placeOf(from)));
      return value;
    }
    if (kind === "schema" && from.pointer.length > 0) this.#refuseInnerBase(value, from);
    const ref = refOf(value);
    if (kind !== "document" && kind !== "components") {
      if (ref !== undefined) return this.#copyReference(value, ref, kind, from, home, depth);
      if (Object.hasOwn(value, "$ref")) {
        const at = below(from, "$ref");
        const found = describeFound((value as Record<string, unknown>)["$ref"]);
        const args = { what: "a `$ref`", expected: "text", found };
        this.#report(diagnose("wrong-shape", args, placeOf(at)));
        return value;
      }
    }
    return copyFields(value, (field, child) => {
      const slot = slotOf(kind, field);
      return slot
        ? this.#copySlot(child, slot, below(from, field), [...home, field], depth)
        : child;
    });
  }

  /**
   * `$id` moves what the references below it start from. At the top of a file that is the file,
   * as everybody takes it; further down nobody does, and the wrong schema would be found.
   */
  #refuseInnerBase(schema: object, from: Target): void {
    const { $id } = schema as { readonly $id?: unknown };
    const ref = typeof $id === "string" && !$id.startsWith("#") ? firstRefIn(schema) : undefined;
    if (ref === undefined) return;
    const why = "it stands in a schema with an `$id` of its own, which is not supported";
    this.#report(diagnose("ref-unresolved", { ref, why }, placeOf(below(from, "$id"))));
  }

  #copySlot(value: unknown, slot: Slot, from: Target, home: Pointer, depth: number): unknown {
    const expected = wantedInstead(value, slot);
    if (expected !== undefined) {
      const what = `"${from.pointer.at(-1)}"`;
      if (value === null && mayBeEmpty(slot)) {
        this.#report(diagnose("schema-empty", { what }, placeOf(from)));
        return {};
      }
      const args = { what, expected, found: describeFound(value) };
      if (isPrinted(slot)) this.#report(diagnose("wrong-shape", args, placeOf(from)));
      return value;
    }
    if ("one" in slot) return this.#copy(value, slot.one, from, home, depth + 1);
    const kind = "list" in slot ? slot.list : "map" in slot ? slot.map : slot.oneOrList;
    const copyOne = (name: string, child: unknown) =>
      this.#copySlot(child, one(kind), below(from, name), [...home, name], depth);
    if (Array.isArray(value)) return value.map((item, index) => copyOne(String(index), item));
    if ("oneOrList" in slot) return this.#copy(value, kind, from, home, depth + 1);
    // Extensions stand between the entries of a map; what cannot be an entry is one of them.
    const isExtension = (name: string, child: unknown) =>
      name.startsWith("x-") && wantedInstead(child, one(kind)) !== undefined;
    const entries = Object.entries(value as object);
    return copyFields(
      Object.fromEntries(entries.filter(([name, child]) => !isExtension(name, child))),
      copyOne,
    );
  }

  #copyReference(
    value: object,
    ref: string,
    kind: Kind,
    from: Target,
    home: Pointer,
    depth: number,
  ): unknown {
    const target = this.#locator.locate(ref, from, true);
    if (!target) return value;
    const { $ref: _, ...siblings } = value as Record<string, unknown>;

    // What has no section of its own among the components, or is declared at this very place, moves in here.
    const known = this.#homes.get(identity(target));
    const section = sectionOf(kind);
    if (
      kind === "pathItem" ||
      !section ||
      (known && formatPointer(known) === formatPointer(home))
    ) {
      this.#mounts.push({ pointer: home, target });
      const copy = this.#copy(contentOf(target), kind, target, home, depth + 1);
      return isObject(copy) ? { ...copy, ...siblings } : copy;
    }

    const rest = copyFields(siblings, (field, child) => {
      const slot = slotOf(kind, field);
      return slot
        ? this.#copySlot(child, slot, below(from, field), [...home, field], depth)
        : child;
    });
    // Asked again, because what stands beside the reference may have given the target its home.
    const pointer = this.#homes.get(identity(target)) ?? this.#giveHome(target, section, kind);
    return { $ref: `#${encodeFragment(pointer)}`, ...rest };
  }

  /** Copies a target to the components and returns where it stands there. */
  #giveHome(target: Target, section: string, kind: Kind): Pointer {
    const name = this.#nameFor(target, section);
    const pointer = ["components", section, name];
    this.#homes.set(identity(target), pointer);
    this.#mounts.push({ pointer, target });
    this.#components[section] ??= Object.create(null) as Record<string, unknown>;
    const entries = this.#components[section];
    entries[name] = {};
    this.#waiting.push(() => {
      entries[name] = this.#copy(contentOf(target), kind, target, pointer, 0);
    });
    return pointer;
  }

  /** Its own name, or one with a suffix made of where it stands: never of when it is met. */
  #nameFor(target: Target, section: string): string {
    const wanted = componentName(target);
    const isTaken = (name: string) => Object.hasOwn(this.#components[section] ?? {}, name);
    const isOfRoot = (name: string) =>
      valueAt(this.#root.value, ["components", section, name]) !== undefined;
    if (isTaken(wanted)) this.contested.add(`${section}/${wanted}`);
    else if (!isOfRoot(wanted) && !this.#isContested.has(`${section}/${wanted}`)) return wanted;
    const where = createHash("sha256").update(whereIs(target, this.#root)).digest("hex");
    let length = 6;
    let name: string;
    do name = `${wanted}_${where.slice(0, length++)}`;
    while (isTaken(name) || isOfRoot(name));
    return name;
  }

  /** A discriminator maps to schema names or to references; only the latter have to be rewritten. */
  #rewriteMapping(value: unknown, from: Target): unknown {
    if (typeof value !== "string" || !/[#/]|\.(ya?ml|json)$/i.test(value)) return value;
    const target = this.#locator.locate(value, from, true);
    if (!target) return value;
    const known = this.#homes.get(identity(target));
    return `#${encodeFragment(known ?? this.#giveHome(target, "schemas", "schema"))}`;
  }

  #report(problem: Diagnostic): void {
    const key = JSON.stringify([problem.code, problem.message, problem.place]);
    if (this.#reported.has(key)) return;
    this.#reported.add(key);
    this.#problems.push(problem);
  }
  readonly #reported = new Set<string>();

  #place(pointer: Pointer): Place {
    let best: Mount | undefined;
    for (const mount of this.#mounts) {
      const holds = mount.pointer.every((token, index) => token === pointer[index]);
      if (holds && (!best || mount.pointer.length >= best.pointer.length)) best = mount;
    }
    if (!best) return this.#root.place(pointer);
    const { source, pointer: start } = best.target;
    return source.place([...start, ...pointer.slice(best.pointer.length)]);
  }
}

function resolveIn(document: unknown, ref: string): unknown {
  let value: unknown;
  for (let next: string | undefined = ref; next !== undefined; ) {
    const pointer = parsePointer(next.slice(1));
    value = pointer && valueAt(document, pointer);
    const isBare = isObject(value) && Object.keys(value).length === 1;
    next = isBare ? refOf(value) : undefined;
  }
  return value;
}

function firstRefIn(schema: unknown): string | undefined {
  for (const child of isObject(schema) ? Object.values(schema) : []) {
    const ref = refOf(child) ?? firstRefIn(child);
    if (ref !== undefined) return ref;
  }
  return undefined;
}

/** The last token of the pointer, or the file's name if the pointer is the whole file. */
function componentName({ source, pointer }: Target): string {
  const last =
    pointer.at(-1) ??
    source.file
      .split("/")
      .at(-1)
      ?.replace(/\.[^.]+$/, "") ??
    "";
  return last.replaceAll(/[^A-Za-z0-9._-]+/g, "_") || "_";
}

/** The same wherever the spec lies. */
function whereIs({ source, pointer }: Target, root: Source): string {
  const file = isRemote(source.path) ? source.path : relative(dirname(root.path), source.path);
  return `${file.replaceAll("\\", "/")}#${formatPointer(pointer)}`;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function entriesOf(value: unknown): [string, unknown][] {
  return isObject(value) ? Object.entries(value) : [];
}

/** A copy that also keeps a field called `__proto__` as a field. */
function copyFields(
  value: object,
  copy: (field: string, child: unknown) => unknown,
): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(value).map(([field, child]) => [field, copy(field, child)]),
  );
}

/** `%` and what a URI fragment must not hold are encoded; braces and slashes stay readable. */
function encodeFragment(pointer: Pointer): string {
  return formatPointer(pointer).replaceAll(/[%\s"<>\\^`|]/g, encodeURIComponent);
}
