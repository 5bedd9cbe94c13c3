/** Component schemas that operations do not lead to in both versions: what is said of them is true. */
import { expect, test } from "vitest";
import { compareSpecs } from "../../generator/diff/index.js";
import { head, operationWith, specOf } from "./support.js";

type Json = Record<string, unknown>;

const object = (properties: Json, more: Json = {}) => ({ type: "object", properties, ...more });
const text = { type: "string" };
const use = (name: string) => ({ $ref: `#/components/schemas/${name}` });
const content = (schema: unknown) => ({ content: { "application/json": { schema } } });
const answer = (schema: unknown) => ({
  responses: { 200: { description: "A", ...content(schema) } },
});

const old = { A: object({ a: text, b: text }) };
const now = { A: object({ a: { type: "integer" }, b: text, z: text }) };

function told(before: Json, after: Json) {
  const spec = (parts: Json) => specOf({ ...head, paths: {}, ...parts });
  return compareSpecs(spec(before), spec(after))
    .findings.filter(({ kind }) => kind === "component.schema.changed")
    .map(({ message }) => message.replace("the schema ", ""));
}

test.each<[string, Json, Json, string]>([
  ["neither version", {}, {}, "no operation uses the schema"],
  [
    "the old version",
    { paths: { "/a": { get: answer(use("A")) } } },
    { paths: { "/a": { get: answer(text) } } },
    "no operation uses the schema any more",
  ],
  [
    "the new version",
    {},
    { paths: { "/a": { get: answer(use("A")) } } },
    "no operation used the schema before",
  ],
  [
    "other places",
    { paths: { "/a": { get: answer(use("A")) } } },
    { webhooks: { a: { post: { requestBody: content(use("A")), responses: {} } } } },
    "operations use the schema in other places than before",
  ],
  [
    "a header of a component that only the new version uses",
    {},
    {
      paths: { "/a": { get: { responses: { 200: { $ref: "#/components/responses/R" } } } } },
      more: { responses: { R: { description: "A", headers: { H: { schema: use("A") } } } } },
    },
    "no operation used the schema before",
  ],
  [
    "a parameter of a callback",
    {
      paths: {
        "/a": {
          post: {
            responses: {},
            callbacks: {
              c: {
                "{$request.body#/url}": {
                  post: {
                    parameters: [{ in: "query", name: "q", schema: use("A") }],
                    responses: {},
                  },
                },
              },
            },
          },
        },
      },
    },
    {},
    "no operation uses the schema any more",
  ],
])("used by %s", (_, before, after, want) => {
  const spec = ({ more, ...parts }: Json, schemas: Json) => ({
    ...parts,
    components: { schemas, ...(more as Json | undefined) },
  });
  expect(told(spec(before, old), spec(after, now))).toEqual([
    `A ("properties/a", "properties/z") was changed; ${want}`,
  ]);
});

test("a schema that operations lead to is not said to be unused, whatever leads there", () => {
  const through: readonly Json[] = [
    answer(use("A")),
    { parameters: [{ in: "query", name: "q", ...content(use("A")) }], responses: {} },
    { responses: { 200: { description: "A", headers: { H: { schema: use("A") } } } } },
    { responses: { default: { description: "A", ...content({ ...use("A"), description: "B" }) } } },
    answer({ type: "array", items: { anyOf: [use("A"), { type: "null" }] } }),
    answer(object({ p: { allOf: [use("A")], description: "B" } })),
    answer(use("List")),
  ];
  const more = { List: { type: "array", items: use("A") } };
  for (const operation of through) {
    const paths = { "/a": { get: operation } };
    const before = { paths, components: { schemas: { ...old, ...more } } };
    expect(told(before, { paths, components: { schemas: { ...now, ...more } } })).toEqual([]);
  }
});

test("a member of allOf whose change does not show in the whole is told once", () => {
  const spec = (base: Json, own: Json) => ({
    paths: Object.fromEntries(
      ["/a", "/b"].map((path) => [
        path,
        { post: operationWith("request", { allOf: [use("A"), object({ ...own, [path]: text })] }) },
      ]),
    ),
    components: { schemas: { A: object(base) } },
  });
  expect(told(spec({ a: text, x: text }, {}), spec({ a: text }, { x: text }))).toEqual([
    'the optional property "x" was removed from A; ' +
      "operations use the schema as a part of others that did not change alike",
  ]);
});

test("of many places in a schema, the message names three", () => {
  const schema = (type: string) => ({
    A: object(Object.fromEntries(["a", "b", "c", "d", "e"].map((name) => [name, { type }]))),
  });
  const [message] = told(
    { components: { schemas: schema("string") } },
    { components: { schemas: schema("integer") } },
  );
  expect(message).toBe(
    'A ("properties/a", "properties/b", "properties/c", 2 more) was changed; no operation uses the schema',
  );
});

test("what is accepted of a schema is not all that ever changes in it", () => {
  const id = (after: Json) => {
    const spec = (schemas: Json) => specOf({ ...head, paths: {}, components: { schemas } });
    return compareSpecs(spec(old), spec(after)).findings[0]?.fingerprint;
  };
  expect(id(now)).toBe(id(now));
  expect(id(now)).not.toBe(id({ A: object({ a: { type: "boolean" }, b: text, z: text }) }));
});

test("what a member of allOf got is told of the schema that has the member", () => {
  const spec = (more: Json) => ({
    components: {
      schemas: { A: { allOf: [object({ a: text }), object(more)] }, B: object({ b: text }) },
    },
  });
  expect(told(spec({}), spec({ p: use("B") }))).toEqual([
    'the optional property "p" was added to A ("allOf/1"); no operation uses the schema',
  ]);
});
