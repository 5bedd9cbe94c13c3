import { relative } from "node:path";
import { catalogue, type Diagnostic } from "../diagnostics/index.js";
import { tool } from "../disk/index.js";
import type { GenerateReport, Summary } from "../generate/index.js";
import type { Difference } from "../write/index.js";
import type { ExitCode } from "./define-command.js";

/**
 * The output of `--json`: one document on standard output, as `report.schema.json` describes it.
 */
export interface Report {
  readonly schemaVersion: 1;
  readonly tool: string;
  readonly command: string;
  readonly exitCode: ExitCode;
  readonly clients: readonly ClientReport[];
  /** Diagnostics that do not belong to one client, such as an unreadable config file. */
  readonly diagnostics: readonly DiagnosticReport[];
}

export interface ClientReport {
  /** The output folder, relative to the current folder. */
  readonly output: string;
  /** Absent if the client could not be generated, or was only checked. */
  readonly summary?: Summary;
  /** Packages that files of the output import and the project lacks; absent if it has all. */
  readonly lack?: {
    readonly packages: readonly string[];
    /** The project, relative to the current folder. */
    readonly folder: string;
    readonly command: string;
  };
  /** Files that were written, or that `check` would write. */
  readonly files: readonly { readonly path: string; readonly kind: Difference["kind"] }[];
  readonly diagnostics: readonly DiagnosticReport[];
}

export interface DiagnosticReport {
  readonly code: string;
  readonly severity: "error" | "warning";
  readonly title: string;
  readonly message: string;
  readonly cause: string;
  readonly help: string;
  readonly file?: string;
  /** Line and column start at 1. */
  readonly line?: number;
  readonly column?: number;
  /** JSON pointer in the file. */
  readonly pointer?: string;
}

export function describeClient(
  output: string,
  differences: readonly Difference[],
  diagnostics: readonly Diagnostic[],
  report?: Pick<GenerateReport, "api" | "lack">,
): ClientReport {
  const { api: summary, lack } = report ?? {};
  return {
    output: fromHere(output),
    ...(summary && { summary }),
    ...(lack && { lack: { ...lack, folder: fromHere(lack.folder) } }),
    files: differences.map(({ path, kind }) => ({ path, kind })),
    diagnostics: diagnostics.map(describeDiagnostic),
  };
}

function fromHere(path: string): string {
  return relative(process.cwd(), path).replaceAll("\\", "/") || ".";
}

export function describeRun(
  command: string,
  exitCode: ExitCode,
  clients: readonly ClientReport[],
  diagnostics: readonly Diagnostic[] = [],
): string {
  return documentOf(command, exitCode, { clients } satisfies Partial<Report>, diagnostics);
}

/** What `--json` prints: it begins and ends alike for every command. */
export function documentOf(
  command: string,
  exitCode: ExitCode,
  body: object,
  diagnostics: readonly Diagnostic[],
): string {
  const document = {
    ...{ schemaVersion: 1, tool, command, exitCode },
    ...body,
    diagnostics: diagnostics.map(describeDiagnostic),
  };
  return JSON.stringify(document, null, 2);
}

export function describeDiagnostic({
  code,
  severity,
  message,
  help,
  place,
}: Diagnostic): DiagnosticReport {
  const { title, cause } = catalogue[code];
  return {
    ...{ code, severity, title, message, cause, help },
    ...(place && { file: place.file, line: place.line, column: place.column }),
    ...(place?.pointer !== undefined && { pointer: place.pointer }),
  };
}
