import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { afterAll, expect, test } from "vitest";
import { expected } from "../consumers/expected.js";
import { full, onlyInFull } from "../consumers/on-demand.js";
import { succeed } from "../consumers/run.js";
import { startServer } from "../consumers/server.js";
import { copyRepository } from "./rehearsal.js";

const folder = mkdtempSync(join(tmpdir(), "git-install-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test.skipIf(!full)(`the client works if npm installs it from git${onlyInFull}`, async () => {
  const remote = join(folder, "remote.git");
  copyRepository(join(folder, "tree"), remote);
  const project = join(folder, "project");
  cpSync(fileURLToPath(new URL("../consumers/program", import.meta.url)), project, {
    recursive: true,
  });
  writeFileSync(join(project, "package.json"), '{ "private": true, "type": "module" }\n');
  const flags = ["--prefer-offline", "--no-audit", "--no-fund"];
  await succeed(
    "npm",
    ["install", ...flags, `git+${pathToFileURL(remote).href}`],
    project,
    600_000,
  );
  const server = await startServer();
  try {
    for (const file of ["import.mjs", "require.cjs"]) {
      const url = `http://127.0.0.1:${server.port}`;
      expect(JSON.parse(await succeed("node", [file, url], project))).toEqual(expected);
    }
  } finally {
    server.close();
  }
});
