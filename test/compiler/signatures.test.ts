import { expect, test } from "vitest";
import { compile } from "../support/compiler.js";
import { generateInto, specOf, specWith } from "../support/generator.js";

const text = { type: "string" };
const ref = (key: string) => ({ $ref: `#/components/schemas/${key}` });

test("shared types are printed once", async () => {
  const ok = (...mediaTypes: string[]) => ({
    200: {
      description: "Done.",
      content: Object.fromEntries(
        mediaTypes.map((type) => [type, { schema: { type: "string", format: "binary" } }]),
      ),
    },
  });
  const spec = specOf({
    openapi: "3.1.0",
    info: { title: "Things", version: 1 },
    paths: {
      "/a": { $ref: "#/components/pathItems/Thing" },
      "/b": {
        get: {
          operationId: "getB",
          parameters: [
            { $ref: "#/components/parameters/Foo" },
            { name: "foo", in: "header", schema: { type: ["integer", "null"] } },
            { name: "bar", in: "query", schema: { type: "integer" } },
            { name: "bar", in: "query", schema: { type: ["string", "null"] } },
          ],
          responses: ok("image/png", "image/jpg"),
        },
      },
    },
    components: {
      parameters: { Foo: { name: "foo", in: "header", schema: text } },
      pathItems: { Thing: { get: { operationId: "getThing", responses: ok() } } },
    },
    webhooks: { made: { post: { operationId: "getB", responses: ok() } } },
  });
  const { files } = await generateInto(spec);
  const program = `
    import type { GetBData, GetBParams } from "./index.js";
    type Same<A, B> = [A, B] extends [B, A] ? true : false;
    export const foo: Same<GetBParams["foo"], number | null | undefined> = true;
    export const bar: Same<GetBParams["bar"], string | null | undefined> = true;
    export const data: Same<GetBData, Blob> = true;`;
  expect(compile({ twice: { ...files, "program.ts": program } })).toEqual([]);
});

test.each([
  { name: "Node", lib: ["lib.es2022.d.ts"], types: ["node"] },
  { name: "the DOM", lib: ["lib.es2022.d.ts", "lib.dom.d.ts"], types: [] },
])("a client needs no more than ES2022 and $name", async ({ lib, types }) => {
  const { files } = await generateInto(specWith({ "GET /a": {} }));
  expect(compile({ client: files }, { lib, types, skipLibCheck: false }, true)).toEqual([]);
});

test("types are written where they are used, as in openapi-typescript", async () => {
  const cases: Readonly<Record<string, { given: object; want: string }>> = {
    text: { given: { ...text, minLength: 1, "x-note": 1 }, want: "string" },
    date: { given: { ...text, format: "date-time" }, want: "string | Date" },
    count: { given: { type: "integer", default: 1, maximum: 9 }, want: "number" },
    listed: { given: { ...text, enum: ['a"', "b"] }, want: '"a\\"" | "b"' },
    numbers: { given: { type: "integer", enum: [1, -2] }, want: "1 | -2" },
    nullable: { given: { type: ["string", "null"] }, want: "string | null" },
    list: { given: { type: "array", items: ref("Name") }, want: "Name[]" },
    choice: { given: { ...text, anyOf: [{ enum: ["a"] }] }, want: '"a"' },
    named: { given: ref("Name"), want: "Name" },
    open: { given: {}, want: "unknown" },
    object: {
      given: { type: "object", required: ["a"], properties: { a: text, b: ref("Name") } },
      want: "{\n    a: string;\n    b?: Name;\n  }",
    },
  };
  const parameters = Object.entries(cases).map(([name, { given: schema }]) => ({
    ...{ name, in: "query", schema },
  }));
  const { files } = await generateInto(
    specWith(
      { "GET /a": { operationId: "list", parameters } },
      { components: { schemas: { Name: text, Unused: text } } },
    ),
    undefined,
    undefined,
    { paths: true },
  );
  const module = files["groups/default.ts"] ?? "";
  const members = Object.entries(cases).map(
    ([name, { want }]) => `  /** In the query. */\n  readonly ${name}?: ${want} | undefined;\n`,
  );
  expect(module).toContain(`export interface ListParams {\n${members.join("")}}\n`);
  expect(module).toContain('import type { Name } from "../types.js";');

  const probe = `
    import type { ListParams } from "./index.js";
    import type { operations } from "./paths.js";
    type Query = NonNullable<operations["list"]["parameters"]["query"]>;
    type Wanted = Omit<Query, "date"> & { date?: Query["date"] | Date };
    type Exact<A, B> =
      (<T>() => T extends A ? 1 : 2) extends (<T>() => T extends B ? 1 : 2) ? true : never;
    export const exact: { [Name in keyof Query]-?: Exact<ListParams[Name], Wanted[Name] | undefined> } =
      { ${Object.keys(cases).map((name) => `${name}: true`)} };`;
  expect(compile({ plain: { ...files, "probe.ts": probe } })).toEqual([]);
});

test("an option for a parameter has its type, written out or not", async () => {
  const withOption = async (schema: object) => {
    const parameter = { name: "org", in: "query", schema, "x-client": { option: "org" } };
    const operation = { operationId: "list", parameters: [parameter] };
    return (await generateInto(specWith({ "GET /a": operation }), undefined, { name: "Api" }))
      .files;
  };
  const program = (type: string) =>
    `import type { ApiOptions } from "./index.js";
    export const exact = (option: ApiOptions["org"]): ${type} | undefined => option;
    export const options: ApiOptions = { baseUrl: "https://api.example", org: {} as ${type} };`;
  const plain = { ...(await withOption(text)), "program.ts": program("string") };
  const list = { ...(await withOption({ type: "array", items: text })) };
  expect(compile({ plain, list: { ...list, "program.ts": program("string[]") } })).toEqual([]);
});

test.each([
  [1, "`read0`"],
  [3, "`read0`, `read1`, `read2`"],
  [4, "4 operations that have it as an argument"],
])("an option that stands for a parameter of %i operations says of which", async (count, shown) => {
  const org = { name: "org", in: "query", schema: text };
  const withOption = { ...org, "x-client": { option: "org" } };
  const paths = Array.from({ length: count }, (_, index) => [
    `GET /a${index}`,
    { operationId: `read${index}`, parameters: [withOption] },
  ]);
  // The same parameter without the option is none of the client's business.
  const other = { operationId: "other", parameters: [org] };
  const spec = specWith({ ...Object.fromEntries(paths), "GET /other": other });
  const { files } = await generateInto(spec, undefined, { name: "Api" });
  expect(files["client.ts"]).toContain(`Sent in the query as \`org\` by ${shown}, unless`);
});

test("types that several operations share are in the types module once", async () => {
  const shared = { type: "object", required: ["why"], properties: { why: ref("Why") } };
  const json = (schema: object) => ({ "application/json": { schema } });
  const operation = (operationId: string) => ({
    operationId,
    requestBody: { $ref: "#/components/requestBodies/In" },
    responses: { 200: { $ref: "#/components/responses/Out" }, default: { description: "" } },
  });
  const { files } = await generateInto(
    specWith(
      { "POST /a": operation("a"), "POST /b": operation("b") },
      {
        components: {
          schemas: { Why: text },
          requestBodies: { In: { required: true, content: json(shared) } },
          responses: { Out: { description: "Out.", content: json(shared) } },
        },
      },
    ),
  );
  const module = files["groups/default.ts"] ?? "";
  expect(module).toContain('import type { RequestBodies, ResponseBodies } from "../types.js";');
  expect(module.match(/readonly body: .*/g)).toEqual(
    Array(2).fill('readonly body: RequestBodies["In"]["application/json"];'),
  );
  expect(module.match(/^export type .Data = .*/gm)).toEqual(
    ["A", "B"].map(
      (name) => `export type ${name}Data = ResponseBodies["Out"]["application/json"];`,
    ),
  );
  const program = `
    import { a, type BData, type Client } from "./index.js";
    export const why = async (client: Client): Promise<BData["why"]> =>
      (await a(client, { body: { why: "" } })).why;`;
  expect(compile({ shared: { ...files, "program.ts": program } })).toEqual([]);
});

test("a type that needs a helper of openapi-typescript brings it along", async () => {
  const schema = { allOf: [ref("Part")], required: ["size"] };
  const content = { "application/json": { schema } };
  const { files } = await generateInto(
    specWith(
      {
        "GET /a": {
          operationId: "a",
          parameters: [{ name: "q", in: "query", content, "x-client": { option: "q" } }],
          responses: { 200: { description: "", content } },
        },
      },
      {
        components: { schemas: { Part: { type: "object", properties: { size: text } } } },
        webhooks: {
          made: { post: { requestBody: { content }, responses: { 204: { description: "" } } } },
        },
      },
    ),
  );
  const program = `
    import { a, type AData, type Client } from "./index.js";
    export const size = (data: AData): string => data.size;
    export const call = (client: Client): Promise<string> => a(client, { q: { size: "" } }).then(size);
    // @ts-expect-error required
    export const none: AData = {};`;
  expect(compile({ helper: { ...files, "program.ts": program } })).toEqual([]);
});

test("a schema may have the name of something that the modules use", async () => {
  const names = ["AsyncIterable", "Date", "Pick", "Request", "Required", "WithRequired"];
  const properties = Object.fromEntries(names.map((name) => [name, ref(name)]));
  const parts = { allOf: names.map(ref), required: ["at"] };
  const at = { type: "object", properties: { at: { ...text, format: "date-time" } } };
  const { files } = await generateInto(
    specWith(
      {
        "POST /a": {
          operationId: "a",
          parameters: [{ name: "since", in: "query", schema: { ...text, format: "date-time" } }],
          requestBody: {
            content: { "application/json": { schema: { type: "object", properties } } },
          },
          responses: {
            200: { description: "", content: { "application/x-ndjson": { schema: parts } } },
          },
        },
      },
      { components: { schemas: Object.fromEntries(names.map((name) => [name, at])) } },
    ),
  );
  const program = `
    import { a, type Client } from "./index.js";
    export const first = async (client: Client): Promise<string | undefined> => {
      const now = new Date();
      for await (const part of await a(client, { since: now, body: { Date: { at: "" } } }))
        return part.at;
      return undefined;
    };`;
  expect(compile({ names: { ...files, "program.ts": program } })).toEqual([]);
});
