import type { Contract, Parts } from "../../contract/index.js";
import { type At, below, tokensOf, top, usedComponents } from "../../openapi/index.js";
import { aspectOf } from "../change-kinds.js";
import { groupBy } from "../group-by.js";
import type { Emit, SchemaChange, SchemaUsage } from "./change.js";
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
  const sides = [...pairs.all()].map((pair) => [pair.base, pair.revision] as const);
  for (const [x, y] of [...sides, ...pairs.merged.values()]) {
    const [before, after] = [nameOf(x), nameOf(y)];
    if (before === undefined || after === undefined || renamed.has(before)) continue;
    if (!pairs.isGone(before) || !pairs.isNew(after)) continue;
    const [a, b] = [base.schemas.read(x), revision.schemas.read(y)];
    if (schemaSimilarity(a, b) >= alike) renamed.set(before, after);
  }
  return renamed;
}

/**
 * Reports changes of component schemas that no place in an operation has both before and after: one
 * for each schema.
 */
export function reportAlone(
  changes: readonly SchemaChange[],
  base: Contract,
  revision: Contract,
  pairs: Pairs,
  emit: Emit,
): void {
  if (changes.length === 0) return;
  const used = [base, revision].map(({ document }) => usedComponents(document.raw));
  const usageOf = (name: string): SchemaUsage => {
    if (pairs.merged.has(name)) return "within";
    const [before, after] = used.map((components) => components.has("schemas", name));
    return before ? (after ? "elsewhere" : "base") : after ? "revision" : "neither";
  };
  const groups = groupBy(changes, (change) => {
    const [, , name = ""] = tokensOf(ownerOf(change));
    return name;
  });
  for (const [name, all] of groups) {
    const [first, ...more] = all;
    if (!first) continue;
    const whole = ([part]: Parts) => below(componentsAt, tokensOf(part?.at ?? top)[2] ?? name);
    const { pair } = first;
    const place =
      more.length === 0
        ? first
        : { base: whole(pair.base), revision: whole(pair.revision), isIn: "both" as const };
    const places = [...new Set(all.map(placeOf))].sort();
    emit({
      of: "document",
      kind: "component.schema.changed",
      operations: [],
      name,
      inside: { places, usage: usageOf(name), only: more.length === 0 ? first : undefined },
      before: more.length === 0 ? first.before : valuesOf(all, "before"),
      after: more.length === 0 ? first.after : valuesOf(all, "after"),
      base: place.base,
      revision: place.revision,
      isIn: place.isIn,
    });
  }
}

/** The compared schema, which is in the component. */
function ownerOf({ isIn, pair }: SchemaChange): At {
  return (isIn === "base" ? pair.base : pair.revision)[0]?.at ?? top;
}

/** The changed node, as a pointer from its component, unless it is in a member of that. */
function placeOf(change: SchemaChange): string {
  const { isIn, base, revision } = change;
  const [node, owner] = [tokensOf(isIn === "base" ? base : revision), tokensOf(ownerOf(change))];
  return (node[2] === owner[2] ? node : owner).slice(3).join("/");
}

/** The values of several changes, by their places; undefined if they have none. */
function valuesOf(changes: readonly SchemaChange[], side: "before" | "after"): unknown {
  const values = changes.flatMap((change): [string, unknown][] => {
    if (change[side] === undefined) return [];
    const words = [placeOf(change), change.name, aspectOf(change.kind)];
    return [[words.filter(Boolean).join(" "), change[side]]];
  });
  return values.length > 0 ? Object.fromEntries(values) : undefined;
}
