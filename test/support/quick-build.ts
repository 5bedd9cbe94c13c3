import { cpSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";
import { makeFolder, repository } from "./generator.js";

/**
 * The tool as it is started from a package, each file turned into JavaScript without its types being
 * checked: for tests of what a process does that nothing but its own program may start.
 *
 * @returns the path of the program
 */
export async function buildQuickly(): Promise<string> {
  const generator = join(repository, "generator");
  const folder = makeFolder();
  const sources = readdirSync(generator, { recursive: true, encoding: "utf8" }).filter(
    (path) => path.endsWith(".ts") && !/^(dist|node_modules)\b|\.d\.ts$/.test(path),
  );
  await build({
    absWorkingDir: generator,
    entryPoints: sources,
    outdir: join(folder, "dist"),
    outbase: generator,
    format: "esm",
    target: "node20",
    logLevel: "warning",
  });
  for (const part of ["bin", "package.json"]) {
    cpSync(join(generator, part), join(folder, part), { recursive: true });
  }
  cpSync(join(generator, "runtime"), join(folder, "dist/runtime"), { recursive: true });
  return join(folder, "bin/tether.js");
}
