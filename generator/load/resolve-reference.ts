import { type Pointer, readingsOf } from "../openapi/index.js";
import { maxDepth } from "./size-limits.js";

/** The documents of a reference: parsed ones, or texts that are being edited. */
export interface ReferenceDocuments<Document, Nowhere> {
  /**
   * The document that the part of a reference before its `#` names; the current one if that part is
   * empty.
   */
  open(
    file: string,
    from: Document,
  ): { readonly document: Document } | { readonly nowhere: Nowhere };
  /** The number of tokens of a pointer that exist: all of them, if there is a node. */
  known(document: Document, pointer: Pointer): number;
  /** The text of the `$ref` of the node at a pointer. */
  refAt(document: Document, pointer: Pointer): string | undefined;
}

/** A node, and the document that contains it. */
export interface ResolvedNode<Document> {
  readonly document: Document;
  readonly pointer: Pointer;
}

/**
 * Why there is no target; with the existing part of the pointer, if one of its tokens is missing.
 */
export type Unresolved<Document> =
  | { readonly why: string }
  | { readonly missing: ResolvedNode<Document>; readonly known: number };

/** The number of references that a pointer may pass through; more are a cycle. */
const maxPassed = 30;

/**
 * Finds the target of a reference, which may be a reference again. The pointer may pass through
 * references, whose targets then contain the rest of it.
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
    // The node may be a reference itself, whose target contains the rest of the pointer.
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
