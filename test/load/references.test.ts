import { describe, expect, test } from "vitest";
import { type Files, load, specOf, withoutFolder } from "../support/generator.js";
import { at, head, refOfA, schema, using } from "./support.js";

describe("a reference", () => {
  const a = { type: "string", description: "found" };
  const cases: { name: string; given: Files; ref: string }[] = [
    {
      name: "to a whole file",
      given: { "openapi.yaml": using("./schemas/Pet.yaml"), "schemas/Pet.yaml": JSON.stringify(a) },
      ref: "#/components/schemas/Pet",
    },
    {
      name: "to a place in a file above",
      given: {
        "api/openapi.yaml": using("../shared.yaml#/defs/Pet"),
        "shared.yaml": JSON.stringify({ defs: { Pet: a } }),
      },
      ref: "#/components/schemas/Pet",
    },
    {
      name: "to a place of this file that is no component",
      given: { "openapi.yaml": `${using("#/x-defs/Pet")}x-defs: { Pet: ${JSON.stringify(a)} }\n` },
      ref: "#/components/schemas/Pet",
    },
    {
      name: "to a name that is taken already",
      given: {
        "openapi.yaml": using("./other.yaml#/Used"),
        "other.yaml": JSON.stringify({ Used: a }),
      },
      ref: "#/components/schemas/Used_1906a6",
    },
    {
      name: "to a file whose name is percent-encoded",
      given: {
        "openapi.yaml": using("./my%20pets%23.yaml#/Pet"),
        "my pets#.yaml": JSON.stringify({ Pet: a }),
      },
      ref: "#/components/schemas/Pet",
    },
    {
      name: "to a key with a slash, a tilde and a percent sign",
      given: {
        "openapi.yaml": using("./other.yaml#/a~1b~0c%25d/Pet"),
        "other.yaml": JSON.stringify({ "a/b~c%d": { Pet: a } }),
      },
      ref: "#/components/schemas/Pet",
    },
    {
      name: "to a reference to a reference",
      given: {
        "openapi.yaml": using("./one.yaml"),
        "one.yaml": "$ref: ./two.yaml#/Two",
        "two.yaml": "Two: { $ref: './three.yaml' }",
        "three.yaml": JSON.stringify(a),
      },
      ref: "#/components/schemas/three",
    },
    {
      name: "to a section that OpenAPI does not have",
      given: {
        "openapi.yaml": `${using("#/components/x-definitions/Pet")}  x-definitions: { Pet: ${JSON.stringify(a)} }\n`,
      },
      ref: "#/components/schemas/Pet",
    },
    {
      name: "to a component of another kind",
      given: {
        "openapi.yaml": `${using("#/components/responses/Pet")}  responses: { Pet: ${JSON.stringify(a)} }\n`,
      },
      ref: "#/components/schemas/Pet",
    },
    {
      name: "to a whole file, with a slash behind the hash",
      given: { "openapi.yaml": using("./pet.yaml#/"), "pet.yaml": JSON.stringify(a) },
      ref: "#/components/schemas/pet",
    },
    {
      name: "to a member without a name",
      given: { "openapi.yaml": using("./pet.yaml#/"), "pet.yaml": JSON.stringify({ "": a }) },
      ref: "#/components/schemas/_",
    },
    {
      name: "to a key that holds what looks encoded",
      given: {
        "openapi.yaml": `${using("#/components/schemas/Pick.%22a%22_")}    Pick.%22a%22_: ${JSON.stringify(a)}\n`,
      },
      ref: "#/components/schemas/Pick.%2522a%2522_",
    },
    {
      name: "to a key with a percent sign that encodes nothing",
      given: {
        "openapi.yaml": `${using("#/components/schemas/50%_off")}    50%_off: ${JSON.stringify(a)}\n`,
      },
      ref: "#/components/schemas/50%25_off",
    },
    {
      name: "to a key with a space, written as in a form",
      given: {
        "openapi.yaml": `${using("#/x-defs/my+pet")}x-defs: { my pet: ${JSON.stringify(a)} }\n`,
      },
      ref: "#/components/schemas/my_pet",
    },
    {
      name: "to a key with a space, though there is one with a plus too",
      given: {
        "openapi.yaml": `${using("#/x-defs/my+pet")}x-defs: { my pet: {}, my+pet: ${JSON.stringify(a)} }\n`,
      },
      ref: "#/components/schemas/my_pet",
    },
    {
      name: "through another reference",
      given: {
        "openapi.yaml": `${using("#/components/schemas/Box/properties/pet")}    Box: { $ref: sub/box.yaml#/Box }\n`,
        "sub/box.yaml": "Box: { $ref: ../box.yaml }",
        "box.yaml": JSON.stringify({ properties: { pet: a } }),
      },
      ref: "#/components/schemas/pet",
    },
    {
      name: "to a JSON file",
      given: { "openapi.yaml": using("pet.json"), "pet.json": JSON.stringify(a, null, 2) },
      ref: "#/components/schemas/pet",
    },
  ];
  test.each(cases)("$name", async ({ given, ref }) => {
    const spec = await load(given);
    expect(refOfA(spec)).toBe(ref);
    expect(spec.resolve(ref)).toEqual(a);
    expect(spec.resolve(ref)).toBe(spec.resolve(ref));
  });

  test("to a component of the root that refers to a file gets that component's name", async () => {
    const spec = await load({
      "openapi.yaml": `${using("./pet.yaml")}    Animal: { $ref: ./pet.yaml }\n`,
      "pet.yaml": JSON.stringify(a),
    });
    expect(schema(spec, "Animal")).toEqual(a);
    expect(refOfA(spec)).toBe("#/components/schemas/Animal");
    expect(Object.keys(at(spec, "components", "schemas") as object)).toEqual(["Used", "Animal"]);
  });

  test("may lead back to itself through a property, across files", async () => {
    const spec = await load({
      "openapi.yaml": using("./node.yaml"),
      "node.yaml":
        "type: object\nproperties: { next: { $ref: ./node.yaml }, leaf: { $ref: ./leaf.yaml } }",
      "leaf.yaml": "type: array\nitems: { $ref: node.yaml }",
    });
    expect(schema(spec, "node")).toEqual({
      type: "object",
      properties: {
        next: { $ref: "#/components/schemas/node" },
        leaf: { $ref: "#/components/schemas/leaf" },
      },
    });
    expect(schema(spec, "leaf")).toEqual({
      type: "array",
      items: { $ref: "#/components/schemas/node" },
    });
  });

  test("keeps its siblings", async () => {
    const spec = await load({
      "openapi.yaml": `${head}paths: {}\ncomponents: { schemas: { Used: { properties: { a: { $ref: ./a.yaml, description: mine, properties: { b: { $ref: ./a.yaml } } } } } } }`,
      "a.yaml": JSON.stringify(a),
    });
    expect(at(spec, "components", "schemas", "Used", "properties", "a")).toEqual({
      $ref: "#/components/schemas/a",
      description: "mine",
      properties: { b: { $ref: "#/components/schemas/a" } },
    });
  });

  test("of a path is replaced by the path, whose siblings have references too", async () => {
    const spec = await load({
      "openapi.yaml": `${head}paths:\n  /a:\n    $ref: paths/a.yaml\n    parameters: [{ $ref: page.yaml }]\n`,
      "paths/a.yaml": "get: { responses: {} }",
      "page.yaml": "{ name: page, in: query }",
    });
    expect(at(spec, "paths", "/a", "parameters")).toEqual([
      { $ref: "#/components/parameters/page" },
    ]);
    const { file, line } = spec.place(["paths", "/a", "parameters", "0"]);
    expect(`${withoutFolder(file)}:${line}`).toBe("openapi.yaml:6");
  });

  test("of a path is replaced by the path, overridden by its siblings", async () => {
    const spec = await load({
      "openapi.yaml": `${head}paths:\n  /a:\n    $ref: ./paths/a.yaml\n    summary: mine\n`,
      "paths/a.yaml": "summary: theirs\nget: { responses: { 200: { $ref: ../answer.yaml } } }",
      "answer.yaml": "description: Answer",
    });
    expect(at(spec, "paths", "/a")).toEqual({
      summary: "mine",
      get: { responses: { 200: { $ref: "#/components/responses/answer" } } },
    });
    expect(spec.files.map(withoutFolder)).toEqual(["openapi.yaml", "paths/a.yaml", "answer.yaml"]);
  });
});

describe("a reference in place of a map", () => {
  const string = { type: "string" };
  const used = (properties: string) =>
    `${head}paths: {}\ncomponents:\n  schemas:\n    Used: { properties: ${properties} }\n`;
  const cases: { name: string; given: Files; want: object }[] = [
    {
      name: "is replaced by the map",
      given: {
        "openapi.yaml": used("{ $ref: b.yaml#/props }"),
        "b.yaml": "props: { a: { type: string } }",
      },
      want: { a: string },
    },
    {
      name: "yields to what stands beside it",
      given: {
        "openapi.yaml": used("{ $ref: b.yaml, b: { $ref: c.yaml } }"),
        "b.yaml": "{ a: { type: string }, b: { type: number } }",
        "c.yaml": "type: string",
      },
      want: { a: string, b: { $ref: "#/components/schemas/c" } },
    },
    {
      name: "leads on to another, each from its own file",
      given: {
        "openapi.yaml": used("{ $ref: sub/b.yaml }"),
        "sub/b.yaml": "{ $ref: c.yaml#/more, b: { $ref: d.yaml } }",
        "sub/c.yaml": "more: { a: { type: string }, b: { type: number } }",
        "sub/d.yaml": "type: string",
      },
      want: { a: string, b: { $ref: "#/components/schemas/d" } },
    },
    {
      name: "may stand several times",
      given: {
        "openapi.yaml": used("{ $ref: b.yaml, c: { properties: { $ref: b.yaml } } }"),
        "b.yaml": "{ a: { type: string } }",
      },
      want: { a: string, c: { properties: { a: string } } },
    },
    {
      name: "is none if it is a schema",
      given: { "openapi.yaml": used("{ $ref: { type: string } }") },
      want: { $ref: string },
    },
  ];
  test.each(cases)("$name", async ({ given, want }) => {
    expect(at(await load(given), "components", "schemas", "Used", "properties")).toEqual(want);
  });

  test("names components, paths and responses", async () => {
    const spec = await load({
      "openapi.yaml": `${head}paths: { $ref: paths.yaml }\ncomponents: { $ref: components.yaml }\n`,
      "paths.yaml": "/a: { get: { responses: { $ref: responses.yaml } } }",
      "responses.yaml":
        "200: { description: A, content: { a/b: { schema: { $ref: 'openapi.yaml#/components/schemas/Pet' } } } }\n404: { $ref: 'components.yaml#/responses/None' }",
      "components.yaml":
        "{ schemas: { $ref: schemas.yaml }, responses: { None: { description: N } } }",
      "schemas.yaml": "Pet: { $ref: pet.yaml }\nDog: { $ref: '#/Pet' }",
      "pet.yaml": "properties: { friend: { $ref: schemas.yaml#/Pet }, self: { $ref: pet.yaml } }",
    });
    const pet = { $ref: "#/components/schemas/Pet" };
    expect(at(spec, "paths")).toEqual({
      "/a": {
        get: {
          responses: {
            200: { description: "A", content: { "a/b": { schema: pet } } },
            404: { $ref: "#/components/responses/None" },
          },
        },
      },
    });
    expect(at(spec, "components")).toEqual({
      schemas: { Pet: { properties: { friend: pet, self: pet } }, Dog: pet },
      responses: { None: { description: "N" } },
    });
  });

  test("has the place where its target was written", async () => {
    const spec = await load({
      "openapi.yaml": used("{ $ref: b.yaml, b: { type: number } }"),
      "b.yaml": "a: { type: string }\nb: { type: string }\n",
    });
    const placeOf = (...pointer: string[]) => {
      const { file, line } = spec.place(["components", "schemas", "Used", ...pointer]);
      return `${withoutFolder(file)}:${line}`;
    };
    expect(placeOf("properties", "a", "type")).toBe("b.yaml:1");
    expect(placeOf("properties", "b", "type")).toBe("openapi.yaml:6");
  });
});

test("a node that is referenced as two kinds is in both sections", async () => {
  const field = { name: "a", in: "query", schema: { type: "string" } };
  const ref = (section: string) => ({ $ref: `#/components/${section}/Field` });
  const operation = {
    parameters: [ref("x-any")],
    responses: { 200: { description: "", headers: { a: ref("x-any"), b: ref("parameters") } } },
  };
  const spec = await load(
    specOf({
      paths: { "/a": { get: operation } },
      components: { "x-any": { Field: { ...field, in: "header" } }, parameters: { Field: field } },
    }),
  );
  const parameters = at(spec, "components", "parameters") as object;
  const headers = at(spec, "components", "headers") as object;
  expect(Object.values(parameters)).toEqual([field, { ...field, in: "header" }]);
  expect(Object.values(headers)).toEqual([{ ...field, in: "header" }, field]);
  const found = at(spec, "paths", "/a", "get") as typeof operation;
  expect(found.parameters[0]?.$ref).toMatch(/^#\/components\/parameters\//);
  const { a, b } = found.responses[200].headers;
  for (const { $ref } of [a, b]) expect($ref).toMatch(/^#\/components\/headers\//);
});

test("a discriminator's references are rewritten, its names are not", async () => {
  const mapping = { cat: "./pets.yaml#/Cat", dog: "Dog", own: "#/components/schemas/Dog" };
  const spec = await load({
    "openapi.json": specOf({
      components: {
        schemas: {
          Pet: { oneOf: [], discriminator: { propertyName: "kind", mapping } },
          Dog: { type: "object" },
        },
      },
    }),
    "pets.yaml": "Cat: { type: object }",
  });
  expect(at(spec, "components", "schemas", "Pet", "discriminator", "mapping")).toEqual({
    cat: "#/components/schemas/Cat",
    dog: "Dog",
    own: "#/components/schemas/Dog",
  });
  expect(schema(spec, "Cat")).toEqual({ type: "object" });
});

describe("a $ref that is data is not changed", () => {
  const data = { $ref: "./nowhere.yaml" };
  const cases: { name: string; given: object }[] = [
    { name: "in an example", given: { example: data, examples: [data] } },
    { name: "in a default", given: { default: { a: data } } },
    { name: "in const and enum", given: { const: data, enum: [data] } },
    { name: "in an extension", given: { "x-any": { deep: [data] } } },
    { name: "as the name of a property", given: { properties: { $ref: { type: "string" } } } },
  ];
  test.each(cases)("$name", async ({ given }) => {
    const spec = await load(specOf({ components: { schemas: { A: given } } }));
    expect(schema(spec, "A")).toEqual(given);
  });

  test("but properties called example and default contain schemas", async () => {
    const given = { properties: { example: { $ref: "b.json" }, default: { $ref: "b.json" } } };
    const spec = await load({
      "openapi.json": specOf({ components: { schemas: { A: given } } }),
      "b.json": '{ "type": "number" }',
    });
    const ref = { $ref: "#/components/schemas/b" };
    expect(schema(spec, "A")).toEqual({ properties: { example: ref, default: ref } });
  });
});

test("conflicting names get suffixes by origin, in any order", async () => {
  const pet = (type: string) => JSON.stringify({ Pet: { type } });
  const namesWith = async (...order: string[]) => {
    const paths = order.map((file) => [
      `/${file}`,
      {
        get: {
          operationId: file,
          responses: {
            200: {
              description: "",
              content: { "application/json": { schema: { $ref: `${file}.json#/Pet` } } },
            },
          },
        },
      },
    ]);
    const { document } = await load({
      "openapi.json": specOf({ paths: Object.fromEntries(paths) }),
      "a.json": pet("string"),
      "b.json": pet("number"),
    });
    const { schemas } = document["components"] as { schemas: Record<string, { type: string }> };
    return Object.fromEntries(Object.entries(schemas).map(([name, { type }]) => [type, name]));
  };
  const names = await namesWith("a", "b");
  expect(await namesWith("b", "a")).toEqual(names);
  expect(Object.values(names)).toEqual([
    expect.stringMatching(/^Pet_[0-9a-f]{6}$/),
    expect.stringMatching(/^Pet_[0-9a-f]{6}$/),
  ]);
  expect(await namesWith("a")).toEqual({ string: "Pet" });
});
