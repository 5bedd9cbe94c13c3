import { execFileSync } from "node:child_process";
import { cpSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const repository = fileURLToPath(new URL("../../", import.meta.url));

/**
 * Builds the tool into a folder as its package has it: without its source. The folder has to be
 * below the repository, where the tool's dependencies are found.
 */
export function buildToolInto(folder: string): void {
  const generator = join(repository, "generator");
  const tsc = createRequire(import.meta.url).resolve("typescript/bin/tsc");
  const out = join(folder, "dist");
  execFileSync(process.execPath, [
    tsc,
    "-p",
    join(generator, "tsconfig.build.json"),
    "--outDir",
    out,
  ]);
  cpSync(join(generator, "runtime"), join(out, "runtime"), { recursive: true });
  for (const part of ["bin", "package.json"]) {
    cpSync(join(generator, part), join(folder, part), { recursive: true });
  }
}
