/**
 * `npm run bench:first-hour`: from `npx spec-tether init` in an empty folder to a compiled call, with
 * this repository's API of 63 operations. The tool is packed, and comes, as all that it depends on,
 * from a registry on loopback with npm's cache warm; the compiler is one that the project has. The
 * processor's time is that of all Node processes of a phase, for machines that do other things too.
 */
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { cpus, loadavg, tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";
import { startRegistry } from "../test/support/local-registry.js";
import { packTool } from "../test/support/packed-tool.js";
import { repository } from "../test/support/repository.js";
import { run } from "./generators/measure.js";

const target = 20;

const home = mkdtempSync(join(tmpdir(), "first-hour-"));
const cache = join(repository, "node_modules/.cache");
mkdirSync(cache, { recursive: true });
const packed = mkdtempSync(join(cache, "first-hour-"));
const registry = await startRegistry(new Map([[packed, await packTool(packed, home)]]));

const settings = {
  npm_config_registry: registry.url,
  npm_config_cache: join(home, "npm-cache"),
  npm_config_prefer_offline: "true",
  npm_config_audit: "false",
  npm_config_fund: "false",
  npm_config_update_notifier: "false",
};
const npx = programIn(process.env["PATH"] ?? "", "npx");
const preload = fileURLToPath(new URL("generators/usage.cjs", import.meta.url));
let total = 0;

/** Runs a Node program, and prints how long it took. */
async function phase(name: string, args: readonly string[], cwd: string): Promise<string> {
  const usage = mkdtempSync(join(home, "usage-"));
  const more = { BENCH_USAGE: usage, NODE_OPTIONS: `--require ${preload}` };
  const start = performance.now();
  const output = await run(args, cwd, { ...settings, ...more });
  const wall = (performance.now() - start) / 1000;
  const cpu = readdirSync(usage)
    .map((file) => JSON.parse(readFileSync(join(usage, file), "utf8")) as { cpuMs: number })
    .reduce((sum, { cpuMs }) => sum + cpuMs / 1000, 0);
  total += wall;
  console.log(
    `${name.padEnd(44)} ${wall.toFixed(1).padStart(6)} s ${cpu.toFixed(1).padStart(6)} s`,
  );
  return output;
}

try {
  // Fills npm's cache; what npx installed is removed, as if the tool were new here.
  await run([npx, "--yes", "spec-tether", "--version"], home, settings);
  rmSync(join(settings.npm_config_cache, "_npx"), { recursive: true });

  const folder = join(home, "project");
  mkdirSync(folder);
  cpSync(join(repository, "spec"), folder, { recursive: true });
  const [load = 0] = loadavg();
  console.log(`${cpus().length} cores, load ${load.toFixed(1)}, Node ${process.version}`);
  console.log(`${"".padEnd(44)} ${"wall".padStart(8)} ${"cpu".padStart(8)}`);
  await phase("npx installs the tool", [npx, "--yes", "spec-tether", "--version"], folder);
  const args = ["--yes", "spec-tether", "init", "--yes", "--generate"];
  const output = await phase("npx spec-tether init: config, client, call", [npx, ...args], folder);
  const call = /^import \{[\s\S]*?^main\(\);$/m.exec(output)?.[0];
  if (call === undefined) throw new Error(`init printed no call:\n${output}`);
  writeFileSync(join(folder, "first-call.ts"), call);
  const tsc = join(repository, "node_modules/typescript/bin/tsc");
  const options = ["--noEmit", "--strict", "--target", "es2022", "--module", "nodenext"];
  await phase("tsc compiles the call and the client", [tsc, ...options, "first-call.ts"], folder);
  console.log(`${"total".padEnd(44)} ${total.toFixed(1).padStart(6)} s  (target: ${target} s)`);
  if (registry.missing.length > 0) throw new Error(`not served: ${registry.missing.join(", ")}`);
} finally {
  registry.stop();
  rmSync(home, { recursive: true, force: true });
  rmSync(packed, { recursive: true, force: true });
}

/** The script behind a command of npm. */
function programIn(path: string, name: string): string {
  const found = path
    .split(delimiter)
    .map((folder) => join(folder, name))
    .find(existsSync);
  if (found === undefined) throw new Error(`${name} is not on the PATH`);
  return realpathSync(found);
}
