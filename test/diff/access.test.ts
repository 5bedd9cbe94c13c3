import { describe, expect, test } from "vitest";
import { compareSpecs } from "../../generator/diff/index.js";
import { head, operationWith, specOf } from "./support.js";

const told = (before: unknown, after: unknown) =>
  compareSpecs(specOf(before), specOf(after)).findings.map(
    ({ kind, wire, source }) => `${kind} ${wire}/${source}`,
  );

type Wrap = (schema: object) => object;
const json = (schema: object) => ({ content: { "application/json": { schema } } });
const sides: Readonly<Record<string, Wrap>> = {
  request: (schema) => ({ ...head, paths: { "/a": { post: operationWith("request", schema) } } }),
  response: (schema) => ({ ...head, paths: { "/a": { post: operationWith("response", schema) } } }),
  error: (schema) => ({
    ...head,
    paths: { "/a": { get: { responses: { 404: { description: "A", ...json(schema) } } } } },
  }),
  payload: (schema) => ({ ...head, webhooks: { a: { post: { requestBody: json(schema) } } } }),
  reply: (schema) => ({
    ...head,
    webhooks: { a: { post: { responses: { 200: { description: "A", ...json(schema) } } } } },
  }),
  parameter: (schema) => ({
    ...head,
    paths: { "/a": { post: operationWith("parameter", schema) } },
  }),
};

const object = (flags: object, isRequired: boolean) => ({
  type: "object",
  properties: { a: { type: "string", ...flags }, b: { type: "string" } },
  ...(isRequired && { required: ["a"] }),
});

/** Where a property is given or taken: as bad as if it was added or removed there. */
describe.each([
  ["request", "readOnly", false, "info/info", "warning/breaking"],
  ["request", "readOnly", true, "breaking/breaking", "warning/breaking"],
  ["parameter", "readOnly", true, "breaking/breaking", "warning/breaking"],
  ["reply", "readOnly", true, "breaking/breaking", "warning/breaking"],
  ["response", "writeOnly", false, "info/info", "warning/breaking"],
  ["response", "writeOnly", true, "info/info", "breaking/breaking"],
  ["error", "writeOnly", true, "info/info", "breaking/breaking"],
  ["payload", "writeOnly", true, "info/info", "breaking/breaking"],
  // The other direction has it before and after.
  ["request", "writeOnly", true, "info/warning", "info/warning"],
  ["response", "readOnly", true, "info/warning", "info/warning"],
] as const)("a property of a %s that is %s, required: %s", (side, keyword, isRequired, off, on) => {
  const version = (isSet: boolean) =>
    sides[side]?.(object(isSet ? { [keyword]: true } : {}, isRequired));
  const subject = { reply: "request", payload: "response", error: "response" }[side as string];
  const name = keyword.replace(/^./, (letter) => letter.toUpperCase());
  const kind = `${subject ?? side}.${isRequired ? `required${name}` : keyword}`;

  test("and is no longer", () => {
    expect(told(version(true), version(false))).toEqual([`${kind}.unset ${off}`]);
  });
  test("from now on", () => {
    expect(told(version(false), version(true))).toEqual([`${kind}.set ${on}`]);
  });
});

test("the old and the new requirement decide, each for its version", () => {
  const request = sides["request"] as Wrap;
  const hidden = (isRequired: boolean) => request(object({ readOnly: true }, isRequired));
  const open = (isRequired: boolean) => request(object({}, isRequired));
  expect(told(hidden(false), open(true))).toContain(
    "request.requiredReadOnly.unset breaking/breaking",
  );
  expect(told(hidden(true), open(false))).toContain("request.readOnly.unset info/info");
  expect(told(open(true), hidden(false))).toContain(
    "request.requiredReadOnly.set warning/breaking",
  );
});

test("both keywords hide nothing, as for the client", () => {
  const request = sides["request"] as Wrap;
  const version = (flags: object) => request(object(flags, true));
  const [both, one] = [{ readOnly: true, writeOnly: true }, { writeOnly: true }];
  expect(told(version(both), version({}))).toEqual([]);
  expect(told(version({ readOnly: true }), version(both))).toEqual([
    "request.requiredReadOnly.unset breaking/breaking",
  ]);
  const response = sides["response"] as Wrap;
  expect(told(response(object(both, true)), response(object(one, true)))).toEqual([
    "response.requiredWriteOnly.set breaking/breaking",
  ]);
});

test("what was not sent before was not sent otherwise", () => {
  const request = sides["request"] as Wrap;
  const version = (flags: object, type: string) =>
    request({
      type: "object",
      properties: { a: { type: "object", ...flags, properties: { x: { type } } } },
    });
  expect(told(version({ readOnly: true }, "string"), version({}, "integer"))).toEqual([
    expect.stringMatching(/^request\.readOnly\.unset info/),
    expect.stringMatching(/^request\.type\.changed info/),
  ]);
});

/** What is referred to says it, for all who refer to it. */
describe.each<[string, Wrap]>([
  ["a property", (ref) => ({ type: "object", required: ["a"], properties: { a: ref } })],
  [
    "a property of an object in a list",
    (ref) => ({
      type: "array",
      items: { type: "object", required: ["a"], properties: { a: ref } },
    }),
  ],
  [
    "a property of another component",
    (ref) => ({ type: "object", required: ["a"], properties: { a: ref } }),
  ],
])("%s that refers to a component", (where, wrap) => {
  const version = (flags: object) => {
    const schema = wrap({ $ref: "#/components/schemas/Id" });
    const isOther = where.endsWith("another component");
    const used = isOther ? { $ref: "#/components/schemas/Other" } : schema;
    return {
      ...sides["request"]?.(used),
      components: { schemas: { Id: { type: "string", ...flags }, Other: schema } },
    };
  };
  test("that is no longer readOnly must be sent", () => {
    expect(told(version({ readOnly: true }), version({}))).toEqual([
      "request.requiredReadOnly.unset breaking/breaking",
    ]);
  });
});

describe("a default", () => {
  const kinds = (before: unknown, after: unknown) =>
    compareSpecs(specOf(before), specOf(after)).findings.map(({ kind, wire }) => [kind, wire]);
  const number = (value?: number) => ({
    type: "integer",
    ...(value !== undefined && { default: value }),
  });
  const property = (schema: object, required: string[] = []) => ({
    type: "object",
    properties: { a: schema },
    required,
  });
  test.each<[string, Wrap, string]>([
    ["of an optional property", (schema) => property(schema), "breaking"],
    ["of a required property, which nobody omits", (schema) => property(schema, ["a"]), "info"],
    [
      "of an optional property of a required one",
      (schema) => ({ ...property(property(schema), ["a"]) }),
      "breaking",
    ],
    ["of a variant of an optional one", (schema) => property({ oneOf: [schema] }), "breaking"],
    ["of a variant of a required one", (schema) => property({ oneOf: [schema] }, ["a"]), "info"],
    ["of an item, which is there or is not", (items) => ({ type: "array", items }), "info"],
    [
      "of a value of a map",
      (additionalProperties) => ({ type: "object", additionalProperties }),
      "info",
    ],
    ["of an optional body", (schema) => schema, "breaking"],
  ])("%s", (_, nest, wire) => {
    const request = sides["request"] as Wrap;
    const version = (value?: number) => request(nest(number(value)));
    expect(kinds(version(1), version(5))).toEqual([["request.default.changed", wire]]);
    expect(kinds(version(), version(5))).toEqual([["request.default.added", wire]]);
    expect(kinds(version(1), version())).toEqual([["request.default.removed", wire]]);
  });

  test.each([
    ["optional", [], "breaking"],
    ["required", ["a"], "info"],
  ])("of a component that an unchanged, %s property refers to", (_, required, wire) => {
    const version = (value: number) => ({
      ...sides["request"]?.(property({ $ref: "#/components/schemas/N" }, required)),
      components: { schemas: { N: number(value) } },
    });
    expect(kinds(version(1), version(5))).toEqual([["request.default.changed", wire]]);
  });

  const use = (name: string) => ({ $ref: `#/components/schemas/${name}` });
  const required = { required: ["a"] };
  test.each<[string, object, Record<string, object>, string]>([
    ["directly", { allOf: [use("B"), required] }, {}, "info"],
    ["beside it", { allOf: [use("B")], ...required }, {}, "info"],
    [
      "through another",
      { allOf: [use("M"), required] },
      { M: { allOf: [use("B"), { properties: { z: number(1) } }] } },
      "info",
    ],
    ["for another property", { allOf: [use("B"), { required: ["z"] }] }, {}, "breaking"],
    [
      "for a property of the same name, further out",
      { allOf: [{ type: "object", properties: { a: use("B") } }, required] },
      {},
      "breaking",
    ],
  ])("of a property that another member of allOf requires, %s", (_, schema, others, wire) => {
    const version = (value: number) => ({
      ...sides["request"]?.(schema),
      components: { schemas: { B: property(number(value)), ...others } },
    });
    expect(kinds(version(1), version(5))).toEqual([["request.default.changed", wire]]);
  });

  test("of a schema that a property refers to, which another member of allOf requires", () => {
    const version = (value: number, ...names: string[]) => ({
      ...sides["request"]?.({ allOf: [property(use("N")), { required: names }] }),
      components: { schemas: { N: number(value) } },
    });
    expect(kinds(version(1, "a"), version(5, "a"))).toEqual([["request.default.changed", "info"]]);
    expect(kinds(version(1), version(5))).toEqual([["request.default.changed", "breaking"]]);
  });

  test("counts where it can be omitted in one use of several", () => {
    const ref = { $ref: "#/components/schemas/N" };
    const schema = { type: "object", properties: { a: ref, b: ref }, required: ["a"] };
    const version = (value: number) => ({
      ...sides["request"]?.(schema),
      components: { schemas: { N: number(value) } },
    });
    const [finding] = compareSpecs(specOf(version(1)), specOf(version(5))).findings;
    expect([finding?.wire, finding?.message]).toEqual([
      "breaking",
      'the default of the request property "b" was changed from 1 to 5',
    ]);
  });

  test("of a body is as bad as that of a parameter, and of what is received says nothing", () => {
    for (const [side, wire] of [
      ["request", "breaking"],
      ["parameter", "breaking"],
      ["response", "info"],
      ["error", "info"],
    ] as const) {
      const version = (value: number) => sides[side]?.(property(number(value)));
      expect(kinds(version(1), version(5)).map(([, level]) => level)).toEqual([wire]);
    }
  });
});
