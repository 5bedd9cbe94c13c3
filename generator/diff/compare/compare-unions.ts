import type { Parts, Schema, Union } from "../../contract/index.js";
import type { SchemaReport } from "./change.js";
import { type Sides, summary, type Walk } from "./compare-properties.js";
import { isOnly, matchVariants } from "./match-variants.js";
import { type Matching, matchItems, nameOf, schemaSimilarity } from "./schema-matching.js";

const bare = 0.5;

/**
 * Compares `oneOf` and `anyOf`.
 *
 * @returns the variants of all of them
 */
export function compareUnions(
  a: Schema,
  b: Schema,
  sides: Sides,
  report: SchemaReport,
  walk: Walk,
): Matching<Parts> {
  const unions = matchItems(a.unions, b.unions, [(x, y) => x.kind === y.kind, () => true]);
  const all: Matching<Parts>[] = [];
  for (const [before, after] of unions.pairs) {
    if (before.kind !== after.kind) report.changed("union.changed", before.kind, after.kind);
    all.push(compareVariants(before, after, sides, report, walk));
  }
  for (const { kind, variants } of unions.removed) {
    report.changed(`${kind}.dropped`, namesOf(variants, sides.base), undefined);
  }
  for (const { kind, variants } of unions.added) {
    report.changed(`${kind}.begun`, undefined, namesOf(variants, sides.revision));
  }
  return {
    pairs: all.flatMap(({ pairs }) => pairs),
    removed: all.flatMap(({ removed }) => removed),
    added: all.flatMap(({ added }) => added),
  };
}

/**
 * A schema that became one of several variants, or a variant that became the only one.
 *
 * @returns whether this is the case; the schema and its variant are then compared elsewhere
 */
export function compareWrapping(
  a: Schema,
  b: Schema,
  sides: Sides,
  report: SchemaReport,
  walk: Walk,
): boolean {
  const [before, after] = [a.unions[0], b.unions[0]];
  if (before && !after && isOnly(before, a)) {
    const kept = variantLike(before, b, sides, "base");
    if (!kept) return false;
    report.changed(`${before.kind}.unwrapped`, namesOf(before.variants, sides.base), undefined);
    walk(undefined, kept, b.parts);
    return true;
  }
  if (after && !before && isOnly(after, b)) {
    const kept = variantLike(after, a, sides, "revision");
    if (!kept) return false;
    report.changed(`${after.kind}.wrapped`, undefined, namesOf(after.variants, sides.revision));
    walk(undefined, a.parts, kept);
    return true;
  }
  return false;
}

/** The variant that matches the other side, which has no union. */
function variantLike(
  union: Union,
  other: Schema,
  sides: Sides,
  side: "base" | "revision",
): Parts | undefined {
  const ranked = union.variants.map(
    (variant) => [variant, schemaSimilarity(sides[side].read(variant), other)] as const,
  );
  const [best] = ranked.sort(([, x], [, y]) => y - x);
  return best && best[1] >= bare ? best[0] : undefined;
}

function compareVariants(
  before: Union,
  after: Union,
  sides: Sides,
  report: SchemaReport,
  walk: Walk,
): Matching<Parts> {
  const matching = matchVariants(before.variants, after.variants, sides);
  for (const [x, y] of matching.pairs) walk(undefined, x, y);
  for (const x of matching.removed) {
    report.changed(`${before.kind}.removed`, displayValue(x, sides.base), undefined, nameOf(x));
  }
  for (const y of matching.added) {
    report.changed(`${after.kind}.added`, undefined, displayValue(y, sides.revision), nameOf(y));
  }
  return matching;
}

function namesOf(variants: readonly Parts[], schemas: Sides["base"]): unknown[] {
  return variants.map((variant) => displayValue(variant, schemas));
}

function displayValue(variant: Parts, schemas: Sides["base"]): unknown {
  return nameOf(variant) ?? summary(schemas.read(variant));
}
