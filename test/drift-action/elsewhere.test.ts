import { mkdirSync, symlinkSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { tool } from "../../generator/disk/tool.js";
import { specWith, writeFiles } from "../support/generator.js";
import { clone, commitAll, git, hashOf, makeOutside } from "../support/git.js";
import { program } from "../support/program.js";
import { type Github, startGithub } from "./github.js";
import { type ActionRun, act } from "./run-action.js";

let github: Github;
beforeAll(async () => {
  github = await startGithub();
});
afterAll(() => github.close());

const spec = (maximum: number) =>
  specWith({
    "GET /a": {
      operationId: "a",
      parameters: [{ name: "q", in: "query", schema: { type: "integer", maximum } }],
    },
  });

/** A monorepo that is not ours, and a pull request in it, merged as GitHub does. */
const origin = commitAll(makeOutside({ "README.md": "A shop.\n" }), "start");
writeFiles(origin, {
  "packages/shop/tether.config.yaml": "spec: spec/openapi.json\noutput: client\n",
  "packages/shop/spec/openapi.json": spec(9),
});
commitAll(origin, "added");
git(origin, "checkout", "--quiet", "-b", "pull");
writeFiles(origin, { "packages/shop/spec/openapi.json": spec(5) });
commitAll(origin, "changed");
git(origin, "checkout", "--quiet", "-b", "merge", "added");
git(origin, "merge", "--quiet", "--no-ff", "--message=merge", "pull");

/** A checkout of one commit, with the tool installed in the package that uses it, as pnpm does. */
function checkout(branch: string): string {
  const folder = clone(origin, branch, 1);
  const modules = join(folder, "packages/shop/node_modules");
  mkdirSync(modules, { recursive: true });
  symlinkSync(dirname(dirname(program)), join(modules, "spec-tether"), "junction");
  return folder;
}

/** Runs the action with no more inputs than a project there has to set. */
const run = (folder: string, event: object, config?: string): Promise<ActionRun> =>
  act({
    folder,
    inputs: { check: "false", token: "ghs_read", ...(config !== undefined && { config }) },
    github: {
      api_url: github.url,
      server_url: "https://github.example",
      repository: "acme/shop",
      run_id: "1",
      event,
    },
  });

const config = "packages/shop/tether.config.yaml";
const base = hashOf(origin, "added").slice(0, 12);

test("a pull request from a fork, with one commit and a token that may only read", async () => {
  github.status = 403;
  github.failing = ["POST", "PATCH"];
  const head = { sha: hashOf(origin, "changed") };
  const event = { pull_request: { number: 7, head, base: { sha: hashOf(origin, "added") } } };
  const { code, log, outputs, summary } = await run(checkout("merge"), event, config);
  expect(code).toBe(1);
  expect(log).toContain(`tether is ${tool} in packages/shop\n`);
  // GitHub shows annotations of files by their path from the root.
  expect(log).toMatch(/^::error file=packages\/shop\/spec\/openapi\.json,line=1,/m);
  expect(log).toContain("Comment: not written, the token may not (403); see the job's summary.");
  expect(summary).toContain("API drift: 1 breaking");
  // So that GitHub makes no link of a hash, the summary has spaces without width in it.
  expect(summary.replaceAll("\u200b", "")).toContain(`${base}:packages/shop/spec/openapi.json`);
  expect(outputs).toMatchObject({ semver: "major", breaking: "1" });
});

test("a push that adds the spec: all of it is new, and nothing breaks", async () => {
  const event = { before: hashOf(origin, "start") };
  const { code, log, outputs } = await run(checkout("added"), event, config);
  expect(log).toContain("every operation counts as added");
  expect([code, outputs]).toEqual([
    0,
    expect.objectContaining({ semver: "minor", breaking: "0", total: "1" }),
  ]);
});

test.each([
  ["without the tool", undefined, "spec-tether is installed neither beside tether.config.yaml nor"],
  ["with a base that is nowhere", config, "The checkout does not have 1111111111111111111111111"],
])("a project %s is told so, and not that there is no drift", async (_, file, message) => {
  const { code, log, summary } = await run(checkout("merge"), { before: "1".repeat(40) }, file);
  expect(code).toBe(2);
  expect(log).toContain(`::error title=API drift::${message}`);
  expect(summary).toContain("could not run");
});
