/**
 * `npm run bench:impact [-- --rounds 3 --files 2000 --calls 5000]`: `tether uses` beside `tsc --noEmit`
 * on a project that calls GitHub's client, in turns, and with half of the files, to show how both grow.
 * The project is seeded: each use in it is known, and all are looked for. Linux only.
 */
import { cpSync, existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import type { UsesReport } from "../generator/uses/index.js";
import { fetchSpec, publicSpecs } from "./generators/specs.js";
import { type SeededUse, seededFile } from "./impact/seeded-project.js";
import { measure, type Run, summary } from "./measure.js";

const { values: options } = parseArgs({
  options: {
    rounds: { type: "string", default: "3" },
    files: { type: "string", default: "2000" },
    calls: { type: "string", default: "5000" },
  },
});

const here = fileURLToPath(new URL("..", import.meta.url));
const tool = join(here, "generator/bin/tether.js");
const tsc = join(here, "node_modules/typescript/lib/tsc.js");
if (!existsSync(join(here, "generator/dist/uses"))) {
  console.error("build the tool first: `npm run build -w generator`");
  process.exit(2);
}
const folder = join(here, "node_modules/.cache/bench-impact");
rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
const [github] = publicSpecs;
if (!github) throw new Error("there is no spec to measure with");
const spec = await fetchSpec(github);
const made = ["--spec", spec, "--out", join(folder, "github"), "--name", "GitHub"];
await measure(process.execPath, [tool, "generate", ...made, "--quiet"]);
if (!existsSync(join(folder, "github/client.ts"))) process.exit(2);

/** A project of so many files and calls, and every use in it. */
function makeProject(files: number, calls: number): { at: string; seeded: SeededUse[] } {
  const at = join(folder, String(files));
  const seeded: SeededUse[] = [];
  mkdirSync(join(at, "src"), { recursive: true });
  cpSync(join(folder, "github"), join(at, "github"), { recursive: true });
  writeFileSync(join(at, "package.json"), '{ "type": "module" }');
  writeFileSync(
    join(at, "tsconfig.json"),
    JSON.stringify({
      compilerOptions: {
        ...{ target: "es2022", lib: ["es2023", "dom", "dom.iterable"], module: "nodenext" },
        ...{ strict: true, skipLibCheck: true, types: [] },
      },
      include: ["src"],
    }),
  );
  let written = 0;
  for (let file = 0; file < files; file++) {
    const count = Math.floor((calls * (file + 1)) / files) - written;
    const { text, uses } = seededFile(file, written, count);
    written += count;
    writeFileSync(join(at, `src/f${file}.ts`), text);
    for (const use of uses) seeded.push(`src/f${file}.ts ${use}`);
  }
  return { at, seeded };
}

/** How many of the seeded uses a report lacks, and how many it has that nobody seeded. */
function compare(seeded: readonly SeededUse[], { uses }: UsesReport) {
  const left = new Map<string, number>();
  for (const use of seeded) left.set(use, (left.get(use) ?? 0) + 1);
  let more = 0;
  for (const { file, kind, name, operations } of uses) {
    const use = `${file} ${kind} ${name} ${operations.join(" ")}`;
    const count = left.get(use) ?? 0;
    if (count > 0) left.set(use, count - 1);
    else more++;
  }
  return { lacking: [...left.values()].reduce((sum, count) => sum + count, 0), more };
}

const shares = [0.5, 1].map((share) => ({
  files: Math.round(Number(options.files) * share),
  calls: Math.round(Number(options.calls) * share),
}));
let isFine = true;
const cpus: number[] = [];
for (const { files, calls } of shares) {
  const { at, seeded } = makeProject(files, calls);
  const runs = { tsc: [] as Run[], uses: [] as Run[] };
  let report: UsesReport | undefined;
  for (let round = 0; round < Number(options.rounds); round++) {
    const checked = await measure(process.execPath, [tsc, "--noEmit", "-p", at]);
    if (checked.output !== "") {
      console.error(checked.output.slice(0, 2000));
      process.exit(2);
    }
    runs.tsc.push(checked);
    const command = [tool, "uses", "--project", at, "--json"];
    const used = await measure(process.execPath, command, "ignore");
    report = JSON.parse(used.output) as UsesReport;
    runs.uses.push(used);
  }
  if (!report) throw new Error("no round was asked for");
  const { lacking, more } = compare(seeded, report);
  const [checked, used] = [summary(runs.tsc), summary(runs.uses)];
  cpus.push(used.cpu);
  const row = (name: string, { wall, cpu, memory }: typeof checked) =>
    `| ${name} | ${wall.toFixed(2)} s | ${cpu.toFixed(2)} s | ${memory.toFixed(0)} MB |`;
  const ratio = (field: keyof typeof checked) => used[field] / checked[field];
  console.log(`${files} files, ${calls} calls of ${seeded.length} uses\n`);
  console.log("| | wall | CPU | memory |\n|---|---|---|---|");
  console.log(row("`tsc --noEmit`", checked));
  console.log(row("`npx spec-tether uses`", used));
  console.log(
    `| ratio, at most 2 | ${ratio("wall").toFixed(2)} | ${ratio("cpu").toFixed(2)} | ${ratio("memory").toFixed(2)} |\n`,
  );
  const found = (100 * (seeded.length - lacking)) / seeded.length;
  console.log(`seeded uses found: ${found.toFixed(2)} %; not seeded: ${more}\n`);
  if (lacking + more > 0 || ratio("wall") > 2 || ratio("memory") > 2) isFine = false;
}
const [half = 1, whole = 1] = cpus;
console.log(`twice the files take ${(whole / half).toFixed(2)} x the CPU time`);
process.exitCode = isFine ? 0 : 1;
