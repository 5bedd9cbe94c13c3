/* biome-ignore-all lint/suspicious/noThenProperty: a keyword of JSON Schema */
import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { isMultipleOf as isMultipleInGenerator } from "../../generator/openapi/index.js";
import { createMemberCheck } from "../../generator/runtime/observe/member-check.js";
import type { JsonSchema } from "../../generator/runtime/schemas/schema.js";
import { createCheck, type Issue, type Keywords } from "../../generator/runtime/validate/check.js";
import * as all from "../../generator/runtime/validate/keywords.js";
import { toStandardSchema } from "../../generator/runtime/validate/standard.js";
import { isMultipleOf } from "../../generator/runtime/validate/values.js";
import { bundle } from "../consumers/bundle.js";
import { repository } from "../support/generator.js";

const { enumKeyword, constKeyword, ifKeyword, ref, ...others } = all;
const keywords: Keywords = {
  ...others,
  ...{ enum: enumKeyword, const: constKeyword, if: ifKeyword, $ref: ref },
};
const said = (issues: readonly Issue[]) =>
  issues.map(({ path, message }) => `${["value", ...path].join(".")} ${message}`);
const check = (schema: JsonSchema, value: unknown) => said(createCheck(schema, keywords)(value));

describe("a keyword says what it demands, and where", () => {
  test.each<[JsonSchema, unknown, ...string[]]>([
    [{ type: "integer" }, 1.5, "value is not an integer"],
    [{ type: "integer" }, 1.0],
    [{ type: ["string", "null"] }, 1, "value is not a string or null"],
    [{ enum: ["a", { b: 1, c: 2 }] }, { c: 2, b: 1 }],
    [{ enum: ["a"] }, "b", "value is none of the known values"],
    [{ const: 1 }, "1", "value is not the only known value"],
    [{ minimum: 2, exclusiveMaximum: 5 }, 5, "value is not less than 5"],
    [{ multipleOf: 0.01 }, 1.1],
    [{ multipleOf: 0.01 }, 1.105, "value is not a multiple of 0.01"],
    [{ maxLength: 2 }, "💩💩"],
    [{ minLength: 1, maxLength: 1 }, 12],
    [{ pattern: "^a" }, "ba", "value does not match ^a"],
    [{ items: { type: "string" } }, ["a", 1], "value.1 is not a string"],
    [{ prefixItems: [{ type: "number" }], items: false }, [1, 2], "value.1 is not allowed"],
    [
      { contains: { const: 1 }, maxContains: 1 },
      [1, 1],
      "value has too few or too many items of a kind",
    ],
    [
      { uniqueItems: true },
      [
        { a: 1, b: 2 },
        { b: 2, a: 1 },
      ],
      "value has an item twice",
    ],
    [{ minItems: 1 }, [], "value has fewer than 1 items"],
    [{ required: ["a"] }, {}, "value.a is missing"],
    [{ required: ["toString"] }, {}, "value.toString is missing"],
    [{ properties: { a: { type: "null" } } }, { a: 0 }, "value.a is not null"],
    [{ properties: { a: true }, additionalProperties: false }, { b: 1 }, "value.b is not known"],
    [{ additionalProperties: { type: "string" } }, { b: 1 }, "value.b is not a string"],
    [{ patternProperties: { "^x": true }, additionalProperties: false }, { xy: 1 }],
    [{ dependentRequired: { a: ["b"] } }, { a: 1 }, "value.b is missing"],
    [{ propertyNames: { maxLength: 1 } }, { ab: 1 }, "value.ab has a name that is not allowed"],
    [{ allOf: [{ properties: { a: true } }], unevaluatedProperties: false }, { a: 1 }],
    [
      { allOf: [{ properties: { a: true } }], unevaluatedProperties: false },
      { b: 1 },
      "value.b is not known",
    ],
    [{ not: { type: "string" } }, "a", "value is excluded"],
    [
      { if: { type: "string" }, then: { minLength: 2 }, else: false },
      "a",
      "value is shorter than 2",
    ],
    [{ $ref: "#/$defs/a~1b", $defs: { "a/b": { type: "null" } } }, 1, "value is not null"],
    [{ $ref: "#/$defs/gone" }, 1, "value has a schema that cannot be found"],
    [{ oneOf: [{ type: "string" }, { minLength: 0 }] }, "a", "value matches several alternatives"],
    [{ anyOf: [{ enum: ["a"] }, { type: "null" }] }, "b", "value is none of the known values"],
    [{ oneOf: [{ enum: ["a"] }, { enum: [""] }] }, "b", "value is none of the known values"],
    [{ anyOf: [{ enum: ["a"] }, { type: "number", minimum: 2 }] }, 1, "value is less than 2"],
    [false, 1, "value is not allowed"],
  ])("%j of %j", (schema, value, ...expected) => {
    expect(check(schema, value)).toEqual(expected);
  });

  test("of alternatives, the one that was meant is what the message is about", () => {
    const of = (kind: string, rest: object) => ({
      required: ["kind"],
      properties: { kind: { const: kind }, ...rest },
    });
    const schema = { oneOf: [of("a", { size: { type: "number" } }), of("b", {})] };
    expect(check(schema, { kind: "a", size: "1" })).toEqual(["value.size is not a number"]);
    expect(check(schema, { kind: "c" })).toEqual(["value matches no alternative"]);
  });
});

test.each<[string, unknown, unknown]>([
  ["date-time", "2026-02-28T10:00:00.5+01:00", "2026-02-28T10:00:00"],
  ["date-time", "2026-02-28t10:00:00z", "2026-02-30T10:00:00Z"],
  ["date-time", "1990-12-31T15:59:60-08:00", "1990-12-31T15:59:60Z"],
  ["date", "2024-02-29", "2023-02-29"],
  ["time", "10:00:00Z", "24:00:00Z"],
  ["uuid", "123e4567-e89b-42d3-a456-426614174000", "123e4567e89b42d3a456426614174000"],
  ["ipv4", "127.0.0.1", "127.0.0.256"],
  ["ipv6", "::1", "1::2::3"],
  ["email", "a@example.com", "a"],
  ["uri", "https://example.com/a", "/a"],
  ["duration", "P1DT2H", "P1S"],
  ["int32", 2 ** 31 - 1, 2 ** 31],
])("format %s: %j is right, %j is not", (format, right, wrong) => {
  expect(check({ format }, right)).toEqual([]);
  expect(check({ format }, wrong)).toEqual([`value is not in the format ${format}`]);
  expect(check({ format }, null)).toEqual([]);
});

describe("members that no schema lists", () => {
  const unknown = (schema: JsonSchema, value: unknown) =>
    said(createMemberCheck(schema, keywords)(value));
  const a = { properties: { a: true } };

  test.each<[JsonSchema, unknown, ...string[]]>([
    [a, { a: 1, b: 2 }, "value.b is not in the schema"],
    [{ items: a }, [{ a: 1 }, { b: 2 }], "value.1.b is not in the schema"],
    [{ allOf: [a, { properties: { b: true } }] }, { a: 1, b: 2 }],
    [
      { anyOf: [a, { properties: { b: { type: "string" } } }] },
      { b: 2 },
      "value.b is not in the schema",
    ],
    [{ type: "object" }, { a: 1 }],
    [{ ...a, additionalProperties: true }, { b: 2 }],
    [{ $ref: "#/$defs/A", $defs: { A: a } }, { b: 2 }, "value.b is not in the schema"],
    [{ properties: { a } }, { a: { b: 1 } }, "value.a.b is not in the schema"],
    [
      { properties: { a: { type: "null" } } },
      { a: 1, b: 2 },
      "value.a is not null",
      "value.b is not in the schema",
    ],
    [
      {
        oneOf: [
          { properties: { kind: { const: "a" }, a } },
          { properties: { kind: { const: "b" } } },
        ],
      },
      { kind: "a", a: { b: 1 } },
      "value.a.b is not in the schema",
    ],
    [{ oneOf: [{ type: "null" }, { type: "string" }] }, { b: 1 }, "value matches no alternative"],
    // A keyword may have a word for a member without listing it.
    [{ ...a, required: ["b"] }, { b: 1, c: 1 }, "value.c is not in the schema"],
    [{ allOf: [a, { required: ["b"] }] }, { b: 1 }],
    [
      { ...a, anyOf: [{ required: ["b"] }, { required: ["c"] }] },
      { b: 1, c: 1 },
    ],
    [
      { ...a, dependentRequired: { c: ["b"] } },
      { b: 1, c: 1 },
    ],
    [
      { ...a, dependentSchemas: { c: { required: ["b"] } } },
      { b: 1, c: 1 },
    ],
    [{ ...a, propertyNames: { enum: ["a", "b"] } }, { b: 1 }],
    [{ ...a, patternProperties: { "^b": true } }, { b1: 1, c: 1 }, "value.c is not in the schema"],
    [{ ...a, not: { required: ["b", "c"] } }, { b: 1 }],
    [{ ...a, not: { properties: { b: { const: 1 } } } }, { b: 2 }],
    [
      { ...a, if: { properties: { b: { const: 1 } } }, then: { required: ["c"] } },
      { b: 1, c: 1, d: 1 },
      "value.d is not in the schema",
    ],
    [
      {
        ...a,
        if: { properties: { b: { const: 1 }, c: { const: 1 } } },
        then: { properties: { d: true } },
        else: { properties: { e: true } },
      },
      { b: 2, c: 2, d: 1, e: 1 },
      "value.d is not in the schema",
    ],
    // Several schemas may speak of one object.
    [
      { allOf: [{ properties: { o: a } }, { properties: { o: { properties: { b: true } } } }] },
      { o: { a: 1, b: 1, c: 1 } },
      "value.o.c is not in the schema",
    ],
    [
      { items: a, contains: { properties: { b: true }, required: ["b"] } },
      [{ a: 1 }, { b: 1, c: 1 }],
      "value.1.c is not in the schema",
    ],
    [
      { properties: { o: a }, if: { properties: { o: { properties: { b: { const: 1 } } } } } },
      { o: { b: 2 } },
    ],
    [
      { properties: { o: a }, allOf: [{ properties: { o: { additionalProperties: true } } }] },
      { o: { b: 1 } },
    ],
    // What only another alternative has a word for is not known.
    [
      {
        oneOf: [
          { properties: { kind: { const: "a" }, o: a } },
          { properties: { kind: { const: "b" }, o: { properties: { b: true } } } },
        ],
      },
      { kind: "a", o: { b: 1 } },
      "value.o.b is not in the schema",
    ],
    [
      { oneOf: [{ properties: { o: a } }, { properties: { o: { properties: { b: true } } } }] },
      { o: { b: 1 } },
    ],
    [
      { oneOf: [{ properties: { o: a } }, { properties: { o: { properties: { b: true } } } }] },
      { o: { c: 1 } },
      "value.o.c is not in the schema",
    ],
  ])("%j of %j", (schema, value, ...expected) => {
    expect(unknown(schema, value)).toEqual(expected);
  });
});

test("multiples are those that the generator sees", () => {
  const steps = [0.01, 0.1, 0.3, 1, 3, 2.5, 1e-7, 1e21, 0.123456789];
  const values = [0, 1.1, 1.105, 4.35, -7.5, 3e21, 1e-6, 12, 0.9, 1e308];
  const verdicts = steps.flatMap((step) => values.map((value) => isMultipleOf(value, step)));
  expect(verdicts).toEqual(
    steps.flatMap((step) => values.map((value) => isMultipleInGenerator(value, step))),
  );
  expect(new Set(verdicts)).toEqual(new Set([true, false]));
});

test("what never ends is told", () => {
  expect(check({ $ref: "#" }, 1)).toEqual(["value is nested too deeply to check"]);
  let deep: unknown = 1;
  for (let level = 0; level < 2000; level++) deep = [deep];
  expect(check({ items: { $ref: "#" } }, deep)).toHaveLength(1);
});

test("an issue knows the schemas that lead to it, and no value", () => {
  const inner = { type: "string" };
  const schema = { properties: { a: inner } };
  const [issue] = createCheck(schema, keywords)({ a: 12345 });
  expect(issue?.schemas).toEqual([inner, schema]);
  expect(JSON.stringify(issue)).not.toContain("12345");
});

test("other libraries can take a schema", () => {
  const { "~standard": standard } = toStandardSchema<string>({ type: "string" }, keywords);
  expect(standard).toMatchObject({ version: 1, vendor: "spec-tether" });
  expect(standard.validate("a")).toEqual({ value: "a" });
  expect(standard.validate(1)).toMatchObject({
    issues: [{ message: "is not a string", path: [] }],
  });
});

test("an application pays for the keywords that its schemas use", async () => {
  const folder = `${repository}/generator/runtime/validate`;
  const size = async (code: string) => gzipSync(await bundle(folder, code), { level: 9 }).length;
  const dispatch = `export { toStandardSchema } from "./standard.js";`;
  expect(await size(dispatch)).toBeLessThanOrEqual(1024);
  expect(await size(`${dispatch} export * from "./keywords.js";`)).toBeLessThanOrEqual(4096);
  const two = await size(`${dispatch} export { type, required } from "./keywords.js";`);
  expect(two).toBeLessThanOrEqual(1024 + 400);
});
