import { expect, test } from "vitest";
import { model, specWith } from "../support/generator.js";

const string = { type: "string" };
const orNull = (schema: object) => ({ anyOf: [schema, { type: "null" }] });
const list = (items: object) => ({ type: "array", items });
const object = (properties: object, required: string[] = []) => ({
  type: "object",
  properties,
  required,
});

async function warningsOf(operation: object, path = "/a"): Promise<string[]> {
  const { warnings } = await model(specWith({ [`POST ${path}`]: operation }));
  return warnings.map(({ code, message }) => `${code}: ${message}`);
}
const ofParameter = (parameter: object) =>
  warningsOf({ parameters: [{ name: "p", ...parameter }] });

test("a parameter that can never be sent is left out", async () => {
  const inQuery = { in: "query", schema: list(object({ a: string })) };
  expect(await ofParameter(inQuery)).toEqual([
    'value-unsendable: parameter "p" in query cannot hold an object in a list, and nothing else is allowed; it is left out',
  ]);
});

test.each<[string, object, string]>([
  [
    "lists in a header, if they can hold lists",
    { in: "header", schema: { oneOf: [list(string), list(list(string))] } },
    'parameter "p" in header cannot hold a list in a list; its type does not allow that',
  ],
  [
    "properties of an object",
    { in: "query", schema: object({ a: string, b: object({}), c: list(string) }) },
    'parameter "p" in query cannot hold an object in property "b", a list in property "c"; its type does not allow that',
  ],
  [
    "null where a value is required",
    { in: "query", required: true, schema: orNull(string) },
    'parameter "p" in query cannot hold null; its type does not allow that',
  ],
])("what can never be sent is named: %s", async (_, parameter, message) => {
  expect(await ofParameter(parameter)).toEqual([`value-unsendable: ${message}`]);
});

test("a path parameter without a sendable value is text", async () => {
  const parameter = { name: "p", in: "path", required: true, schema: list(list(string)) };
  expect(await warningsOf({ parameters: [parameter] }, "/a/{p}")).toEqual([
    'value-unsendable: parameter "p" in path cannot hold a list in a list, and nothing else is allowed; it is treated as a string',
  ]);
});

test("a form field is not text if the client cannot write its media type", async () => {
  const content = (field: object, encoding: object) => ({
    requestBody: {
      content: {
        "multipart/form-data": { schema: object({ p: field }), encoding: { p: encoding } },
      },
    },
  });
  const xml = { contentType: "application/xml" };
  expect(await warningsOf(content(object({ a: string }), xml))).toEqual([
    'value-unsendable: a body of multipart/form-data cannot hold an object in property "p"; its type does not allow that',
  ]);
  expect(await warningsOf(content(string, xml))).toEqual([]);
  expect(await warningsOf(content(object({ a: string }), { contentType: "a/b+json" }))).toEqual([]);
});

test.each<[string, object]>([
  ["null that is left out", { in: "query", schema: orNull(list(orNull(string))) }],
  ["deepObject", { in: "query", style: "deepObject", schema: object({ a: list(object({})) }) }],
  ["JSON", { in: "query", content: { "application/json": { schema: list(object({})) } } }],
  ["what is not described", { in: "query", schema: {} }],
  ["what is only read", { in: "query", schema: object({ a: { ...object({}), readOnly: true } }) }],
])("nothing is said of %s", async (_, parameter) => {
  expect(await ofParameter(parameter)).toEqual([]);
});

test("reading a schema that is its own alternative ends", async () => {
  const schema = { $ref: "#/components/schemas/A" };
  const alternatives = [string, list(string), { type: "array", items: schema }];
  const { warnings } = await model(
    specWith(
      { "GET /a": { parameters: [{ name: "p", in: "query", schema }] } },
      { components: { schemas: { A: { anyOf: alternatives } } } },
    ),
  );
  expect(warnings.map(({ message }) => message)).toEqual([
    'parameter "p" in query cannot hold a list in a list; its type does not allow that',
  ]);
});
