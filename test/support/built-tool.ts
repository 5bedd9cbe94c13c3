import { execFileSync } from "node:child_process";
import { cpSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const repository = fileURLToPath(new URL("../../", import.meta.url));

/**
 * Builds the tool into a folder as its package has it: without its source. The folder has to be
 * below the repository, where the tool's dependencies are found. No test builds generator/dist:
 * others may read it, or the folder around it, at the same time.
 */
export function buildToolInto(folder: string): void {
  const generator = join(repository, "generator");
  execFileSync(process.execPath, [join(generator, "build.js"), join(folder, "dist")]);
  for (const part of ["bin", "package.json"]) {
    cpSync(join(generator, part), join(folder, part), { recursive: true });
  }
}
