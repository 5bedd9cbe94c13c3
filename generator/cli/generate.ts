import { type GenerateReport, generateAll } from "../generate.js";
import { command, configFlags, configOf, type Terminal } from "./command.js";

export const generateCommand = command({
  arguments: "",
  count: [0, 0],
  flags: {
    ...configFlags,
    rename: {
      type: "boolean",
      help: "take the names that the spec suggests now, over names.lock.json",
    },
    force: { type: "boolean", help: "do everything again even if no input has changed" },
  },
  async run(flags, _, terminal) {
    const outcomes = await generateAll({
      ...configOf(flags),
      rename: flags.rename ?? false,
      force: flags.force ?? false,
      onProgress: terminal.progress,
    });
    for (const { output, report, error } of outcomes) {
      if (report) tell(report, terminal);
      else if (outcomes.length > 1) terminal.problem(`${terminal.path(output)} is as it was:`);
      if (error) terminal.diagnostics(error.diagnostics);
    }
    return outcomes.some(({ error }) => error) ? 2 : 0;
  },
});

function tell(report: GenerateReport, terminal: Terminal): void {
  const { api, differences, unchanged, earlierWarnings } = report;
  terminal.diagnostics(report.warnings);
  const removed = differences.filter(({ kind }) => kind === "removed").length;
  const written = differences.length - removed;
  terminal.result(
    `${api.operations} operations in ${api.groups} groups: ${describeProvenance(api)}`,
  );
  terminal.result(
    differences.length === 0
      ? `nothing to write: all ${unchanged} files in ${terminal.path(report.output)} are current (${report.seconds.toFixed(1)} s)`
      : `${written} files written, ${unchanged} unchanged, ${removed} removed in ${terminal.path(report.output)} (${report.seconds.toFixed(1)} s)`,
  );
  if (earlierWarnings > 0) {
    terminal.result(`${earlierWarnings} warnings, as before; \`--force\` tells them again`);
  }
}

function describeProvenance(api: { documented: number; inferred: number }): string {
  if (api.documented + api.inferred === 0) return "the spec states no provenance";
  return `${api.documented} documented, ${api.inferred} inferred`;
}
