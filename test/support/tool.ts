import { execFileSync } from "node:child_process";
import { cpSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { built } from "./built.js";
import { repository } from "./repository.js";

const generator = join(repository, "generator");
const files = readdirSync(generator, { recursive: true, encoding: "utf8" })
  .filter((path) => /\.(?:ts|js|json)$/.test(path) && !/^(?:dist|node_modules)\b/.test(path))
  .sort()
  .map((path) => join(generator, path));

/** What they are built of; this file says how. */
const inputs = [...files, import.meta.filename];

/**
 * What is loaded from outside: by its programs, by a program of somebody's, by an output of theirs,
 * by the build, and by a run that a test kills.
 */
const entries = [
  ...["cli/main.ts", "index.ts", "outputs/output-api.ts"],
  ...["typescript/translate.ts", "write/index.ts"],
];

/**
 * A folder with the tool, turned into JavaScript without its types being checked: to use like its
 * package, or so that it takes itself for a checkout, where no run is skipped because nothing
 * has changed. All tests share it, so none may write there. Its programs are `bin/tether.js`, and
 * `batch.js` for several command lines in one process.
 */
export function quickTool(as: "package" | "checkout" = "package"): Promise<string> {
  return built(as, inputs, async (folder) => {
    await build({
      absWorkingDir: generator,
      entryPoints: entries,
      outdir: join(folder, "dist"),
      outbase: generator,
      // Most of what a process takes is to find and to load the tool's files, and so it has fewer.
      bundle: true,
      splitting: true,
      packages: "external",
      // As deep as the rooms, because some find files from where they are.
      chunkNames: "chunks/[name]-[hash]",
      platform: "node",
      format: "esm",
      target: "node20",
      logLevel: "warning",
    });
    addParts(folder);
    cpSync(join(generator, "runtime"), join(folder, "dist/runtime"), { recursive: true });
    // As `build.js` does.
    const { translateRuntime } = await import(join(generator, "translate-runtime.js"));
    await translateRuntime(join(folder, "dist"));
    cpSync(fileURLToPath(new URL("batch.js", import.meta.url)), join(folder, "batch.js"));
    if (as === "checkout") writeFileSync(join(folder, "dist/cli/main.ts"), "");
  });
}

/**
 * Puts the tool into a folder as its package has it, compiled; the folder has to be below the
 * repository. Its types are checked by `npm run typecheck`, and not once more here.
 */
export async function buildToolInto(folder: string): Promise<void> {
  const compiled = await built("compiled", inputs, async (draft) => {
    execFileSync(process.execPath, [join(generator, "build.js"), join(draft, "dist"), "--noCheck"]);
    addParts(draft);
  });
  cpSync(compiled, folder, { recursive: true });
}

function addParts(folder: string): void {
  for (const part of ["bin", "package.json"]) {
    cpSync(join(generator, part), join(folder, part), { recursive: true });
  }
}
