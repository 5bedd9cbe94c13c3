import type { Parameter, Parts, Schema } from "../../contract/index.js";
import { isOneOf } from "../../narrowing.js";
import {
  isFields,
  isSame,
  listSeparators,
  parameterStyles,
  queryStyles,
  spellingOf,
} from "../../openapi/index.js";

/** A parameter or header, with its schema as it is read. */
export interface ReadParameter {
  readonly parameter: Parameter;
  readonly schema: Schema;
}

/** A single value that is a list on the other side, where a list of one is written like it. */
export interface ListOfOne {
  /** To compare with the single value; undefined if it is known to be the same. */
  readonly items: Parts | undefined;
  /** Whether a single value may contain the text that separates the items of the list. */
  readonly isDelimited: boolean;
}

/**
 * Undefined unless each single value is, as it is written, a list of one: `q=a` in the style `form`,
 * `a` in a header.
 */
export function listOfOne(single: ReadParameter, list: ReadParameter): ListOfOne | undefined {
  const items = itemsOf(list.schema);
  if (!items || !isScalar(single.schema)) return undefined;
  const [value, values] = [single, list].map(({ schema }) => schema.plain["default"]);
  const hasDefault = value !== undefined || values !== undefined;
  if (hasDefault && !(isSame([value], values) && isOnly(single.schema, items))) return undefined;
  const [{ style: before }, { style, explode }] = [single, list].map(serializationOf) as [
    Serialization,
    Serialization,
  ];
  // Styles of a query, in each of which a single value is written in the same way.
  const isOfQuery = single.parameter.in === "query" && isOneOf(queryStyles, before);
  if (before !== style && !isOfQuery) return undefined;
  const separators = isOneOf(parameterStyles, style) && listSeparators[style];
  if (!separators) return undefined;
  const separator = explode ? separators.exploded : separators.joined;
  const isDelimited = separator !== undefined && mayContain(single.schema, separator);
  return { items: hasDefault ? undefined : items, isDelimited };
}

/** Whether items are a value that has a default besides, which is that of the list. */
function isOnly({ parts }: Schema, items: Parts): boolean {
  const [value, item] = [parts, items].map((all) => (all.length === 1 ? all[0]?.raw : undefined));
  if (!isFields(value) || !isFields(item)) return false;
  const { default: _, ...others } = value;
  return isSame(others, item);
}

interface Serialization {
  readonly style: string;
  readonly explode: boolean;
}

function serializationOf({ parameter: { raw, in: place } }: ReadParameter): Serialization {
  return spellingOf(raw, place);
}

/** The schema of the items of a list that may have one item, whatever it is. */
function itemsOf({ types, unions, values, bounds, prefixItems, single }: Schema) {
  const isList = types?.length === 1 && types[0] === "array";
  const mayHaveOne = (bounds.minItems ?? 0) <= 1 && (bounds.maxItems ?? 1) >= 1;
  const isPlain = unions.length === 0 && !values && prefixItems.length === 0;
  return isList && mayHaveOne && isPlain && !single.has("contains")
    ? single.get("items")
    : undefined;
}

const scalars: readonly string[] = ["string", "number", "integer", "boolean"];

function isScalar({ types, never, unions }: Schema): boolean {
  if (never || !types || types.length === 0 || unions.length > 0) return false;
  return types.every((type) => scalars.includes(type));
}

/** Formats of text without commas, bars and spaces. */
const formats: readonly (string | undefined)[] = ["date", "date-time", "uuid"];

function mayContain({ types = [], values, format }: Schema, separator: string): boolean {
  if (values) return values.some((value) => String(value).includes(separator));
  const isDecimal = types.includes("number") || format === "date-time";
  if (separator === "." && isDecimal) return true;
  return types.includes("string") && !formats.includes(format);
}
