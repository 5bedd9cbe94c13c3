/**
 * Runs all tests, also those that `npm test` leaves out because they fetch runtimes and compilers,
 * and those with random inputs ten times as often, from a new seed.
 */
import { spawnSync } from "node:child_process";
import { randomInt } from "node:crypto";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

const random = { TETHER_SEED: String(randomInt(2 ** 31)), TETHER_RUNS: "10" };
// A script of package.json has no way to set a variable that every shell understands.
const env = { ...random, ...process.env, TETHER_FULL: "1" };
console.log(`random inputs: TETHER_SEED=${env.TETHER_SEED} TETHER_RUNS=${env.TETHER_RUNS}`);

const vitest = dirname(createRequire(import.meta.url).resolve("vitest/package.json"));
const { status } = spawnSync(
  process.execPath,
  [join(vitest, "vitest.mjs"), "run", "--test-timeout=600000", ...process.argv.slice(2)],
  { env, stdio: "inherit" },
);
process.exitCode = status ?? 1;
