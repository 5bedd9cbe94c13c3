import type { Parts, Schema } from "./normalized-schema.js";
import type { Schemas } from "./schema-normalizer.js";

/**
 * The JSON types that a schema allows, including `null`, from its `type`, its list of values or its
 * alternatives; undefined if none of these restricts them.
 */
export function typesOf(
  parts: Parts,
  schemas: Schemas,
  seen: ReadonlySet<string> = new Set(),
): ReadonlySet<string> | undefined {
  const identity = schemas.identity(parts);
  // A schema may be its own alternative.
  if (seen.has(identity)) return undefined;
  const schema = schemas.read(parts);
  const own = ownTypes(schema);
  const types = own ? new Set(own) : typesOfUnions(schema, schemas, new Set([...seen, identity]));
  return types && schema.nullable === true ? new Set([...types, "null"]) : types;
}

/** Whether a schema only allows text, numbers, booleans and null. */
export function isSingle(parts: Parts, schemas: Schemas): boolean {
  const types = typesOf(parts, schemas);
  return types !== undefined && [...types].every((type) => singleTypes.has(type));
}

const singleTypes = new Set(["string", "number", "integer", "boolean", "null"]);

/** Whether a schema restricts nothing: it is missing, `{}` or `true`. */
export function isOpen(parts: Parts | undefined): boolean {
  return (parts ?? []).every(({ raw }) => raw === true || Object.keys(raw).length === 0);
}

/** The types that a schema itself states, by `type` or by its list of values. */
export function ownTypes({
  types,
  values,
}: Pick<Schema, "types" | "values">): readonly string[] | undefined {
  return types ?? (values && [...new Set(values.map(typeOfValue))]);
}

function typesOfUnions(
  { unions }: Schema,
  schemas: Schemas,
  seen: ReadonlySet<string>,
): ReadonlySet<string> | undefined {
  for (const { variants } of unions) {
    const types = variants.map((variant) => typesOf(variant, schemas, seen));
    if (!types.includes(undefined)) return new Set(types.flatMap((each) => [...(each ?? [])]));
  }
  return undefined;
}

/**
 * The types that are meant by a schema without `type`: a schema with properties describes objects,
 * and one with items describes lists, although both allow every other value.
 */
export function impliedTypes(schema: Schema): readonly string[] | undefined {
  const { properties, additional, single, prefixItems } = schema;
  const types = [
    ...(single.has("items") || prefixItems.length > 0 ? ["array"] : []),
    ...(properties.size > 0 || additional ? ["object"] : []),
  ];
  return types.length > 0 ? types : undefined;
}

/** Whether a value of one type is also one of another: integers are numbers. */
export function coversType(types: readonly string[], type: string): boolean {
  return types.includes(type) || (type === "integer" && types.includes("number"));
}

/** The type of a value, which is `integer` for numbers without a fraction. */
export function exactType(value: unknown): string {
  return Number.isInteger(value) ? "integer" : typeOfValue(value);
}

/** The JSON type of a value, as JSON Schema names it. */
export function typeOfValue(value: unknown): string {
  if (value === null) return "null";
  return Array.isArray(value) ? "array" : typeof value;
}
