import { execFile } from "node:child_process";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { commitAll, makeOutside } from "../diff-report/repository.js";
import { specWith, writeFiles } from "../generator/support.js";
import { type Github, startGithub } from "./github.js";

const action = fileURLToPath(new URL("../../.github/actions/drift/", import.meta.url));
const program = fileURLToPath(new URL("../generator/tether.ts", import.meta.url));
const token = "ghs_secret";

let github: Github;
beforeAll(async () => {
  github = await startGithub();
});
afterAll(() => github.close());

interface Outcome {
  readonly code: number;
  readonly log: string;
  readonly summary: string;
  readonly outputs: Readonly<Record<string, string>>;
}

/** Runs the action's script as GitHub would, with the real tether. */
async function run(folder: string, env: Readonly<Record<string, string>>): Promise<Outcome> {
  const files = makeOutside({
    summary: "",
    outputs: "",
    "event.json": JSON.stringify({ pull_request: { number: 7 } }),
  });
  const at = (name: string) => join(files, name);
  const { GITHUB_ACTIONS: _, ...rest } = process.env;
  const result = await new Promise<{ code: number; log: string }>((resolve) => {
    const options = {
      cwd: folder,
      env: {
        ...rest,
        RUNNER_TEMP: files,
        GITHUB_ACTIONS: "true",
        GITHUB_STEP_SUMMARY: at("summary"),
        GITHUB_OUTPUT: at("outputs"),
        GITHUB_EVENT_PATH: at("event.json"),
        GITHUB_API_URL: github.url,
        GITHUB_SERVER_URL: "https://github.example",
        GITHUB_REPOSITORY: "acme/shop",
        GITHUB_RUN_ID: "1",
        DRIFT_TETHER: `${process.execPath} --import ${import.meta.resolve("tsx")} ${program}`,
        DRIFT_CHECK: "false",
        DRIFT_TOKEN: token,
        ...env,
      },
    };
    execFile(process.execPath, [join(action, "run.mjs")], options, (error, out, err) => {
      resolve({ code: error ? Number(error.code) : 0, log: out + err });
    });
  });
  const lines = readFileSync(at("outputs"), "utf8").trim().split("\n");
  return {
    ...result,
    summary: readFileSync(at("summary"), "utf8"),
    outputs: Object.fromEntries(lines.map((line) => line.split("=") as [string, string])),
  };
}

function history(): string {
  const spec = (maximum: number) =>
    specWith({
      "GET /a": {
        operationId: "a",
        parameters: [{ name: "q", in: "query", schema: { type: "integer", maximum } }],
      },
    });
  const folder = makeOutside({ "tether.config.yaml": "spec: a.json\n", "a.json": spec(9) });
  commitAll(folder, "v1");
  writeFiles(folder, { "a.json": spec(5) });
  return commitAll(folder, "v2");
}

describe("on a pull request", () => {
  const folder = history();

  test("says what drifted, everywhere, once, and fails", async () => {
    const first = await run(folder, { DRIFT_BASE: "v1" });
    expect(first.code).toBe(1);
    expect(first.log).toMatch(/^::error file=a\.json,line=1,col=\d+,title=breaking/m);
    expect(first.log).toContain("Comment: created.");
    expect(first.outputs).toMatchObject({ semver: "major", breaking: "1", stale: "" });
    expect(readdirSync(first.outputs["report"] ?? "").sort()).toEqual([
      ...["report.html", "report.json", "report.md", "report.sarif"],
    ]);
    expect(first.summary).toContain("API drift: 1 breaking");
    expect(github.comments[0]?.body).toContain("API drift: 1 breaking");

    const second = await run(folder, { DRIFT_BASE: "v1", DRIFT_FAIL_ON: "never" });
    expect([second.code, github.comments.length]).toEqual([0, 1]);
    expect(first.log + second.log).not.toContain(token);
  });

  test("says in its comment that all is well again, and makes none for that", async () => {
    const well = await run(folder, { DRIFT_BASE: "v2" });
    expect(well.code).toBe(0);
    expect(github.comments.map(({ body }) => body.includes("no drift"))).toEqual([true]);
    github.comments.length = 0;
    const silent = await run(folder, { DRIFT_BASE: "v2" });
    expect([silent.log.includes("Comment: nothing to say."), github.comments]).toEqual([true, []]);
  });

  test("falls back to the summary if the token may only read", async () => {
    github.status = 403;
    github.failing = ["POST", "PATCH"];
    const { code, log, summary } = await run(folder, { DRIFT_BASE: "v1" });
    github.status = undefined;
    expect([code, github.comments]).toEqual([1, []]);
    expect(log).toContain("Comment: not written, the token may not (403); see the job's summary.");
    expect(summary).toContain("API drift: 1 breaking");
  });

  test("could not run is not no drift", async () => {
    const { code, summary, outputs } = await run(folder, { DRIFT_BASE: "v9" });
    expect(code).toBe(2);
    expect(summary).toContain("could not run");
    expect(outputs).toMatchObject({ semver: "", breaking: "" });
    expect(github.comments.at(-1)?.body).toContain("could not run");
  });

  test("a stale client is told", async () => {
    const { code, outputs, summary } = await run(folder, {
      DRIFT_CHECK: "true",
      DRIFT_COMMENT: "false",
    });
    expect(code).toBe(1);
    expect(outputs).toMatchObject({ stale: "true", total: "" });
    expect(summary).toContain("The client is stale");
  });

  test("tether is not given the token", async () => {
    const spy = join(folder, "spy.mjs");
    writeFileSync(spy, "process.exit(JSON.stringify(process.env).includes('ghs_secret') ? 2 : 0)");
    const { code } = await run(folder, {
      DRIFT_BASE: "v1",
      DRIFT_TETHER: `${process.execPath} ${spy}`,
    });
    expect(code).toBe(0);
  });
});
