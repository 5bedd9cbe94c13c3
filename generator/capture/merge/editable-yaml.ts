import { applyPatch, structuredPatch } from "diff";
import {
  type Document,
  isMap,
  isNode,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  type Pair,
  parseDocument,
  Scalar,
  visit,
  YAMLMap,
  YAMLSeq,
} from "yaml";
import type { Place } from "../../diagnostics/index.js";
import { isSame, type Pointer } from "../../openapi/index.js";
import { type Unshared, YamlAliases } from "./yaml-aliases.js";
import { dataOf, keysOf, memberOf, pairIn } from "./yaml-meaning.js";
import { dropIndex, keyOf, pairOf } from "./yaml-pairs.js";

const lineWidth = 100;

/**
 * A YAML file that is edited in place: comments, order and formatting of the rest are kept. Aliases
 * and merge keys read as what they mean; an edit of one use leaves the others as they are.
 */
export class YamlFile {
  /** Absolute path. */
  readonly path: string;
  readonly #text: string;
  readonly #document: Document;
  readonly #aliases: YamlAliases;
  readonly #lines = new LineCounter();
  #printedBefore: string | undefined;
  readonly #isNew: boolean;
  #isEdited = false;
  #unshared: readonly Unshared[] | undefined;

  /** @param text its text; undefined for a new file */
  constructor(path: string, text: string | undefined) {
    this.path = path;
    this.#text = text ?? "";
    this.#document = parseDocument(this.#text, { lineCounter: this.#lines, merge: true });
    if (this.#document.errors[0]) throw this.#document.errors[0];
    if (this.#document.contents === null) this.#document.contents = new YAMLMap();
    this.#aliases = new YamlAliases(this.#document, (node) => this.#isAside(node));
    this.#isNew = text === undefined;
  }

  get isEdited(): boolean {
    return this.#isEdited;
  }

  /** The node at a pointer as plain data; undefined if there is none. */
  value(pointer: Pointer): unknown {
    const node = this.#node(pointer);
    return isNode(node) ? dataOf(node) : undefined;
  }

  /** The keys of a map or the indexes of a list, without reading their values. */
  keys(pointer: Pointer): string[] {
    return keysOf(this.#node(pointer));
  }

  /** The number of tokens of a pointer that exist: all of them, if there is a node. */
  known(pointer: Pointer): number {
    let node: unknown = this.#document.contents;
    for (const [known, token] of pointer.entries()) {
      node = memberOf(node, token);
      if (node === undefined) return known;
    }
    return pointer.length;
  }

  /** The text of the `$ref` of the node at a pointer. */
  refAt(pointer: Pointer): string | undefined {
    const ref = this.#node([...pointer, "$ref"]);
    return isScalar(ref) && typeof ref.value === "string" ? ref.value : undefined;
  }

  /** The place of a node before the edits; for a new node, that of the nearest one around it. */
  place(pointer: Pointer, file: string): Place {
    for (let length = pointer.length; length > 0; length--) {
      const pair = this.#pair(pointer.slice(0, length));
      const node = pair ? pair.key : this.#node(pointer.slice(0, length));
      const start = isNode(node) ? node.range?.[0] : undefined;
      if (start === undefined) continue;
      return this.#placeAt(start, file);
    }
    return { file, line: 1, column: 1 };
  }

  #placeAt(offset: number, file: string): Place {
    const { line, col } = this.#lines.linePos(offset);
    return { file, line, column: col };
  }

  /** The anchors of which one use differs from the others after the edits, and where that is. */
  unshared(file: string): { readonly name: string; readonly place: Place }[] {
    const found = this.#settle().map(({ name, offset }) => {
      return { name, place: this.#placeAt(offset, file) };
    });
    return [...new Map(found.map((each) => [JSON.stringify(each), each])).values()];
  }

  /** In an extension, an anchor is only there to be used elsewhere, if no reference uses it either. */
  #isAside(node: Node): boolean {
    const root = this.#document.contents;
    if (!isMap(root) || !pairOf(root, "openapi") || this.#text.includes("#/x-")) return false;
    this.#aside ??= new Set(
      root.items.flatMap(({ key, value }) => {
        const isExtension = isScalar(key) && String(key.value).startsWith("x-");
        return isExtension && isNode(value) ? nodesIn(value) : [];
      }),
    );
    return this.#aside.has(node);
  }
  #aside: ReadonlySet<unknown> | undefined;

  #settle(): readonly Unshared[] {
    this.#unshared ??= this.#aliases.settle();
    return this.#unshared;
  }

  /** To be called before the first change. */
  #edit(): void {
    this.#printedBefore ??= this.#isNew ? "" : print(this.#document);
    this.#isEdited = true;
    this.#unshared = undefined;
  }

  /** Sets the node at a pointer. Missing maps are created, and an existing node keeps its place. */
  set(pointer: Pointer, value: unknown, after?: string): void {
    this.put(pointer, this.#create(value), after);
  }

  /**
   * Like `set`, for a node of this or another file. The key `-` means a new item of a list.
   *
   * @param after the key before the new member; if it does not exist, the member goes to the end;
   *   if it is empty, to the front
   */
  put(pointer: Pointer, node: unknown, after?: string): void {
    this.#edit();
    const key = pointer.at(-1);
    if (key === undefined) throw new Error("a whole file is never replaced");
    const parent = this.#parent(pointer.slice(0, -1), key === "-");
    // A flow map would otherwise become one long line.
    if (isNode(node) && !isScalar(node) && !(node as YAMLMap).flow) this.#openUp(pointer);
    if (isSeq(parent)) {
      if (key === "-") parent.items.push(node);
      else parent.items[Number(key)] = node;
      return;
    }
    const pair = pairOf(parent, key);
    if (pair) {
      pair.value = node as Node;
      return;
    }
    const keyNode = new Scalar(key);
    if (isQuoted(key)) keyNode.type = Scalar.QUOTE_DOUBLE;
    const others = parent.items.slice(1);
    keyNode.spaceBefore =
      others.length > 0 && others.every(({ key }) => isNode(key) && key.spaceBefore === true);
    const made = this.#document.createPair(keyNode, node) as Pair<unknown, unknown>;
    const index = parent.items.findIndex((item) => keyOf(item) === after);
    const end = after === "" ? 0 : parent.items.length;
    parent.items.splice(index < 0 ? end : index + 1, 0, made);
    dropIndex(parent);
  }

  /** Changes the key of a member; its position and comments stay. */
  rename(pointer: Pointer, key: string): void {
    this.#edit();
    const before = pointer.at(-1) ?? "";
    const parent = this.#aliases.ownWithout(pointer.slice(0, -1), before);
    const pair = isMap(parent) ? pairOf(parent, before) : undefined;
    if (!isMap(parent) || !isScalar(pair?.key)) return;
    pair.key.value = key;
    dropIndex(parent);
  }

  /** Removes a node and its comments. */
  take(pointer: Pointer): unknown {
    if (this.known(pointer) < pointer.length) return undefined;
    this.#edit();
    const key = pointer.at(-1) ?? "";
    const parent = this.#aliases.ownWithout(pointer.slice(0, -1), key);
    if (isSeq(parent)) return parent.items.splice(Number(key), 1)[0];
    if (!isMap(parent)) return undefined;
    const index = parent.items.findIndex((item) => keyOf(item) === key);
    const [pair] = index < 0 ? [] : parent.items.splice(index, 1);
    dropIndex(parent);
    // The blank line before a member separates it from the previous one.
    const first = parent.items[0]?.key;
    if (index === 0 && isNode(first)) first.spaceBefore = false;
    return pair?.value;
  }

  /** The text, which differs from the original only in the edited lines. */
  toText(): string {
    if (!this.#isEdited) return this.#text;
    this.#settle();
    const printed = print(this.#document);
    // The printer may format untouched lines differently, so only the edits are applied.
    const patch = structuredPatch("", "", this.#printedBefore ?? "", printed, "", "", {
      context: 2,
    });
    const patched = applyPatch(this.#text, patch);
    const meant = this.value([]);
    const isMeant = (text: string) => {
      const read = parseDocument(text, { merge: true });
      new YamlAliases(read);
      return isSame(dataOf(read.contents), meant);
    };
    return typeof patched === "string" && isMeant(patched) ? patched : printed;
  }

  #create(value: unknown): Node {
    const node = this.#document.createNode(value, { aliasDuplicateObjects: false });
    visit(node, {
      Map: (_, map) => {
        map.flow = isShort(map);
      },
      Seq: (_, list) => {
        list.flow = isShort(list);
      },
      Scalar: (_, scalar) => {
        if (typeof scalar.value === "string" && /^\S.{79,}\S$/.test(scalar.value)) {
          scalar.type = Scalar.BLOCK_FOLDED;
        }
      },
      Pair: (_, pair) => {
        if (keyOf(pair) === "$ref" && isScalar(pair.value)) pair.value.type = Scalar.QUOTE_DOUBLE;
        if (isScalar(pair.key) && isQuoted(String(pair.key.value))) {
          pair.key.type = Scalar.QUOTE_DOUBLE;
        }
      },
    });
    return node;
  }

  #node(pointer: Pointer): unknown {
    return pointer.reduce<unknown>((node, token) => memberOf(node, token), this.#document.contents);
  }

  /** Puts every map and list around a node on separate lines. */
  #openUp(pointer: Pointer): void {
    for (let length = 0; length < pointer.length; length++) {
      const around = this.#node(pointer.slice(0, length));
      if (isMap(around) || isSeq(around)) around.flow = false;
    }
  }

  #pair(pointer: Pointer): Pair | undefined {
    return pairIn(this.#node(pointer.slice(0, -1)), pointer.at(-1) ?? "");
  }

  #parent(pointer: Pointer, isList: boolean): YAMLMap | YAMLSeq {
    const node = this.#aliases.own(pointer);
    if (isMap(node) || isSeq(node)) return node as YAMLMap | YAMLSeq;
    if (pointer.length === 0) throw new Error(`${this.path} does not contain a map`);
    const made = isList ? new YAMLSeq() : new YAMLMap();
    this.put(pointer, made);
    return made;
  }
}

/** A new file with this data. */
export function toYaml(value: unknown, comment: string): string {
  const file = new YamlFile("", `# ${comment}\n`);
  for (const [key, part] of Object.entries(value as object)) {
    if (part !== undefined) file.set([key], part);
  }
  return file.toText();
}

export function fromYaml(text: string): unknown {
  return parseDocument(text).toJS({ maxAliasCount: 0 });
}

function nodesIn(root: Node): unknown[] {
  const found: unknown[] = [];
  visit(root, { Node: (_, node) => void found.push(node) });
  return found;
}

/** Paths and statuses are quoted, as most authors write them. */
function isQuoted(key: string): boolean {
  return /^[/0-9]/.test(key);
}

/** A node without nested maps that fits on one line is written on one. */
function isShort(node: YAMLMap | YAMLSeq): boolean {
  const data = node.toJSON() as object;
  if (Object.keys(data).length === 0) return true;
  if ("$ref" in data) return false;
  const isFlat = Object.values(data).every(
    (value) =>
      typeof value !== "object" || value === null || (Array.isArray(value) && isFlatList(value)),
  );
  return isFlat && JSON.stringify(data).length <= 72;
}

function isFlatList(list: readonly unknown[]): boolean {
  return list.every((value) => typeof value !== "object" || value === null);
}

/** Prints with spaces inside the braces of maps, and none inside the brackets of lists. */
function print(document: Document): string {
  type Print = YAMLMap["toString"];
  const padded = (node: YAMLMap | YAMLSeq, print: Print, padding: string) => {
    node.toString = (context, ...rest) =>
      print.call(
        node as YAMLMap,
        // The printer reads the padding from its context, although the type does not have it.
        context && ({ ...context, flowCollectionPadding: padding } as typeof context),
        ...rest,
      );
  };
  visit(document, {
    Map: (_, node) => padded(node, YAMLMap.prototype.toString, " "),
    Seq: (_, node) => padded(node, YAMLSeq.prototype.toString as Print, ""),
  });
  return document.toString({ lineWidth, doubleQuotedMinMultiLineLength: 100_000 });
}
