import { isExact } from "../numbers.js";
import { isObject, type Reader } from "./reader.js";

/**
 * The property of a schema, be it declared by the schema itself, by a part of its `allOf`, or by
 * the one alternative that is not null.
 */
export function propertyOf(node: Reader, name: string): Reader | undefined {
  return propertiesOf(node).get(name);
}

/** All properties that a schema declares, by name; where several parts declare one, the first counts. */
export function propertiesOf(node: Reader): ReadonlyMap<string, Reader> {
  const found = new Map<string, Reader>();
  for (const part of partsOf(node)) {
    for (const [name, property] of part.at("properties").fields()) {
      if (!found.has(name)) found.set(name, property);
    }
  }
  return found;
}

/**
 * The values that a schema lists, each once; undefined if it lists none, or others than single ones,
 * or a number that JavaScript has not: a list would not be whole.
 */
export function enumOf(schema: unknown): (string | number | boolean | null)[] | undefined {
  const values = isObject(schema) ? schema["enum"] : undefined;
  if (!Array.isArray(values) || values.length === 0) return undefined;
  const isSingle = (value: unknown) =>
    typeof value === "number" ? isExact(value) : value === null || typeof value !== "object";
  return values.every(isSingle) ? [...new Set(values)] : undefined;
}

/** The `format` of a schema, which may be `true` or `false` instead of an object. */
export function formatOf(node: Reader): unknown {
  const { value } = node.resolved();
  return isObject(value) ? value["format"] : undefined;
}

/** Names of the properties that a schema requires. */
export function requiredOf(node: Reader): ReadonlySet<string> {
  const items = partsOf(node).flatMap((part) => part.at("required").items());
  return new Set(items.flatMap((item) => item.text() ?? []));
}

/** The JSON types that a schema allows, `null` among them; undefined if it does not say. */
export function typesOf(node: Reader, seen = new Set<string>()): ReadonlySet<string> | undefined {
  const schema = visit(node, seen);
  if (!schema) return undefined;
  const types = ownTypes(schema) ?? typesOfParts(schema, seen);
  const isNullable = types && schema.at("nullable").value === true;
  return isNullable ? new Set([...types, "null"]) : types;
}

function ownTypes(schema: Reader): Set<string> | undefined {
  const { type, enum: values, const: only } = schema.value as Record<string, unknown>;
  if (type !== undefined) {
    return new Set([type].flat().filter((each) => typeof each === "string"));
  }
  if (Array.isArray(values)) return new Set(values.map(typeOf));
  return only === undefined ? undefined : new Set([typeOf(only)]);
}

function typesOfParts(schema: Reader, seen: Set<string>): Set<string> | undefined {
  const alternatives = alternativesOf(schema);
  if (alternatives.length > 0) {
    const types = alternatives.map((alternative) => typesOf(alternative, seen));
    if (types.includes(undefined)) return undefined;
    return new Set(types.flatMap((each) => [...(each ?? [])]));
  }
  for (const part of schema.at("allOf").items()) {
    const types = typesOf(part, seen);
    if (types) return new Set(types);
  }
  return undefined;
}

/** A schema and all of which it must satisfy every one. */
function partsOf(node: Reader, seen = new Set<string>()): Reader[] {
  const schema = visit(node, seen);
  if (!schema) return [];
  const alternatives = alternativesOf(schema).filter((each) => !isNull(each));
  const parts = [...schema.at("allOf").items(), ...(alternatives.length === 1 ? alternatives : [])];
  return [schema, ...parts.flatMap((part) => partsOf(part, seen))];
}

/** Follows the reference; undefined for what is no object, and for what was there before: a schema may hold itself. */
function visit(node: Reader, seen: Set<string>): Reader | undefined {
  const schema = node.resolved();
  const identity = JSON.stringify(schema.pointer);
  if (!isObject(schema.value) || seen.has(identity)) return undefined;
  seen.add(identity);
  return schema;
}

function alternativesOf(schema: Reader): Reader[] {
  return [...schema.at("oneOf").items(), ...schema.at("anyOf").items()];
}

function isNull(node: Reader): boolean {
  const types = typesOf(node);
  return types?.size === 1 && types.has("null");
}

/** The JSON type of a value, in the words of JSON Schema. */
function typeOf(value: unknown): string {
  if (value === null) return "null";
  return Array.isArray(value) ? "array" : typeof value;
}
