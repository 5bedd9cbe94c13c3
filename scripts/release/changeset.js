// `npm run changeset -- …`: changesets, with the root as one of its packages. Without anything behind
// it, it asks what has changed, and writes a changeset; `version` makes the versions, the changelogs,
// and what in the tree says a version.
import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { readPackages, root, run } from "./packages.js";

const manifest = join(root, "package.json");
const write = (change) => {
  const json = JSON.parse(readFileSync(manifest, "utf8"));
  writeFileSync(manifest, `${JSON.stringify({ ...json, ...change(json) }, undefined, 2)}\n`);
};

// To changesets, the packages of a repository with workspaces are these, and the root is none of
// them, unless it is one of them; to npm, it must not be.
const { workspaces } = JSON.parse(readFileSync(manifest, "utf8"));
write(() => ({ workspaces: [...workspaces, "."] }));
try {
  const bin = createRequire(import.meta.url).resolve("@changesets/cli/bin.js");
  const args = [bin, ...process.argv.slice(2)];
  const { status } = spawnSync(process.execPath, args, { cwd: root, stdio: "inherit" });
  process.exitCode = status ?? 2;
} finally {
  write(() => ({ workspaces }));
}

if (process.argv[2] === "version" && process.exitCode === 0) {
  const tool = readPackages().find(({ folder }) => folder === "generator");
  const path = join(root, "generator/disk/tool.ts");
  const before = readFileSync(path, "utf8");
  writeFileSync(path, before.replace(/(?<=tool = ")[^"]+/, `${tool.name} ${tool.version}`));
  run("npm", ["install", "--package-lock-only", "--ignore-scripts", "--no-audit"]);
  console.log(run("npm", ["run", "generate", "--silent"]));
}
