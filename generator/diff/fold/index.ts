import type { Change } from "../compare/change.js";
import { foldParameters } from "./fold-parameters.js";
import { foldProperties } from "./fold-properties.js";
import { foldReplaced } from "./fold-replaced.js";
import { foldShared } from "./fold-shared.js";

/** Folds changes with one cause into one; each fold is a plain function over the list. */
export function fold(changes: readonly Change[]): Change[] {
  return [foldShared, foldParameters, foldProperties, foldReplaced].reduce<Change[]>(
    (folded, step) => step(folded),
    [...changes],
  );
}
