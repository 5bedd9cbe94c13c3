import {
  isAlias,
  isCollection,
  isMap,
  isNode,
  isPair,
  isScalar,
  type Node,
  type Pair,
  type YAMLMap,
  type YAMLSeq,
} from "yaml";
import { columnOf, valueOfItem } from "./text-style.js";

export type Collection = YAMLMap<unknown, unknown> | YAMLSeq<unknown>;

/** A member of a collection as the text has it. */
export interface Member {
  readonly item: unknown;
  readonly value: unknown;
  readonly key: unknown;
}

/** An edit that has no place in the text as it is written, such as one of an explicit `? key`. */
export class NoPlace extends Error {}

/** Where the nodes of a text, and their lines, start and end. */
export class SourceLayout {
  readonly #text: string;
  readonly #before: (node: Collection) => readonly Member[] | undefined;

  /** @param before the members that a collection had in the text, if it has changed since */
  constructor(text: string, before: (node: Collection) => readonly Member[] | undefined) {
    this.#text = text;
    this.#before = before;
  }

  startOfMember(node: Collection, before: readonly Member[], at: number): number {
    const item = before[at]?.item;
    if (isMap(node)) {
      const start = isPair(item) && isNode(item.key) ? item.key.range?.[0] : undefined;
      if (
        start === undefined ||
        columnOf(this.#text, start) !== columnOf(this.#text, startOf(node))
      ) {
        throw new NoPlace();
      }
      return start;
    }
    if (at === 0) return startOf(node);
    const previous = before[at - 1];
    const from = previous ? this.lineEnd(this.endOfMember(previous)) : startOf(node);
    const to = isNode(item) ? (item.range?.[0] ?? from) : from;
    const margin = columnOf(this.#text, startOf(node));
    const dash = new RegExp(`^[ ]{${margin}}-(?=\\s)`, "m").exec(this.#text.slice(from, to));
    if (!dash) throw new NoPlace();
    return from + dash.index + margin;
  }

  endOfMember({ item, value }: Member): number {
    if (!isPair(item)) return this.endOf(value);
    const keyEnd = isNode(item.key) ? (item.key.range?.[1] ?? 0) : 0;
    if (value === null || value === undefined) return keyEnd;
    return Math.max(this.endOf(value), this.colonOf(item) + 1);
  }

  /** The end of what a node says, without the comment and the line end behind it. */
  endOf(node: unknown): number {
    if (!isNode(node) || !node.range) return 0;
    const [start, end] = node.range;
    if (isScalar(node) && node.type !== "BLOCK_LITERAL" && node.type !== "BLOCK_FOLDED") return end;
    if (isAlias(node) || /[{[]/.test(this.#text.charAt(start))) return end;
    if (isScalar(node)) {
      const header = this.#text.slice(start, this.lineEnd(start));
      // With a plus sign, the blank lines at the end belong to the text.
      if (/^[|>]\d?\+/.test(header)) return this.#text.slice(0, end).replace(/\r?\n$/, "").length;
      return start + this.#text.slice(start, end).trimEnd().length;
    }
    const members = isCollection(node) ? (this.#before(node) ?? membersOf(node)) : [];
    const last = members.at(-1);
    return last ? this.endOfMember(last) : end;
  }

  colonOf({ key }: Pair<unknown, unknown>): number {
    const end = isNode(key) ? key.range?.[1] : undefined;
    const colon = end === undefined ? null : /^\s*:/.exec(this.#text.slice(end, end + 200));
    if (!colon || end === undefined) throw new NoPlace();
    return end + colon[0].length - 1;
  }

  /** The end of a member's last line: comments that are further right belong to it. */
  lastLine(offset: number, column: number): number {
    let end = this.lineEnd(offset);
    for (;;) {
      const next = end + this.breakAt(end);
      const comment = /^([ \t]+)#/.exec(this.#text.slice(next, this.lineEnd(next)));
      if (next === end || !comment || (comment[1] ?? "").length <= column) return end;
      end = this.lineEnd(next);
    }
  }

  lineEnd(offset: number): number {
    const end = this.#text.indexOf("\n", offset);
    if (end < 0) return this.#text.length;
    return end > offset && this.#text[end - 1] === "\r" ? end - 1 : end;
  }

  /** The length of the line break at an offset. */
  breakAt(offset: number): number {
    if (this.#text.startsWith("\r\n", offset)) return 2;
    return this.#text.startsWith("\n", offset) ? 1 : 0;
  }

  marginAt(offset: number): string {
    const start = this.#text.lastIndexOf("\n", offset - 1) + 1;
    return /^[ \t]*/.exec(this.#text.slice(start, offset))?.[0] ?? "";
  }
}

export function membersOf(node: Collection): Member[] {
  return (node.items as unknown[]).map((item) => ({
    item,
    value: valueOfItem(item),
    key: isPair(item) && isScalar(item.key) ? item.key.value : undefined,
  }));
}

/** Where a collection starts, or an item of one that is within braces. */
export function startOf(node: Node | Collection, item?: unknown): number {
  const first = item === undefined ? node : isPair(item) ? item.key : item;
  const start = isNode(first) ? first.range?.[0] : undefined;
  if (start === undefined) throw new NoPlace();
  return start;
}
