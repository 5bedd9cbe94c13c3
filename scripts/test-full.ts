/** Runs all tests, also those that `npm test` leaves out because they fetch runtimes and compilers, and makes ten times as many specs. */
import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

const vitest = dirname(createRequire(import.meta.url).resolve("vitest/package.json"));
// A script of package.json has no way to set a variable that every shell understands.
const { status } = spawnSync(
  process.execPath,
  [join(vitest, "vitest.mjs"), "run", ...process.argv.slice(2)],
  { env: { GENERATIVE_RUNS: "10", ...process.env, TETHER_FULL: "1" }, stdio: "inherit" },
);
process.exitCode = status ?? 1;
