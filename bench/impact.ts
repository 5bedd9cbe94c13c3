/**
 * `npm run bench:impact [-- --rounds 3 --files 2000 --calls 5000]`: `npx spec-tether uses` and `npx spec-tether impact`
 * beside `tsc --noEmit` on a project that calls GitHub's client, in turns, and with half of the files,
 * to show how they grow. The project is seeded: each use in it is known, and all are looked for, and so
 * is each line that two later versions of the document break: all calls, or seven places among
 * thousands of changed lines. Linux only.
 */
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import type { UsesReport } from "../generator/uses/index.js";
import { fetchSpec, publicSpecs } from "./generators/specs.js";
import { changedLines, judgeReport } from "./impact/judge-report.js";
import { type SeededUse, seededFile } from "./impact/seeded-project.js";
import { breakingRevisionOf, plantedFile, revisionOf } from "./impact/seeded-revision.js";
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
const document = readFileSync(spec, "utf8");
writeFileSync(join(folder, "planted.json"), revisionOf(document));
writeFileSync(join(folder, "breaking.json"), breakingRevisionOf(document));
const next = ["--spec", join(folder, "planted.json"), "--out", join(folder, "next")];
await measure(process.execPath, [tool, "generate", ...next, "--name", "GitHub"], "ignore");
const [before = "", after = ""] = ["github", "next"].map((name) =>
  readFileSync(join(folder, name, "types.ts"), "utf8"),
);
const changed = changedLines(before, after);

/** The lines that a version breaks, as `FILE:LINE`. */
interface Seeded {
  readonly uses: readonly SeededUse[];
  readonly breaking: readonly string[];
  readonly planted: readonly string[];
}

const plantedIn = "src/planted.ts";

/** A project of so many files and calls, and all that is known of it. */
function makeProject(files: number, calls: number): { at: string; seeded: Seeded } {
  const at = join(folder, String(files));
  const seeded = { uses: [] as SeededUse[], breaking: [] as string[], planted: [] as string[] };
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
    const { text, uses, hits } = seededFile(file, written, count);
    written += count;
    writeFileSync(join(at, `src/f${file}.ts`), text);
    for (const use of uses) seeded.uses.push(`src/f${file}.ts ${use}`);
    for (const line of hits) seeded.breaking.push(`src/f${file}.ts:${line}`);
  }
  const { text, hits } = plantedFile();
  writeFileSync(join(at, plantedIn), text);
  for (const line of hits) seeded.planted.push(`${plantedIn}:${line}`);
  return { at, seeded };
}

/** How many of the seeded uses a report lacks, and how many it has that nobody seeded. */
function compare(seeded: readonly SeededUse[], { uses }: UsesReport) {
  const left = new Map<string, number>();
  for (const use of seeded) left.set(use, (left.get(use) ?? 0) + 1);
  let more = 0;
  for (const { file, kind, name, operations } of uses) {
    if (file === plantedIn) continue;
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
const versions = ["breaking", "planted"] as const;
let isFine = true;
const cpus: Record<string, number[]> = {};
for (const { files, calls } of shares) {
  const { at, seeded } = makeProject(files, calls);
  const runs = { tsc: [] as Run[], uses: [] as Run[], breaking: [] as Run[], planted: [] as Run[] };
  for (let round = 0; round < Number(options.rounds); round++) {
    const checked = await measure(process.execPath, [tsc, "--noEmit", "-p", at]);
    if (checked.output !== "") {
      console.error(checked.output.slice(0, 2000));
      process.exit(2);
    }
    runs.tsc.push(checked);
    const project = ["--project", at, "--json"];
    runs.uses.push(await measure(process.execPath, [tool, "uses", ...project], "ignore"));
    for (const version of versions) {
      const command = [tool, "impact", spec, join(folder, `${version}.json`), ...project];
      runs[version].push(await measure(process.execPath, command, "ignore"));
    }
  }
  const checked = summary(runs.tsc);
  console.log(`${files} files, ${calls} calls of ${seeded.uses.length} uses\n`);
  console.log("| | wall | CPU | memory | ratios | at most |\n|---|---|---|---|---|---|");
  const row = (name: string, key: keyof typeof runs, most: { wall: number; memory: number }) => {
    const own = summary(runs[key]);
    const { wall, cpu, memory } = own;
    cpus[name] = [...(cpus[name] ?? []), cpu];
    const ratios = [wall / checked.wall, cpu / checked.cpu, memory / checked.memory] as const;
    if (ratios[0] > most.wall || ratios[2] > most.memory) isFine = false;
    console.log(
      `| ${name} | ${wall.toFixed(2)} s | ${cpu.toFixed(2)} s | ${memory.toFixed(0)} MB | ${ratios.map((each) => each.toFixed(2)).join(" / ")} | ${most.wall} / - / ${most.memory} |`,
    );
  };
  row("`tsc --noEmit`", "tsc", { wall: 1, memory: 1 });
  row("`npx spec-tether uses`", "uses", { wall: 2, memory: 2 });
  row("`npx spec-tether impact`, each call breaks", "breaking", { wall: 3, memory: 2 });
  row("`npx spec-tether impact`, seven places", "planted", { wall: 3, memory: 2 });
  const report = JSON.parse(runs.uses.at(-1)?.output ?? "") as UsesReport;
  const { lacking, more } = compare(seeded.uses, report);
  const found = (100 * (seeded.uses.length - lacking)) / seeded.uses.length;
  console.log(`\nseeded uses found: ${found.toFixed(2)} %; not seeded: ${more}`);
  if (lacking + more > 0) isFine = false;
  for (const version of versions) {
    const judged = judgeReport(runs[version].at(-1)?.output ?? "", seeded[version]);
    const { wrong, findings, proved, unexplained } = judged;
    const of = version === "planted" ? `${changed} changed lines of types` : "each call breaks";
    console.log(
      `${of}: ${judged.found} of ${seeded[version].length} lines found, ${wrong} false, ${unexplained} unexplained; ${proved} of ${findings} findings that break have a proof`,
    );
    if (judged.lacking + wrong + unexplained > 0 || findings === 0) isFine = false;
  }
  console.log("");
}
for (const [name, [half = 1, whole = 1]] of Object.entries(cpus))
  console.log(`${name}: twice the files take ${(whole / half).toFixed(2)} x the CPU time`);
process.exitCode = isFine ? 0 : 1;
