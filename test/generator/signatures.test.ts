import { expect, test } from "vitest";
import { compile, generateInto, specOf, specWith } from "./support.js";

const text = { type: "string" };
const ref = (key: string) => ({ $ref: `#/components/schemas/${key}` });

test("what stands in two places is printed in one", async () => {
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
  expect(compile({ client: files }, { lib, types })).toEqual([]);
});

test("parameters of plain types are written out, and as openapi-typescript types them", async () => {
  const way = (name: string) => `NonNullable<operations["list"]["parameters"]["query"]>["${name}"]`;
  const cases: Readonly<Record<string, { given: object; want?: string }>> = {
    text: { given: { ...text, minLength: 1, "x-note": 1 }, want: "string" },
    date: { given: { ...text, format: "date-time" }, want: "string | Date" },
    count: { given: { type: "integer", default: 1, maximum: 9 }, want: "number" },
    share: { given: { type: "number" }, want: "number" },
    flag: { given: { type: "boolean" }, want: "boolean" },
    listed: { given: { ...text, enum: ['a"', "b", "b"] }, want: '"a\\"" | "b"' },
    untypedList: { given: { enum: ["a"] } },
    numbers: { given: { type: "integer", enum: [1, -2] } },
    mixedList: { given: { ...text, enum: ["a", null] } },
    one: { given: { ...text, const: "a" } },
    nullable: { given: { ...text, nullable: true } },
    either: { given: { type: ["string", "null"] } },
    choice: { given: { ...text, anyOf: [{ enum: ["a"] }] } },
    named: { given: ref("Name") },
    open: { given: {} },
  };
  const parameters = Object.entries(cases).map(([name, { given: schema }]) => ({
    ...{ name, in: "query", schema },
  }));
  const { files } = await generateInto(
    specWith(
      { "GET /a": { operationId: "list", parameters } },
      { components: { schemas: { Name: text } } },
    ),
  );
  const printed = /interface ListParams \{\n([\s\S]*?)\n\}/.exec(
    files["groups/default.ts"] ?? "",
  )?.[1];
  const members = printed?.split("\n").filter((line) => !line.includes("/**"));
  expect(members).toEqual(
    Object.entries(cases).map(
      ([name, { want }]) => `  readonly ${name}?: ${want ?? way(name)} | undefined;`,
    ),
  );

  const probe = `
    import type { ListParams, operations } from "./index.js";
    type Query = NonNullable<operations["list"]["parameters"]["query"]>;
    type Wanted = Omit<Query, "date"> & { date?: Query["date"] | Date };
    type Exact<A, B> =
      (<T>() => T extends A ? 1 : 2) extends (<T>() => T extends B ? 1 : 2) ? true : never;
    export const exact: { [Name in keyof Query]-?: Exact<ListParams[Name], Wanted[Name] | undefined> } =
      { ${Object.keys(cases).map((name) => `${name}: true`)} };`;
  expect(compile({ plain: { ...files, "probe.ts": probe } })).toEqual([]);
});

test("an option that stands for a parameter has its type, written out or not", async () => {
  const withOption = async (schema: object) => {
    const parameter = { name: "org", in: "query", schema, "x-client": { option: "org" } };
    const operation = { operationId: "list", parameters: [parameter] };
    return (await generateInto(specWith({ "GET /a": operation }), undefined, { name: "Api" }))
      .files;
  };
  const program = (type: string) =>
    `import type { ApiOptions } from "./index.js";
    export const exact = (option: ApiOptions["org"]): ${type} | undefined => option;
    export const options: ApiOptions = { org: {} as ${type} };`;
  const plain = { ...(await withOption(text)), "program.ts": program("string") };
  const list = { ...(await withOption({ type: "array", items: text })) };
  expect(compile({ plain, list: { ...list, "program.ts": program("string[]") } })).toEqual([]);
});
