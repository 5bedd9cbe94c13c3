import { beforeAll, expect, test } from "vitest";
import { makeWithFetch } from "../fetch/make-fetch-client.js";
import { compile } from "../support/compiler.js";
import type { Files } from "../support/generator.js";

let files: Files;

/** What the compiler says of programs that use the client, by their names; it is asked once for all. */
let errors: readonly string[];
beforeAll(async () => {
  files = await makeWithFetch();
  const start = `import { createThingsFetch } from "./fetch.js";
const client = createThingsFetch({ apiKey: "k" });
`;
  const programs = [...Object.entries(right), ...wrong.map(([name, code]) => [name, code])];
  const named = programs.map(([name = "", code]) => [`programs/${fileOf(name)}`, start + code]);
  // Those of the programs are no business of this test.
  const options = { noUnusedLocals: false, declaration: false, isolatedDeclarations: false };
  const texts = Object.fromEntries(named) as Files;
  const moved = Object.entries(texts).map(([path, text]) => [
    path,
    text.replaceAll('from "./', 'from "../'),
  ]);
  errors = compile({ client: { ...files, ...Object.fromEntries(moved) } }, options);
});
const fileOf = (name: string) => `${name.replaceAll(/\W+/g, "-")}.ts`;
const errorsOf = (name: string) =>
  errors.filter((error) => error.startsWith(`client/programs/${fileOf(name)}:`));

test("all errors are in the programs", () => {
  expect(errors.filter((error) => !error.startsWith("client/programs/"))).toEqual([]);
});

/** In a function, so that nothing is awaited at the top of a module that a test of CommonJS compiles. */
const calling = (code: string) => `export async function run(): Promise<void> {\n${code}\n}\n`;

const right: Record<string, string> = {
  data: calling(`
      const { data, error, response } = await client.GET("/things/{id}", {
        params: { path: { id: "1" }, header: { "X-Trace": "t" } },
      });
      if (data) {
        const id: number = data.id;
        const none: undefined = error;
        console.log(id, none);
      } else {
        const detail: unknown = error?.detail;
        const none: undefined = data;
        console.log(detail, none);
      }
      const status: number = response.status;
      console.log(status);`),
  failure: calling(`
      const { error } = await client.POST("/things", { body: { name: "a" } });
      const names: readonly string[] | undefined = error?.name;
      console.log(names);`),
  optional: calling(`
      const { data } = await client.GET("/things");
      const first: string | undefined = data?.[0]?.name;
      await client.GET("/things", { params: { query: { tags: ["a"] } }, maxRetries: 0, timeoutMs: 5 });
      await client.request("get", "/things");
      console.log(first);`),
  reading: calling(`
      const { data } = await client.GET("/things", { parseAs: "text" });
      const text: string | undefined = data;
      const { data: file } = await client.GET("/things", { parseAs: "blob" });
      const size: number | undefined = file?.size;
      console.log(text, size);`),
  middleware: `
      import type { Middleware } from "openapi-fetch";
      const log: Middleware = {
        onRequest({ request, schemaPath, params, options, id }) {
          request.headers.set("x-id", id);
          console.log(schemaPath, params.path, options.baseUrl);
          return new Request(request);
        },
        async onResponse({ response }) {
          const body: unknown = await response.clone().json();
          return body ? Response.json(body) : undefined;
        },
        onError: ({ error }) => (error instanceof Error ? error : undefined),
      };
      client.use(log);
      client.use({ onRequest: ({ request }) => void request.url });
      client.eject(log);`,
  options: `
      import type { ThingsFetchOptions } from "./fetch.js";
      export const options: ThingsFetchOptions = {
        apiKey: async () => "k",
        mode: "a credential of this API",
        orgId: "o",
        baseUrl: "https://things.test",
        inferred: ["getGuess"],
        headers: { "x-team": "a" },
        hooks: { request: ({ headers }) => headers.set("a", "b") },
        fetch: (url, init) => fetch(url, init),
        maxConcurrency: 2,
        credentials: "include",
        querySerializer: { array: { style: "form", explode: false } },
        bodySerializer: (body) => JSON.stringify(body),
        signal: new AbortController().signal,
      };`,
  "a client of openapi-fetch": `
      import { type Client, wrapAsPathBasedClient } from "openapi-fetch";
      import type { paths } from "./paths.js";
      export const own: Client<paths> = client;
      export const byPath = wrapAsPathBasedClient(own);
      export const call = () => byPath["/things/{id}"].GET({ params: { path: { id: "1" } } });`,
};

test.each(Object.keys(right))("compiles: %s", (name) => {
  expect(errorsOf(name)).toEqual([]);
});

const get = `await client.GET("/things/{id}", `;
const wrong: [string, string, RegExp][] = [
  ["no such path", calling(`await client.GET("/thing", {});`), /"\/thing"/],
  ["no such method there", calling(`await client.PUT("/things", {});`), /"\/things\/{id}"/],
  ["no parameters at all", calling(`await client.GET("/things/{id}");`), /Expected 2 arguments/],
  ["no path value", calling(`${get}{ params: { path: {} } });`), /'id' is missing/],
  ["a wrong path value", calling(`${get}{ params: { path: { id: 1 } } });`), /'number'/],
  ["no body", calling(`await client.POST("/things", {});`), /'body' is missing/],
  ["a wrong body", calling(`await client.POST("/things", { body: { name: 1 } });`), /'number'/],
  [
    "what is only read",
    calling(`await client.POST("/things", { body: { name: "", id: 1 } });`),
    /not assignable/,
  ],
  [
    "data of a failure",
    calling(`const { data } = ${get}{ params: { path: { id: "" } } }); console.log(data.id);`),
    /possibly 'undefined'/,
  ],
  [
    "no credential",
    `export const own = createThingsFetch({});`,
    /WithoutCredential<ThingsFetchOptions, "apiKey">/,
  ],
  [
    "an unknown option",
    `export const own = createThingsFetch({ apiKey: "", timeOutMs: 1 });`,
    /timeOutMs/,
  ],
  [
    "a serializer of paths",
    `export const own = createThingsFetch({ apiKey: "", pathSerializer: String });`,
    /pathSerializer/,
  ],
  [
    "how redirects go",
    `export const own = createThingsFetch({ apiKey: "", redirect: "follow" });`,
    /redirect/,
  ],
  [
    "an operation that is documented among the inferred",
    `export const own = createThingsFetch({ apiKey: "", inferred: ["getThing"] });`,
    /"getGuess"/,
  ],
  ["middleware of nothing", "client.use({});", /not assignable/],
  ["middleware of another kind", "client.use({ onRequest: () => 1 });", /'number'/],
  [
    "anything of a client that is any",
    "export const own: undefined = client;",
    /not assignable to type 'undefined'/,
  ],
];

test.each(wrong)("does not compile: %s", (name, _, problem) => {
  const [error, ...others] = errorsOf(name);
  expect(others).toEqual([]);
  expect(error).toMatch(problem);
});

test("a client without this output contains nothing of it", async () => {
  const { makeFiles, defaultChoice } = await import("../../generator/outputs/index.js");
  const { readRuntimeFiles } = await import("../../generator/disk/tool.js");
  const { model } = await import("../support/generator.js");
  const { spec } = await import("../fetch/make-fetch-client.js");
  const without = await makeFiles(await model(spec), await readRuntimeFiles(), "test", {
    outputs: { ...defaultChoice, paths: {} },
  });
  const paths = without.map(({ path }) => path);
  expect(paths.filter((path) => path.includes("fetch"))).toEqual([]);
  expect(without.filter(({ text }) => text.includes("openapi-fetch"))).toEqual([]);
  const added = Object.keys(files).filter((path) => !paths.includes(path));
  expect(added.filter((path) => !path.startsWith("runtime/fetch/"))).toEqual(["fetch.ts"]);
  // And what it gets besides is the same.
  for (const { path, text } of without) expect(files[path], path).toBe(text);
});
