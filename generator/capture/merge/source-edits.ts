import { isCollection, isMap, isNode, isPair, isScalar, type Node, Pair, Scalar } from "yaml";
import { indent, lineWidth, printBlock, printFlow, printJson } from "./print-node.js";
import {
  type Collection,
  type Member,
  membersOf,
  NoPlace,
  SourceLayout,
  startOf,
} from "./source-layout.js";
import { columnOf, type TextStyle, valueOfItem } from "./text-style.js";

interface Splice {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** The text that a node was moved from, if that is another one than the text it is now in. */
const homes = new WeakMap<object, SourceEdits>();

/**
 * The edits of a parsed text. Nothing else of the text changes: it is never printed anew, but cut
 * where collections differ from what they were.
 */
export class SourceEdits {
  readonly #text: string;
  readonly #style: TextStyle;
  readonly #before = new WeakMap<Collection, readonly Member[]>();
  readonly #opened = new WeakSet<Collection>();
  readonly #layout: SourceLayout;

  constructor(text: string, style: TextStyle) {
    this.#text = text;
    this.#style = style;
    this.#layout = new SourceLayout(text, (node) => this.#before.get(node));
  }

  /** Must be called before a collection changes. */
  remember(node: Collection): void {
    const home = homes.get(node) ?? this;
    if (!node.range || home.#before.has(node)) return;
    home.#before.set(node, membersOf(node));
  }

  /** Says that the members of a collection on one line need a line each. */
  open(node: Collection): void {
    this.remember(node);
    (homes.get(node) ?? this).#opened.add(node);
  }

  /** Says that an item of a list stands where another one was. */
  replaceItem(old: unknown, item: unknown): void {
    if (isNode(item) && isNode(old)) this.#replaced.set(item, this.#replaced.get(old) ?? old);
  }
  readonly #replaced = new WeakMap<object, unknown>();

  /** The members of a collection by what they were before. */
  #nowOf(node: Collection): Map<unknown, unknown> {
    const items = node.items as unknown[];
    return new Map(
      items.map((item) => [isNode(item) ? (this.#replaced.get(item) ?? item) : item, item]),
    );
  }

  /** Says that a node leaves this text, to be put elsewhere. */
  leave(node: unknown): void {
    const pending = [node];
    while (pending.length > 0) {
      const next = pending.pop();
      if (!isNode(next)) continue;
      if (!homes.has(next)) homes.set(next, this);
      if (!isCollection(next)) continue;
      for (const item of next.items) pending.push(valueOfItem(item) ?? undefined);
    }
  }

  isOnOneLine(node: Collection): boolean {
    return !!node.range && !this.#text.slice(node.range[0], node.range[1]).includes("\n");
  }

  /** The text with all edits; undefined if one of them has no place in it. */
  apply(root: unknown): string | undefined {
    if (!isCollection(root) || !root.range || this.#isReprinted(root)) return undefined;
    try {
      return this.#spliced(root, 0, this.#text.length);
    } catch (error) {
      if (error instanceof NoPlace) return undefined;
      throw error;
    }
  }

  /** The text of a node that was in a text before, from its left margin. */
  #known(node: Node): string | undefined {
    const home = homes.get(node) ?? this;
    if (!node.range || home.#style.isJson !== this.#style.isJson) return undefined;
    if (isScalar(node)) return home.#text.slice(node.range[0], node.range[1]);
    if (!isCollection(node) || home.#isReprinted(node)) return undefined;
    try {
      return home.#textOf(node);
    } catch (error) {
      if (error instanceof NoPlace) return undefined;
      throw error;
    }
  }

  #textOf(node: Collection): string {
    const start = startOf(node);
    const isFlow = this.#isFlow(node);
    const end = isFlow
      ? this.#layout.endOf(node)
      : this.#layout.lastLine(this.#layout.endOf(node), columnOf(this.#text, start) - 1);
    const margin = isFlow ? this.#layout.marginAt(start) : " ".repeat(columnOf(this.#text, start));
    const text = this.#spliced(node, start, end).replaceAll("\r\n", "\n");
    return text
      .split("\n")
      .map((line, at) => (at > 0 && line.startsWith(margin) ? line.slice(margin.length) : line))
      .join("\n");
  }

  #spliced(node: Collection, start: number, end: number): string {
    const splices: Splice[] = [];
    this.#collect(node, splices);
    splices.sort((a, b) => a.start - b.start || a.end - a.start - (b.end - b.start));
    const parts: string[] = [];
    let done = start;
    for (const splice of splices) {
      if (splice.start < done) throw new NoPlace();
      const inserted = splice.text.replaceAll(/\r?\n/g, this.#style.lineEnd);
      parts.push(this.#text.slice(done, splice.start), inserted);
      done = splice.end;
    }
    parts.push(this.#text.slice(done, end));
    return parts.join("");
  }

  #collect(node: unknown, out: Splice[]): void {
    if (!isCollection(node) || !node.range) return;
    const before = this.#before.get(node);
    if (!before) for (const item of node.items) this.#inner(node, item, out);
    else if (this.#isFlow(node)) this.#flow(node, before, out);
    else this.#block(node, before, out);
  }

  /** Whether nothing of a collection stays where it is. */
  #isReprinted(node: Collection): boolean {
    const before = this.#before.get(node);
    if (!before) return false;
    if (this.#opened.has(node)) return true;
    const now = this.#nowOf(node);
    return before.length + now.size > 0 && !before.some(({ item }) => now.has(item));
  }

  #isFlow({ range, flow }: Collection): boolean {
    const isBraced = /[{[]/.test(this.#text.charAt(range?.[0] ?? 0));
    // The one pair of `[a: 1]` has no braces.
    if (flow && !isBraced) throw new NoPlace();
    return isBraced;
  }

  #block(node: Collection, before: readonly Member[], out: Splice[]): void {
    const text = this.#text;
    const column = columnOf(text, startOf(node));
    const margin = " ".repeat(column);
    const now = this.#nowOf(node);
    const kept = before.filter(({ item }) => now.has(item));
    for (const member of kept) this.#member(node, member, now.get(member.item), out);
    for (const [at, { item }] of before.entries()) {
      if (!now.has(item)) out.push(this.#cutOfBlock(node, before, at));
    }
    for (const { after, added } of groupsOf(now, kept)) {
      const lines = added.map(
        (item) => margin + indent(this.#printItem(node, before, item), margin),
      );
      const inserted = lines.map((each) =>
        /^\s*\n/.test(each) ? each.replace(/^[ \t]+/, "") : each,
      );
      if (after) {
        const end = this.#layout.lastLine(this.#layout.endOfMember(after), column);
        out.push({ start: end, end, text: `\n${inserted.join("\n")}` });
      } else {
        const [first] = before;
        const start = first ? this.#layout.startOfMember(node, before, 0) : startOf(node);
        out.push({ start, end: start, text: `${inserted.join("\n").trimStart()}\n${margin}` });
      }
    }
  }

  /** A new member of a block, from its left margin. */
  #printItem(node: Collection, before: readonly Member[], item: unknown): string {
    const column = columnOf(this.#text, startOf(node));
    const known = (each: Node) => this.#known(each);
    if (isMap(node)) return printBlock(item, this.#style, column, known);
    const last = before.at(-1);
    const from = this.#layout.startOfMember(node, before, before.length - 1);
    const to = isNode(last?.item) ? (last.item.range?.[0] ?? from) : from;
    const dash = /^-[ \t]+$/.test(this.#text.slice(from, to)) ? this.#text.slice(from, to) : "- ";
    const lines = printBlock(item, this.#style, column + dash.length, known);
    return dash + indent(lines, " ".repeat(dash.length));
  }

  #cutOfBlock(node: Collection, before: readonly Member[], at: number): Splice {
    const text = this.#text;
    const member = before[at];
    if (!member) throw new NoPlace();
    const start = this.#layout.startOfMember(node, before, at);
    const end = this.#layout.lastLine(
      this.#layout.endOfMember(member),
      columnOf(text, startOf(node)),
    );
    const lineStart = text.lastIndexOf("\n", start - 1) + 1;
    const isOwnLine = text.slice(lineStart, start).trim() === "";
    if (!isOwnLine || at === 0) {
      // The first member of an item of a list is behind the dash; the next one takes its place.
      if (before.length === 1) throw new NoPlace();
      const next = this.#layout.startOfMember(node, before, at + 1);
      if (/^[^\S\n]*#/m.test(text.slice(end, next))) {
        if (!isOwnLine) throw new NoPlace();
        return { start: lineStart, end: Math.min(end + this.#layout.breakAt(end), next), text: "" };
      }
      return { start, end: next, text: "" };
    }
    let from = lineStart;
    for (;;) {
      const above = text.lastIndexOf("\n", from - 2) + 1;
      if (from === 0 || !/^[ \t]*#/.test(text.slice(above, from))) break;
      from = above;
    }
    const above = before[at - 1];
    const least = above ? this.#layout.lineEnd(this.#layout.endOfMember(above)) : 0;
    return { start: Math.max(text.slice(0, from).trimEnd().length, least), end, text: "" };
  }

  /** Where a member's own text changes: its key, its value, or what is in it. */
  #member(
    node: Collection,
    { item: before, value: old, key }: Member,
    item: unknown,
    out: Splice[],
  ): void {
    const value = valueOfItem(item);
    if (isPair(item) && isScalar(item.key) && item.key.value !== key) {
      const [start, end] = item.key.range ?? [];
      if (start === undefined || end === undefined) throw new NoPlace();
      const text = this.#style.isJson ? JSON.stringify(item.key.value) : printFlow(item.key);
      out.push({ start, end, text });
    }
    if (value === old) this.#inner(node, item, out);
    else this.#replace(node, before, old, value, out);
  }

  /** What changes in the value of a member. */
  #inner(node: Collection, item: unknown, out: Splice[]): void {
    const value = valueOfItem(item);
    const isReprinted = isCollection(value) && value.range && this.#isReprinted(value);
    if (isReprinted) this.#replace(node, item, value, value, out);
    else this.#collect(value, out);
  }

  #replace(node: Collection, item: unknown, old: unknown, value: unknown, out: Splice[]): void {
    const text = this.#text;
    const from = isPair(item) ? this.#layout.colonOf(item) + 1 : startOf(old as Node);
    const end = Math.max(this.#layout.endOf(old), from);
    const start = from + (/^[ \t]*/.exec(text.slice(from, end))?.[0].length ?? 0);
    if (this.#isFlow(node)) {
      const printed = this.#printInFlow(
        value,
        this.#layout.marginAt(startOf(node, item)),
        this.isOnOneLine(node),
      );
      const blank = start === from && isPair(item) ? this.#style.colon.slice(1) : "";
      out.push({ start, end, text: blank + printed });
      return;
    }
    const column = columnOf(text, startOf(node));
    const margin = " ".repeat(column);
    const known = (each: Node) => this.#known(each);
    if (!isPair(item)) {
      const at = columnOf(text, from);
      const lines = printBlock(value, this.#style, at, known);
      out.push({ start: from, end, text: indent(lines, " ".repeat(at)) });
      return;
    }
    const pair = new Pair(new Scalar("k"), value);
    const rest = indent(printBlock(pair, this.#style, column, known).slice(2), margin);
    const lineEnd = this.#layout.lineEnd(from);
    const isNamed = isCollection(old) && (old.anchor !== undefined || old.tag !== undefined);
    const isBelow = isCollection(old) && startOf(old) > lineEnd && !isNamed;
    if (rest.startsWith("\n")) {
      if (isBelow) out.push({ start: lineEnd, end, text: rest });
      else {
        const behind = this.#layout.lineEnd(end);
        out.push({ start: from, end, text: "" }, { start: behind, end: behind, text: rest });
      }
    } else if (isBelow && !rest.includes("\n")) {
      out.push({ start: from, end: from, text: rest }, { start: lineEnd, end, text: "" });
    } else if (isBelow || start === end || rest === "") out.push({ start: from, end, text: rest });
    else out.push({ start, end, text: rest.trimStart() });
  }

  #flow(node: Collection, before: readonly Member[], out: Splice[]): void {
    const now = this.#nowOf(node);
    const kept = before.filter(({ item }) => now.has(item));
    for (const member of kept) this.#member(node, member, now.get(member.item), out);
    const last = kept.at(-1);
    const lastAt = last ? before.indexOf(last) : -1;
    for (const [at, member] of before.entries()) {
      if (now.has(member.item)) continue;
      const next = before[at + 1];
      if (at < lastAt && next) {
        const [start, end] = [startOf(node, member.item), startOf(node, next.item)];
        out.push({ start, end, text: "" });
      }
    }
    const [first] = before;
    const firstStart = first ? startOf(node, first.item) : startOf(node);
    const hasOwnLines =
      !this.isOnOneLine(node) &&
      this.#layout.marginAt(firstStart).length === columnOf(this.#text, firstStart);
    const isCut = last !== undefined && lastAt < before.length - 1;
    if (isCut) out.push(this.#cutOfTail(last, before, hasOwnLines));
    const margin = this.#layout.marginAt(firstStart);
    const separator = hasOwnLines ? `,\n${margin}` : this.#style.comma;
    for (const { after, before: next, added } of groupsOf(now, kept)) {
      const printed = added
        .map((item) => this.#printInFlow(item, margin, !hasOwnLines))
        .join(separator);
      if (next) {
        const start = startOf(node, next.item);
        out.push({ start, end: start, text: printed + separator });
      } else if (after)
        this.#append(
          this.#layout.endOfMember(after),
          printed,
          { hasOwnLines, hasComma: !isCut || this.#keepsComma(hasOwnLines), margin, separator },
          out,
        );
    }
  }

  /** Where comments are possible, that of the last member stays, with the comma before it. */
  #keepsComma(hasOwnLines: boolean): boolean {
    return hasOwnLines && !this.#style.isJson;
  }

  /** The members behind the last one that stays. */
  #cutOfTail(last: Member, before: readonly Member[], hasOwnLines: boolean): Splice {
    const from = this.#layout.endOfMember(last);
    const end = this.#layout.endOfMember(before.at(-1) ?? last);
    if (!this.#keepsComma(hasOwnLines)) return { start: from, end, text: "" };
    const comma = /^\s*,/.exec(this.#text.slice(end))?.[0].length ?? 0;
    return { start: this.#layout.lineEnd(from), end: end + comma, text: "" };
  }

  /** Adds a member behind the last one of a flow collection, and behind its comment. */
  #append(
    end: number,
    printed: string,
    {
      hasOwnLines,
      hasComma,
      margin,
      separator,
    }: Readonly<{
      hasOwnLines: boolean;
      /** Whether a comma behind the member stays, if there is one. */
      hasComma: boolean;
      margin: string;
      separator: string;
    }>,
    out: Splice[],
  ): void {
    const rest = this.#text.slice(end, this.#layout.lineEnd(end));
    const comma = (hasComma && /^[ \t]*,/.exec(rest)?.[0].length) || 0;
    if (!hasOwnLines) {
      const text = comma > 0 ? ` ${printed}` : separator + printed;
      out.push({ start: end + comma, end: end + comma, text });
      return;
    }
    const isCommented = hasComma && /^[ \t]*(?:#|$)/.test(rest.slice(comma));
    const behind = isCommented ? this.#layout.lineEnd(end) : end + comma;
    if (comma === 0) out.push({ start: end, end, text: "," });
    out.push({ start: behind, end: behind, text: `\n${margin}${printed}` });
  }

  #printInFlow(item: unknown, margin: string, isOnOneLine: boolean): string {
    const known = (each: Node) => this.#known(each);
    const { isJson, isMinified } = this.#style;
    const json = (isOneLine: boolean) => printJson(item, this.#style, margin, isOneLine, known);
    if (isJson) return json(isOnOneLine || isMinified);
    const line = printFlow(item);
    const isLong = line.length + margin.length > lineWidth || line.includes("\n");
    return isLong && !isOnOneLine ? json(false) : line;
  }
}

interface Group {
  readonly after: Member | undefined;
  readonly before: Member | undefined;
  readonly added: unknown[];
}

/** The new members of a collection, by the old ones around them. */
function groupsOf(now: ReadonlyMap<unknown, unknown>, kept: readonly Member[]): Group[] {
  const groups: Group[] = [{ after: undefined, before: kept[0], added: [] }];
  let met = 0;
  for (const [before, item] of now) {
    const member = kept[met];
    if (member && member.item === before) {
      met++;
      groups.push({ after: member, before: kept[met], added: [] });
    } else groups.at(-1)?.added.push(item);
  }
  return groups.filter(({ added }) => added.length > 0);
}
