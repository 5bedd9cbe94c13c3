import { writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { DiagnosticError, diagnose, type Line } from "../diagnostics/index.js";
import { makeFolder, reasonOf, trace } from "../disk/index.js";
import { type FlagTable, oneOf, refuse, type Terminal } from "./define-command.js";

/** The flags of what prints a report in several formats. */
export function reportFlags(formats: readonly string[]) {
  return {
    format: {
      type: "string",
      value: "NAME",
      values: formats,
      help: `${formats.join(", ")} (default: text)`,
    },
    output: {
      type: "string",
      value: "FILE",
      help: "write the report to this file instead of standard output",
    },
    report: {
      type: "string",
      multiple: true,
      value: "NAME=FILE",
      values: formats.map((name) => `${name}=`),
      help: "also write a report in this format; may be repeated",
    },
  } as const satisfies FlagTable;
}

/** Where a report goes, and how. */
export interface Target<Format extends string> {
  readonly format: Format;
  /** Undefined means standard output. */
  readonly file: string | undefined;
}

export function readTargets<Format extends string>(
  flags: {
    readonly format?: string;
    readonly output?: string;
    readonly report?: readonly string[];
  },
  formats: readonly Format[],
): readonly Target<Format>[] {
  // `text` is what every command has.
  const format = oneOf("format", flags.format ?? "text", formats);
  const others = (flags.report ?? []).map((value): Target<Format> => {
    const at = value.indexOf("=");
    const file = value.slice(at + 1);
    if (at < 0 || file === "") throw refuse(`--report must be NAME=FILE, not "${value}"`);
    return { format: oneOf("report", value.slice(0, at), formats), file };
  });
  return [{ format, file: flags.output }, ...others];
}

/** A report that can be printed in each format; it is made when it is wanted. */
export interface Report<Format extends string> {
  /** As text, for the width of the terminal. */
  readonly lines: () => readonly Line[];
  readonly format: (format: Format) => string;
}

export async function printReport<Format extends string>(
  report: Report<Format>,
  { format, file }: Target<Format>,
  terminal: Terminal,
): Promise<void> {
  if (file !== undefined) await writeReport(file, report.format(format));
  else if (format === "text") for (const line of report.lines()) terminal.result(line);
  else if (format === "github") terminal.commands(report.format(format));
  else terminal.document(report.format(format));
}

export async function writeReport(file: string, text: string): Promise<void> {
  try {
    makeFolder(dirname(file));
    await writeFile(file, text);
    trace({ did: "wrote", what: file });
  } catch (error) {
    throw new DiagnosticError([
      diagnose("report-unwritable", { path: file, why: reasonOf(error) }),
    ]);
  }
}
