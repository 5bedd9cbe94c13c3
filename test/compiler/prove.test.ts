import { beforeAll, expect, test } from "vitest";
import { describeDisagreements } from "../../generator/cli/diff-command.js";
import type { Finding } from "../../generator/diff/finding.js";
import { compareSpecs } from "../../generator/diff/index.js";
import { type Proof, prove } from "../../generator/diff/proof/prove.js";
import type { Spec } from "../../generator/load/index.js";
import { comparison, finding } from "../diff-report/fixtures.js";
import { load, specWith } from "../support/generator.js";

type Json = Record<string, unknown>;

const object = (properties: Json, required: string[] = []) => ({
  type: "object",
  properties,
  required,
});
const text = { type: "string" };
const answer = (schema: Json) => ({
  200: { description: "", content: { "application/json": { schema } } },
});
const body = (schema: Json, required = true) => ({
  requestBody: { required, content: { "application/json": { schema } } },
  responses: answer(text),
});
const query = (name: string, schema: Json, required = false) => ({
  parameters: [{ name, in: "query", required, schema }],
  responses: answer(text),
});
const get = (schema: Json) => ({ responses: answer(schema) });

const paged = {
  parameters: [{ name: "page", in: "query", schema: { type: "integer" } }],
  responses: answer(
    object({ results: { type: "array", items: object({ a: text }) } }, ["results"]),
  ),
};

interface Case {
  readonly name: string;
  readonly before: object;
  readonly after: object | undefined;
  /** What the compiler has to say; undefined if nothing. */
  readonly want: RegExp | undefined;
}

const cases: readonly Case[] = [
  { name: "nothing", before: get(text), after: get(text), want: undefined },
  {
    name: "an answer loses a field",
    before: get(object({ a: text, b: text }, ["a", "b"])),
    after: get(object({ a: text }, ["a"])),
    want: /^data: Property 'b' is missing/,
  },
  {
    name: "an answer loses an optional field",
    before: get(object({ a: text, b: object({ c: text, d: text }) })),
    after: get(object({ a: text, b: object({ d: text }) })),
    want: /^data: Property 'b\.c' does not exist on the new type/,
  },
  {
    name: "an answer gains a field",
    before: get(object({ a: text }, ["a"])),
    after: get(object({ a: text, b: text }, ["a", "b"])),
    want: undefined,
  },
  {
    name: "a field of an answer becomes optional",
    before: get(object({ a: text }, ["a"])),
    after: get(object({ a: text })),
    want: /^data: .*/,
  },
  {
    name: "a field of an answer becomes required",
    before: get(object({ a: text })),
    after: get(object({ a: text }, ["a"])),
    want: undefined,
  },
  {
    name: "an enum of an answer gains a value",
    before: get({ enum: ["a"] }),
    after: get({ enum: ["a", "b"] }),
    want: /^data: Type 'O6Data' is not assignable to type '"a"'.\s+Type '"b"' is not assignable/,
  },
  {
    name: "an enum of a request gains a value",
    before: query("q", { enum: ["a"] }),
    after: query("q", { enum: ["a", "b"] }),
    want: undefined,
  },
  {
    name: "a query parameter goes",
    before: query("q", text),
    after: get(text),
    want: /^arguments: Property 'q' does not exist on the new type/,
  },
  {
    name: "an optional query parameter comes",
    before: get(text),
    after: query("q", text),
    want: undefined,
  },
  {
    name: "a required query parameter comes",
    before: get(text),
    after: query("q", text, true),
    want: /^arguments: .*/,
  },
  {
    name: "a parameter becomes a number",
    before: query("q", text),
    after: query("q", { type: "integer" }),
    want: /^arguments: .*/,
  },
  {
    name: "a body loses a nested field",
    before: body(object({ a: object({ b: text, c: text }) })),
    after: body(object({ a: object({ b: text }) })),
    want: /^arguments: Property 'body\.a\.c' does not exist/,
  },
  {
    name: "a body loses a field in a list",
    before: body({ type: "array", items: object({ b: text, c: text }) }),
    after: body({ type: "array", items: object({ b: text }) }),
    want: /^arguments: Property 'body\.c' does not exist/,
  },
  {
    name: "a body takes any members",
    before: body(object({ a: text })),
    after: body({ type: "object", additionalProperties: text }),
    want: undefined,
  },
  {
    name: "a body is no longer described",
    before: body(object({ a: text })),
    after: body({}),
    want: undefined,
  },
  {
    name: "a field of a body becomes required",
    before: body(object({ a: text })),
    after: body(object({ a: text }, ["a"])),
    want: /^arguments: .*/,
  },
  {
    name: "a body becomes required",
    before: body(text, false),
    after: body(text),
    want: /^arguments: .*/,
  },
  {
    name: "an error is no longer described",
    before: {
      responses: {
        ...answer(text),
        404: { description: "", content: { "application/json": { schema: object({ a: text }) } } },
      },
    },
    after: get(text),
    want: /^error: .*FailedWith<404, unknown>/s,
  },
  {
    name: "an operation no longer pages",
    before: { ...paged, "x-pagination": { style: "page", page: "page", items: "/results" } },
    after: paged,
    want: /^result: .*is missing the following properties from type 'PagedCall|^result: .*PagedCall/,
  },
  {
    name: "an operation goes",
    before: get(text),
    after: undefined,
    want: /^name: Property 'o20' does not exist on type/,
  },
];

const operations = (side: "before" | "after") =>
  Object.fromEntries(
    cases.flatMap((each, index) => {
      const operation = each[side];
      return operation
        ? [
            [
              `${"requestBody" in each.before ? "POST" : "GET"} /o${index}`,
              { operationId: `o${index}`, ...operation },
            ],
          ]
        : [];
    }),
  );

const about = ({ before }: Case, index: number, parts: Partial<Finding> = {}) =>
  finding({
    // Of a kind that can show in any part of an operation.
    kind: "operation.path.moved",
    fingerprint: `${index}`.padStart(12, "0"),
    operations: [
      {
        method: "requestBody" in before ? "POST" : "GET",
        path: `/o${index}`,
        operationId: `o${index}`,
      },
    ],
    ...parts,
  });

let all: Proof;
let right: Proof;
let silent: Proof;
beforeAll(async () => {
  const base = await load(specWith(operations("before")));
  const revision = await load(specWith(operations("after")));
  const claim = (findings: Finding[]) => ({ base, revision, comparison: comparison(findings) });
  const all_ = cases.map((each, index) => about(each, index));
  const right_ = cases.flatMap((each, index) => (each.want ? [about(each, index)] : []));
  const silent_ = cases.map((each, index) => about(each, index, { source: "info" }));
  [all, right, silent] = (await prove([claim(all_), claim(right_), claim(silent_)])) as [
    Proof,
    Proof,
    Proof,
  ];
});

test.each(cases.map((each, index) => ({ ...each, index })))("$name", ({ index, want }) => {
  const proof = all.comparison.findings[index]?.proof ?? [];
  if (want) expect(proof[0]).toMatch(want);
  else expect(proof).toEqual([]);
});

test("rules that the compiler confirms are in agreement", () => {
  expect(right.disagreements).toEqual([]);
});

test("a finding that compiles is a disagreement", () => {
  const compiling = cases.flatMap(({ want }, index) => (want ? [] : [`o${index}`]));
  expect(all.disagreements.map(({ operation }) => operation?.operationId)).toEqual(compiling);
  expect(all.disagreements.every(({ finding: known }) => known)).toBe(true);
});

test("an operation that fails without a finding is a disagreement", () => {
  const failing = cases.flatMap(({ want }, index) => (want ? [`o${index}`] : []));
  expect(silent.disagreements.map(({ operation }) => operation?.operationId)).toEqual(failing);
  expect(silent.disagreements.every(({ errors }) => errors.length > 0)).toBe(true);
  expect(silent.comparison.findings.flatMap(({ proof }) => proof)).toEqual([]);
});

test("messages that cannot be attributed are shown once, and the other findings refer to it", async () => {
  const [base, revision] = await Promise.all(
    ["a", "b"].map((value) => load(specWith({ "GET /o": get({ enum: [value] }) }))),
  );
  if (!base || !revision) throw new Error("no spec");
  const operations = [{ method: "GET", path: "/o", operationId: undefined }];
  const claimed = ["aa", "bb"].map((fingerprint) => finding({ operations, fingerprint }));
  const sent = finding({ operations, kind: "request.type.changed", fingerprint: "cc" });
  const [proof] = await prove([{ base, revision, comparison: comparison([...claimed, sent]) }]);
  const [first, second] = proof?.comparison.findings ?? [];
  expect(first?.proof).toHaveLength(1);
  expect(first?.provedBy).toEqual([]);
  expect(second).toMatchObject({ proof: [], provedBy: ["aa"], source: "breaking" });
  expect(proof?.disagreements.map(({ finding: known }) => known?.fingerprint)).toEqual(["cc"]);
});

test("of many missing members, the compiler counts those that it does not name", async () => {
  const names = Array.from({ length: 40 }, (_, index) => `a_rather_long_name_${index}`);
  const all = object(Object.fromEntries(["kept", ...names].map((name) => [name, text])));
  const [base, revision] = await Promise.all(
    [all, object({ kept: text })].map((schema) => load(specWith({ "GET /o": get(schema) }))),
  );
  if (!base || !revision) throw new Error("no spec");
  const comparison = compareSpecs(base, revision);
  const [proof] = await prove([{ base, revision, comparison }]);
  expect(proof?.disagreements).toEqual([]);
  const findings = proof?.comparison.findings ?? [];
  const words = findings.flatMap((each) => each.proof);
  expect(words).toContainEqual(expect.stringMatching(/^data: \d+ more properties do not exist/));
  expect(words.join()).not.toContain("satisfy");
  // Each has its message, or says which finding has it.
  expect(findings.filter((each) => each.proof.length + each.provedBy.length === 0)).toEqual([]);
});

test("text that is no longer binary is no longer a file in a form, which the compiler decides", async () => {
  const form = (schema: Json) => ({
    requestBody: { content: { "multipart/form-data": { schema: object({ f: schema }) } } },
    responses: answer(text),
  });
  const [file, plain] = await Promise.all(
    [{ ...text, format: "binary" }, text].map((schema) =>
      load(specWith({ "POST /f": form(schema) })),
    ),
  );
  if (!file || !plain) throw new Error("no spec");
  for (const [base, revision] of [
    [file, plain],
    [plain, file],
  ] as const) {
    const [proof] = await prove([{ base, revision, comparison: compareSpecs(base, revision) }]);
    expect(proof?.disagreements).toEqual([]);
    expect(proof?.comparison.findings.map(({ source }) => source)).toEqual(["breaking"]);
  }
});

test("another variant may accept what one lost: the rule prevails, and the operation is named once", async () => {
  const variants = (fields: Json) => ({
    oneOf: [object({ a: object(fields, Object.keys(fields)) }, ["a"]), { type: "object" }],
  });
  const [base, revision] = await Promise.all(
    [{ b: text, c: text }, {}].map((fields) => load(specWith({ "GET /o": get(variants(fields)) }))),
  );
  if (!base || !revision) throw new Error("no spec");
  const [proof] = await prove([{ base, revision, comparison: compareSpecs(base, revision) }]);
  expect(proof?.comparison.findings.map(({ kind, source }) => [kind, source])).toEqual([
    ["response.requiredProperty.removed", "breaking"],
    ["response.requiredProperty.removed", "breaking"],
  ]);
  expect(describeDisagreements(proof?.disagreements ?? [])).toEqual([
    expect.stringMatching(
      /^tether: "the required property "b" .*" and 1 more count as .* GET \/o compiles\./,
    ),
  ]);
  const gone = { operation: undefined, finding: undefined, errors: ["name: x"] };
  expect(describeDisagreements([gone])).toEqual([
    "tether: the client no longer compiles, and no finding says so; please report it.",
    "name: x",
  ]);
});

test("a renamed function, a moved group and a new required credential are found", async () => {
  const secured = (required: boolean) => ({
    components: { securitySchemes: { key: { type: "apiKey", in: "header", name: "k" } } },
    ...(required && { security: [{ key: [] }] }),
  });
  const base = await load(
    specWith(
      {
        "GET /a/{id}": {
          operationId: "getA",
          tags: ["x"],
          parameters: [{ name: "id", in: "path", required: true, schema: text }],
        },
      },
      secured(false),
    ),
  );
  const revision = await load(
    specWith(
      {
        "GET /a/{key}": {
          operationId: "readA",
          tags: ["y"],
          parameters: [{ name: "key", in: "path", required: true, schema: text }],
        },
      },
      secured(true),
    ),
  );
  const renamed = finding({
    kind: "operation.path.moved",
    operations: [{ method: "GET", path: "/a/{id}", operationId: "getA" }],
  });
  const secured_ = finding({ kind: "document.security.begun", operations: [], fingerprint: "bb" });
  const [proof] = await prove([{ base, revision, comparison: comparison([renamed, secured_]) }]);
  expect(proof?.disagreements).toEqual([]);
  const [first, second] = proof?.comparison.findings ?? [];
  expect(first?.proof[0]).toMatch(/^name: Property 'getA' does not exist on type/);
  expect(first?.proof.join("\n")).toMatch(/name: Property 'x' does not exist on type 'Api'/);
  expect(first?.proof.join("\n")).toMatch(/arguments: .*'key'/);
  expect(second?.proof.join("\n")).toMatch(/options of the client: /);
});

test("a name that now calls another endpoint is told, although every caller compiles", async () => {
  const listOf = (first: string, second: string | undefined) =>
    load(
      specWith({
        "GET /orders": { ...get(text), operationId: first, tags: ["t"] },
        ...(second && { "GET /trades": { ...get(text), operationId: second, tags: ["t"] } }),
      }),
    );
  const swapped = await proofOf(await listOf("list1", "list2"), await listOf("list2", "list1"));
  expect(swapped?.disagreements).toEqual([]);
  const proofs = swapped?.comparison.findings.map((each) => [each.kind, each.proof]);
  expect(proofs).toEqual([
    [
      "operation.operationId.changed",
      ["name: list1 now calls GET /trades", 'name: Api["t"]["list1"] now calls GET /trades'],
    ],
    [
      "operation.operationId.changed",
      ["name: list2 now calls GET /orders", 'name: Api["t"]["list2"] now calls GET /orders'],
    ],
  ]);
  const taken = await proofOf(await listOf("list1", "list2"), await listOf("list2", undefined));
  expect(taken?.disagreements).toEqual([]);
  const removed = taken?.comparison.findings.find(({ kind }) => /removed$/.test(kind));
  expect(removed?.proof).toContain("name: list2 now calls GET /orders");
});

test("errors of a released base are no reason not to ask the compiler", async () => {
  const faulty = {
    paths: {
      "/a": { get: { ...get(object({ a: text })), "x-pagination": { style: "unheard-of" } } },
    },
    components: {
      schemas: {
        Loop: { allOf: [{ $ref: "#/components/schemas/Loop2" }] },
        Loop2: { allOf: [{ $ref: "#/components/schemas/Loop" }] },
      },
    },
  };
  const head = { openapi: "3.1.0", info: { title: "T", version: "1" } };
  const base = await load(JSON.stringify({ ...head, ...faulty }));
  const revision = await load(specWith({ "GET /a": get(object({ a: { type: "integer" } })) }));
  const proof = await proofOf(base, revision);
  const changed = proof?.comparison.findings.find(({ kind }) => kind === "response.type.changed");
  expect(changed?.proof.join()).toMatch(
    /^data a: Type 'number' is not assignable to type 'string'/,
  );
  await expect(proofOf(revision, base)).rejects.toThrow(/x-pagination/);
});

test("what both clients spell alike is compared only where it refers to a change", async () => {
  const schemas = (leaf: Json) => ({
    components: {
      schemas: {
        Leaf: object({ value: leaf }, ["value"]),
        Branch: object({ leaf: { $ref: "#/components/schemas/Leaf" } }, ["leaf"]),
        Other: object({ a: text }),
      },
    },
  });
  const paths = {
    "GET /branch": get({ type: "array", items: { $ref: "#/components/schemas/Branch" } }),
    "GET /other": get({ $ref: "#/components/schemas/Other" }),
    "POST /branch": body({ $ref: "#/components/schemas/Branch" }),
  };
  const proof = await proofOf(
    await load(specWith(paths, schemas(text))),
    await load(specWith(paths, schemas({ type: "integer" }))),
  );
  expect(proof?.disagreements).toEqual([]);
  const told = proof?.comparison.findings.flatMap((each) => each.proof) ?? [];
  expect(told).toEqual([
    expect.stringMatching(/^data leaf\.value: Type 'number' is not assignable to type 'string'/),
    expect.stringMatching(/^arguments body\.leaf\.value: Type 'string' is not assignable to/),
  ]);
});

test("names of functions belong to the paths, and names of options to the scheme", async () => {
  const api = (prefix: string, scheme: string) =>
    load(
      specWith(
        {
          [`GET ${prefix}/a`]: query("q", scheme === "k" ? text : { type: "array", items: text }),
          [`GET ${prefix}/b`]: get(text),
        },
        {
          servers: [{ url: `https://a.example${prefix === "" ? "/v1" : ""}` }],
          security: [{ [scheme]: [] }],
          components: { securitySchemes: { [scheme]: { type: "http", scheme: "bearer" } } },
        },
      ),
    );
  const proof = await proofOf(await api("", "k"), await api("/v1", "z"));
  expect(proof?.disagreements).toEqual([]);
  const told = Object.fromEntries(
    proof?.comparison.findings.map(({ kind, proof: messages }) => [kind, messages.join("\n")]) ??
      [],
  );
  expect(told).toEqual({
    "securityScheme.definition.renamed": expect.stringMatching(
      /^options of the client: .*'k' does not exist/s,
    ),
    "parameter.list.begun": expect.stringMatching(/^arguments q: Type 'string' is not assignable/),
    "operation.serverPath.changed": expect.stringMatching(/^name: Property 'getA' does not exist/),
  });
  expect(told["securityScheme.definition.renamed"]).not.toContain("name: ");
});

async function proofOf(base: Spec, revision: Spec): Promise<Proof | undefined> {
  const [proof] = await prove([{ base, revision, comparison: compareSpecs(base, revision) }]);
  return proof;
}
