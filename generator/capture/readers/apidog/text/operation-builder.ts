import { formatPointer, type Pointer } from "../../../../openapi/index.js";
import type { Mark, Quote } from "../../../fact.js";
import { addMark, type Notes, newNotes, quoteOf } from "../../../notes.js";
import type { Line } from "./page-lines.js";

/** Keeps where on the page each node of an operation was read, while it is put together. */
export class Builder {
  readonly notes: Notes = newNotes();
  readonly #rows: readonly string[];
  readonly #places = new Map<string, Quote>();

  constructor(rows: readonly string[]) {
    this.#rows = rows;
  }

  quote(line: Line): Quote {
    return quoteOf(this.#rows, line.number, line.column);
  }

  place(at: Pointer, quote: Quote): void {
    this.#places.set(formatPointer(at), quote);
  }

  /** Notes what the node at a pointer rests on, unless the page states it. */
  mark(at: Pointer, confidence: Mark["confidence"], because: string, line: Line): void {
    addMark(this.notes, at, confidence, because, this.quote(line));
  }

  /** The place of a node, or of the nearest one around it. */
  locate(at: Pointer): Quote {
    for (let length = at.length; length > 0; length--) {
      const quote = this.#places.get(formatPointer(at.slice(0, length)));
      if (quote) return quote;
    }
    return quoteOf(this.#rows, 1);
  }
}
