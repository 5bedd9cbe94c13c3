import { beforeAll, describe, expect, test, vi } from "vitest";
import { compareSpecs, prove } from "../../generator/diff/compare-specs.js";
import { compile } from "../support/compiler.js";
import { allOutputs, type Files, generateInto, load, specWith } from "../support/generator.js";
import { int64Spec } from "../wire/int64-spec.js";
import { compileSchema, makeSchemas } from "./schemas.js";

vi.setConfig({ testTimeout: 240_000, hookTimeout: 240_000 });

/** What `client.int64` makes of types, lists of values, schemas and the verdicts of a diff. */

const settings = ["number", "bigint", "string"] as const;
type Setting = (typeof settings)[number];

const made = new Map<Setting, Files>();
beforeAll(async () => {
  for (const int64 of settings) {
    const { files } = await generateInto(int64Spec, undefined, { int64 }, allOutputs);
    made.set(int64, files);
  }
});
const filesOf = (int64: Setting) => made.get(int64) ?? {};

/** What has to be so in a client whose integers of 64 bits are of a type, with a value of it. */
const program = (type: Setting, value: string, other: string) => `
import { type Account, LevelValues, type Owner, type Tree } from "./index.js";
import { type AccountResult } from "./uses.js";
import * as api from "./index.js";
import { createTestClient } from "./testing.js";
import type { paths } from "./paths.js";

type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
const isSame = <A, B>(yes: Same<A, B>): boolean => yes;

isSame<Account["id"], ${type}>(true);
isSame<Account["unsigned"], ${type} | undefined>(true);
isSame<Account["nothing"], ${type} | null | undefined>(true);
isSame<Account["balances"], { [key: string]: ${type} } | undefined>(true);
isSame<NonNullable<Account["pair"]>[1], ${type} | undefined>(true);
isSame<Account["count"], number | undefined>(true);
isSame<Account["small"], number | undefined>(true);
isSame<Account["ratio"], number | undefined>(true);
isSame<Account["note"], string | undefined>(true);
isSame<Owner["id"], ${type}>(true);
isSame<NonNullable<Tree["children"]>[number]["id"], ${type}>(true);
isSame<api.GetMixedData, ${type === "bigint" ? "number | bigint | string" : "number | string"}>(true);
isSame<(typeof LevelValues)[number], NonNullable<Account["level"]>>(true);
isSame<AccountResult["headers"], {
  readonly "x-total": ${type} | undefined;
  readonly "x-ids": readonly ${type}[] | undefined;
  readonly "x-page": number | undefined;
}>(true);
// Those of openapi-typescript stay as they are.
isSame<paths["/id"]["get"]["responses"][200]["content"]["application/json"], number>(true);

export async function use(client: api.Client): Promise<${type}> {
  const body: Account = { id: ${value}, level: LevelValues[0] };
  await api.sendAccount(client, { id: ${value}, after: ${value}, ids: [${value}], "X-Trace": ${value}, body });
  await api.sendForm(client, { body: { id: ${value}, account: body } });
  await api.sendAccounts(client, { body: [body] });
  // @ts-expect-error another type
  await api.sendAccount(client, { id: ${other}, body });
  const result = await api.fail(client).result();
  if (!result.ok && result.status === 409) isSame<typeof result.error.body.id, ${type}>(true);
  for await (const event of await api.readEvents(client)) {
    if (event.event === "account") return event.data.id;
  }
  createTestClient({ getAccount: () => ({ id: ${value} }), listIds: () => [${value}] });
  return (await api.getAccount(client)).id;
}
`;
const uses = `
import type { GetHeadersResult } from "./index.js";
export type AccountResult = Extract<GetHeadersResult, { status: 204 }>;
`;

test("types are what the config says, and nothing else is", () => {
  const values = { number: ["1", "1n"], bigint: ["1n", "1"], string: ['"1"', "1"] } as const;
  const outputs = Object.fromEntries(
    settings.map((int64) => {
      const [value, other] = values[int64];
      return [
        int64,
        { ...filesOf(int64), "program.ts": program(int64, value, other), "uses.ts": uses },
      ];
    }),
  );
  expect(compile(outputs)).toEqual([]);
});

test("a client whose integers are numbers has nothing of it", () => {
  const paths = Object.keys(filesOf("number"));
  expect(paths.filter((path) => path.includes("int64"))).toEqual([]);
  expect(filesOf("number")["operations.ts"]).not.toContain("int64");
  expect(Object.keys(filesOf("bigint"))).toEqual(
    expect.arrayContaining(["int64.ts", "runtime/int64.ts", "runtime/int64-calls.ts"]),
  );
});

test("names that every object has, and names of ours, are names like others", async () => {
  const int64 = { type: "integer", format: "int64" };
  const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });
  const properties = {
    ...{ constructor: ref("Id"), toString: int64, valueOf: { type: "string" } },
    either: { oneOf: [ref("Kind"), ref("Int64Place")] },
    ["__proto__"]: int64,
  };
  const schemas = {
    Id: int64,
    Thing: { type: "object", properties, additionalProperties: ref("Id") },
    Kind: {
      type: "object",
      required: ["constructor"],
      properties: { constructor: { const: "kind" }, thing: ref("Thing") },
    },
    Int64Place: { type: "array", items: ref("Int64Place") },
    int64: { type: "array", items: ref("Thing") },
  };
  const content = { "application/json": { schema: ref("int64") } };
  const spec = specWith(
    { "POST /things": { requestBody: { content }, responses: { 200: { content } } } },
    { components: { schemas } },
  );
  const { files } = await generateInto(spec, undefined, { int64: "bigint" }, allOutputs);
  expect(files["int64.ts"]).toContain('["__proto__"]: true');
  expect(compile({ things: files })).toEqual([]);
});

test("an operation without such integers refers to nothing of it", () => {
  const [, plain] =
    /export const getPlain: OperationDescriptor & \$AnswerSchemas = (.*?;)\n/s.exec(
      filesOf("bigint")["operations.ts"] ?? "",
    ) ?? [];
  // What checks its answer has no place for integers either.
  expect(plain?.replace(/,\s+answers: \{[^}]*\},?/, "").replaceAll(/\s+/g, " ")).toBe(
    '{ id: "getPlain", method: "GET", path: "/plain" };',
  );
});

describe("JSON Schema says what the client holds", () => {
  const account = (id: unknown) => ({ id, level: id, balances: { a: id }, count: 1 });
  test.each([
    ["number", [1], ["1", 1.5]],
    // It has no bigint, so that there anything will do.
    ["bigint", [1n, 5n], []],
    ["string", ["1", "2"], [1, "a", "3"]],
  ] as const)("%s", async (int64, fits, misfits) => {
    const schemas = await makeSchemas(int64Spec, { int64 });
    const isFitting = compileSchema(schemas.schema("components", "Account"));
    for (const each of fits) expect(isFitting(account(each)), String(each)).toBe(true);
    for (const each of misfits) expect(isFitting(account(each)), String(each)).toBe(false);
    expect(isFitting({ ...account(fits[0]), count: "1" })).toBe(false);
  });

  test("without bounds of numbers for text", async () => {
    const T = { type: "integer", format: "int64", minimum: 1, multipleOf: 2, default: 4 };
    const spec = specWith({}, { components: { schemas: { T } } });
    const schema = (await makeSchemas(spec, { int64: "string" })).schema("components", "T");
    expect(schema).toMatchObject({ type: "string", default: "4" });
    expect(Object.keys(schema).sort()).not.toEqual(
      expect.arrayContaining(["minimum", "multipleOf"]),
    );
  });
});

describe("the diff", () => {
  const of = (schema: object) => ({
    parameters: [{ in: "query", name: "after", schema }],
    requestBody: { content: { "application/json": { schema } } },
    responses: { 200: { content: { "application/json": { schema } } } },
  });
  const long = { type: "integer", format: "int64" };
  const kinds = {
    "int32 to int64": [{ type: "integer", format: "int32" }, long],
    "no format to int64": [{ type: "integer" }, long],
    "int64 to no format": [long, { type: "integer" }],
    "int64 to a number": [long, { type: "number" }],
  } as const;

  test.each(Object.entries(kinds))(
    "%s breaks code where it is another type, as the compiler confirms",
    async (_, [before, after]) => {
      const base = await load(specWith({ "POST /things": of(before) }));
      const revision = await load(specWith({ "POST /things": of(after) }));
      for (const int64 of ["bigint", "string"] as const) {
        const comparison = compareSpecs(base, revision, undefined, { int64 });
        expect(comparison.findings.map(({ source }) => source)).toEqual(
          comparison.findings.map(() => "breaking"),
        );
        expect(comparison.findings[0]?.because).toContain(`\`client.int64\` is ${int64}`);
        const [proof] = await prove([{ base, revision, comparison, int64 }]);
        expect(proof?.disagreements).toEqual([]);
        expect(proof?.comparison.findings.map(({ source }) => source)).toEqual(
          comparison.findings.map(() => "breaking"),
        );
      }
    },
  );

  test("with numbers a format is no matter of code", async () => {
    const [base, revision] = await Promise.all(
      kinds["int32 to int64"].map((schema) => load(specWith({ "POST /things": of(schema) }))),
    );
    if (!base || !revision) throw new Error("no spec");
    const { findings } = compareSpecs(base, revision);
    expect(findings.length).toBeGreaterThan(0);
    expect(findings.filter(({ source }) => source === "breaking")).toEqual([]);
  });

  test("uint64 in the place of int64 is the same type", async () => {
    const [base, revision] = await Promise.all(
      [long, { ...long, format: "uint64" }].map((schema) =>
        load(specWith({ "POST /things": of(schema) })),
      ),
    );
    if (!base || !revision) throw new Error("no spec");
    const { findings } = compareSpecs(base, revision, undefined, { int64: "bigint" });
    expect(findings.length).toBeGreaterThan(0);
    expect(findings.filter(({ source }) => source === "breaking")).toEqual([]);
  });
});
