import { PassThrough } from "node:stream";
import { type ExitCode, readFlags } from "../../../generator/cli/define-command.js";
import { createTerminal } from "../../../generator/cli/terminal.js";
import { verifyCommand } from "../../../generator/cli/verify-command.js";
import { DiagnosticError } from "../../../generator/diagnostics/index.js";

export interface Ran {
  readonly code: ExitCode;
  readonly stdout: string;
  /** Messages, too: what `main` would print of a DiagnosticError. */
  readonly stderr: string;
}

/** `tether verify` with these arguments; with an answer, a person at a terminal gives it. */
export async function runVerify(args: readonly string[], answer?: string): Promise<Ran> {
  const text = { stdout: "", stderr: "" };
  const to = (name: "stdout" | "stderr") =>
    Object.assign(new PassThrough(), { isTTY: answer !== undefined && name === "stderr" }).on(
      "data",
      (chunk) => {
        text[name] += chunk;
      },
    );
  const stdin = Object.assign(new PassThrough(), { isTTY: answer !== undefined });
  if (answer !== undefined) stdin.write(`${answer}\n`);
  const streams = { stdin, stdout: to("stdout"), stderr: to("stderr"), env: {} };
  const { values, positionals } = readFlags(verifyCommand.flags, args);
  let code: ExitCode = 2;
  try {
    code = await verifyCommand.run(values, positionals, createTerminal(false, streams));
  } catch (error) {
    if (!(error instanceof DiagnosticError)) throw error;
    text.stderr += error.message;
  }
  return { code, ...text };
}
