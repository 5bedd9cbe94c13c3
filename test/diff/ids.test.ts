import { describe, expect, test } from "vitest";
import { compareSpecs } from "../../generator/diff/index.js";
import { head, operationWith, specOf } from "./support.js";

const compare = (before: unknown, after: unknown) =>
  compareSpecs(specOf(before), specOf(after)).findings;
const idsOf = (before: unknown, after: unknown) =>
  compare(before, after).map(({ fingerprint }) => fingerprint);

const answer = (schema: unknown, schemas: object = {}) => ({
  ...head,
  paths: { "/a": { get: operationWith("response", schema) } },
  components: { schemas },
});
/** An object whose property `x` is of a type, with something that names it. */
const item = (more: object, type: string) => ({
  type: "object",
  ...more,
  properties: { ...(more as { properties?: object }).properties, x: { type } },
});
const property = (name: string, value: unknown) => ({ properties: { [name]: value } });

type Nest = (schemas: readonly object[]) => object;
const nests: readonly (readonly [string, Nest])[] = [
  ["oneOf", (oneOf) => ({ oneOf })],
  ["anyOf", (anyOf) => ({ anyOf })],
  ["a union in a property", (oneOf) => ({ type: "object", properties: { p: { oneOf } } })],
  ["a union in a list", (anyOf) => ({ type: "array", items: { anyOf } })],
  ["a union in a union", (oneOf) => ({ anyOf: [{ type: "string" }, { oneOf }] })],
  ["a map of unions", (oneOf) => ({ type: "object", additionalProperties: { oneOf } })],
];
const names: readonly (readonly [string, object, object])[] = [
  ["titles", { title: "A" }, { title: "B" }],
  ["a constant", property("kind", { const: "a" }), property("kind", { const: "b" })],
  [
    "a constant, under one title",
    { title: "T", ...property("kind", { const: "a" }) },
    { title: "T", ...property("kind", { const: "b" }) },
  ],
  ["a list of one value", property("kind", { enum: ["a"] }), property("kind", { enum: ["b"] })],
  ["their properties", property("a", {}), property("b", {})],
];
const cases = nests.flatMap(([where, nest]) =>
  names.map(([by, one, other]) => [where, by, nest, one, other] as const),
);

describe.each([
  ["in an operation", (schema: object) => answer(schema)],
  ["in a component", (schema: object) => answer({ $ref: "#/components/schemas/U" }, { U: schema })],
])("%s", (_, document) => {
  test.each(cases)("variants of %s that differ in %s have two ids", (__, ___, nest, one, other) => {
    const version = (a: string, b: string) => document(nest([item(one, a), item(other, b)]));
    const first = idsOf(version("string", "string"), version("integer", "string"));
    const second = idsOf(version("string", "string"), version("string", "integer"));
    expect([first.length, second.length]).toEqual([1, 1]);
    expect(first).not.toEqual(second);
  });

  test.each(cases)(
    "variants of %s that differ in %s keep their ids behind another one",
    (__, ___, nest, one, other) => {
      const more = item({ title: "More" }, "null");
      const version = (type: string, ...others: object[]) =>
        document(nest([...others, item(one, "string"), item(other, type)]));
      const id = idsOf(version("string"), version("integer"));
      expect(id).toHaveLength(1);
      // Before it in both, in the newer one only, and with the two in another order.
      expect(idsOf(version("string", more), version("integer", more))).toEqual(id);
      expect(idsOf(version("string"), version("integer", more))).toEqual(
        expect.arrayContaining(id),
      );
      const turned = document(nest([item(other, "integer"), item(one, "string")]));
      expect(idsOf(version("string"), turned)).toEqual(id);
    },
  );
});

test("variants that nothing names have two ids, by their positions", () => {
  const version = (...types: string[]) =>
    answer({ oneOf: types.map((type) => property("x", { type })) });
  const first = idsOf(version("string", "number"), version("boolean", "number"));
  const second = idsOf(version("string", "number"), version("string", "boolean"));
  expect(new Set([...first, ...second]).size).toBe(first.length + second.length);
});

test.each<[string, (x: string, y: string) => object]>([
  [
    "members of allOf",
    (x, y) => ({
      allOf: [
        { type: "object", ...property("a", property("v", { type: x })) },
        { type: "object", ...property("b", property("v", { type: y })) },
      ],
    }),
  ],
  ["positions of a list", (x, y) => ({ type: "array", prefixItems: [{ type: x }, { type: y }] })],
  [
    "patterns of names",
    (x, y) => ({ type: "object", patternProperties: { "^x": { type: x }, "^y": { type: y } } }),
  ],
  ["names that are numbers", (x, y) => ({ properties: { 0: { type: x }, 1: { type: y } } })],
  [
    "subtypes",
    (x, y) => ({
      properties: {
        p: { allOf: [{ $ref: "#/components/schemas/Base" }, property("x", { type: x })] },
        q: { allOf: [{ $ref: "#/components/schemas/Base" }, property("x", { type: y })] },
      },
    }),
  ],
])("%s have two ids, in an operation and in a component", (_, schema) => {
  const Base = { type: "object", properties: { id: { type: "string" } } };
  for (const document of [
    (x: string, y: string) => answer(schema(x, y), { Base }),
    (x: string, y: string) => answer({ $ref: "#/components/schemas/U" }, { Base, U: schema(x, y) }),
  ]) {
    const first = idsOf(document("string", "string"), document("boolean", "string"));
    const second = idsOf(document("string", "string"), document("string", "boolean"));
    expect([first.length, second.length]).toEqual([1, 1]);
    expect(first).not.toEqual(second);
  }
});

describe("an id is another one if the change", () => {
  const schemas = (maxLength: number) => ({
    components: { schemas: { A: { ...property("z", { type: "string", maxLength }) } } },
  });
  const ref = { $ref: "#/components/schemas/A" };
  const version = (maxLength: number, ...operations: [string, string, string?][]) => ({
    ...head,
    ...schemas(maxLength),
    paths: Object.fromEntries(
      operations.map(([path, subject, id]) => [
        path,
        { post: { ...operationWith(subject, ref), ...(id && { operationId: id }) } },
      ]),
    ),
  });
  const idWith = (after: number, ...operations: [string, string, string?][]) =>
    idsOf(version(10, ...operations), version(after, ...operations))[0];
  const known = idWith(5, ["/a", "request"]);

  test.each<[string, string | undefined]>([
    ["reaches another operation", idWith(5, ["/a", "request"], ["/b", "request"])],
    ["reaches the other direction", idWith(5, ["/a", "request"], ["/b", "response"])],
    ["is another one", idWith(4, ["/a", "request"])],
  ])("%s", (_, other) => {
    expect(other).toMatch(/^[0-9a-f]{12}$/);
    expect(other).not.toBe(known);
  });

  test("is worse than it was", () => {
    const document = (maxLength: number, readOnly: boolean) => {
      const property = { readOnly, ...ref };
      const schema = { type: "object", properties: { p: property } };
      return {
        ...head,
        ...schemas(maxLength),
        paths: { "/a": { post: operationWith("request", schema) } },
      };
    };
    const [never, sent] = [true, false].map((readOnly) =>
      compare(document(10, readOnly), document(5, readOnly)),
    );
    expect([never?.[0]?.wire, sent?.[0]?.wire]).toEqual(["info", "breaking"]);
    expect(never?.[0]?.fingerprint).not.toBe(sent?.[0]?.fingerprint);
  });

  test("but not if an operation that it does not reach is added, or one gets another name", () => {
    const before = version(10, ["/a", "request", "one"]);
    const after = version(5, ["/0", "request"], ["/a", "request", "other"], ["/z", "response"]);
    expect(idsOf(before, after)).toContain(known);
  });
});

test("the id of what is about the document does not depend on its operations", () => {
  const version = (security: object[], ...paths: string[]) => ({
    ...head,
    security,
    paths: Object.fromEntries(paths.map((path) => [path, { get: { responses: {} } }])),
    components: { securitySchemes: { key: { type: "apiKey", in: "header", name: "k" } } },
  });
  const id = (...paths: string[]) =>
    compare(version([], "/b"), version([{ key: [] }], ...paths)).find(
      ({ kind }) => kind === "document.security.begun",
    )?.fingerprint;
  expect(id("/b")).toMatch(/^[0-9a-f]{12}$/);
  expect(id("/a", "/b")).toBe(id("/b"));
});

test("parameters, which may be in any order, keep their ids", () => {
  const parameter = (name: string, type: string) => ({ in: "query", name, schema: { type } });
  const version = (...parameters: object[]) => ({
    ...head,
    paths: { "/a": { parameters, get: {} } },
  });
  const [a, b] = [parameter("a", "string"), parameter("b", "string")];
  const changed = parameter("b", "boolean");
  const id = idsOf(version(b), version(changed));
  expect(id).toHaveLength(1);
  expect(idsOf(version(a, b), version(a, changed))).toEqual(id);
  expect(idsOf(version(a, b), version(changed, a))).toEqual(id);
});
