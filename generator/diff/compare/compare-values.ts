import { type Admitted, isOfType, type Schema, unmetKeywords } from "../../contract/index.js";
import { type BoundKeyword, boundKeywords, canonical, includesSame } from "../../openapi/index.js";
import type { SchemaReport } from "./change.js";
import type { Sides, Walk } from "./compare-properties.js";

/** Compares the values that `enum`, `const` and alternatives of constants allow. */
export function compareValues(x: Admitted, y: Admitted, report: SchemaReport): void {
  const [before, after] = [x.values, y.values];
  if (!before && !after) return;
  const isConst = (x.schema.isConst || !before) && (y.schema.isConst || !after);
  if (!before || !after) {
    if (before)
      compareRemoved(
        before.filter((value) => isExcluded(value, y)),
        x,
        y,
        report,
      );
    if (after)
      compareAdded(
        after.filter((value) => isExcluded(value, x)),
        x,
        y,
        report,
      );
    const ofConst = before ? "const.removed" : "const.added";
    const ofEnum = before ? "enum.dropped" : "enum.begun";
    report.changed(isConst ? ofConst : ofEnum, before, after);
    return;
  }
  const added = after.filter((value) => !includesSame(before, value));
  const removed = before.filter((value) => !includesSame(after, value));
  if (isConst) {
    if (added.length > 0) report.changed("const.changed", before[0], after[0]);
    return;
  }
  const isListed = (value: unknown, { schema }: Admitted) =>
    schema.values !== undefined && includesSame(schema.values, value) && isOfType(value, schema);
  compareAdded(
    added.filter((value) => isListed(value, x)),
    x,
    y,
    report,
  );
  const fresh = added.filter((value) => !isListed(value, x));
  if (fresh.length > 0) report.changed("enum.added", undefined, fresh);
  compareRemoved(removed, x, y, report);
}

/** Values that a limit let pass before are found by the limit, if there was one before. */
function compareRemoved(
  removed: readonly unknown[],
  x: Admitted,
  y: Admitted,
  report: SchemaReport,
): void {
  const [old, now] = [x.schema.bounds, y.schema.bounds];
  const changed = new Set<BoundKeyword>();
  const others = removed.filter((value) => {
    const unmet = new Set(unmetKeywords(value, y.schema));
    const limits = boundKeywords.filter((name) => unmet.has(name) && old[name] !== undefined);
    for (const name of limits) changed.add(name);
    return limits.length === 0;
  });
  for (const name of changed) reportLimit(name, old[name], now[name], report);
  if (others.length > 0) report.changed("enum.removed", others, undefined);
}

/** Values that only a limit excluded before. */
function compareAdded(
  added: readonly unknown[],
  x: Admitted,
  y: Admitted,
  report: SchemaReport,
): void {
  const [a, b] = [x.schema, y.schema];
  const unmet = new Set(added.flatMap((value) => unmetKeywords(value, a)));
  for (const name of boundKeywords) {
    if (unmet.has(name)) reportLimit(name, a.bounds[name], b.bounds[name], report);
  }
  if (unmet.has("multipleOf"))
    report.changed("multipleOf.removed", a.plain["multipleOf"], b.plain["multipleOf"]);
}

function reportLimit(
  name: BoundKeyword,
  before: number | undefined,
  after: number | undefined,
  report: SchemaReport,
): void {
  if (before === undefined || after === undefined) report.changed(`${name}.unset`, before, after);
  else report.changed(`${name}.${before < after ? "raised" : "lowered"}`, before, after);
}

/** Whether limits exclude a value; what the type excludes is said of the type. */
function isExcluded(value: unknown, { schema }: Admitted): boolean {
  return isOfType(value, schema) && unmetKeywords(value, schema).length > 0;
}

/** Alternatives that are the same constant in both versions, which may be described otherwise. */
export function walkConstants(
  [a, b]: readonly [Schema, Schema],
  [x, y]: readonly [Admitted, Admitted],
  sides: Sides,
  walk: Walk,
): void {
  const listed = (schema: Schema, read: Schema) =>
    schema.unions.filter((union) => !read.unions.includes(union)).flatMap((each) => each.variants);
  const now = new Map(
    listed(b, y.schema).map((parts) => [canonical(sides.revision.read(parts).values), parts]),
  );
  for (const before of listed(a, x.schema)) {
    const after = now.get(canonical(sides.base.read(before).values));
    if (after) walk(undefined, before, after);
  }
}
