import { isObject } from "./openapi-input.js";

type Schema = Readonly<Record<string, unknown>>;

/**
 * The schema with its keywords in parts, as openapi-typescript reads them right. It forgets what
 * stands beside a reference.
 *
 * @param refsHaveSiblings since OpenAPI 3.1 what stands beside a reference counts, too
 */
export function asParts(schema: Schema, refsHaveSiblings: boolean): Schema {
  const { $ref, ...others } = schema;
  if ($ref === undefined) return withUnionsApart(schema);
  const hasMore = isTyped(others, "") || others["required"] !== undefined;
  if (!refsHaveSiblings || !hasMore) return schema;
  return withUnionsApart({ ...others, allOf: [{ $ref }, ...partsOf(others)] });
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
      apart["allOf"] = [...partsOf(apart), { [field]: alternatives }];
    }
  }
  return apart;
}

/** Whether the schema has a type apart from its union. */
function isTyped(schema: Schema, union: string): boolean {
  return typing.some((keyword) => keyword !== union && schema[keyword] !== undefined);
}

function isTypeless(schema: unknown): boolean {
  return isObject(schema) && !isTyped(schema, "");
}

/** Whether a schema has nothing inside. */
function isPlain(schema: unknown): boolean {
  return isObject(schema) && !composing.some((keyword) => schema[keyword] !== undefined);
}

const composing = [
  ...["$ref", "allOf", "anyOf", "oneOf", "items", "prefixItems"],
  ...["properties", "additionalProperties", "patternProperties"],
];
const typing = ["type", "const", "enum", ...composing];

/**
 * Whether no alternative can have the type that the schema names. That is a slip (`type: object`
 * over a choice of texts), and the alternatives are what is meant.
 */
function contradicts({ type }: Schema, alternatives: readonly unknown[]): boolean {
  if (type === undefined) return false;
  const own = [type].flat();
  return alternatives.every((alternative) => {
    const other = isObject(alternative) ? alternative["type"] : undefined;
    return other !== undefined && ![other].flat().some((each) => fits(each, own));
  });
}

function fits(type: unknown, types: readonly unknown[]): boolean {
  const isNumber = type === "integer" || type === "number";
  return (
    types.includes(type) || (isNumber && (types.includes("number") || types.includes("integer")))
  );
}

function partsOf(schema: Schema): readonly unknown[] {
  return Array.isArray(schema["allOf"]) ? schema["allOf"] : [];
}
