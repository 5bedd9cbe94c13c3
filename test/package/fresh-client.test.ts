import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { build } from "esbuild";
import ts from "typescript";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { check, generate } from "../../generator/index.js";
import { full } from "../consumers/on-demand.js";
import { root } from "../consumers/package.js";
import { run } from "../consumers/run.js";
import { compile, compileFiles } from "../support/compiler.js";
import { readFiles, writeFiles } from "../support/generator.js";
import { transpileAll } from "../support/transpile.js";

/** Clients where no package is installed, neither beside them nor in any folder above. */
const folder = mkdtempSync(join(tmpdir(), "fresh-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const micro = join(root, "test/micro");
const features = readdirSync(micro);
const specOf = (feature: string) => join(micro, feature, "openapi.yaml");

const strict = {
  strict: true,
  target: "ES2022",
  lib: ["ES2022", "DOM"],
  types: [],
  skipLibCheck: true,
};

test("no package can be found from the folder", () => {
  for (let at = folder; ; at = dirname(at)) {
    expect(existsSync(join(at, "node_modules"))).toBe(false);
    if (at === dirname(at)) return;
  }
});

describe("the client of every micro spec", () => {
  beforeAll(async () => {
    writeFileSync(join(folder, "package.json"), '{ "type": "module" }');
    for (const feature of features) {
      await generate({ spec: specOf(feature), output: join(folder, "src", feature) });
    }
  });

  test("compiles, and runs in Node", async () => {
    const options = { ...strict, module: "NodeNext" };
    // That all of them fit such settings, settings.test.ts shows; what lacks a package shows in one.
    if (full) {
      const output = { rootDir: "src", outDir: "built" };
      expect(compileFiles(folder, { ...options, ...output }, ["src"])).toBe("");
    } else writeFiles(join(folder, "built"), transpileAll(readFiles(join(folder, "src"))));
    const checked = ["src/webhooks", "src/query-styles"];
    expect(compileFiles(folder, { ...options, noEmit: true }, checked)).toBe("");
    writeFileSync(
      join(folder, "load.mjs"),
      `for (const feature of ${JSON.stringify(features)}) {
  const client = await import("./built/" + feature + "/index.js");
  const names = Object.keys(client).filter((name) => /^create\\w+Client$/.test(name));
  const descriptors = await import("./built/" + feature + "/operations.js");
  console.log(feature, names.length, Object.keys(descriptors).length > 0);
}`,
    );
    const { code, stdout, stderr } = await run(process.execPath, ["load.mjs"], folder);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout.trim().split("\n")).toEqual(features.map((feature) => `${feature} 1 true`));
  });

  test("sends lists and objects of the query without any package", async () => {
    const urls: (string | undefined)[] = [];
    const server = createServer((request, response) => {
      urls.push(request.url);
      response.writeHead(204).end();
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    writeFileSync(
      join(folder, "call.mjs"),
      `import { createQueryStylesClient, listThings } from "./built/query-styles/index.js";
const client = createQueryStylesClient({ baseUrl: "http://127.0.0.1:${port}" });
await listThings(client, {
  plain: "x", joined: ["a", "b c"], spaced: [1, 2], piped: ["c", "d"], filter: { name: "e" },
});`,
    );
    const ran = await run(process.execPath, ["call.mjs"], folder).finally(() => server.close());
    expect(ran).toEqual({ code: 0, stdout: "", stderr: "" });
    expect(urls.map((url) => url?.split(/[?&]/).sort())).toEqual([
      ["/things", "filter%5Bname%5D=e", "joined=a,b%20c", "piped=c%7Cd", "plain=x", "spaced=1%202"],
    ]);
  });
});

describe("the client finds its own files", () => {
  const spec = specOf("webhooks");
  const output = (extension: string) => join(folder, "by-extension", extension, "api");
  beforeAll(async () => {
    for (const importExtension of ["js", "ts", "none"] as const) {
      await generate({ spec, output: output(importExtension), importExtension });
    }
  });

  const { CommonJS, ESNext, Node16, NodeNext, Preserve } = ts.ModuleKind;
  const { Bundler, Node10 } = ts.ModuleResolutionKind;
  const bundler = { module: ESNext, moduleResolution: Bundler };
  const commonJs = { module: CommonJS, moduleResolution: Node10, verbatimModuleSyntax: false };
  const tsOnly = { allowImportingTsExtensions: true };
  const cases: [extension: string, settings: string, options: ts.CompilerOptions][] = [
    ["js", "nodenext", { module: NodeNext }],
    ["js", "node16", { module: Node16 }],
    ["js", "bundler", bundler],
    ["js", "node", commonJs],
    ["ts", "nodenext", { module: NodeNext, ...tsOnly }],
    ["ts", "bundler", { ...bundler, ...tsOnly }],
    ["ts", "preserve", { module: Preserve, ...tsOnly }],
    ["ts", "node", { ...commonJs, ...tsOnly }],
    ["none", "bundler", bundler],
    ["none", "preserve", { module: Preserve }],
    ["none", "node", commonJs],
  ];
  const compiled = (extension: string, options: ts.CompilerOptions) =>
    compile({ client: readFiles(output(extension)) }, options);
  test.each(cases)("%s: tsc with moduleResolution %s", (extension, _, options) => {
    expect(compiled(extension, options)).toEqual([]);
  });

  test("where it cannot, the compiler says so", () => {
    expect(compiled("none", { module: NodeNext })[0]).toContain("need explicit file extensions");
    expect(compiled("ts", bundler)[0]).toContain("can only end with a '.ts' extension when");
  });

  test("ts: what tsc writes with rewriteRelativeImportExtensions runs in Node", async () => {
    const options = {
      module: "NodeNext",
      rewriteRelativeImportExtensions: true,
      rootDir: "by-extension/ts",
      outDir: "rewritten",
    };
    expect(compileFiles(folder, { ...strict, ...options }, ["by-extension/ts"])).toBe("");
    writeFileSync(
      join(folder, "rewritten.mjs"),
      'import { parseWebhook } from "./rewritten/api/index.js";\nconsole.log(typeof parseWebhook);',
    );
    expect(await run(process.execPath, ["rewritten.mjs"], folder)).toEqual({
      code: 0,
      stdout: "function\n",
      stderr: "",
    });
  });

  test.each(["js", "ts", "none"])("%s: esbuild", async (extension) => {
    const { errors } = await build({
      entryPoints: [join(output(extension), "index.ts")],
      bundle: true,
      write: false,
      format: "esm",
      platform: "neutral",
      logLevel: "silent",
    });
    expect(errors).toEqual([]);
  });

  test.each(["js", "ts", "none"] as const)("%s: and check knows it", async (extension) => {
    const given = { spec, output: output(extension) };
    expect((await check({ ...given, importExtension: extension })).current).toBe(true);
    const other = extension === "js" ? "none" : "js";
    expect((await check({ ...given, importExtension: other })).current).toBe(false);
  });
});

test("text of a description about imports does not change", async () => {
  const line = 'import { x } from "./client.js";';
  const spec = join(folder, "quoting.json");
  const description = `a\n${line}\n} from "./client.js";\nb`;
  writeFileSync(
    spec,
    JSON.stringify({
      openapi: "3.1.0",
      info: { title: "Quoting", version: "1", description },
      paths: {
        "/a": { get: { operationId: "a", description, responses: { 204: { description } } } },
      },
      components: { schemas: { A: { type: "string", description, const: line } } },
    }),
  );
  const texts = async (importExtension: "js" | "none") => {
    const output = join(folder, "quoting", importExtension);
    await generate({ spec, output, importExtension });
    return ["client.ts", "types.ts", "groups/default.ts"].flatMap((path) =>
      existsSync(join(output, path)) ? readFileSync(join(output, path), "utf8").split("\n") : [],
    );
  };
  const quoted = (lines: readonly string[]) =>
    lines.filter((each) => /^\s*\*.*client\.js/.test(each));
  const [js, none] = [await texts("js"), await texts("none")];
  expect(quoted(js).length).toBeGreaterThan(2);
  expect(quoted(none)).toEqual(quoted(js));
});
