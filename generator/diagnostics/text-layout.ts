import { printable } from "./printable.js";
import type { Line, Style } from "./styled-lines.js";

/** What is printed for people to read in a terminal. */
export interface Layout {
  /** Columns of a line; only a word that is longer takes more. */
  readonly width: number;
  /** Whether nothing is shortened: each operation is named, and each value is whole. */
  readonly full: boolean;
}

/** A terminal of the usual width, and whatever is no terminal. */
export const standardLayout: Layout = { width: 80, full: false };

/**
 * Lines at most as wide as said, broken only between words. What is longer than a line, such as a
 * path, is broken after a slash or a comma.
 *
 * @param others the width of all lines but the first one
 */
export function wrap(text: string, first: number, others = first): readonly string[] {
  const lines: string[] = [];
  let line = "";
  // Escapes are wider than what they stand for.
  const words = printable(text.replaceAll(/\s+/g, " ").trim(), Number.POSITIVE_INFINITY).split(" ");
  for (const word of words) {
    const parts = columnsOf(word) > others ? word.split(/(?<=[/,])/) : [word];
    for (const [index, part] of parts.entries()) {
      const longer = line + (line === "" || index > 0 ? "" : " ") + part;
      if (line !== "" && columnsOf(longer) > (lines.length === 0 ? first : others)) {
        lines.push(line);
        line = part;
      } else line = longer;
    }
  }
  return [...lines, line];
}

/** Sentences of ours. */
export function paragraph(text: string, { width }: Layout, indent = 0): readonly Line[] {
  return wrap(text, width - indent).map((line) => " ".repeat(indent) + line);
}

/** Deeper than anything of ours is, so that no text of a spec passes for a line of ours. */
const hanging = 4;

/** Text that has words of a spec, each line of it in a style, and all but the first one indented. */
export function heading(
  text: string,
  { width, full }: Layout,
  style: Style,
  indent = 0,
): readonly Line[] {
  return hang(full ? text : printable(text), width, indent).map(([margin, line]) => [
    margin,
    { style, text: line },
  ]);
}

/** The lines of a text that has words of a spec, each with its margin. */
export function hang(
  text: string,
  width: number,
  indent = 0,
): readonly (readonly [margin: string, line: string])[] {
  return wrap(text, width - indent, width - indent - hanging).map((line, index) => [
    " ".repeat(index === 0 ? indent : indent + hanging),
    line,
  ]);
}

/** Columns of a label and what separates it from the text. */
export const labelWidth = 9;

/** A label, and beside it texts, of which several begin to the left of what goes on below them. */
export function row(
  label: string,
  texts: readonly string[],
  { width, full }: Layout,
  indent: number,
): readonly Line[] {
  const room = width - indent - labelWidth;
  const margin = texts.length > 1 ? "  " : "";
  const lines = texts.flatMap((text) =>
    text === ""
      ? []
      : wrap(full ? text : printable(text), room, room - margin.length).map((line, index) =>
          index === 0 ? line : margin + line,
        ),
  );
  return labelled(label, lines, indent);
}

/** A label, and beside it lines that are laid out already. */
export function labelled(label: string, lines: readonly string[], indent: number): readonly Line[] {
  const margin = " ".repeat(indent);
  return lines.map((line, index) =>
    index === 0
      ? [margin, { style: "dim", text: label.padEnd(labelWidth - 1) }, ` ${line}`]
      : `${margin}${" ".repeat(labelWidth)}${line}`.trimEnd(),
  );
}

/**
 * Lines that have a layout of their own, such as JSON: what is too wide is cut between words or, if
 * nothing is to be cut, goes on below, indented like its beginning.
 */
export function preformatted(
  lines: readonly string[],
  width: number,
  full: boolean,
): readonly string[] {
  return lines.flatMap((raw) => {
    const line = printable(raw, Number.POSITIVE_INFINITY);
    if (columnsOf(line) <= width) return [line];
    const margin = /^ */.exec(line)?.[0] ?? "";
    const [first = "", ...more] = wrap(line, width - margin.length - 2);
    if (full) return [margin + first, ...more.map((rest) => `${margin}  ${rest}`)];
    return [`${margin}${first.slice(0, Math.max(width - margin.length - 2, 20))} …`];
  });
}

/** How wide text is in a terminal, where letters of East Asia and emoji take two columns. */
export function columnsOf(text: string): number {
  if (!/[^ -~]/.test(text)) return text.length;
  let columns = 0;
  for (const character of text) columns += wide.test(character) ? 2 : none.test(character) ? 0 : 1;
  return columns;
}

const wide =
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|\p{Emoji_Presentation}|[\u{20000}-\u{3fffd}]/u;
const none = /\p{M}|[\u200b-\u200d]/u;
