import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { generate } from "../../generator/index.js";
import { tool } from "../../generator/tool.js";
import { root } from "../consumers/package.js";

const bin = join(root, "generator/bin/tether.js");

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "tool-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("carries the version of its package", () => {
  const { name, version } = JSON.parse(
    readFileSync(join(root, "generator/package.json"), "utf8"),
  ) as { name: string; version: string };
  expect(tool).toBe(`${name} ${version}`);
});

test("makes the same client, built, as its source does", async () => {
  execFileSync("npm", ["run", "build", "--workspace", "generator", "--silent"], {
    cwd: root,
    stdio: "ignore",
  });
  const spec = join(root, "spec/openapi.yaml");
  const built = join(folder, "built");
  const fromSource = join(folder, "source");
  execFileSync(process.execPath, [bin, "generate", "--spec", spec, "--out", built, "--quiet"]);
  await generate({ spec, output: fromSource });
  const read = (base: string) =>
    readdirSync(base, { recursive: true, encoding: "utf8" })
      .filter((path) => /\.\w+$/.test(path))
      .sort()
      .map((path) => [path, readFileSync(join(base, path), "utf8")]);
  expect(read(built).length).toBeGreaterThan(30);
  expect(read(built)).toEqual(read(fromSource));
});
