import { expect, test } from "vitest";
import { compareSpecs } from "../../generator/diff/index.js";
import { load } from "../support/generator.js";

/** A response whose body is a number of this schema. */
const returning = (schema: object) =>
  load(
    JSON.stringify({
      openapi: "3.1.0",
      info: { title: "T", version: "1" },
      paths: {
        "/a": {
          get: {
            responses: {
              200: { description: "A", content: { "application/json": { schema } } },
            },
          },
        },
      },
    }),
  );

test.each<[name: string, before: object, after: object, kinds: readonly string[]]>([
  [
    "to an integer, above 0 is from 1 on",
    { type: "integer", minimum: 1 },
    { type: "integer", exclusiveMinimum: 0 },
    [],
  ],
  [
    "to an integer, below 10 is up to 9",
    { type: "integer", exclusiveMaximum: 10 },
    { type: "integer", maximum: 9 },
    [],
  ],
  [
    "to a number it is not",
    { type: "number", minimum: 1 },
    { type: "number", exclusiveMinimum: 0 },
    ["response.minimum.lowered"],
  ],
  [
    "an end that is no longer let in",
    { type: "number", minimum: 1 },
    { type: "number", exclusiveMinimum: 1 },
    ["response.exclusiveMinimum.set"],
  ],
  [
    "an end that is let in now",
    { type: "number", exclusiveMaximum: 1 },
    { type: "number", maximum: 1 },
    ["response.exclusiveMaximum.unset"],
  ],
  [
    "what a tighter bound makes idle",
    { type: "number", minimum: 1, exclusiveMinimum: 5 },
    { type: "number", exclusiveMinimum: 5 },
    [],
  ],
  [
    "of two bounds the tighter, whatever brings them together",
    { type: "number", allOf: [{ maximum: 3 }, { exclusiveMaximum: 3 }] },
    { type: "number", exclusiveMaximum: 3 },
    [],
  ],
])("%s", async (_, before, after, kinds) => {
  const [base, revision] = [await returning(before), await returning(after)];
  expect(compareSpecs(base, revision).findings.map(({ kind }) => kind)).toEqual(kinds);
});
