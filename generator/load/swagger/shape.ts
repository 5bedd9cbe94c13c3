import type { Slot } from "../shape.js";

/** The objects of a Swagger 2.0 document that hold others. */
export type SwaggerKind =
  | "swagger"
  | "swaggerPathItem"
  | "swaggerOperation"
  | "swaggerParameter"
  | "swaggerResponse"
  | "swaggerHeader"
  | "swaggerSecurityScheme"
  | "swaggerSchema";

const schema: Slot = { one: "swaggerSchema" };
const schemas: Slot = { map: "swaggerSchema" };
const schemaList: Slot = { list: "swaggerSchema" };
const operation: Slot = { one: "swaggerOperation" };

/**
 * The grammar of Swagger 2.0, as `../shape.ts` has that of OpenAPI 3. It takes more than the
 * specification allows: whoever writes `oneOf` or a reference in a parameter's `items` means what
 * JSON Schema means by it.
 */
export const swaggerShapes: Readonly<Record<SwaggerKind, Readonly<Record<string, Slot>>>> = {
  swagger: {
    paths: { map: "swaggerPathItem" },
    definitions: schemas,
    parameters: { map: "swaggerParameter" },
    responses: { map: "swaggerResponse" },
    securityDefinitions: { map: "swaggerSecurityScheme" },
  },
  swaggerPathItem: {
    parameters: { list: "swaggerParameter" },
    get: operation,
    put: operation,
    post: operation,
    delete: operation,
    options: operation,
    head: operation,
    patch: operation,
  },
  swaggerOperation: {
    parameters: { list: "swaggerParameter" },
    responses: { map: "swaggerResponse" },
  },
  swaggerParameter: { schema, items: schema, properties: schemas, additionalProperties: schema },
  swaggerResponse: { schema, headers: { map: "swaggerHeader" } },
  swaggerHeader: { items: schema },
  swaggerSecurityScheme: {},
  swaggerSchema: {
    properties: schemas,
    patternProperties: schemas,
    definitions: schemas,
    items: { oneOrList: "swaggerSchema" },
    allOf: schemaList,
    anyOf: schemaList,
    oneOf: schemaList,
    not: schema,
    additionalProperties: schema,
    required: { list: "propertyName" },
  },
};

/** The sections of the document that references lead to; a path item moves to where it is wanted. */
export const swaggerSections: Readonly<Partial<Record<SwaggerKind, string>>> = {
  swaggerSchema: "definitions",
  swaggerParameter: "parameters",
  swaggerResponse: "responses",
  swaggerSecurityScheme: "securityDefinitions",
};

/** What stands in a document, an operation and so on since OpenAPI 3, and says nothing in 2.0. */
export const laterFields = {
  document: ["servers", "components", "webhooks"],
  pathItem: ["servers", "trace", "query", "additionalOperations"],
  operation: ["servers", "requestBody", "callbacks"],
  parameter: ["content", "style", "explode", "allowReserved"],
  response: ["content", "links"],
} as const;
