import { expect, test } from "vitest";
import {
  checkedKeywords,
  keywordsIn,
  nameOfKeyword,
} from "../../generator/outputs/schemas/validators.js";
import * as functions from "../../generator/runtime/validate/keywords.js";

test("every keyword that the runtime checks can be in a client's table, and no other", () => {
  expect(checkedKeywords.map(nameOfKeyword).sort()).toEqual(Object.keys(functions).sort());
});

test("the keywords of a schema are those of all in it, and no names of members", () => {
  const schema = {
    properties: { pattern: { type: "string" }, format: { items: { enum: [{ minimum: 1 }] } } },
    anyOf: [{ required: ["uniqueItems"] }],
  };
  expect([...new Set(keywordsIn(schema))].sort()).toEqual([
    ...["anyOf", "enum", "items", "properties", "required", "type"],
  ]);
});
