import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, type TestContext, test } from "vitest";
import { parse } from "yaml";
import { formerSpecs, publicSpecs } from "../../bench/generators/specs.js";
import { generate } from "../../generator/generate/generate.js";
import { usesOfAny } from "../support/compiler.js";
import { readFiles } from "../support/generator.js";
import { fromRegistry, full, onlyInFull } from "./on-demand.js";
import { root } from "./package.js";
import { run } from "./run.js";
import { typescripts } from "./versions.js";

const compilerOptions = {
  target: "ES2022",
  lib: ["ES2022", "DOM", "DOM.Iterable"],
  module: "NodeNext",
  types: [],
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  verbatimModuleSyntax: true,
  isolatedModules: true,
  declaration: true,
  skipLibCheck: false,
  noEmit: true,
};
/** Compilers before 5.5 do not know it. */
const strictest = { ...compilerOptions, isolatedDeclarations: true };

const methods = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];

/** Every operation of a document as `GET /path`. */
function operationsOf(spec: string): string[] {
  const text = readFileSync(spec, "utf8");
  const { paths } = (spec.endsWith(".json") ? JSON.parse(text) : parse(text)) as {
    paths: Record<string, Record<string, unknown>>;
  };
  return Object.entries(paths).flatMap(([path, item]) =>
    methods.filter((method) => item[method]).map((method) => `${method.toUpperCase()} ${path}`),
  );
}

/** Every operation that the output has a descriptor of. */
function described(text: string): string[] {
  return [...text.matchAll(/method: ("\w+"),\s+path: ("(?:[^"\\]|\\.)*")/g)].map(
    ([, method = "", path = ""]) => `${JSON.parse(method)} ${JSON.parse(path)}`,
  );
}

function fetched(id: string, file: string, context: TestContext): Promise<string> {
  const [, name = "", version = ""] = /^(.+)@(.+)$/.exec(id) ?? [];
  return fromRegistry(context, { name, version, binary: file });
}

describe.skipIf(!full).each([...publicSpecs, ...formerSpecs])(
  `the API of $name${onlyInFull}`,
  ({ package: id, file }) => {
    const home = mkdtempSync(join(tmpdir(), "public-spec-"));
    const output = join(home, "api");
    let spec: string | undefined;
    beforeAll(() => {
      mkdirSync(output);
      symlinkSync(join(root, "node_modules"), join(home, "node_modules"));
      writeFileSync(join(home, "package.json"), '{ "type": "module" }');
      for (const [name, options] of Object.entries({ compilerOptions, strictest })) {
        const project = { compilerOptions: options, include: ["api"] };
        writeFileSync(join(home, `${name}.json`), JSON.stringify(project));
      }
    });
    afterAll(() => rmSync(home, { recursive: true, force: true }));

    test("is generated completely, without `any`", { timeout: 300_000 }, async (context) => {
      spec = await fetched(id, file, context);
      await generate({ spec, output, name: "Api" });
      const files = readFiles(output);
      expect(described(files["operations.ts"] ?? "").sort()).toEqual(operationsOf(spec).sort());
      const sources = Object.entries(files).filter(([path]) => path.endsWith(".ts"));
      expect(sources.flatMap(([path, text]) => usesOfAny(path, text))).toEqual([]);
    });

    test.for(typescripts)(
      "compiles under TypeScript %s",
      { timeout: 900_000 },
      async (version, context) => {
        if (spec === undefined) return context.skip("there is no output");
        const tsc = await fromRegistry(context, { name: "typescript", version, binary: "bin/tsc" });
        const project = version.startsWith("5.4") ? "compilerOptions" : "strictest";
        const arguments_ = ["--max-old-space-size=4096", tsc, "-p", join(home, `${project}.json`)];
        const { code, stdout, stderr } = await run(process.execPath, arguments_, home);
        expect({ code, stdout, stderr }).toEqual({ code: 0, stdout: "", stderr: "" });
      },
    );
  },
);
