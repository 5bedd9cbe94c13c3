import { type Diagnostic, describeFound, diagnose, type Place } from "../diagnostics/index.js";
import {
  type At,
  below as belowAt,
  countsBesideRef,
  formatFragment,
  grammar,
  isAt,
  isEntry,
  isExtension,
  isFields,
  isFormerFlag,
  isPrinted,
  type Kind,
  keywords,
  kindIn,
  linkedSlotOf,
  mayBeEmpty,
  type Pointer,
  refOf,
  resolveIn,
  type Slot,
  tokensOf,
  top,
  type Version,
  versionOf,
  wantedInstead,
} from "../openapi/index.js";
import { ComponentPlacement } from "./component-placement.js";
import type { Dialect } from "./dialect.js";
import type { Location } from "./document-location.js";
import { withoutDynamicRef } from "./dynamic-references.js";
import { firstRefIn } from "./inner-base.js";
import { kindMismatch } from "./reference-kind.js";
import {
  below,
  contentOf,
  type FileNode,
  identity,
  type LoadedFiles,
  type MissingFile,
  placeOf,
  ReferenceLocator,
  type ReferenceNeed,
} from "./reference-locator.js";
import { selfWarnings } from "./self-uri.js";
import { SourceMap } from "./source-map.js";

/** Deeper documents are refused, so that no later step can overflow the stack. */
const maxDepth = 400;

/** By as many nodes a document may grow when what references stand for is put in their places. */
const maxRepeated = 1_000_000;

export interface Linked {
  readonly document: Record<string, unknown>;
  readonly problems: readonly Diagnostic[];
  readonly warnings: readonly Diagnostic[];
  /** Files that are referred to and not read yet. */
  readonly missing: ReadonlyMap<Location, MissingFile>;
  resolve(ref: string): unknown;
  /** The pointer of a node of `document` as those who wrote it would give it. */
  written(pointer: Pointer): Pointer;
  place(pointer: Pointer): Place;
}

/**
 * Joins the files of a spec to one document of the same version. References to components of the
 * root stay as they are; whatever else is referred to, in this file or another, gets a place among
 * the components; path items and whole maps are put in the place of their reference.
 */
export function link(library: LoadedFiles, dialect: Dialect): Linked {
  const first = new Linker(library, dialect, new Set());
  const linked = first.run();
  if (linked.missing.size > 0 || first.contested.size === 0) return linked;
  // Who comes first must not make a difference, so all that want one name are told apart.
  return new Linker(library, dialect, first.contested).run();
}

class Linker {
  readonly #library: LoadedFiles;
  readonly #dialect: Dialect;
  readonly #version: Version;
  readonly #problems: Diagnostic[] = [];
  readonly #sourceMap = new SourceMap();
  readonly #placement: ComponentPlacement;
  readonly #components: Record<string, Record<string, unknown>> = Object.create(null);
  /**
   * What has a place and is not copied there yet. A chain of references must not become a chain of
   * calls.
   */
  readonly #waiting: (() => void)[] = [];
  readonly #locator: ReferenceLocator;
  /** What stands beside a reference and does not count. */
  readonly #beside = new Map<string, FileNode>();
  /** What was put in the place of a reference, and what of it is being copied just now. */
  readonly #placed = new Set<string>();
  /** Objects of the files that stand in the linked document themselves. */
  readonly #taken = new Set<object>();
  readonly #open = new Map<string, FileNode>();
  #repeating = 0;
  #repeated = 0;

  constructor(library: LoadedFiles, dialect: Dialect, contested: ReadonlySet<string>) {
    this.#library = library;
    this.#dialect = dialect;
    this.#version = versionOf(library.root.value) ?? "3.1";
    this.#placement = new ComponentPlacement(library.root, dialect, contested);
    this.#locator = new ReferenceLocator(
      library,
      (step) => this.#placement.isOfRoot(step),
      (problem) => this.#report(problem),
    );
  }

  get #hasDynamicRefs(): boolean {
    return keywords["$dynamicRef"]?.versions.includes(this.#version) ?? false;
  }

  get #context() {
    return {
      library: this.#library,
      locator: this.#locator,
      report: (problem: Diagnostic) => this.#report(problem),
    };
  }

  get contested(): ReadonlySet<string> {
    return this.#placement.contested;
  }

  run(): Linked {
    const { root } = this.#library;
    this.#placement.placeRoot(this.#locator);
    for (const warning of selfWarnings(root)) this.#report(warning);
    const start: FileNode = { source: root, pointer: [] };
    this.#sourceMap.add([], start);
    const copy = this.#copy(root.value, this.#dialect.document, start, top, 0);
    // What is waited for may add to it.
    for (const next of this.#waiting) next();
    this.#tellBeside();
    const document = this.#withSections(copy as Record<string, unknown>);
    return {
      document,
      problems: this.#problems.filter(({ severity }) => severity === "error"),
      warnings: this.#problems.filter(({ severity }) => severity === "warning"),
      missing: this.#locator.missing,
      resolve: (ref) => resolveIn(document, ref),
      written: (pointer) => pointer,
      place: (pointer) => this.#sourceMap.place(pointer),
    };
  }

  /** The document, with what has got a place in its sections. */
  #withSections(document: Record<string, unknown>): Record<string, unknown> {
    const { componentsField } = this.#dialect;
    const known = (componentsField === undefined ? document : document[componentsField]) as Record<
      string,
      object
    >;
    const sections = { ...known };
    for (const [section, added] of Object.entries(this.#components)) {
      sections[section] = { ...sections[section], ...added };
    }
    if (componentsField === undefined) return sections;
    return Object.keys(sections).length > 0
      ? { ...document, [componentsField]: sections }
      : document;
  }

  /** Copies a node of a file to `destination` in the linked document, references rewritten. */
  #copy(value: unknown, kind: Kind, from: FileNode, destination: At, depth: number): unknown {
    if (typeof value !== "object" || value === null || Array.isArray(value)) {
      return kind === "schemaReference" ? this.#rewriteMapping(value, from) : value;
    }
    if (depth > maxDepth) {
      this.#report(diagnose("nesting-too-deep", { limit: maxDepth }, placeOf(from)));
      return value;
    }
    if (this.#repeating > 0 && ++this.#repeated > maxRepeated) {
      this.#refuseRepeats(from);
      return {};
    }
    if (kind === "schema") {
      this.#refuseInnerBase(value, from);
      if (Object.hasOwn(value, "$dynamicRef") && this.#hasDynamicRefs) {
        const schema = withoutDynamicRef(value, from, this.#context);
        return this.#copy(schema, kind, from, destination, depth);
      }
    }
    const ref = refOf(value);
    if (grammar[kind].reference !== "none") {
      if (ref !== undefined) return this.#copyReference(value, ref, kind, from, destination, depth);
      if (Object.hasOwn(value, "$ref") && isPrinted(one(kind))) {
        const at = below(from, "$ref");
        const found = describeFound((value as Record<string, unknown>)["$ref"]);
        const args = { what: "a `$ref`", expected: "a string", found };
        this.#report(diagnose("wrong-shape", args, placeOf(at)));
        return value;
      }
    }
    return this.#copyObject(value, kind, from, destination, depth);
  }

  #copyObject(
    value: object,
    kind: Kind,
    from: FileNode,
    destination: At,
    depth: number,
  ): Record<string, unknown> {
    const fields = grammar[kind].entries ? entriesAmong(value, kind) : value;
    return this.#rebuild(fields, (field, child) => {
      const slot = linkedSlotOf(kind, field);
      return slot
        ? this.#copySlot(child, slot, below(from, field), { up: destination, token: field }, depth)
        : child;
    });
  }

  /**
   * `$id` moves what the references below it start from. At the top of a file that is the file,
   * as everybody takes it; further down nobody does, and what is found would be the wrong schema,
   * unless there is only one that can be meant.
   */
  #refuseInnerBase(schema: object, from: FileNode): void {
    const { $id } = schema as { readonly $id?: unknown };
    if (typeof $id !== "string" || $id.startsWith("#") || from.pointer.length === 0) return;
    const ref = firstRefIn(schema, schema);
    if (ref === undefined) return;
    const why = "it is inside a schema with its own `$id`, which is not supported";
    this.#report(diagnose("ref-unresolved", { ref, why }, placeOf(below(from, "$id"))));
  }

  #copySlot(value: unknown, slot: Slot, from: FileNode, destination: At, depth: number): unknown {
    if (isFormerFlag(value, slot)) {
      this.#report(diagnose("required-flag", { value: value === true }, placeOf(from)));
      return [];
    }
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
    if ("one" in slot) return this.#copy(value, slot.one, from, destination, depth + 1);
    const kind = kindIn(slot);
    const copyOne = (name: string, child: unknown) =>
      this.#copySlot(child, one(kind), below(from, name), { up: destination, token: name }, depth);
    if (Array.isArray(value)) return this.#rebuildList(value, copyOne);
    if ("oneOrList" in slot) return this.#copy(value, kind, from, destination, depth + 1);
    const fields = value as Record<string, unknown>;
    const ref = refOf(value);
    // An entry that happens to be called `$ref` is an object, or text where all entries are.
    if (ref !== undefined && wantedInstead(ref, one(kind)) !== undefined) {
      return this.#copyMap(fields, ref, slot, from, destination, depth);
    }
    return this.#rebuild(entriesAmong(fields, slot), copyOne);
  }

  /**
   * The map that a reference in place of a map names, and what stands beside the reference over it.
   */
  #copyMap(
    value: Readonly<Record<string, unknown>>,
    ref: string,
    slot: Slot,
    from: FileNode,
    destination: At,
    depth: number,
  ): Record<string, unknown> {
    const { $ref: _, ...siblings } = value;
    const target = this.#locator.locate(ref, from, needOf(slot));
    const copy =
      target &&
      this.#putHere(target, from, destination, () =>
        this.#copySlot(this.#contentFor(slot, target, from), slot, target, destination, depth + 1),
      );
    this.#mountSiblings(siblings, from, destination);
    const own = this.#copySlot(siblings, slot, from, destination, depth);
    return { ...(isFields(copy) && copy), ...(own as object) };
  }

  /** What a reference leads to, if that can stand in the place of the reference. */
  #contentFor(slot: Slot, target: FileNode, from: FileNode): unknown {
    const content = contentOf(target);
    const strange = kindMismatch(slot, target, from);
    if (strange) this.#report(strange);
    const expected = wantedInstead(content, slot);
    if (expected === undefined || !isPrinted(slot)) return content;
    if (content === null && mayBeEmpty(slot)) {
      const what = `"${target.pointer.at(-1) ?? target.source.file}"`;
      this.#report(diagnose("schema-empty", { what }, placeOf(target)));
      return {};
    }
    const what = `the target of "${from.pointer.at(-1)}"`;
    const args = { what, expected, found: describeFound(content) };
    this.#report(diagnose("wrong-shape", args, placeOf(below(from, "$ref"))));
    return {};
  }

  #copyReference(
    value: object,
    ref: string,
    kind: Kind,
    from: FileNode,
    destination: At,
    depth: number,
  ): unknown {
    const need = needOf(one(kind));
    const target = this.#locator.locate(ref, from, need);
    const siblings = Object.fromEntries(
      Object.entries(value).filter(([field]) => this.#counts(kind, field, from)),
    );
    if (!target) {
      return need === "needed" ? value : this.#copyObject(siblings, kind, from, destination, depth);
    }

    // What has no section of its own among the components, or is declared at this very place, moves
    // in here.
    const section = this.#dialect.sectionOf(kind);
    const known = section && this.#placement.of(target, section);
    if (!section || (known && isAt(known, destination))) {
      const copy = this.#putHere(target, from, destination, () =>
        this.#copy(this.#contentFor(one(kind), target, from), kind, target, destination, depth + 1),
      );
      if (!isFields(copy)) return copy;
      this.#mountSiblings(siblings, from, destination);
      return { ...copy, ...this.#copyObject(siblings, kind, from, destination, depth) };
    }

    const rest = this.#copyObject(siblings, kind, from, destination, depth);
    const $ref = this.#referTo(target, section, kind, from);
    const isSame = $ref === ref && Object.keys(value).length === 1;
    return isSame && this.#isFirst(value) ? value : { $ref, ...rest };
  }

  /** Whether a field beside a reference says anything. */
  #counts(kind: Kind, field: string, from: FileNode): boolean {
    if (field === "$ref") return false;
    if (countsBesideRef(kind, field, this.#version)) return true;
    const known = grammar[kind].fields[field];
    if (known && known.means !== "prose" && known.means !== "nothing") {
      const target = below(from, field);
      this.#beside.set(identity(target), target);
    }
    return false;
  }

  /** Told once: where tools write such fields, they write thousands. */
  #tellBeside(): void {
    const [first] = this.#beside.values();
    if (!first) return;
    const args = { field: first.pointer.at(-1) ?? "", places: this.#beside.size };
    this.#report(diagnose("ref-siblings", args, placeOf(first)));
  }

  /** Puts what a reference stands for in its place. */
  #putHere(target: FileNode, from: FileNode, destination: At, copy: () => unknown): unknown {
    const id = identity(target);
    if (this.#open.has(id)) {
      const chain = [...this.#open.values(), target].map((each) => this.#locator.nameOf(each));
      this.#report(diagnose("ref-circular", { chain }, placeOf(below(from, "$ref"))));
      return {};
    }
    const isRepeated = this.#placed.has(id);
    this.#placed.add(id);
    this.#sourceMap.add(tokensOf(destination), target);
    this.#open.set(id, target);
    if (isRepeated) this.#repeating++;
    const copied = copy();
    if (isRepeated) this.#repeating--;
    this.#open.delete(id);
    return copied;
  }

  /** What stands beside a reference was not copied from where the reference leads. */
  #mountSiblings(siblings: object, from: FileNode, destination: At): void {
    for (const name of Object.keys(siblings)) {
      this.#sourceMap.add([...tokensOf(destination), name], below(from, name));
    }
  }

  /**
   * A reference to where a target stands among the components; it is copied there if it is not yet.
   */
  #referTo(target: FileNode, section: string, kind: Kind, from: FileNode): string {
    const known = this.#placement.of(target, section);
    if (known) return `#${formatFragment(known)}`;
    const pointer = this.#placement.place(target, section);
    this.#sourceMap.add(pointer, target);
    this.#components[section] ??= Object.create(null) as Record<string, unknown>;
    const entries = this.#components[section];
    const name = pointer.at(-1) ?? "";
    entries[name] = {};
    this.#waiting.push(() => {
      const content = this.#contentFor(one(kind), target, from);
      entries[name] = this.#copy(content, kind, target, belowAt(top, ...pointer), 0);
    });
    return `#${formatFragment(pointer)}`;
  }

  /**
   * A discriminator maps to schema names or to references; only the latter have to be rewritten.
   */
  #rewriteMapping(value: unknown, from: FileNode): unknown {
    if (typeof value !== "string" || !/[#/]|\.(ya?ml|json)$/i.test(value)) return value;
    const target = this.#locator.locate(value, from, "needed");
    return target ? this.#referTo(target, "schemas", "schema", from) : value;
  }

  /**
   * An object with each field copied, or the object itself if no field is another then: most of a
   * document stays as it was read. One that stands somewhere already, as an alias in YAML or
   * because it is put in two places, is copied all the same: later steps tell nodes apart by
   * identity.
   */
  #rebuild(
    value: object,
    copy: (field: string, child: unknown) => unknown,
  ): Record<string, unknown> {
    const fields = value as Record<string, unknown>;
    let changed: Map<string, unknown> | undefined;
    // Every object of a document comes by here.
    for (const field of Object.keys(fields)) {
      const child = fields[field];
      const copied = copy(field, child);
      if (copied === child) continue;
      changed ??= new Map();
      changed.set(field, copied);
    }
    if (changed === undefined && this.#isFirst(value)) return fields;
    const entries = Object.entries(fields).map(([field, child]): [string, unknown] =>
      changed?.has(field) ? [field, changed.get(field)] : [field, child],
    );
    // Keeps a field called `__proto__` as a field.
    return Object.fromEntries(entries);
  }

  #rebuildList(
    list: readonly unknown[],
    copy: (index: string, item: unknown) => unknown,
  ): readonly unknown[] {
    const copied = list.map((item, index) => copy(String(index), item));
    const isSame = copied.every((item, index) => item === list[index]);
    return isSame && this.#isFirst(list) ? list : copied;
  }

  #isFirst(value: object): boolean {
    if (this.#taken.has(value)) return false;
    this.#taken.add(value);
    return true;
  }

  /** Told once: what multiplies does so at many places. */
  #refuseRepeats(from: FileNode): void {
    if (this.#repeated > maxRepeated + 1) return;
    this.#report(diagnose("refs-multiply", { limit: maxRepeated }, placeOf(from)));
  }

  #report(problem: Diagnostic): void {
    const key = JSON.stringify([problem.code, problem.message, problem.place]);
    if (this.#reported.has(key)) return;
    this.#reported.add(key);
    this.#problems.push(problem);
  }
  readonly #reported = new Set<string>();
}

/**
 * What a map holds, without extensions: nobody after the linker has to tell them apart. Where a map
 * has none, what cannot be an entry is one that stands in the wrong place.
 */
function entriesAmong(map: object, container: Slot | Kind): Record<string, unknown> {
  const wanted =
    typeof container === "string" ? grammar[container].entries?.slot : one(kindIn(container));
  const isIn = ([name, child]: [string, unknown]) =>
    !isExtension(name) ||
    (isEntry(container, name) && (!wanted || wantedInstead(child, wanted) === undefined));
  const entries = Object.entries(map);
  return entries.every(isIn)
    ? (map as Record<string, unknown>)
    : Object.fromEntries(entries.filter(isIn));
}

const one = (kind: Kind): Slot => ({ one: kind });

function needOf(slot: Slot): ReferenceNeed {
  return isPrinted(slot) ? "needed" : "ignorable";
}
