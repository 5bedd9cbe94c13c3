import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { parse } from "yaml";

const read = (path: string) =>
  readFileSync(fileURLToPath(new URL(`../../${path}`, import.meta.url)), "utf8");

interface Workflow {
  readonly on: { readonly schedule: readonly unknown[] };
  readonly permissions: object;
  readonly jobs: {
    readonly capture: {
      readonly steps: readonly { readonly uses?: string; readonly run?: string }[];
    };
  };
}

test("the workflow runs on a schedule, with two of GitHub's own actions and minimal permissions", () => {
  const { on, permissions, jobs } = parse(read(".github/workflows/capture.yml")) as Workflow;
  expect(on.schedule).toHaveLength(1);
  expect(permissions).toEqual({ contents: "write", "pull-requests": "write" });
  const { steps } = jobs.capture;
  const actions = steps.flatMap(({ uses }) => uses ?? []);
  expect(actions.map((action) => action.split("@")[0])).toEqual([
    "actions/checkout",
    "actions/setup-node",
  ]);
  // What a page says reaches the shell as a file or a variable, never as part of a script.
  for (const { run = "" } of steps) expect(run).not.toContain("${{");
});

test("the page on capture and the workflow name existing scripts", () => {
  const { scripts } = JSON.parse(read("package.json")) as { scripts: Record<string, string> };
  const text = read("docs/capture.md") + read(".github/workflows/capture.yml");
  const names = [...text.matchAll(/npm run (?:--silent )?([\w:-]+)/g)].map(
    ([, name]) => name ?? "",
  );
  expect(names.length).toBeGreaterThan(3);
  for (const name of names) expect(scripts).toHaveProperty([name]);
});
