import { execFileSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { specWith, writeFiles } from "../support/generator.js";
import { commitAll, makeOutside } from "../support/git.js";
import { program } from "../support/program.js";
import { type Github, startGithub } from "./github.js";
import { type ActionRun, act, action } from "./run-action.js";

/** No other process has it, so that whoever finds it had it from here. */
const token = `ghs_secret_${process.pid}`;

let github: Github;
beforeAll(async () => {
  github = await startGithub();
});
afterAll(() => github.close());

/** Runs the action on a pull request, as GitHub would, with the real tether. */
function run(folder: string, inputs: Readonly<Record<string, string>>): Promise<ActionRun> {
  return act({
    folder,
    inputs: {
      tether: `${process.execPath} ${program}`,
      check: "false",
      token,
      ...inputs,
    },
    github: {
      api_url: github.url,
      server_url: "https://github.example",
      repository: "acme/shop",
      run_id: "1",
      event: { pull_request: { number: 7 } },
    },
  });
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

  test("reports the drift, everywhere, once, and fails", async () => {
    const first = await run(folder, { base: "v1" });
    expect(first.code).toBe(1);
    expect(first.log).toMatch(/^::error file=a\.json,line=1,col=\d+,title=breaking/m);
    expect(first.log).toContain("Comment: created.");
    expect(first.outputs).toMatchObject({ semver: "major", breaking: "1", stale: "" });
    expect(readdirSync(first.outputs["report"] ?? "").sort()).toEqual([
      ...["comment.md", "report.html", "report.json", "report.md", "report.sarif"],
    ]);
    expect(first.summary).toContain("API drift: 1 breaking");
    expect(github.comments[0]?.body).toContain("API drift: 1 breaking");

    const second = await run(folder, { base: "v1", "fail-on": "never" });
    expect([second.code, github.comments.length]).toEqual([0, 1]);
    expect(first.log + second.log).not.toContain(token);
  });

  test("updates its comment when all is well again, and does not create one for that", async () => {
    const well = await run(folder, { base: "v2" });
    expect(well.code).toBe(0);
    expect(github.comments.map(({ body }) => body.includes("no drift"))).toEqual([true]);
    github.comments.length = 0;
    const silent = await run(folder, { base: "v2" });
    expect([silent.log.includes("Comment: nothing to say."), github.comments]).toEqual([true, []]);
  });

  test("falls back to the summary if the token may only read", async () => {
    github.status = 403;
    github.failing = ["POST", "PATCH"];
    const { code, log, summary } = await run(folder, { base: "v1" });
    github.status = undefined;
    expect([code, github.comments]).toEqual([1, []]);
    expect(log).toContain("Comment: not written, the token may not (403); see the job's summary.");
    expect(summary).toContain("API drift: 1 breaking");
  });

  test("reports all clients of a config file together", async () => {
    const own = history();
    const clients = `clients:
  - { spec: a.json, output: one, client: { name: One } }
  - { spec: b.json, output: two, client: { name: Two } }
`;
    const added = specWith({ "GET /a": { operationId: "a" }, "GET /b": { operationId: "b" } });
    writeFiles(own, { "tether.config.yaml": clients, "b.json": specWith({ "GET /a": {} }) });
    commitAll(own, "v3");
    writeFiles(own, { "a.json": specWith({ "POST /a": {} }), "b.json": added });
    const { code, outputs, summary } = await run(commitAll(own), { base: "v3" });
    expect([code, outputs["semver"]]).toEqual([1, "major"]);
    expect(Number(outputs["total"])).toBeGreaterThan(Number(outputs["breaking"]));
    expect(summary).toMatch(/API drift in One: \d breaking[\s\S]*API drift in Two: /);
  });

  test("a run that could not finish does not count as no drift", async () => {
    const { code, summary, outputs } = await run(folder, { base: "v9" });
    expect(code).toBe(2);
    expect(summary).toContain("could not run");
    expect(outputs).toMatchObject({ semver: "", breaking: "" });
    expect(github.comments.at(-1)?.body).toContain("could not run");
  });

  test("a stale client is reported", async () => {
    const { code, outputs, summary } = await run(folder, {
      base: "v2",
      check: "true",
      comment: "false",
    });
    expect(code).toBe(1);
    expect(outputs).toMatchObject({ stale: "true", total: "0" });
    expect(summary).toContain("The client is stale");
  });
});

test("without a pull request there is no comment, and a missing base is reported", async () => {
  github.requests.length = 0;
  const inputs = { tether: "true", token };
  const { code, log } = await act({
    folder: makeOutside(),
    inputs,
    github: { api_url: github.url },
  });
  expect([code, github.requests]).toEqual([0, []]);
  expect(log).toContain("There is no base to compare with");
});

describe.skipIf(process.platform !== "linux")("the pull request's code", () => {
  /** A tether of the pull request's; what it finds it writes beside itself. */
  function evil(script: string): { folder: string; tether: string; loot: () => string } {
    const folder = commitAll(makeOutside({ "evil.sh": script, loot: "" }), "v1");
    const loot = () => readFileSync(join(folder, "loot"), "utf8");
    return { folder, tether: `bash ${join(folder, "evil.sh")}`, loot };
  }
  const said = () => JSON.stringify(github.comments);

  test("finds the token in no process: neither its own, nor its parents, nor its siblings", async () => {
    const { folder, tether, loot } = evil(`cd "$(dirname "$0")"
for each in /proc/[0-9]*; do
  echo "seen \${each#/proc/}" >> loot
  tr '\\0' '\\n' < "$each/environ" 2>/dev/null >> loot
  tr '\\0' '\\n' < "$each/cmdline" 2>/dev/null >> loot
done
exit 0
`);
    const { log } = await run(folder, { tether, check: "true", base: "v1" });
    // It has looked around: the step's own variables are there, in the shell above it.
    expect(loot()).toContain("DRIFT_BASE=v1");
    expect(loot() + log + said()).not.toContain(token);
  });

  test("cannot put the token into the comment through a link", async () => {
    const { folder, tether } = evil(`d="$RUNNER_TEMP/api-drift"
for each in comment.md report.md; do ln -sf /proc/self/environ "$d/$each"; done
echo '{"semver":{"bump":"none"},"summary":{"breaking":0,"total":9}}' > "$d/report.json"
exit 0
`);
    const { log, outputs } = await run(folder, { tether, base: "v1" });
    expect(outputs).toMatchObject({ semver: "none", total: "9" });
    expect(log + said()).not.toContain(token);
  });

  test("cannot change the step with the token through the runner's files", async () => {
    const { folder, tether, loot } = evil(`cd "$(dirname "$0")"
mkdir bin
printf '#!/bin/sh\\necho "$DRIFT_TOKEN" >> %s/loot\\n' "$PWD" > bin/node
chmod +x bin/node
for each in "$RUNNER_TEMP"/_runner_file_commands/*; do
  case "$each" in
    *env_*) echo "BASH_ENV=$PWD/bin/node" >> "$each" ;;
    *path_*) echo "$PWD/bin" >> "$each" ;;
    *output_*) echo "report=/etc" >> "$each" ;;
  esac
done
exit 2
`);
    const { log, outputs, temp } = await run(folder, { tether, base: "v1" });
    expect(log).toContain("Comment: ");
    expect(outputs["report"]).toBe(join(temp, "api-drift"));
    expect(loot() + log + said()).not.toContain(token);
  });

  test("cannot put anything into outputs or the log through its report", async () => {
    const { folder, tether } = evil(`cat > "$RUNNER_TEMP/api-drift/report.json" <<'END'
{"semver":{"bump":"none\\nreport=/etc"},"summary":{"breaking":"::error::x","total":1}}
END
exit 0
`);
    const { code, log, outputs } = await run(folder, { tether, base: "v1" });
    expect([code, outputs["semver"], outputs["breaking"]]).toEqual([2, "", ""]);
    expect(log).not.toMatch(/::error::x/);
  });
});

describe.skipIf(process.platform === "win32")("the step with the token", () => {
  const post = (file: string) =>
    execFileSync(process.execPath, [join(action, "post.mjs")], {
      encoding: "utf8",
      env: { DRIFT_TOKEN: token, DRIFT_FILE: file, DRIFT_API: github.url, DRIFT_PULL: "7" },
    });

  test.each([
    {
      name: "a link",
      make: (file: string) => symlinkSync("/proc/self/environ", file),
      says: "cannot be read",
    },
    {
      name: "a pipe",
      make: (file: string) => execFileSync("mkfifo", [file]),
      says: "is no report",
    },
    { name: "a folder", make: (file: string) => mkdirSync(file), says: "is no report" },
    {
      name: "too large",
      make: (file: string) => writeFileSync(file, "x".repeat(1_000_001)),
      says: "is no report",
    },
    {
      name: "the token",
      make: (file: string) => writeFileSync(file, `a ${token}`),
      says: "holds the token",
    },
  ])("takes no report that is $name", ({ make, says }) => {
    github.requests.length = 0;
    const file = join(makeOutside(), "comment.md");
    make(file);
    expect(post(file)).toBe(`Comment: not written, the report ${says}.\n`);
    expect(github.requests).toEqual([]);
  });
});
