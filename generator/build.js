// Compiles the tool to dist/, or to the folder that is given, with further flags for tsc behind it. The
// client's runtime goes along as source, because it is copied into what the tool generates.
import { execFileSync } from "node:child_process";
import { cpSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const tsc = createRequire(import.meta.url).resolve("typescript/bin/tsc");

const [out = here("dist"), ...flags] = process.argv.slice(2);

rmSync(out, { recursive: true, force: true });
const args = [tsc, "-p", here("tsconfig.build.json"), "--outDir", out, ...flags];
execFileSync(process.execPath, args, { stdio: "inherit" });
for (const path of ["runtime", "diff/report/report.schema.json"]) {
  cpSync(here(path), join(out, path), { recursive: true });
}
