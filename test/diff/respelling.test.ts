import { describe, expect, test } from "vitest";
import { compareSpecs } from "../../generator/diff/index.js";
import { head, operationWith, specOf } from "./support.js";

const compare = (before: unknown, after: unknown) =>
  compareSpecs(specOf(before), specOf(after)).findings.map(({ kind }) => kind);

const using = (schema: unknown, schemas: Record<string, unknown> = {}, openapi = "3.1.0") => ({
  ...head,
  openapi,
  paths: { "/a": { post: operationWith("response", schema) } },
  components: { schemas },
});

const cat = { type: "object", properties: { name: { type: "string" } }, required: ["name"] };
const ref = { $ref: "#/components/schemas/Cat" };

test.each<[string, unknown, unknown]>([
  ["a reference and what it refers to", using(ref, { Cat: cat }), using(cat, { Cat: cat })],
  [
    "allOf and the schema that it makes",
    using({
      allOf: [{ type: "object", required: ["name"] }, { properties: { name: { type: "string" } } }],
    }),
    using(cat),
  ],
  [
    "the order of variants",
    using({ oneOf: [cat, { type: "string" }] }),
    using({ oneOf: [{ type: "string" }, cat] }),
  ],
])("%s are the same", (_, before, after) => {
  expect(compare(before, after)).toEqual([]);
  expect(compare(after, before)).toEqual([]);
});

describe("endless schemas", () => {
  const tree = (leaf: unknown) =>
    using(
      { $ref: "#/components/schemas/Node" },
      {
        Node: {
          type: "object",
          properties: { value: leaf, next: { $ref: "#/components/schemas/Node" } },
          additionalProperties: { $ref: "#/components/schemas/Node" },
        },
      },
    );

  test("schemas that contain themselves, on both sides", () => {
    expect(compare(tree({ type: "string" }), tree({ type: "string" }))).toEqual([]);
    expect(compare(tree({ type: "string" }), tree({ type: "integer" }))).toEqual([
      "response.type.changed",
    ]);
  });

  test("schemas that are allOf of themselves", () => {
    const loop = (type: string) =>
      using(ref, { Cat: { type, allOf: [ref, { $ref: "#/components/schemas/Cat" }] } });
    expect(compare(loop("string"), loop("integer"))).toEqual(["response.type.changed"]);
  });

  test("a chain of ten thousand schemas", () => {
    const chain = (type: string) => {
      const schemas: Record<string, unknown> = { S10000: { type } };
      for (let index = 0; index < 10_000; index++) {
        const next = { $ref: `#/components/schemas/S${index + 1}` };
        schemas[`S${index}`] = { type: "object", properties: { next } };
      }
      return using({ $ref: "#/components/schemas/S0" }, schemas);
    };
    const { findings } = compareSpecs(specOf(chain("string")), specOf(chain("integer")));
    expect(findings.map(({ kind, pointer }) => [kind, pointer])).toEqual([
      ["response.type.changed", "/components/schemas/S10000"],
    ]);
  });
});

test("versions of OpenAPI are compared by their meaning", () => {
  const old = using(
    { type: "integer", maximum: 9, exclusiveMaximum: true, nullable: true },
    {},
    "3.0.3",
  );
  const now = using({ type: ["integer", "null"], exclusiveMaximum: 10 });
  expect(compare(old, now)).toEqual(["response.exclusiveMaximum.raised"]);
});

test("what a schema must not be, or decides by, may be declared elsewhere and contain references", () => {
  const document = (keyword: string, limit: number) =>
    using(
      {
        type: "object",
        properties: { a: {} },
        [keyword]: { $ref: "#/components/schemas/Cat" },
        // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
        then: { required: ["a"] },
      },
      {
        Cat: { type: "object", properties: { name: { $ref: "#/components/schemas/Name" } } },
        Name: { type: "string", maxLength: limit },
      },
    );
  for (const keyword of ["not", "if"]) {
    // More names are forbidden than before: that a limit was raised is no good news here.
    expect(compare(document(keyword, 5), document(keyword, 9))).toContain(
      `response.${keyword}.changed`,
    );
    expect(compare(document(keyword, 5), document(keyword, 5))).toEqual([]);
  }
});
