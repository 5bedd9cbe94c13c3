import type { Diagnostic } from "../diagnostics/index.js";
import { type Difference, manifestName } from "../write/index.js";
import {
  compareAll,
  type GenerateOptions,
  type GenerateReport,
  type Outcome,
  reportOf,
} from "./generate.js";

/** Whether a client is what `generate` would write, and what differs. */
export interface CheckReport {
  /** Whether it is. */
  readonly current: boolean;
  /** Absolute path of the output folder. */
  readonly output: string;
  /** The files that `generate` would write or remove; empty if the client is current. */
  readonly differences: readonly Difference[];
  /** About the spec and the config. */
  readonly warnings: readonly Diagnostic[];
}

/**
 * Checks whether the output folder has exactly the files that `generate` would write. Writes
 * nothing.
 *
 * @throws DiagnosticError if that cannot be determined
 */
export async function check(options: GenerateOptions = {}): Promise<CheckReport> {
  const [outcome] = await compareAll(options, { isOne: true });
  return reportOf(outcome && toCheck(outcome));
}

/**
 * Runs `check` for every client of a config file. If one cannot be checked, the others still are.
 *
 * @throws DiagnosticError if the configuration itself is invalid
 */
export async function checkAll(
  options: GenerateOptions = {},
): Promise<readonly Outcome<CheckReport>[]> {
  return (await compareAll(options)).map(toCheck);
}

function toCheck({ output, report, error }: Outcome<GenerateReport>): Outcome<CheckReport> {
  if (error) return { output, error };
  // If other input bytes give the same client, only the manifest differs, which is not a finding.
  const current = report.differences.every(({ path }) => path === manifestName);
  const differences = current ? [] : report.differences;
  return { output, report: { current, output, differences, warnings: report.warnings } };
}
