import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { parse } from "yaml";
import type { Run } from "../support/program.js";
import { repository } from "../support/repository.js";
import { bareEnvironment, installTool, makeNpx, shell } from "../support/shell.js";
import { githubWire } from "./github-wire.js";
import { gitlabWire } from "./gitlab-wire.js";
import type { Wire } from "./project-state.js";
import { baseline, before, makeWorld, type World, withMore } from "./world.js";

const read = (path: string) => readFileSync(join(repository, path), "utf8");
const path = `${makeNpx()}:${bareEnvironment["PATH"]}`;

let world: World;
afterEach(() => world.close());

/** Runs the script of a job in a checkout that is not ours, and after it has been told the news. */
async function act(
  wire: Wire,
  script: (world: World) => string,
  variables: (world: World) => Readonly<Record<string, string>> = () => ({}),
): Promise<Run[]> {
  world = await makeWorld(wire);
  installTool(world.folder);
  const run = (): Promise<Run> =>
    shell(["bash", "-eo", "pipefail", "-c", script(world)], world.folder, {
      ...bareEnvironment,
      ...variables(world),
      ...world.forge.env,
      PATH: path,
    });
  const runs = [await run()];
  world.api.document = withMore("k");
  runs.push(await run());
  world.api.document = before.slice(0, 20);
  runs.push(await run());
  return runs;
}

const issues = () => world.forge.issues.map(({ isOpen }) => (isOpen ? "open" : "closed"));

test("the workflow of the page, in another repository on GitHub", async () => {
  const [, yaml = ""] = /^```yaml\n([\s\S]*?)^```/m.exec(read("docs/monitor.md")) ?? [];
  const { steps } = parse(yaml).jobs.monitor as { steps: { run?: string }[] };
  const script = steps.find(({ run }) => run?.includes("spec-tether monitor"))?.run ?? "";
  const runs = await act(githubWire, ({ api }) =>
    script.replace("https://api.example.com/openapi.json", `${api.url}/openapi.json`),
  );
  expect(runs.map(({ code }) => code)).toEqual([0, 0, 2]);
  expect(issues()).toEqual(["open"]);
  expect(world.forge.pullRequests).toHaveLength(1);
});

test("the job of the example, in another project on GitLab", async () => {
  const job = parse(read("docs/examples/monitor.gitlab-ci.yml"))["api-monitor"] as {
    script: readonly string[];
    variables: Readonly<Record<string, string>>;
  };
  expect(job.variables["BASELINE"]).toBe(baseline);
  const runs = await act(
    gitlabWire,
    // What is installed is ours.
    () => job.script.filter((line) => line !== "npm ci").join("\n"),
    ({ api }) => ({ ...job.variables, API_SPEC: `${api.url}/openapi.json` }),
  );
  expect(runs.map(({ code }) => code)).toEqual([0, 1, 2]);
  expect(issues()).toEqual(["open"]);
  expect(world.forge.pullRequests).toHaveLength(1);
});
