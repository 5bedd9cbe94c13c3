import type { Diagnostic, Place } from "../../diagnostics/index.js";
import type { Spec } from "../../load/index.js";
import { type At, type Fields, type Kind, tokensOf } from "../../openapi/index.js";

/** Finds one kind of questionable content. All checks share one walk over the document. */
export interface LintCheck {
  /** Called for each object of the document, with its kind and position. */
  visit(node: Fields, kind: Kind, at: At): void;
  /** Called after all objects have been visited. */
  end?(): void;
}

export type LintCheckFactory = (spec: Spec, report: (problem: Diagnostic) => void) => LintCheck;

export function placeOf(spec: Spec, at: At): Place {
  return spec.place(tokensOf(at));
}
