import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { readFlags } from "../../generator/cli/define-command.js";
import { monitorCommand } from "../../generator/cli/monitor-command.js";
import { repository } from "../support/repository.js";

const read = (path: string) => readFileSync(join(repository, path), "utf8");

interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, unknown>>;
  readonly env?: Readonly<Record<string, string>>;
}

interface Workflow {
  readonly on: Readonly<Record<string, unknown>>;
  readonly permissions: unknown;
  readonly concurrency?: unknown;
  readonly jobs: Readonly<
    Record<string, { readonly permissions?: unknown; readonly steps: readonly Step[] }>
  >;
}

const page = read("docs/monitor.md");
const shown = [...page.matchAll(/^```yaml\n([\s\S]*?)^```/gm)].map(([, text = ""]) => text);
const monitors: Readonly<Record<string, Workflow>> = {
  ".github/workflows/monitor.yml": parse(read(".github/workflows/monitor.yml")) as Workflow,
  "docs/monitor.md": parse(shown[0] ?? "") as Workflow,
};

/** The flags of a call of `monitor` in a shell, its variables as they are. */
function flagsIn(script: string): Record<string, unknown> {
  const call = script.replaceAll("\\\n", " ");
  const [, given = ""] = /spec-tether monitor (.*?)(?:\|\||$)/m.exec(call) ?? [];
  const set = [...call.matchAll(/\bset -- (.*)/g)].map(([, words]) => words ?? "").join(" ");
  const words = `${set.replaceAll("; done", "")} ${given}`
    .split(/\s+/)
    .filter((word) => /[^"$@]/.test(word));
  const { values, positionals } = readFlags(monitorCommand.flags, words);
  expect(positionals).toEqual([]);
  return values;
}

describe.each(Object.entries(monitors))("%s", (_, { on, permissions, concurrency, jobs }) => {
  const steps = jobs["monitor"]?.steps ?? [];
  const [step] = steps.filter(({ run }) => run?.includes("spec-tether monitor"));

  test("runs on a schedule, one run at a time, with what the monitor needs and no more", () => {
    expect(on["schedule"]).toHaveLength(1);
    expect(on).toHaveProperty("workflow_dispatch");
    expect(concurrency).toBe("monitor");
    const given = jobs["monitor"]?.permissions ?? permissions;
    expect(given).toEqual({ contents: "write", issues: "write", "pull-requests": "write" });
  });

  test("uses GitHub's own actions, and gives the token to the monitor alone", () => {
    const actions = steps.flatMap(({ uses }) => uses ?? []).map((uses) => uses.split("@")[0]);
    expect(actions).toEqual(["actions/checkout", "actions/setup-node"]);
    const checkout = steps.find(({ uses }) => uses?.startsWith("actions/checkout"));
    expect(checkout?.with).toMatchObject({ "persist-credentials": false });
    const holders = steps.filter((each) => JSON.stringify(each).includes("github.token"));
    expect(holders).toEqual([step]);
    expect(Object.keys(step?.env ?? {})).toContain("GH_TOKEN");
  });

  test("puts no text of elsewhere into a script, and calls the monitor with flags that it has", () => {
    for (const { run = "" } of steps) expect(run).not.toContain("${{");
    expect(flagsIn(step?.run ?? "")).toMatchObject({ issue: true, "pull-request": true });
    expect(flagsIn(step?.run ?? "")).toHaveProperty("baseline");
  });

  test("fails only if the monitor could not tell", () => {
    expect(step?.run).toMatch(/\|\| code=\$\?\n *if \[ "\$code" -gt 1 \]; then exit "\$code"; fi/);
  });
});

test("the job for GitLab runs on a schedule, one at a time, and fails only if it could not tell", () => {
  interface Job {
    readonly rules: readonly { readonly if: string }[];
    readonly script: readonly string[];
    readonly allow_failure: unknown;
    readonly resource_group: string;
  }
  const jobs = parse(read("docs/examples/monitor.gitlab-ci.yml")) as Record<string, Job>;
  const [job, ...others] = Object.values(jobs);
  expect(others).toEqual([]);
  expect(job?.rules).toEqual([{ if: '$CI_PIPELINE_SOURCE == "schedule"' }]);
  expect(job?.resource_group).toBeTruthy();
  expect(job?.allow_failure).toEqual({ exit_codes: 1 });
  const flags = flagsIn(job?.script.join("\n") ?? "");
  expect(flags).toMatchObject({ issue: true, "pull-request": true });
  expect(flags).toHaveProperty("spec");
});

test("a pull request gets the drift action, and no workflow captures beside the monitor", () => {
  const drift = parse(read(".github/workflows/drift.yml")) as Workflow;
  expect(Object.keys(drift.on)).toEqual(["pull_request"]);
  expect(readdirSync(join(repository, ".github/workflows")).sort()).toEqual([
    "ci.yml",
    "drift.yml",
    "monitor.yml",
    "release.yml",
  ]);
});

test("the page names every flag of the command, and no other", () => {
  const [, table = ""] = page.split("| Flag | |");
  const named = [...(table.split("\n\n")[0] ?? "").matchAll(/^\|(.*?)\|/gm)].flatMap(([, cell]) =>
    [...(cell ?? "").matchAll(/--(\w[\w-]*)/g)].map(([, name]) => name ?? ""),
  );
  expect(named.sort()).toEqual(Object.keys(monitorCommand.flags).sort());
});
