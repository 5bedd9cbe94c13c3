import { overlapOf, type Parts, type Schema, type Union } from "../../contract/index.js";
import type { SchemaReport } from "./change.js";
import { type Sides, summary, type Walk } from "./compare-properties.js";
import { displaySchema } from "./equal-schemas.js";
import { covers, ExclusiveVariants } from "./exclusive-variants.js";
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
  const old = { schema: a, schemas: sides.base };
  const now = { schema: b, schemas: sides.revision };
  for (const union of unions.removed) {
    const keeps = { before: false, after: isMetBy(now, union, sides.base) };
    const names = namesOf(union.variants, sides.base);
    report.changed(`${union.kind}.dropped`, names, undefined, "", undefined, keeps);
  }
  for (const union of unions.added) {
    const keeps = { before: isMetBy(old, union, sides.revision), after: false };
    const divided = dividedAmong(union, a, b, sides.revision);
    report.change({
      kind: `${union.kind}.begun`,
      name: "",
      before: undefined,
      after: namesOf(union.variants, sides.revision),
      base: a.at,
      revision: b.at,
      isIn: "both",
      keeps,
      ...(divided.length > 0 && { divided }),
    });
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

/** The properties that went from an object into some of its variants, but not into all. */
function dividedAmong(
  { variants }: Union,
  a: Schema,
  b: Schema,
  schemas: Sides["revision"],
): string[] {
  const all = variants.map((variant) => schemas.read(variant).properties);
  return [...a.properties.keys()].filter((name) => {
    if (b.properties.has(name)) return false;
    const count = all.filter((properties) => properties.has(name)).length;
    return count > 0 && count < all.length;
  });
}

interface Side {
  readonly schema: Schema;
  readonly schemas: Sides["base"];
}

/** Beyond, it is not looked whether variants of a `oneOf` exclude one another. */
const mostVariants = 100;

/**
 * Whether every value of a schema without a union matches the union of another one: a variant may
 * only require what was required anyway. False if that is not obvious.
 */
function isMetBy(
  { schema, schemas }: Side,
  { kind, variants }: Union,
  other: Sides["base"],
): boolean {
  const met = variants.find((variant) => covers(other.read(variant), schema));
  if (!met || kind === "anyOf") return met !== undefined;
  const alone = { parts: schema.parts, schemas, isClosed: true };
  return (
    variants.length <= mostVariants &&
    variants.every((parts) => {
      const both = [alone, { parts, schemas: other }];
      return parts === met || overlapOf(both).answer === "no";
    })
  );
}

export function namesOf(variants: readonly Parts[], schemas: Sides["base"]): unknown[] {
  return variants.map((variant) => displayValue(variant, schemas));
}

function displayValue(variant: Parts, schemas: Sides["base"]): unknown {
  return nameOf(variant) ?? recognizable(schemas.read(variant), variant);
}

/** A variant in a summary that tells it from others: an object may only be told by what it has. */
function recognizable(schema: Schema, written: Parts): unknown {
  const fields = summary(schema);
  const isTold = Object.keys(fields).some((field) => field !== "type") || !isOfObjects(schema);
  if (!isTold && schema.required.size > 0)
    return `an object with ${[...schema.required].join(" and ")}`;
  return Object.keys(fields).length > 0 ? fields : displaySchema(written);
}

function isOfObjects({ types }: Schema): boolean {
  return types === undefined || types.join() === "object";
}
