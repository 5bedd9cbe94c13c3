import { methods } from "../../generator/openapi/index.js";

/**
 * For every field that the grammar knows, two values that differ. They are written by hand from the
 * specifications, so that a probe can change one field of a document that is right otherwise.
 */
export interface Described {
  /** Puts an object of this kind into a document that is right without it. */
  readonly into: Into;
  readonly fields: Readonly<Record<string, Values>>;
}

export type Into = (fields: Record<string, unknown>) => Record<string, unknown>;

/** What stands in the field before and after; undefined is absent. */
export type Values = readonly [before: unknown, after: unknown, into?: Into];

/** An object with a property of its own. */
const titled = (title: string) => ({
  ...{ title, type: "object", required: [title] },
  properties: { [title]: { type: "string" } },
});
const text = { schema: { type: "string" } };
const ok = { 200: { description: "A" } };
const operation = (
  fields: Record<string, unknown>,
  more: Record<string, unknown> = {},
  method = "get",
) => ({
  paths: { "/a": { [method]: { responses: ok, ...fields } } },
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

const http: Into = (fields) => ({
  ...operation({ security: [{ key: [] }] }),
  ...scheme({ type: "http", ...fields }),
});
const property: Into = (fields) =>
  schema({ type: "object", properties: { a: { type: "string", ...fields } } });
/** A discriminator of a named schema. */
const named: Into = (fields) => ({
  ...referring({ $ref: "#/components/schemas/U" }),
  components: {
    schemas: {
      A: { type: "object" },
      U: {
        oneOf: [{ $ref: "#/components/schemas/A" }],
        discriminator: { propertyName: "kind", ...fields },
      },
    },
  },
});
const listed: Into = (fields) => schema({ type: "array", ...fields });
const object: Into = (fields) =>
  schema({ type: "object", properties: { a: { type: "string" } }, ...fields });
const union: Into = (fields) => ({
  ...schema({
    oneOf: [{ $ref: "#/components/schemas/A" }, { $ref: "#/components/schemas/B" }],
    ...fields,
  }),
  components: { schemas: { A: { type: "object" }, B: { type: "object" } } },
});
const requested: Into = (fields) =>
  operation(
    {
      requestBody: {
        content: {
          "application/json": {
            schema: { type: "object", properties: { a: { type: "string", ...fields } } },
          },
        },
      },
    },
    {},
    "post",
  );
/** For a keyword that says nothing without another. */
const beside =
  (others: Record<string, unknown>): Into =>
  (fields) =>
    schema({ ...others, ...fields });
const referring: Into = (fields) => ({
  ...schema(fields),
  components: { schemas: { A: { type: "string" }, B: { type: "integer" } } },
});
const referringItem: Into = (fields) => ({
  paths: { "/a": fields },
  components: { pathItems: { A: { get: { responses: ok } } } },
});
const jsonAnswer: Into = (fields) => answer({ content: { "application/json": fields } });
const lines: Into = (fields) => answer({ content: { "application/x-ndjson": fields } });
const formOf = (type: string, fields: Record<string, unknown>) =>
  operation(
    {
      requestBody: {
        content: {
          [type]: {
            schema: { type: "object", properties: { a: { type: "string" } } },
            ...fields,
          },
        },
      },
    },
    {},
    "post",
  );

const form: Into = (fields) => formOf("multipart/form-data", fields);
const encoded: Into = (fields) =>
  formOf("application/x-www-form-urlencoded", { encoding: { a: fields } });

/** One value is written the same, whatever the style is. */
const listParameter: Into = (fields) => {
  const schema = { type: "array", items: { type: "string" } };
  return operation({ parameters: [{ in: "query", name: "a", schema, ...fields }] });
};
const objectHeader: Into = (fields) => {
  const schema = { type: "object", properties: { b: { type: "string" } } };
  return answer({ headers: { a: { schema, ...fields } } });
};

export const slots: Readonly<Record<string, Described>> = {
  document: {
    into: (fields) => ({ ...operation({}), ...fields }),
    fields: {
      openapi: ["3.1.0", "3.1.1"],
      $self: ["/a", "/b"],
      info: [
        { title: "T", version: "1" },
        { title: "U", version: "1" },
      ],
      jsonSchemaDialect: ["/a", "/b"],
      servers: [[{ url: "https://a.test" }], [{ url: "https://b.test" }]],
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
  contact: {
    into: (fields) => ({ ...operation({}), info: { title: "T", version: "1", contact: fields } }),
    fields: { name: ["a", "b"], url: ["/a", "/b"], email: ["a@a", "b@b"] },
  },
  license: {
    into: (fields) => ({
      ...operation({}),
      info: { title: "T", version: "1", license: { name: "a", ...fields } },
    }),
    fields: { name: ["a", "b"], url: ["/a", "/b"], identifier: ["a", "b"] },
  },
  server: {
    into: (fields) => {
      // A variable shows where it is used.
      const url = `https://a.test${fields["variables"] ? "/{a}" : ""}`;
      return { ...operation({}), servers: [{ url, ...fields }] };
    },
    fields: {
      url: ["https://a.test", "https://b.test"],
      description: ["a", "b"],
      name: ["a", "b"],
      variables: [{ a: { default: "1" } }, { a: { default: "2" } }],
    },
  },
  components: {
    into: (fields) => ({ ...operation({}), components: fields }),
    fields: {
      schemas: [{}, { A: { type: "string" } }],
      responses: [{}, { A: { description: "A" } }],
      parameters: [{}, { A: { in: "query", name: "a", ...text } }],
      examples: [{}, { A: { value: 1 } }],
      requestBodies: [{}, { A: { content: {} } }],
      headers: [{}, { A: text }],
      securitySchemes: [{}, { key: { type: "http", scheme: "basic" } }],
      links: [{}, { A: { operationId: "a" } }],
      callbacks: [{}, { A: {} }],
      pathItems: [{}, { A: {} }],
      mediaTypes: [{}, { A: text }],
    },
  },
  pathItem: {
    into: (fields) => ({
      // Without a method, servers and parameters are for nobody.
      paths: { "/a": fields, "/b": { ...fields, get: { responses: ok } } },
    }),
    fields: {
      $ref: [undefined, "#/components/pathItems/A", referringItem],
      summary: ["a", "b"],
      description: ["a", "b"],
      ...Object.fromEntries(
        methods.map(({ field: method }) => [method, [undefined, { responses: ok }] as const]),
      ),
      additionalOperations: [{}, { PURGE: { responses: ok } }],
      servers: [undefined, [{ url: "https://b.test" }]],
      parameters: [[], [{ in: "query", name: "a", ...text }]],
    },
  },
  operation: {
    into: (fields) => operation(fields, {}, "post"),
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
      servers: [undefined, [{ url: "https://b.test" }]],
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
      style: ["form", "pipeDelimited", listParameter],
      explode: [true, false, listParameter],
      allowReserved: [false, true],
      schema: [{ type: "string" }, { type: "integer" }],
      example: ["a", "b"],
      examples: [{ a: { value: 1 } }, { a: { value: 2 } }],
      content: [undefined, { "application/json": text }],
    },
  },
  requestBody: {
    into: (fields) =>
      operation({ requestBody: { content: { "text/plain": text }, ...fields } }, {}, "post"),
    fields: {
      description: ["a", "b"],
      content: [{ "text/plain": text }, { "text/html": text }],
      required: [false, true],
    },
  },
  mediaType: {
    into: (fields) => answer({ content: { "application/json": { ...text, ...fields } } }),
    fields: {
      schema: [{ type: "string" }, { type: "integer" }, jsonAnswer],
      itemSchema: [{ type: "string" }, { type: "integer" }, lines],
      example: ["a", "b"],
      examples: [{ a: { value: 1 } }, { a: { value: 2 } }],
      encoding: [{ a: { contentType: "a/a" } }, { a: { contentType: "a/b" } }, form],
      prefixEncoding: [undefined, [{ contentType: "a/b" }], form],
      itemEncoding: [undefined, { contentType: "a/b" }, form],
    },
  },
  encoding: {
    into: (fields) => form({ encoding: { a: fields } }),
    fields: {
      contentType: ["a/a", "a/b"],
      headers: [{}, { a: text }],
      style: ["form", "pipeDelimited", encoded],
      explode: [true, false, encoded],
      allowReserved: [false, true, encoded],
      encoding: [{}, { b: { contentType: "a/b" } }],
      prefixEncoding: [[], [{ contentType: "a/b" }]],
      itemEncoding: [{ contentType: "a/a" }, { contentType: "a/b" }],
    },
  },
  response: {
    into: (fields) => answer(fields),
    fields: {
      summary: ["a", "b"],
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
      style: [undefined, "simple"],
      explode: [false, true, objectHeader],
      schema: [{ type: "string" }, { type: "integer" }],
      example: ["a", "b"],
      examples: [{ a: { value: 1 } }, { a: { value: 2 } }],
      content: [undefined, { "application/json": { schema: { type: "integer" } } }],
    },
  },
  tag: {
    into: (fields) => ({
      ...operation({ tags: ["a"] }),
      tags: [{ name: "a", description: "A", ...fields }],
    }),
    fields: {
      name: ["a", "b"],
      summary: ["a", "b"],
      parent: [undefined, "b"],
      kind: [undefined, "nav"],
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
      ...operation({ security: [{ key: [] }] }),
      ...scheme({ type: "apiKey", in: "header", name: "k", ...fields }),
    }),
    fields: {
      type: ["apiKey", "http"],
      description: ["a", "b"],
      name: ["a", "b"],
      in: ["header", "query"],
      scheme: ["basic", "bearer", http],
      bearerFormat: ["a", "b"],
      flows: [{}, { password: { tokenUrl: "/t", scopes: {} } }],
      openIdConnectUrl: ["/a", "/b"],
      oauth2MetadataUrl: ["/a", "/b"],
      deprecated: [false, true],
    },
  },
  oauthFlows: {
    into: (fields) => ({ ...operation({}), ...scheme({ type: "oauth2", flows: fields }) }),
    fields: Object.fromEntries(
      ["implicit", "password", "clientCredentials", "authorizationCode", "deviceAuthorization"].map(
        (name) => [name, [undefined, { scopes: {} }] as const],
      ),
    ),
  },
  oauthFlow: {
    into: (fields) => ({ ...operation({}), ...flow(fields) }),
    fields: {
      authorizationUrl: ["/a", "/b"],
      tokenUrl: ["/a", "/b"],
      refreshUrl: ["/a", "/b"],
      deviceAuthorizationUrl: ["/a", "/b"],
      scopes: [{ a: "A" }, { b: "B" }],
    },
  },
  discriminator: {
    into: (fields) => union({ discriminator: { propertyName: "kind", ...fields } }),
    fields: {
      propertyName: ["kind", "sort"],
      mapping: [{ a: "A" }, { b: "A" }],
      defaultMapping: [undefined, "B", named],
    },
  },
  xml: {
    into: (fields) => schema({ type: "string", xml: fields }),
    fields: {
      name: ["a", "b"],
      namespace: ["a", "b"],
      prefix: ["a", "b"],
      attribute: [false, true],
      wrapped: [false, true],
      nodeType: ["element", "attribute"],
    },
  },
  schema: {
    into: (fields) => schema(fields),
    fields: {
      $schema: ["/a", "/b"],
      $vocabulary: [{ "/a": true }, { "/b": true }],
      $id: ["#a", "#b"],
      $anchor: ["a", "b"],
      $dynamicAnchor: ["a", "b"],
      $dynamicRef: ["#a", "#b"],
      $ref: ["#/components/schemas/A", "#/components/schemas/B", referring],
      $defs: [{}, { A: { type: "string" } }],
      definitions: [{}, { A: { type: "string" } }],
      $comment: ["a", "b"],
      allOf: [[{ type: "string" }], [{ type: "integer" }]],
      anyOf: [
        [titled("A"), titled("B")],
        [titled("A"), titled("C"), titled("B")],
      ],
      oneOf: [
        [titled("A"), titled("B")],
        [titled("A"), titled("C"), titled("B")],
      ],
      not: [{ type: "string" }, { type: "integer" }],
      // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema, and this table is never awaited
      if: [{ type: "string" }, { type: "integer" }, beside({ then: { minLength: 1 } })],
      // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema, and this table is never awaited
      then: [undefined, { type: "integer" }, beside({ if: { minLength: 1 } })],
      else: [undefined, { type: "integer" }, beside({ if: { minLength: 1 } })],
      dependentSchemas: [{}, { a: { required: ["b"] } }],
      prefixItems: [[{ type: "string" }], [{ type: "string" }, { type: "integer" }], listed],
      items: [{ type: "string" }, { type: "integer" }, listed],
      contains: [{ type: "string" }, { type: "integer" }],
      properties: [{}, { a: { type: "string" } }],
      patternProperties: [{}, { a: { type: "string" } }],
      additionalProperties: [true, false],
      additionalItems: [true, false],
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
      maxContains: [1, 2, beside({ contains: {} })],
      minContains: [1, 2, beside({ contains: {} })],
      maxProperties: [1, 2],
      minProperties: [1, 2],
      required: [[], ["a"], object],
      dependentRequired: [{}, { a: ["b"] }],
      title: ["a", "b", property],
      description: ["a", "b", property],
      default: ["a", "b", property],
      deprecated: [false, true, property],
      readOnly: [false, true, requested],
      writeOnly: [false, true, property],
      examples: [["a"], ["b"], property],
      format: ["date", "uuid", property],
      contentEncoding: ["base64", "base32", property],
      contentMediaType: ["a/a", "a/b", property],
      contentSchema: [undefined, { type: "string" }],
      discriminator: [undefined, { propertyName: "kind" }, union],
      xml: [{ name: "a" }, { name: "b" }, property],
      externalDocs: [{ url: "/a" }, { url: "/b" }, property],
      example: ["a", "b", property],
      nullable: [false, true, property],
    },
  },
  example: {
    into: (fields) => answer({ content: { "text/plain": { ...text, examples: { a: fields } } } }),
    fields: {
      summary: ["a", "b"],
      description: ["a", "b"],
      value: [1, 2],
      dataValue: [1, 2],
      serializedValue: ["a", "b"],
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
      servers: [{ url: "https://a.test/{a}", variables: { a: { default: "1", ...fields } } }],
    }),
    fields: { enum: [["1"], ["1", "2"]], default: ["1", "2"], description: ["a", "b"] },
  },
};
