import type { Parts, Schema, Union } from "../../contract/index.js";
import type { SchemaReport } from "./change.js";
import { type Sides, summary, type Walk } from "./compare-properties.js";
import {
  matchItems,
  nameOf,
  sameName,
  sameText,
  sameTitle,
  schemaSimilarity,
} from "./schema-matching.js";

const bare = 0.5;

/** `oneOf` and `anyOf`: variants are paired by name, text, title and similarity. */
export function compareUnions(
  a: Schema,
  b: Schema,
  sides: Sides,
  report: SchemaReport,
  walk: Walk,
): void {
  const unions = matchItems(a.unions, b.unions, [(x, y) => x.kind === y.kind, () => true]);
  for (const [before, after] of unions.pairs) {
    if (before.kind !== after.kind) report.changed("union.changed", before.kind, after.kind);
    compareVariants(before, after, sides, report, walk);
  }
  for (const { kind, variants } of unions.removed) {
    report.changed(`${kind}.dropped`, namesOf(variants, sides.base), undefined);
  }
  for (const { kind, variants } of unions.added) {
    report.changed(`${kind}.begun`, undefined, namesOf(variants, sides.revision));
  }
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

/** Whether a schema is only its union. */
function isOnly(union: Union, schema: Schema): boolean {
  return schema.unions.length === 1 && schema.unions[0] === union && schema.properties.size === 0;
}

/** The variant that matches the other side, which has no union. */
function variantLike(
  union: Union,
  other: Schema,
  sides: Sides,
  side: keyof Sides,
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
): void {
  const isLike = (x: Parts, y: Parts) =>
    nameOf(x) === undefined &&
    nameOf(y) === undefined &&
    schemaSimilarity(sides.base.read(x), sides.revision.read(y)) > bare;
  const isBothInline = (x: Parts, y: Parts) => nameOf(x) === undefined && nameOf(y) === undefined;
  const first = matchItems(before.variants, after.variants, [
    sameName,
    sameText,
    sameTitle,
    isLike,
  ]);
  // If one variant is left on each side, it is the same one, changed; several could be anything.
  const isAlone = first.removed.length === 1 && first.added.length === 1;
  const rest = matchItems(
    first.removed,
    first.added,
    isAlone ? [isBothInline, respelled(sides)] : [respelled(sides)],
  );
  for (const [x, y] of [...first.pairs, ...rest.pairs]) walk(undefined, x, y);
  for (const x of rest.removed) {
    report.changed(`${before.kind}.removed`, displayValue(x, sides.base), undefined, nameOf(x));
  }
  for (const y of rest.added) {
    report.changed(`${after.kind}.added`, undefined, displayValue(y, sides.revision), nameOf(y));
  }
}

/** An inline variant that became a component, or was renamed, with the same meaning. */
function respelled(sides: Sides): (x: Parts, y: Parts) => boolean {
  return (x, y) => schemaSimilarity(sides.base.read(x), sides.revision.read(y)) === 1;
}

function namesOf(variants: readonly Parts[], schemas: Sides["base"]): unknown[] {
  return variants.map((variant) => displayValue(variant, schemas));
}

function displayValue(variant: Parts, schemas: Sides["base"]): unknown {
  return nameOf(variant) ?? summary(schemas.read(variant));
}
