import {
  type BoundKeyword,
  boundKeywords,
  includesSame,
  keywordOf,
  leastCommonMultiple,
  nearestMultiple,
} from "../openapi/index.js";
import { coversType, exactType } from "./json-types.js";
import type { Schema } from "./normalized-schema.js";
import type { Schemas } from "./schema-normalizer.js";
import { matchesPattern } from "./simple-patterns.js";
import { countsOfMatches, meetsLimit } from "./value-limits.js";

/** One end of the numbers that a schema admits. */
export interface End {
  readonly value: number;
  /** Whether the number itself is excluded. */
  readonly isOpen: boolean;
}

/**
 * The set of values that a schema admits, as far as its own keywords tell: the same for all
 * spellings of one set. Null is not in it; `nullable` tells that.
 */
export interface Admitted {
  /** The schema; alternatives that are single values are its list of values. */
  readonly schema: Schema;
  /** Whether no value fits, not even null. */
  readonly isNever: boolean;
  /** The types that its values can have, sorted; undefined if they can have any. */
  readonly types: readonly string[] | undefined;
  /** All of its values, if it lists them. */
  readonly values: readonly unknown[] | undefined;
  /** The lowest and the highest number. */
  readonly lower: End | undefined;
  readonly upper: End | undefined;
  /** All its numbers are multiples of this one. */
  readonly step: number | undefined;
}

export function admittedBy(written: Schema, schemas: Schemas): Admitted {
  const schema = withConstants(written, schemas);
  const step = stepOf(schema);
  const [lower, upper] = [endOf(schema, "lower", step), endOf(schema, "upper", step)];
  const listed = schema.values?.filter(
    (value) => isOfType(value, schema) && fitsBounds(value, schema),
  );
  const types = listed
    ? typesOfValues(listed)
    : possibleTypes(schema, { step, lower, upper }, schemas);
  // A list of both is what the type says.
  const isBoolean = types?.join() === "boolean" && listed?.includes(true) && listed.includes(false);
  return {
    schema,
    isNever: schema.never || (types?.length === 0 && schema.nullable !== true),
    types,
    // Without any, only null is left.
    values: isBoolean || listed?.length === 0 ? undefined : listed,
    lower,
    upper,
    step,
  };
}

/** Whether the keywords of a schema that are about values admit this one. */
export function admits({ schema, types, values }: Admitted, value: unknown): boolean {
  if (types && !coversType(types, exactType(value))) return false;
  if (unmetKeywords(value, schema).length > 0) return false;
  return values === undefined || includesSame(values, value);
}

const mostCounted = 100;

/** All values, if there are only a few: those that are listed, and integers within two ends. */
export function countedValues(admitted: Admitted): readonly unknown[] | undefined {
  const { types, values, lower, upper, step } = admitted;
  if (values) return values;
  const counted = types?.map((type): readonly unknown[] | undefined => {
    if (type === "boolean") return [true, false];
    if (type !== "integer" && type !== "number") return undefined;
    if (!lower || !upper) return undefined;
    if (lower.value === upper.value) return [lower.value];
    const count = step === undefined ? Number.NaN : (upper.value - lower.value) / step;
    if (step === undefined || !(count < mostCounted)) return undefined;
    const all = [lower.value];
    for (let next = lower.value; next < upper.value; all.push(next))
      next = nearestMultiple(next, step, "above", true);
    return all;
  });
  return counted?.some((each) => each === undefined)
    ? undefined
    : counted?.flatMap((each) => each ?? []);
}

/** Why a value does not fit, among the keywords that limit numbers, lengths and counts. */
export function unmetKeywords(value: unknown, schema: Schema): readonly string[] {
  const { bounds, plain } = schema;
  const limits = [
    ...boundKeywords.map((name) => [name, bounds[name]] as const),
    ...(["multipleOf", "pattern"] as const).map((name) => [name, plain[name]] as const),
  ];
  return limits.flatMap(([name, limit]) => (isMet(name, limit, value) ? [] : [name]));
}

/** Whether a value has one of the types that a schema writes. */
export function isOfType(value: unknown, { types }: Schema): boolean {
  return types === undefined || coversType(types, exactType(value));
}

function fitsBounds(value: unknown, schema: Schema): boolean {
  return unmetKeywords(value, schema).length === 0;
}

function isMet(name: string, limit: unknown, value: unknown): boolean {
  if (limit === undefined || countsOfMatches.includes(name)) return true;
  return [limit]
    .flat()
    .every((each) =>
      name === "pattern"
        ? matchesPattern(each, value) !== false
        : typeof each !== "number" || meetsLimit(name, each, value),
    );
}

/** With alternatives that are single values as the list of these values. */
function withConstants(schema: Schema, schemas: Schemas): Schema {
  if (schema.unions.length === 0 || schema.discriminator) return schema;
  let { values } = schema;
  const unions = schema.unions.filter(({ kind, variants }) => {
    const constants = variants.map((variant) => constantsOf(schemas.read(variant)));
    const all = constants.flatMap((each) => each ?? []);
    const isApart = all.every((value, index) => !includesSame(all.slice(index + 1), value));
    // A value of two alternatives fits none of `oneOf`.
    if (constants.includes(undefined) || (kind === "oneOf" && !isApart)) return true;
    const before = values;
    values = before ? before.filter((value) => includesSame(all, value)) : all;
    return false;
  });
  return unions.length === schema.unions.length ? schema : { ...schema, unions, values };
}

/**
 * The values of a schema that says nothing but them and their type. A list of several that has a
 * name is a thing of its own.
 */
function constantsOf(schema: Schema): readonly unknown[] | undefined {
  const { values, nullable, plain, bounds, properties, required, single, unions } = schema;
  const isMore =
    nullable === true ||
    unions.length > 0 ||
    properties.size > 0 ||
    required.size > 0 ||
    single.size > 0 ||
    Object.keys(bounds).length > 0 ||
    Object.keys(plain).some((name) => keywordOf(name)?.means === "constraint");
  const isNamed = schema.component !== undefined || plain["title"] !== undefined;
  if (isMore || (isNamed && values && values.length > 1)) return undefined;
  return values?.filter((value) => isOfType(value, schema));
}

function typesOfValues(values: readonly unknown[]): readonly string[] {
  const types = new Set(values.map(exactType));
  if (types.has("number")) types.delete("integer");
  return [...types].sort();
}

type Numbers = Pick<Admitted, "lower" | "upper" | "step">;

/** The types of a schema without those of which no value fits. */
function possibleTypes(schema: Schema, numbers: Numbers, schemas: Schemas): Admitted["types"] {
  const { types, bounds } = schema;
  const isWithin = (least = 0, most = Number.POSITIVE_INFINITY) => least <= most;
  return types
    ?.filter((type) => {
      switch (type) {
        case "number":
        case "integer":
          return !isEmpty(numbers);
        case "string":
          return isWithin(bounds.minLength, bounds.maxLength);
        case "array":
          return isWithin(bounds.minItems, bounds.maxItems);
        case "object":
          return (
            isWithin(bounds.minProperties, bounds.maxProperties) && isPossible(schema, schemas)
          );
        default:
          return true;
      }
    })
    .map((type) => (type === "number" && isWhole(numbers.step) ? "integer" : type))
    .sort();
}

/** Whether no number is within two ends. */
export function isEmpty({ lower, upper }: Pick<Admitted, "lower" | "upper">): boolean {
  if (!lower || !upper) return false;
  const isPoint = lower.value === upper.value;
  return isPoint ? lower.isOpen || upper.isOpen : lower.value > upper.value;
}

/** Whether no property is required that cannot have a value. */
function isPossible({ required, properties }: Schema, schemas: Schemas): boolean {
  return [...required].every((name) => {
    const parts = properties.get(name);
    return parts === undefined || !schemas.read(parts).never;
  });
}

function isFactor(value: unknown): value is number {
  return typeof value === "number" && Number.isFinite(value) && value > 0;
}

function isWhole(step: number | undefined): boolean {
  return step !== undefined && Number.isInteger(step);
}

/** The numbers that a schema writes as `multipleOf`. */
export function factorsOf({ plain }: Schema): readonly number[] {
  return [plain["multipleOf"]].flat().filter(isFactor);
}

/** What all numbers are multiples of: of each `multipleOf`, and of 1 if they are integers. */
function stepOf(schema: Schema): number | undefined {
  const isInteger = schema.types?.includes("integer") && !schema.types.includes("number");
  const factors = factorsOf(schema);
  const all = isInteger ? [1, ...factors] : factors;
  return all.length > 0 ? all.reduce(leastCommonMultiple) : undefined;
}

/** The keywords of one end of the numbers. */
export const endKeywords = {
  lower: { closed: "minimum", open: "exclusiveMinimum" },
  upper: { closed: "maximum", open: "exclusiveMaximum" },
} as const satisfies Readonly<Record<string, Readonly<Record<string, BoundKeyword>>>>;
export type Side = keyof typeof endKeywords;

/** The end that a schema writes; undefined if it writes none. */
export function writtenEnd({ bounds }: Schema, side: Side): End | undefined {
  const { closed, open } = endKeywords[side];
  const [value, beyond] = [bounds[closed], bounds[open]];
  if (value !== undefined) return { value, isOpen: false };
  return beyond === undefined ? undefined : { value: beyond, isOpen: true };
}

/** The lowest or the highest number: of multiples of a step, the first that is within the bound. */
export function endOf(schema: Schema, side: Side, step = stepOf(schema)): End | undefined {
  const end = writtenEnd(schema, side);
  if (!end || step === undefined || !Number.isFinite(end.value)) return end;
  const value = nearestMultiple(end.value, step, side === "lower" ? "above" : "below", end.isOpen);
  return { value, isOpen: false };
}
