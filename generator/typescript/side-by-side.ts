import { isFields, listOf } from "../openapi/index.js";
import { composing, typing } from "./type-keywords.js";

type Schema = Readonly<Record<string, unknown>>;

/** What a reference means. */
type Resolve = (schema: unknown) => unknown;

/**
 * The schema with its keywords in parts, as openapi-typescript reads them right. It forgets what
 * stands beside a reference; what does not count there was left out when the document was linked.
 */
export function asParts(schema: Schema, resolve: Resolve): Schema {
  // Nearly no schema has anything to rewrite, and copying each of them takes long.
  if (!relevant.some((keyword) => schema[keyword] !== undefined)) return schema;
  const { $ref, ...others } = schema;
  if ($ref === undefined) return withUnionsApart(withRequiredOfParts(withTail(schema), resolve));
  const hasMore = isTyped(others, "") || others["required"] !== undefined;
  if (!hasMore) return schema;
  const parts = { ...others, allOf: [{ $ref }, ...listOf(others["allOf"])] };
  return withUnionsApart(withRequiredOfParts(parts, resolve));
}

/** Of a list whose items differ by position and may go on, openapi-typescript forgets the further ones. */
function withTail(schema: Schema): Schema {
  const { prefixItems, items, ...others } = schema;
  if (!Array.isArray(prefixItems) || !isFields(items)) return schema;
  return { ...others, items: { anyOf: [...prefixItems, items] } };
}

/**
 * What one part of a schema requires another may declare; openapi-typescript only looks for that in
 * the schema itself.
 */
function withRequiredOfParts(schema: Schema, resolve: Resolve): Schema {
  const parts = listOf(schema["allOf"]);
  const names = parts.flatMap((part) => requiredIn(part, resolve));
  if (names.length === 0) return schema;
  const required = [...new Set([...listOf(schema["required"]), ...names])];
  const { allOf: _, ...others } = schema;
  const typed = parts.filter((part) => !isTypeless(part));
  return { ...others, ...(typed.length > 0 && { allOf: typed }), required };
}

/** What a part requires and does not declare. */
function requiredIn(part: unknown, resolve: Resolve): readonly unknown[] {
  const target = resolve(part);
  if (!isFields(target)) return [];
  const { properties, required, allOf } = target;
  const isDeclared = (name: unknown) =>
    isFields(properties) && Object.hasOwn(properties, String(name));
  const own = listOf(required).filter((name) => !isDeclared(name));
  const inner = target === part ? listOf(allOf) : [];
  return [...own, ...inner.flatMap((each) => requiredIn(each, resolve))];
}

/**
 * A value must fit what stands in a schema and, of its union, one alternative; openapi-typescript
 * takes `anyOf`, and a `oneOf` of plain values, for further alternatives of the schema itself.
 * Alternatives that only say what is required have no type, and would make everything unknown.
 */
function withUnionsApart(schema: Schema): Schema {
  const { anyOf, oneOf } = schema;
  if (!Array.isArray(anyOf) && !Array.isArray(oneOf)) return schema;
  const apart: Record<string, unknown> = { ...schema };
  for (const field of ["anyOf", "oneOf"] as const) {
    const alternatives = schema[field];
    if (!Array.isArray(alternatives) || alternatives.length === 0) continue;
    const isMisread = field === "anyOf" || alternatives.every(isPlain);
    if (alternatives.every(isTypeless)) {
      delete apart[field];
    } else if (isMisread && isTyped(apart, field) && !contradicts(schema, alternatives)) {
      delete apart[field];
      apart["allOf"] = [...listOf(apart["allOf"]), { [field]: alternatives }];
    }
  }
  return apart;
}

/** Whether the schema has a type apart from its union. */
function isTyped(schema: Schema, union: string): boolean {
  return typing.some((keyword) => keyword !== union && schema[keyword] !== undefined);
}

function isTypeless(schema: unknown): boolean {
  return isFields(schema) && !isTyped(schema, "");
}

/** Whether a schema has nothing inside. */
function isPlain(schema: unknown): boolean {
  return isFields(schema) && !composing.some((keyword) => schema[keyword] !== undefined);
}

const relevant = ["$ref", "allOf", "anyOf", "oneOf", "prefixItems"];

/**
 * Whether no alternative can have the type that the schema names. That is a slip (`type: object`
 * over a choice of texts), and the alternatives are what is meant.
 */
function contradicts({ type }: Schema, alternatives: readonly unknown[]): boolean {
  if (type === undefined) return false;
  const own = [type].flat();
  return alternatives.every((alternative) => {
    const other = isFields(alternative) ? alternative["type"] : undefined;
    return other !== undefined && ![other].flat().some((each) => fits(each, own));
  });
}

function fits(type: unknown, types: readonly unknown[]): boolean {
  const isNumber = type === "integer" || type === "number";
  return (
    types.includes(type) || (isNumber && (types.includes("number") || types.includes("integer")))
  );
}
