import type ts from "typescript";
import { describe, expect, test } from "vitest";
import type { Contract } from "../../generator/contract/index.js";
import { buildApi } from "../../generator/model/index.js";
import { claimsOf, makeFiles } from "../../generator/outputs/index.js";
import type { PathsOptions } from "../../generator/outputs/paths/index.js";
import { compile } from "../support/compiler.js";
import { type Files, load, specOf, specWith } from "../support/generator.js";
import { sameness } from "./oracle.js";

/** `types.ts` and `paths.ts`, or the latter alone. */
async function made(spec: string, options: PathsOptions = {}): Promise<Files> {
  const outputs = options.standalone ? { paths: options } : { types: {}, paths: options };
  const claims = (contract: Contract) => claimsOf({ outputs }, contract);
  const built = buildApi(await load(spec), { claims });
  const files = await makeFiles(built, [], "test", { outputs });
  const wanted = files.filter(({ path }) => /^(types|paths)\.ts$/.test(path));
  return Object.fromEntries(wanted.map(({ path, text }) => [path, text]));
}

/** What the compiler says of the files and of a program that has their types. */
function complaintsOf(files: Files, program: string, other?: ts.CompilerOptions): string[] {
  const imports = `import type { components, operations, paths, webhooks } from "./paths.js";
${sameness}export type All = [components, operations, paths, webhooks, Same<1, 1>];\n`;
  return compile({ paths: { ...files, "program.ts": imports + program } }, other);
}

const text = { type: "string" };
const json = (schema: object) => ({ "application/json": { schema } });
const ref = (key: string, section = "schemas") => ({ $ref: `#/components/${section}/${key}` });
const ok = (content?: object, more: object = {}) => ({
  description: "",
  ...(content && { content }),
  ...more,
});

describe("paths.ts is correct", () => {
  test("what is in components, and what refers to it", async () => {
    const spec = specWith(
      {
        "POST /things": {
          operationId: "makeThing",
          parameters: [ref("Page", "parameters")],
          requestBody: ref("Thing", "requestBodies"),
          responses: { 200: ref("Thing", "responses"), 304: ref("Thing", "responses") },
        },
      },
      {
        webhooks: {
          made: {
            post: { requestBody: { content: json(ref("Thing")) }, responses: { 200: ok() } },
          },
        },
        components: {
          schemas: {
            Thing: {
              type: "object",
              required: ["id", "key"],
              properties: { id: { ...text, readOnly: true }, key: { ...text, writeOnly: true } },
            },
          },
          parameters: { Page: { name: "page", in: "query", schema: { type: "integer" } } },
          requestBodies: { Thing: { required: true, content: json(ref("Thing")) } },
          responses: {
            Thing: ok(json(ref("Thing")), { headers: { "X-Left": ref("Left", "headers") } }),
            Unused: ok(json(text)),
          },
          headers: { Left: { schema: { type: "integer" } } },
        },
      },
    );
    const program = `
      type Op = operations["makeThing"];
      export const schema: Same<components["schemas"]["Thing"], { id: string }> = true;
      export const body: Same<Op["requestBody"]["content"]["application/json"], { id?: never; key: string }> = true;
      export const answer: Same<
        Op["responses"][200]["content"]["application/json"], { id: string }
      > = true;
      export const noBody: Op["responses"][304]["content"] = undefined;
      export const page: Op["parameters"]["query"] = { page: 1 };
      export const left: Op["responses"][200]["headers"]["X-Left"] = undefined;
      export const unused: components["responses"]["Unused"]["content"]["application/json"] = "a";
      export const named: Same<components["parameters"]["Page"], number> = true;
      export const header: Same<components["headers"]["Left"], number> = true;
      export const posted: Same<
        NonNullable<webhooks["made"]["post"]["requestBody"]>["content"]["application/json"],
        { id: string }
      > = true;`;
    for (const standalone of [false, true]) {
      const files = await made(spec, { standalone });
      expect(complaintsOf(files, program)).toEqual([]);
      expect(Object.keys(files)).toHaveLength(standalone ? 1 : 2);
      expect(files["paths.ts"]?.includes("import ")).toBe(!standalone);
    }
  });

  test("parameters that are declared twice, in two spellings, by a media type and not at all", async () => {
    const header = (name: string, required: boolean, schema: object) => ({
      ...{ name, in: "header", required, schema },
    });
    const spec = specOf({
      paths: {
        "/a/{id}/{other}": {
          parameters: [
            header("x-key", false, text),
            { name: "page", in: "query", schema: text },
            { name: "id", in: "path", required: true, schema: { type: "integer" } },
          ],
          get: {
            operationId: "a",
            parameters: [
              header("X-Key", true, { type: "integer" }),
              { name: "page", in: "query", schema: text },
              { name: "page", in: "query", required: true, schema: { type: "boolean" } },
              {
                name: "filter",
                in: "query",
                content: json({ type: "object", properties: { a: text } }),
              },
              { name: "plain", in: "query" },
            ],
            responses: { 204: ok() },
          },
          put: { operationId: "b", responses: { 204: ok() } },
        },
      },
    });
    const program = `
      type Of = operations["a"]["parameters"];
      export const inherited: Same<operations["b"]["parameters"],
        { query?: { page?: string }; header?: { "x-key"?: string };
          path: { id: number; other: string }; cookie?: never }> = true;
      export const query: Same<Of["query"],
        { page: boolean; filter?: { a?: string }; plain?: string }> = true;
      export const header: Same<Of["header"], { "X-Key": number }> = true;
      export const path: Same<Of["path"], { id: number; other: string }> = true;
      export const shared: Same<paths["/a/{id}/{other}"]["parameters"]["path"], { id: number }> = true;
      export const none: Same<paths["/a/{id}/{other}"]["parameters"]["header"], undefined> = true;`;
    expect(complaintsOf(await made(spec), program)).toEqual([]);
  });

  test("streams, forms, and media types without a schema", async () => {
    const binary = { type: "string", format: "binary" };
    const parts = { type: "object", required: ["file"], properties: { file: binary } };
    const spec = specOf({
      openapi: "3.2.0",
      paths: {
        "/a": {
          post: {
            operationId: "a",
            requestBody: {
              required: true,
              content: {
                "multipart/form-data; boundary=x": { schema: parts },
                "application/x-www-form-urlencoded": { schema: parts },
              },
            },
            responses: {
              200: ok({
                "application/jsonl": { itemSchema: { type: "integer" } },
                "text/plain": {},
              }),
            },
          },
          query: { operationId: "find", responses: { 204: ok() } },
        },
      },
    });
    const program = `
      type Of = operations["a"];
      type Content = Of["requestBody"]["content"];
      export const form: Same<Content["multipart/form-data; boundary=x"], { file: Blob }> = true;
      export const encoded: Same<
        Content["application/x-www-form-urlencoded"], { file: string }> = true;
      export const item: Same<Of["responses"][200]["content"]["application/jsonl"], number> = true;
      export const open: Of["responses"][200]["content"]["text/plain"] = Symbol();
      export const found: Same<paths["/a#QUERY"]["post"], operations["find"]> = true;`;
    expect(complaintsOf(await made(spec), program)).toEqual([]);
  });

  test("names with a meaning in JavaScript, in pointers and in templates", async () => {
    const names = [
      "__proto__",
      "constructor",
      "valueOf",
      "toString",
      "a/b~c",
      "50%",
      "x#/%",
      "it's `$x`\"",
    ];
    const keyed = <Value>(value: (name: string) => Value) =>
      Object.fromEntries(names.map((name) => [name, value(name)]));
    const at = (name: string, section: string) => ({
      $ref: `#/components/${section}/${encodeURIComponent(name.replaceAll("~", "~0").replaceAll("/", "~1"))}`,
    });
    const document = {
      openapi: "3.1.0",
      info: { title: "Odd", version: "1" },
      paths: Object.fromEntries(
        names.map((name) => [
          `/${name}`,
          {
            post: {
              operationId: `take ${names.indexOf(name)}`,
              parameters: names.map((each) => ({
                name: each,
                in: "query",
                schema: at(name, "schemas"),
              })),
              requestBody: at(name, "requestBodies"),
              responses: { 200: at(name, "responses") },
            },
          },
        ]),
      ),
      components: {
        schemas: keyed((name) => ({
          type: "object",
          required: [name],
          properties: { [name]: text },
        })),
        requestBodies: keyed((name) => ({ content: { [name]: { schema: at(name, "schemas") } } })),
        responses: keyed((name) => ok({ [name]: { schema: at(name, "schemas") } })),
      },
    };
    const files = await made(JSON.stringify(document), {
      pathParamsAsTypes: true,
      makePathsEnum: true,
    });
    const program = names.map((name, index) => {
      const key = JSON.stringify(name);
      const of = `operations["take${index}"]`;
      const schema = `components["schemas"][${key}]`;
      return `
        export const schema${index}: Same<${schema}, { ${key}: string }> = true;
        export const body${index}: Same<
          NonNullable<${of}["requestBody"]>["content"][${key}], ${schema}> = true;
        export const answer${index}: Same<${of}["responses"][200]["content"][${key}], ${schema}> = true;
        export const query${index}: Same<
          NonNullable<NonNullable<${of}["parameters"]["query"]>[${key}]>, ${schema}> = true;
        export const path${index}: Same<paths[${JSON.stringify(`/${name}`)}]["post"], ${of}> = true;`;
    });
    expect(complaintsOf(files, program.join(""), { erasableSyntaxOnly: false })).toEqual([]);
  });
});

test("options of openapi-typescript", async () => {
  const spec = specWith(
    {
      "GET /a/{id}/{flag}/{text}": {
        operationId: "a",
        parameters: [
          { name: "id", in: "path", required: true, schema: { type: "integer" } },
          { name: "flag", in: "path", required: true, schema: { type: "boolean" } },
        ],
        responses: { 200: ref("Thing-list", "responses") },
      },
      "GET /b": { operationId: "b" },
      "GET /c`$/{id}": {
        operationId: "c",
        parameters: [{ name: "id", in: "path", required: true, schema: text }],
      },
    },
    {
      components: {
        schemas: { thing: text, SchemaThing: { type: "integer" }, "odd'one": text, ApiPaths: text },
        responses: { "Thing-list": ok(json(ref("thing"))) },
      },
    },
  );
  const files = await made(spec, {
    ...{ standalone: true, exportType: true, pathParamsAsTypes: true },
    ...{ rootTypes: true, makePathsEnum: true },
  });
  const program = `
    import { ApiPaths, type ResponseThingList, type Thing } from "./paths.js";
    export const answer: Same<ResponseThingList, components["responses"]["Thing-list"]> = true;
    export const thing: Same<Thing, string> = true;
    export const get: Same<paths["/a/1/true/x"]["get"], operations["a"]> = true;
    export const odd: Same<paths["/c\`$/x"]["get"], operations["c"]> = true;
    export const path: string = ApiPaths.b;
    // @ts-expect-error a number belongs there
    export type None = paths["/a/x/true/x"];`;
  // An enum is code.
  expect(complaintsOf(files, program, { erasableSyntaxOnly: false })).toEqual([]);
  expect(files["paths.ts"]).toContain("export type paths = {\n");
  expect(files["paths.ts"]).not.toContain("interface ");
});
