import {
  excludedProperties,
  groupsApart,
  isComposed,
  type Part,
  type Schema,
  withoutGroup,
} from "../../contract/index.js";
import { isSame } from "../../openapi/index.js";
import type { SchemaReport } from "./change.js";
import type { Sides, Walk } from "./compare-properties.js";
import { matchItems } from "./schema-matching.js";

/*
 * `allOf` is compared by what it amounts to: members are merged, and it does not matter which of
 * them says what. Only where merging would change the meaning are members compared one by one.
 */

/**
 * Compares what cannot be merged, such as two conditions.
 *
 * @returns the schemas without what was compared
 */
export function compareApart(
  a: Schema,
  b: Schema,
  sides: Sides,
  report: SchemaReport,
  walk: Walk,
): readonly [Schema, Schema] {
  if (!isComposed(a.parts) && !isComposed(b.parts)) return [a, b];
  compareExcluded(a, b, sides, report);
  const before = groupsApart(a.parts, sides.base);
  const after = groupsApart(b.parts, sides.revision);
  let rest = [a, b] as const;
  for (const group of new Set([...before.keys(), ...after.keys()])) {
    const [old, now] = [before.get(group) ?? [], after.get(group) ?? []];
    if (old.length < 2 && now.length < 2) continue;
    rest = [withoutGroup(rest[0], group), withoutGroup(rest[1], group)];
    const isAlike = (x: Part, y: Part) => isSame(x.raw, y.raw);
    const { pairs, removed, added } = matchItems(old, now, [isAlike]);
    for (const [x, y] of pairs) walk(undefined, [x], [y]);
    const [x, y] = [removed[0], added[0]];
    // If one is left on each side, it is the same one, changed.
    if (x && y && removed.length + added.length === 2) walk(undefined, [x], [y]);
    else {
      for (const part of removed) report.changed("allOf.removed", part.raw, undefined);
      for (const part of added) report.changed("allOf.added", undefined, part.raw);
    }
  }
  return rest;
}

/** A property that one member declares and another one has come to forbid, or no longer does. */
function compareExcluded(a: Schema, b: Schema, sides: Sides, report: SchemaReport): void {
  const before = excludedProperties(a.parts, sides.base);
  const after = excludedProperties(b.parts, sides.revision);
  const closed = after.filter((name) => a.properties.has(name) && !before.includes(name));
  const opened = before.filter((name) => b.properties.has(name) && !after.includes(name));
  // If what forbids them is new itself, that is the change.
  const isAsClosed =
    (a.additional === false) === (b.additional === false) &&
    a.single.has("unevaluatedProperties") === b.single.has("unevaluatedProperties");
  if (!isAsClosed) return;
  if (closed.length > 0) report.changed("additionalProperties.closed", undefined, closed);
  if (opened.length > 0) report.changed("additionalProperties.opened", opened, undefined);
}
