import { dirname, relative, resolve } from "node:path";
import type { Place } from "../../diagnostics/index.js";
import { errorCode, readFileAt } from "../../disk/index.js";
import { type ReferenceDocuments, resolveLocation, resolveReference } from "../../load/index.js";
import {
  formatFragment,
  formatPointer,
  grammar,
  isEntry,
  methodOfField,
  methodOfName,
  type Pointer,
  slotOf,
  textOf,
  type Version,
  versionOf,
} from "../../openapi/index.js";
import { YamlFile } from "./editable-yaml.js";

/**
 * A node of a spec's files, by the path to it. The path may pass through references, like a
 * reference's own: members that a node lacks are at the target of its `$ref`.
 */
export interface At {
  readonly file: YamlFile;
  readonly pointer: Pointer;
}

/** An operation, and the path to it. */
export interface SpecOperation {
  readonly path: string;
  /** In upper case. */
  readonly method: string;
  readonly item: At;
  readonly at: At;
}

/** More `$ref`s in a row are a cycle. */
const maxChain = 50;

const additionalSince = grammar.pathItem.fields["additionalOperations"]?.versions ?? [];

const pathsSlot = slotOf("document", "paths");

/** A spec of one or several YAML files, open for edits. */
export class EditableSpec {
  readonly root: At;
  readonly version: Version;
  readonly #files = new Map<string, YamlFile>();

  /**
   * @param text the entry's text; default: read from its file
   * @throws Error if a file cannot be read or parsed
   */
  constructor(entry: string, text?: string) {
    const path = resolve(entry);
    if (text !== undefined) this.#files.set(path, new YamlFile(path, text));
    this.root = { file: this.#open(path), pointer: [] };
    const [openapi, swagger] = ["openapi", "swagger"].map((field) =>
      this.value(below(this.root, field)),
    );
    this.version = versionOf({ openapi, swagger }) ?? "3.1";
  }

  value(at: At): unknown {
    const { file, pointer } = this.written(at);
    return file.value(pointer);
  }

  has(at: At): boolean {
    const { file, pointer } = this.written(at);
    return file.known(pointer) === pointer.length;
  }

  text(at: At): string | undefined {
    return textOf(this.value(at));
  }

  /** The members of an object, or the indexes of a list, including those behind a reference. */
  keys(at: At): string[] {
    const found = new Set<string>();
    for (const { file, pointer } of this.chain(at)) {
      const isReference = file.refAt(pointer) !== undefined;
      for (const key of file.keys(pointer)) if (!isReference || key !== "$ref") found.add(key);
    }
    return [...found];
  }

  /** The place of a node's text, or that of a new node. */
  written(at: At): At {
    let node = at;
    for (let passed = 0; passed < maxChain; passed++) {
      const known = node.file.known(node.pointer);
      if (known === node.pointer.length) return node;
      const target = this.#next({ file: node.file, pointer: node.pointer.slice(0, known) });
      if (!target) return node;
      node = below(target, ...node.pointer.slice(known));
    }
    return at;
  }

  /**
   * The target of a reference; the node itself if it is not a reference or does not resolve. For a
   * cycle, the last node before it repeats.
   */
  deref(at: At): At {
    return this.chain(at).at(-1) ?? at;
  }

  /** A node, and the targets of its reference and of theirs. */
  chain(at: At): readonly At[] {
    const nodes = [this.written(at)];
    for (let next = nodes[0]; next && nodes.length < maxChain; ) {
      next = this.#next(next);
      if (next) nodes.push(next);
    }
    return nodes;
  }

  /**
   * The target of a reference in a file, by the rules of the loader; undefined if there is none.
   */
  named(ref: string, from: YamlFile): At | undefined {
    const found = resolveReference(ref, from, this.#documents);
    if (!("document" in found)) return undefined;
    return { file: found.document, pointer: found.pointer };
  }

  #next({ file, pointer }: At): At | undefined {
    const ref = file.refAt(pointer);
    return ref === undefined ? undefined : this.named(ref, file);
  }
  readonly #documents: ReferenceDocuments<YamlFile, unknown> = {
    open: (path, from) => {
      if (path === "") return { document: from };
      try {
        return { document: this.#open(fileOf(path, from)) };
      } catch (error) {
        // The loader has already reported references that must resolve.
        if (errorCode(error) !== "ENOENT") throw error;
        return { nowhere: error };
      }
    },
    known: (file, pointer) => file.known(pointer),
    refAt: (file, pointer) => file.refAt(pointer),
  };

  /** @param after as in `YamlFile.set` */
  set(at: At, value: unknown, after?: string): void {
    const { file, pointer } = this.written(at);
    file.set(pointer, value, after);
  }

  remove(at: At): void {
    this.take(at);
  }

  /** Removes a node from its file, to `put` it elsewhere. */
  take(at: At): unknown {
    const { file, pointer } = this.written(at);
    return file.take(pointer);
  }

  put(at: At, node: unknown): void {
    const { file, pointer } = this.written(at);
    file.put(pointer, node);
  }

  /** Changes the key of a member; its position and comments stay. */
  rename(at: At, key: string): void {
    const { file, pointer } = this.written(at);
    file.rename(pointer, key);
  }

  /** For messages: relative to the current folder. */
  place(at: At): Place {
    const { file, pointer } = this.written(at);
    return file.place(pointer, nameOf(file));
  }

  operations(): SpecOperation[] {
    const paths = below(this.root, "paths");
    return this.keys(paths).flatMap((path) => {
      return pathsSlot && !isEntry(pathsSlot, path) ? [] : this.operationsOf(path);
    });
  }

  operationsOf(path: string): SpecOperation[] {
    const item = below(this.root, "paths", path);
    const fixed = this.keys(item).flatMap((field) => methodOfField(field)?.name ?? []);
    const additional = this.keys(below(item, "additionalOperations"));
    return [...fixed, ...additional].map((method) => {
      return { path, method, item, at: operationAt(item, method) };
    });
  }

  /** Whether a path item of this spec's version can have a method. */
  takes(method: string): boolean {
    const versions = methodOfName(method)?.versions ?? additionalSince;
    return versions.includes(this.version);
  }

  /** The text of a reference from one node to another. */
  refTo(from: At, to: At): string {
    const [here, target] = [this.written(from), this.written(to)];
    const fragment = `#${formatFragment(target.pointer)}`;
    if (here.file === target.file) return fragment;
    return relative(dirname(here.file.path), target.file.path).replaceAll("\\", "/") + fragment;
  }

  /**
   * The node for a new member of a section of the root. If the other members are references into a
   * shared file, the new one is too: into the named file, otherwise into theirs.
   */
  placeFor(section: Pointer, key: string, fileName?: string, after?: string): At {
    const container = below(this.root, ...section);
    const entry = below(container, key);
    const sibling = this.#siblingIn(container);
    const target = sibling && this.#next(sibling);
    if (!target || target.file === sibling.file || target.pointer.length === 0) return entry;
    const { path } = target.file;
    const file =
      fileName === undefined ? target.file : this.#open(resolve(dirname(path), fileName), true);
    const at = { file, pointer: [...target.pointer.slice(0, -1), key] };
    this.set(entry, { $ref: this.refTo(entry, at) }, after);
    return at;
  }

  /** A member of an object that is a reference. */
  #siblingIn(container: At): At | undefined {
    const key = keyOf(container);
    const isReference = ({ file, pointer }: At) => file.refAt(pointer) !== undefined;
    const known = this.#siblings.get(key);
    // Among thousands of members without a reference, none becomes one.
    if (this.#siblings.has(key) && (!known || isReference(known))) return known;
    const names = this.keys(container);
    const members = names.map((name) => this.written(below(container, name)));
    const found = members.find(isReference);
    this.#siblings.set(key, found);
    return found;
  }
  readonly #siblings = new Map<string, At | undefined>();

  /** The texts of the edited files, by path. */
  edits(): ReadonlyMap<string, string> {
    const edited = [...this.#files.values()].filter(({ isEdited }) => isEdited);
    return new Map(edited.map((file) => [file.path, file.toText()]));
  }

  /** The YAML anchors of which one use differs from the others after the edits, and where that is. */
  unshared(): { readonly name: string; readonly place: Place }[] {
    const edited = [...this.#files.values()].filter(({ isEdited }) => isEdited);
    return edited.flatMap((file) => file.unshared(nameOf(file)));
  }

  /** The files that could not be edited where they are, and why; they were printed anew. */
  reprinted(): { place: Place; why: string }[] {
    return [...this.#files.values()].flatMap((file) => {
      const why = file.loss;
      return why === undefined ? [] : [{ place: this.place({ file, pointer: [] }), why }];
    });
  }

  #open(path: string, mayBeNew = false): YamlFile {
    const known = this.#files.get(path);
    if (known) return known;
    let text: string | undefined;
    try {
      text = readFileAt(path, { isLinkFollowed: true }).toString("utf8");
    } catch (error) {
      if (!mayBeNew || errorCode(error) !== "ENOENT") throw error;
    }
    const file = new YamlFile(path, text);
    this.#files.set(path, file);
    return file;
  }
}

/** For messages: relative to the current folder. */
function nameOf({ path }: YamlFile): string {
  return relative(process.cwd(), path).replaceAll("\\", "/");
}

/** The path of a reference's file, relative to the file with the reference, as in the loader. */
function fileOf(path: string, { path: from }: YamlFile): string {
  const location = resolveLocation(path, from);
  if (typeof location === "object") throw new Error(`${from} refers to ${path}: ${location.why}`);
  return location;
}

export function below({ file, pointer }: At, ...keys: readonly string[]): At {
  return { file, pointer: [...pointer, ...keys] };
}

/** The places of a keyword in schemas that belong together. */
export function placesOf(parts: readonly At[], keyword: string): At[] {
  return parts
    .filter(({ file, pointer }) => file.keys(pointer).includes(keyword))
    .map((node) => below(node, keyword));
}

/** The place of a method's operation in a path item. */
export function operationAt(item: At, method: string): At {
  const field = methodOfName(method)?.field;
  return field === undefined ? below(item, "additionalOperations", method) : below(item, field);
}

/** Identifies a place in a text. */
export function keyOf({ file, pointer }: At): string {
  return `${file.path}#${formatPointer(pointer)}`;
}
