import type { Diagnostic, Place } from "../../diagnostics/index.js";
import type { Spec } from "../../load/index.js";
import { type At, type Fields, type Kind, tokensOf } from "../../openapi/index.js";

/** Looks for one kind of questionable content, in one walk over a document that all share. */
export interface LintCheck {
  /** Is given each object of the document, what it is and where it stands. */
  visit(node: Fields, kind: Kind, at: At): void;
  /** Is called when all have been visited. */
  end?(): void;
}

export type LintCheckFactory = (spec: Spec, report: (problem: Diagnostic) => void) => LintCheck;

export function placeOf(spec: Spec, at: At): Place {
  return spec.place(tokensOf(at));
}
