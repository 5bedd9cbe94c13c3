import { chmodSync, existsSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { specWith, writeFiles } from "../support/generator.js";
import { clone, commitAll, git, hashOf, makeOutside } from "../support/git.js";
import type { Run } from "../support/program.js";
import { repository } from "../support/repository.js";
import { bareEnvironment, filesOf, installTool, makeNpx, shell } from "../support/shell.js";

const page = "docs/in-ci.md";
const blocks = filesOf(page);
const block = (name: string): string => {
  const text = blocks[name];
  if (text === undefined) throw new Error(`${page} has no block ${name}`);
  return text;
};

const specFile = "spec/openapi.yaml";
const spec = (...names: string[]) =>
  specWith(Object.fromEntries(names.map((name) => [`GET /${name}`, { operationId: name }])));

/** A project that is not ours, in which an API was changed once. */
function project(): string {
  const folder = makeOutside({
    "package.json": '{ "private": true }',
    ".gitignore": "node_modules\n",
    "tether.config.yaml": `spec: ${specFile}\noutput: client\n`,
    [specFile]: spec("a", "b", "c"),
  });
  commitAll(folder, "v1");
  writeFiles(folder, { [specFile]: spec("a", "b") });
  return commitAll(folder, "v2");
}

const quick = { ...bareEnvironment, PATH: `${makeNpx()}:${bareEnvironment["PATH"]}` };
const run = (folder: string, command: readonly string[], env = {}): Promise<Run> =>
  shell(command, folder, { ...quick, ...env });

test("the page says of the action what the action says of itself", () => {
  const text = readFileSync(join(repository, page), "utf8");
  const action = parse(
    readFileSync(join(repository, ".github/actions/drift/action.yml"), "utf8"),
  ) as { inputs: Readonly<Record<string, unknown>> };
  const table = text.split("| Input | Default | |\n")[1]?.split("\n\n")[0] ?? "";
  const inputs = [...table.matchAll(/^\| (.*?) \|/gm)].flatMap(([, cell = ""]) =>
    [...cell.matchAll(/`([\w-]+)`/g)].map(([, name = ""]) => name),
  );
  expect(inputs.sort()).toEqual(Object.keys(action.inputs).sort());

  const { jobs, permissions } = parse(block("drift.yml"));
  expect(permissions).toEqual({ contents: "read", "pull-requests": "write" });
  const uses = jobs.drift.steps.flatMap((step: { uses?: string }) => step.uses ?? []);
  // No owner is known here.
  expect(uses.at(-1)).toMatch(/^OWNER\/REPO\/\.github\/actions\/drift@v\d+$/);
});

describe.skipIf(process.platform === "win32")("a hook before commits", () => {
  const folder = project();
  writeFiles(folder, { ".git/hooks/pre-commit": block("pre-commit") });
  chmodSync(join(folder, ".git/hooks/pre-commit"), 0o755);
  const commit = (...args: string[]) =>
    run(folder, ["git", "commit", "--quiet", "--message=x", ...args]);
  const stage = (files: Readonly<Record<string, string>>) => {
    writeFiles(folder, files);
    git(folder, "add", ...Object.keys(files));
  };

  test("does nothing for a commit that is not about the API", async () => {
    // The tool is not even installed.
    stage({ "README.md": "A shop.\n" });
    expect(await commit()).toEqual({ code: 0, out: "", err: "" });
    installTool(folder);
  });

  test("stops a commit that breaks callers, also one that is staged by `commit --all`", async () => {
    writeFiles(folder, { [specFile]: spec("a") });
    const all = await commit("--all");
    git(folder, "add", specFile);
    const staged = await commit();
    for (const { code, err } of [all, staged]) {
      expect(code).toBe(1);
      // Git sends what a hook prints to standard error.
      expect(err).toContain("1 breaking in HEAD:spec/openapi.yaml (1) → :spec/openapi.yaml (1)");
      expect(err).toContain("To commit nevertheless: git commit --no-verify");
    }
    expect(hashOf(folder, "HEAD^{tree}")).not.toBe(git(folder, "write-tree").trim());
  });

  test("looks at what is staged, and not at what else has changed", async () => {
    stage({ [specFile]: spec("a", "b", "d") });
    writeFiles(folder, { [specFile]: spec("a") });
    const { code, err } = await commit();
    expect([code, err]).toEqual([0, expect.stringContaining("GET /d was added")]);
  });

  test("stops one that it cannot judge with another code, also under `sh -e` as husky runs it", async () => {
    stage({ [specFile]: "openapi: [" });
    const husky = await run(folder, ["sh", "-e", ".git/hooks/pre-commit"]);
    expect([husky.code, husky.err]).toEqual([2, expect.stringContaining("error[yaml-syntax]")]);
    expect(await commit("--no-verify")).toMatchObject({ code: 0 });
  });

  test("lets the first commit of a repository pass", async () => {
    const fresh = makeOutside({ [specFile]: spec("a") });
    git(fresh, "init", "--quiet");
    git(fresh, "add", "--all");
    writeFiles(fresh, { hook: block("pre-commit") });
    expect(await run(fresh, ["sh", "hook"])).toEqual({ code: 0, out: "", err: "" });
  });
});

test("the commands for lefthook and pre-commit are about the files that they run for", async () => {
  const folder = project();
  installTool(folder);
  writeFiles(folder, { [specFile]: spec("a") });
  git(folder, "add", specFile);
  const lefthook = parse(block("lefthook.yml"))["pre-commit"].commands["api-drift"];
  const [hook] = parse(block(".pre-commit-config.yaml")).repos[0].hooks;
  expect(specFile).toMatch(new RegExp(hook.files));
  expect("tether.config.yaml").toMatch(new RegExp(hook.files));
  expect("src/spec/a.ts").not.toMatch(new RegExp(hook.files));
  expect(hook.entry).toBe(lefthook.run);
  // With npm's own npx.
  expect(await run(folder, ["sh", "-c", hook.entry], bareEnvironment)).toMatchObject({
    code: 1,
    out: expect.stringContaining("1 breaking in HEAD:spec/openapi.yaml"),
  });
});

describe.skipIf(process.platform === "win32")("a shell", () => {
  const folder = project();
  installTool(folder);
  writeFiles(folder, { "guard.sh": block("guard.sh"), "watch.sh": block("watch.sh") });

  test("runs both commands, and ends with the worse code", async () => {
    const broken = await run(folder, ["sh", "guard.sh"], { BASE: "v1" });
    // The client was never generated, and an operation was removed.
    expect(broken).toMatchObject({ code: 1, out: expect.stringContaining("1 breaking in v1:") });
    expect(broken.out + broken.err).toContain("stale");
    const unknown = await run(folder, ["sh", "guard.sh"], { BASE: "v9" });
    expect(unknown).toMatchObject({ code: 2, err: expect.stringContaining('no commit "v9"') });
  });

  test("watches an API from cron, and prints only what is new or what failed", async () => {
    let document = spec("a", "b");
    const server = createServer((_, response) => response.end(document));
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
    const { port } = server.address() as AddressInfo;
    const watch = () =>
      run("/", ["sh", join(folder, "watch.sh")], { API: `http://127.0.0.1:${port}/a.json` });
    git(folder, "mv", specFile, "spec/openapi.json");
    writeFiles(folder, { "tether.config.yaml": "spec: spec/openapi.json\noutput: client\n" });
    try {
      expect(await watch()).toEqual({ code: 0, out: "", err: "" });
      document = spec("a");
      expect(await watch()).toMatchObject({
        code: 2,
        out: expect.stringContaining("operations-lost"),
      });
      document = spec("a", "b", "d");
      expect(await watch()).toMatchObject({ code: 1, out: expect.stringContaining("GET /d") });
    } finally {
      server.close();
    }
  });
});

describe.skipIf(process.platform === "win32")("the job for GitLab", () => {
  const job = parse(readFileSync(join(repository, "docs/examples/drift.gitlab-ci.yml"), "utf8"))[
    "api-drift"
  ] as { script: string[]; artifacts: { paths: string[]; reports: { junit: string[] } } };
  const [install, ...lines] = job.script;
  const origin = project();
  const base = hashOf(origin, "v1");
  /** The script as the runner runs it, after the installation, which is ours. */
  const act = (folder: string, variables: object, script = lines) =>
    run(folder, ["bash", "-eo", "pipefail", "-c", script.join("\n")], {
      CI_MERGE_REQUEST_DIFF_BASE_SHA: base,
      CI_MERGE_REQUEST_PROJECT_URL: "file:///nowhere",
      ...variables,
    });

  test("reports what a merge request breaks, from a shallow checkout", async () => {
    expect(install).toBe("npm ci");
    const folder = clone(origin, "main", 1);
    installTool(folder);
    const { code, out } = await act(folder, {});
    expect([code, out]).toEqual([1, expect.stringContaining("1 breaking in")]);
    const { paths, reports } = job.artifacts;
    expect(readFileSync(join(folder, reports.junit[0] ?? ""), "utf8")).toContain('failures="1"');
    expect(readFileSync(join(folder, paths[0] ?? ""), "utf8")).toContain("1 breaking");
    expect(existsSync(join(folder, paths[1] ?? ""))).toBe(false);
  });

  test("reports whose code it breaks, if it is told whose", async () => {
    const folder = clone(origin, "main", 1);
    installTool(folder);
    // The client of the older version, and code that calls what goes.
    writeFiles(folder, {
      [specFile]: spec("a", "b", "c"),
      "app/tsconfig.json": JSON.stringify({
        compilerOptions: { strict: true, module: "nodenext", target: "es2022", noEmit: true },
        include: ["."],
      }),
      "app/call.ts":
        'import { c, createTestApiClient } from "../client/index.js";\nexport const call = () => c(createTestApiClient({}));\n',
    });
    await run(folder, ["npx", "--no-install", "spec-tether", "generate"]);
    writeFiles(folder, { [specFile]: spec("a", "b") });
    const { code, out } = await act(folder, { DRIFT_PROJECT: "app/tsconfig.json" });
    expect([code, out]).toEqual([1, expect.stringContaining("1 call site in 1 file breaks")]);
    const { paths, reports } = job.artifacts;
    expect(readFileSync(join(folder, reports.junit[1] ?? ""), "utf8")).toContain("app/call.ts:1");
    expect(readFileSync(join(folder, paths[1] ?? ""), "utf8")).toContain("1 call site in 1 file");
  });

  const upToFetch = [...lines.slice(0, 2), 'git cat-file -t "$base"'];
  test.each([
    ["the target branch of a merged results pipeline", () => origin],
    ["what a fork does not have, from the project", () => clone(origin, "main", 1)],
  ])("fetches %s", async (_, remote) => {
    const folder = clone(remote(), "main", 1);
    const target = makeOutside();
    git(target, "clone", "--quiet", "--bare", origin, "shop.git");
    const variables = {
      CI_MERGE_REQUEST_TARGET_BRANCH_SHA: base,
      CI_MERGE_REQUEST_DIFF_BASE_SHA: "1".repeat(40),
      CI_MERGE_REQUEST_PROJECT_URL: `file://${target}/shop`,
    };
    expect(await act(folder, variables, upToFetch)).toMatchObject({ code: 0, out: "commit\n" });
  });

  test("fails if it cannot fetch the base", async () => {
    const variables = { CI_MERGE_REQUEST_DIFF_BASE_SHA: "1".repeat(40) };
    expect((await act(clone(origin, "main", 1), variables)).code).not.toBe(0);
  });
});
