import { relative } from "node:path";
import { type Diagnostic, formatDiagnostics } from "../diagnostics/index.js";

/** Where a command speaks: results on standard output, everything else on standard error. */
export interface Terminal {
  readonly quiet: boolean;
  /** Whether standard output takes colours. */
  readonly colour: boolean;
  result(line: string): void;
  /** What the run is at: on a terminal each replaces the one before it, elsewhere each is a line. */
  progress(step: string): void;
  problem(text: string): void;
  diagnostics(found: readonly Diagnostic[]): void;
  /** A path as a person would write it here. */
  path(absolute: string): string;
}

interface Stream {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

export interface Surroundings {
  readonly stdout: Stream;
  readonly stderr: Stream;
  readonly env: Readonly<Record<string, string | undefined>>;
}

export function createTerminal(
  quiet: boolean,
  { stdout, stderr, env }: Surroundings = process,
): Terminal {
  const replaces = stderr.isTTY === true && !env["CI"] && env["TERM"] !== "dumb";
  let isStepShown = false;
  const wipe = () => {
    if (isStepShown) stderr.write("\r\u001b[K");
    isStepShown = false;
  };
  const problem = (text: string) => {
    wipe();
    stderr.write(`${text}\n`);
  };
  return {
    quiet,
    colour: takesColour(stdout, env),
    result: (line) => {
      wipe();
      if (!quiet) stdout.write(`${line}\n`);
    },
    progress: (step) => {
      if (quiet) return;
      wipe();
      const line = `tether: ${step}`;
      // A line that wraps could not be wiped.
      stderr.write(replaces ? line.slice(0, (stderr.columns ?? 80) - 1) : `${line}\n`);
      isStepShown = replaces;
    },
    problem,
    diagnostics: (found) => {
      if (found.length > 0) problem(formatDiagnostics(found, takesColour(stderr, env)));
    },
    path: (absolute) => relative(process.cwd(), absolute) || ".",
  };
}

/** By the conventions of no-color.org and force-color.org. */
function takesColour({ isTTY }: Stream, env: Surroundings["env"]): boolean {
  if (env["NO_COLOR"]) return false;
  if (env["FORCE_COLOR"]) return env["FORCE_COLOR"] !== "0";
  return isTTY === true && env["TERM"] !== "dumb";
}
