import { printable } from "./printable.js";

const codes = {
  bold: "1",
  dim: "2",
  red: "31",
  green: "32",
  yellow: "33",
  cyan: "36",
  boldRed: "1;31",
  boldYellow: "1;33",
} as const;

export type Style = keyof typeof codes;

/** Colored text. */
export interface Painted {
  readonly style: Style;
  readonly text: string;
}

/**
 * One line for a log. It may contain any text: `print` escapes line ends in it. Text of several
 * lines is a list of these.
 */
export type Line = string | readonly (string | Painted)[];

/** The lines as text, without a line end after the last one. */
export function print(lines: readonly Line[], colour = false): string {
  return lines.map((line) => printLine(line, colour)).join("\n");
}

function printLine(line: Line, colour: boolean): string {
  if (typeof line === "string") return printable(line);
  const plain = printable(line.map(textOf).join(""));
  const isSame = line.map((part) => printable(textOf(part))).join("") === plain;
  // Harmless parts may together form a command; such a line is printed without colors.
  if (!colour || !isSame) return plain;
  return line
    .map((part) => {
      const text = printable(textOf(part));
      return typeof part === "string" ? text : `\u001b[${codes[part.style]}m${text}\u001b[0m`;
    })
    .join("");
}

function textOf(part: string | Painted): string {
  return typeof part === "string" ? part : part.text;
}
