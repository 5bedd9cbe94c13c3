import { addressIn } from "./page-address.js";

/**
 * A fenced code block, by the rules of CommonMark. Its indentation may be any: within components
 * and lists, pages indent fences further than CommonMark allows outside of them.
 */
export interface Fence {
  readonly kind: "fence";
  /** What follows the opening backticks or tildes, trimmed. */
  readonly info: string;
  /** Of the opening line, from 1. */
  readonly line: number;
  /** The content, each line without the indentation of the opening line. */
  readonly text: string;
  /** Columns that the content lost at most: a line loses no more than it has. */
  readonly indent: number;
  /** False if the page ends inside the fence. */
  readonly isClosed: boolean;
  /** Of the closing line, or the last one of the page. */
  readonly lastLine: number;
}

/** An ATX heading. */
export interface Heading {
  readonly kind: "heading";
  readonly level: number;
  /** As plain text: without anchors, emphasis and escapes. */
  readonly text: string;
  readonly line: number;
}

/** Any other line that is not blank. */
export interface TextLine {
  readonly kind: "text";
  readonly text: string;
  readonly line: number;
}

export type Block = Fence | Heading | TextLine;

/** The fences among blocks. */
export function fencesIn(blocks: readonly Block[]): readonly Fence[] {
  return blocks.filter((block) => block.kind === "fence");
}

const opening = /^([ \t]*)(`{3,}(?!`)|~{3,}(?!~))(.*)$/;
const heading = /^ {0,3}(#{1,6})(?:[ \t](.*))?$/;
/** Longer lines are no headings, and would only cost time. */
const maxHeading = 1_000;

/**
 * Splits a page of Markdown into headings, fences and other lines, so that nothing within a fence
 * counts as a heading: `# comment` is none in a shell script. `from` is the first line, from 1.
 */
export function blocksOf(lines: readonly string[], from = 1): readonly Block[] {
  const blocks: Block[] = [];
  for (let at = from - 1; at < lines.length; at++) {
    const text = lines[at] ?? "";
    const fence = fenceAt(lines, at);
    if (fence) {
      blocks.push(fence);
      at = fence.lastLine - 1;
      continue;
    }
    const [, marks, title = ""] = (text.length > maxHeading ? null : heading.exec(text)) ?? [];
    if (marks !== undefined) {
      blocks.push({ kind: "heading", level: marks.length, text: plainText(title), line: at + 1 });
    } else if (text.trim() !== "") {
      blocks.push({ kind: "text", text, line: at + 1 });
    }
  }
  return blocks;
}

function fenceAt(lines: readonly string[], start: number): Fence | undefined {
  const [, margin = "", marks = "", info = ""] = opening.exec(lines[start] ?? "") ?? [];
  // Three backticks with another one on their line are code within a line of text.
  if (marks === "" || (marks.startsWith("`") && info.includes("`"))) return undefined;
  const indent = margin.length;
  const isClosing = (line: string) => {
    const found = /^([ \t]*)(`{3,}|~{3,})[ \t]*$/.exec(line);
    const [, before = "", closing = ""] = found ?? [];
    // What is indented further belongs to the content.
    return closing.startsWith(marks) && before.length <= indent + 3;
  };
  let end = start + 1;
  while (end < lines.length && !isClosing(lines[end] ?? "")) end++;
  const content = lines.slice(start + 1, end).map((line) => line.slice(marginOf(line, indent)));
  return {
    kind: "fence",
    info: info.trim(),
    line: start + 1,
    text: content.join("\n"),
    indent,
    isClosed: end < lines.length,
    lastLine: Math.min(end + 1, lines.length),
  };
}

/** The columns that a line of a fence's content loses. */
export function marginOf(line: string, indent: number): number {
  return Math.min(indent, line.search(/[^ \t]|$/));
}

/** A heading's words: no trailing marks, anchors, links' targets, emphasis or escapes. */
function plainText(markdown: string): string {
  return markdown
    .trim()
    .replace(/(?:^|(?<![ \t])[ \t]+)#+$/, "")
    .replaceAll(/<a\b[^<>]*>|<\/a>|(?<!\s)\s*\{#[^{}]*\}$/g, "")
    .replaceAll(/\[([^[\]]*)\]\([^()]*\)/g, "$1")
    .replaceAll(/\*\*|(?<!\\)`/g, "")
    .replaceAll(/\\([!-/:-@[-`{-~])/g, "$1")
    .trim();
}

/** The page's title: its first heading of the first level. */
export function titleOf(blocks: readonly Block[]): Heading | undefined {
  return blocks
    .filter((block) => block.kind === "heading")
    .find(({ level, text }) => level === 1 && text !== "" && addressIn(`# ${text}`) === undefined);
}
