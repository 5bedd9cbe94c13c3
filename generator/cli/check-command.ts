import { countOf } from "../diagnostics/index.js";
import { type CheckReport, checkAll, type Outcome } from "../generate/index.js";
import { describeDifference } from "../write/index.js";
import { clientFlags, command, configOf, type ExitCode, type Terminal } from "./define-command.js";
import { describeClient, describeRun } from "./run-report.js";

/** Enough to see what kind of change it is. */
const diffLines = 12;

export const checkCommand = command({
  arguments: "",
  count: [0, 0],
  flags: { ...clientFlags, json: { type: "boolean", help: "print the report as JSON" } },
  async run({ json, ...flags }, _, terminal) {
    const outcomes = await checkAll({
      ...configOf(flags),
      onProgress: terminal.progress,
    });
    if (json) {
      const code = codeOf(outcomes);
      terminal.document(describeRun("check", code, outcomes.map(describe)));
      return code;
    }
    for (const { output, report, error } of outcomes) {
      if (report) await printReport(report, terminal);
      else if (outcomes.length > 1) terminal.problem(`${terminal.path(output)} cannot be checked:`);
      if (error) terminal.diagnostics(error.diagnostics);
    }
    return codeOf(outcomes);
  },
});

function codeOf(outcomes: readonly Outcome<CheckReport>[]): ExitCode {
  if (outcomes.some(({ error }) => error)) return 2;
  return outcomes.every(({ report }) => report?.current) ? 0 : 1;
}

function describe({ output, report, error }: Outcome<CheckReport>) {
  const diagnostics = report?.warnings ?? error?.diagnostics ?? [];
  return describeClient(output, report?.differences ?? [], diagnostics);
}

async function printReport(
  { current, output, differences, warnings }: CheckReport,
  terminal: Terminal,
): Promise<void> {
  terminal.diagnostics(warnings);
  if (current) {
    terminal.result(`${terminal.path(output)} is current`);
    return;
  }
  terminal.result(
    `${terminal.path(output)} is stale: ${countOf(differences.length, "file differs", "files differ")}. Run \`npx spec-tether generate\`.`,
  );
  for (const { path, kind } of differences) terminal.result(`  ${kind.padEnd(7)} ${path}`);
  for (const difference of differences.slice(0, 3)) {
    for (const line of ["", ...(await describeDifference(difference, diffLines))])
      terminal.result(line);
  }
}
