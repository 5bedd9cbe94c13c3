/**
 * Every field of the objects of OpenAPI 3.1 and every keyword of JSON Schema 2020-12, written down
 * from the two specifications. Each has two values that differ, or the reason why a difference
 * means nothing to somebody who calls the API.
 */
export type Field = readonly [before: unknown, after: unknown] | string;

export interface Described {
  /** Puts an object of this kind into a document that is right without it. */
  readonly into: (fields: Record<string, unknown>) => Record<string, unknown>;
  readonly fields: Readonly<Record<string, Field>>;
}

const text = { schema: { type: "string" } };
const ok = { 200: { description: "A" } };
const operation = (fields: Record<string, unknown>, more: Record<string, unknown> = {}) => ({
  paths: { "/a": { get: { responses: ok, ...fields } } },
  ...more,
});
const answer = (fields: Record<string, unknown>) =>
  operation({ responses: { 200: { description: "A", ...fields } } });
const schema = (fields: Record<string, unknown>) =>
  answer({ content: { "application/json": { schema: fields } } });
const scheme = (fields: Record<string, unknown>) => ({
  components: { securitySchemes: { key: fields } },
});
const flow = (fields: Record<string, unknown>) =>
  scheme({ type: "oauth2", flows: { authorizationCode: fields } });

const spelling = "it says how the document is written, not what it promises";
const elsewhere = "it is compared where it is used";
const annotation = "JSON Schema gives it no meaning for values";
const identity = "it names a schema; what the name stands for is compared where it is used";

export const objects: Readonly<Record<string, Described>> = {
  openapi: {
    into: (fields) => ({ ...operation({}), ...fields }),
    fields: {
      openapi: spelling,
      info: [
        { title: "T", version: "1" },
        { title: "U", version: "1" },
      ],
      jsonSchemaDialect: spelling,
      servers: [[{ url: "/a" }], [{ url: "/b" }]],
      paths: [{ "/a": {} }, { "/a": { get: {} } }],
      webhooks: [{}, { a: { post: {} } }],
      components: [{ schemas: {} }, { schemas: { A: { type: "string" } } }],
      security: [[], [{ key: [] }]],
      tags: [[], [{ name: "a" }]],
      externalDocs: [{ url: "/a" }, { url: "/b" }],
    },
  },
  info: {
    into: (fields) => ({ ...operation({}), info: { title: "T", version: "1", ...fields } }),
    fields: {
      title: ["a", "b"],
      summary: ["a", "b"],
      description: ["a", "b"],
      termsOfService: ["/a", "/b"],
      contact: [{ name: "a" }, { name: "b" }],
      license: [{ name: "a" }, { name: "b" }],
      version: ["1", "2"],
    },
  },
  server: {
    into: (fields) => ({ ...operation({}), servers: [{ url: "/", ...fields }] }),
    fields: {
      url: ["/a", "/b"],
      description: ["a", "b"],
      variables: [{ a: { default: "1" } }, { a: { default: "2" } }],
    },
  },
  components: {
    into: (fields) => ({ ...operation({}), components: fields }),
    fields: {
      schemas: [{}, { A: { type: "string" } }],
      responses: elsewhere,
      parameters: elsewhere,
      examples: elsewhere,
      requestBodies: elsewhere,
      headers: elsewhere,
      securitySchemes: [{}, { key: { type: "http", scheme: "basic" } }],
      links: elsewhere,
      callbacks: elsewhere,
      pathItems: elsewhere,
    },
  },
  pathItem: {
    into: (fields) => ({
      // Without a method, servers and parameters are for nobody.
      paths: { "/a": fields, "/b": { ...fields, get: { responses: ok } } },
    }),
    fields: {
      $ref: spelling,
      summary: "it is handed down to operations, which the client documents by their own",
      description: "it is handed down to operations, which the client documents by their own",
      ...Object.fromEntries(
        ["get", "put", "post", "delete", "options", "head", "patch", "trace"].map((method) => [
          method,
          [undefined, { responses: ok }] as const,
        ]),
      ),
      servers: [[{ url: "/a" }], [{ url: "/b" }]],
      parameters: [[], [{ in: "query", name: "a", ...text }]],
    },
  },
  operation: {
    into: (fields) => operation(fields),
    fields: {
      tags: [["a"], ["b"]],
      summary: ["a", "b"],
      description: ["a", "b"],
      externalDocs: [{ url: "/a" }, { url: "/b" }],
      operationId: ["a", "b"],
      parameters: [[], [{ in: "query", name: "a", ...text }]],
      requestBody: [undefined, { content: { "text/plain": text } }],
      responses: [ok, { 201: { description: "A" } }],
      callbacks: [{}, { a: { "{$url}": { post: {} } } }],
      deprecated: [false, true],
      security: [[], [{ key: [] }]],
      servers: [[{ url: "/a" }], [{ url: "/b" }]],
    },
  },
  parameter: {
    into: (fields) => operation({ parameters: [{ in: "query", name: "a", ...text, ...fields }] }),
    fields: {
      name: ["first", "other"],
      in: ["query", "header"],
      description: ["a", "b"],
      required: [false, true],
      deprecated: [false, true],
      allowEmptyValue: [false, true],
      style: ["form", "pipeDelimited"],
      explode: [true, false],
      allowReserved: [false, true],
      schema: [{ type: "string" }, { type: "integer" }],
      example: ["a", "b"],
      examples: [{ a: { value: 1 } }, { a: { value: 2 } }],
      content: [undefined, { "application/json": text }],
    },
  },
  requestBody: {
    into: (fields) => operation({ requestBody: { content: { "text/plain": text }, ...fields } }),
    fields: {
      description: ["a", "b"],
      content: [{ "text/plain": text }, { "text/html": text }],
      required: [false, true],
    },
  },
  mediaType: {
    into: (fields) => answer({ content: { "multipart/form-data": fields } }),
    fields: {
      schema: [{ type: "string" }, { type: "integer" }],
      example: ["a", "b"],
      examples: [{ a: { value: 1 } }, { a: { value: 2 } }],
      encoding: [{ a: { contentType: "a/a" } }, { a: { contentType: "a/b" } }],
    },
  },
  encoding: {
    into: (fields) =>
      operation({
        requestBody: { content: { "multipart/form-data": { ...text, encoding: { a: fields } } } },
      }),
    fields: {
      contentType: ["a/a", "a/b"],
      headers: [{}, { a: text }],
      style: ["form", "pipeDelimited"],
      explode: [true, false],
      allowReserved: [false, true],
    },
  },
  responses: {
    into: (fields) => operation({ responses: fields }),
    fields: { default: [undefined, { description: "A" }], 200: [undefined, { description: "A" }] },
  },
  response: {
    into: (fields) => answer(fields),
    fields: {
      description: ["a", "b"],
      headers: [{}, { a: text }],
      content: [{ "text/plain": text }, { "text/html": text }],
      links: [{}, { a: { operationId: "a" } }],
    },
  },
  header: {
    into: (fields) => answer({ headers: { a: { ...text, ...fields } } }),
    fields: {
      description: ["a", "b"],
      required: [false, true],
      deprecated: [false, true],
      allowEmptyValue: "it has no meaning for headers",
      style: "headers know one style only",
      explode: [false, true],
      allowReserved: "it has no meaning for headers",
      schema: [{ type: "string" }, { type: "integer" }],
      example: ["a", "b"],
      examples: [{ a: { value: 1 } }, { a: { value: 2 } }],
      content: [undefined, { "application/json": text }],
    },
  },
  tag: {
    into: (fields) => ({ ...operation({}), tags: [{ name: "a", ...fields }] }),
    fields: {
      name: ["a", "b"],
      description: ["a", "b"],
      externalDocs: [{ url: "/a" }, { url: "/b" }],
    },
  },
  link: {
    into: (fields) => answer({ links: { a: fields } }),
    fields: {
      operationRef: ["a", "b"],
      operationId: ["a", "b"],
      parameters: [{}, { a: "b" }],
      requestBody: ["a", "b"],
      description: ["a", "b"],
      server: [{ url: "/a" }, { url: "/b" }],
    },
  },
  securityScheme: {
    into: (fields) => ({
      ...operation({}),
      ...scheme({ type: "apiKey", in: "header", name: "k", ...fields }),
    }),
    fields: {
      type: ["apiKey", "http"],
      description: ["a", "b"],
      name: ["a", "b"],
      in: ["header", "query"],
      scheme: ["basic", "bearer"],
      bearerFormat: ["a", "b"],
      flows: [{}, { password: { tokenUrl: "/t", scopes: {} } }],
      openIdConnectUrl: ["/a", "/b"],
    },
  },
  oauthFlow: {
    into: (fields) => ({ ...operation({}), ...flow(fields) }),
    fields: {
      authorizationUrl: ["/a", "/b"],
      tokenUrl: ["/a", "/b"],
      refreshUrl: ["/a", "/b"],
      scopes: [{ a: "A" }, { b: "B" }],
    },
  },
  discriminator: {
    into: (fields) =>
      schema({
        oneOf: [
          { title: "A", type: "object" },
          { title: "B", type: "object" },
        ],
        discriminator: { propertyName: "a", ...fields },
      }),
    fields: { propertyName: ["a", "b"], mapping: [{ a: "A" }, { a: "B" }] },
  },
  xml: {
    into: (fields) => schema({ type: "string", xml: fields }),
    fields: {
      name: ["a", "b"],
      namespace: ["a", "b"],
      prefix: ["a", "b"],
      attribute: [false, true],
      wrapped: [false, true],
    },
  },
  schema: {
    into: (fields) => schema(fields),
    fields: {
      $schema: spelling,
      $vocabulary: spelling,
      $id: identity,
      $anchor: identity,
      $dynamicAnchor: identity,
      $dynamicRef: "it is resolved by the reader of the values; no generated type shows it",
      $ref: elsewhere,
      $defs: elsewhere,
      $comment: annotation,
      allOf: [[{ type: "string" }], [{ type: "integer" }]],
      anyOf: [
        [{ title: "A", type: "object" }, { title: "B" }],
        [{ title: "A", type: "object" }, { title: "C" }, { title: "B" }],
      ],
      oneOf: [
        [{ title: "A", type: "object" }, { title: "B" }],
        [{ title: "A", type: "object" }, { title: "C" }, { title: "B" }],
      ],
      not: [{ type: "string" }, { type: "integer" }],
      if: [{ type: "string" }, { type: "integer" }],
      // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema, and this table is never awaited
      then: [undefined, { type: "integer" }],
      else: [undefined, { type: "integer" }],
      dependentSchemas: [{}, { a: { required: ["b"] } }],
      prefixItems: [[{ type: "string" }], [{ type: "string" }, { type: "integer" }]],
      items: [{ type: "string" }, { type: "integer" }],
      contains: [{ type: "string" }, { type: "integer" }],
      properties: [{}, { a: { type: "string" } }],
      patternProperties: [{}, { a: { type: "string" } }],
      additionalProperties: [true, false],
      propertyNames: [undefined, { maxLength: 3 }],
      unevaluatedItems: [undefined, false],
      unevaluatedProperties: [undefined, false],
      type: ["string", "integer"],
      enum: [
        ["a", "b"],
        ["a", "c"],
      ],
      const: ["a", "b"],
      multipleOf: [2, 3],
      maximum: [1, 2],
      exclusiveMaximum: [1, 2],
      minimum: [1, 2],
      exclusiveMinimum: [1, 2],
      maxLength: [1, 2],
      minLength: [1, 2],
      pattern: ["a", "b"],
      maxItems: [1, 2],
      minItems: [1, 2],
      uniqueItems: [false, true],
      maxContains: [1, 2],
      minContains: [1, 2],
      maxProperties: [1, 2],
      minProperties: [1, 2],
      required: [[], ["a"]],
      dependentRequired: [{}, { a: ["b"] }],
      title: ["a", "b"],
      description: ["a", "b"],
      default: ["a", "b"],
      deprecated: [false, true],
      readOnly: "it is compared where an object names the property",
      writeOnly: "it is compared where an object names the property",
      examples: [["a"], ["b"]],
      format: ["date", "uuid"],
      contentEncoding: ["base64", "base32"],
      contentMediaType: ["a/a", "a/b"],
      contentSchema: [undefined, { type: "string" }],
      discriminator: [undefined, { propertyName: "a" }],
      xml: [{ name: "a" }, { name: "b" }],
      externalDocs: [{ url: "/a" }, { url: "/b" }],
      example: ["a", "b"],
      nullable: "it is compared where a schema has a type",
    },
  },
  property: {
    into: (fields) => schema({ type: "object", properties: { a: { type: "string", ...fields } } }),
    fields: { readOnly: [false, true], writeOnly: [false, true], nullable: [false, true] },
  },
  example: {
    into: (fields) => answer({ content: { "text/plain": { ...text, examples: { a: fields } } } }),
    fields: {
      summary: ["a", "b"],
      description: ["a", "b"],
      value: [1, 2],
      externalValue: ["a", "b"],
    },
  },
  externalDocs: {
    into: (fields) => operation({ externalDocs: { url: "/", ...fields } }),
    fields: { url: ["/a", "/b"], description: ["a", "b"] },
  },
  serverVariable: {
    into: (fields) => ({
      ...operation({}),
      servers: [{ url: "/{a}", variables: { a: { default: "1", ...fields } } }],
    }),
    fields: { enum: [["1"], ["1", "2"]], default: ["1", "2"], description: ["a", "b"] },
  },
};
