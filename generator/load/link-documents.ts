import { type Diagnostic, describeFound, diagnose, type Place } from "../diagnostics/index.js";
import {
  type At,
  below as belowAt,
  countsBesideRef,
  emptyMeaning,
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

/** Deeper documents are rejected, so that no later step can overflow the stack. */
const maxDepth = 400;

/**
 * The number of nodes by which a document may grow when references are replaced by their targets.
 */
const maxRepeated = 1_000_000;

export interface Linked {
  readonly document: Record<string, unknown>;
  readonly problems: readonly Diagnostic[];
  readonly warnings: readonly Diagnostic[];
  /** Files that are referenced but not read yet. */
  readonly missing: ReadonlyMap<Location, MissingFile>;
  resolve(ref: string): unknown;
  /** The pointer of a node of `document` in the document as written. */
  written(pointer: Pointer): Pointer;
  source(pointer: Pointer): FileNode;
  place(pointer: Pointer): Place;
  text(pointer: Pointer): string | undefined;
}

/**
 * Joins the files of a spec into one document of the same version. References to components of the
 * root stay; every other target, in this file or another, gets a place among the components; path
 * items and whole maps replace their reference.
 */
export function link(library: LoadedFiles, dialect: Dialect): Linked {
  const first = new Linker(library, dialect, new Set());
  const linked = first.run();
  if (linked.missing.size > 0 || first.contested.size === 0) return linked;
  // The order of discovery must not matter, so all nodes that want the same name get a suffix.
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
   * Nodes that have a place but are not copied yet. A queue, because a chain of references must not
   * become a chain of calls.
   */
  readonly #waiting: (() => void)[] = [];
  readonly #locator: ReferenceLocator;
  /** Siblings of references that do not count. */
  readonly #beside = new Map<string, FileNode>();
  /** Nodes that replaced a reference, and those that are being copied right now. */
  readonly #placed = new Set<string>();
  /** Objects of the files that are in the linked document without a copy. */
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
    // Copying may add to the queue.
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
      source: (pointer) => this.#sourceMap.find(pointer),
      place: (pointer) => this.#sourceMap.place(pointer),
      text: (pointer) => this.#sourceMap.text(pointer),
    };
  }

  /** The document, with the nodes that were placed in its sections. */
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

  /** Copies a node of a file to `destination` in the linked document, with rewritten references. */
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
   * `$id` changes the base of the references below it. At the top of a file, that base is the file
   * itself, as in other tools. Further down other tools ignore it, and the target would be the
   * wrong schema, unless both readings give the same one.
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
      if (this.#isEmpty(value, slot, what, from)) return {};
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
    // An entry that happens to be called `$ref` is an object, or text if all entries are text.
    if (ref !== undefined && wantedInstead(ref, one(kind)) !== undefined) {
      return this.#copyMap(fields, ref, slot, from, destination, depth);
    }
    return this.#rebuild(entriesAmong(fields, slot), copyOne);
  }

  /** Whether a key without a value is read as `{}`, which is said. */
  #isEmpty(value: unknown, slot: Slot, what: string, from: FileNode): boolean {
    const meaning = value === null ? emptyMeaning(slot) : undefined;
    if (meaning) this.#report(diagnose(`${meaning}-empty`, { what }, placeOf(from)));
    return meaning !== undefined;
  }

  /**
   * The map that a reference names in place of a map, overridden by the siblings of the reference.
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

  /** The target of a reference, if it can replace the reference. */
  #contentFor(slot: Slot, target: FileNode, from: FileNode): unknown {
    const content = contentOf(target);
    const strange = kindMismatch(slot, target, from);
    if (strange) this.#report(strange);
    const expected = wantedInstead(content, slot);
    if (expected === undefined || !isPrinted(slot)) return content;
    const called = `"${target.pointer.at(-1) ?? target.source.file}"`;
    if (this.#isEmpty(content, slot, called, target)) return {};
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

    // A target whose kind has no section, or that is declared at this very place, is inlined here.
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

  /** Whether a field next to a reference counts. */
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

  /** Reported once: tools that write such fields write thousands. */
  #tellBeside(): void {
    const [first] = this.#beside.values();
    if (!first) return;
    const args = { field: first.pointer.at(-1) ?? "", places: this.#beside.size };
    this.#report(diagnose("ref-siblings", args, placeOf(first)));
  }

  /** Replaces a reference with its target. */
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

  /** Siblings of a reference were not copied from the target of the reference. */
  #mountSiblings(siblings: object, from: FileNode, destination: At): void {
    for (const name of Object.keys(siblings)) {
      this.#sourceMap.add([...tokensOf(destination), name], below(from, name));
    }
  }

  /**
   * A reference to the place of a target among the components, after copying it there if necessary.
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
   * An object with each field copied, or the object itself if no field has changed: most of a
   * document stays as it was read. An object that already occurs elsewhere, as a YAML alias or
   * because it is placed twice, is always copied: later steps identify nodes by identity.
   */
  #rebuild(
    value: object,
    copy: (field: string, child: unknown) => unknown,
  ): Record<string, unknown> {
    const fields = value as Record<string, unknown>;
    let changed: Map<string, unknown> | undefined;
    // Called for every object of a document, so it avoids allocations.
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

  /** Reported once, because multiplying references occur in many places. */
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
 * The entries of a map without extensions, so that later steps need not distinguish them. In a map
 * that has no extensions, an `x-` field that cannot be an entry is treated as an extension in the
 * wrong place.
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
