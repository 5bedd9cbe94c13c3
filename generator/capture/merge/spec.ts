import { dirname, relative, resolve } from "node:path";
import type { Place } from "../../diagnostics/index.js";
import { readFileAt } from "../../disk/index.js";
import { follow } from "../../load/index.js";
import {
  formatFragment,
  formatPointer,
  methodOfField,
  type Pointer,
  readingsOf,
} from "../../openapi/index.js";
import { YamlFile } from "./yaml.js";

/** A node of a spec's files. */
export interface At {
  readonly file: YamlFile;
  readonly pointer: Pointer;
}

/** An operation, and the way to it. */
export interface SpecOperation {
  readonly path: string;
  /** Lower case. */
  readonly method: string;
  readonly at: At;
}

/** More `$ref`s in a row lead in a circle. */
const maxChain = 50;

/** A spec of one or several YAML files, open for edits. */
export class EditableSpec {
  readonly root: At;
  readonly #files = new Map<string, YamlFile>();

  /**
   * @param text the entry's text; by default it is read
   * @throws Error if a file cannot be read or parsed
   */
  constructor(entry: string, text?: string) {
    const path = resolve(entry);
    if (text !== undefined) this.#files.set(path, new YamlFile(path, text));
    this.root = { file: this.#open(path), pointer: [] };
  }

  value(at: At): unknown {
    return at.file.value(at.pointer);
  }

  text(at: At): string | undefined {
    const value = this.value(at);
    return typeof value === "string" ? value : undefined;
  }

  keys({ file, pointer }: At): string[] {
    return file.keys(pointer);
  }

  /**
   * The node that a reference leads to; the node itself if it is none, and where following ends if
   * it goes round in a circle.
   */
  deref(at: At): At {
    return this.#follow(at, { left: maxChain });
  }

  #follow(at: At, hops: { left: number }): At {
    let node = at;
    while (hops.left > 0) {
      const ref = this.text(below(node, "$ref"));
      if (ref === undefined) return node;
      hops.left--;
      const [path = "", fragment = ""] = ref.split("#");
      const file = path === "" ? node.file : this.#open(fileOf(path, node.file));
      node = this.#find(file, readingsOf(fragment), hops);
    }
    return node;
  }

  /** The node that one of these pointers means; on its way a pointer may pass references. */
  #find(file: YamlFile, readings: readonly Pointer[], hops: { left: number }): At {
    const found = readings.find((pointer) => file.value(pointer) !== undefined);
    const [pointer = []] = readings;
    if (found) return { file, pointer: found };
    const isUnknown = (_: string, at: number) => file.value(pointer.slice(0, at + 1)) === undefined;
    const known = pointer.findIndex(isUnknown);
    const passed = { file, pointer: pointer.slice(0, known) };
    const target = known > 0 ? this.#follow(passed, hops) : passed;
    return isSame(target, passed) ? { file, pointer } : below(target, ...pointer.slice(known));
  }

  set(at: At, value: unknown): void {
    at.file.set(at.pointer, value);
  }

  remove(at: At): void {
    at.file.remove(at.pointer);
  }

  /** For messages: relative to the current folder. */
  place(at: At): Place {
    return at.file.place(at.pointer, relative(process.cwd(), at.file.path).replaceAll("\\", "/"));
  }

  operations(): SpecOperation[] {
    const paths = below(this.root, "paths");
    return this.keys(paths).flatMap((path) => {
      const item = this.deref(below(paths, path));
      return this.keys(item)
        .filter((field) => methodOfField(field) !== undefined)
        .map((method) => ({ path, method, at: below(item, method) }));
    });
  }

  /** A reference from one file to a node of another, as it has to be written there. */
  refTo(from: YamlFile, to: At): string {
    const fragment = `#${formatFragment(to.pointer)}`;
    if (from === to.file) return fragment;
    return relative(dirname(from.path), to.file.path).replaceAll("\\", "/") + fragment;
  }

  /**
   * The node in which a member of a section of the root is written. Where the other members are
   * references into a file, so is this one: into the given file if it is named, else into theirs.
   */
  placeFor(section: Pointer, key: string, fileName?: string, after?: string): At {
    const entry = below(this.root, ...section, key);
    const siblings = this.keys(below(this.root, ...section));
    const refs = siblings.flatMap(
      (name) => this.text(below(this.root, ...section, name, "$ref")) ?? [],
    );
    const [first] = refs;
    if (first === undefined || first.startsWith("#")) return entry;
    const sibling = resolve(dirname(this.root.file.path), first.split("#")[0] ?? "");
    const path = fileName === undefined ? sibling : resolve(dirname(sibling), fileName);
    const at = { file: this.#open(path, true), pointer: [key] };
    this.root.file.set(entry.pointer, { $ref: this.refTo(this.root.file, at) }, after);
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
      if (!mayBeNew || (error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
    }
    const file = new YamlFile(path, text);
    this.#files.set(path, file);
    return file;
  }
}

/** The file that a reference names, from the file that it stands in; as the loader takes it. */
function fileOf(path: string, { path: from }: YamlFile): string {
  const location = follow(path, from);
  if (typeof location === "object") throw new Error(`${from} refers to ${path}: ${location.why}`);
  return location;
}

export function below({ file, pointer }: At, ...keys: readonly string[]): At {
  return { file, pointer: [...pointer, ...keys] };
}

export function isSame(a: At, b: At): boolean {
  return a.file === b.file && formatPointer(a.pointer) === formatPointer(b.pointer);
}
