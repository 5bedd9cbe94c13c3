import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { parse } from "yaml";
import { failLevels, projectsOf, readImpact } from "../../.github/actions/drift/impact.mjs";
import { formatVerdict } from "../../generator/diff/index.js";
import { generate } from "../../generator/generate/index.js";
import { formatImpact } from "../../generator/impact/report/index.js";
import { verdictOf } from "../diff-report/fixtures.js";
import { whole } from "../impact-report/fixtures.js";
import { specWith, writeFiles } from "../support/generator.js";
import { commitAll, makeOutside } from "../support/git.js";
import { program } from "../support/program.js";
import { filesOf } from "../support/shell.js";
import { type Github, startGithub } from "./github.js";
import { type ActionRun, act } from "./run-action.js";

let github: Github;
beforeAll(async () => {
  github = await startGithub();
});
afterAll(() => github.close());

/**
 * Stands in for the tool: notes its arguments, prints its annotations, writes the reports that it is
 * asked for from files of its own, and ends with the code that a file says.
 */
const standIn = `import { appendFileSync, copyFileSync, existsSync, readFileSync } from "node:fs";
const [command, ...args] = process.argv.slice(2);
const here = (name) => new URL(name, import.meta.url);
appendFileSync(here("asked.txt"), [command, ...args].join(" ") + "\\n");
for (const [index, arg] of args.entries()) {
  if (arg !== "--report") continue;
  const [format, file] = args[index + 1].split(/=(.*)/);
  if (existsSync(here(command + "." + format))) copyFileSync(here(command + "." + format), file);
}
console.log("::notice title=" + command + "::told");
process.exit(Number(readFileSync(here(command + ".code"), "utf8")));
`;

const files = {
  "tether.mjs": standIn,
  "asked.txt": "",
  "diff.code": "0",
  "impact.code": "1",
  "diff.json": formatVerdict(verdictOf([]), "json"),
  "diff.markdown": "## API drift: as the stand-in says\n",
  "impact.json": formatImpact([whole], "json"),
  "impact.markdown": formatImpact([whole], "markdown"),
};

async function run(
  inputs: Readonly<Record<string, string>>,
  own: Readonly<Record<string, string>> = {},
): Promise<ActionRun & { readonly asked: readonly string[] }> {
  const folder = commitAll(makeOutside({ ...files, ...own }), "v1");
  github.comments.length = 0;
  const done = await act({
    folder,
    inputs: {
      tether: `${process.execPath} ${join(folder, "tether.mjs")}`,
      ...{ check: "false", token: "ghs_secret", base: "v1" },
      ...inputs,
    },
    github: {
      api_url: github.url,
      server_url: "https://github.example",
      repository: "acme/shop",
      event: { pull_request: { number: 7 } },
    },
  });
  const asked = readFileSync(join(folder, "asked.txt"), "utf8").trim().split("\n");
  return { ...done, asked };
}

test("says which lines of a project break: in annotations, summary, comment and outputs", async () => {
  const [step] = parse(filesOf("docs/in-ci.md")["drift-step.yml"] ?? "");
  const { code, log, summary, outputs, asked, temp } = await run({ ...step.with, class: "wire" });
  const report = join(temp, "api-drift");
  expect(code).toBe(1);
  expect(asked[0]).toBe(
    `impact --config tether.config.yaml --since v1 --format github --fail-on breaks --project packages/app/tsconfig.json --class wire --report json=${report}/impact.json --report markdown=${report}/impact.md --report html=${report}/impact.html --report sarif=${report}/impact.sarif`,
  );
  expect(asked[1]).toMatch(/^diff --config \S+ --since v1 --allow-new .*--fail-on never /);
  // GitHub shows the first annotations of a step.
  expect(log.indexOf("title=impact::")).toBeGreaterThan(-1);
  expect(log.indexOf("title=impact::")).toBeLessThan(log.indexOf("title=diff::"));
  for (const text of [summary, github.comments[0]?.body ?? ""]) {
    expect(text).toMatch(
      /## Your code: 2 call sites in 2 files break; 2 findings do not touch you\n[\s\S]*`app\/src\/sync\.ts:18:29`[\s\S]*## API drift: as the stand-in says\n/,
    );
  }
  // Two of its own, and one in a test.
  expect(outputs).toMatchObject({ breaks: "3", breaking: "0" });
});

test("with the real tool, the line that breaks is annotated", async () => {
  const spec = (...fields: string[]) =>
    specWith({
      "GET /a": {
        operationId: "getA",
        responses: {
          200: {
            description: "An A.",
            content: {
              "application/json": {
                schema: {
                  type: "object",
                  required: fields,
                  properties: Object.fromEntries(fields.map((name) => [name, { type: "string" }])),
                },
              },
            },
          },
        },
      },
    });
  const folder = makeOutside({
    "tether.config.yaml": "spec: a.json\noutput: app/client\nclient: { name: Shop }\n",
    "a.json": spec("read", "unread", "other"),
    "app/tsconfig.json": JSON.stringify({
      compilerOptions: {
        strict: true,
        module: "nodenext",
        target: "es2022",
        noEmit: true,
        types: [],
      },
    }),
    "app/package.json": '{ "type": "module" }',
    "app/use.ts": `import { createShop } from "./client/index.js";
const shop = createShop({ baseUrl: "https://api.example" });
const answer = await shop.default.getA();
export const label = answer.read;
`,
  });
  await generate({ config: join(folder, "tether.config.yaml") });
  commitAll(folder, "v1");
  writeFiles(folder, { "a.json": spec("other") });
  const { code, log, outputs, summary } = await act({
    folder,
    inputs: {
      tether: `${process.execPath} ${program}`,
      ...{ check: "false", comment: "false", base: "v1", project: "app", "fail-on": "breaks" },
    },
  });
  expect(log).toMatch(
    /^::error file=app\/use\.ts,line=4,col=29,title=breaks%3A response\.requiredProperty\.removed/m,
  );
  expect(summary).toContain("1 call site in 1 file breaks; 1 finding does not touch you");
  expect([code, outputs["breaks"], outputs["breaking"]]).toEqual([1, "1", "2"]);
});

test("findings that touch nobody fail nothing, if that is asked for", async () => {
  const { code } = await run({ project: "app", "fail-on": "breaks" }, { "impact.code": "0" });
  expect(code).toBe(0);
});

test("a run of `impact` without a report does not count as one that breaks nothing", async () => {
  const { code, summary, outputs } = await run({ project: "app" }, { "impact.json": "" });
  expect([code, outputs["breaks"]]).toEqual([2, ""]);
  expect(summary).toContain("could not run");
});

test.each([
  ["no JSON", "<html>"],
  ["no reports", '{"reports":[]}'],
  ["another report", '{"summary":{"total":1}}'],
  ["counts that are text", '{"summary":{"breaks":{"callSites":"1\\nreport=/etc","testSites":0}}}'],
])("takes nothing from a report that has %s", (_, text) => {
  const folder = makeOutside({ "impact.json": text, "impact.md": "## Forged" });
  expect(readImpact(folder)).toBeUndefined();
});

test("adds up the reports of several projects", () => {
  const folder = makeOutside({
    "impact.json": formatImpact([whole, whole], "json"),
    "impact.md": "## Both\n",
  });
  expect(readImpact(folder)).toEqual({ breaks: 6, mayBreak: 2, summary: "## Both\n" });
});

test("to fail on call sites without a project is refused", async () => {
  const { code, log, asked } = await run({ "fail-on": "may-break" });
  expect([code, asked]).toEqual([2, [""]]);
  expect(log).toContain(
    "::error title=API drift::`fail-on: may-break` is about call sites, so it needs the input `project`.",
  );
});

test.each([
  ["breaking", { diff: "breaking", impact: "breaks" }],
  ["info", { diff: "info", impact: "breaks" }],
  ["never", { diff: "never", impact: "never" }],
  ["may-break", { diff: "never", impact: "may-break" }],
])("what fails with `fail-on: %s`", (failOn, levels) => {
  expect(failLevels(failOn)).toEqual(levels);
});

test("projects are one a line, or have commas between them", () => {
  expect(projectsOf("a/tsconfig.json, b\nc\n\n")).toEqual(["a/tsconfig.json", "b", "c"]);
  expect(projectsOf(" ")).toEqual([]);
});
