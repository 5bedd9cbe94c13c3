/** What was probably renamed is one finding, with the evidence for it, and no better than the two. */
import { expect, test } from "vitest";
import { compareSpecs, type Finding } from "../../generator/diff/index.js";
import { head, operationWith, specOf } from "./support.js";

type Json = Record<string, unknown>;

const text = { type: "string" };
const number = { type: "integer" };
const object = (properties: Json, required: readonly string[] = []) => ({
  type: "object",
  properties,
  required,
});
const document = (schema: unknown, subject: string, schemas: Json = {}) => ({
  ...head,
  paths: { "/a": { post: operationWith(subject, schema) } },
  components: { schemas },
});
const query = (...parameters: Json[]) => ({
  ...head,
  paths: {
    "/a": { get: { parameters: parameters.map((one) => ({ in: "query", schema: text, ...one })) } },
  },
});

const findings = (before: unknown, after: unknown) =>
  compareSpecs(specOf(before), specOf(after)).findings;
const verbOf = ({ kind, before, after }: Finding) =>
  kind.endsWith(".renamed") ? `${before} → ${after}` : kind.replace(/^\w+\./, "");

const alone = "both have the same schema, no other property was removed or added.";

test.each<[string, Json, Json, readonly string[], RegExp?]>([
  [
    "zip",
    object({ a: text, zip: text }),
    object({ a: text, postalCode: text }),
    ["zip → postalCode"],
    /same schema, no other property was removed or added\.$/,
  ],
  [
    "spelling",
    object({ first_name: text, b: text }),
    object({ firstName: text, c: number }),
    ["first_name → firstName", "property.removed", "property.added"],
    /same schema, their names are spelled alike\.$/,
  ],
  [
    "similar names alone show nothing",
    object({ colour: text, b: text }),
    object({ color: text, c: number }),
    ["property.removed", "property.removed", "property.added", "property.added"],
  ],
  [
    "another description",
    object({ zip: { ...text, description: "A." } }),
    object({ code: { ...text, description: "B." } }),
    ["zip → code"],
  ],
  [
    "another schema",
    object({ zip: text }),
    object({ code: number }),
    ["property.removed", "property.added"],
  ],
  [
    "another limit",
    object({ zip: { ...text, maxLength: 3 } }),
    object({ code: text }),
    ["property.removed", "property.added"],
  ],
  [
    "another schema inside",
    object({ zip: object({ a: text }) }),
    object({ code: object({ a: number }) }),
    ["property.removed", "property.added"],
  ],
  [
    "two that came",
    object({ zip: text }),
    object({ code: text, town: text }),
    ["property.removed", "property.added", "property.added"],
  ],
  [
    "two that went",
    object({ zip: text, town: text }),
    object({ code: text }),
    ["property.removed", "property.removed", "property.added"],
  ],
  [
    "two that are spelled alike",
    object({ line_1: text, "line-1": text }),
    object({ line1: text }),
    ["property.removed", "property.removed", "property.added"],
  ],
])("a property: %s", (_, before, after, want, evidence = /./) => {
  for (const subject of ["request", "response"]) {
    const found = findings(document(before, subject), document(after, subject));
    expect(found.map(verbOf).sort()).toEqual([...want].sort());
    const renamed = found.find(({ kind }) => kind.endsWith(".renamed"));
    if (renamed) expect(renamed.because).toMatch(evidence);
  }
});

test.each([
  ["request", [], []],
  ["request", ["zip"], ["code"]],
  ["request", [], ["code"]],
  ["response", [], []],
  ["response", ["zip"], []],
  ["response", ["zip"], ["code"]],
] as const)("a %s: what is required before (%j) and after (%j)", (subject, before, after) => {
  const [found, ...more] = findings(
    document(object({ zip: text }, before), subject),
    document(object({ code: text }, after), subject),
  );
  expect(more).toEqual([]);
  expect(found).toMatchObject({
    kind: `${subject}.property.renamed`,
    wire: "breaking",
    source: "breaking",
    message: expect.stringContaining('"zip"'),
  });
  expect(found?.message).toMatch(/was probably renamed to "code"$/);
  expect(found?.because).toContain(`The documents do not say that it is the same, but ${alone}`);
  const body = subject === "request" ? "body" : undefined;
  expect(found?.shown.map(({ names }) => names?.join("."))).toEqual(
    ["zip", "code"].map((name) => [body, name].filter(Boolean).join(".")),
  );
});

test.each<[string, Json, Json, readonly string[], RegExp?]>([
  [
    "the only one",
    query({ name: "q" }),
    query({ name: "search" }),
    ["operation.parameter.renamed breaking/breaking"],
    /same schema, no other query parameter was removed or added\.$/,
  ],
  [
    "spelling, beside others",
    query({ name: "page_size" }, { name: "b" }),
    query({ name: "pageSize" }, { name: "c", schema: number }),
    [
      "operation.parameter.renamed breaking/breaking",
      "operation.parameter.removed warning/breaking",
      "operation.optionalParameter.added info/info",
    ],
    /spelled alike\.$/,
  ],
  [
    "another schema",
    query({ name: "q" }),
    query({ name: "s", schema: number }),
    ["operation.parameter.removed warning/breaking", "operation.optionalParameter.added info/info"],
  ],
  [
    "another style",
    query({ name: "q" }),
    query({ name: "s", explode: false }),
    ["operation.parameter.removed warning/breaking", "operation.optionalParameter.added info/info"],
  ],
  [
    "another content",
    query({ name: "q", schema: undefined, content: { "text/plain": { schema: text } } }),
    query({ name: "s", schema: undefined, content: { "text/plain": { schema: number } } }),
    ["operation.parameter.removed warning/breaking", "operation.optionalParameter.added info/info"],
  ],
  [
    "another place, with another name",
    query({ name: "q" }),
    query({ name: "s", in: "header" }),
    ["operation.parameter.removed warning/breaking", "operation.optionalParameter.added info/info"],
  ],
  [
    "another place",
    query({ name: "q" }),
    query({ name: "q", in: "header" }),
    ["operation.parameter.moved breaking/warning"],
  ],
  [
    "another place, and required",
    query({ name: "q" }),
    query({ name: "q", in: "header", required: true }),
    ["operation.parameter.moved breaking/breaking"],
  ],
  [
    "another place, and another schema",
    query({ name: "q" }),
    query({ name: "q", in: "header", schema: number }),
    ["operation.parameter.moved breaking/breaking"],
  ],
  [
    "announced",
    query({ name: "q", deprecated: true }),
    query({ name: "s" }),
    [
      "operation.parameter.removedAsAnnounced info/breaking",
      "operation.optionalParameter.added info/info",
    ],
  ],
])("a parameter: %s", (_, before, after, want, evidence = /./) => {
  const found = findings(before, after);
  expect(found.map(({ kind, wire, source }) => `${kind} ${wire}/${source}`).sort()).toEqual(
    [...want].sort(),
  );
  if (want[0]?.includes("renamed")) {
    expect(found[0]?.message).toMatch(
      /^the query parameter "\w+" was probably renamed to the query parameter "\w+"$/,
    );
    expect(found[0]?.because).toMatch(evidence);
  }
});

test("a parameter that several operations share, where one of them lost another one too", () => {
  const spec = (name: string, own: readonly Json[]) => ({
    ...head,
    paths: {
      "/a": { get: { parameters: [{ $ref: `#/components/parameters/${name}` }] } },
      "/b": { get: { parameters: [{ $ref: `#/components/parameters/${name}` }, ...own] } },
    },
    components: { parameters: { [name]: { in: "query", name, schema: text } } },
  });
  const other = { in: "query", name: "other", schema: number };
  expect(findings(spec("q", []), spec("search", [])).map(({ kind }) => kind)).toEqual([
    "operation.parameter.renamed",
  ]);
  expect(
    findings(spec("q", [other]), spec("search", []))
      .map(({ kind }) => kind)
      .sort(),
  ).toEqual([
    "operation.optionalParameter.added",
    "operation.parameter.removed",
    "operation.parameter.removed",
    // Of the other operation, it is the only one.
    "operation.parameter.renamed",
  ]);
});

test("what an operation has itself may be replaced by what it shares", () => {
  const responses = { components: { responses: { Nothing: { description: "None." } } } };
  const spec = (operation: Json, more: Json) => ({
    ...head,
    paths: Object.fromEntries(["/a", "/b"].map((path) => [path, { delete: operation }])),
    ...more,
  });
  const found = findings(
    spec(
      {
        parameters: [{ in: "query", name: "page_no", schema: number }],
        responses: { 200: { description: "A" } },
      },
      {},
    ),
    spec(
      {
        parameters: [{ $ref: "#/components/parameters/Page" }],
        responses: { 204: { $ref: "#/components/responses/Nothing" } },
      },
      {
        components: {
          ...responses.components,
          parameters: { Page: { in: "query", name: "pageNo", schema: number } },
        },
      },
    ),
  );
  expect(found.map(({ kind }) => kind).sort()).toEqual([
    "operation.parameter.renamed",
    "operation.parameter.renamed",
    "operation.successResponse.moved",
    "operation.successResponse.moved",
  ]);
});

test("five thousand properties with other names are renamed if they are spelled alike", () => {
  const many = (prefix: string) =>
    object(Object.fromEntries(Array.from({ length: 5_000 }, (_, at) => [`${prefix}${at}`, text])));
  const kinds = (from: string, to: string) => [
    ...new Set(
      findings(document(many(from), "response"), document(many(to), "response")).map(
        ({ kind }) => kind,
      ),
    ),
  ];
  expect(kinds("name_", "Name")).toEqual(["response.property.renamed"]);
  expect(kinds("first", "other").sort()).toEqual([
    "response.property.added",
    "response.property.removed",
  ]);
});
