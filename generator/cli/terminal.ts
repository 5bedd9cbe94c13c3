import { relative } from "node:path";
import {
  type Diagnostic,
  DiagnosticError,
  diagnose,
  formatDiagnostics,
  type Line,
  print,
  printableLines,
} from "../diagnostics/index.js";
import { type Conversation, converse, type Ends } from "./conversation.js";

/**
 * The output of a command: results go to standard output, everything else to standard error. All
 * text is escaped here, so that no text of a spec can be forgotten: a line stays one line, and no
 * line is a command to a program that reads the log.
 */
export interface Terminal {
  readonly quiet: boolean;
  /** The width of standard output; 80 if it is no terminal and nobody says otherwise. */
  readonly columns: number;
  result(line: Line): void;
  /** A text with its own format and line ends, such as JSON. */
  document(text: string): void;
  /**
   * A text that another program takes as it is, such as a patch; refused, with nothing printed, if a
   * line of it would be a command to a terminal or a build server.
   */
  exact(text: string): void;
  /** Our own workflow commands to GitHub, one per line; any other line is escaped. */
  commands(text: string): void;
  /**
   * The current step of the run: on a terminal each step replaces the previous one, elsewhere each
   * is a line.
   */
  progress(step: string): void;
  problem(line: Line): void;
  diagnostics(found: readonly Diagnostic[]): void;
  /** Whether there is somebody to ask. */
  readonly canAsk: boolean;
  /** Asks on standard error, so that standard output has results only. */
  converse<T>(hold: (conversation: Conversation) => Promise<T>): Promise<T>;
  /** A path relative to the current folder, as a person would write it. */
  path(absolute: string): string;
}

interface Stream {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

export interface TerminalEnvironment {
  /** Default: there is nobody. */
  readonly stdin?: { readonly isTTY?: boolean };
  readonly stdout: Stream;
  readonly stderr: Stream;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** @param onStep receives the steps of the run instead of standard error */
export function createTerminal(
  quiet: boolean,
  { stdin, stdout, stderr, env }: TerminalEnvironment = process,
  onStep?: (step: string) => void,
): Terminal {
  const replaces = stderr.isTTY === true && !env["CI"] && env["TERM"] !== "dumb";
  let isStepShown = false;
  const wipe = () => {
    if (isStepShown) stderr.write("\r\u001b[K");
    isStepShown = false;
  };
  const say = (text: string) => {
    wipe();
    if (!quiet) stdout.write(`${text}\n`);
  };
  const complain = (text: string) => {
    wipe();
    stderr.write(`${text}\n`);
  };
  return {
    quiet,
    columns: columnsOf(stdout, env),
    result: (line) => say(print([line], takesColour(stdout, env))),
    document: (text) => say(printableLines(text.trimEnd())),
    exact: (text) => {
      const lines = text.split("\n");
      const count = lines.filter((line) => !isHarmless(line)).length;
      if (count > 0) throw new DiagnosticError([diagnose("fix-unprintable", { count })]);
      wipe();
      if (text !== "") stdout.write(text);
    },
    commands: (text) => say(text.trimEnd().split("\n").map(printCommand).join("\n")),
    progress: (step) => {
      if (onStep) return onStep(step);
      if (quiet) return;
      wipe();
      const line = print([`tether: ${step}`]);
      // A line that wraps could not be erased.
      stderr.write(replaces ? line.slice(0, (stderr.columns ?? 80) - 1) : `${line}\n`);
      isStepShown = replaces;
    },
    problem: (line) => complain(print([line], takesColour(stderr, env))),
    diagnostics: (found) => {
      if (found.length > 0) complain(formatDiagnostics(found, takesColour(stderr, env)));
    },
    canAsk: !quiet && stdin?.isTTY === true && stderr.isTTY === true && !env["CI"],
    converse: (hold) => {
      wipe();
      return converse({ input: stdin, output: stderr } as unknown as Ends, ({ say, ask }) =>
        hold({
          say: (line) => say(print([line])),
          ask: (question) => ask(`${print([question])} `),
        }),
      );
    },
    path: (absolute) => relative(process.cwd(), absolute) || ".",
  };
}

/** Tabs and line ends do nothing but what they are for. */
function isHarmless(line: string): boolean {
  const plain = line
    .replaceAll("\t", " ")
    .replace(/\r$/, "")
    .replace(/^[+ -]\ufeff?/, "");
  return printableLines(plain) === plain;
}

/** In fewer columns, there would be no room beside a label. */
const fewestColumns = 40;

function columnsOf({ columns }: Stream, env: TerminalEnvironment["env"]): number {
  const found = columns || Number(env["COLUMNS"]) || 80;
  return Math.max(fewestColumns, found);
}

/** Only commands that display something pass: no command may change a later step. */
function printCommand(line: string): string {
  const isOurs = /^::(?:error|warning|notice)(?: |::)/.test(line);
  return isOurs ? `::${printableLines(line.slice(2))}` : printableLines(line);
}

/** Follows no-color.org and force-color.org. */
function takesColour({ isTTY }: Stream, env: TerminalEnvironment["env"]): boolean {
  if (env["NO_COLOR"]) return false;
  if (env["FORCE_COLOR"]) return env["FORCE_COLOR"] !== "0";
  return isTTY === true && env["TERM"] !== "dumb";
}
