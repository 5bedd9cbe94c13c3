import { describe, expect, test } from "vitest";
import { diagnosticsOf, format, load, placed, withoutFolder } from "../support/generator.js";

const head = "openapi: 3.1.0\ninfo: { title: T, version: '1' }\n";

test("a tree of files, one of them used by two paths", async () => {
  const spec = await load({
    "api/openapi.yaml": `${head}paths:
  /pets: { $ref: paths/pets.yaml }
  /pets/{id}: { $ref: "paths/pet%20by%20id.yaml" }
  /toys: { $ref: "paths/all.json#/paths/~1toys" }
`,
    "api/paths/pets.yaml": `get:
  parameters:
    - $ref: ../parameters/page.yaml
    - $ref: ../parameters/all.yaml#/list/0
  responses: { 200: { $ref: ../responses.yaml#/Pets } }
`,
    "api/paths/pet by id.yaml": `parameters: [{ $ref: ../parameters/page.yaml }]
get:
  responses: { 200: { $ref: ../responses.yaml#/Pets }, default: { $ref: "#/x-errors/4%25" } }
x-errors: { "4%": { description: Wrong } }
`,
    "api/paths/all.json": JSON.stringify({
      paths: { "/toys": { get: { responses: { 204: { description: "Done" } } } } },
    }),
    "api/parameters/page.yaml":
      "name: page\nin: query\nschema: { $ref: ../../common.yaml#/Count }\n",
    "api/parameters/all.yaml": "list: [{ name: size, in: query, schema: { type: integer } }]\n",
    "api/responses.yaml": `x-json: &json
  application/json: { schema: { $ref: pet.json } }
Pets:
  description: Pets
  content: { <<: *json }
`,
    "api/pet.json": '{ "type": "object", "properties": { "friend": { "$ref": "pet.json" } } }',
    "common.yaml": "Count: &count { type: integer }\nTotal: *count\n",
  });
  const ref = (path: string) => ({ $ref: `#/components/${path}` });
  expect(spec.document["paths"]).toEqual({
    "/pets": {
      get: {
        parameters: [ref("parameters/page"), ref("parameters/0")],
        responses: { 200: ref("responses/Pets") },
      },
    },
    "/pets/{id}": {
      parameters: [ref("parameters/page")],
      get: { responses: { 200: ref("responses/Pets"), default: ref("responses/4_") } },
      "x-errors": { "4%": { description: "Wrong" } },
    },
    "/toys": { get: { responses: { 204: { description: "Done" } } } },
  });
  expect(spec.document["components"]).toEqual({
    parameters: {
      page: { name: "page", in: "query", schema: ref("schemas/Count") },
      0: { name: "size", in: "query", schema: { type: "integer" } },
    },
    responses: {
      Pets: {
        description: "Pets",
        content: { "application/json": { schema: ref("schemas/pet") } },
      },
      "4_": { description: "Wrong" },
    },
    schemas: {
      Count: { type: "integer" },
      pet: { type: "object", properties: { friend: ref("schemas/pet") } },
    },
  });
  expect(spec.files.map(withoutFolder).sort()).toEqual([
    "api/openapi.yaml",
    "api/parameters/all.yaml",
    "api/parameters/page.yaml",
    "api/paths/all.json",
    "api/paths/pet by id.yaml",
    "api/paths/pets.yaml",
    "api/pet.json",
    "api/responses.yaml",
    "common.yaml",
  ]);
  const { file, line } = spec.place(["components", "parameters", "page", "schema"]);
  expect(`${withoutFolder(file)}:${line}`).toBe("api/parameters/page.yaml:3");
});

test("a component that is an alias keeps its name, in any order of the components", async () => {
  const spec = await load({
    "openapi.yaml": `${head}paths: {}
components:
  schemas:
    A: { $ref: "b.yaml#/Back" }
    Z: { $ref: "#/components/schemas/Y" }
    Y: { type: string }
    User: { properties: { a: { $ref: "#/components/schemas/A" }, z: { $ref: "b.yaml#/Back" } } }
`,
    "b.yaml": 'Back: { $ref: "openapi.yaml#/components/schemas/Z" }\n',
  });
  const properties = {
    a: { $ref: "#/components/schemas/A" },
    z: { $ref: "#/components/schemas/Z" },
  };
  expect(spec.document["components"]).toMatchObject({ schemas: { User: { properties } } });
  expect(spec.resolve("#/components/schemas/A")).toEqual({ type: "string" });
});

describe("identifiers of JSON Schema besides pointers", () => {
  const cases: { name: string; given: string; want: string }[] = [
    {
      name: "an `$anchor` is not followed",
      given: 'A: { $anchor: here, properties: { a: { $ref: "#here" } } }',
      want: "ref-unresolved at openapi.yaml:6:44",
    },
    {
      name: "a reference that its `$id` makes start from the schema is refused",
      given: 'A: { $id: b, $defs: { C: {} }, items: { $ref: "#/$defs/C" } }',
      want: "ref-unresolved at openapi.yaml:6:10",
    },
    {
      name: "references below an `$id` are refused",
      given: 'A: { $id: "https://a.example/b/", properties: { a: { $ref: c.json } } }',
      want: "ref-unresolved at openapi.yaml:6:10",
    },
  ];
  test.each(cases)("$name", async ({ given, want }) => {
    const text = `${head}paths: {}\ncomponents:\n  schemas:\n    ${given}\n`;
    const problems = await diagnosticsOf(load({ "openapi.yaml": text, "c.json": "{}" }));
    expect(problems.map(placed)).toContain(want);
    expect(format(problems)).toMatch(/\$anchor|\$id/);
  });

  test("below an `$id`, a reference that can only mean the document is followed", async () => {
    const spec = await load(
      `${head}paths: {}\ncomponents: { schemas: { A: { $id: "https://a.example/b", items: { $ref: "#/components/schemas/B" } }, B: { type: string } } }\n`,
    );
    expect(spec.resolve("#/components/schemas/A")).toMatchObject({
      items: { $ref: "#/components/schemas/B" },
    });
  });

  test("an `$id` at the top of a file, or without references below it, does no harm", async () => {
    const spec = await load({
      "openapi.yaml": `${head}paths: {}\ncomponents: { schemas: { A: { $ref: a.json }, B: { $id: b, type: string } } }\n`,
      "a.json":
        '{ "$id": "https://a.example/a.json", "properties": { "b": { "$ref": "sub/b.json" } } }',
      "sub/b.json": "{}",
    });
    expect(spec.resolve("#/components/schemas/A")).toMatchObject({
      properties: { b: { $ref: "#/components/schemas/b" } },
    });
  });
});
