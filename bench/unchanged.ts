/**
 * `npm run bench:unchanged [RUNS]`: the wall time of a run that finds nothing changed, in the
 * built package, as a ratio to that of a bare Node; both take turns.
 */
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { repository } from "../test/support/repository.js";
import { buildToolInto } from "../test/support/tool.js";

const runs = Number(process.argv[2] ?? 20);
const cache = join(repository, "node_modules/.cache");
mkdirSync(cache, { recursive: true });
const folder = mkdtempSync(join(cache, "unchanged-"));
await buildToolInto(folder);

const paths = Object.fromEntries(
  Array.from({ length: 300 }, (_, at) => [
    `/things${at}/{id}`,
    {
      get: {
        operationId: `getThing${at}`,
        tags: [`group${at % 20}`],
        parameters: [{ name: "id", in: "path", required: true, schema: { type: "string" } }],
        responses: { 200: { description: "x".repeat(500) } },
      },
    },
  ]),
);
const info = { title: "Things", version: "1" };
writeFileSync(join(folder, "openapi.json"), JSON.stringify({ openapi: "3.1.0", info, paths }));
writeFileSync(join(folder, "tether.config.yaml"), "spec: openapi.json\noutput: client\n");

const time = (...args: string[]): number => {
  const start = performance.now();
  const { status, stderr } = spawnSync(process.execPath, args, { cwd: folder, encoding: "utf8" });
  if (status !== 0) throw new Error(stderr);
  return performance.now() - start;
};
const tether = [join(folder, "bin/tether.js"), "generate", "--quiet"] as const;
console.log(`first run: ${time(...tether).toFixed(0)} ms`);

const bare: number[] = [];
const unchanged: number[] = [];
for (let run = 0; run < runs; run++) {
  bare.push(time("-e", "0"));
  unchanged.push(time(...tether));
}
const median = (values: number[]): number =>
  values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
console.log(`bare node:         ${median(bare).toFixed(1)} ms`);
console.log(`nothing changed:   ${median(unchanged).toFixed(1)} ms`);
console.log(
  `ratio of medians:  ${(median(unchanged) / median(bare)).toFixed(2)} (target: at most 2.5)`,
);
rmSync(folder, { recursive: true });
