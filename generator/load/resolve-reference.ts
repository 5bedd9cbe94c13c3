import { type Pointer, readingsOf } from "../openapi/index.js";
import { maxDepth } from "./size-limits.js";

/** Documents among which references lead: parsed ones, or texts that are being edited. */
export interface ReferenceDocuments<Document, Nowhere> {
  /**
   * The document that the part of a reference before its `#` names; that it stands in, if empty.
   */
  open(
    file: string,
    from: Document,
  ): { readonly document: Document } | { readonly nowhere: Nowhere };
  /** How many tokens of a pointer lead somewhere: all of them, if there is a node. */
  known(document: Document, pointer: Pointer): number;
  /** The text of the `$ref` of the node at a pointer. */
  refAt(document: Document, pointer: Pointer): string | undefined;
}

/** A node, by the document that holds it. */
export interface ResolvedNode<Document> {
  readonly document: Document;
  readonly pointer: Pointer;
}

/** Why nothing is named; with what is known of the way, if a token of it is missing. */
export type Unresolved<Document> =
  | { readonly why: string }
  | { readonly missing: ResolvedNode<Document>; readonly known: number };

/** Through so many references a pointer may pass; more are a circle. */
const maxPassed = 30;

/**
 * Finds the node that a reference names, be it a reference again. On its way a pointer may pass
 * references, which then hold the rest of it.
 */
export function resolveReference<Document, Nowhere>(
  ref: string,
  base: Document,
  documents: ReferenceDocuments<Document, Nowhere>,
  readings: (fragment: string) => readonly Pointer[] = readingsOf,
): ResolvedNode<Document> | Unresolved<Document> | { readonly nowhere: Nowhere } {
  let [next, from, rest]: [string, Document, Pointer] = [ref, base, []];
  for (let passed = 0; passed <= maxPassed; passed++) {
    const at = next.indexOf("#");
    const file = at < 0 ? next : next.slice(0, at);
    const opened = documents.open(file, from);
    if ("nowhere" in opened) return opened;
    const { document } = opened;
    const starts = readings(at < 0 ? "" : next.slice(at + 1));
    const [first] = starts;
    if (!first) {
      const why =
        "only JSON pointers such as #/components/schemas/Name are supported, not `$anchor`";
      return { why };
    }
    if (first.length + rest.length > maxDepth) {
      return { why: `it leads more than ${maxDepth} levels deep` };
    }
    const pointers = starts.map((start): Pointer => [...start, ...rest]);
    const found = pointers.find((each) => documents.known(document, each) === each.length);
    if (found) return { document, pointer: found };
    // What stands there may be a reference itself, and hold the rest of the way elsewhere.
    const [pointer = []] = pointers;
    const known = documents.known(document, pointer);
    const further = documents.refAt(document, pointer.slice(0, known));
    if (further === undefined) return { missing: { document, pointer }, known };
    next = further;
    from = document;
    rest = pointer.slice(known);
  }
  return { why: `it goes through more than ${maxPassed} other references` };
}
