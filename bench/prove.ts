/**
 * `npm run bench:prove [-- --against CHECKOUT --rounds 3]`: `tether diff --prove` on GitHub's spec of
 * two releases (`@octokit/openapi` 21.0.0 and 23.0.2). `--against` names a built checkout of another
 * commit, which takes turns with this one; what counts then are the ratios. Linux only.
 */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { fetchPackages } from "../test/support/registry.js";
import { measure, type Run, summary } from "./measure.js";

const { values: options } = parseArgs({
  options: { against: { type: "string" }, rounds: { type: "string", default: "3" } },
});

const specIn = async (version: string) =>
  join(
    await fetchPackages(`@octokit/openapi@${version}`),
    "node_modules/@octokit/openapi/generated/api.github.com.json",
  );
const [base, revision] = [await specIn("21.0.0"), await specIn("23.0.2")];
const here = fileURLToPath(new URL("..", import.meta.url));
const checkouts = [here, ...(options.against === undefined ? [] : [options.against])];

const runs = new Map<string, Run[]>();
for (let round = 0; round < Number(options.rounds); round++) {
  for (const checkout of checkouts) {
    const tool = join(checkout, "generator/bin/tether.js");
    if (!existsSync(join(checkout, "generator/dist"))) {
      console.error(`${checkout} is not built: run \`npm ci\` there`);
      process.exit(2);
    }
    const args = [tool, "diff", base, revision, "--prove", "--format", "json"];
    const run = await measure(process.execPath, args);
    if (!run.output.startsWith("{")) process.exit(2);
    runs.set(checkout, [...(runs.get(checkout) ?? []), run]);
  }
}

const all = checkouts.map((checkout) => ({ checkout, ...summary(runs.get(checkout) ?? []) }));
for (const { checkout, wall, cpu, memory } of all) {
  const name = checkout === here ? "this checkout" : checkout;
  console.log(`${name}: ${wall.toFixed(2)} s, ${cpu.toFixed(2)} s of CPU, ${memory.toFixed(0)} MB`);
}
const [mine, other] = all;
if (mine && other) {
  const ratio = (of: "wall" | "cpu" | "memory") => (mine[of] / other[of]).toFixed(2);
  console.log(`ratios: wall ${ratio("wall")}, CPU ${ratio("cpu")}, memory ${ratio("memory")}`);
}
