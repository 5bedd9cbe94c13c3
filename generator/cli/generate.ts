import { generate } from "../generate.js";
import { command, configFlags, configOf } from "./command.js";

export const generateCommand = command({
  arguments: "",
  count: [0, 0],
  flags: {
    ...configFlags,
    rename: {
      type: "boolean",
      help: "take the names that the spec suggests now, over names.lock.json",
    },
  },
  async run(flags, _, terminal) {
    const report = await generate({
      ...configOf(flags),
      rename: flags.rename ?? false,
      onProgress: terminal.progress,
    });
    const { api, differences, unchanged } = report;
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
    return 0;
  },
});

function describeProvenance(api: { documented: number; inferred: number }): string {
  if (api.documented + api.inferred === 0) return "the spec states no provenance";
  return `${api.documented} documented, ${api.inferred} inferred`;
}
