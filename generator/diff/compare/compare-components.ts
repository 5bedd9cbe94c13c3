import type { Contract } from "../../contract/index.js";
import { below, top } from "../../openapi/index.js";
import type { Emit } from "./change.js";
import { nameOf, schemaSimilarity } from "./schema-matching.js";
import type { Pairs } from "./schema-pairs.js";

const componentsAt = below(top, "components", "schemas");
const alike = 0.6;

/**
 * Compares component schemas: names that the client exports as types. Called when all pairs are
 * known.
 */
export function compareComponents(
  base: Contract,
  revision: Contract,
  pairs: Pairs,
  emit: Emit,
): void {
  const renamed = renamesIn(base, revision, pairs);
  const emitChange = (
    verb: "added" | "removed" | "renamed",
    before: string | undefined,
    after: string | undefined,
  ) =>
    emit({
      of: "document",
      kind: `component.schema.${verb}`,
      operations: [],
      name: after ?? before ?? "",
      before,
      after,
      base: before === undefined ? componentsAt : below(componentsAt, before),
      revision: after === undefined ? componentsAt : below(componentsAt, after),
      isIn: before === undefined ? "revision" : after === undefined ? "base" : "both",
    });
  for (const name of base.components.keys()) {
    if (revision.components.has(name)) continue;
    const other = renamed.get(name);
    emitChange(other === undefined ? "removed" : "renamed", name, other);
  }
  const now = new Set(renamed.values());
  for (const name of revision.components.keys()) {
    if (!base.components.has(name) && !now.has(name)) emitChange("added", undefined, name);
  }
}

/** A removed name, and a new one in the same places with the same meaning. */
function renamesIn(base: Contract, revision: Contract, pairs: Pairs): Map<string, string> {
  const renamed = new Map<string, string>();
  for (const pair of pairs.all()) {
    const [before, after] = [nameOf(pair.base), nameOf(pair.revision)];
    if (before === undefined || after === undefined || renamed.has(before)) continue;
    const isOld = base.components.has(after);
    if (revision.components.has(before) || isOld) continue;
    const [a, b] = pairs.read(pair);
    if (schemaSimilarity(a, b) >= alike) renamed.set(before, after);
  }
  return renamed;
}
