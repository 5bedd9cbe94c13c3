import { readFileSync } from "node:fs";
import { PassThrough } from "node:stream";
import { Ajv2020 } from "ajv/dist/2020.js";
import { expect } from "vitest";
import { type ExitCode, readFlags } from "../../../generator/cli/define-command.js";
import { createTerminal } from "../../../generator/cli/terminal.js";
import { verifyCommand } from "../../../generator/cli/verify-command.js";
import { DiagnosticError } from "../../../generator/diagnostics/index.js";
import { repository } from "../../support/repository.js";

const schema = `${repository}generator/verify/report/verify.schema.json`;
const fitsSchema = new Ajv2020({ strict: true, formats: { date: /^\d{4}-\d{2}-\d{2}$/ } }).compile(
  JSON.parse(readFileSync(schema, "utf8")) as object,
);

export interface Ran {
  readonly code: ExitCode;
  readonly stdout: string;
  /** Messages, too: what `main` would print of a DiagnosticError. */
  readonly stderr: string;
}

/**
 * `tether verify` with these arguments; with an answer, a person at a terminal gives it. A report in JSON
 * has to fit its published schema.
 */
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
  if (args.includes("--json") && code !== 2) {
    fitsSchema(JSON.parse(text.stdout));
    expect(fitsSchema.errors ?? []).toEqual([]);
  }
  return { code, ...text };
}
