import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { answer, json, serve, type TestServer } from "../runtime/server.js";
import { type Files, makeFolder, readFiles, repository } from "../support/generator.js";
import { program, type Run, start, tether, tetherAll } from "../support/program.js";
import { clientOf, moduleOf, spec } from "./custom-output.js";

/** A project whose config asks for JavaScript. */
const projectOf = (openapi: string, outputs: unknown = {}, files: Files = {}) =>
  makeFolder({
    "openapi.yaml": openapi,
    "package.json": '{ "type": "module" }',
    "tether.config.yaml": configOf("js", outputs),
    ...files,
  });

const configOf = (language: string, outputs: unknown = {}) =>
  `spec: openapi.yaml\noutput: client\nclient: { language: ${language} }\noutputs: ${JSON.stringify(outputs)}\n`;

const microSpec = (feature: string) =>
  readFileSync(join(repository, "test/micro", feature, "openapi.yaml"), "utf8");

const isSource = (path: string) => path.endsWith(".ts") && !path.endsWith(".d.ts");

/** Programs for plain Node, and what they print. */
const programs: Readonly<Record<string, { code: string; want: unknown }>> = {
  "query-styles": {
    code: `
      import { createQueryStyles } from "./client/index.js";
      const api = createQueryStyles({ baseUrl });
      await api.things.listThings({ plain: "a b", joined: ["b", "c"], filter: { name: "c" }, page: 2 });`,
    want: ["GET /things?plain=a%20b&joined=b,c&filter%5Bname%5D=c&page=2"],
  },
  "form-body": {
    code: `
      import { createFormBodyClient, sendForm } from "./client/index.js";
      await sendForm(createFormBodyClient({ baseUrl }), { body: { a: "b & c" } });`,
    want: ["POST /form a=b+%26+c"],
  },
  "provenance-gate": {
    code: `
      import { createProvenanceGate, InferredOperationError } from "./client/index.js";
      const api = createProvenanceGate({ baseUrl });
      await api.things.createThing();
      const refused = await api.things.listThings().then(() => "sent", (error) => error);
      if (!(refused instanceof InferredOperationError)) throw refused;`,
    want: ["POST /things"],
  },
  "pagination-page": {
    code: `
      import { createPaginationPage } from "./client/index.js";
      const api = createPaginationPage({ baseUrl });
      const names = [];
      for await (const { name } of api.things.list().items()) names.push(name);
      console.log(JSON.stringify(names));`,
    want: ["GET /things", "GET /things?page=2"],
  },
  javascript: {
    code: `
      import { createJavaScriptFetch } from "./client/fetch.js";
      import { createTestClient } from "./client/testing.js";
      import { getThing200 } from "./client/schemas/groups/things.js";
      import { ApiPaths } from "./client/paths.js";
      import { StateNames, createJavaScript } from "./client/index.js";
      import * as types from "./client/types.js";
      const options = { baseUrl, user: { username: "a", password: "b" }, inferred: "allow" };
      await createJavaScript(options).things.getThing({ id: 1, fields: ["a", "b"] });
      await createJavaScriptFetch(options).GET("/things/{id}", { params: { path: { id: 2 } } });
      const tested = createTestClient({ getThing: ({ id }) => ({ id, state: "open" }) }, { inferred: "allow" });
      console.log(JSON.stringify([
        await tested.things.getThing({ id: 3 }), StateNames, ApiPaths, Object.keys(types),
        Object.keys(JSON.parse(JSON.stringify(getThing200)).$defs),
      ]));`,
    want: ["GET /things/1?fields=a%7Cb", "GET /things/2"],
  },
};
const printed: Readonly<Record<string, unknown>> = {
  "pagination-page": ["1", "2"],
  javascript: [
    { id: 3, state: "open" },
    { Open: "open", Closed: "closed", constructor: -1 },
    { getThing: "/things/{id}" },
    [],
    ["Thing", "State"],
  ],
};

describe("plain Node runs the client", () => {
  const all = { fetch: true, schemas: true, paths: { makePathsEnum: true } };
  const folders = new Map(
    Object.keys(programs).map((name) => [name, projectOf(microSpec(name), all)]),
  );
  let server: TestServer;
  let isAnswered = false;
  beforeAll(async () => {
    server = await serve((response, arrived) => {
      const { target } = arrived;
      const page = new URL(target, "http://a.test").searchParams.get("page") ?? "1";
      const value = { results: [{ name: page }], next: page === "1" ? "more" : null };
      const reply = isAnswered ? json({ ...value, id: 1, state: "open" }) : answer(204, {}, "");
      reply(response, arrived);
    });
    const lines = [...folders.values()].map((folder) => ({ folder, args: ["generate"] }));
    for (const { code, err } of await tetherAll(lines))
      expect({ code, err }).toMatchObject({ code: 0 });
  });
  afterAll(() => server.close());

  test.each(Object.entries(programs))("%s", async (name, { code, want }) => {
    const folder = folders.get(name) ?? "";
    const head = 'const baseUrl = process.env["BASE_URL"];\n';
    writeFileSync(join(folder, "program.mjs"), head + code);
    isAnswered = printed[name] !== undefined;
    const run = await start(["program.mjs"], { BASE_URL: server.url }, "", folder);
    expect(run).toMatchObject({ code: 0, err: "" });
    const sent = server
      .take()
      .map(({ method, target, body }) =>
        [method, target, body.toString()].filter((part) => part !== "").join(" "),
      );
    expect(sent).toEqual(want);
    expect(run.out === "" ? undefined : JSON.parse(run.out)).toEqual(printed[name]);
    expect(Object.keys(clientOf(folder)).filter(isSource)).toEqual([]);
  });
});

describe("the tool", () => {
  /** Runs it and says whether it loaded the compiler. */
  async function loadsCompiler(folder: string, ...args: string[]): Promise<boolean> {
    const preload = join(folder, "preload.cjs");
    writeFileSync(
      preload,
      `const loaded = require("node:module")._cache;
       process.on("exit", () => console.error("loaded " + Object.keys(loaded).join(" ")));`,
    );
    const { code, err } = await start(["--require", preload, program, ...args], {}, "", folder);
    expect({ code, err }).toMatchObject({ code: 0, err: expect.stringContaining("loaded ") });
    return /[\\/]typescript[\\/]lib[\\/]/.test(err);
  }
  const custom = (text: string) => ({
    "own.mjs": moduleOf({ files: `() => [{ path: "own.ts", text: ${JSON.stringify(text)} }]` }),
  });

  test("loads no compiler to write and to check", async () => {
    const folder = projectOf(microSpec("javascript"), { schemas: true, enums: { inner: true } });
    expect(await loadsCompiler(folder, "generate")).toBe(false);
    expect(await loadsCompiler(folder, "check")).toBe(false);
    expect(await loadsCompiler(folder, "generate", "--force")).toBe(false);
  });

  test("loads it to translate what a custom output writes", async () => {
    const folder = projectOf(spec, { "./own.mjs": true }, custom("export const a: number = 1;\n"));
    expect(await loadsCompiler(folder, "generate")).toBe(true);
  });
});

describe("the files in the folder", () => {
  const folder = projectOf(spec, { schemas: true });
  const run = async (...args: string[]): Promise<Run> => (await tether(folder, [args]))[0] as Run;
  const use = (language: string) =>
    writeFileSync(join(folder, "tether.config.yaml"), configOf(language, { schemas: true }));
  const without = ([...names]: string[]) =>
    Object.fromEntries(Object.entries(clientOf(folder)).filter(([path]) => !names.includes(path)));

  test("are those of one language, and are known as ours", async () => {
    use("ts");
    expect(await run("generate")).toMatchObject({ code: 0 });
    const asTypeScript = without([".tether.json"]);
    const names = asTypeScript["names.lock.json"];

    use("js");
    writeFileSync(join(folder, "client/mine.ts"), "export {};\n");
    expect((await run("check")).code).toBe(1);
    expect(await tether(folder, [["generate"], ["check"], ["generate"]])).toMatchObject([
      { code: 0 },
      { code: 0 },
      { code: 0, out: expect.stringContaining("nothing to write") },
    ]);
    const asJavaScript = clientOf(folder);
    expect(Object.keys(asJavaScript).filter(isSource)).toEqual(["mine.ts"]);
    expect(asJavaScript["names.lock.json"]).toBe(names);
    const code = Object.keys(asJavaScript).filter((path) => /(?:\.js|\.d\.ts)$/.test(path));
    expect(code.filter((path) => path.endsWith(".js"))).toHaveLength(code.length / 2);
    for (const path of code) {
      expect(asJavaScript[path], path).toMatch(/^\/\/ Generated by spec-tether /);
      expect(asJavaScript[".gitattributes"]).toContain(`/${path} text eol=lf linguist-generated\n`);
      expect(asJavaScript[".tether.json"]).toContain(`"${path}": "`);
    }

    for (const path of ["client.js", "types.d.ts"]) {
      const isStale = { code: 1, out: expect.stringContaining(path) };
      const at = join(folder, "client", path);
      writeFileSync(at, `${asJavaScript[path]}\n// edited\n`);
      expect(await run("check")).toMatchObject(isStale);
      rmSync(at);
      expect(await tether(folder, [["check"], ["generate"]])).toMatchObject([isStale, { code: 0 }]);
      expect(clientOf(folder)).toEqual(asJavaScript);
    }

    use("ts");
    expect(await run("generate")).toMatchObject({ code: 0 });
    expect(without([".tether.json", "mine.ts"])).toEqual(asTypeScript);
    expect(clientOf(folder)["mine.ts"]).toBe("export {};\n");
  });
});

describe("flags and config", () => {
  test("write JavaScript, or say what excludes it", async () => {
    const folder = makeFolder({ "openapi.json": spec });
    const args = ["generate", "--spec", "openapi.json", "--out", "client"];
    const [none, wrong, unknown, both] = await tether(folder, [
      [...args, "--language", "js", "--import-extension", "none"],
      [...args, "--language", "js", "--import-extension", "ts"],
      [...args, "--language", "mjs"],
      ["check", ...args.slice(1), "--language", "js", "--import-extension", "none"],
    ]);
    expect(none).toMatchObject({ code: 0 });
    expect(wrong).toMatchObject({
      code: 2,
      err: expect.stringContaining(
        "--import-extension is ts, but the client's files are JavaScript: use js, or none for a bundler",
      ),
    });
    expect(unknown).toMatchObject({
      code: 2,
      err: expect.stringContaining("--language must be one of ts, js"),
    });
    expect(both).toMatchObject({ code: 0 });
    const { "index.js": index, "index.d.ts": types } = clientOf(folder);
    expect(index).toContain('export * from "./client";');
    expect(types).toContain('export type * from "./types";');
  });

  test("point at the field", async () => {
    const folder = makeFolder({
      "openapi.yaml": spec,
      "tether.config.yaml": "spec: openapi.yaml\nclient:\n  language: js\n  importExtension: ts\n",
    });
    const [run] = await tether(folder, [["generate"]]);
    expect(run).toMatchObject({
      code: 2,
      err: expect.stringMatching(
        /^tether\.config\.yaml:4:\d+: error\[config-invalid\]: .*`client\.importExtension` is ts/m,
      ),
    });
  });
});

describe("TypeScript of a custom output", () => {
  const write = (files: readonly object[]) => ({
    "own.mjs": moduleOf({
      files: `(contract, names) => {
        const [operation] = contract.operations.map((each) => names.operation(each));
        return [{ path: "module.txt", text: operation.module }, ...${JSON.stringify(files)}];
      }`,
    }),
  });
  const project = (...files: readonly object[]) =>
    projectOf(spec, { "./own.mjs": true }, write(files));

  test("is translated; JavaScript stays as it is", async () => {
    const text = `import type { Bom } from "./types.js";\n\n/** All. */\nexport const all: readonly Bom[] = [];\nexport enum Way { Up = "up" }\n`;
    const folder = project(
      { path: "own/all.ts", text },
      { path: "plain.js", text: "export const a = 1;\n" },
      { path: "plain.d.ts", text: "export declare const a: number;\n" },
    );
    const [generate, check] = await tether(folder, [["generate"], ["check"]]);
    expect([generate, check]).toMatchObject([{ code: 0 }, { code: 0 }]);
    const files = clientOf(folder);
    expect(files["module.txt"]).toBe("groups/boms.js");
    expect(files["own/all.d.ts"]).toContain(
      "/** All. */\nexport declare const all: readonly Bom[];",
    );
    expect(files["own/all.js"]).toContain("/** All. */\nexport const all = [];");
    expect(files["own/all.js"]).not.toContain("types.js");
    expect(files["plain.js"]).toMatch(
      /^\/\/ Generated by .*\n\/\/ @ts-nocheck\nexport const a = 1;\n$/,
    );
    const { all, Way } = await import(join(folder, "client/own/all.js"));
    expect([all, Way.Up]).toEqual([[], "up"]);
  });

  test("that has to be read with other modules is refused with its line, and so is another kind", async () => {
    const cases: [file: object, why: string][] = [
      [
        { path: "a.ts", text: "export const a: string = '';\nexport const b = a.length;\n" },
        '"a.ts": `client.language` is js, and line 2: Variable must have an explicit type annotation',
      ],
      [
        { path: "a.ts", text: "export const a: = 1;\n" },
        '"a.ts": `client.language` is js, and line 1: Type expected.',
      ],
      [
        { path: "a.tsx", text: "" },
        '"a.tsx": `client.language` is js, and such a file cannot be translated',
      ],
      [{ path: "index.ts", text: "" }, '"index.js": the tool itself writes that file too'],
    ];
    const folders = cases.map(([file]) => project(file));
    const runs = await tetherAll(folders.map((folder) => ({ folder, args: ["generate"] })));
    for (const [index, { code, out, err }] of runs.entries()) {
      expect({ code, out }).toEqual({ code: 2, out: "" });
      expect(err).toContain(`the output "routes" wants to write ${cases[index]?.[1]}`);
      expect(Object.keys(readFiles(folders[index] ?? ""))).not.toContain("client/index.js");
    }
  });
});
