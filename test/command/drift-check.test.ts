import { spawnSync } from "node:child_process";
import { expect, test } from "vitest";
import { type Ending, summarize } from "../../scripts/drift-summary.js";
import { repository } from "../support/generator.js";

const notRun = { notRun: "there is no release yet" };
const summaryOf = (...endings: Ending[]) =>
  summarize(endings.map((ending, index) => ({ name: `check ${index}`, ending })));

test.each([
  [[{ code: 0 }, { code: 0 }], 0, /^No drift: all 2 checks ran\.$/],
  [[{ code: 0 }, notRun], 0, /^Nothing found, .*: 1 of 2 checks ran, 1 did not\.$/],
  [[notRun, notRun], 0, /^Nothing found, .*: 0 of 2 checks ran, 2 did not\.$/],
  [[{ code: 1 }, { code: 0 }, notRun], 1, /^Drift: 2 of 3 checks ran, 1 did not\.$/],
  [[{ code: 1 }, { code: 2 }], 2, /^A check could not run to its end: all 2 checks ran\.$/],
] as const)("%j exits with %i, and says how many ran", (endings, code, last) => {
  const summary = summaryOf(...endings);
  expect(summary.code).toBe(code);
  expect(summary.lines.at(-1)).toMatch(last);
});

test("each check that was not run is listed, with the reason", () => {
  const { lines } = summaryOf({ code: 0 }, notRun, { notRun: "no pages" });
  expect(lines.slice(0, -1)).toEqual([
    "not run: check 1: there is no release yet",
    "not run: check 2: no pages",
  ]);
});

test("`npm run drift` claims no more than it checked", () => {
  const { DRIFT_PAGES: _, GITHUB_ACTIONS: __, ...env } = process.env;
  const { status, stdout } = spawnSync(
    process.execPath,
    ["--import", import.meta.resolve("tsx"), "scripts/drift.ts"],
    { cwd: repository, env: { ...env, DRIFT_CASES: "none" }, encoding: "utf8" },
  );
  const lines = stdout.trimEnd().split("\n");
  const left = lines.filter((line) => /^not run: .*: /.test(line));
  expect(left.length).toBeGreaterThan(1);
  expect(lines.at(-1)).toContain(`${5 - left.length} of 5 checks ran`);
  expect(lines.at(-1)).not.toMatch(/no drift/i);
  // The client of a checkout in work may be stale, and that is drift.
  expect(status).toBe(lines.at(-1)?.startsWith("Drift: ") ? 1 : 0);
});
