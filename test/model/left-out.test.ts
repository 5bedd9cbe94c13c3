import { expect, test } from "vitest";
import { codesOf, model, placed, specWith } from "../support/generator.js";

test("what the client has nothing of is named with its place", async () => {
  const requestBody = {
    content: {
      "multipart/form-data": {
        ...{ encoding: { a: {} }, prefixEncoding: [{}], itemEncoding: { contentType: "a/b" } },
      },
    },
  };
  const { warnings } = await model(
    specWith(
      {
        "POST /a": {
          callbacks: { a: {} },
          requestBody,
          parameters: [{ in: "querystring", name: "q" }],
        },
      },
      {
        openapi: "3.2.0",
        jsonSchemaDialect: "https://json-schema.org/draft/2020-12/schema",
        components: { securitySchemes: { m: { type: "mutualTLS" } } },
      },
    ),
  );
  expect(warnings.map(({ message }) => message)).toEqual([
    "`jsonSchemaDialect` is left out: schemas are read as OpenAPI's own",
    'security scheme "m" is left out: type "mutualTLS" with these fields is not supported',
    'parameter "q" in querystring is left out: this place is not supported',
    "`callbacks` of an operation is left out: the client receives nothing",
    ...["prefixEncoding", "itemEncoding"].map(
      (field) => `\`${field}\` of a form is left out: the fields of a form have names`,
    ),
  ]);
  expect(warnings.every(({ code, place }) => code === "left-out" && place)).toBe(true);
});

test("what no type can say of the names of properties is named, and only that", async () => {
  const object = { type: "object" };
  const listed = { ...object, propertyNames: { enum: ["a"] }, additionalProperties: object };
  const closed = { ...object, unevaluatedProperties: false };
  const { warnings } = await model(
    specWith(
      { "GET /a": {} },
      {
        components: {
          schemas: {
            Listed: listed,
            Closed: closed,
            Patterned: { ...object, propertyNames: { pattern: "^a" } },
            Rest: { ...object, unevaluatedProperties: { type: "string" } },
            Again: { ...object, unevaluatedProperties: { type: "number" } },
          },
        },
      },
    ),
  );
  const open = "the type lets properties of any name and value in";
  expect(warnings.map(({ message }) => message)).toEqual([
    `\`unevaluatedProperties\` of 2 schemas, the first of them here, is left out: ${open}`,
    `\`propertyNames\` of a schema is left out: ${open}`,
  ]);
});

test("what stands in many places and is left out is told once, at the first", async () => {
  const linked = "description: d, links: { next: { operationId: b } }";
  const given = `openapi: 3.2.0
info: { title: T, version: "1" }
tags:
  - { name: x, kind: nav }
  - name: y
    parent: x
    kind: nav
paths:
  /a:
    put:
      operationId: a
      callbacks: { done: {} }
      requestBody: { $ref: "#/components/requestBodies/Form" }
      responses:
        200: { ${linked} }
        404: { description: d, links: {} }
        500: { $ref: "#/components/responses/Linked" }
  /b:
    put:
      operationId: b
      callbacks: { done: {} }
      requestBody: { $ref: "#/components/requestBodies/Form" }
      responses:
        500: { $ref: "#/components/responses/Linked" }
components:
  schemas:
    Pet:
      anyOf: [{ $ref: "#/components/schemas/Cat" }]
      discriminator: { propertyName: kind, defaultMapping: Cat }
    Cat: { type: object }
  responses:
    Linked: { ${linked} }
  requestBodies:
    Form: { content: { multipart/form-data: { prefixEncoding: [{ contentType: a/b }] } } }
`;
  const { warnings } = await model(given);
  expect(warnings.map((each) => `${placed(each)}: ${each.message}`)).toEqual([
    "left-out at openapi.yaml:6:5: `parent` of a tag is left out: `x-client` of an operation makes sub-groups",
    "left-out at openapi.yaml:4:16: `kind` of 2 tags, the first of them here, is left out: the first tag of an operation is its group, of whatever kind",
    "left-out at openapi.yaml:29:44: `defaultMapping` of a discriminator is left out: what has none of the tags fits none of the types",
    "left-out at openapi.yaml:12:7: `callbacks` of 2 operations, the first of them here, is left out: the client receives nothing",
    "left-out at openapi.yaml:34:47: `prefixEncoding` of a form is left out: the fields of a form have names",
    "left-out at openapi.yaml:15:32: `links` of 2 responses, the first of them here, is left out: a call follows none; give what they name as arguments",
  ]);
});

test("a request body of GET or HEAD is left out, because fetch sends none", async () => {
  const requestBody = { required: true, content: { "application/json": {} } };
  const { api, warnings } = await model(
    specWith({ "GET /a": { requestBody }, "DELETE /a": { requestBody } }),
  );
  expect(api.operations.map(({ method, body }) => [method, body !== undefined])).toEqual([
    ["GET", false],
    ["DELETE", true],
  ]);
  expect(codesOf(warnings)).toEqual(["left-out"]);
});

test("a parameter whose name no header or cookie can have, and a media type that no header can carry", async () => {
  const responses = {
    200: { description: "", content: { "text/plain\nx": {}, "application/json": {} } },
  };
  const parameters = [
    { in: "header", name: "X\r\nEvil" },
    { in: "header", name: "X Y" },
    { in: "cookie", name: "a=b;c" },
    { in: "header", name: "X-Fine" },
    { in: "query", name: "a=b;c\n" },
  ];
  const requestBody = { content: { "application/json": {}, "a/b\r\nEvil: 1": {} } };
  const { api, warnings } = await model(
    specWith({ "POST /a": { parameters, requestBody, responses } }),
  );
  expect(warnings.map(({ code, message }) => `${code}: ${message}`)).toEqual([
    'left-out: media type "a/b\\r\\nEvil: 1" is left out: no header can carry it',
    'left-out: media type "text/plain\\nx" is left out: no header can carry it',
    'left-out: parameter "X\\r\\nEvil" in header is left out: no header can have this name',
    'left-out: parameter "X Y" in header is left out: no header can have this name',
    'left-out: parameter "a=b;c" in cookie is left out: no cookie can have this name',
  ]);
  expect(warnings.every(({ place }) => place)).toBe(true);
  const [operation] = api.operations;
  expect(operation?.parameters.map(({ name }) => name)).toEqual(["a=b;c\n", "X-Fine"]);
  expect(operation?.body?.contents.map(({ mediaType }) => mediaType)).toEqual(["application/json"]);
});
