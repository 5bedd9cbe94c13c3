/** Compiles the client to dist/, as ES modules and as CommonJS. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const tsc = createRequire(import.meta.url).resolve("typescript/bin/tsc");

async function compile(project: string): Promise<void> {
  const args = [tsc, "--project", project];
  const [code] = await once(spawn(process.execPath, args, { cwd: root, stdio: "inherit" }), "exit");
  if (code !== 0) process.exitCode = 1;
}

// Only the first of them checks the types; both compile the same source.
rmSync(`${root}dist`, { recursive: true, force: true });
await Promise.all([compile("tsconfig.build.json"), compile("tsconfig.build.cjs.json")]);
// The nearest package.json counts: for Node what a .js file is, for bundlers what may be dropped.
writeFileSync(
  `${root}dist/cjs/package.json`,
  `${JSON.stringify({ type: "commonjs", sideEffects: false })}\n`,
);
