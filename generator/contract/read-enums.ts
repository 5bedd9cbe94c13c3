import { must } from "../narrowing.js";
import {
  entriesOf,
  type Fields,
  isExact,
  isExtension,
  isFields,
  keywordsWhere,
  listOf,
  schemasIn,
} from "../openapi/index.js";
import type { Media } from "./contract.js";
import { typeOfValue } from "./json-types.js";
import type { Reader } from "./node-reader.js";

export type EnumValueList = readonly (string | number | boolean | null)[];

/** An enum, and where it stands: names of properties, from the schema that was asked for down. */
export interface EnumInside {
  readonly path: readonly string[];
  readonly list: EnumValueList;
  /** The schema that lists it, as it is written. */
  readonly schema: unknown;
}

/** A value that a spec has a name for. */
export interface NamedValue {
  readonly name: string;
  readonly value: EnumValueList[number];
  /** What is said of it. */
  readonly description: string | undefined;
}

/** Lists of names, and of descriptions, that tools write beside the values of an enum. */
export const nameFields = ["x-enum-varnames", "x-enumNames"] as const;
export const descriptionsField = "x-enum-descriptions";

/**
 * The values that a schema lists, each once, be it as an `enum` or as alternatives of one value
 * each; undefined if it lists none, or others than single ones, or a number that JavaScript has
 * not: a list would not be whole.
 */
export function enumValuesOf(schema: unknown): EnumValueList | undefined {
  const values = writtenValues(schema);
  return values && [...new Set(values)];
}

/**
 * The same with the names that a spec has for them; undefined if it has none, or some that do not
 * fit.
 */
export function namedValuesOf(schema: unknown): readonly NamedValue[] | undefined {
  const values = writtenValues(schema);
  const [names] = nameFields.flatMap((each) => {
    const found = textsBeside(schema, each);
    return found ? [found] : [];
  });
  if (!values || !names) return undefined;
  const descriptions = valueDescriptionsOf(schema);
  return values.map((value, index) => ({
    name: must(names[index], "there is a name for each value"),
    value,
    description: descriptions?.[index],
  }));
}

/** What a spec says of each of the values, as they are written. */
export function valueDescriptionsOf(schema: unknown): readonly string[] | undefined {
  return textsBeside(schema, descriptionsField);
}

/**
 * Whether a list beside an enum has not one text for each value, or names that are not all
 * different.
 */
export function hasMismatchedNames(schema: Fields, field: string): boolean {
  return schema[field] !== undefined && textsBeside(schema, field) === undefined;
}

function textsBeside(schema: unknown, field: string): readonly string[] | undefined {
  const texts = isFields(schema) ? schema[field] : undefined;
  const values = writtenValues(schema);
  if (!Array.isArray(texts) || texts.length !== values?.length) return undefined;
  if (!texts.every((text) => typeof text === "string")) return undefined;
  const isClear = field === descriptionsField || new Set(texts).size === texts.length;
  return isClear ? texts : undefined;
}

/** The values as they are written, with those that are there twice. */
function writtenValues(schema: unknown): EnumValueList | undefined {
  const values = isFields(schema) ? (schema["enum"] ?? constantsOf(schema)) : undefined;
  if (!Array.isArray(values) || values.length === 0) return undefined;
  const isListable = (value: unknown) =>
    typeof value === "number" ? isExact(value) : value === null || typeof value !== "object";
  return values.every(isListable) ? values : undefined;
}

/**
 * The values of a schema whose alternatives are one value each; undefined if they are anything
 * else.
 */
function constantsOf(schema: Fields): readonly unknown[] | undefined {
  const [alternatives, other] = [schema["oneOf"], schema["anyOf"]].filter(Array.isArray);
  if (!alternatives || other) return undefined;
  const constants = listOf(alternatives).map(constantOf);
  return constants.includes(undefined) ? undefined : constants.map((each) => each?.value);
}

/** The one value of a schema that says no more of it. */
function constantOf(schema: unknown): { readonly value: unknown } | undefined {
  if (!isFields(schema)) return undefined;
  const { const: constant, enum: values, type, ...others } = schema;
  if (!Object.keys(others).every((name) => aside.has(name) || isExtension(name))) return undefined;
  if (type === "null" && constant === undefined && values === undefined) return { value: null };
  const [value, ...more] = constant === undefined ? listOf(values) : [constant];
  if (value === undefined || more.length > 0) return undefined;
  const isOfType = type === undefined || [type].flat().some((each) => isOf(value, each));
  return isOfType ? { value } : undefined;
}

function isOf(value: unknown, type: unknown): boolean {
  return type === "integer" ? Number.isInteger(value) : type === typeOfValue(value);
}

const aside = new Set(
  keywordsWhere(({ means }) => means === "prose" || means === "lifecycle" || means === "nothing"),
);

/**
 * The enums that stand in a schema itself, and not in what it refers to; its own too, with an empty
 * path.
 */
export function enumsIn(schema: unknown, path: readonly string[] = []): EnumInside[] {
  if (!isFields(schema) || schema["$ref"] !== undefined) return [];
  const list = enumValuesOf(schema);
  // Alternatives that are one list are none for themselves.
  const inside = list && schema["enum"] === undefined ? [] : samePlace;
  return [
    ...(list ? [{ path, list, schema }] : []),
    ...entriesOf(schema["properties"]).flatMap(([name, property]) =>
      enumsIn(property, [...path, name]),
    ),
    ...inside.flatMap((keyword) =>
      schemasIn(keyword, schema[keyword]).flatMap((each) => enumsIn(each, path)),
    ),
  ];
}

/** The enums in the schemas of a parameter, a body or an answer that is no reference. */
export function enumsOfSchemaOwner(owner: {
  readonly written: Reader;
  readonly content: ReadonlyMap<string, Media>;
}): EnumInside[] {
  const { raw } = owner.written;
  if (raw["$ref"] !== undefined) return [];
  const own = [...owner.content.values()].filter(
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
