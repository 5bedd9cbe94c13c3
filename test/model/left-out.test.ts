import { expect, test } from "vitest";
import { codesOf, model, placed, specWith } from "../support/generator.js";

test("everything that the client lacks is reported with its place", async () => {
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
          parameters: [
            { in: "querystring", name: "q" },
            { in: "query", name: "r", style: "cookie", schema: { type: "array" } },
          ],
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
    "`jsonSchemaDialect` is left out: schemas are read in OpenAPI's own dialect",
    'security scheme "m" is left out: type "mutualTLS" with these fields is not supported',
    'parameter "q" in querystring is left out: this location is not supported',
    'style "cookie" of parameter "r" is left out: the parameter is written in the default style of its location',
    "`callbacks` of an operation is left out: the client does not receive requests",
    ...["prefixEncoding", "itemEncoding"].map(
      (field) => `\`${field}\` of a form is left out: form fields are encoded by name`,
    ),
  ]);
  expect(warnings.every(({ code, place }) => code === "left-out" && place)).toBe(true);
});

test("restrictions of property names that a type cannot express are reported, and no others", async () => {
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
  const open = "the type accepts properties of any name and value";
  expect(warnings.map(({ message }) => message)).toEqual([
    `\`unevaluatedProperties\` of 2 schemas (the first one is here) is left out: ${open}`,
    `\`propertyNames\` of a schema is left out: ${open}`,
  ]);
});

test("a part that is left out in many places is reported once, at the first", async () => {
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
    "left-out at openapi.yaml:6:5: `parent` of a tag is left out: use `x-client` of an operation for sub-groups",
    "left-out at openapi.yaml:4:16: `kind` of 2 tags (the first one is here) is left out: the first tag of an operation is its group, whatever its kind",
    "left-out at openapi.yaml:29:44: `defaultMapping` of a discriminator is left out: a value with none of the tags fits none of the types",
    "left-out at openapi.yaml:12:7: `callbacks` of 2 operations (the first one is here) is left out: the client does not receive requests",
    "left-out at openapi.yaml:34:47: `prefixEncoding` of a form is left out: form fields are encoded by name",
    "left-out at openapi.yaml:15:32: `links` of 2 responses (the first one is here) is left out: a call does not follow links; pass their values as arguments",
  ]);
});

test("a request body of GET or HEAD is left out, because fetch does not send it", async () => {
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

test("parameter names and media types that are invalid in HTTP are left out", async () => {
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
    'left-out: media type "a/b\\r\\nEvil: 1" is left out: a header cannot contain it',
    'left-out: media type "text/plain\\nx" is left out: a header cannot contain it',
    'left-out: parameter "X\\r\\nEvil" in header is left out: a header cannot have this name',
    'left-out: parameter "X Y" in header is left out: a header cannot have this name',
    'left-out: parameter "a=b;c" in cookie is left out: a cookie cannot have this name',
  ]);
  expect(warnings.every(({ place }) => place)).toBe(true);
  const [operation] = api.operations;
  expect(operation?.parameters.map(({ name }) => name)).toEqual(["a=b;c\n", "X-Fine"]);
  expect(operation?.body?.contents.map(({ mediaType }) => mediaType)).toEqual(["application/json"]);
});
