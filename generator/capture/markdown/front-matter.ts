import { DiagnosticError } from "../../diagnostics/index.js";
import { parseSource } from "../../load/index.js";
import { type Fields, isFields, type Pointer } from "../../openapi/index.js";
import type { Quote } from "../fact.js";
import { quoteOf } from "../notes.js";

/** The YAML between two lines of `---` at the top of a page. */
export interface FrontMatter {
  /** Empty if the page has none, or none that can be parsed. */
  readonly fields: Fields;
  /** The first line of the page after it, from 1. */
  readonly next: number;
  quote(pointer: Pointer): Quote;
}

/** No front matter is longer. */
const maxLines = 500;

/** Reads the front matter of a page; empty if there is none. */
export function readFrontMatter(lines: readonly string[]): FrontMatter {
  const none: FrontMatter = { fields: {}, next: 1, quote: () => quoteOf(lines, 1) };
  // Tools that save pages put comments before it.
  let start = 0;
  while (/^\s*(?:<!--.*-->\s*)?$/.test(lines[start] ?? "x")) start++;
  if (lines[start]?.trimEnd() !== "---") return none;
  const length = lines
    .slice(start + 1, start + 1 + maxLines)
    .findIndex((line) => /^(?:---|\.\.\.)\s*$/.test(line));
  if (length < 0) return none;
  const next = start + length + 3;
  try {
    const text = lines.slice(start + 1, start + 1 + length).join("\n");
    const source = parseSource("front matter", "front matter", text);
    // Lines of dashes also divide prose, which is no map of names.
    if (!isFields(source.value)) return none;
    const quote = (pointer: Pointer) => {
      const place = source.place(pointer);
      return quoteOf(lines, place.line + start + 1, place.column);
    };
    return { fields: source.value, next, quote };
  } catch (error) {
    if (!(error instanceof DiagnosticError)) throw error;
    return none;
  }
}
