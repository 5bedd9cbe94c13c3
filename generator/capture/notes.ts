import { formatPointer, type Pointer } from "../openapi/index.js";
import type { Contradiction, Mark, Quote } from "./fact.js";

/** What has to be said about an operation beside the operation itself. */
export interface Notes {
  readonly marks: Mark[];
  readonly contradictions: Contradiction[];
}

/** The pointer of a mark where a page is silent on whether a body has to be sent. */
export const silentOnBody = "/requestBody/required";

export function newNotes(): Notes {
  return { marks: [], contradictions: [] };
}

export function addMark(
  notes: Notes,
  at: Pointer,
  confidence: Mark["confidence"],
  because: string,
  quote: Quote,
): void {
  notes.marks.push({ pointer: pointerOf(at), confidence, because, quote });
}

export function addContradiction(
  notes: Notes,
  at: Pointer,
  about: string,
  one: Quote,
  other: Quote,
): void {
  notes.contradictions.push({ pointer: pointerOf(at), about, one, other });
}

/**
 * Pointers are counted from the Operation Object; those into the components, which belong to no
 * operation alone, start with `#`.
 */
function pointerOf(at: Pointer): string {
  return at[0] === "#" ? `#${formatPointer(at.slice(1))}` : formatPointer(at);
}

/** Longer lines are cut in quotes: a quote is there to be found again, not to be reprinted. */
const maxQuote = 160;

/** Quotes a line of the page from a column on. */
export function quoteOf(lines: readonly string[], line: number, column = 1): Quote {
  return quoteText(lines[line - 1] ?? "", line, column);
}

export function quoteText(whole: string, line: number, column: number): Quote {
  const text = whole.slice(column - 1).trim();
  return { line, column, text: text.length > maxQuote ? `${text.slice(0, maxQuote)}…` : text };
}
