/**
 * `npm run bench:git [-- --files 2900 --rounds 3]`: a spec of many files, read from a commit and
 * from the disk, by turns in one run; what counts is the ratio.
 */
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { loadVersion } from "../generator/load/index.js";

const { values } = parseArgs({
  options: {
    files: { type: "string", default: "2900" },
    rounds: { type: "string", default: "3" },
  },
});

const folder = mkdtempSync(join(tmpdir(), "bench-git-"));
const names = Array.from({ length: Number(values.files) }, (_, index) => `S${index}`);
mkdirSync(join(folder, "schemas"));
for (const name of names) {
  const properties = "properties: { id: { type: string }, size: { type: integer } }";
  writeFileSync(join(folder, `schemas/${name}.yaml`), `type: object\n${properties}\n`);
}
const schemas = names.map((name) => `    ${name}: { $ref: "schemas/${name}.yaml" }\n`).join("");
writeFileSync(
  join(folder, "openapi.yaml"),
  `openapi: 3.1.0\ninfo: { title: T, version: "1" }\npaths: {}\ncomponents:\n  schemas:\n${schemas}`,
);
for (const args of [
  ["init", "--quiet"],
  ["add", "--all"],
  ["-c", "user.name=a", "-c", "user.email=a@example.com", "commit", "--quiet", "-m", "x"],
]) {
  const { status } = spawnSync("git", args, { cwd: folder, stdio: "inherit" });
  if (status !== 0) throw new Error(`git ${args[0]} failed`);
}

const versions = ["openapi.yaml", "HEAD:openapi.yaml", ":openapi.yaml"];
const times = new Map<string, number[]>(versions.map((name) => [name, []]));
for (let round = 0; round < Number(values.rounds); round++) {
  for (const [name, list] of times) {
    const start = performance.now();
    const { files } = await loadVersion(name, { folder });
    list.push((performance.now() - start) / 1000);
    if (files.length !== names.length + 1) throw new Error(`${files.length} files were read`);
  }
}
rmSync(folder, { recursive: true, force: true });

const median = (list: readonly number[] = []) =>
  [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)] ?? Number.NaN;
const disk = median(times.get("openapi.yaml"));
console.log(`${names.length} files, median of ${values.rounds} rounds`);
for (const [name, list] of times) {
  const seconds = median(list);
  console.log(
    `${name.padEnd(18)} ${seconds.toFixed(2)} s, ${(seconds / disk).toFixed(2)} × the disk`,
  );
}
