import type { Field, Kind, Meaning, ObjectType, Slot } from "./grammar.js";
import { extensible, list, map, one } from "./grammar-builders.js";
import { methods } from "./http-methods.js";

type Of2 = Exclude<Extract<Kind, `swagger${string}`>, "swaggerSchema">;

const field = (means: Meaning, slot?: Slot): Field => ({ means, slot, versions: ["2.0"] });
const fields = (means: Meaning, ...names: string[]): Record<string, Field> =>
  Object.fromEntries(names.map((name) => [name, field(means)]));

function object(
  of: Record<string, Field>,
  reference: ObjectType["reference"] = "none",
): ObjectType {
  return { fields: of, isExtensible: true, reference, isPrinted: true };
}

/**
 * The fields with which headers and non-body parameters describe a value, without a schema. The
 * specification defines a separate object for their items, a subset of a schema; authors who write
 * `oneOf` or a reference there mean the same as in JSON Schema.
 */
const valued: Record<string, Field> = {
  ...fields("type", "type", "format", "enum"),
  items: field("type", one("swaggerSchema")),
  collectionFormat: field("spelling"),
  default: field("assumed"),
  ...fields("constraint", "maximum", "exclusiveMaximum", "minimum", "exclusiveMinimum"),
  ...fields("constraint", "maxLength", "minLength", "pattern", "maxItems", "minItems"),
  ...fields("constraint", "uniqueItems", "multipleOf"),
};

/** The objects of Swagger 2.0 that have another form in OpenAPI 3. */
export const swaggerObjects: Readonly<Record<Of2, ObjectType>> = {
  swagger: object({
    swagger: field("document"),
    info: field("prose", one("info")),
    ...fields("wire", "host", "basePath", "schemes", "consumes", "produces"),
    paths: field("wire", extensible("swaggerPathItem")),
    definitions: field("definitions", map("swaggerSchema")),
    parameters: field("definitions", map("swaggerParameter")),
    responses: field("definitions", map("swaggerResponse")),
    securityDefinitions: field("access", map("swaggerSecurityScheme")),
    security: field("access", list("securityRequirement")),
    tags: field("name", list("tag")),
    externalDocs: field("prose", one("externalDocs")),
  }),
  swaggerPathItem: object(
    {
      $ref: field("document"),
      ...Object.fromEntries(
        methods
          .filter(({ versions }) => versions.includes("2.0"))
          .map((method) => [method.field, field("wire", one("swaggerOperation"))]),
      ),
      parameters: field("wire", list("swaggerParameter")),
    },
    "standard",
  ),
  swaggerOperation: object(
    {
      ...fields("name", "tags", "operationId"),
      ...fields("prose", "summary", "description"),
      externalDocs: field("prose", one("externalDocs")),
      ...fields("wire", "consumes", "produces", "schemes"),
      parameters: field("wire", list("swaggerParameter")),
      responses: field("wire", extensible("swaggerResponse")),
      deprecated: field("lifecycle"),
      security: field("access", list("securityRequirement")),
    },
    "lenient",
  ),
  swaggerParameter: object(
    {
      ...fields("wire", "name", "in"),
      description: field("prose"),
      required: field("type"),
      schema: field("type", one("swaggerSchema")),
      allowEmptyValue: field("spelling"),
      ...valued,
      // Some documents describe the properties of an object in a form.
      properties: field("type", map("swaggerSchema")),
      additionalProperties: field("type", one("swaggerSchema")),
    },
    "standard",
  ),
  swaggerResponse: object(
    {
      description: field("prose"),
      schema: field("type", one("swaggerSchema")),
      headers: field("wire", map("swaggerHeader")),
      // A map from media types to examples.
      examples: field("prose", map("value")),
    },
    "standard",
  ),
  swaggerHeader: object({ description: field("prose"), ...valued }, "lenient"),
  swaggerSecurityScheme: object(
    {
      ...fields("access", "type", "name", "in", "flow", "authorizationUrl", "tokenUrl"),
      description: field("prose"),
      // Unlike in OpenAPI 3, there may be extensions among the scopes.
      scopes: field("access", extensible("value")),
    },
    "lenient",
  ),
};
