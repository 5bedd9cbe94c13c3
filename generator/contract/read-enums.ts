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

/** An enum, and its path: names of properties, from the outermost schema down. */
export interface EnumInside {
  readonly path: readonly string[];
  readonly list: EnumValueList;
  /** The schema that lists it, as written. */
  readonly schema: unknown;
}

/** A value that has a name in the spec. */
export interface NamedValue {
  readonly name: string;
  readonly value: EnumValueList[number];
  /** The description of the value. */
  readonly description: string | undefined;
}

/** Extensions of tools that list names, and descriptions, for the values of an enum. */
export const nameFields = ["x-enum-varnames", "x-enumNames"] as const;
export const descriptionsField = "x-enum-descriptions";

/**
 * The values that a schema lists, each once, either as `enum` or as alternatives with one value
 * each. Undefined if it lists none, if a value is not a single one, or if a number cannot be
 * represented in JavaScript: the list would be incomplete.
 */
export function enumValuesOf(schema: unknown): EnumValueList | undefined {
  const values = writtenValues(schema);
  return values && [...new Set(values)];
}

/** The same with the names from the spec; undefined if there are none, or if some do not fit. */
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

/** The spec's descriptions of the values, as written. */
export function valueDescriptionsOf(schema: unknown): readonly string[] | undefined {
  return textsBeside(schema, descriptionsField);
}

/** Whether a list next to an enum does not have exactly one text per value, or repeats a name. */
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

/** The values as written, including duplicates. */
function writtenValues(schema: unknown): EnumValueList | undefined {
  const values = isFields(schema) ? (schema["enum"] ?? constantsOf(schema)) : undefined;
  if (!Array.isArray(values) || values.length === 0) return undefined;
  const isListable = (value: unknown) =>
    typeof value === "number" ? isExact(value) : value === null || typeof value !== "object";
  return values.every(isListable) ? values : undefined;
}

/** The values of a schema whose alternatives have one value each; undefined for anything else. */
function constantsOf(schema: Fields): readonly unknown[] | undefined {
  const [alternatives, other] = [schema["oneOf"], schema["anyOf"]].filter(Array.isArray);
  if (!alternatives || other) return undefined;
  const constants = listOf(alternatives).map(constantOf);
  return constants.includes(undefined) ? undefined : constants.map((each) => each?.value);
}

/** The only value of a schema that restricts nothing else. */
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

/** The enums inside a schema, but not behind references; its own too, with an empty path. */
export function enumsIn(schema: unknown, path: readonly string[] = []): EnumInside[] {
  if (!isFields(schema) || schema["$ref"] !== undefined) return [];
  const list = enumValuesOf(schema);
  // If the alternatives together are one list, they are not lists themselves.
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

/** The enums in the schemas of a parameter, a body or a response that is not a reference. */
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
 * Keywords whose schemas show in types without a separate name: alternatives, parts and items may
 * list values in the same place, and a path must not depend on their order.
 */
const samePlace = keywordsWhere(
  ({ applies, means }) => applies !== undefined && means === "type",
).filter((keyword) => keyword !== "properties");
