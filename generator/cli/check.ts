import { check, formatDifference } from "../check.js";
import { command, configFlags, configOf } from "./command.js";

/** Enough to see what kind of change it is. */
const diffLines = 12;

export const checkCommand = command({
  arguments: "",
  count: [0, 0],
  flags: configFlags,
  async run(flags, _, terminal) {
    const { current, output, differences, warnings } = await check({
      ...configOf(flags),
      onProgress: terminal.progress,
    });
    terminal.diagnostics(warnings);
    if (current) {
      terminal.result(`${terminal.path(output)} is current`);
      return 0;
    }
    terminal.result(
      `${terminal.path(output)} is stale: ${differences.length} files differ. Run \`tether generate\`.`,
    );
    for (const { path, kind } of differences) terminal.result(`  ${kind.padEnd(7)} ${path}`);
    for (const difference of differences.slice(0, 3)) {
      terminal.result(`\n${formatDifference(difference, diffLines)}`);
    }
    return 1;
  },
});
