import { describe, expect, test } from "vitest";
import { load } from "../support/generator.js";
import { operation, read, tableOf } from "./support.js";

/** What each part of a Swagger 2.0 document becomes, by the words of its specification. */

test("the version of the new document is 3.0, and its information is the same", async () => {
  const { openapi, info } = await read("paths: {}\n");
  expect([openapi, info]).toEqual(["3.0.4", { title: "T", version: "1" }]);
});

test("a version that YAML reads as a number is the same one", async () => {
  const { document } = await load({ "swagger.yaml": "swagger: 2.0\npaths: {}\n" });
  expect(document).toEqual({ openapi: "3.0.4", paths: {} });
});

describe("servers", () => {
  const servers = (given: string, ...urls: string[]) => ({
    given: `${given}\npaths: {}`,
    want:
      urls.length > 0
        ? JSON.stringify({ servers: urls.map((url) => ({ url })), paths: {} })
        : "paths: {}",
  });
  tableOf([
    {
      name: "scheme, host and base path make one address",
      ...servers(
        "host: api.example:8080\nbasePath: /v1\nschemes: [https]",
        "https://api.example:8080/v1",
      ),
    },
    {
      name: "each scheme makes one, https first, whatever their order",
      ...servers(
        "host: a.example\nschemes: [ws, http, https, wss, http]",
        "https://a.example",
        "http://a.example",
        "ws://a.example",
        "wss://a.example",
      ),
    },
    {
      name: "without a scheme it is that by which the document was read",
      ...servers("host: a.example\nbasePath: /v1", "//a.example/v1"),
    },
    {
      name: "an empty list of schemes is none",
      ...servers("host: a.example\nschemes: []", "//a.example"),
    },
    {
      name: "without a host it is where the document was read",
      ...servers("basePath: /v1", "/v1"),
    },
    {
      name: "schemes without a host name nothing",
      ...servers("schemes: [https]"),
    },
    { name: "nothing names no server", ...servers("") },
    {
      name: "a base path of one slash is none, as paths begin with one",
      ...servers("host: a.example\nbasePath: /\nschemes: [https]", "https://a.example"),
    },
    {
      name: "a base path gets its slash in front and loses the one behind",
      ...servers("host: a.example\nbasePath: v1/\nschemes: [https]", "https://a.example/v1"),
    },
    ...["https://a.example", "a.example/v1", "user@a.example", "a example", "{tenant}.example"].map(
      (host) => ({
        name: `a host that is more than one: ${host}`,
        ...servers(`host: '${host}'\nschemes: [https]\nbasePath: /v1`, "/v1"),
        warns: [
          "`host` is left out: it must be a host, optionally with a port, without scheme and path",
        ],
      }),
    ),
    {
      name: "an operation's own schemes replace those of the document",
      given: operation(
        "schemes: [http]",
        "get",
        "host: a.example\nbasePath: /v1\nschemes: [https]\n",
      ),
      want: `
servers: [{ url: 'https://a.example/v1' }]
paths: { /a: { get: { servers: [{ url: 'http://a.example/v1' }] } } }`,
    },
    {
      name: "an operation's own schemes say nothing where there is no host",
      given: operation("schemes: [http]", "get", "basePath: /v1\n"),
      want: "servers: [{ url: /v1 }]\npaths: { /a: { get: {} } }",
    },
    {
      name: "an operation with the schemes of the document has no servers of its own",
      given: operation(
        "schemes: [http, https]",
        "get",
        "host: a.example\nschemes: [https, http]\n",
      ),
      want: `
servers: [{ url: 'https://a.example' }, { url: 'http://a.example' }]
paths: { /a: { get: {} } }`,
    },
  ]);
});

describe("schemas", () => {
  const schema = (given: string, want = given, warns: readonly string[] = []) => ({
    given: `paths: {}\ndefinitions: { A: { ${given} }, B: { type: string } }`,
    want: `{ paths: {}, components: { schemas: { A: { ${want} }, B: { type: string } } } }`,
    warns,
  });
  tableOf([
    {
      name: "are the same where nothing is different",
      ...schema(
        "title: T, type: object, description: D, required: [a], minProperties: 1, maxProperties: 2, properties: { a: { type: integer, format: int32, readOnly: true, maximum: 3, exclusiveMaximum: true } }, additionalProperties: false, xml: { name: a }, externalDocs: { url: u }, example: { $ref: x }, x-note: { $ref: y }",
      ),
    },
    {
      name: "refer to where schemas stand now, in every keyword",
      ...schema(
        "allOf: [{ $ref: '#/definitions/B' }], properties: { b: { $ref: '#/definitions/B' } }, items: { $ref: '#/definitions/B' }, additionalProperties: { $ref: '#/definitions/B' }",
        "allOf: [{ $ref: '#/components/schemas/B' }], properties: { b: { $ref: '#/components/schemas/B' } }, items: { $ref: '#/components/schemas/B' }, additionalProperties: { $ref: '#/components/schemas/B' }",
      ),
    },
    {
      name: "of JSON Schema, though 2.0 leaves them out",
      ...schema(
        "oneOf: [{ $ref: '#/definitions/B' }], anyOf: [{ type: string }], not: { $ref: '#/definitions/B' }",
        "oneOf: [{ $ref: '#/components/schemas/B' }], anyOf: [{ type: string }], not: { $ref: '#/components/schemas/B' }",
      ),
    },
    {
      name: "with the name of a discriminator",
      ...schema(
        "type: object, discriminator: kind",
        "type: object, discriminator: { propertyName: kind }",
      ),
    },
    {
      name: "with a discriminator of OpenAPI 3",
      ...schema(
        "discriminator: { propertyName: kind, mapping: { b: '#/definitions/B' } }",
        "discriminator: { propertyName: kind }",
        ["`mapping` is left out: OpenAPI 3 has it, but Swagger 2.0 does not"],
      ),
    },
    ...["x-nullable", "x-isnullable", "x-isNullable", "x-is-nullable"].map((name) => ({
      name: `with null, as ${name} says it`,
      ...schema(`type: string, ${name}: true`, "type: string, nullable: true"),
    })),
    { name: "without null", ...schema("type: string, x-nullable: false", "type: string") },
    { name: "of a file", ...schema("type: file", "type: string, format: binary") },
    {
      name: "with properties that are called like keywords",
      ...schema(
        "properties: { $ref: { type: string }, discriminator: { type: string }, x-nullable: { type: string }, __proto__: { type: string } }",
      ),
    },
    {
      name: "with a flag that says nothing",
      ...schema(
        "properties: { a: { type: string, required: true } }",
        "properties: { a: { type: string, required: [] } }",
        ["`required: true` has no meaning in a schema and is ignored"],
      ),
    },
    {
      name: "with keys that a reference has to encode",
      given: `
paths: {}
definitions:
  A: { properties: { a: { $ref: '#/definitions/a~1b%25%20c' }, b: { $ref: '#/definitions/A/properties/d' }, d: { type: integer } } }
  a/b% c: { type: string }`,
      want: `
paths: {}
components:
  schemas:
    A: { properties: { a: { $ref: '#/components/schemas/a~1b%25%20c' }, b: { $ref: '#/components/schemas/d' }, d: { type: integer } } }
    a/b% c: { type: string }
    d: { type: integer }`,
    },
  ]);
});

describe("security", () => {
  const scheme = (given: string, want: string, warns: readonly string[] = []) => ({
    given: `paths: {}\nsecurityDefinitions: { S: { ${given} } }`,
    want: `{ paths: {}, components: { securitySchemes: { S: { ${want} } } } }`,
    warns,
  });
  const [authorizationUrl, tokenUrl] = ["authorizationUrl: 'https://a'", "tokenUrl: 'https://t'"];
  const scopes = "scopes: { read: R, x-note: 1 }";
  tableOf([
    {
      name: "basic",
      ...scheme(
        "type: basic, description: D, x-note: 1",
        "type: http, scheme: basic, description: D, x-note: 1",
      ),
    },
    {
      name: "a key",
      ...scheme(
        "type: apiKey, in: header, name: X-Key, x-client: { prefix: 'K ' }",
        "type: apiKey, in: header, name: X-Key, x-client: { prefix: 'K ' }",
      ),
    },
    {
      name: "OAuth 2, implicit",
      ...scheme(
        `type: oauth2, flow: implicit, ${authorizationUrl}, ${scopes}`,
        `type: oauth2, flows: { implicit: { ${authorizationUrl}, ${scopes} } }`,
      ),
    },
    {
      name: "OAuth 2, password",
      ...scheme(
        `type: oauth2, flow: password, ${tokenUrl}, ${scopes}`,
        `type: oauth2, flows: { password: { ${tokenUrl}, ${scopes} } }`,
      ),
    },
    {
      name: "OAuth 2, application",
      ...scheme(
        `type: oauth2, flow: application, ${tokenUrl}, ${scopes}`,
        `type: oauth2, flows: { clientCredentials: { ${tokenUrl}, ${scopes} } }`,
      ),
    },
    {
      name: "OAuth 2, access code",
      ...scheme(
        `type: oauth2, flow: accessCode, ${authorizationUrl}, ${tokenUrl}`,
        `type: oauth2, flows: { authorizationCode: { ${authorizationUrl}, ${tokenUrl}, scopes: {} } }`,
      ),
    },
    {
      name: "OAuth 2 of another flow",
      ...scheme("type: oauth2, flow: magic", "type: oauth2, flows: {}", [
        'flow "magic" is left out: the flows of Swagger 2.0 are implicit, password, application, accessCode',
      ]),
    },
    {
      name: "what is needed stays, also of an operation",
      given: operation(
        "security: []",
        "get",
        "security: [{ S: [read] }]\nsecurityDefinitions: { S: { type: basic } }\n",
      ),
      want: `
security: [{ S: [read] }]
paths: { /a: { get: { security: [] } } }
components: { securitySchemes: { S: { type: http, scheme: basic } } }`,
    },
  ]);
});

describe("the parts that stay", () => {
  tableOf([
    {
      name: "tags, documentation, extensions, and all else that an operation says",
      given: `
tags: [{ name: t, description: D, externalDocs: { url: u }, x-client: { group: g } }]
externalDocs: { url: u }
x-note: { $ref: a }
paths:
  /a:
    x-note: 2
    get: { tags: [t], summary: S, description: D, externalDocs: { url: u }, operationId: o, deprecated: true, x-client: { group: g } }`,
      want: `
tags: [{ name: t, description: D, externalDocs: { url: u }, x-client: { group: g } }]
externalDocs: { url: u }
x-note: { $ref: a }
paths:
  /a:
    x-note: 2
    get: { tags: [t], summary: S, description: D, externalDocs: { url: u }, operationId: o, deprecated: true, x-client: { group: g } }`,
    },
    {
      name: "every method",
      given:
        "paths: { /a: { get: {}, put: {}, post: {}, delete: {}, options: {}, head: {}, patch: {} } }",
      want: "paths: { /a: { get: {}, put: {}, post: {}, delete: {}, options: {}, head: {}, patch: {} } }",
    },
    {
      name: "nothing of OpenAPI 3, which is told",
      given: `
servers: [{ url: u }]
components: { schemas: {} }
paths: { /a: { trace: {}, post: { requestBody: {}, callbacks: {} } } }`,
      want: "paths: { /a: { post: {} } }",
      warns: ["servers", "components", "trace", "requestBody", "callbacks"].map(
        (field) => `\`${field}\` is left out: OpenAPI 3 has it, but Swagger 2.0 does not`,
      ),
    },
    {
      name: "a path that refers to another",
      given: "paths: { /a: { $ref: '#/x-paths/a' } }\nx-paths: { a: { get: { operationId: o } } }",
      want: "paths: { /a: { get: { operationId: o } } }\nx-paths: { a: { get: { operationId: o } } }",
    },
  ]);
});
