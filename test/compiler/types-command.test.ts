import { execFileSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import { tool } from "../../generator/disk/tool.js";
import { loadSpec } from "../../generator/load/index.js";
import { buildApi } from "../../generator/model/index.js";
import { makeFiles } from "../../generator/outputs/index.js";
import { tether, tetherAll, tetherApart } from "../support/command-line.js";
import { compile } from "../support/compiler.js";
import { type Files, makeFolder, readFiles, specWith } from "../support/generator.js";

const text = { type: "string" };
const old = { deprecated: true };
const spec = specWith(
  {
    "GET /b/{id}": {
      operationId: "b",
      parameters: [
        { name: "z", in: "query", schema: text },
        { name: "gone", in: "query", schema: text, ...old },
      ],
      responses: {
        200: {
          description: "",
          headers: { "X-Gone": { schema: text, ...old } },
          content: { "application/json": { schema: { $ref: "#/components/schemas/Thing" } } },
        },
      },
    },
    "DELETE /b/{id}": { operationId: "old", ...old },
    "GET /a": { operationId: "a" },
  },
  {
    components: {
      schemas: {
        Thing: {
          type: "object",
          properties: {
            name: text,
            gone: { ...text, ...old },
            goneToo: { $ref: "#/components/schemas/Gone" },
            list: { type: "array", items: text, minItems: 1, maxItems: 2 },
            more: { type: "array", items: text, minItems: 1 },
            pair: { type: "array", items: text, minItems: 2, maxItems: 2 },
            long: { type: "array", items: text, maxItems: 100 },
          },
        },
        Closed: {
          type: "object",
          required: ["a"],
          properties: { a: text, b: text },
          additionalProperties: false,
        },
        Gone: { ...text, ...old },
      },
    },
  },
);
const folder = makeFolder({ "api.json": spec });
const run = (...args: string[]) => tether(folder, "types", "api.json", ...args);
const lines = (all: readonly string[][]) =>
  tetherAll(all.map((args) => ({ folder, args: ["types", "api.json", ...args] })));

test("it prints, writes and checks the file of the output `paths`", async () => {
  const built = buildApi(await loadSpec(join(folder, "api.json")));
  const made = await makeFiles(built, [], tool, { outputs: { paths: { standalone: true } } });
  const file = made.find(({ path }) => path === "paths.ts")?.text;

  // openapi-typescript tells of itself on standard output if it is asked to.
  process.env["DEBUG"] = "*";
  const printed = await tetherApart(folder, "types", "api.json");
  process.env["DEBUG"] = "";
  expect(printed).toMatchObject({ code: 0, out: file });

  const [missing, written, again, current, stale] = await lines([
    ["-o", "out/paths.ts", "--check"],
    ["-o", "out/paths.ts"],
    ["-o", "out/paths.ts"],
    ["--output", "out/paths.ts", "--check"],
    ["--output", "out/paths.ts", "--check", "-t"],
  ]);
  expect(missing).toMatchObject({ code: 1 });
  expect(missing?.out).toContain("out/paths.ts is stale. Run `npx spec-tether types api.json -o");
  expect(written).toMatchObject({ code: 0, out: "out/paths.ts written\n" });
  expect(again).toMatchObject({ code: 0, out: "out/paths.ts is current\n" });
  expect(current).toMatchObject({ code: 0, out: "out/paths.ts is current\n" });
  expect(stale?.code).toBe(1);
  expect(stale?.out).toContain("\n+export type paths = {\n");
  expect(readFiles(folder)["out/paths.ts"]).toBe(file);
});

describe("the flags of openapi-typescript", () => {
  test("are all recognized", async () => {
    const home = dirname(createRequire(import.meta.url).resolve("openapi-typescript/package.json"));
    const theirs = execFileSync(process.execPath, [join(home, "bin/cli.js"), "--help"]).toString();
    const flags = [...theirs.matchAll(/^ {2}--([\w-]+).*?(?:, -(\w))?(?: |$)/gm)];
    expect(flags.length).toBeGreaterThan(20);
    const { out } = await run("--help");
    for (const [, flag] of flags) if (flag !== "version") expect(out).toContain(`  --${flag}`);
    for (const short of ["output, -o", "export-type, -t", "redocly, -c"]) {
      expect(out).toContain(`  --${short}`);
    }
  });

  test("that are not supported name an alternative", async () => {
    const refused = [
      ...["--enum", "--enum-values", "--conditional-enums", "--dedupe-enums"].map((each) => [each]),
      ...[["--immutable"], ["--read-write-markers"], ["-c", "redocly.yaml"]],
      ...[["--default-non-nullable", "true"], ["--check"], ["--quiet"]],
    ];
    for (const [index, { code, out, err }] of (await lines(refused)).entries()) {
      const [flag = ""] = refused[index] ?? [];
      expect({ code, out }, flag).toEqual({ code: 2, out: "" });
      expect(err).toMatch(/^error\[config-invalid\]: --/m);
      expect(err).toContain(flag === "-c" ? "--redocly is not supported: " : `${flag} `);
    }
  });

  test("change what they are about", async () => {
    const flags: Readonly<Record<string, readonly string[]>> = {
      plain: ["--empty-objects-unknown", "--default-non-nullable", "false"],
      current: ["--exclude-deprecated"],
      open: ["--additional-properties"],
      required: ["--properties-required-by-default"],
      tuples: ["--array-length"],
    };
    const runs = await lines(Object.values(flags).map((each) => [...each]));
    const program = `
      import type { components as Plain, operations as PlainOperations, paths } from "../plain/paths.js";
      import type { components as Current, operations, paths as CurrentPaths } from "../current/paths.js";
      import type { components as Open } from "../open/paths.js";
      import type { components as Required } from "../required/paths.js";
      import type { components as Tuples } from "../tuples/paths.js";
      type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : false) : false;
      type Thing<Of extends { schemas: { Thing: unknown } }> = Of["schemas"]["Thing"];
      type Keys<T> = keyof NonNullable<T>;

      export const all: Same<Keys<Thing<Plain>>,
        "name" | "gone" | "goneToo" | "list" | "more" | "pair" | "long"> = true;
      export const left: Same<Keys<Thing<Current>>, "name" | "list" | "more" | "pair" | "long"> = true;
      export const schemas: Same<keyof Current["schemas"], "Thing" | "Closed"> = true;
      export const query: Same<Keys<operations["b"]["parameters"]["query"]>, "z"> = true;
      export const both: Same<Keys<PlainOperations["b"]["parameters"]["query"]>, "z" | "gone"> = true;
      type Headers = operations["b"]["responses"][200]["headers"];
      export const header: Same<Headers["X-Gone"], unknown> = true;
      export const deleted: Same<CurrentPaths["/b/{id}"]["delete"], undefined> = true;
      export const not: Same<paths["/b/{id}"]["delete"], PlainOperations["old"]> = true;

      export const other: Thing<Open> = { name: "", other: 1 };
      // @ts-expect-error its schema says that it is closed
      export const closed: Open["schemas"]["Closed"] = { a: "", other: 1 };
      // @ts-expect-error there is no such property
      export const none: Thing<Plain> = { other: 1 };

      // @ts-expect-error everything is required
      export const least: Thing<Required> = {};
      export const ownList: Required["schemas"]["Closed"] = { a: "" };

      export const list: Same<Thing<Tuples>["list"], [string, string?] | undefined> = true;
      export const more: Same<Thing<Tuples>["more"], [string, ...string[]] | undefined> = true;
      export const pair: Same<Thing<Tuples>["pair"], [string, string] | undefined> = true;
      export const long: Same<Thing<Tuples>["long"], string[] | undefined> = true;`;
    const files: Record<string, Files> = { program: { "program.ts": program } };
    for (const [index, name] of Object.keys(flags).entries()) {
      files[name] = { "paths.ts": runs[index]?.out ?? "" };
    }
    expect(compile(files)).toEqual([]);
  });

  test("--alphabetize sorts everything that has a name", async () => {
    const { out } = await run("--alphabetize");
    const order = (...texts: string[]) => texts.map((each) => out.indexOf(each));
    for (const positions of [
      order('\n  "/a": {', '\n  "/b/{id}": {'),
      order("\n    Closed: Closed", "\n    Gone: Gone", "\n    Thing: Thing"),
      order("  gone?: string", "  goneToo?: ", "  list?: ", "  long?: ", "  more?: ", "  name?: "),
      order("        gone?: string", "        z?: string"),
    ]) {
      expect(positions).not.toContain(-1);
      expect(positions).toEqual([...positions].sort((a, b) => a - b));
    }
  });
});

test("another entry in place of the file is reported", async () => {
  mkdirSync(join(folder, "taken.ts"));
  const { code, out, err } = await run("-o", "taken.ts");
  expect({ code, out }).toEqual({ code: 2, out: "" });
  expect(err).toContain("error[types-unwritable]: cannot write taken.ts: ");
});
