import { describe, expect, test } from "vitest";
import { load, specOf, withoutFolder } from "../support/generator.js";
import { at, head, schema, using } from "./support.js";

test("YAML merge keys and aliases are data like any other", async () => {
  const spec = await load(
    `${head}paths: {}\nx-base: &base { type: object, description: base }\ncomponents:\n  schemas:\n    A: { <<: *base, description: mine }\n    B: *base\n`,
  );
  expect(schema(spec, "A")).toEqual({ type: "object", description: "mine" });
  expect(schema(spec, "B")).toEqual({ type: "object", description: "base" });
});

test("a YAML alias in two places is two nodes, each with all of its content", async () => {
  const text = `${head}paths: {}\ncomponents:\n  schemas:\n    A: &a { type: object, properties: { a: { type: string } } }\n    B: *a\n`;
  const spec = await load({ "openapi.yaml": text });
  expect(schema(spec, "B")).toEqual(schema(spec, "A"));
  expect(schema(spec, "B")).not.toBe(schema(spec, "A"));
  const property = (name: string) => at(spec, "components", "schemas", name, "properties", "a");
  expect(property("B")).not.toBe(property("A"));
});

test("the form of examples and links does not matter, because no code is generated from them", async () => {
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
