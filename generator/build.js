// Compiles the tool to dist/. The client's runtime goes along as source, because it is copied
// into what the tool generates.
import { execFileSync } from "node:child_process";
import { cpSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const tsc = createRequire(import.meta.url).resolve("typescript/bin/tsc");

rmSync(here("dist"), { recursive: true, force: true });
execFileSync(process.execPath, [tsc, "-p", here("tsconfig.build.json")], { stdio: "inherit" });
cpSync(here("runtime"), here("dist/runtime"), { recursive: true });
cpSync(here("diff/report/report.schema.json"), here("dist/diff/report/report.schema.json"));
