import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { readFiles, repository, writeFiles } from "../support/generator.js";
import { commitAll, makeOutside } from "../support/git.js";
import { type Run, start, tetherApart } from "../support/program.js";
import { moduleOf, spec } from "./custom-output.js";

/** What a module of an output prints when it is loaded. */
const loaded = "the module of an output is loaded";
/**
 * A project in which each module of an output leaves a trace when it is loaded: the one that the config
 * names now, and another that stands in the commit before.
 */
const tracing = (word: string) =>
  `import { appendFileSync } from "node:fs";
process.stderr.write("${loaded}\\n");
appendFileSync(new URL("trace.txt", import.meta.url), "${word}\\n");
${moduleOf()}`;
const config =
  "spec: openapi.json\noutput: client\noutputs: { ./own.mjs: true, ./gone.mjs: false }\n";
const folder = commitAll(
  makeOutside({
    "openapi.json": spec,
    "own.mjs": tracing("then"),
    "tether.config.yaml": config,
    ".gitignore": "trace.txt\nclient\n",
    "page.md": readFileSync(join(repository, "test/capture/pages/pitfalls.md"), "utf8"),
  }),
  "v1",
);
writeFiles(folder, { "own.mjs": tracing("now"), "other.json": spec.replace("listBoms", "all") });
const trace = join(folder, "trace.txt");

/** Runs command lines in a process that has loaded no module yet. */
const tether = (cwd: string, lines: readonly string[][]) =>
  tetherApart(lines.map((args) => ({ folder: cwd, args })));

/** What was loaded in the course of these command lines. */
async function traced(...lines: string[][]): Promise<{ runs: Run[]; trace: string }> {
  rmSync(trace, { force: true });
  const runs = await tether(folder, lines);
  return { runs, trace: existsSync(trace) ? readFileSync(trace, "utf8") : "" };
}

describe("a module of an output", () => {
  test.each(["generate", "check"])("is loaded by %s, from the working tree", async (command) => {
    rmSync(join(folder, "client"), { recursive: true, force: true });
    const { runs, trace } = await traced([command]);
    expect([runs[0]?.code, trace]).toEqual([command === "check" ? 1 : 0, "now\n"]);
    expect(runs[0]?.err).toContain(loaded);
  });

  const others: string[][] = [
    ["diff", "--since", "v1"],
    ["diff", "--since", "v1", "--prove"],
    ["diff", "other.json"],
    ["diff", "v1:openapi.json", "other.json", "--prove"],
    [
      "diff",
      "--git-driver",
      "openapi.json",
      "openapi.json",
      "0",
      "100644",
      "other.json",
      "0",
      "100644",
    ],
    ["allow", "000000000000", "--until", "2999-01-01", "--reason", "x"],
    ["capture", "page.md", "--dry-run"],
    ["capture", "page.md", "--check"],
    ["init"],
    ["explain", "output-failed"],
    ["types", "openapi.json", "-o", "client/paths.ts"],
    ["generate", "--help"],
    ["generate", "--outputs", "client"],
    ["check", "--outputs", "client"],
    ["generate", "--spec", "openapi.json", "--out", "client"],
  ];
  // All in one process but the last, because starting it takes longest. A module that was loaded once
  // is not loaded again, so of several commands that do, the first fails.
  let runs: Run[] = [];
  let tracedByOthers = "";
  beforeAll(async () => {
    rmSync(trace, { force: true });
    runs = [...(await tether(folder, others)), ...(await tether(folder, [["init", "--force"]]))];
    tracedByOthers = existsSync(trace) ? readFileSync(trace, "utf8") : "";
    writeFileSync(join(folder, "tether.config.yaml"), config);
  });

  const lines = [...others, ["init", "--force"]];
  test.each(lines.map((args, index) => [args.join(" "), index] as const))(
    "is not loaded by %s",
    (_, index) => {
      const { code, err = "", out = "" } = runs[index] ?? {};
      expect(code).toBeGreaterThanOrEqual(0);
      expect(out + err).not.toContain(loaded);
      expect(err).not.toContain("should not have happened");
    },
  );

  test("and none of these runs a module", () => {
    expect(runs).toHaveLength(lines.length);
    expect(tracedByOthers).toBe("");
  });

  test("nor do the coverage and the public API", async () => {
    rmSync(trace, { force: true });
    const { diff } = await import("../../generator/index.js");
    const { loadConfiguredSpec } = await import("../../generator/config/index.js");
    const { coverageOf, buildApi } = await import("../../generator/model/index.js");
    const loaded = await loadConfiguredSpec({ config: join(folder, "tether.config.yaml") });
    expect(coverageOf(buildApi(loaded).api).total.operations).toBe(2);
    await diff({ base: join(folder, "openapi.json"), revision: join(folder, "other.json") });
    expect(existsSync(trace)).toBe(false);
  });
});

describe("a built tool", () => {
  let bin = "";
  beforeAll(async () => {
    const { program } = await import("../support/program.js");
    bin = program;
  });

  test("does the work again if a module, its imports or a package of it change", async () => {
    const project = makeOutside({
      "openapi.json": spec,
      "tether.config.yaml":
        "spec: openapi.json\noutput: client\noutputs: { ./tools/own.mjs: true, words: true }\n",
      "tools/own.mjs": `import { title } from "./title.js";\n${moduleOf({
        packages: '["words-at-run-time"]',
        files: '() => [{ path: "own.md", text: title }]',
      })}`,
      "tools/title.js": 'export { title } from "./deep/title.cjs";\n',
      "tools/deep/title.cjs": 'exports.title = "One\\n";\n',
      "node_modules/words/package.json": '{"name":"words","version":"1.0.0","exports":"./a.mjs"}',
      "node_modules/words/a.mjs": moduleOf({
        name: '"words"',
        files: '() => [{ path: "words.md", text: "" }]',
      }),
    });
    const run = async () => {
      const { code, out } = await start([bin, "generate"], {}, "", project);
      return {
        code,
        text: readFiles(project)["client/own.md"],
        lacks: /^its files import words-at-run-time, /m.test(out),
        isKnown: /\d warnings|nothing to write/.test(out),
      };
    };
    const loads = async () => {
      const file = join(project, "tools/loaded.txt");
      rmSync(file, { force: true });
      const result = await run();
      return { ...result, loaded: existsSync(file) };
    };
    writeFiles(project, {
      "tools/own.mjs": `import { writeFileSync } from "node:fs";\nwriteFileSync(new URL("loaded.txt", import.meta.url), "");\n${readFiles(project)["tools/own.mjs"]}`,
    });
    expect(await loads()).toMatchObject({ code: 0, text: "One\n", loaded: true });
    expect(await loads()).toMatchObject({
      ...{ code: 0, isKnown: true, loaded: false },
      // Nothing has changed, and it is lacking still.
      lacks: true,
    });
    writeFiles(project, { "tools/deep/title.cjs": 'exports.title = "Two\\n";\n' });
    expect(await loads()).toMatchObject({ code: 0, text: "Two\n", loaded: true });
    expect(await loads()).toMatchObject({ loaded: false });
    writeFiles(project, {
      "node_modules/words/package.json": '{"name":"words","version":"1.0.1","exports":"./a.mjs"}',
    });
    expect(await loads()).toMatchObject({ code: 0, loaded: true });
    expect(await loads()).toMatchObject({ loaded: false });
    const origin = JSON.parse(readFiles(project)["client/.tether.json"] ?? "").origin;
    expect(Object.keys(origin.inputs)).toEqual([
      "node_modules/words/a.mjs",
      "node_modules/words/package.json",
      "openapi.json",
      "tether.config.yaml",
      "tools/deep/title.cjs",
      "tools/own.mjs",
      "tools/title.js",
    ]);
  });
});
