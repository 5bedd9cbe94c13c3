import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, test } from "vitest";
import { matchesSchema, overlapOf } from "../../generator/contract/index.js";
import { Schemas } from "../../generator/contract/schema-normalizer.js";
import { top } from "../../generator/openapi/index.js";
import { fc, times } from "../support/random.js";

type Json = Record<string, unknown> | boolean;

const components: Record<string, Json> = {
  Name: { type: "string", minLength: 2 },
  List: { type: "object", properties: { next: { $ref: "#/components/schemas/List" } } },
  Endless: {
    type: "object",
    required: ["next"],
    properties: { next: { $ref: "#/components/schemas/Endless" } },
  },
};
const schemas = () =>
  new Schemas({ resolve: (ref) => components[ref.slice(ref.lastIndexOf("/") + 1)] });

function overlap(all: readonly Json[], closed?: number) {
  const own = schemas();
  const constraints = all.map((raw, index) => ({
    parts: [{ raw, at: top }],
    schemas: own,
    isClosed: index === closed,
  }));
  return overlapOf(constraints);
}

const object = (properties: Record<string, Json>, ...required: string[]): Json => ({
  type: "object",
  properties,
  ...(required.length > 0 ? { required } : {}),
});
const closed = (properties: Record<string, Json>, ...required: string[]): Json => ({
  ...(object(properties, ...required) as object),
  additionalProperties: false,
});
const text: Json = { type: "string" };

describe("two schemas", () => {
  test.each<[string, "yes" | "no" | "unknown", Json, Json]>([
    ["of one type", "yes", text, text],
    ["of different types", "no", text, { type: "integer" }],
    ["of an integer and a number", "yes", { type: "integer" }, { type: "number" }],
    ["of lists of types", "yes", { type: ["string", "boolean"] }, { type: ["boolean", "array"] }],
    ["that both allow null", "yes", { type: ["string", "null"] }, { type: ["integer", "null"] }],
    ["of OpenAPI 3.0 that allow null", "yes", { type: "string", nullable: true }, { type: "null" }],
    ["that both allow null, one by a variant", "yes", { type: "null" }, { oneOf: [text, {}] }],
    ["that allow anything", "yes", {}, true],
    ["of which one allows nothing", "no", {}, false],
    ["with a constant in common", "yes", { const: "a" }, { enum: ["a", "b"] }],
    ["with different constants", "no", { const: "a" }, { const: "b" }],
    ["with a constant that is too short", "no", { const: "a" }, { type: "string", minLength: 2 }],
    ["of numbers apart", "no", { type: "number", maximum: 1 }, { type: "number", minimum: 2 }],
    ["of numbers that meet", "yes", { type: "number", maximum: 2 }, { type: "number", minimum: 2 }],
    [
      "of numbers that nearly meet",
      "no",
      { type: "number", exclusiveMaximum: 2 },
      { type: "number", minimum: 2 },
    ],
    [
      "of integers between which there is none",
      "no",
      { type: "integer", exclusiveMinimum: 1 },
      { type: "number", exclusiveMaximum: 2 },
    ],
    ["of multiples", "yes", { type: "integer", multipleOf: 4, minimum: 9 }, { multipleOf: 6 }],
    [
      "of short and long texts",
      "no",
      { type: "string", maxLength: 2 },
      { type: "string", minLength: 3 },
    ],
    ["of texts of one format", "yes", { type: "string", format: "uuid" }, text],
    ["of texts with patterns", "unknown", { type: "string", pattern: "^a" }, text],
    [
      "of texts with patterns, and an example that nobody may check",
      "unknown",
      { type: "string", pattern: "^a", example: "a" },
      text,
    ],
    [
      "of lists that may be empty",
      "yes",
      { type: "array", items: text },
      { type: "array", items: { type: "integer" } },
    ],
    [
      "of lists that may not",
      "no",
      { type: "array", items: text, minItems: 1 },
      { type: "array", items: { type: "integer" } },
    ],
    [
      "of lists of short and long",
      "no",
      { type: "array", maxItems: 1 },
      { type: "array", minItems: 2 },
    ],
    ["of objects of which one is looser", "yes", object({ a: text }, "a"), object({ a: text })],
    [
      "of open objects with different names",
      "yes",
      object({ a: text }, "a"),
      object({ b: text }, "b"),
    ],
    [
      "of closed objects with different names",
      "no",
      closed({ a: text }, "a"),
      closed({ b: text }, "b"),
    ],
    ["of closed objects that may be empty", "yes", closed({ a: text }), closed({ b: text })],
    [
      "with a constant that both require",
      "no",
      object({ kind: { const: "a" } }, "kind"),
      object({ kind: { const: "b" } }, "kind"),
    ],
    [
      "with a constant that only one requires",
      "no",
      object({ kind: { const: "a" } }),
      object({ kind: { const: "b" } }, "kind"),
    ],
    [
      "with constants that nobody requires",
      "yes",
      object({ kind: { const: "a" } }),
      object({ kind: { const: "b" } }),
    ],
    [
      "with a required property of different types",
      "no",
      object({ id: text }, "id"),
      object({ id: { type: "integer" } }),
    ],
    [
      "with values of a map that fit",
      "yes",
      { type: "object", additionalProperties: text },
      object({ a: text }, "a"),
    ],
    [
      "with values of a map that do not",
      "no",
      { type: "object", additionalProperties: { type: "integer" } },
      object({ a: text }, "a"),
    ],
    ["that say what they are not", "no", { not: {} }, text],
    ["of which one is not the other", "unknown", { not: { type: "string" } }, text],
    ["with a union", "yes", { anyOf: [text, { type: "boolean" }] }, { type: "boolean" }],
    [
      "with a union of something else",
      "no",
      { anyOf: [text, { const: true }] },
      { type: "integer" },
    ],
    [
      "with a union in a union",
      "yes",
      { oneOf: [{ anyOf: [object({ a: text }, "a"), text] }, { type: "integer" }] },
      object({}),
    ],
    ["with a reference", "yes", { $ref: "#/components/schemas/Name" }, text],
    [
      "with a reference to a longer text",
      "no",
      { $ref: "#/components/schemas/Name" },
      { const: "a" },
    ],
    ["with a reference to itself", "yes", { $ref: "#/components/schemas/List" }, object({})],
    [
      "with a reference to itself without an end",
      "unknown",
      { $ref: "#/components/schemas/Endless" },
      object({}),
    ],
    [
      "with keywords that say more",
      "unknown",
      { type: "object", minProperties: 1, propertyNames: { maxLength: 3 } },
      object({ a: text }, "a"),
    ],
  ])("%s: %s", (_, answer, one, other) => {
    expect(overlap([one, other]).answer).toBe(answer);
    expect(overlap([other, one]).answer).toBe(answer);
  });
});

test("three schemas may exclude together what two of them allow", () => {
  const [low, high] = [
    { type: "integer", maximum: 3 },
    { type: "integer", minimum: 2 },
  ];
  expect(overlap([low, high]).answer).toBe("yes");
  expect(overlap([low, high, { multipleOf: 5, minimum: 3 }]).answer).not.toBe("yes");
  expect(overlap([low, high, { type: "integer", minimum: 4 }]).answer).toBe("no");
});

test("of what callers know only declared properties count", () => {
  const [a, b] = [object({ a: text }, "a"), object({ b: text }, "b")];
  expect(overlap([a, b], 0)).toEqual({ answer: "no" });
  expect(overlap([a, object({ a: text })], 0)).toMatchObject({ answer: "yes" });
  expect(overlap([{ ...(a as object), additionalProperties: true }, b], 0).answer).toBe("yes");
});

const { schema } = fc.letrec<{ schema: Json; leaf: Json; node: Json }>((tie) => {
  const some = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: undefined, freq: 2 });
  const defined = (fields: Record<string, unknown>): Json =>
    Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
  const number = fc.integer({ min: -2, max: 3 });
  const count = fc.integer({ min: 0, max: 3 });
  const plain = fc.constantFrom("a", "bb", 0, 1, 2.5, true, null);
  const name = fc.constantFrom("a", "b", "c");
  const child = tie("schema");
  return {
    leaf: fc.oneof(
      fc.record({ const: plain }),
      fc.record({ enum: fc.uniqueArray(plain, { minLength: 1, maxLength: 3 }) }),
      fc
        .record({
          type: fc.constantFrom("integer", "number", ["integer", "null"]),
          minimum: some(number),
          exclusiveMaximum: some(number),
          multipleOf: some(fc.constantFrom(2, 3)),
        })
        .map(defined),
      fc
        .record({
          type: fc.constantFrom("string", ["string", "boolean"]),
          minLength: some(count),
          maxLength: some(count),
          pattern: some(fc.constant("^a")),
        })
        .map(defined),
      fc.constantFrom<Json>({}, true, false, { type: "boolean" }, { type: "null" }),
    ),
    node: fc.oneof(
      fc
        .record({
          type: some(fc.constant("object")),
          properties: some(fc.dictionary(name, child, { maxKeys: 3, noNullPrototype: true })),
          required: some(fc.uniqueArray(name, { maxLength: 2 })),
          additionalProperties: some(fc.oneof(fc.boolean(), child)),
          maxProperties: some(count),
          dependentRequired: some(fc.constant({ a: ["b"] })),
        })
        .map(defined),
      fc
        .record({
          type: fc.constant("array"),
          items: some(child),
          prefixItems: some(fc.array(child, { minLength: 1, maxLength: 2 })),
          minItems: some(count),
          uniqueItems: some(fc.boolean()),
        })
        .map(defined),
      ...(["allOf", "anyOf", "oneOf"] as const).map((keyword) =>
        fc.array(child, { minLength: 1, maxLength: 3 }).map((list): Json => ({ [keyword]: list })),
      ),
      fc.record({ not: child }),
      fc
        .record({
          type: fc.constant("object"),
          oneOf: fc.array(child, { minLength: 1, maxLength: 2 }),
        })
        .map((fields): Json => fields),
    ),
    schema: fc.oneof({ maxDepth: 3, withCrossShrink: true }, tie("leaf"), tie("node")),
  };
});

const value = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 2 },
    fc.constantFrom<unknown>("", "a", "bb", "abc", -1, 0, 1, 2, 2.5, 3, 6, true, false, null),
    fc.dictionary(fc.constantFrom("a", "b", "c"), tie("value"), {
      maxKeys: 3,
      noNullPrototype: true,
    }),
    fc.array(tie("value"), { maxLength: 3 }),
  ),
})).value;

const ajv = new Ajv2020({ strict: false, logger: false });
const accepts = (raw: Json, instance: unknown) => ajv.validate(raw, instance);

test("what is said of a value, a validator says too", () => {
  fc.assert(
    fc.property(schema, fc.array(value, { minLength: 5, maxLength: 20 }), (raw, values) => {
      for (const each of values) {
        const verdict = matchesSchema(each, [{ raw, at: top }], schemas());
        if (verdict !== undefined) expect(verdict).toBe(accepts(raw, each));
      }
    }),
    { numRuns: times(200) },
  );
});

test("a validator accepts what two schemas have in common, and refutes no exclusion", () => {
  const answers = { yes: 0, no: 0, unknown: 0 };
  fc.assert(
    fc.property(
      schema,
      schema,
      fc.array(value, { minLength: 10, maxLength: 40 }),
      (one, other, values) => {
        const result = overlap([one, other]);
        answers[result.answer]++;
        if (result.answer === "yes") {
          expect([accepts(one, result.value), accepts(other, result.value)]).toEqual([true, true]);
        } else if (result.answer === "no") {
          expect(values.filter((each) => accepts(one, each) && accepts(other, each))).toEqual([]);
        }
      },
    ),
    { numRuns: times(300) },
  );
  // The test would say nothing if most answers were that it cannot be told.
  expect(answers.yes).toBeGreaterThan(answers.unknown);
  expect(answers.no).toBeGreaterThan(answers.unknown);
});
