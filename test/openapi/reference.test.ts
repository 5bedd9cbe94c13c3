import { expect, test } from "vitest";
import { componentOf, resolveIn, schemaKeyOf } from "../../generator/openapi/index.js";

test.each([
  ["#/components/schemas/Pet", { section: "schemas", key: "Pet" }],
  ["#/components/schemas/a~1b%20c", { section: "schemas", key: "a/b c" }],
  ["#/components/schemas/100%", { section: "schemas", key: "100%" }],
  ["#/components/schemas/__proto__", { section: "schemas", key: "__proto__" }],
  ["#/components/schemas/Pet/properties/a", undefined],
  ["#/components/schemas", undefined],
  ["pets.yaml#/components/schemas/Pet", undefined],
  ["#/paths/~1a", undefined],
  [undefined, undefined],
])("%s means the component %j", (ref, want) => {
  expect(componentOf(ref)).toEqual(want);
  expect(schemaKeyOf(ref)).toBe(want?.key);
});

const schemas = JSON.parse(`{
  "A": { "$ref": "#/components/schemas/B" },
  "B": { "$ref": "#/components/schemas/C", "title": "more" },
  "C": { "type": "string" },
  "Self": { "$ref": "#/components/schemas/Self" },
  "There": { "$ref": "#/components/schemas/Back" },
  "Back": { "$ref": "#/components/schemas/There" },
  "__proto__": { "type": "integer" },
  "Data": { "$ref": 5 }
}`) as Record<string, unknown>;
const find = (key: string) => resolveIn({ components: { schemas } }, `#/components/schemas/${key}`);

test("references to references are followed up to one with siblings", () => {
  expect(find("A")).toBe(schemas["B"]);
  expect(find("C")).toEqual({ type: "string" });
  expect(find("Data")).toEqual({ $ref: 5 });
});

test.each(["Self", "There", "Back"])("%s is in a cycle and does not resolve", (key) => {
  expect(find(key)).toBeUndefined();
});

test("a key may have the name of an inherited property", () => {
  expect(find("__proto__")).toEqual({ type: "integer" });
  expect(find("constructor")).toBeUndefined();
  expect(find("toString")).toBeUndefined();
});
