import { expect, test } from "vitest";
import { pointerOf, walk } from "../../generator/openapi/index.js";

const visited = (document: object) => {
  const found: string[] = [];
  walk(document, (_, kind, at) => found.push(`${kind} ${pointerOf(at)}`));
  return found;
};

test("objects are visited with their kind, outermost first, in the order of the document", () => {
  const schema = { properties: { "x-a": { readOnly: true }, b: { items: [{}, {}] } }, not: {} };
  const document = {
    openapi: "3.2.0",
    paths: {
      "x-note": { get: {} },
      "/a": {
        query: { responses: { "x-note": {}, 200: { headers: { "x-rate": { schema } } } } },
        parameters: [{ in: "query" }],
      },
    },
  };
  const header = "/paths/~1a/query/responses/200/headers/x-rate";
  expect(visited(document)).toEqual([
    "document ",
    "pathItem /paths/~1a",
    "operation /paths/~1a/query",
    "response /paths/~1a/query/responses/200",
    `header ${header}`,
    `schema ${header}/schema`,
    `schema ${header}/schema/properties/x-a`,
    `schema ${header}/schema/properties/b`,
    `schema ${header}/schema/properties/b/items/0`,
    `schema ${header}/schema/properties/b/items/1`,
    `schema ${header}/schema/not`,
    "parameter /paths/~1a/parameters/0",
  ]);
});

test.each([
  ["an example", { example: { $ref: "#/a", properties: { a: {} } } }],
  ["a default", { default: { items: {} } }],
  ["an enum", { enum: [{ items: {} }] }],
  ["an extension", { "x-schema": { items: {} } }],
  ["an object where a list should be", { allOf: { items: {} } }],
  ["a list where an object should be", { not: [{ items: {} }] }],
])("what is data is not gone into: %s", (_, schema) => {
  const document = { openapi: "3.1.0", components: { schemas: { A: schema } } };
  expect(visited(document)).toEqual([
    "document ",
    "components /components",
    "schema /components/schemas/A",
  ]);
});

test("a visit that returns false skips what is inside", () => {
  const found: string[] = [];
  const document = { openapi: "3.1.0", components: { schemas: { A: { items: {} } } }, paths: {} };
  walk(document, (_, kind) => {
    found.push(kind);
    return kind !== "components";
  });
  expect(found).toEqual(["document", "components"]);
});

test("Swagger 2.0 has its own objects", () => {
  const document = {
    swagger: "2.0",
    definitions: { A: { allOf: [{}], discriminator: "kind", "x-b": {} } },
    paths: { "/a": { get: { responses: { 200: { schema: {}, examples: { "a/b": {} } } } } } },
    securityDefinitions: { k: { type: "oauth2", scopes: { "x-a": "", a: "" } } },
  };
  expect(visited(document)).toEqual([
    "swagger ",
    "swaggerSchema /definitions/A",
    "swaggerSchema /definitions/A/allOf/0",
    "swaggerPathItem /paths/~1a",
    "swaggerOperation /paths/~1a/get",
    "swaggerResponse /paths/~1a/get/responses/200",
    "swaggerSchema /paths/~1a/get/responses/200/schema",
    "value /paths/~1a/get/responses/200/examples/a~1b",
    "swaggerSecurityScheme /securityDefinitions/k",
  ]);
});

test("documents may be deeper than the call stack, and contain inherited names", () => {
  let schema: object = {};
  for (let depth = 0; depth < 20_000; depth++) schema = { not: schema };
  const deep = { openapi: "3.1.0", components: { schemas: { A: schema } } };
  let count = 0;
  walk(deep, () => count++);
  expect(count).toBe(20_003);
  const odd = JSON.parse(
    '{"openapi":"3.1.0","components":{"schemas":{"__proto__":{},"constructor":{}}}}',
  );
  expect(visited(odd).slice(2)).toEqual([
    "schema /components/schemas/__proto__",
    "schema /components/schemas/constructor",
  ]);
});
