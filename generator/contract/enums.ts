import { isExact } from "../numbers.js";
import { entriesOf, isFields, keywordsWhere, schemasIn } from "../openapi/index.js";
import type { Media } from "./contract.js";
import type { Reader } from "./reader.js";

export type Listed = readonly (string | number | boolean | null)[];

/** An enum, and where it stands: names of properties, from the schema that was asked for down. */
export interface EnumInside {
  readonly path: readonly string[];
  readonly list: Listed;
  /** The schema that lists it, as it is written. */
  readonly schema: unknown;
}

/**
 * The values that a schema lists, each once; undefined if it lists none, or others than single ones,
 * or a number that JavaScript has not: a list would not be whole.
 */
export function listedBy(schema: unknown): Listed | undefined {
  const values = isFields(schema) ? schema["enum"] : undefined;
  if (!Array.isArray(values) || values.length === 0) return undefined;
  const isListable = (value: unknown) =>
    typeof value === "number" ? isExact(value) : value === null || typeof value !== "object";
  return values.every(isListable) ? [...new Set(values)] : undefined;
}

/** The enums that stand in a schema itself, and not in what it refers to; its own too, with an empty path. */
export function enumsIn(schema: unknown, path: readonly string[] = []): EnumInside[] {
  if (!isFields(schema) || schema["$ref"] !== undefined) return [];
  const list = listedBy(schema);
  return [
    ...(list ? [{ path, list, schema }] : []),
    ...entriesOf(schema["properties"]).flatMap(([name, property]) =>
      enumsIn(property, [...path, name]),
    ),
    ...samePlace.flatMap((keyword) =>
      schemasIn(keyword, schema[keyword]).flatMap((each) => enumsIn(each, path)),
    ),
  ];
}

/** The enums in the schemas of a parameter, a body or an answer that is no reference. */
export function enumsOfHolder(holder: {
  readonly written: Reader;
  readonly content: ReadonlyMap<string, Media>;
}): EnumInside[] {
  const { raw } = holder.written;
  if (raw["$ref"] !== undefined) return [];
  const own = [...holder.content.values()].filter(
    ({ written }) => written.raw["$ref"] === undefined,
  );
  return [
    raw["schema"],
    ...own.flatMap(({ raw: media }) => [media["schema"], media["itemSchema"]]),
  ].flatMap((schema) => enumsIn(schema));
}

/**
 * Keywords whose schemas show in types and have no place of their own: what alternatives, parts and
 * items list may stand at one place, and a path must not depend on their order.
 */
const samePlace = keywordsWhere(
  ({ applies, means }) => applies !== undefined && means === "type",
).filter((keyword) => keyword !== "properties");
