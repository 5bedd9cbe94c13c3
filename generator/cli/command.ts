import { relative } from "node:path";
import type { ConfigInput } from "../config.js";
import { type Diagnostic, formatDiagnostics } from "../diagnostics/index.js";

/** The flags that every command takes. */
export interface Flags {
  readonly config?: string | undefined;
  readonly spec?: string | undefined;
  readonly out?: string | undefined;
  readonly name?: string | undefined;
  readonly quiet?: boolean | undefined;
}

/** 0 fine, 1 a finding, 2 could not run. */
export type ExitCode = 0 | 1 | 2;

export interface Command {
  readonly name: string;
  readonly summary: string;
  run(flags: Flags, terminal: Terminal): Promise<ExitCode>;
}

/** Where a command speaks: results on standard output, everything else on standard error. */
export interface Terminal {
  result(line: string): void;
  progress(line: string): void;
  problem(text: string): void;
  /** A path as a person would write it here. */
  path(absolute: string): string;
}

export function createTerminal(quiet: boolean): Terminal {
  return {
    result: (line) => void (quiet || process.stdout.write(`${line}\n`)),
    progress: (line) => void (quiet || process.stderr.write(`${line}\n`)),
    problem: (text) => void process.stderr.write(`${text}\n`),
    path: (absolute) => relative(process.cwd(), absolute) || ".",
  };
}

export function configOf({ config, spec, out, name }: Flags): ConfigInput {
  return {
    ...(config !== undefined && { config }),
    ...(spec !== undefined && { spec }),
    ...(out !== undefined && { output: out }),
    ...(name !== undefined && { name }),
  };
}

export function reportWarnings(warnings: readonly Diagnostic[], terminal: Terminal): void {
  if (warnings.length > 0) terminal.problem(formatDiagnostics(warnings));
}
