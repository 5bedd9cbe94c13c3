import { isInt64, isNumeric, type OwnSchema } from "../contract/index.js";
import { asInt64, holdsInexact, type Int64Type } from "../openapi/index.js";

/**
 * What a schema says of values as the client holds them. JSON Schema has no bigint, and a validator
 * that is asked for an integer refuses one: where 64-bit integers are bigints, it says nothing of
 * their type and values. As text they are digits, which no bound of numbers applies to.
 */
export function asInMemory(own: OwnSchema, int64: Int64Type): OwnSchema {
  if (int64 === "number" || !isInt64(own)) return own;
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum, ...bounds } = own.bounds;
  const { multipleOf, ...plain } = own.plain;
  const others = { ...own, bounds, format: undefined };
  if (int64 === "bigint") {
    const { default: _, example, examples, ...rest } = plain;
    return { ...others, plain: rest, types: undefined, values: undefined, nullable: undefined };
  }
  const isWhole = own.types?.every(isNumeric) ?? false;
  return {
    ...others,
    plain: {
      ...Object.fromEntries(Object.entries(plain).map(([name, value]) => [name, toTexts(value)])),
      ...(isWhole && plain["pattern"] === undefined && { pattern: "^-?[0-9]+$" }),
    },
    types: own.types && [...new Set(own.types.map((type) => (isNumeric(type) ? "string" : type)))],
    // Nobody knows any more what a number was that JavaScript has not.
    values: own.values?.some(holdsInexact) ? undefined : own.values?.map(toText),
  };
}

const toText = (value: unknown) => asInt64(value, "string");

/** Examples stand in a list. */
function toTexts(value: unknown): unknown {
  return Array.isArray(value) ? value.map(toText) : toText(value);
}
