/** Compiles the client to dist/, as ES modules and as CommonJS. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const tsc = createRequire(import.meta.url).resolve("typescript/bin/tsc");

async function compile(project: string): Promise<void> {
  const args = [tsc, "--project", project];
  const [code] = await once(spawn(process.execPath, args, { cwd: root, stdio: "inherit" }), "exit");
  if (code !== 0) process.exitCode = 1;
}

// Only the first of them checks the types; all compile the same source. Comments are in the
// declarations and in the sources of the maps; the code needs them no third time.
rmSync(`${root}dist`, { recursive: true, force: true });
await Promise.all(
  ["types.json", "json", "cjs.json"].map((kind) => compile(`tsconfig.build.${kind}`)),
);
// The map of a module of nothing but types leads nowhere, and holds all of its comments once more.
for (const file of readdirSync(`${root}dist`, { recursive: true, encoding: "utf8" })) {
  if (!file.endsWith(".js.map")) continue;
  const map = `${root}dist/${file}`;
  const { mappings } = JSON.parse(readFileSync(map, "utf8")) as { mappings: string };
  if (!/^;*$/.test(mappings)) continue;
  rmSync(map);
  const code = map.slice(0, -".map".length);
  writeFileSync(code, readFileSync(code, "utf8").replace(/^\/\/# sourceMappingURL=.*\n?/m, ""));
}
// The same declarations for both: what they are of, their nearest package.json says.
cpSync(`${root}dist/esm`, `${root}dist/cjs`, {
  recursive: true,
  filter: (path) => path.endsWith(".d.ts") || statSync(path).isDirectory(),
});
// The nearest package.json counts: for Node what a .js file is, for bundlers what may be dropped.
writeFileSync(
  `${root}dist/cjs/package.json`,
  `${JSON.stringify({ type: "commonjs", sideEffects: false })}\n`,
);
