import { expect, test } from "vitest";
import { stringify } from "yaml";
import { fieldsOf } from "../../generator/openapi/index.js";
import { json, Project, twin } from "./support.js";

/** Pages are read as OpenAPI 3.1; a spec of 3.0 gets what they state in the words of 3.0. */

const lot = (name: object, rest: object = {}) => ({
  type: "object",
  properties: { name, weight: { type: "number", minimum: 0, exclusiveMinimum: true }, ...rest },
});
const name = { type: "string", nullable: true, enum: ["a", "b"] };
const page = (schema: object) =>
  twin("List Lots", "GET /lots", { responses: { 200: json(schema) } });
const project = (schema: object | undefined) =>
  new Project({
    "spec/openapi.yaml": stringify({
      openapi: "3.0.3",
      info: { title: "T", version: "1" },
      paths: schema ? { "/lots": { get: { responses: { 200: json(schema) } } } } : {},
    }),
  });
const schemaIn = (made: Project) => {
  const [, item] = Object.entries(fieldsOf(made.read("openapi.yaml")["paths"]))[0] ?? [];
  const inner = ["get", "responses", "200", "content", "application/json", "schema"];
  return inner.reduce<unknown>((value, key) => fieldsOf(value)[key], item);
};

test("additions have the spelling of 3.0, and the next capture recognizes them", async () => {
  const made = project({ type: "object", properties: { weight: { type: "number" } } });
  const { differences } = await made.capture({ "a.md": page(lot(name)) });
  expect(differences).not.toEqual([]);
  expect(fieldsOf(schemaIn(made))["properties"]).toEqual({
    weight: { type: "number", minimum: 0, exclusiveMinimum: true },
    name: { type: "string", nullable: true, enum: ["a", "b", null] },
  });
  const again = await made.look({ "a.md": page(lot(name)) });
  expect([again.changes, again.conflicts]).toEqual([[], []]);
});

test("a spec with the equivalent spelling of 3.0 does not change", async () => {
  const { changes, conflicts } = await project(lot(name)).look({ "a.md": page(lot(name)) });
  expect([changes, conflicts]).toEqual([[], []]);
});

test("a page without null contradicts a spec with it, and later pages are followed", async () => {
  const made = project(lot(name));
  const plain = { ...name, nullable: false };
  const { conflicts } = await made.look({ "a.md": page(lot(plain)) });
  expect(conflicts.map(({ what, spec, page }) => [what, spec, page])).toEqual([
    ["GET /lots: response 200, name, nullable", true, false],
  ]);
  await made.capture({ "a.md": page(lot(name)) });
  const { changes } = await made.capture({ "a.md": page(lot(plain)) });
  expect(changes.map(({ what, before, after }) => [what, before, after])).toEqual([
    ["GET /lots: response 200, name, nullable", true, false],
  ]);
});
