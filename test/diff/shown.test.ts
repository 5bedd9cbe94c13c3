import { describe, expect, test } from "vitest";
import { compareSpecs, type Finding } from "../../generator/diff/index.js";
import { head, operationWith, specOf } from "./support.js";

/** Findings between two documents of one operation, whose schema is nested in another. */
function compare(subject: string, nest: (schema: object) => object): readonly Finding[] {
  const document = (type: string) =>
    specOf({ ...head, paths: { "/a": { post: operationWith(subject, nest({ type })) } } });
  return compareSpecs(document("string"), document("boolean")).findings;
}

const object = (name: string, schema: object) => ({
  type: "object",
  properties: { [name]: schema },
});
const list = (items: object) => ({ type: "array", items });

/** What names hold is the document's to choose; they are never taken apart. */
describe("names in the client's types", () => {
  test.each([
    ["a dot", "a.b"],
    ["brackets", "filter[name]"],
    ["parentheses", "size(mm)"],
    ["what a list looks like", "[]"],
    ["what a keyword looks like", "(if)"],
  ])("may hold %s", (_, name) => {
    const [finding] = compare("request", (schema) => object("outer", list(object(name, schema))));
    expect(finding?.shown.map(({ names }) => names)).toEqual([["body", "outer", name]]);
  });

  test("of a parameter may look like what we call another", () => {
    const name = 'query parameter "x"';
    const document = (parameters: object[]) =>
      specOf({ ...head, paths: { "/a": { get: { parameters } } } });
    const parameter = { in: "query", name, schema: { type: "string" } };
    const { findings } = compareSpecs(document([parameter]), document([]));
    expect(findings.flatMap(({ shown }) => shown.map(({ names }) => names))).toEqual([[name]]);
  });

  test("of a header of a webhook's reply are not arguments", () => {
    const document = (required: boolean) => {
      const headers = { "X-A": { required, schema: { type: "string" } } };
      const post = { responses: { 200: { description: "A", headers } } };
      return specOf({ ...head, webhooks: { arrived: { post } } });
    };
    const { findings } = compareSpecs(document(false), document(true));
    expect(findings.map(({ kind, shown }) => [kind, shown])).toEqual([
      ["parameter.presence.required", []],
    ]);
  });
});

/** What has no name is no property. */
describe("where something is", () => {
  const contains = (schema: object) => ({ type: "array", contains: schema });
  test.each<[string, (schema: object) => object, string]>([
    ["the body", (schema) => schema, "the response body"],
    ["an item", list, 'the response body ("[]")'],
    ["an item that has to be there", contains, 'the response body ("(contains)")'],
    ["that of an item", (schema) => list(contains(schema)), 'the response body ("[].(contains)")'],
    [
      "an item by position",
      (schema) => ({ type: "array", prefixItems: [schema] }),
      'the response body ("[0]")',
    ],
    ["a property", (schema) => object("a", list(schema)), 'the response property "a[]"'],
    [
      "a value of a map",
      (schema) => ({ type: "object", additionalProperties: schema }),
      'the response property "*"',
    ],
    [
      "a property by its pattern",
      (schema) => ({ type: "object", patternProperties: { abc: schema } }),
      'the response property "(abc)"',
    ],
  ])("%s", (_, nest, where) => {
    expect(compare("response", nest).map(({ message }) => message)).toEqual([
      `the type of ${where} was changed from string to boolean`,
    ]);
  });
});

test("strings in an event's field are open, whatever its name", () => {
  const document = (name: string, values: string[]) => {
    const schema = object(name, { type: "string", enum: values });
    const post = { "x-client": { discriminator: "type" }, ...operationWith("request", schema) };
    return specOf({ ...head, webhooks: { arrived: { post } } });
  };
  for (const name of ["state", "order.state", "state[0]"]) {
    const [finding] = compareSpecs(document(name, ["a"]), document(name, ["a", "b"])).findings;
    expect([finding?.kind, finding?.source]).toEqual(["response.enum.added", "warning"]);
  }
});
