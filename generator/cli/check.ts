import { type CheckReport, checkAll, formatDifference } from "../check.js";
import { command, configFlags, configOf, type Terminal } from "./command.js";

/** Enough to see what kind of change it is. */
const diffLines = 12;

export const checkCommand = command({
  arguments: "",
  count: [0, 0],
  flags: configFlags,
  async run(flags, _, terminal) {
    const outcomes = await checkAll({ ...configOf(flags), onProgress: terminal.progress });
    for (const { output, report, error } of outcomes) {
      if (report) tell(report, terminal);
      else if (outcomes.length > 1) terminal.problem(`${terminal.path(output)} cannot be checked:`);
      if (error) terminal.diagnostics(error.diagnostics);
    }
    if (outcomes.some(({ error }) => error)) return 2;
    return outcomes.every(({ report }) => report?.current) ? 0 : 1;
  },
});

function tell({ current, output, differences, warnings }: CheckReport, terminal: Terminal): void {
  terminal.diagnostics(warnings);
  if (current) {
    terminal.result(`${terminal.path(output)} is current`);
    return;
  }
  terminal.result(
    `${terminal.path(output)} is stale: ${differences.length} files differ. Run \`tether generate\`.`,
  );
  for (const { path, kind } of differences) terminal.result(`  ${kind.padEnd(7)} ${path}`);
  for (const difference of differences.slice(0, 3)) {
    terminal.result(`\n${formatDifference(difference, diffLines)}`);
  }
}
