import { createHash } from "node:crypto";
import { dirname, relative } from "node:path";
import { formatPointer, type Pointer, refOf } from "../openapi/index.js";
import type { Dialect } from "./dialect.js";
import { isRemote } from "./document-location.js";
import {
  contentOf,
  entriesOf,
  type FileNode,
  identity,
  type ReferenceLocator,
} from "./reference-locator.js";
import type { Source } from "./source-file.js";

/**
 * The place of referenced nodes in the linked document: the section of the components for the kind
 * that the reference requires. A node that is referenced as two kinds is placed twice.
 */
export class ComponentPlacement {
  readonly #root: Source;
  readonly #dialect: Dialect;
  readonly #pointers = new Map<string, Pointer>();
  /** Components of the root document, as nodes and as `section/name`. */
  readonly #ofRoot = new Set<string>();
  readonly #namesOfRoot = new Set<string>();
  readonly #taken = new Set<string>();
  /**
   * Names that several nodes want, as `section/name`: known from the first pass, and found in this
   * one.
   */
  readonly #isContested: ReadonlySet<string>;
  readonly contested = new Set<string>();

  constructor(root: Source, dialect: Dialect, contested: ReadonlySet<string>) {
    this.#root = root;
    this.#dialect = dialect;
    this.#isContested = contested;
  }

  get #components(): Pointer {
    const { componentsField } = this.#dialect;
    return componentsField === undefined ? [] : [componentsField];
  }

  /** `components.schemas.A: { $ref: a.yaml }` gives the content of a.yaml the name A. */
  placeRoot(locator: ReferenceLocator): void {
    const aliases: { section: string; entry: FileNode; pointer: Pointer; ref: string }[] = [];
    const components: FileNode = { source: this.#root, pointer: this.#components };
    for (const [section, entries] of entriesOf(components, locator)) {
      // Other fields of the components are not sections, so they do not name anything.
      if (!this.#dialect.isSection(section)) continue;
      for (const [name, entry] of entriesOf(entries, locator)) {
        const pointer = [...this.#components, section, name];
        this.#pointers.set(keyOf(entry, section), pointer);
        this.#ofRoot.add(identity(entry));
        this.#namesOfRoot.add(`${section}/${name}`);
        const ref = refOf(contentOf(entry));
        if (ref !== undefined) aliases.push({ section, entry, pointer, ref });
      }
    }
    for (const { section, entry, pointer, ref } of aliases) {
      const target = locator.locate(ref, entry, "asked");
      if (target && !this.of(target, section)) this.#pointers.set(keyOf(target, section), pointer);
    }
  }

  isOfRoot(identity: string): boolean {
    return this.#ofRoot.has(identity);
  }

  of(target: FileNode, section: string): Pointer | undefined {
    return this.#pointers.get(keyOf(target, section));
  }

  place(target: FileNode, section: string): Pointer {
    const name = this.#nameFor(target, section);
    const pointer = [...this.#components, section, name];
    this.#taken.add(`${section}/${name}`);
    this.#pointers.set(keyOf(target, section), pointer);
    return pointer;
  }

  /**
   * Its own name, or one with a suffix that depends on its origin, never on the order of discovery.
   */
  #nameFor(target: FileNode, section: string): string {
    const wanted = componentName(target);
    const isTaken = (name: string) => this.#taken.has(`${section}/${name}`);
    const isOfRoot = (name: string) => this.#namesOfRoot.has(`${section}/${name}`);
    if (isTaken(wanted)) this.contested.add(`${section}/${wanted}`);
    else if (!isOfRoot(wanted) && !this.#isContested.has(`${section}/${wanted}`)) return wanted;
    const where = createHash("sha256").update(originOf(target, this.#root)).digest("hex");
    let length = 6;
    let name: string;
    do name = `${wanted}_${where.slice(0, length++)}`;
    while (isTaken(name) || isOfRoot(name));
    return name;
  }
}

function keyOf(target: FileNode, section: string): string {
  return `${section} ${identity(target)}`;
}

/** The last token of the pointer, or the file's name if the pointer is the whole file. */
function componentName({ source, pointer }: FileNode): string {
  const last =
    pointer.at(-1) ??
    source.file
      .split("/")
      .at(-1)
      ?.replace(/\.[^.]+$/, "") ??
    "";
  return last.replaceAll(/[^A-Za-z0-9._-]+/g, "_") || "_";
}

/** Does not depend on the folder of the spec. */
function originOf({ source, pointer }: FileNode, root: Source): string {
  const file = isRemote(source.path) ? source.path : relative(dirname(root.path), source.path);
  return `${file.replaceAll("\\", "/")}#${formatPointer(pointer)}`;
}
