import type { Change } from "../compare/change.js";
import { foldParameters } from "./fold-parameters.js";
import { foldProperties } from "./fold-properties.js";
import { foldReplaced } from "./fold-replaced.js";
import { foldShared } from "./fold-shared.js";

/**
 * Folds changes with one cause into one; each fold is a plain function over the list. What operations
 * share comes last, because one of them may replace what another one still has.
 */
export function fold(changes: readonly Change[]): Change[] {
  return [foldParameters, foldProperties, foldReplaced, foldShared].reduce<Change[]>(
    (folded, step) => step(folded),
    [...changes],
  );
}
