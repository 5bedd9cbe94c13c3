#!/usr/bin/env node
import { existsSync, readdirSync, statSync } from "node:fs";
import module from "node:module";
import { setFlagsFromString } from "node:v8";

const built = new URL("../dist/cli/main.js", import.meta.url);
const problem = !existsSync(built)
  ? "not built yet"
  : isStale()
    ? "built before the last change"
    : "";
if (problem) {
  process.stderr.write(`tether: ${problem}. Run \`npm run build --workspace generator\`.\n`);
  process.exitCode = 2;
} else {
  // From Node 22.1 on; it saves a third of the start.
  module.enableCompileCache?.();
  // Specs, the caller's compiler and ours follow each other there, and what one leaves is garbage to the
  // next. By default the heap doubles before that is collected.
  if (process.argv[2] === "impact") setFlagsFromString("--heap-growing-percent=20");
  const { main } = await import(built.href);
  process.exitCode = await main(process.argv.slice(2));
}

/** In a checkout, an old build would answer for source that says something else. A package has no source. */
function isStale() {
  const root = new URL("../", import.meta.url);
  if (!existsSync(new URL("cli/main.ts", root))) return false;
  const builtAt = statSync(built).mtimeMs;
  return readdirSync(root, { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".ts") && !/^(dist|node_modules)/.test(path))
    .some((path) => statSync(new URL(path.replaceAll("\\", "/"), root)).mtimeMs > builtAt);
}
