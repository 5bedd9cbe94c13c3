/*
 * The keywords of JSON Schema 2020-12, each by itself: a bundler keeps those that the schemas of an
 * application use.
 */

import type { JsonSchema } from "../schemas/schema.js";
import { type Applied, type Issue, undecided } from "./check.js";
import { matchesFormat } from "./formats.js";
import { equals, identityOf, isMultipleOf } from "./values.js";

type Fields = Readonly<Record<string, unknown>>;
type Schemas = readonly JsonSchema[];
/** Checks a keyword whose value is a number. */
type NumberKeyword = (demand: number, applied: Applied) => boolean;
type NamedSchemas = Readonly<Record<string, JsonSchema>>;

// Any value.

const types: Readonly<Record<string, (value: unknown) => boolean>> = {
  null: (value) => value === null,
  array: Array.isArray,
  object: isObject,
  integer: (value) => typeof value === "number" && Number.isInteger(value),
};

export function type(demand: string | readonly string[], applied: Applied): boolean {
  const { value } = applied;
  const isOne = (name: string) => types[name]?.(value) ?? typeof value === name;
  if (typeof demand === "string" ? isOne(demand) : demand.some(isOne)) return true;
  return applied.fail("type", `is not ${[demand].flat().map(withArticle).join(" or ")}`);
}

function withArticle(type: string): string {
  return type === "null" ? type : `${/^[aio]/.test(type) ? "an" : "a"} ${type}`;
}

export function enumKeyword(demand: readonly unknown[], applied: Applied): boolean {
  return (
    demand.includes(applied.value) ||
    demand.some((each) => equals(each, applied.value)) ||
    applied.fail("enum", "is none of the known values")
  );
}

export function constKeyword(demand: unknown, applied: Applied): boolean {
  return equals(demand, applied.value) || applied.fail("const", "is not the only known value");
}

// Numbers.

const ofNumber =
  (keyword: string, test: (value: number, demand: number) => boolean, words: string) =>
  (demand: number, applied: Applied): boolean =>
    typeof applied.value !== "number" ||
    test(applied.value, demand) ||
    applied.fail(keyword, `${words} ${demand}`);

export const minimum: NumberKeyword = /* @__PURE__ */ ofNumber(
  "minimum",
  (value, demand) => value >= demand,
  "is less than",
);
export const maximum: NumberKeyword = /* @__PURE__ */ ofNumber(
  "maximum",
  (value, demand) => value <= demand,
  "is more than",
);
export const exclusiveMinimum: NumberKeyword = /* @__PURE__ */ ofNumber(
  "exclusiveMinimum",
  (value, demand) => value > demand,
  "is not more than",
);
export const exclusiveMaximum: NumberKeyword = /* @__PURE__ */ ofNumber(
  "exclusiveMaximum",
  (value, demand) => value < demand,
  "is not less than",
);
export const multipleOf: NumberKeyword = /* @__PURE__ */ ofNumber(
  "multipleOf",
  isMultipleOf,
  "is not a multiple of",
);

// Texts.

export function minLength(demand: number, applied: Applied): boolean {
  return (
    !(lengthOf(applied.value) < demand) || applied.fail("minLength", `is shorter than ${demand}`)
  );
}

export function maxLength(demand: number, applied: Applied): boolean {
  return (
    !(lengthOf(applied.value) > demand) || applied.fail("maxLength", `is longer than ${demand}`)
  );
}

/** In characters, as Unicode counts them; NaN for what is no text. */
function lengthOf(value: unknown): number {
  if (typeof value !== "string") return Number.NaN;
  let length = 0;
  for (const _ of value) length++;
  return length;
}

export function format(demand: string, applied: Applied): boolean {
  const { value } = applied;
  return matchesFormat(demand, value) || applied.fail("format", `is not in the format ${demand}`);
}

export function pattern(demand: string, applied: Applied): boolean {
  const { value } = applied;
  return (
    typeof value !== "string" ||
    new RegExp(demand, "u").test(value) ||
    applied.fail("pattern", `does not match ${demand}`)
  );
}

// Lists.

export function prefixItems(demand: Schemas, applied: Applied): boolean {
  return applied.every(itemsOf(applied, 0, demand.length), (index) =>
    applied.at(index, demand[index] ?? true),
  );
}

export function items(demand: JsonSchema, applied: Applied): boolean {
  const { prefixItems: before } = applied.schema;
  const start = Array.isArray(before) ? before.length : 0;
  return applied.every(itemsOf(applied, start), (index) => applied.at(index, demand));
}

export function contains(demand: JsonSchema, applied: Applied): boolean {
  const { value, schema, evaluated } = applied;
  if (!Array.isArray(value)) return true;
  const { minContains: min = 1, maxContains: max = Number.POSITIVE_INFINITY } = schema as {
    minContains?: number;
    maxContains?: number;
  };
  const found = [...value.keys()].filter((index) => applied.beside(demand, value[index]));
  for (const index of found) evaluated.add(index);
  return (
    (found.length >= min && found.length <= max) ||
    applied.fail("contains", "has too few or too many items of a kind")
  );
}

export const minItems: NumberKeyword = /* @__PURE__ */ ofSize(
  "minItems",
  Array.isArray,
  "fewer",
  "items",
);
export const maxItems: NumberKeyword = /* @__PURE__ */ ofSize(
  "maxItems",
  Array.isArray,
  "more",
  "items",
);

export function uniqueItems(demand: boolean, applied: Applied): boolean {
  const { value } = applied;
  return (
    !(demand && Array.isArray(value)) ||
    new Set(value.map(identityOf)).size === value.length ||
    applied.fail("uniqueItems", "has an item twice")
  );
}

export function unevaluatedItems(demand: JsonSchema, applied: Applied): boolean {
  return applied.every(
    itemsOf(applied, 0).filter((index) => !applied.evaluated.has(index)),
    (index) => applied.at(index, demand),
  );
}

function itemsOf({ value }: Applied, start: number, end?: number): number[] {
  return Array.isArray(value) ? [...value.keys()].slice(start, end) : [];
}

// Objects.

export function properties(demand: NamedSchemas, applied: Applied): boolean {
  const { value } = applied;
  return (
    !isObject(value) ||
    applied.every(Object.keys(demand), (name) =>
      Object.hasOwn(value, name) ? applied.at(name, demand[name] ?? true) : true,
    )
  );
}

export function patternProperties(demand: NamedSchemas, applied: Applied): boolean {
  return applied.every(Object.keys(demand), (text) => {
    const pattern = new RegExp(text, "u");
    const names = namesOf(applied).filter((name) => pattern.test(name));
    return applied.every(names, (name) => applied.at(name, demand[text] ?? true));
  });
}

export function additionalProperties(demand: JsonSchema, applied: Applied): boolean {
  const { properties: known = {}, patternProperties: known2 = {} } = applied.schema as {
    properties?: Fields;
    patternProperties?: Fields;
  };
  const patterns = Object.keys(known2).map((text) => new RegExp(text, "u"));
  return applied.every(
    namesOf(applied).filter(
      (name) => !Object.hasOwn(known, name) && !patterns.some((pattern) => pattern.test(name)),
    ),
    (name) => member(name, demand, applied, "additionalProperties"),
  );
}

export function unevaluatedProperties(demand: JsonSchema, applied: Applied): boolean {
  return applied.every(
    namesOf(applied).filter((name) => !applied.evaluated.has(name)),
    (name) => member(name, demand, applied, "unevaluatedProperties"),
  );
}

/** A name that is not known gets a message of its own, and no further one from `onlyKnown`. */
function member(name: string, demand: JsonSchema, applied: Applied, keyword: string): boolean {
  if (demand !== false) return applied.at(name, demand);
  applied.evaluated.add(name);
  return applied.fail(keyword, "is not known", name);
}

export function propertyNames(demand: JsonSchema, applied: Applied): boolean {
  return applied.every(
    namesOf(applied),
    (name) =>
      applied.beside(demand, name) ||
      applied.fail("propertyNames", "has a name that is not allowed", name),
  );
}

export function required(demand: readonly string[], applied: Applied): boolean {
  return needs(demand, applied, "required");
}

export function dependentRequired(
  demand: Readonly<Record<string, readonly string[]>>,
  applied: Applied,
): boolean {
  const { value } = applied;
  const given = Object.keys(demand).filter((name) => isObject(value) && Object.hasOwn(value, name));
  return applied.every(given, (name) => needs(demand[name] ?? [], applied, "dependentRequired"));
}

function needs(names: readonly string[], applied: Applied, keyword: string): boolean {
  const { value } = applied;
  return (
    !isObject(value) ||
    applied.every(
      names,
      (name) => Object.hasOwn(value, name) || applied.fail(keyword, "is missing", name),
    )
  );
}

export const minProperties: NumberKeyword = /* @__PURE__ */ ofSize(
  "minProperties",
  isObject,
  "fewer",
  "members",
);
export const maxProperties: NumberKeyword = /* @__PURE__ */ ofSize(
  "maxProperties",
  isObject,
  "more",
  "members",
);

export function dependentSchemas(demand: NamedSchemas, applied: Applied): boolean {
  const { value } = applied;
  const given = Object.keys(demand).filter((name) => isObject(value) && Object.hasOwn(value, name));
  return applied.every(given, (name) => applied.also(demand[name] ?? true));
}

function namesOf({ value }: Applied): string[] {
  return isObject(value) ? Object.keys(value) : [];
}

function isObject(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function ofSize(
  keyword: string,
  isOne: (value: unknown) => boolean,
  than: "fewer" | "more",
  what: string,
) {
  return (demand: number, applied: Applied): boolean => {
    const { value } = applied;
    if (!isOne(value)) return true;
    const size = Object.keys(value as object).length;
    const isWithin = than === "fewer" ? size >= demand : size <= demand;
    return isWithin || applied.fail(keyword, `has ${than} than ${demand} ${what}`);
  };
}

// Schemas of the same value.

/** What references point to, by the schema that holds them: looking it up takes longer than a check. */
const targets = /* @__PURE__ */ new WeakMap<object, Map<string, unknown>>();

export function ref(demand: string, applied: Applied): boolean {
  const root = applied.root as object;
  const known = targets.get(root) ?? new Map<string, unknown>();
  targets.set(root, known);
  if (!known.has(demand)) known.set(demand, targetOf(demand, root));
  const target = known.get(demand);
  return target === undefined
    ? applied.fail("$ref", "has a schema that cannot be found")
    : applied.also(target as JsonSchema);
}

function targetOf(pointer: string, root: object): unknown {
  const tokens = decodeURIComponent(pointer).split("/").slice(1);
  return tokens.reduce<unknown>(
    (node, token) => (node as Fields)?.[token.replaceAll("~1", "/").replaceAll("~0", "~")],
    root,
  );
}

export function allOf(demand: Schemas, applied: Applied): boolean {
  return applied.every(demand, (schema) => applied.also(schema));
}

export function anyOf(demand: Schemas, applied: Applied): boolean {
  // All are tried: each may be the only one that knows a member.
  const found = demand.map((schema) => applied.issuesOf(schema));
  return found.some(({ length }) => length === 0) || failOne(found, applied, "anyOf");
}

export function oneOf(demand: Schemas, applied: Applied): boolean {
  const found = demand.map((schema) => applied.issuesOf(schema));
  const matching = found.filter(({ length }) => length === 0).length;
  if (matching > 1) return applied.fail("oneOf", "matches several alternatives");
  return matching === 1 || failOne(found, applied, "oneOf");
}

/** Tells what is wrong with the alternative that was meant, if it is clear which one that is. */
function failOne(found: readonly (readonly Issue[])[], applied: Applied, keyword: string): false {
  applied.evaluated.add(undecided);
  const matching = found.find((issues) => issues.every(({ keyword }) => keyword === "unknown"));
  if (matching) return applied.failWith(matching);
  const isOther = ({ keyword }: Issue) => keyword === "const" || keyword === "enum";
  const isKind = ({ keyword, path }: Issue) =>
    keyword === "type" && path.length === applied.pathLength;
  const meant = found.filter((issues) => !issues.some((issue) => isKind(issue) || isOther(issue)));
  const [only] = meant;
  if (only && meant.length === 1) return applied.failWith(only);
  // A value of the right type that no enum lists, beside null or another enum.
  const isNew = ({ keyword, path }: Issue) =>
    keyword === "enum" && path.length === applied.pathLength;
  const listing = found.filter((issues) => issues.every(isNew));
  const isListed = found.every((issues) => issues.every(isNew) || issues.some(isKind));
  const [first] = listing;
  if (first && isListed) return applied.failWith(first);
  return applied.fail(keyword, "matches no alternative");
}

export function not(demand: JsonSchema, applied: Applied): boolean {
  return !applied.beside(demand, applied.value) || applied.fail("not", "is excluded");
}

export function ifKeyword(demand: JsonSchema, applied: Applied): boolean {
  const { then = true, else: otherwise = true } = applied.schema as {
    then?: JsonSchema;
    else?: JsonSchema;
  };
  return applied.also(applied.matches(demand) ? then : otherwise);
}
