import { describe, expect, test } from "vitest";
import type { Spec } from "../../generator/load/index.js";
import {
  diagnosticsOf,
  type Files,
  format,
  load,
  placed,
  specOf,
  withoutFolder,
} from "../support/generator.js";

const head = "openapi: 3.1.0\ninfo: { title: T, version: '1' }\n";

/** An entry whose schema `Used` is this reference. */
const using = (ref: string) =>
  `${head}paths: {}\ncomponents:\n  schemas:\n    Used: { type: object, properties: { a: { $ref: '${ref}' } } }\n`;

function at(spec: Spec, ...pointer: string[]): unknown {
  return pointer.reduce<unknown>(
    (value, token) => (value as Record<string, unknown> | undefined)?.[token],
    spec.document,
  );
}

const schema = (spec: Spec, name: string) => at(spec, "components", "schemas", name);
const refOfA = (spec: Spec) =>
  at(spec, "components", "schemas", "Used", "properties", "a", "$ref") as string;

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

  test("to a component of the root that is a reference to a file takes that component's name", async () => {
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

  test("keeps what stands beside it", async () => {
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

  test("of a path is replaced by the path, siblings over it", async () => {
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

describe("a reference in the place of a map", () => {
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

  test("shows what it names where that was written", async () => {
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

describe("a reference that leads nowhere", () => {
  const media = (fields: object) =>
    specOf({
      paths: { "/a": { post: { requestBody: { content: { "a/b": fields } }, responses: {} } } },
    });
  const body = ["paths", "/a", "post", "requestBody", "content", "a/b"];
  const ref = { $ref: "#/components/examples/Gone" };
  const cases: { name: string; given: Files; want: object }[] = [
    {
      name: "of an example",
      given: { "openapi.json": media({ examples: { a: ref, b: { value: 1 } } }) },
      want: { examples: { a: {}, b: { value: 1 } } },
    },
    {
      name: "of an encoding, with something beside it",
      given: { "openapi.json": media({ encoding: { a: { ...ref, style: "form" } } }) },
      want: { encoding: { a: { style: "form" } } },
    },
    {
      name: "of all examples",
      given: { "openapi.json": media({ examples: ref }) },
      want: { examples: {} },
    },
    {
      name: "to a file that is not there",
      given: { "openapi.json": media({ examples: { a: { $ref: "gone.json" } } }) },
      want: { examples: { a: {} } },
    },
    {
      name: "to a file that cannot be parsed",
      given: { "openapi.json": media({ examples: { a: { $ref: "b.json" } } }), "b.json": "{{" },
      want: { examples: { a: {} } },
    },
    {
      name: "to a server that is not asked",
      given: { "openapi.json": media({ examples: { a: { $ref: "https://a.example/b" } } }) },
      want: { examples: { a: {} } },
    },
  ];
  test.each(cases)("$name is ignored with a warning", async ({ given, want }) => {
    const spec = await load(given);
    expect(spec.warnings.map(({ code }) => code)).toEqual(["ref-ignored"]);
    expect(at(spec, ...body)).toEqual(want);
  });

  test("is ignored as a link and as a callback, each place once", async () => {
    const operation = {
      responses: { 200: { description: "", links: { a: { $ref: "#/x" } } } },
      callbacks: { b: { $ref: "#/x" }, c: { $ref: "#/components/callbacks/C" } },
    };
    const callbacks = { C: { $ref: "#/x" } };
    const spec = await load(
      specOf({ paths: { "/a": { post: operation } }, components: { callbacks } }),
    );
    expect(spec.warnings.map(({ code }) => code)).toEqual(Array(4).fill("ref-ignored"));
    expect(at(spec, "paths", "/a", "post")).toEqual({
      responses: { 200: { description: "", links: { a: {} } } },
      callbacks: { b: {}, c: {} },
    });
  });

  const errors: { name: string; given: Files; want: string }[] = [
    {
      name: "of a schema in a callback",
      given: {
        "openapi.json": specOf({
          components: {
            callbacks: {
              A: {
                "{$url}": {
                  post: { requestBody: { content: { "a/b": { schema: { $ref: "#/x" } } } } },
                },
              },
            },
          },
        }),
      },
      want: "ref-unresolved",
    },
    {
      name: "to a missing file that a schema needs as well as an example",
      given: {
        "openapi.json": media({ examples: { a: { $ref: "b.json" } }, schema: { $ref: "c.json" } }),
        "c.json": JSON.stringify({ properties: { a: { $ref: "b.json" } } }),
      },
      want: "file-unreadable",
    },
  ];
  test.each(errors)("$name stays an error", async ({ given, want }) => {
    const problems = await diagnosticsOf(load(given));
    expect(problems.map(({ code }) => code)).toEqual([want]);
    expect(problems.map(placed).join()).not.toContain(`${want} at openapi.json:1:1,`);
  });
});

test("a reference to a schema that is empty is read as one to any value", async () => {
  const spec = await load({ "openapi.yaml": using("b.yaml#/B"), "b.yaml": "B:\n" });
  expect(spec.resolve(refOfA(spec))).toEqual({});
  expect(spec.warnings.map(placed)).toEqual(["schema-empty at b.yaml:1:1"]);
});

test("what is referred to as two kinds stands in the section of each", async () => {
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

describe("a $ref that is data stays as it is", () => {
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

  test("but properties called example and default hold schemas", async () => {
    const given = { properties: { example: { $ref: "b.json" }, default: { $ref: "b.json" } } };
    const spec = await load({
      "openapi.json": specOf({ components: { schemas: { A: given } } }),
      "b.json": '{ "type": "number" }',
    });
    const ref = { $ref: "#/components/schemas/b" };
    expect(schema(spec, "A")).toEqual({ properties: { example: ref, default: ref } });
  });
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

test("YAML merge keys and aliases are data like any other", async () => {
  const spec = await load(
    `${head}paths: {}\nx-base: &base { type: object, description: base }\ncomponents:\n  schemas:\n    A: { <<: *base, description: mine }\n    B: *base\n`,
  );
  expect(schema(spec, "A")).toEqual({ type: "object", description: "mine" });
  expect(schema(spec, "B")).toEqual({ type: "object", description: "base" });
});

test("what stands in two places by a YAML alias is two nodes, each with all that it holds", async () => {
  const text = `${head}paths: {}\ncomponents:\n  schemas:\n    A: &a { type: object, properties: { a: { type: string } } }\n    B: *a\n`;
  const spec = await load({ "openapi.yaml": text });
  expect(schema(spec, "B")).toEqual(schema(spec, "A"));
  expect(schema(spec, "B")).not.toBe(schema(spec, "A"));
  const property = (name: string) => at(spec, "components", "schemas", name, "properties", "a");
  expect(property("B")).not.toBe(property("A"));
});

test("the form of examples and links does not matter, because no code is made of them", async () => {
  const parameters = [{ name: "a", in: "query", examples: ["a", null], schema: {} }];
  const responses = { 204: { description: "Done", links: null } };
  const paths = { "/a": { get: { parameters, responses, callbacks: [] } } };
  expect(at(await load(specOf({ paths })), "paths")).toEqual(paths);
});

test("a file with a byte order mark and CRLF line ends is read", async () => {
  const text = `\ufeff${head}paths: {}\n`.replaceAll("\n", "\r\n");
  expect(at(await load(text), "info", "title")).toBe("T");
});

test("the hash depends on the text of every file, not on the order of reading", async () => {
  const files = (b: string) => ({ "openapi.yaml": using("./b.yaml"), "b.yaml": b });
  const first = (await load(files("type: string"))).hash;
  expect((await load(files("type: string"))).hash).toBe(first);
  expect((await load(files("type: number"))).hash).not.toBe(first);
});

describe("place", () => {
  const files = {
    "openapi.yaml": `${head}paths:\n  /a:\n    $ref: ./paths/a.yaml\ncomponents:\n  schemas:\n    Own: { type: string }\n`,
    "paths/a.yaml":
      "get:\n  operationId: a\n  responses:\n    200: { $ref: '../answer.json#/ok' }\n",
    "answer.json": '{\n  "ok": {\n    "description": "yes"\n  }\n}\n',
  };
  const cases = [
    { name: "the document", given: [], want: "openapi.yaml:1:1" },
    { name: "a key", given: ["info", "title"], want: "openapi.yaml:2:9" },
    { name: "a component", given: ["components", "schemas", "Own"], want: "openapi.yaml:8:5" },
    {
      name: "what is missing: what is around it",
      given: ["components", "x"],
      want: "openapi.yaml:6:1",
    },
    { name: "a path in another file", given: ["paths", "/a", "get"], want: "paths/a.yaml:1:1" },
    {
      name: "a key in another file",
      given: ["paths", "/a", "get", "operationId"],
      want: "paths/a.yaml:2:3",
    },
    {
      name: "a component in a JSON file",
      given: ["components", "responses", "ok", "description"],
      want: "answer.json:3:5",
    },
  ];
  test.each(cases)("$name", async ({ given, want }) => {
    const { file, line, column } = (await load(files)).place(given);
    expect(`${withoutFolder(file)}:${line}:${column}`).toBe(want);
  });
});

describe("bad input", () => {
  const nested = (depth: number, open: string, close: string) =>
    open.repeat(depth) + close.repeat(depth);
  const deep = 10_000;
  const cases: { name: string; given: string | Files; want: string; says: string }[] = [
    {
      name: "broken YAML",
      given: `${head}paths: {\n  a: [`,
      want: "yaml-syntax at openapi.yaml:4:7",
      says: "unexpected end of the stream within a flow collection",
    },
    {
      name: "a key twice",
      given: `${head}paths: {}\ninfo: {}\n`,
      want: "yaml-syntax at openapi.yaml:4:1",
      says: "duplicated mapping key",
    },
    {
      name: "broken JSON",
      given: { "openapi.json": '{\n  "openapi": "3.1.0"\n  "info": {}\n}' },
      want: "yaml-syntax at openapi.json:3:3",
      says: "",
    },
    {
      name: "broken YAML in another file",
      given: { "openapi.yaml": using("./b.yaml"), "b.yaml": "a: 1\nb: *nope\n" },
      want: "yaml-syntax at b.yaml:2:5",
      says: "nope",
    },
    { name: "an empty file", given: "", want: "not-openapi at openapi.yaml:1:1", says: "empty" },
    { name: "a comment", given: "# x\n", want: "not-openapi at openapi.yaml:1:1", says: "empty" },
    { name: "a list", given: "- a\n", want: "not-openapi at openapi.yaml:1:1", says: "a list" },
    { name: "a scalar", given: "hello", want: "not-openapi at openapi.yaml:1:1", says: "a string" },
    {
      name: "Swagger 1.2",
      given: "info: {}\nswagger: '1.2'\n",
      want: "not-openapi at openapi.yaml:2:1",
      says: 'Swagger "1.2"',
    },
    {
      name: "two versions",
      given: "openapi: 3.0.0\nswagger: '2.0'\n",
      want: "not-openapi at openapi.yaml:2:1",
      says: "both `openapi` and `swagger`",
    },
    {
      name: "no version",
      given: "info: {}\n",
      want: "not-openapi at openapi.yaml:1:1",
      says: "`openapi` is missing",
    },
    {
      name: "a version that is a number",
      given: "info: {}\nopenapi: 3.1\n",
      want: "not-openapi at openapi.yaml:2:1",
      says: 'such as "3.1.0", but is 3.1',
    },
    {
      name: "a version of the future",
      given: "openapi: 4.0.0\n",
      want: "not-openapi at openapi.yaml:1:1",
      says: '"4.0.0"',
    },
    {
      name: "a reference to a file that is missing",
      given: using("./nope.yaml"),
      want: "file-unreadable at openapi.yaml:6:46",
      says: "nope.yaml: there is no such file",
    },
    {
      name: "a reference to a folder",
      given: { "openapi.yaml": using("./sub"), "sub/x.yaml": "" },
      want: "file-unreadable at openapi.yaml:6:46",
      says: "expected a file, but found a folder",
    },
    {
      name: "a reference to a component that is missing",
      given: using("#/components/schemas/Nope"),
      want: "ref-unresolved at openapi.yaml:6:46",
      says: 'there is no "Nope" in components/schemas of openapi.yaml',
    },
    {
      name: "a reference to a place that is missing in another file",
      given: { "openapi.yaml": using("./b.yaml#/a/b"), "b.yaml": "a: { c: 1 }" },
      want: "ref-unresolved at openapi.yaml:6:46",
      says: 'there is no "b" in a of b.yaml',
    },
    {
      name: "a reference to what every object has",
      given: using("#/components/schemas/constructor"),
      want: "ref-unresolved at openapi.yaml:6:46",
      says: '"constructor"',
    },
    {
      name: "a malformed percent sign in a pointer",
      given: using("#/components/%zz"),
      want: "ref-unresolved at openapi.yaml:6:46",
      says: 'there is no "%zz" in components',
    },
    {
      name: "a malformed percent sign in a file name",
      given: using("./%zz.yaml"),
      want: "ref-unresolved at openapi.yaml:6:46",
      says: "file name is malformed",
    },
    {
      name: "an anchor",
      given: using("#Pet"),
      want: "ref-unresolved at openapi.yaml:6:46",
      says: "only JSON pointers",
    },
    {
      name: "a remote reference",
      given: using("https://example.com/a.yaml#/A"),
      want: "ref-remote at openapi.yaml:6:46",
      says: "https://example.com/a.yaml#/A",
    },
    {
      name: "a reference to itself",
      given: `${head}paths: {}\ncomponents:\n  schemas:\n    A: { $ref: '#/components/schemas/A' }\n`,
      want: "ref-circular at openapi.yaml:6:10",
      says: "#/components/schemas/A -> #/components/schemas/A",
    },
    {
      name: "two references to each other",
      given: `${head}paths: {}\ncomponents:\n  schemas:\n    A: { $ref: '#/components/schemas/B' }\n    B: { $ref: '#/components/schemas/A' }\n`,
      want: "ref-circular at openapi.yaml:6:10",
      says: "#/components/schemas/B -> #/components/schemas/A -> #/components/schemas/B",
    },
    {
      name: "references to each other across files",
      given: {
        "openapi.yaml": using("./b.yaml"),
        "b.yaml": "$ref: ./c.yaml",
        "c.yaml": "$ref: ./b.yaml",
      },
      want: "ref-circular at openapi.yaml:6:46",
      says: "never reaches",
    },
    {
      name: "a map that holds itself",
      given: `${head}paths: {}\ncomponents:\n  schemas:\n    A: { properties: { a: { properties: { $ref: '#/components/schemas/A/properties' } } } }\n`,
      want: "ref-circular at openapi.yaml:6:43",
      says: "#/components/schemas/A/properties -> #/components/schemas/A/properties",
    },
    {
      name: "maps that are only each other",
      given: `${head}paths: {}\ncomponents:\n  schemas:\n    A: { properties: { $ref: '#/x-a' } }\nx-a: { $ref: '#/x-b', a: {} }\nx-b: { $ref: '#/x-a', b: {} }\n`,
      want: "ref-circular at openapi.yaml:6:24",
      says: "#/x-a -> #/x-b -> #/x-a",
    },
    {
      name: "a reference in place of a map to what is none",
      given: {
        "openapi.yaml": `${head}paths: {}\ncomponents:\n  schemas:\n    A: { properties: { $ref: b.yaml } }\n`,
        "b.yaml": "[a]",
      },
      want: "wrong-shape at openapi.yaml:6:24",
      says: 'the target of "properties" must be an object, but is a list',
    },
    {
      name: "a reference to text in the place of a schema",
      given: using("#/info/title"),
      want: "wrong-shape at openapi.yaml:6:46",
      says: 'the target of "a" must be an object, but is "T"',
    },
    {
      name: "a component that refers to a list",
      given: `${head}paths: {}\ncomponents: { responses: { A: { $ref: '#/tags' } } }\ntags: []\n`,
      want: "wrong-shape at openapi.yaml:4:33",
      says: 'the target of "A" must be an object, but is a list',
    },
    {
      name: "a reference in place of a map to nothing",
      given: `${head}paths: {}\ncomponents: { schemas: { A: { properties: { $ref: '#/x' } } } }\n`,
      want: "ref-unresolved at openapi.yaml:4:45",
      says: 'there is no "x" in the document',
    },
    {
      name: "a reference that leads through itself",
      given: `${head}paths: {}\ncomponents: { schemas: { A: { $ref: '#/components/schemas/A/a' } } }\n`,
      want: "ref-unresolved at openapi.yaml:4:31",
      says: "it goes through more than 30 other references",
    },
    {
      name: "no object where one belongs",
      given: `${head}paths:\n  /a:\n`,
      want: "wrong-shape at openapi.yaml:4:3",
      says: '"/a" must be an object, but is empty',
    },
    {
      name: "a list where an object belongs",
      given: `${head}paths: {}\ncomponents: { schemas: [] }`,
      want: "wrong-shape at openapi.yaml:4:15",
      says: '"schemas" must be an object, but is a list',
    },
    {
      name: "a number in the place of names",
      given: `${head}paths: {}\ncomponents: { schemas: { A: { required: 1 } } }`,
      want: "wrong-shape at openapi.yaml:4:31",
      says: '"required" must be a list, but is 1',
    },
    {
      name: "text where a schema belongs, in another file",
      given: { "openapi.yaml": using("./b.yaml"), "b.yaml": "properties:\n  a: string\n" },
      want: "wrong-shape at b.yaml:2:3",
      says: '"a" must be an object, but is "string"',
    },
    {
      name: "10,000 schemas in each other as JSON",
      given: {
        "openapi.json": `{"openapi":"3.1.0","components":{"schemas":{"A":${nested(deep, '{"not":', "}").replace(":}", ":{}}")}}}}`,
      },
      want: "nesting-too-deep at openapi.json:1:1",
      says: "1000 levels",
    },
    {
      name: "10,000 schemas in each other as YAML",
      given: `${head}components: { schemas: { A: ${nested(deep, "{not: ", "}")} } }`,
      want: "nesting-too-deep at openapi.yaml:",
      says: "1000 levels",
    },
    {
      name: "3,000 objects in each other by indentation",
      given: `${head}x:\n${Array.from({ length: 3000 }, (_, depth) => `${" ".repeat(depth + 1)}not:\n`).join("")}`,
      want: "nesting-too-deep at openapi.yaml:",
      says: "1000 levels",
    },
    {
      name: "100,000 lists in each other in an example",
      given: {
        "openapi.json": specOf({ "x-example": "HERE" }).replace(
          '"HERE"',
          nested(100_000, "[", "]"),
        ),
      },
      want: "nesting-too-deep at openapi.json:1:1",
      says: "1000 levels",
    },
    {
      name: "500 schemas in each other",
      given: `${head}paths: {}\ncomponents: { schemas: { A: ${nested(500, "{not: ", "}")} } }`,
      want: "nesting-too-deep at openapi.yaml:4",
      says: "400 levels",
    },
    {
      name: "an alias inside itself",
      given: `${head}paths: {}\nx-a: &a { b: *a }\n`,
      want: "nesting-too-deep at openapi.yaml:1:1",
      says: "1000 levels",
    },
    {
      name: "aliases that multiply",
      given: `a: &a [${"x,".repeat(20)}]\n${[..."bcdefgh"].map((name, i) => `${name}: &${name} [${`*${"abcdefg"[i]},`.repeat(20)}]`).join("\n")}\n${head}paths: {}\n`,
      want: "aliases-multiply at openapi.yaml:1:1",
      says: "more than 1000000 nodes",
    },
  ];
  test.each(cases)("$name", async ({ given, want, says }) => {
    const diagnostics = await diagnosticsOf(load(given));
    const [first] = diagnostics;
    expect(first && placed(first).slice(0, want.length)).toBe(want);
    expect(format(diagnostics)).toContain(says);
    for (const { message } of diagnostics) expect(message).not.toMatch(/call stack|undefined/i);
  });

  test("all problems of all files are told at once, each once", async () => {
    const spec = `${head}paths: {}\ncomponents:\n  schemas:\n    A: { $ref: '#/nope' }\n    B: { $ref: '#/components/schemas/A' }\n    C: { items: { $ref: 'b.yaml#/x' } }\n`;
    const diagnostics = await diagnosticsOf(load({ "openapi.yaml": spec, "b.yaml": "y: 1" }));
    expect(diagnostics.map(placed)).toEqual([
      "ref-unresolved at openapi.yaml:6:10",
      "ref-unresolved at openapi.yaml:7:10",
      "ref-unresolved at openapi.yaml:8:19",
    ]);
  });
});

test("names that several want are told apart by where they stand, whoever comes first", async () => {
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
