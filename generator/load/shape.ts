import { type SwaggerKind, swaggerShapes } from "./swagger/shape.js";

/**
 * The grammar of an OpenAPI document: which object stands where. It tells a `$ref` that is a
 * reference from one that is data (in an example, a default, an extension or a property that
 * happens to be called `$ref`), and which component section a referenced object belongs to.
 */
export type Kind =
  | SwaggerKind
  | "document"
  | "components"
  | "pathItem"
  | "operation"
  | "parameter"
  | "header"
  | "requestBody"
  | "mediaType"
  | "encoding"
  | "response"
  | "callback"
  | "example"
  | "link"
  | "securityScheme"
  | "schema"
  | "discriminator"
  | "schemaReference"
  | "propertyName";

/** One object, a list of them, a map from names to them, or an object or a list of them. */
export type Slot =
  | { readonly one: Kind }
  | { readonly list: Kind }
  | { readonly map: Kind }
  | { readonly oneOrList: Kind };

export const one = (kind: Kind): Slot => ({ one: kind });
const list = (kind: Kind): Slot => ({ list: kind });
const map = (kind: Kind): Slot => ({ map: kind });

const parameterLike = {
  schema: one("schema"),
  content: map("mediaType"),
  examples: map("example"),
};

/** Fields that are not listed hold data: no reference is followed in them. */
const shapes: Readonly<Record<Kind, Readonly<Record<string, Slot>>>> = {
  ...swaggerShapes,
  document: { paths: map("pathItem"), webhooks: map("pathItem"), components: one("components") },
  components: {
    schemas: map("schema"),
    responses: map("response"),
    parameters: map("parameter"),
    examples: map("example"),
    requestBodies: map("requestBody"),
    headers: map("header"),
    securitySchemes: map("securityScheme"),
    links: map("link"),
    callbacks: map("callback"),
    pathItems: map("pathItem"),
    mediaTypes: map("mediaType"),
  },
  pathItem: {
    parameters: list("parameter"),
    get: one("operation"),
    put: one("operation"),
    post: one("operation"),
    delete: one("operation"),
    options: one("operation"),
    head: one("operation"),
    patch: one("operation"),
    trace: one("operation"),
    query: one("operation"),
    additionalOperations: map("operation"),
  },
  operation: {
    parameters: list("parameter"),
    requestBody: one("requestBody"),
    responses: map("response"),
    callbacks: map("callback"),
  },
  parameter: parameterLike,
  header: parameterLike,
  requestBody: { content: map("mediaType") },
  mediaType: {
    schema: one("schema"),
    itemSchema: one("schema"),
    examples: map("example"),
    encoding: map("encoding"),
  },
  encoding: { headers: map("header") },
  response: { headers: map("header"), content: map("mediaType"), links: map("link") },
  callback: {},
  example: {},
  link: {},
  securityScheme: {},
  schema: {
    properties: map("schema"),
    patternProperties: map("schema"),
    dependentSchemas: map("schema"),
    $defs: map("schema"),
    definitions: map("schema"),
    items: { oneOrList: "schema" },
    prefixItems: list("schema"),
    allOf: list("schema"),
    anyOf: list("schema"),
    oneOf: list("schema"),
    not: one("schema"),
    if: one("schema"),
    // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema, and this table is never awaited
    then: one("schema"),
    else: one("schema"),
    contains: one("schema"),
    additionalProperties: one("schema"),
    additionalItems: one("schema"),
    unevaluatedItems: one("schema"),
    unevaluatedProperties: one("schema"),
    propertyNames: one("schema"),
    contentSchema: one("schema"),
    discriminator: one("discriminator"),
    required: list("propertyName"),
  },
  discriminator: { mapping: map("schemaReference") },
  schemaReference: {},
  propertyName: {},
};

/** What stands in `field` of an object of this kind; undefined if it is data. */
export function slotOf(kind: Kind, field: string): Slot | undefined {
  // A callback is a map from expressions to path items, and so has no fixed fields.
  if (kind === "callback") return field.startsWith("x-") ? undefined : one("pathItem");
  const fields = shapes[kind];
  return Object.hasOwn(fields, field) ? fields[field] : undefined;
}

const unprinted: readonly Kind[] = ["example", "link", "callback", "encoding"];

/** Whether code is made of what stands in a slot; if not, its form is no concern of ours. */
export function isPrinted(slot: Slot): boolean {
  return Object.values(slot).every((kind) => !unprinted.includes(kind));
}

/** What a slot wants in place of this value, in words; undefined if the value has the right form. */
export function wantedInstead(value: unknown, slot: Slot): string | undefined {
  if ("list" in slot) return Array.isArray(value) ? undefined : "a list";
  if ("map" in slot) return isObject(value) ? undefined : "an object";
  if ("oneOrList" in slot && Array.isArray(value)) return undefined;
  const kind = "one" in slot ? slot.one : slot.oneOrList;
  if (kind === "schemaReference" || kind === "propertyName") {
    return typeof value === "string" ? undefined : "text";
  }
  if (/^(schema|swaggerSchema)$/.test(kind) && typeof value === "boolean") return undefined;
  return isObject(value) ? undefined : "an object";
}

function isObject(value: unknown): boolean {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/**
 * Whether nothing at all (a key without a value, in YAML) can be read as `{}`: a schema that says
 * nothing allows everything, but nobody knows what an operation that says nothing is.
 */
export function mayBeEmpty(slot: Slot): boolean {
  return ("one" in slot && /^(schema|swaggerSchema)$/.test(slot.one)) || "oneOrList" in slot;
}

/** Whether a property says by a flag that it is required, as drafts of JSON Schema before OpenAPI had it. */
export function isFormerFlag(value: unknown, slot: Slot): boolean {
  return typeof value === "boolean" && "list" in slot && slot.list === "propertyName";
}

/** The section of `components` that holds objects of this kind; undefined if none does. */
export function sectionOf(kind: Kind): string | undefined {
  return Object.entries(shapes.components).find(
    ([, slot]) => "map" in slot && slot.map === kind,
  )?.[0];
}
