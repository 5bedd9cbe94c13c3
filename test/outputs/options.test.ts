import { Ajv } from "ajv";
import { describe, expect, test } from "vitest";
import {
  declaredOutputs,
  optionSchemaProblem,
  readOptions,
} from "../../generator/outputs/index.js";
import { fc, times } from "../support/random.js";

test("every built-in output has a description, and each of its options has a meaning and a default", () => {
  expect(declaredOutputs.length).toBeGreaterThanOrEqual(4);
  for (const { name, about, options } of declaredOutputs) {
    expect(about, name).toMatch(/^[`A-Z].*\.$/);
    expect(optionSchemaProblem(options), name).toBeUndefined();
    const properties = (options["properties"] ?? {}) as Record<string, Record<string, unknown>>;
    for (const [option, schema] of Object.entries(properties)) {
      expect(schema, `${name}.${option}`).toMatchObject({
        description: expect.stringMatching(/\.$/),
        default: expect.anything(),
      });
    }
    if (Object.keys(options).length > 0) expect(options["additionalProperties"]).toBe(false);
  }
});

describe("options and their schema", () => {
  // ajv asks objects for what every object has, and for lists without repetitions in `enum`.
  const plain = { noNullPrototype: true };
  const values = fc.letrec((tie) => ({
    any: fc.oneof(
      { maxDepth: 3, withCrossShrink: true },
      fc.constantFrom(null, true, false, 0, 1, -1.5, 2, "", "a", "b"),
      fc.array(tie("any"), { maxLength: 2 }),
      fc.dictionary(fc.constantFrom("a", "b", "c"), tie("any"), {
        maxKeys: 3,
        ...plain,
      }),
    ),
  })).any;
  const type = fc.constantFrom("object", "array", "string", "number", "integer", "boolean", "null");
  const schemas = fc.letrec<{ schema: Record<string, unknown> }>((tie) => ({
    schema: fc.oneof(
      { maxDepth: 3, depthIdentifier: "schema" },
      fc.record({ type }, { requiredKeys: [] }),
      fc.record({ enum: fc.array(values, { minLength: 1, maxLength: 3 }) }),
      fc.record(
        {
          type: fc.oneof(
            fc.constant("object"),
            fc.uniqueArray(type, { minLength: 1, maxLength: 3 }),
          ),
          properties: fc.dictionary(fc.constantFrom("a", "b"), tie("schema"), {
            maxKeys: 2,
            ...plain,
          }),
          required: fc.uniqueArray(fc.constantFrom("a", "b", "c"), { maxLength: 2 }),
          additionalProperties: fc.oneof(fc.boolean(), tie("schema")),
        },
        { requiredKeys: ["type"] },
      ),
      fc.record({ type: fc.constant("array"), items: tie("schema") }),
    ),
  })).schema;
  const wholes = fc.record({
    type: fc.constant("object"),
    properties: fc.dictionary(fc.constantFrom("a", "b"), schemas, { maxKeys: 2, ...plain }),
    required: fc.uniqueArray(fc.constantFrom("a", "b", "c"), { maxLength: 1 }),
    additionalProperties: fc.oneof(fc.boolean(), schemas),
  });
  const ajv = new Ajv({ strict: false, validateSchema: false });

  test("match exactly if they match for ajv", () => {
    let fitting = 0;
    fc.assert(
      fc.property(
        wholes,
        fc.dictionary(fc.constantFrom("a", "b", "c"), values, plain),
        (schema, given) => {
          expect(optionSchemaProblem(schema)).toBeUndefined();
          const { options, misfits } = readOptions(schema, given);
          // Without what a null says nothing of, which is no matter of JSON Schema.
          const isFitting = ajv.validate(schema, options);
          expect(misfits.length === 0).toBe(isFitting);
          if (isFitting) fitting++;
        },
      ),
      { numRuns: times(500) },
    );
    expect(fitting).toBeGreaterThan(times(50));
  });

  const schema = {
    type: "object",
    properties: {
      title: { type: "string", default: "T" },
      list: {
        type: "array",
        items: { type: "object", properties: { depth: { type: "integer", default: 1 } } },
      },
      free: { type: ["string", "null"], default: "x" },
      choice: { enum: ["a", null], default: "a" },
    },
  };
  test.each([
    [{}, { title: "T", free: "x", choice: "a" }],
    [
      { title: "U", list: [{}, { depth: 2 }] },
      { title: "U", list: [{ depth: 1 }, { depth: 2 }], free: "x", choice: "a" },
    ],
    [{ title: null }, { title: "T", free: "x", choice: "a" }],
    [
      { free: null, choice: null },
      { title: "T", free: null, choice: null },
    ],
    [{ list: [{ depth: null }] }, { title: "T", list: [{ depth: 1 }], free: "x", choice: "a" }],
    [{ other: null }, { title: "T", free: "x", choice: "a" }],
  ])("%j is read as %j", (given, want) => {
    expect(readOptions(schema, given)).toEqual({ options: want, misfits: [] });
  });

  test("a keyword that is not checked is refused, wherever it occurs", () => {
    const unchecked = [
      "pattern",
      "minimum",
      "minItems",
      "oneOf",
      "$ref",
      "format",
      "const",
      "propertyNames",
    ];
    for (const keyword of unchecked) {
      const inner = { [keyword]: 1 };
      for (const each of [
        { ...inner, type: "object" },
        { type: "object", properties: { a: inner } },
        { type: "object", additionalProperties: inner },
        { type: "object", properties: { a: { items: inner } } },
      ]) {
        expect(optionSchemaProblem(each)).toContain(
          `the keyword "${keyword}", which is not supported`,
        );
      }
    }
  });
});
