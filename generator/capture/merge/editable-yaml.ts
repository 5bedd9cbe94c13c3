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
import { isFields, isSame, listOf, type Pointer } from "../../openapi/index.js";
import { isShort, isShortData, parsing, printDocument, printJson } from "./print-node.js";
import { isSameNode } from "./same-node.js";
import { SourceEdits } from "./source-edits.js";
import type { Collection } from "./source-layout.js";
import { isFlow, styleOf, type TextStyle } from "./text-style.js";
import { type Unshared, YamlAliases } from "./yaml-aliases.js";
import { dataOf, keysOf, memberOf, pairIn } from "./yaml-meaning.js";
import { addToIndex, dropIndex, keyOf, pairOf } from "./yaml-pairs.js";

interface Edited {
  readonly text: string;
  /** Why lines that nobody edited may differ, too. */
  readonly loss: string | undefined;
}

/**
 * A YAML or JSON file that is edited in place: all that is not edited stays as it is written. Aliases
 * and merge keys read as what they mean; an edit of one use leaves the others as they are.
 */
export class YamlFile {
  /** Absolute path. */
  readonly path: string;
  readonly #text: string;
  readonly #document: Document;
  readonly #aliases: YamlAliases;
  readonly #lines = new LineCounter();
  readonly #style: TextStyle;
  readonly #edits: SourceEdits;
  #isEdited = false;
  #unshared: readonly Unshared[] | undefined;

  /** @param text its text; undefined for a new file */
  constructor(path: string, text: string | undefined) {
    this.path = path;
    this.#text = text ?? "";
    this.#document = parseDocument(this.#text, { ...parsing, lineCounter: this.#lines });
    if (this.#document.errors[0]) throw this.#document.errors[0];
    if (this.#document.contents === null) this.#document.contents = new YAMLMap();
    this.#style = styleOf(this.#text, this.#document, path.endsWith(".json"));
    this.#edits = new SourceEdits(this.#text, this.#style);
    this.#aliases = new YamlAliases(
      this.#document,
      (node) => this.#isAside(node),
      (holder) => this.#edits.remember(holder as Collection),
    );
    if (this.#text.includes("*")) this.#aliases.meet(this.#document.contents);
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
    return Math.min(this.#wayTo(pointer).length - 1, pointer.length);
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
    if (!this.#unshared) this.#trail = undefined;
    this.#unshared ??= this.#aliases.settle();
    return this.#unshared;
  }

  #touch(): void {
    this.#isEdited = true;
    this.#trail = undefined;
    this.#edited = undefined;
    this.#unshared = undefined;
  }

  /**
   * Sets the node at a pointer. Missing maps are created, and an existing node keeps its place; of
   * what is in it, only what differs changes.
   */
  set(pointer: Pointer, value: unknown, after?: string): void {
    const node = pointer.at(-1) === "-" ? undefined : this.#node(pointer);
    if (node !== undefined && isSame(this.value(pointer), value)) return;
    if (isMap(node) && isFields(value) && this.#isOpen(node, value)) {
      this.#assignMap(pointer, value);
    } else if (isSeq(node) && Array.isArray(value) && this.#isOpen(node, value)) {
      this.#assignList(pointer, value);
    } else this.#put(pointer, this.#create(value, node), after);
  }

  /** Whether changes within a collection are easier to read than a new one. */
  #isOpen(node: Collection, value: object): boolean {
    return !this.#isLine(node) || isShortData(value);
  }

  #assignMap(pointer: Pointer, value: Readonly<Record<string, unknown>>): void {
    for (const key of this.keys(pointer)) {
      if (!Object.hasOwn(value, key)) this.take([...pointer, key]);
    }
    let after = "";
    for (const [key, part] of Object.entries(value)) {
      this.set([...pointer, key], part, after);
      after = key;
    }
  }

  #assignList(pointer: Pointer, value: readonly unknown[]): void {
    const before = listOf(this.value(pointer));
    const common = Math.min(before.length, value.length);
    let start = 0;
    while (start < common && isSame(before[start], value[start])) start++;
    let end = 0;
    while (end < common - start && isSame(before.at(-1 - end), value.at(-1 - end))) end++;
    for (let index = before.length - end - 1; index >= value.length - end; index--) {
      this.take([...pointer, String(index)]);
    }
    for (let index = start; index < value.length - end; index++) {
      if (index < before.length - end) this.set([...pointer, String(index)], value[index]);
      else this.#insert(pointer, index, this.#create(value[index]));
    }
  }

  #insert(pointer: Pointer, index: number, made: Node): void {
    this.#touch();
    const list = this.#parent(pointer, true);
    this.#edits.remember(list as Collection);
    if (isMap(made) || isSeq(made)) this.#openUp(pointer, made);
    list.items.splice(index, 0, made as never);
  }

  /** Like `set`, for a node of this or another file. The key `-` means a new item of a list. */
  put(pointer: Pointer, node: unknown): void {
    this.#aliases.meet(node);
    this.#put(pointer, node);
  }

  /**
   * @param after the key before the new member; if it does not exist, the member goes to the end;
   *   if it is empty, to the front
   */
  #put(pointer: Pointer, node: unknown, after?: string): void {
    this.#touch();
    const key = pointer.at(-1);
    if (key === undefined) throw new Error("a whole file is never replaced");
    const parent = this.#parent(pointer.slice(0, -1), key === "-");
    this.#edits.remember(parent);
    if (isMap(node) || isSeq(node)) this.#openUp(pointer, node);
    if (isSeq(parent)) {
      if (key === "-") parent.items.push(node);
      else {
        this.#edits.replaceItem(parent.items[Number(key)], node);
        parent.items[Number(key)] = node;
      }
      return;
    }
    const pair = pairOf(parent, key);
    if (pair) {
      pair.value = node as Node;
      return;
    }
    const keyNode = new Scalar(key);
    if (isQuoted(key)) keyNode.type = quotesOf(parent) ?? Scalar.QUOTE_DOUBLE;
    const others = parent.items.slice(1);
    keyNode.spaceBefore =
      others.length > 0 && others.every(({ key }) => isNode(key) && key.spaceBefore === true);
    const made = this.#document.createPair(keyNode, node) as Pair<unknown, unknown>;
    const before = after ? pairOf(parent, after) : undefined;
    const end = after === "" ? 0 : parent.items.length;
    parent.items.splice(before ? parent.items.indexOf(before) + 1 : end, 0, made);
    addToIndex(parent, key, made);
  }

  /** Changes the key of a member; its position and comments stay. */
  rename(pointer: Pointer, key: string): void {
    this.#touch();
    const before = pointer.at(-1) ?? "";
    const parent = this.#aliases.ownWithout(pointer.slice(0, -1), before);
    const pair = isMap(parent) ? pairOf(parent, before) : undefined;
    if (!isMap(parent) || !isScalar(pair?.key)) return;
    this.#edits.remember(parent as YAMLMap);
    pair.key.value = key;
    dropIndex(parent);
  }

  /** Removes a node and its comments. */
  take(pointer: Pointer): unknown {
    if (this.known(pointer) < pointer.length) return undefined;
    this.#touch();
    const key = pointer.at(-1) ?? "";
    const parent = this.#aliases.ownWithout(pointer.slice(0, -1), key);
    if (!isMap(parent) && !isSeq(parent)) return undefined;
    this.#edits.remember(parent as Collection);
    if (isSeq(parent)) {
      const [item] = parent.items.splice(Number(key), 1);
      this.#edits.leave(item);
      return item;
    }
    const index = parent.items.findIndex((item) => keyOf(item) === key);
    const [pair] = index < 0 ? [] : parent.items.splice(index, 1);
    this.#edits.leave(pair?.value);
    dropIndex(parent);
    // The blank line before a member separates it from the previous one.
    const first = parent.items[0]?.key;
    if (index === 0 && isNode(first)) first.spaceBefore = false;
    return pair?.value;
  }

  /** Why the text was printed anew and not edited where it is; undefined if it was not. */
  get loss(): string | undefined {
    return this.#result().loss;
  }

  /** The text, which differs from the original only where it was edited. */
  toText(): string {
    return this.#result().text;
  }

  #result(): Edited {
    this.#edited ??= this.#isEdited ? this.#edit() : { text: this.#text, loss: undefined };
    return this.#edited;
  }
  #edited: Edited | undefined;

  #edit(): Edited {
    this.#settle();
    const root = this.#document.contents;
    const text = this.#edits.apply(root);
    if (text !== undefined) {
      const read = parseDocument(text, parsing);
      if (read.errors.length === 0 && isSameNode(read.contents, root) && this.#isMeant(read))
        return { text, loss: undefined };
    }
    const hasOld =
      isMap(root) && root.range && root.items.some(({ key }) => isNode(key) && key.range);
    const { isJson, isMinified, lineEnd } = this.#style;
    const printed = isJson
      ? `${printJson(root, this.#style, "", isMinified, () => undefined)}\n`
      : printDocument(this.#document, this.#style);
    return {
      text: printed.replaceAll("\n", lineEnd),
      loss: hasOld ? "an edit has no place in the text as it is written" : undefined,
    };
  }

  /** Whether the aliases of the edited text mean what they should. */
  #isMeant(read: Document): boolean {
    if (!this.#text.includes("&")) return true;
    new YamlAliases(read).meet(read.contents);
    return isSame(dataOf(read.contents), this.value([]));
  }

  /** @param old the node that it replaces, whose quotes it gets */
  #create(value: unknown, old?: unknown): Node {
    const node = this.#document.createNode(value, { aliasDuplicateObjects: false }) as Node;
    if (
      isScalar(node) &&
      typeof value === "string" &&
      isScalar(old) &&
      typeof old.value === "string"
    ) {
      if (old.type) node.type = old.type;
      return node;
    }
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
    return this.#wayTo(pointer)[pointer.length];
  }

  /**
   * The nodes from the root to a pointer, as far as there are any. What is asked for next is mostly
   * beside what was asked for before, so the way there is kept until the next edit.
   */
  #wayTo(pointer: Pointer): readonly unknown[] {
    this.#trail ??= { tokens: [], nodes: [this.#document.contents] };
    const { tokens, nodes } = this.#trail;
    let common = 0;
    while (common < pointer.length && tokens[common] === pointer[common]) common++;
    if (common === pointer.length) return nodes;
    tokens.length = common;
    nodes.length = common + 1;
    for (let at = common; at < pointer.length; at++) {
      const token = pointer[at] ?? "";
      const node = memberOf(nodes[at], token);
      if (node === undefined) break;
      tokens.push(token);
      nodes.push(node);
    }
    return nodes;
  }
  #trail: { readonly tokens: string[]; readonly nodes: unknown[] } | undefined;

  /** Gives the members of maps and lists around a node lines of their own, if it is a long one. */
  #openUp(pointer: Pointer, node: Collection): void {
    const isLong = this.#style.isJson ? !isShort(node) : !node.flow;
    if (!isLong || this.#style.isMinified) return;
    // It is edited meanwhile, so that no way is kept.
    const nodes = [...this.#wayTo(pointer)];
    this.#trail = undefined;
    for (let length = 0; length < pointer.length; length++) {
      const around = nodes[length];
      if ((!isMap(around) && !isSeq(around)) || !isFlow(around)) continue;
      // What is in braces on several lines has room for more.
      if (!this.#isLine(around as Collection)) {
        if (this.#style.isJson) continue;
        return;
      }
      if (this.#style.isJson && around.items.length === 0) continue;
      this.#edits.open(around as Collection);
      if (!this.#style.isJson) around.flow = false;
    }
  }

  #isLine(node: Collection): boolean {
    return isFlow(node) && (!node.range || this.#edits.isOnOneLine(node));
  }

  #pair(pointer: Pointer): Pair | undefined {
    return pairIn(this.#node(pointer.slice(0, -1)), pointer.at(-1) ?? "");
  }

  #parent(pointer: Pointer, isList: boolean): YAMLMap | YAMLSeq {
    const node = this.#aliases.own(pointer);
    if (isMap(node) || isSeq(node)) return node as YAMLMap | YAMLSeq;
    if (pointer.length === 0) throw new Error(`${this.path} does not contain a map`);
    const made = isList ? new YAMLSeq() : new YAMLMap();
    this.#put(pointer, made);
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

/** The quotes of the keys of a map, if they have any. */
function quotesOf({ items }: YAMLMap): Scalar.QUOTE_SINGLE | undefined {
  const last = items.at(-1)?.key;
  return isScalar(last) && last.type === Scalar.QUOTE_SINGLE ? last.type : undefined;
}
