import type { Parts, Schema, Union } from "../../contract/index.js";
import type { SchemaReport } from "./change.js";
import { type Sides, summary, type Walk } from "./compare-properties.js";
import { ExclusiveVariants } from "./exclusive-variants.js";
import { matchVariants } from "./match-variants.js";
import { type Matching, matchItems, nameOf } from "./schema-matching.js";

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
  const all = unions.pairs.map(([before, after]) =>
    compareVariants(before, after, b, sides, report, walk),
  );
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

function compareVariants(
  before: Union,
  after: Union,
  b: Schema,
  sides: Sides,
  report: SchemaReport,
  walk: Walk,
): Matching<Parts> {
  const matching = matchVariants(before.variants, after.variants, sides);
  const exclusive =
    after.kind === "oneOf"
      ? new ExclusiveVariants(
          b,
          after.variants,
          before.variants,
          matching.pairs,
          before.kind === "oneOf",
          sides,
        )
      : undefined;
  for (const [x, y] of matching.pairs) walk(undefined, x, y);
  for (const x of matching.removed) {
    report.changed(`${before.kind}.removed`, displayValue(x, sides.base), undefined, nameOf(x));
  }
  for (const y of matching.added) {
    const fit = before.kind === "oneOf" ? exclusive?.fitOfAdded(y) : undefined;
    const shown = displayValue(y, sides.revision);
    report.changed(`${after.kind}.added`, undefined, shown, nameOf(y), fit);
  }
  if (before.kind !== after.kind) {
    const verb = after.kind === "oneOf" ? "narrowed" : "widened";
    report.changed(`union.${verb}`, before.kind, after.kind, undefined, exclusive?.fitOfAll());
  } else {
    const fit = exclusive?.fitOfChanged();
    const kind = fit?.is === "overlapping" ? "overlap.shown" : "overlap.possible";
    if (fit) report.changed(kind, undefined, namesOf(after.variants, sides.revision), "", fit);
  }
  return matching;
}

export function namesOf(variants: readonly Parts[], schemas: Sides["base"]): unknown[] {
  return variants.map((variant) => displayValue(variant, schemas));
}

function displayValue(variant: Parts, schemas: Sides["base"]): unknown {
  return nameOf(variant) ?? summary(schemas.read(variant));
}
