import { gluedHeading, headingIn, labelIn } from "./interface-labels.js";
import { methodAndPath } from "./page-methods.js";

/** A line of a page, or the part of one that extractors have glued to another. */
export interface Line {
  readonly text: string;
  /** As it stands on the page: indented, which matters inside of examples only. */
  readonly raw: string;
  /** On the page, counted from 1. */
  readonly number: number;
  readonly column: number;
  /** Whether the page leaves a line empty before it. */
  readonly afterBlank: boolean;
}

/** The lines of a page that are not empty, with what is glued in them taken apart. */
export function linesOf(rows: readonly string[]): Line[] {
  const lines: Line[] = [];
  let afterBlank = false;
  for (const [index, raw] of rows.entries()) {
    const text = trim(raw);
    if (text === "") {
      afterBlank = true;
      continue;
    }
    const column = raw.indexOf(text.charAt(0)) + 1;
    lines.push({ text, raw, number: index + 1, column, afterBlank });
    afterBlank = false;
  }
  return lines.flatMap((line, index) => unglue(line, lines[index + 1]));
}

/** Some extractors decode a page twice, and then a no-break space is two characters. */
function trim(raw: string): string {
  const text = raw.replace(/^[\s\u00a0\u200b]*(?:•\s+)?/, "");
  // Not by a pattern: one for the end of a line is slow where a line holds many blanks.
  let end = text.length;
  while (end > 0 && /[\s\u00a0\u200bÂ]/.test(text.charAt(end - 1))) end--;
  return text.slice(0, end);
}

const labelAtEnd = /(?:Allowed values?|Default|Match pattern|枚举值|默认值)\s*[:：]$/;
const status = /(?=🟢|🟠|🔴|🟡|🔵)/u;

function unglue(line: Line, next: Line | undefined): Line[] {
  const { text } = line;
  const cut = (at: number): Line[] => {
    const head = trim(text.slice(0, at));
    const tail = text.slice(at);
    return [
      { ...line, text: head, raw: head },
      { ...line, text: tail, raw: tail, column: line.column + at, afterBlank: false },
    ];
  };
  if (text.length > 5000) return [line];
  const method = methodAndPath.exec(text);
  if (method) return cut(method[0].length);
  const label = labelAtEnd.exec(text);
  if (label && label.index > 0 && labelIn(label[0]) && !labelIn(text)) return cut(label.index);
  const lamp = text.search(status);
  if (lamp > 0 && headingIn(text.slice(0, lamp))) return cut(lamp);
  const heading = gluedHeading.exec(text);
  const isHeading = heading && heading.index > 0 && !headingIn(text);
  if (isHeading && next && opensRequest(next.text)) return cut(heading.index);
  return [line];
}

/** What can stand below the heading of the request. */
function opensRequest(text: string): boolean {
  if (text.length > 200) return false;
  const heading = headingIn(text.replace(/\s*[a-z]+\/[\w.+-]+$/, ""));
  return heading !== undefined && heading !== "request" && heading !== "example";
}
