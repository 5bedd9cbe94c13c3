import { expect, test } from "vitest";
import { canonical, isSame } from "../../generator/openapi/index.js";
import { compile } from "../support/compiler.js";
import { type Files, generateInto, model, placed, specWith } from "../support/generator.js";

const head = "openapi: 3.1.0\ninfo: { title: T, version: '1' }\npaths: {}\n";
const schemaOf = (schema: string) => `${head}components:\n  schemas:\n    A: ${schema}\n`;

/** The type of the schema `A`, as an assertion in a program. */
const isType = (type: string) => `
  import type { A } from "./index.js";
  type Same<X, Y> = [X, Y] extends [Y, X] ? true : false;
  export const isSame: Same<A, ${type}> = true;`;

const cases = [
  // A whole number beyond 2^53, however it is written.
  ["{ enum: [9007199254740992] }", "number", 1],
  ["{ enum: [1, 9007199254740993] }", "number", 1],
  ["{ enum: [-9007199254740993, a] }", 'number | "a"', 1],
  ["{ const: 12345678901234567890 }", "number", 1],
  ["{ enum: [0x1FFFFFFFFFFFFFFF] }", "number", 1],
  ["{ type: [integer, 'null'], enum: [.inf, null] }", "number | null", 1],
  ["{ enum: [.inf, -.inf, .nan] }", "number", 3],
  ["{ properties: { b: { const: -.inf } } }", "{ b?: number }", 1],
  ["{ const: { b: [9007199254740993] } }", "{ b: [number] }", 1],
  ["{ additionalProperties: { enum: [.nan] } }", "{ [key: string]: number }", 1],
  ["{ oneOf: [{ const: 1 }, { const: .inf }] }", "number", 1],
  // What JavaScript has is named as it is.
  ["{ enum: [9007199254740991, -9007199254740991] }", "9007199254740991 | -9007199254740991", 0],
  ["{ enum: [0.1000000000000000055511151231257827, -0, 1e-7] }", "0.1 | 0 | 1e-7", 0],
  ["{ enum: [0x1F, 1e3] }", "31 | 1000", 0],
  // What is no value of the schema is nobody's type.
  ["{ type: integer, maximum: 9223372036854775807, default: .inf, examples: [.nan] }", "number", 0],
  ["{ properties: { enum: { type: number, default: .inf } } }", "{ enum?: number }", 0],
] as const;

test("a number that JavaScript cannot represent is `number` in a type, and in no list", async () => {
  const outputs: Record<string, Files> = {};
  for (const [index, [schema, type, count]] of cases.entries()) {
    const chosen = { enums: { inner: true } };
    const { files, report } = await generateInto(schemaOf(schema), undefined, undefined, chosen);
    const warnings = report.warnings.filter(({ code }) => code === "number-inexact");
    expect({ schema, count: warnings.length }).toEqual({ schema, count });
    // Where one is missing, a list is none of every value.
    if (count > 0) expect({ schema, list: files["enums.ts"] }).toEqual({ schema, list: undefined });
    expect(files["types.ts"]).not.toMatch(/\b(Infinity|NaN)\b|\d{17}/);
    outputs[`case-${index}`] = { ...files, "program.ts": isType(type) };
  }
  expect(compile(outputs)).toEqual([]);
});

test("each is reported with its place", async () => {
  const spec = schemaOf("\n      enum:\n        - 1\n        - 9007199254740993\n        - .nan");
  const { warnings } = await model(spec);
  expect(warnings.map(placed)).toEqual([
    "number-inexact at openapi.yaml:9:11",
    "number-inexact at openapi.yaml:10:11",
  ]);
  expect(warnings.map(({ message }) => message)).toEqual([
    "an integer beyond 9007199254740991 is not exact in JavaScript; its type is `number`",
    "JavaScript reads NaN here, which JSON does not have; its type is `number`",
  ]);
});

test("in JSON, in parameters and in responses as well", async () => {
  const schema = { type: "number", enum: [1, "BIG"], const: "BIG" };
  const spec = specWith({
    "GET /a": {
      parameters: [{ in: "query", name: "q", schema }],
      responses: { 200: { description: "", content: { "application/json": { schema } } } },
    },
  }).replaceAll('"BIG"', "1e999");
  const { files, report } = await generateInto({ "openapi.json": spec });
  expect(report.warnings.map(({ code }) => code)).toEqual(Array(4).fill("number-inexact"));
  expect(compile({ a: files })).toEqual([]);
});

test("a first page that JavaScript cannot count from is refused", async () => {
  const rule = { style: "page", page: "page", items: "", first: 2 ** 53 };
  const list = { type: "array", items: {} };
  const spec = specWith({
    "GET /a": {
      parameters: [{ in: "query", name: "page", schema: { type: "integer" } }],
      responses: { 200: { description: "", content: { "application/json": { schema: list } } } },
      "x-pagination": rule,
    },
  });
  await expect(model(spec)).rejects.toMatchObject({
    diagnostics: [{ code: "pagination-invalid" }],
  });
});

test("a comparison distinguishes infinity from null, and `nan` equals itself", () => {
  const values = [null, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, Number.NaN, 0];
  expect(new Set(values.map((value) => canonical({ a: [value] }))).size).toBe(values.length);
  for (const one of values)
    for (const other of values) expect(isSame([one], [other])).toBe(Object.is(one, other));
});
