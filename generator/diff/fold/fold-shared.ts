import { canonical, pointerOf } from "../../openapi/index.js";
import { nameOf } from "../change-names.js";
import type { Change } from "../compare/change.js";

/**
 * A change to a node that several operations share (a component, a parameter of their path) is
 * reported once, with the affected operations.
 */
export function foldShared(changes: readonly Change[]): Change[] {
  const folded = new Map<string, Change>();
  for (const [index, change] of changes.entries()) {
    const key = change.of === "schema" ? String(index) : keyOf(change);
    const known = folded.get(key);
    folded.set(
      key,
      known ? { ...known, operations: [...known.operations, ...change.operations] } : change,
    );
  }
  return [...folded.values()];
}

/** Only for existing nodes: a missing parameter is missing in each operation separately. */
function keyOf(change: Change): string {
  const { kind, before, after, isIn, base, revision, evidence } = change;
  const nodes = isIn === "both" ? [base, revision] : [isIn === "base" ? base : revision];
  const values = [kind, nameOf(change), before, after, evidence];
  return canonical([...values, nodes.map(pointerOf)]);
}
