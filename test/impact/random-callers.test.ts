import { cpSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { type ImpactFinding, type ImpactReport, impactOf } from "../../generator/impact/index.js";
import { must } from "../../generator/narrowing.js";
import { serve, type TestServer } from "../runtime/server.js";
import { compileFiles } from "../support/compiler.js";
import {
  type Files,
  generateInto,
  makeFolder,
  readFiles,
  writeFiles,
} from "../support/generator.js";
import { fc, times } from "../support/random.js";
import { transpileAll } from "../support/transpile.js";
import { settings } from "./fix/support.js";
import { type Operation, operations, specOf } from "./random/random-api.js";
import { type Caller, callerOf, clientsFor, manners } from "./random/random-callers.js";
import { type Change, changedBy, picks } from "./random/random-changes.js";
import { misnamed, outcomesOf, type Run } from "./random/random-runs.js";
import { serverOf } from "./random/random-server.js";

vi.setConfig({ testTimeout: times(60_000) });

const outputs = { paths: true, fetch: true };

let server: TestServer;
beforeAll(async () => {
  server = await serve();
});
afterAll(() => server.close());

test("random callers break where the compiler says, and are named where a run over HTTP differs", async () => {
  await fc.assert(
    fc.asyncProperty(operations, picks, manners, async (base, picked, ways) => {
      const { api: revision, changes } = changedBy(base, picked);
      const callers = ways.map((manner, index) => callerOf(base, manner, index));
      const made = await projectsOf(base, revision, callers);
      const report = must(
        (
          await impactOf({
            ...{ base: join(made.older, "base.yaml"), revision: join(made.older, "revision.yaml") },
            ...{ config: join(made.older, "tether.config.yaml"), projects: [made.older] },
          })
        )[0],
        "a report",
      ).report;
      expect(breaksOf(report)).toEqual(compilerSays(made, callers));
      expect(report.unexplained).toEqual([]);
      expect(misplaced(report, callers, changes)).toEqual([]);
      const runs = await runnable(made.older, callers);
      expect(await unannounced(report, callers, runs, base, revision)).toEqual([]);
      expect(await misnamed(report, changes, base, { callers, runs, server })).toEqual([]);
    }),
    { numRuns: times(2), endOnFailure: true },
  );
});

interface Projects {
  /** The folder of the callers with the older client; those with the newer one. */
  readonly older: string;
  readonly newer: string;
}

/** The callers beside each of both clients, the newer one generated over the older. */
async function projectsOf(
  base: readonly Operation[],
  revision: readonly Operation[],
  callers: readonly Caller[],
): Promise<Projects> {
  const files: Files = {
    "package.json": '{ "type": "module" }',
    "tsconfig.json": JSON.stringify({ compilerOptions: settings, include: ["src"] }),
    "base.yaml": specOf(base),
    "revision.yaml": specOf(revision),
    "tether.config.yaml": JSON.stringify({
      ...{ spec: "base.yaml", output: "shop", client: { name: "Shop" }, outputs },
    }),
    "src/clients.ts": clientsFor(server.url),
    ...Object.fromEntries(callers.map(({ file, text }) => [file, text])),
  };
  const older = makeFolder(files);
  const newer = makeFolder(files);
  await generateInto(specOf(base), join(older, "shop"), { name: "Shop" }, outputs);
  cpSync(join(older, "shop"), join(newer, "shop"), { recursive: true });
  await generateInto(specOf(revision), join(newer, "shop"), { name: "Shop" }, outputs);
  return { older, newer };
}

/** The lines with new errors, as the compiler itself has them with each client on the disk. */
function compilerSays({ older, newer }: Projects, callers: readonly Caller[]): string[] {
  const files = callers.map(({ file }) => file);
  const [before = "", after = ""] = [older, newer].map((folder) =>
    compileFiles(folder, settings, files, true),
  );
  expect(before).toBe("");
  const lines = [...after.matchAll(/^(src\/\S+)\((\d+),\d+\): error/gm)];
  return [...new Set(lines.map(([, file, line]) => `${file}:${line}`))].sort();
}

/** The lines that a report says break; each must have the compiler's message about this line. */
function breaksOf({ findings }: ImpactReport): string[] {
  const broken = findings.filter(({ impact }) => impact === "breaks");
  const lines = broken.flatMap(({ sites }) =>
    sites.flatMap(({ file, line, proof }) =>
      proof?.file === file && proof.line === line ? [`${file}:${line}`] : [],
    ),
  );
  expect(broken.filter(({ sites }) => !sites.some(({ proof }) => proof))).toEqual([]);
  return [...new Set(lines)].sort();
}

/** What is said of callers that name nothing of what changed, and what is said of none of the changes. */
function misplaced(
  { findings }: ImpactReport,
  callers: readonly Caller[],
  changes: readonly Change[],
): string[] {
  return findings.flatMap((each) => {
    const own = changesOf(each, changes);
    const what = `${each.impact} ${each.finding.kind} ${each.finding.message}`;
    if (own.length === 0) return [`of no change: ${what}`];
    const touched = callers.filter((caller) => own.some((change) => names(caller, change)));
    if (touched.length === 0 && each.impact !== "untouched") return [`touches nobody: ${what}`];
    const files = new Set(touched.map(({ file }) => file));
    return each.sites
      .filter(({ file }) => !files.has(file))
      .map(({ file, line }) => `${file}:${line}: ${what}`);
  });
}

/** The changes that a finding is about: those whose names it has, or whose operation is gone. */
function changesOf({ finding }: ImpactFinding, changes: readonly Change[]): Change[] {
  const { pointer, before, after, message, operations: own } = finding;
  const text = JSON.stringify([pointer, before, after, message]);
  return changes.filter(
    ({ how, names: words, operation }) =>
      words.some((word) => has(text, word)) ||
      (how === "gone" && own.some(({ path }) => path === `/${operation}`)),
  );
}

function names(caller: Caller, { operation, names: words, ofCall }: Change): boolean {
  if (words.some((word) => has(caller.text, word))) return true;
  return caller.operation === operation && (ofCall || caller.isWhole);
}

const has = (text: string, word: string) => new RegExp(`\\b${word}\\b`).test(text);

/** The callers that do otherwise with a server of the revision, though no place of them is shown. */
async function unannounced(
  { findings }: ImpactReport,
  callers: readonly Caller[],
  runs: readonly Run[],
  base: readonly Operation[],
  revision: readonly Operation[],
): Promise<string[]> {
  const shown = new Set(findings.flatMap(({ sites }) => sites.map(({ file }) => file)));
  server.respond = serverOf(base, base);
  const before = await outcomesOf(runs);
  server.respond = serverOf(revision, base);
  const after = await outcomesOf(runs);
  expect(before.filter((outcome) => outcome.startsWith("throws"))).toEqual([]);
  return callers.flatMap(({ file, text }, index) =>
    before[index] === after[index] || shown.has(file)
      ? []
      : [`${file}: ${before[index]}, then ${after[index]}\n${text}`],
  );
}

async function runnable(folder: string, callers: readonly Caller[]): Promise<Run[]> {
  const into = join(folder, "run");
  const all = { ...readFiles(join(folder, "src")) };
  const own = Object.fromEntries(Object.entries(all).filter(([path]) => path.endsWith(".js")));
  const client = transpileAll(readFiles(join(folder, "shop")));
  writeFiles(join(into, "src"), { ...own, ...transpileAll(all) });
  writeFiles(join(into, "shop"), client);
  return Promise.all(
    callers.map(async ({ file }) => {
      const path = join(into, file.replace(/ts$/, "js"));
      return (await import(/* @vite-ignore */ pathToFileURL(path).href)).run;
    }),
  );
}
