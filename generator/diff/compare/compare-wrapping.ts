import { isNull, type Parts, type Schema, type Union } from "../../contract/index.js";
import { isFields, listOf } from "../../openapi/index.js";
import type { SchemaReport } from "./change.js";
import type { Sides, Walk } from "./compare-properties.js";
import { namesOf } from "./compare-unions.js";
import { ExclusiveVariants, unclear } from "./exclusive-variants.js";
import { findSame, isOnly } from "./match-variants.js";
import { schemaSimilarity } from "./schema-matching.js";

const bare = 0.5;

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
    const kept = variantLike(before, b, sides.base);
    if (!kept) return false;
    const isClear = !isContested(b, kept, before, sides.base);
    const names = namesOf(before.variants, sides.base);
    report.changed(`${before.kind}.unwrapped`, names, undefined, "", isClear ? undefined : unclear);
    const own = isNullableOnBoth(a, b) ? withoutNull(b, sides.revision) : b.parts;
    if (isClear && own) walk(undefined, kept, own);
    return true;
  }
  if (after && !before && isOnly(after, b)) {
    const kept = variantLike(after, a, sides.revision);
    if (!kept) return false;
    const isClear = !isContested(a, kept, after, sides.revision);
    const names = namesOf(after.variants, sides.revision);
    const alone = new ExclusiveVariants(b, after.variants, [a.parts], [], true, sides);
    const fit = after.kind === "oneOf" ? alone.fitOfAll() : undefined;
    report.changed(
      `${after.kind}.wrapped`,
      undefined,
      names,
      "",
      fit ?? (isClear ? undefined : unclear),
    );
    const own = isNullableOnBoth(a, b) ? withoutNull(a, sides.base) : a.parts;
    if (isClear && own) walk(undefined, own, kept);
    return true;
  }
  return false;
}

function isNullableOnBoth(a: Schema, b: Schema): boolean {
  return a.nullable === true && b.nullable === true;
}

/**
 * A schema without the null that it allows, because a variant does not have the null of its union;
 * undefined if it cannot be taken out.
 */
function withoutNull({ parts }: Schema, schemas: Sides["base"]): Parts | undefined {
  const [part, ...more] = parts;
  if (!part || more.length > 0 || !isFields(part.raw)) return undefined;
  const { type, nullable, oneOf, anyOf, ...rest } = part.raw;
  const [only, ...others] = [...listOf(oneOf), ...listOf(anyOf)].filter((each) => !isNull(each));
  if (only !== undefined)
    return others.length === 0 && type === undefined && nullable === undefined
      ? [schemas.follow(only, part.at)]
      : undefined;
  const types = listOf(type).filter((each) => each !== "null" && each !== null);
  return [{ raw: { ...rest, type: types.length > 0 ? types : type }, at: part.at }];
}

/** The variant that matches the other side, which has no union. */
function variantLike(union: Union, other: Schema, schemas: Sides["base"]): Parts | undefined {
  const same = findSame(union.variants, other.parts);
  if (same) return same;
  const ranked = union.variants.map(
    (variant) => [variant, schemaSimilarity(schemas.read(variant), other)] as const,
  );
  const [best] = ranked.sort(([, x], [, y]) => y - x);
  return best && best[1] >= bare ? best[0] : undefined;
}

/**
 * Whether a comparison with one variant would state what is untrue of the union: that a property is
 * missing, although another variant has it, or is required, although another does not require it.
 */
function isContested(
  alone: Schema,
  kept: Parts,
  { variants }: Union,
  schemas: Sides["base"],
): boolean {
  if (findSame([kept], alone.parts)) return false;
  const own = schemas.read(kept);
  const others = variants.filter((variant) => variant !== kept).map((each) => schemas.read(each));
  const missing = [...alone.properties.keys()].filter((name) => !own.properties.has(name));
  if (missing.some((name) => others.some(({ properties }) => properties.has(name)))) return true;
  const required = [...own.required].filter((name) => !alone.required.has(name));
  return required.some((name) => others.some((other) => !other.required.has(name)));
}
