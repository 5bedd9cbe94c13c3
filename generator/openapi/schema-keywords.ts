import type { Field, Meaning, Slot } from "./grammar.js";
import { all, field, list, map, one, since3, since31 } from "./grammar-builders.js";
import type { Version } from "./openapi-version.js";

/** A keyword of JSON Schema, or of OpenAPI's dialects of it. */
export interface Keyword<M extends Meaning = Meaning> extends Field<M> {
  /**
   * What the schemas in it apply to: the value itself, its members, their names, its items, the
   * content that its text encodes; nothing if they are only stored there. Undefined if it has no
   * schemas.
   */
  readonly applies?: "self" | "members" | "names" | "items" | "content" | "nothing";
  /** Whether a higher number (lower bound) or a lower number (upper bound) restricts more. */
  readonly bound?: "lower" | "upper";
  /** The type of its value, if it is plain: a count is a whole number that is not negative. */
  readonly data?: "text" | "flag" | "number" | "count";
  /** The type of the values that it restricts; it says nothing about values of other types. */
  readonly restricts?: Restricted;
}

export type Restricted = "number" | "string" | "array" | "object";

/** The types of JSON Schema. */
export const types = ["null", "boolean", "object", "array", "number", "string", "integer"] as const;

const holds = <M extends Meaning, S extends Slot>(
  applies: NonNullable<Keyword["applies"]>,
  means: M,
  slot: S,
  versions: readonly Version[] = since31,
) => ({ applies, means, slot, versions });
const bound = <B extends "lower" | "upper">(
  kind: B,
  restricts: Restricted,
  versions: readonly Version[] = all,
) => ({
  ...field("constraint", undefined, versions),
  bound: kind,
  data: restricts === "number" ? ("number" as const) : ("count" as const),
  restricts,
});
const plain = <M extends Meaning>(
  data: NonNullable<Keyword["data"]>,
  means: M,
  versions: readonly Version[] = all,
) => ({ ...field(means, undefined, versions), data });
const constraint = (data: NonNullable<Keyword["data"]>, restricts: Restricted) => ({
  ...plain(data, "constraint"),
  restricts,
});
const value = <M extends Meaning>(means: M, versions: readonly Version[] = all) =>
  field(means, undefined, versions);
/** For keywords that only drafts before 2019-09 have; generated documents still contain them. */
const never: readonly Version[] = [];

/**
 * All of JSON Schema 2020-12, and OpenAPI's additions. The Schema Object of 2.0 and 3.0 is a subset
 * of an older draft; keywords that it lacks are read there too, as other tools do.
 */
const table = {
  // Core.
  $schema: value("document", since31),
  $vocabulary: value("document", since31),
  $id: value("document", since31),
  $anchor: value("document", since31),
  $dynamicAnchor: value("document", since31),
  $ref: value("document"),
  $dynamicRef: value("document", since31),
  $defs: holds("nothing", "definitions", map("schema")),
  $comment: value("nothing", since31),
  definitions: holds("nothing", "definitions", map("schema"), never),

  // Applicators.
  allOf: holds("self", "type", list("schema"), all),
  anyOf: holds("self", "type", list("schema"), since3),
  oneOf: holds("self", "type", list("schema"), since3),
  not: holds("self", "constraint", one("schema"), since3),
  if: holds("self", "constraint", one("schema")),
  // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema, and this table is never awaited
  then: holds("self", "constraint", one("schema")),
  else: holds("self", "constraint", one("schema")),
  dependentSchemas: holds("self", "constraint", map("schema")),
  prefixItems: holds("items", "type", list("schema")),
  // Drafts before 2020-12 wrote `prefixItems` as a list of `items`.
  items: holds("items", "type", { oneOrList: "schema" }, all),
  contains: holds("items", "constraint", one("schema")),
  additionalItems: holds("items", "constraint", one("schema"), never),
  properties: holds("members", "type", map("schema"), all),
  patternProperties: holds("members", "type", map("schema")),
  additionalProperties: holds("members", "type", one("schema"), all),
  propertyNames: holds("names", "constraint", one("schema")),
  unevaluatedItems: holds("items", "constraint", one("schema")),
  unevaluatedProperties: holds("members", "constraint", one("schema")),

  // Validation.
  type: value("type"),
  enum: value("type"),
  const: value("type", since31),
  multipleOf: constraint("number", "number"),
  maximum: bound("upper", "number"),
  exclusiveMaximum: bound("upper", "number"),
  minimum: bound("lower", "number"),
  exclusiveMinimum: bound("lower", "number"),
  maxLength: bound("upper", "string"),
  minLength: bound("lower", "string"),
  pattern: constraint("text", "string"),
  maxItems: bound("upper", "array"),
  minItems: bound("lower", "array"),
  uniqueItems: constraint("flag", "array"),
  maxContains: bound("upper", "array", since31),
  minContains: bound("lower", "array", since31),
  maxProperties: bound("upper", "object"),
  minProperties: bound("lower", "object"),
  required: field("type", list("propertyName"), all),
  dependentRequired: field("constraint", map("value"), since31),

  // Annotations.
  title: plain("text", "prose"),
  description: plain("text", "prose"),
  default: value("assumed"),
  deprecated: plain("flag", "lifecycle", since3),
  readOnly: plain("flag", "access"),
  writeOnly: plain("flag", "access", since3),
  examples: value("prose", since31),
  format: plain("text", "type"),
  contentEncoding: plain("text", "spelling", since31),
  contentMediaType: plain("text", "spelling", since31),
  contentSchema: holds("content", "constraint", one("schema")),

  // OpenAPI's own.
  nullable: plain("flag", "type", ["3.0"]),
  discriminator: field("type", one("discriminator")),
  xml: field("spelling", one("xml"), all),
  externalDocs: field("prose", one("externalDocs"), all),
  example: value("prose"),
} as const satisfies Readonly<Record<string, Keyword>>;

export const keywords: Readonly<Record<string, Keyword>> = table;

type Table = typeof table;
type NamesOf<What> = { [N in keyof Table]: Table[N] extends What ? N : never }[keyof Table];

/** Keywords that bound a number, a length or a count. */
export type BoundKeyword =
  | "minimum"
  | "exclusiveMinimum"
  | "minLength"
  | "minItems"
  | "minContains"
  | "minProperties"
  | "maximum"
  | "exclusiveMaximum"
  | "maxLength"
  | "maxItems"
  | "maxContains"
  | "maxProperties";

/** Keywords with one schema that some version of OpenAPI has. */
export type SchemaKeyword = Exclude<
  NamesOf<{ readonly slot: { readonly one: "schema" } | { readonly oneOrList: "schema" } }>,
  "additionalItems"
>;

/** Lower bounds first. */
export const boundKeywords = (["lower", "upper"] as const).flatMap(
  (kind) =>
    keywordsWhere(({ bound }) => bound === kind) as NamesOf<{
      readonly bound: "lower" | "upper";
    }>[] satisfies BoundKeyword[],
);

export const schemaKeywords = keywordsWhere(
  ({ slot, versions }) =>
    slot !== undefined && versions.length > 0 && ("oneOrList" in slot || holdsOne(slot)),
) as SchemaKeyword[];

function holdsOne(slot: Slot): boolean {
  return "one" in slot && slot.one === "schema";
}

/** The names of the keywords with certain meanings. */
export function keywordsThatMean<M extends Meaning>(
  ...meanings: readonly M[]
): readonly NamesOf<{ readonly means: M }>[] {
  const wanted: readonly Meaning[] = meanings;
  return keywordsWhere(({ means }) => wanted.includes(means)) as NamesOf<{ readonly means: M }>[];
}

/** In Swagger 2.0 a discriminator is the name of a property, and schemas are in `definitions`. */
export const swaggerKeywords: Readonly<Record<string, Keyword>> = Object.fromEntries(
  Object.entries(keywords)
    .filter(([name, { versions }]) => versions.includes("2.0") || isWrittenEarly(name))
    .map(([name, keyword]) => [name, ofSwagger(keyword)] as const)
    .concat([["discriminator", value("type", ["2.0"])]]),
);

/**
 * Keywords that the Schema Object of 2.0 does not have, but that mean the same there as in JSON
 * Schema.
 */
function isWrittenEarly(name: string): boolean {
  return ["anyOf", "oneOf", "not", "patternProperties", "definitions"].includes(name);
}

function ofSwagger(keyword: Keyword): Keyword {
  const { slot } = keyword;
  if (!slot) return keyword;
  const as = (kind: string) => (kind === "schema" ? "swaggerSchema" : kind);
  const moved = Object.entries(slot).map(([form, kind]) => [form, as(kind as string)]);
  return { ...keyword, slot: Object.fromEntries(moved) as Slot };
}

/** The names of the keywords that match a condition, in the order of the table. */
export function keywordsWhere(isWanted: (keyword: Keyword) => boolean): readonly string[] {
  return Object.entries(keywords)
    .filter(([, keyword]) => isWanted(keyword))
    .map(([name]) => name);
}

/** The keyword with this name; own properties only. */
export function keywordOf(name: string): Keyword | undefined {
  return Object.hasOwn(keywords, name) ? keywords[name] : undefined;
}

/** Whether a keyword says nothing about values: it is for people. */
export function isProse(name: string): boolean {
  return keywordOf(name)?.means === "prose";
}

/** The schemas in the value of a keyword; the caller skips values that are not schemas. */
export function schemasIn(name: string, value: unknown): readonly unknown[] {
  const slot = holdsSchemas(name) ? keywords[name]?.slot : undefined;
  if (!slot || typeof value !== "object" || value === null) return [];
  if (Array.isArray(value)) return "map" in slot || "one" in slot ? [] : value;
  return "map" in slot ? Object.values(value) : [value];
}

const structural = new Set(keywordsWhere(({ applies }) => applies !== undefined));

/** Whether a keyword contains schemas. */
export function holdsSchemas(name: string): boolean {
  return structural.has(name);
}
