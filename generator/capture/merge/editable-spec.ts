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
 * A node of a spec's files, by the way to it. The way may pass references, as that of a reference
 * may: what a node lacks stands where its `$ref` leads to.
 */
export interface At {
  readonly file: YamlFile;
  readonly pointer: Pointer;
}

/** An operation, and the way to it. */
export interface SpecOperation {
  readonly path: string;
  /** As it is sent. */
  readonly method: string;
  readonly item: At;
  readonly at: At;
}

/** More `$ref`s in a row lead in a circle. */
const maxChain = 50;

const additionalSince = grammar.pathItem.fields["additionalOperations"]?.versions ?? [];

const pathsSlot = slotOf("document", "paths");

/** A spec of one or several YAML files, open for edits. */
export class EditableSpec {
  readonly root: At;
  readonly version: Version;
  readonly #files = new Map<string, YamlFile>();

  /**
   * @param text the entry's text; by default it is read
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

  /** The members of an object, or the indexes of a list, with those that a reference brings in. */
  keys(at: At): string[] {
    const found = new Set<string>();
    for (const { file, pointer } of this.chain(at)) {
      const isReference = file.refAt(pointer) !== undefined;
      for (const key of file.keys(pointer)) if (!isReference || key !== "$ref") found.add(key);
    }
    return [...found];
  }

  /** Where the text of a node stands, or where that of a new one would. */
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
   * The node that a reference leads to; the node itself if it is none or leads nowhere, and where
   * following ends if it goes round in a circle.
   */
  deref(at: At): At {
    return this.chain(at).at(-1) ?? at;
  }

  /** A node, and those that its reference and theirs lead to. */
  chain(at: At): readonly At[] {
    const nodes = [this.written(at)];
    for (let next = nodes[0]; next && nodes.length < maxChain; ) {
      next = this.#next(next);
      if (next) nodes.push(next);
    }
    return nodes;
  }

  /** What a reference in a file names, by the rules of the loader; undefined if it is nothing. */
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
        // Where a reference has to lead somewhere, the loader has said so before.
        if (errorCode(error) !== "ENOENT") throw error;
        return { nowhere: error };
      }
    },
    known: (file, pointer) => file.known(pointer),
    refAt: (file, pointer) => file.refAt(pointer),
  };

  /** @param after as `YamlFile.put` takes it */
  set(at: At, value: unknown, after?: string): void {
    const { file, pointer } = this.written(at);
    file.set(pointer, value, after);
  }

  remove(at: At): void {
    this.take(at);
  }

  /** Takes a node out of its file, to be `put` elsewhere. */
  take(at: At): unknown {
    const { file, pointer } = this.written(at);
    return file.take(pointer);
  }

  put(at: At, node: unknown): void {
    const { file, pointer } = this.written(at);
    file.put(pointer, node);
  }

  /** Gives a member of an object another key; place and comments stay. */
  rename(at: At, key: string): void {
    const { file, pointer } = this.written(at);
    file.rename(pointer, key);
  }

  /** For messages: relative to the current folder. */
  place(at: At): Place {
    const { file, pointer } = this.written(at);
    return file.place(pointer, relative(process.cwd(), file.path).replaceAll("\\", "/"));
  }

  operations(): SpecOperation[] {
    const paths = below(this.root, "paths");
    return this.keys(paths).flatMap((path) => {
      if (pathsSlot && !isEntry(pathsSlot, path)) return [];
      const item = below(paths, path);
      const fixed = this.keys(item).flatMap((field) => methodOfField(field)?.name ?? []);
      const additional = this.keys(below(item, "additionalOperations"));
      return [...fixed, ...additional].map((method) => {
        return { path, method, item, at: operationAt(item, method) };
      });
    });
  }

  /** Whether a path item of this spec's version has a place for a method. */
  takes(method: string): boolean {
    const versions = methodOfName(method)?.versions ?? additionalSince;
    return versions.includes(this.version);
  }

  /** A reference that stands at one node and leads to another, as it has to be written there. */
  refTo(from: At, to: At): string {
    const [here, target] = [this.written(from), this.written(to)];
    const fragment = `#${formatFragment(target.pointer)}`;
    if (here.file === target.file) return fragment;
    return relative(dirname(here.file.path), target.file.path).replaceAll("\\", "/") + fragment;
  }

  /**
   * The node in which a member of a section of the root is written. Where the other members are
   * references into a file that holds several, so is this one: into the given file if it is named,
   * else into theirs.
   */
  placeFor(section: Pointer, key: string, fileName?: string, after?: string): At {
    const container = below(this.root, ...section);
    const entry = below(container, key);
    const sibling = this.keys(container)
      .map((name) => this.written(below(container, name)))
      .find(({ file, pointer }) => file.refAt(pointer) !== undefined);
    const target = sibling && this.#next(sibling);
    if (!target || target.file === sibling.file || target.pointer.length === 0) return entry;
    const { path } = target.file;
    const file =
      fileName === undefined ? target.file : this.#open(resolve(dirname(path), fileName), true);
    const at = { file, pointer: [...target.pointer.slice(0, -1), key] };
    this.set(entry, { $ref: this.refTo(entry, at) }, after);
    return at;
  }

  /** The texts of the files that were edited, by their path. */
  edits(): ReadonlyMap<string, string> {
    const edited = [...this.#files.values()].filter(({ isEdited }) => isEdited);
    return new Map(edited.map((file) => [file.path, file.toText()]));
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

/** The file that a reference names, from the file that it stands in; as the loader takes it. */
function fileOf(path: string, { path: from }: YamlFile): string {
  const location = resolveLocation(path, from);
  if (typeof location === "object") throw new Error(`${from} refers to ${path}: ${location.why}`);
  return location;
}

export function below({ file, pointer }: At, ...keys: readonly string[]): At {
  return { file, pointer: [...pointer, ...keys] };
}

/** Where a path item has the operation of a method. */
export function operationAt(item: At, method: string): At {
  const field = methodOfName(method)?.field;
  return field === undefined ? below(item, "additionalOperations", method) : below(item, field);
}

/** What tells one place of a text from every other. */
export function keyOf({ file, pointer }: At): string {
  return `${file.path}#${formatPointer(pointer)}`;
}
