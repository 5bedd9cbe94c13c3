import { expect, test } from "vitest";
import { compareSpecs } from "../../generator/diff/index.js";
import { head, operationWith, specOf } from "./support.js";

const compare = (before: unknown, after: unknown) =>
  compareSpecs(specOf(before), specOf(after)).findings;

const item = { type: "object", properties: { id: { type: "string" }, name: { type: "string" } } };
const answer = (schema: unknown) => ({
  ...head,
  paths: { "/a": { post: operationWith("response", schema) } },
});

test("a schema that forty operations share is one finding that names them all", () => {
  const shared = (type: string) => ({
    ...head,
    paths: Object.fromEntries(
      Array.from({ length: 40 }, (_, index) => [
        `/a${index}`,
        {
          post: operationWith(index % 2 ? "request" : "response", {
            $ref: "#/components/schemas/A",
          }),
        },
      ]),
    ),
    components: { schemas: { A: { type: "object", properties: { a: { type } } } } },
  });
  const findings = compare(shared("string"), shared("boolean"));
  expect(findings).toHaveLength(1);
  expect(findings[0]).toMatchObject({
    kind: "request.type.changed",
    pointer: "/components/schemas/A/properties/a",
    before: "string",
    after: "boolean",
  });
  expect(findings[0]?.operations).toHaveLength(40);
});

test("an object of 896 members that becomes a map is one finding", () => {
  const coins = Object.fromEntries(
    Array.from({ length: 896 }, (_, index) => [`C${index}`, { type: "string" }]),
  );
  const [finding, ...more] = compare(
    answer({ type: "object", properties: coins }),
    answer({ type: "object", additionalProperties: { type: "string" } }),
  );
  expect(more).toEqual([]);
  expect(finding).toMatchObject({ kind: "response.map.begun", wire: "breaking" });
  expect(finding?.message).toContain("896 named properties");
});

test("a change to a member of allOf is reported there, not for each schema that has it", () => {
  const all = (type: string) => ({
    ...answer({
      allOf: [{ $ref: "#/components/schemas/A" }, { properties: { b: { type: "string" } } }],
    }),
    components: { schemas: { A: { type: "object", properties: { a: { type } } } } },
  });
  expect(compare(all("string"), all("boolean")).map(({ pointer }) => pointer)).toEqual([
    "/components/schemas/A/properties/a",
  ]);
});

test.each<[string, unknown, unknown, string[]]>([
  [
    "a body that is put into an envelope",
    answer(item),
    answer({ type: "object", properties: { data: item, total: { type: "integer" } } }),
    ["response.envelope.added"],
  ],
  [
    "a list that becomes a page",
    answer({ type: "array", items: item }),
    answer({
      type: "object",
      properties: { results: { type: "array", items: item }, next: { type: "string" } },
    }),
    ["response.envelope.added"],
  ],
  [
    "a list that becomes an object",
    answer({ type: "array", items: item }),
    answer(item),
    ["response.type.changed"],
  ],
  [
    "what is in the envelope is compared all the same",
    answer(item),
    answer({ type: "object", properties: { data: { ...item, required: ["id"] } } }),
    ["response.envelope.added", "response.required.added"],
  ],
  [
    "a property that is renamed, and another that only has the same type",
    answer({
      type: "object",
      properties: { created_at: { type: "string" }, colour: { type: "string" } },
    }),
    answer({
      type: "object",
      properties: { createdAt: { type: "string" }, weight: { type: "string" } },
    }),
    ["response.property.renamed", "response.property.removed", "response.property.added"],
  ],
])("%s", (_, before, after, want) => {
  expect(compare(before, after).map(({ kind }) => kind)).toEqual(want);
});

test("a webhook is received: narrowing a request does no harm", () => {
  const hook = (required: string[]) => ({
    ...head,
    webhooks: { a: { post: operationWith("request", { ...item, required }) } },
  });
  expect(compare(hook([]), hook(["id"]))[0]).toMatchObject({
    kind: "response.required.added",
    wire: "info",
  });
  expect(compare(hook(["id"]), hook([]))[0]).toMatchObject({
    kind: "response.required.removed",
    wire: "breaking",
  });
});

test("a received-only property cannot be missing from a request", () => {
  const body = (required: string[]) => {
    const id = { type: "string", readOnly: true };
    const schema = { type: "object", properties: { id }, required };
    return { ...head, paths: { "/a": { post: operationWith("request", schema) } } };
  };
  expect(compare(body([]), body(["id"]))[0]).toMatchObject({
    kind: "request.required.added",
    wire: "info",
  });
});

test("a fingerprint survives other operations, other order and other prose", () => {
  const base = answer(item);
  const revision = answer({ ...item, required: ["id"] });
  const more = (document: { paths: object }) => ({
    ...document,
    paths: { "/0": { get: {} }, ...document.paths },
  });
  const described = (document: object) => ({ ...document, info: { title: "Other", version: "1" } });
  const fingerprint = (before: unknown, after: unknown) =>
    compare(before, after).find(({ kind }) => kind === "response.required.added")?.fingerprint;
  const first = fingerprint(base, revision);
  expect(first).toMatch(/^[0-9a-f]{12}$/);
  expect(fingerprint(more(base), more(revision))).toBe(first);
  expect(fingerprint(base, described(revision))).toBe(first);
  expect(fingerprint(base, answer({ ...item, required: ["name"] }))).not.toBe(first);
});
