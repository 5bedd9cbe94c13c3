import { join } from "node:path";
import { expect, test } from "vitest";
import { loadSpec } from "../../generator/load/index.js";
import { verifyRecordings } from "../../generator/verify/index.js";
import { ndjson } from "../recordings/ndjson.js";
import { makeFolder } from "../support/generator.js";

/** Which members of an answer are in no schema, by the way in which the schema speaks of the others. */
const a = { type: "object", properties: { a: { type: "integer" } } };

test.each<[string, object, object, readonly string[]]>([
  ["only required", { ...a, required: ["b"] }, { a: 1, b: 2, c: 3 }, ["c"]],
  ["required by a base", { allOf: [a, { required: ["b"] }] }, { b: 2, c: 3 }, ["c"]],
  ["required if another is there", { ...a, dependentRequired: { a: ["b"] } }, { a: 1, b: 2 }, []],
  [
    "in a condition",
    { ...a, if: { properties: { b: { const: 1 } } }, else: { required: ["c"] } },
    { b: 2, c: 3, d: 4 },
    ["d"],
  ],
  ["of a pattern", { ...a, patternProperties: { "^x-": {} } }, { "x-b": 2, c: 3 }, ["c"]],
  [
    "told by two bases, in one object",
    {
      allOf: [a, { properties: { a: {}, o: a } }, { properties: { o: { properties: { b: {} } } } }],
    },
    { a: 1, o: { a: 1, b: 2, c: 3 } },
    ["o.c"],
  ],
  [
    "a discriminator that no schema lists",
    {
      oneOf: [{ $ref: "#/components/schemas/Cat" }, { $ref: "#/components/schemas/Dog" }],
      discriminator: { propertyName: "kind" },
    },
    { kind: "Cat", lives: 9, c: 3 },
    ["c"],
  ],
  [
    "of a subtype that a discriminator tells",
    { $ref: "#/components/schemas/Base" },
    { sort: "Heir", name: "x", more: 1, c: 3 },
    ["c"],
  ],
  [
    "of a subtype of a subtype, in a list",
    { type: "array", items: { $ref: "#/components/schemas/Base" } },
    [{ sort: "Grandchild", name: "x", more: 1, most: 2, c: 3 }],
    ["[].c"],
  ],
])("%s", async (_, schema, answer, expected) => {
  const schemas = {
    Cat: { type: "object", properties: { lives: { type: "integer" } } },
    Dog: { type: "object", properties: { barks: { type: "boolean" } } },
    Base: {
      type: "object",
      discriminator: { propertyName: "sort" },
      properties: { name: { type: "string" } },
    },
    Heir: {
      allOf: [
        { $ref: "#/components/schemas/Base" },
        { type: "object", properties: { more: { type: "integer" } } },
      ],
    },
    Grandchild: {
      allOf: [
        { $ref: "#/components/schemas/Heir" },
        { type: "object", properties: { most: { type: "integer" } } },
      ],
    },
  };
  const responses = { 200: { description: "", content: { "application/json": { schema } } } };
  const spec = {
    openapi: "3.1.0",
    info: { title: "Members", version: "1" },
    servers: [{ url: "https://api.test" }],
    paths: { "/a": { get: { responses } } },
    components: { schemas },
  };
  const folder = makeFolder({
    "openapi.json": JSON.stringify(spec),
    "a.ndjson": ndjson("https://api.test", { sent: "GET /a", answer }),
  });
  const loaded = await loadSpec(join(folder, "openapi.json"));
  const { findings } = verifyRecordings(loaded, { recordings: [join(folder, "a.ndjson")] });
  expect(findings.map(({ message }) => message)).toEqual(
    expected.map((name) => `GET /a: answer 200, ${name} is not in the schema`),
  );
});
