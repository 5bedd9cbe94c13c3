import { describe, expect, test } from "vitest";
import { diagnosticsOf, type Files, format, load, placed, specOf } from "../support/generator.js";
import { head, using } from "./support.js";

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

  test("all problems of all files are reported at once, each once", async () => {
    const spec = `${head}paths: {}\ncomponents:\n  schemas:\n    A: { $ref: '#/nope' }\n    B: { $ref: '#/components/schemas/A' }\n    C: { items: { $ref: 'b.yaml#/x' } }\n`;
    const diagnostics = await diagnosticsOf(load({ "openapi.yaml": spec, "b.yaml": "y: 1" }));
    expect(diagnostics.map(placed)).toEqual([
      "ref-unresolved at openapi.yaml:6:10",
      "ref-unresolved at openapi.yaml:7:10",
      "ref-unresolved at openapi.yaml:8:19",
    ]);
  });
});

describe("empty responses are read as nothing known about them", () => {
  const swagger = "swagger: '2.0'\ninfo: { title: T, version: '1' }\n";
  test.each([
    ["responses", `${head}paths:\n  /a:\n    get:\n      responses:\n`, "6:7", {}],
    ["those of Swagger", `${swagger}paths:\n  /a:\n    get:\n      responses:\n`, "6:7", {}],
    ["one of them", `${head}paths:\n  /a: { get: { responses: { 204: } } }\n`, "4:29", { 204: {} }],
    [
      "a component",
      `${head}paths:\n  /a: { get: { responses: { 204: { $ref: '#/components/responses/A' } } } }\ncomponents: { responses: { A: } }\n`,
      "5:28",
      { 204: { $ref: "#/components/responses/A" } },
    ],
  ])("%s", async (_, text, at, want) => {
    const spec = await load({ "openapi.yaml": text });
    const { get } =
      (spec.document["paths"] as Record<string, { get: { responses: object } }>)["/a"] ?? {};
    expect(get?.responses).toEqual(want);
    expect(spec.warnings.map(placed)).toEqual([`responses-empty at openapi.yaml:${at}`]);
  });

  test("a section of components is not responses of an operation", async () => {
    const text = `${head}paths: {}\ncomponents: { responses: }\n`;
    const problems = await diagnosticsOf(load({ "openapi.yaml": text }));
    expect(problems.map(({ code }) => code)).toEqual(["wrong-shape"]);
  });
});
