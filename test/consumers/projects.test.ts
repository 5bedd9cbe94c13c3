import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { makeFolder } from "../support/generator.js";
import { packTool } from "../support/packed-tool.js";
import { full, notRun, onlyInFull } from "./on-demand.js";
import { pack } from "./package.js";
import { importExtensionOf, makeProject, type Tarballs } from "./project.js";
import { projects } from "./project-list.js";
import { type Server, startServer } from "./server.js";

/** Names to leave out, with commas between them; part of a name will do. */
const leftOut = (process.env["TETHER_SKIP"] ?? "")
  .split(",")
  .map((name) => name.trim().toLowerCase())
  .filter((name) => name !== "");
const isLeftOut = (name: string) => leftOut.some((part) => name.toLowerCase().includes(part));

/** What the calls of `projects/shared/calls.ts` come to, wherever they are made. */
const made = {
  generated: {
    listed: [{ name: "bolt", state: "new" }],
    made: { name: "nut", state: "sold" },
    reason: "no such thing",
    thrown: "NotFoundError 404",
    events: ["bolt", "nut"],
    refused: "baseURL is not an option of the client; did you mean baseUrl?",
    states: ["new", "sold"],
  },
  packaged: { facade: "a", standalone: "b", status: 404, fetched: "c" },
};

test("what is left out by TETHER_SKIP has a name", () => {
  const unknown = leftOut.filter(
    (part) => !projects.some(({ name }) => isLeftOut(name) && name.toLowerCase().includes(part)),
  );
  expect(unknown).toEqual([]);
});

describe.skipIf(!full)(`a project of others${onlyInFull}`, { timeout: 2_400_000 }, () => {
  const folder = mkdtempSync(join(tmpdir(), "projects-"));
  let tarballs: Tarballs;
  let server: Server;
  let at: string | undefined;
  beforeAll(async () => {
    tarballs = { tool: await packTool(makeFolder(), folder), client: (await pack()).tarball };
    server = await startServer();
  }, 600_000);
  afterAll(() => {
    server.close();
    rmSync(folder, { recursive: true, force: true });
  });
  afterEach(() => {
    if (at !== undefined) rmSync(at, { recursive: true, force: true });
    at = undefined;
  });

  const named = projects.map((project) => [project.name, project] as const);
  test.for(named)("%s", async ([, project], context) => {
    if (isLeftOut(project.name)) return notRun(context, project.name, "TETHER_SKIP names it");
    at = mkdtempSync(join(tmpdir(), "project-"));
    const home = join(at, project.path ?? "project");
    const given = { folder: home, tarballs, url: `http://127.0.0.1:${server.port}` };
    const { tether, script } = await makeProject(context, project, given);
    /** Exit code 0; else what it says. */
    const succeeds = async (...args: string[]) =>
      expect(await tether(...args)).toMatchObject({ code: 0 });
    await succeeds("init", "--yes", "--out", "src/api", "--name", "Shop");
    expect(importExtensionOf(home)).toBe(project.importExtension);
    await succeeds("generate");
    await succeeds("check");
    if (project.manager) {
      // What else loads packages: openapi-typescript, and the compiler with its libraries.
      await succeeds("types", "openapi.yaml", "--output", "src/paths.ts");
      const spec = readFileSync(join(home, "openapi.yaml"), "utf8");
      writeFileSync(
        join(home, "next.yaml"),
        spec.replace("required: [name, state]", "required: [name]"),
      );
      const proof = await tether("diff", "openapi.yaml", "next.yaml", "--prove");
      expect(proof).toMatchObject({ code: 1 });
      expect(proof.stdout).toMatch(/^ +tsc +\S/m);
    }
    await script("build");
    const printed = await script("start");
    const line = printed.trimEnd().split("\n").at(-1) ?? "";
    expect(line.startsWith("{") ? JSON.parse(line) : printed).toEqual(made);
  });
});
