import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { json, twin } from "../merge/support.js";
import { makeFolder } from "../support/generator.js";
import { commitAll, git } from "../support/git.js";
import type { Run } from "../support/program.js";
import { type Site, serve } from "../wire/capture-server.js";
import { githubWire } from "./github-wire.js";
import { makeWorld, type World } from "./world.js";

const open: (World | Site)[] = [];
afterEach(async () => {
  for (const one of open.splice(0)) await one.close();
});

const spec = "spec/api.yaml";
const names = ["lots", "bins", "parts", "racks"];

/** The page of a list, with the type of its one parameter. */
const pageOf = (name: string, type = "integer") =>
  twin(
    `List ${name}`,
    `GET /${name}`,
    {
      parameters: [{ name: "limit", in: "query", schema: { type } }],
      responses: { 200: json({ type: "object" }) },
    },
    { id: `41000${names.indexOf(name)}` },
  );

const listOf = (...listed: string[]) =>
  ["# Stock", "## API Docs", ...listed.map((name) => `- Stock [List ${name}](/${name}.md): `)].join(
    "\n",
  );

/** A checkout whose spec was captured from the pages of a site. */
async function captured() {
  const site = await serve({
    "/llms.txt": listOf(...names),
    ...Object.fromEntries(names.map((name) => [`/${name}.md`, pageOf(name)])),
  });
  const world = await makeWorld(githubWire, {}, { hasBaseline: false });
  open.push(site, world);
  const flags = ["--source", site.url, "--baseline", spec];
  const watch = (...more: string[]): Promise<Run> =>
    world.watch(...flags, "--cache", makeFolder(), ...more);
  const init = await watch("--init");
  expect(init).toMatchObject({
    code: 0,
    out: `${spec} written from ${site.url}. Next: commit it.\n`,
  });
  commitAll(world.folder);
  git(world.folder, "push", "--quiet", world.bare, "main");
  return { site, world, watch };
}

describe("pages", () => {
  test("that state what the spec has are nothing new", async () => {
    const { watch, world } = await captured();
    const run = await watch("--issue");
    expect(run.code).toBe(0);
    expect(run.out).toContain("nothing new");
    expect(world.writes()).toEqual([]);
  });

  test("that state something else are an issue, with what they state", async () => {
    const { site, watch, world } = await captured();
    site.routes.set("/lots.md", pageOf("lots", "string"));
    const before = readFileSync(join(world.folder, spec), "utf8");
    expect((await watch("--issue")).code).toBe(1);
    expect(world.forge.issues.map(({ body }) => body)).toEqual([
      expect.stringMatching(/GET \/lots[\s\S]*integer in the spec, string on /),
    ]);
    expect(readFileSync(join(world.folder, spec), "utf8")).toBe(before);
    expect(git(world.folder, "status", "--porcelain")).toBe("");
    site.routes.set("/lots.md", pageOf("lots"));
    expect((await watch("--issue")).code).toBe(0);
    expect(world.forge.issues.map(({ isOpen }) => isOpen)).toEqual([false]);
  });

  test("that add an operation are a pull request with spec and snapshot", async () => {
    const { site, watch, world } = await captured();
    site.routes.set("/llms.txt", listOf(...names, "shelves"));
    site.routes.set("/shelves.md", pageOf("shelves"));
    expect((await watch("--pull-request")).code).toBe(1);
    const [pull] = world.forge.pullRequests;
    const changed = git(world.bare, "diff", "--name-only", "main", pull?.branch ?? "");
    expect(
      changed
        .trim()
        .split("\n")
        .map((path) => path.replace(/captures\/.*/, "captures/…")),
    ).toEqual([spec, "spec/captures/…"]);
  });

  test("of which one is gone are a finding; of which most are, cannot be told", async () => {
    const { site, watch, world } = await captured();
    site.routes.set("/llms.txt", listOf("lots", "bins", "parts"));
    const run = await watch("--issue");
    expect(run.code).toBe(1);
    expect(run.out).toMatch(/GET \/racks: .*racks.* is gone/);
    const [issue] = world.forge.issues;
    const body = issue?.body;
    site.routes.set("/llms.txt", listOf("lots"));
    const lost = await watch("--issue");
    expect(lost.code).toBe(2);
    expect(lost.err).toMatch(/operations-lost.*3 of 4/);
    expect(issue?.body).toBe(body);
  });

  test("of which one cannot be read cannot be told", async () => {
    const { site, watch, world } = await captured();
    site.routes.delete("/lots.md");
    const run = await watch("--issue");
    expect(run.code).toBe(2);
    expect(run.err).toContain("pages-unread");
    expect(run.err).toContain("lots");
    expect(run.out).not.toContain("nothing new");
    expect(world.writes()).toEqual([]);
  });

  test("behind a login cannot be told", async () => {
    const { site, watch, world } = await captured();
    const login = "<!doctype html><title>Sign in</title><form><input type=password></form>";
    for (const path of site.routes.keys()) site.routes.set(path, login);
    const run = await watch("--issue");
    expect(run.code).toBe(2);
    expect(run.err).toMatch(/error\[/);
    expect(world.writes()).toEqual([]);
  });
});
