import { createTwoFilesPatch } from "diff";
import { type Diagnostic, print, printable } from "./diagnostics/index.js";
import {
  compareAll,
  type GenerateOptions,
  type GenerateReport,
  type Outcome,
  reportOf,
} from "./generate/index.js";
import { type Difference, manifestName } from "./write/index.js";

export interface CheckReport {
  readonly current: boolean;
  /** Absolute path of the output folder. */
  readonly output: string;
  readonly differences: readonly Difference[];
  readonly warnings: readonly Diagnostic[];
}

/**
 * Tells whether the output folder holds exactly what `generate` would write. Writes nothing.
 *
 * @throws DiagnosticError if that cannot be told
 */
export async function check(options: GenerateOptions = {}): Promise<CheckReport> {
  const [outcome] = await compareAll(options, { isOne: true });
  return reportOf(outcome && toCheck(outcome));
}

/** Does what `check` does for every client of a config file. */
export async function checkAll(
  options: GenerateOptions = {},
): Promise<readonly Outcome<CheckReport>[]> {
  return (await compareAll(options)).map(toCheck);
}

function toCheck({ output, report, error }: Outcome<GenerateReport>): Outcome<CheckReport> {
  if (error) return { output, error };
  // That the client was made from other bytes is no finding if the client is the same.
  const current = report.differences.every(({ path }) => path === manifestName);
  const differences = current ? [] : report.differences;
  return { output, report: { current, output, differences, warnings: report.warnings } };
}

/**
 * A difference as a unified diff of at most `lines` lines, from what is there to what should be.
 */
export function formatDifference(difference: Difference, lines: number): string {
  return print(describeDifference(difference, lines));
}

/** The lines of such a diff, to be printed. */
export function describeDifference(
  { path, before, after }: Difference,
  lines = Number.POSITIVE_INFINITY,
): readonly string[] {
  const name = printable(path);
  const patch = createTwoFilesPatch(name, name, before ?? "", after ?? "", undefined, undefined, {
    context: 1,
  });
  // Its first two lines are a ruler and nothing that a reader needs.
  const shown = patch.trimEnd().split("\n").slice(1);
  if (shown.length <= lines) return shown;
  return [...shown.slice(0, lines), `… ${shown.length - lines} more lines`];
}
