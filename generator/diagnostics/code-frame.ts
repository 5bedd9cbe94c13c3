import { printable } from "./printable.js";

/** The part of a line around a place. */
export interface Excerpt {
  /** At most a screen's width of the line. */
  readonly text: string;
  /** Column of the place within the text, counted from 1. */
  readonly column: number;
}

/** How much of a line is shown; a minified file is one line of megabytes. */
const width = 96;

/** Cuts the line at an offset out of a text. */
export function excerptOf(text: string, offset: number): Excerpt {
  // Looks only at the part that is shown.
  const first = Math.max(0, offset - Math.floor(width / 2));
  const start = first + text.slice(first, offset).lastIndexOf("\n") + 1;
  const lineEnd = text.slice(offset, start + width).indexOf("\n");
  const end = lineEnd < 0 ? start + width : offset + lineEnd;
  return { text: text.slice(start, end).trimEnd(), column: offset - start + 1 };
}

/** A line by itself, whole if it is no wider than what is shown. */
export function excerptOfLine(line: string, column: number): Excerpt {
  return line.length <= width ? { text: line, column } : excerptOf(line, column - 1);
}

/**
 * The line of a place, and below it a line with a mark.
 *
 * @example
 * ["  12 |       $ref: '#/nope'", "     |       ^"]
 */
export function frameOf(line: number, { text, column }: Excerpt): readonly string[] {
  // The width of a tab depends on the terminal, so no mark could be below the right character.
  const shown = text.replaceAll("\t", " ");
  const number = String(line);
  const before = printable(shown.slice(0, column - 1));
  return [
    `  ${number} | ${shown}`,
    `  ${" ".repeat(number.length)} | ${" ".repeat(before.length)}^`,
  ];
}
