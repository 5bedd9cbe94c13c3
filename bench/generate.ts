/**
 * `npm run bench`: spec-tether beside openapi-typescript and the generators that run on this Node.
 * All subjects take turns in one run, so that the ratios hold on a busy machine too.
 *
 *   npm run bench -- --only spec-tether,openapi-typescript --specs github --rounds 3
 *   npm run bench -- --parts generate,consumer,again,growth
 */
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { root } from "../test/consumers/package.js";
import { buildToolInto } from "../test/support/tool.js";
import { measureConsumers } from "./generators/consumer.js";
import { makeSpec } from "./generators/made-spec.js";
import { measure, median, run, type Usage } from "./generators/measure.js";
import { judge } from "./generators/output.js";
import { fetchSpec, publicSpecs } from "./generators/specs.js";
import { install, type Subject, subjects } from "./generators/subjects.js";

const { values } = parseArgs({
  options: {
    only: { type: "string" },
    specs: { type: "string" },
    rounds: { type: "string", default: "3" },
    parts: { type: "string", default: "generate,again,consumer,growth" },
    sizes: { type: "string", default: "100,1000,10000" },
  },
});
const list = (text: string | undefined) => text?.split(",");
const rounds = Number(values.rounds);
const parts = new Set(list(values.parts));
const folder = mkdtempSync(join(tmpdir(), "bench-"));
const file = join(root, "bench/results.json");
const results: Record<string, unknown> = {
  // What this run does not measure stays from an earlier one.
  ...(existsSync(file) && (JSON.parse(readFileSync(file, "utf8")) as object)),
  node: process.version,
  cpu: `${cpus().length} x ${cpus()[0]?.model.trim()}`,
  rounds,
};

try {
  await run([join(root, "generator/build.js")], join(root, "generator"));
  if (parts.has("generate")) {
    const rows = await benchGenerate();
    const nameOf = (row: Readonly<Record<string, unknown>>) => `${row["spec"]} ${row["generator"]}`;
    const measured = new Set(rows.map(nameOf));
    const earlier = (results["generate"] ?? []) as readonly Readonly<Record<string, unknown>>[];
    results["generate"] = [...rows, ...earlier.filter((row) => !measured.has(nameOf(row)))];
  }
  if (parts.has("again")) results["again"] = await benchAgain();
  if (parts.has("consumer")) results["consumer"] = await benchConsumer();
  if (parts.has("growth")) results["growth"] = await benchGrowth();
  writeFileSync(file, `${JSON.stringify(results, null, 2)}\n`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

async function benchGenerate(): Promise<readonly Readonly<Record<string, unknown>>[]> {
  const chosen = subjects.filter(({ name }) => list(values.only)?.includes(name) ?? true);
  const rows: Record<string, unknown>[] = [];
  for (const spec of publicSpecs.filter(({ name }) => list(values.specs)?.includes(name) ?? true)) {
    const path = await fetchSpec(spec);
    const entrants: { subject: Subject; home: string; output: string; usages: Usage[] }[] = [];
    for (const subject of chosen) {
      try {
        const output = join(folder, `${spec.name}-${subject.name}`);
        entrants.push({ subject, home: await install(subject), output, usages: [] });
      } catch (error) {
        console.log(`not run: ${subject.name}: ${firstLine(error)}`);
      }
    }
    const failed = new Set<string>();
    for (let round = 0; round < rounds; round++) {
      for (const { subject, home, output, usages } of entrants) {
        if (failed.has(subject.name)) continue;
        rmSync(output, { recursive: true, force: true });
        mkdirSync(output, { recursive: true });
        try {
          usages.push(await measure(subject.command(home, path, output), output));
        } catch (error) {
          failed.add(subject.name);
          console.log(`failed: ${subject.name} on ${spec.name}: ${firstLine(error)}`);
        }
      }
    }
    for (const { subject, home, output, usages } of entrants) {
      if (failed.has(subject.name)) continue;
      rows.push({
        spec: spec.name,
        generator: subject.name,
        gives: subject.gives,
        ...summarise(usages),
        ...(await judge(output, home, path)),
      });
    }
  }
  print("Generating, cold", rows);
  for (const spec of new Set(rows.map((row) => row["spec"]))) {
    const of = (name: string) =>
      rows.find((row) => row["spec"] === spec && row["generator"] === name) as
        | Record<string, number>
        | undefined;
    const [own, types] = [of("spec-tether"), of("openapi-typescript")];
    if (!own || !types) continue;
    const ratio = (field: string) => ((own[field] ?? 0) / (types[field] ?? 0)).toFixed(2);
    console.log(
      `${spec}: spec-tether / openapi-typescript: wall ${ratio("wallMs")}, cpu ${ratio("cpuMs")}, memory ${ratio("peakMb")}`,
    );
  }
  return rows;
}

/**
 * A run that has nothing to do, beside a Node that does nothing; and what one changed text
 * rewrites.
 */
async function benchAgain(): Promise<unknown> {
  const [github] = publicSpecs;
  if (!github) return undefined;
  const spec = join(folder, "again.json");
  const text = readFileSync(await fetchSpec(github), "utf8");
  writeFileSync(spec, text);
  const output = join(folder, "again");
  // In a checkout the version does not tell which code made a client, so there nothing is skipped.
  const tool = mkdtempSync(join(root, "node_modules/.cache/bench-tool-"));
  await buildToolInto(tool);
  const args = [join(tool, "bin/tether.js"), "generate", "--spec", spec, "--out", output];
  await run(args, folder);
  const bare: Usage[] = [];
  const idle: Usage[] = [];
  for (let round = 0; round < Math.max(10, rounds); round++) {
    bare.push(await measure(["-e", "0"], folder));
    idle.push(await measure(args, folder));
  }
  const changed = text.replace('"description": "', '"description": "Changed. ');
  writeFileSync(
    spec,
    changed === text ? text.replace('"description":"', '"description":"Changed. ') : changed,
  );
  const report = await run(args, folder);
  const row = {
    ...{ bareMs: median(bare.map(({ wallMs }) => wallMs)) },
    ...{ unchangedMs: median(idle.map(({ wallMs }) => wallMs)) },
    ratio: median(idle.map(({ wallMs }, index) => wallMs / (bare[index]?.wallMs ?? Number.NaN))),
    afterOneChange: report.trim().split("\n").at(-1),
  };
  rmSync(tool, { recursive: true });
  print("Nothing changed, and one description changed", [row]);
  return row;
}

async function benchConsumer(): Promise<unknown> {
  const [github] = publicSpecs;
  if (!github) return undefined;
  const rows = await measureConsumers(await fetchSpec(github), join(folder, "consumers"), rounds);
  print("A consumer with five typed calls of GitHub's API", rows);
  return rows;
}

async function benchGrowth(): Promise<unknown> {
  const rows = [];
  for (const size of list(values.sizes)?.map(Number) ?? []) {
    const spec = join(folder, `made-${size}.json`);
    writeFileSync(spec, makeSpec(size));
    const usages: Usage[] = [];
    for (let round = 0; round < rounds; round++) {
      const output = join(folder, `made-${size}-${round}`);
      const args = ["generate", "--spec", spec, "--out", output, "--quiet"];
      usages.push(await measure([join(root, "generator/bin/tether.js"), ...args], folder));
      rmSync(output, { recursive: true, force: true });
    }
    const summary = summarise(usages);
    rows.push({
      operations: size,
      specKb: statSync(spec).size / 1024,
      ...summary,
      cpuMsPerOperation: summary.cpuMs / size,
    });
  }
  print("A made spec of growing size", rows);
  return rows;
}

function summarise(usages: readonly Usage[]): Usage {
  return {
    wallMs: median(usages.map(({ wallMs }) => wallMs)),
    cpuMs: median(usages.map(({ cpuMs }) => cpuMs)),
    peakMb: median(usages.map(({ peakMb }) => peakMb)),
  };
}

function print(title: string, rows: readonly object[]): void {
  const round = (value: unknown) =>
    typeof value !== "number" || Number.isInteger(value)
      ? value
      : Number(value.toPrecision(value < 10 ? 2 : 3));
  console.log(`\n${title}`);
  console.table(
    rows.map((row) =>
      Object.fromEntries(Object.entries(row).map(([name, value]) => [name, round(value)])),
    ),
  );
}

function firstLine(error: unknown): string {
  return String(error).split("\n")[0]?.slice(0, 200) ?? "";
}
