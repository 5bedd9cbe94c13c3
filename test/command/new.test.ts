import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, existsSync, readFileSync, symlinkSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import { begin, Refused } from "../../scripts/scaffolds/begin.js";
import { full, onlyInFull } from "../consumers/on-demand.js";
import { makeFolder, repository } from "../support/generator.js";

const listed = {
  output: "generator/outputs/built-in-outputs.ts",
  command: "generator/cli/commands.ts",
  reader: "generator/capture/readers/index.ts",
  rule: "generator/diff/rules/index.ts",
};

const each = [
  ["output", "query-hooks"],
  ["command", "count-paths"],
  ["reader", "read-me"],
  ["rule", "operation.path.shortened"],
];

/** A folder with the files that scaffolds change. */
function lists(): string {
  const root = makeFolder();
  for (const path of [...Object.values(listed), "generator/diff/change-kinds.ts"]) {
    cpSync(join(repository, path), join(root, path));
  }
  return root;
}

test("a new one of each kind is added to the list of its kind", () => {
  const root = lists();
  const read = (path: string) => readFileSync(join(root, path), "utf8");
  for (const args of each) begin(root, args);
  expect(read(listed.output)).toMatch(
    /import \{ queryHooksOutput \} from "\.\/query-hooks\/index\.js";[\s\S]*mswOutput\(runtime, answers\),\s+queryHooksOutput,?\s+\]/,
  );
  expect(read(listed.command)).toContain('import("./count-paths-command.js")).countPathsCommand');
  expect(read(listed.reader)).toMatch(/= \[\s*readMeReader,\s+documentReader,/);
  expect(read(listed.rule)).toContain("...operationPathShortenedRules");
  expect(read("generator/diff/change-kinds.ts")).toContain(
    'path: ["moved", "respelled", "shortened"]',
  );
  expect(read("test/diff/operation-path-shortened.test.ts")).toContain(
    'wire: "warning", source: "none"',
  );
});

/** A file, with those whose exports it passes on. */
function textOf(path: string): string {
  if (!existsSync(path)) return "";
  const text = readFileSync(path, "utf8");
  const passedOn = [...text.matchAll(/export \* from "(\.[^"]+)\.js"/g)];
  return [text, ...passedOn.map(([, from]) => textOf(join(dirname(path), `${from}.ts`)))].join(
    "\n",
  );
}

/** What a written file imports of other files: from where, and the names. */
function importsOf(text: string): [path: string, names: string[]][] {
  return [...text.matchAll(/import (?:type )?\{([^}]+)\} from "(\.[^"]+)\.js"/g)].map(
    ([, names = "", path = ""]) => [
      path,
      names.split(",").map((name) => name.replace("type", "").trim()),
    ],
  );
}

test.each(each)("a new %s only imports what exists", (kind, name) => {
  const root = lists();
  const written = begin(root, [kind, name]).flatMap(
    (line) => line.match(/^added +(.+)$/)?.[1] ?? [],
  );
  const missing = written.flatMap((file) =>
    importsOf(readFileSync(join(root, file), "utf8")).flatMap(([path, names]) => {
      const text = [root, repository]
        .map((base) => textOf(join(base, dirname(file), `${path}.ts`)))
        .join("\n");
      return names.filter((each) => !new RegExp(`\\b${each}\\b`).test(text));
    }),
  );
  expect(written).toHaveLength(2);
  expect(missing).toEqual([]);
});

describe("an invalid kind or name is refused, and nothing is written", () => {
  test.each([
    [["rule", "operation.nope"], "cannot name the rule: write subject, aspect and verb"],
    [["rule", "planet.ring.added"], 'has no subject "planet"'],
    [["rule", "operation.path.moved"], "operation.path.moved is a kind already"],
    [["rule", "operation.summary.shortened"], 'share the verbs of "summary"'],
    [["output", "QueryHooks"], '"QueryHooks" cannot name the output'],
    [["output"], "usage: npm run new -- rule|output|reader|command NAME"],
    [["toString", "x"], "usage: npm run new"],
  ])("%j", (args, why) => {
    const root = lists();
    const before = readFileSync(join(root, listed.rule), "utf8");
    expect(() => begin(root, args)).toThrow(Refused);
    expect(() => begin(root, args)).toThrow(why);
    expect(readFileSync(join(root, listed.rule), "utf8")).toBe(before);
  });

  test("an existing one", () => {
    const root = lists();
    begin(root, ["reader", "read-me"]);
    expect(() => begin(root, ["reader", "read-me"])).toThrow(
      new Refused("generator/capture/readers/read-me/index.ts exists"),
    );
  });
});

test.runIf(full)(
  `in a copy of the repository they compile, and their tests pass${onlyInFull}`,
  () => {
    const root = makeFolder();
    const files = execFileSync("git", ["ls-files"], { cwd: repository, encoding: "utf8" });
    for (const path of files.split("\n").filter((each) => each !== "")) {
      cpSync(join(repository, path), join(root, path));
    }
    for (const path of ["node_modules", "generator/node_modules"]) {
      symlinkSync(join(repository, path), join(root, path));
    }
    for (const args of each) begin(root, args);
    const run = (script: string, ...args: string[]) => {
      const found = spawnSync(process.execPath, [join(repository, script), ...args], {
        cwd: root,
        encoding: "utf8",
      });
      return { status: found.status, out: found.stdout };
    };
    expect(run("node_modules/typescript/bin/tsc", "--noEmit")).toEqual({ status: 0, out: "" });
    const vitest = "node_modules/vitest/vitest.mjs";
    const tests = ["test/outputs/query-hooks", "test/command/count-paths", "test/capture/read-me"];
    expect(run(vitest, "run", ...tests)).toMatchObject({ status: 0 });
    // It has something to find only when a comparison reports it.
    expect(run(vitest, "run", "test/diff/operation-path-shortened")).toMatchObject({ status: 1 });
  },
);
