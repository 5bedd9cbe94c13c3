import { describe, expect, test } from "vitest";
import { integer, number, text, wiresBetween } from "./support.js";

describe("two spellings of one set", () => {
  test.each<[string, unknown, unknown]>([
    ["from 1 on, and above 0", integer({ minimum: 1 }), integer({ exclusiveMinimum: 0 })],
    ["up to 9, and below 10", integer({ maximum: 9 }), integer({ exclusiveMaximum: 10 })],
    ["a bound between integers", integer({ minimum: 0.5 }), integer({ minimum: 1 })],
    ["an open bound between integers", integer({ exclusiveMaximum: 9.5 }), integer({ maximum: 9 })],
    [
      "a bound between multiples",
      integer({ minimum: 1, multipleOf: 5 }),
      integer({ minimum: 5, multipleOf: 5 }),
    ],
    [
      "a bound between decimals",
      number({ maximum: 0.35, multipleOf: 0.1 }),
      number({ maximum: 0.3, multipleOf: 0.1 }),
    ],
    [
      "an open bound that is a multiple",
      number({ exclusiveMinimum: 0.7, multipleOf: 0.1 }),
      number({ minimum: 0.8, multipleOf: 0.1 }),
    ],
    ["a multiple of 1, and an integer", number({ multipleOf: 1 }), integer({})],
    [
      "a multiple of 5, and an integer that is",
      number({ multipleOf: 5 }),
      integer({ multipleOf: 5 }),
    ],
    ["a multiple that all integers are", integer({ multipleOf: 1 }), integer({})],
    ["a fraction that all integers are multiples of", integer({ multipleOf: 0.5 }), integer({})],
    [
      "two multiples, and the one of both",
      integer({ allOf: [{ multipleOf: 4 }, { multipleOf: 6 }] }),
      integer({ multipleOf: 12 }),
    ],
    [
      "multiples of fractions in integers",
      integer({ multipleOf: 1.5 }),
      integer({ multipleOf: 3 }),
    ],
    ["values with their type, and without", { enum: [1, 2] }, integer({ enum: [1, 2] })],
    ["values with a type that has more", number({ enum: [1, 2] }), integer({ enum: [1, 2] })],
    ["values of another type than theirs", integer({ enum: [1, "x"] }), integer({ enum: [1] })],
    ["values beyond a bound", integer({ enum: [1, 5], maximum: 3 }), integer({ enum: [1] })],
    ["values that are too long", text({ enum: ["a", "abc"], maxLength: 2 }), text({ enum: ["a"] })],
    [
      "values that a pattern excludes",
      text({ enum: ["a", "b"], pattern: "^a$" }),
      text({ enum: ["a"] }),
    ],
    ["bounds of what is listed", integer({ enum: [1, 2], minimum: 0 }), integer({ enum: [1, 2] })],
    ["a format of what is listed", text({ enum: ["a"], format: "x" }), text({ enum: ["a"] })],
    ["a constant, and a list of it", { const: "a" }, text({ enum: ["a"] })],
    ["a value that is listed twice", text({ enum: ["a", "b", "a"] }), text({ enum: ["b", "a"] })],
    [
      "constants, and their list",
      { oneOf: [{ const: "a" }, { const: "b" }] },
      { enum: ["a", "b"] },
    ],
    [
      "described constants, and their list",
      {
        type: "string",
        anyOf: [
          { const: "a", title: "A" },
          { const: "b", description: "B" },
        ],
      },
      text({ enum: ["a", "b"] }),
    ],
    [
      "constants in two lists",
      { oneOf: [{ enum: ["a", "b"] }, { const: "c" }] },
      { enum: ["a", "b", "c"] },
    ],
    [
      "constants and null, and their list",
      { oneOf: [{ const: "a" }, { const: "b" }, { type: "null" }] },
      { enum: ["a", "b", null] },
    ],
    [
      "a list that names null, and a type that does not",
      { type: ["string", "null"], enum: ["a"] },
      text({ enum: ["a"] }),
    ],
    ["true and false, and the type of both", { enum: [true, false] }, { type: "boolean" }],
    [
      "true and false as constants",
      { oneOf: [{ const: true }, { const: false }] },
      { type: "boolean" },
    ],
    ["the order of types", { type: ["string", "integer"] }, { type: ["integer", "string"] }],
    ["a type that is listed twice", { type: ["string", "string"] }, text({})],
    ["numbers that may be integers", { type: ["integer", "number"] }, number({})],
    [
      "all types, and none",
      { type: ["null", "boolean", "object", "array", "number", "string"] },
      {},
    ],
    [
      "all types with both of numbers",
      { type: ["null", "boolean", "object", "array", "number", "string", "integer"] },
      {},
    ],
    ["nothing, and nothing", { not: {} }, { allOf: [text({}), integer({})] }],
    ["nothing within bounds", integer({ minimum: 3, maximum: 2 }), { not: {} }],
    ["nothing that is listed", { type: "integer", enum: ["a"] }, { enum: [] }],
    [
      "a type of which nothing fits",
      { type: ["string", "integer"], minLength: 3, maxLength: 2 },
      integer({}),
    ],
    ["what is not nothing", text({ not: false }), text({})],
    [
      "an object that needs what it forbids",
      { type: "object", required: ["a"], properties: { a: false } },
      { not: {} },
    ],
    ["lists of items that may be all", { type: "array", items: true }, { type: "array" }],
    [
      "positions after the last",
      { type: "array", items: { not: {} } },
      { type: "array", items: false },
    ],
    [
      "nothing undeclared",
      { type: "object", additionalProperties: { not: {} } },
      { type: "object", additionalProperties: false },
    ],
    [
      "a forbidden name where others are",
      { type: "object", properties: { a: false }, additionalProperties: false },
      { type: "object", additionalProperties: false },
    ],
    [
      "one item that matches",
      { type: "array", contains: text({}), minContains: 1 },
      { type: "array", contains: text({}) },
    ],
    [
      "no item that has to match",
      { type: "array", contains: text({}), minContains: 0 },
      { type: "array" },
    ],
    [
      "a limit of items that nothing asks for",
      { type: "array", minContains: 2 },
      { type: "array" },
    ],
    [
      "a condition without a branch",
      { type: "object", if: { required: ["a"] } },
      { type: "object" },
    ],
    [
      "a branch without a condition",
      // biome-ignore lint/suspicious/noThenProperty: a keyword
      { type: "object", then: { required: ["a"] } },
      { type: "object" },
    ],
    [
      "a branch that asks for nothing",
      // biome-ignore lint/suspicious/noThenProperty: a keyword
      { type: "object", if: { required: ["a"] }, then: {} },
      // biome-ignore lint/suspicious/noThenProperty: a keyword
      { type: "object", if: { required: ["a"] }, then: true },
    ],
    [
      "a position that has the schema of the other items",
      { type: "array", prefixItems: [integer({})], items: text({}) },
      { type: "array", prefixItems: [integer({}), text({})], items: text({}) },
    ],
    [
      "a name that asks for no other",
      { type: "object", dependentRequired: { a: [] } },
      { type: "object" },
    ],
    [
      "a name that has no effect",
      { type: "object", dependentSchemas: { a: true } },
      { type: "object" },
    ],
    [
      "names that are texts",
      { type: "object", propertyNames: { type: "string" } },
      { type: "object" },
    ],
    [
      "names with a pattern that may have any value",
      { type: "object", patternProperties: { "^x": {} } },
      { type: "object" },
    ],
    [
      "as many names as are required",
      { type: "object", required: ["a", "b"], minProperties: 2 },
      { type: "object", required: ["a", "b"] },
    ],
    [
      "unevaluated names that may be all",
      { type: "object", unevaluatedProperties: true },
      { type: "object" },
    ],
    [
      "the stricter of two lengths",
      text({ allOf: [{ minLength: 3 }, { minLength: 5 }] }),
      text({ minLength: 5 }),
    ],
    ["a list without its type", { items: text({}) }, { type: "array", items: text({}) }],
  ])("%s", (_, one, other) => {
    for (const subject of ["request", "response", "parameter", "header"]) {
      expect(wiresBetween(subject, one, other)).toEqual([]);
      expect(wiresBetween(subject, other, one)).toEqual([]);
    }
  });

  test("a flag of 3.0 and a number of 3.1", () => {
    const old = integer({ minimum: 0, exclusiveMinimum: true });
    expect(wiresBetween("request", old, integer({ minimum: 1 }), ["3.0.3", "3.1.0"])).toEqual([]);
    expect(
      wiresBetween("request", integer({ exclusiveMinimum: 0 }), old, ["3.1.0", "3.0.3"]),
    ).toEqual([]);
  });

  test("null by what an enum leaves of a type of 3.0, and the null of 3.1", () => {
    const old = { oneOf: [text({ maxLength: 3 }), text({ nullable: true, enum: [null] })] };
    const now = { oneOf: [text({ maxLength: 3 }), { type: "null" }] };
    for (const subject of ["request", "response", "parameter", "header"]) {
      expect(wiresBetween(subject, old, now, ["3.0.3", "3.1.0"])).toEqual([]);
      expect(wiresBetween(subject, now, old, ["3.1.0", "3.0.3"])).toEqual([]);
    }
  });

  test("integers in a range, and their list, are of another type only in code", () => {
    const [range, list] = [integer({ minimum: 1, maximum: 3 }), integer({ enum: [1, 2, 3] })];
    expect(wiresBetween("request", range, list)).toEqual(["request.enum.begun info"]);
    expect(wiresBetween("response", list, range)).toEqual(["response.enum.dropped info"]);
  });
});
