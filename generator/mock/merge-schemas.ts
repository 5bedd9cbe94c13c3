import type { JsonSchema } from "../json-schema/index.js";

type Keywords = Readonly<Record<string, unknown>>;

/** Which alternative of a union to take, of how many. */
export type Choose = (count: number) => number;

/**
 * One schema without references, `allOf` and unions: what it and all that it applies to the same
 * value say together, with one alternative of each union. Undefined if it excludes every value, or
 * refers to itself. What can't be said in one schema, such as two patterns, is said by one of them:
 * whoever makes a value of it checks that.
 */
export function mergeSchemas(
  schema: JsonSchema,
  definitions: Readonly<Record<string, JsonSchema>>,
  choose: Choose,
): Keywords | undefined {
  const merge = (written: JsonSchema, open: readonly string[]): Keywords | undefined => {
    if (typeof written === "boolean") return written ? {} : undefined;
    const { $ref, allOf, anyOf, oneOf, ...own } = written;
    const parts: (Keywords | undefined)[] = [own];
    if (typeof $ref === "string") {
      const name = $ref.slice("#/$defs/".length);
      const target = Object.hasOwn(definitions, name) ? definitions[name] : true;
      if (open.includes(name)) return undefined;
      parts.push(merge(target ?? true, [...open, name]));
    }
    for (const each of listOf(allOf)) parts.push(merge(each, open));
    for (const union of [listOf(anyOf), listOf(oneOf)]) {
      if (union.length === 0) continue;
      const chosen = union[choose(union.length)];
      parts.push(chosen === undefined ? undefined : merge(chosen, open));
    }
    return parts.reduce((all, part) => (all && part ? together(all, part) : undefined));
  };
  return merge(schema, []);
}

function listOf(value: unknown): readonly JsonSchema[] {
  return Array.isArray(value) ? value : [];
}

function together(a: Keywords, b: Keywords): Keywords {
  const all: Record<string, unknown> = { ...a };
  for (const [name, value] of Object.entries(b)) {
    const before = all[name];
    const join = Object.hasOwn(joins, name) ? joins[name] : undefined;
    all[name] = before === undefined ? value : join ? join(before, value) : before;
  }
  return all;
}

type Join = (a: unknown, b: unknown) => unknown;

const both: Join = (a, b) => ({ allOf: [a, b] });
const least: Join = (a, b) => Math.min(Number(a), Number(b));
const greatest: Join = (a, b) => Math.max(Number(a), Number(b));
const lists: Join = (a, b) => [...new Set([...(a as unknown[]), ...(b as unknown[])])];

const joins: Readonly<Record<string, Join>> = {
  type: (a, b) => commonTypes([a].flat(), [b].flat()),
  enum: (a, b) => {
    const others = (b as unknown[]).map((value) => JSON.stringify(value));
    return (a as unknown[]).filter((value) => others.includes(JSON.stringify(value)));
  },
  properties: (a, b) => {
    const all: Record<string, unknown> = Object.fromEntries(Object.entries(a as object));
    for (const [name, schema] of Object.entries(b as object)) {
      const value = Object.hasOwn(all, name) ? both(all[name], schema) : schema;
      // A property may be called `__proto__`.
      Object.defineProperty(all, name, {
        ...{ value, enumerable: true, configurable: true, writable: true },
      });
    }
    return all;
  },
  required: lists,
  items: both,
  additionalProperties: both,
  minimum: greatest,
  exclusiveMinimum: greatest,
  minLength: greatest,
  minItems: greatest,
  minProperties: greatest,
  maximum: least,
  exclusiveMaximum: least,
  maxLength: least,
  maxItems: least,
  maxProperties: least,
  uniqueItems: (a, b) => a === true || b === true,
};

/** Every integer is a number. */
function commonTypes(a: readonly unknown[], b: readonly unknown[]): unknown {
  const fits = (type: unknown, types: readonly unknown[]) =>
    types.includes(type) || (type === "integer" && types.includes("number"));
  return [...new Set([...a.filter((type) => fits(type, b)), ...b.filter((type) => fits(type, a))])];
}
