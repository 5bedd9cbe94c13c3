import {
  type CaptureReport,
  capture,
  captureRecordings,
  foldDiagnostics,
  foldDrift,
  formatValue,
  isRecording,
  isTold,
  type RecordingReport,
} from "../capture/index.js";
import { countOf, DiagnosticError, diagnose } from "../diagnostics/index.js";
import type { Coverage } from "../model/index.js";
import { describeDifference } from "../write/index.js";
import { command, configFlags, type ExitCode, type Terminal } from "./define-command.js";
import { documentOf } from "./run-report.js";

/** A dry run shows files up to this number of lines; captured specs have thousands. */
const diffLines = 400;

export const captureCommand = command({
  arguments: "SOURCE...",
  count: [1, 1000],
  flags: {
    config: configFlags.config,
    spec: configFlags.spec,
    out: {
      type: "string",
      value: "FILE",
      help: "write the captured facts to this file, and leave the spec unchanged",
    },
    "dry-run": { type: "boolean", help: "show what would change, and write nothing" },
    "add-listed": {
      type: "boolean",
      help: "also enter operations that a navigation lists and the spec lacks",
    },
    check: { type: "boolean", help: "only check whether the pages and the spec agree" },
    cache: {
      type: "string",
      value: "FOLDER",
      help: "where fetched pages are kept (default: the user's cache folder)",
    },
    json: { type: "boolean", help: "print the report as JSON" },
  },
  async run({ config, spec, out, cache, json, check, ...flags }, sources, terminal) {
    const { "dry-run": isDry, "add-listed": addListed } = flags;
    if (check && out !== undefined) {
      const why = "--check compares pages with the spec and cannot be combined with --out";
      throw new DiagnosticError([diagnose("config-invalid", { why })]);
    }
    if (addListed && (check || out !== undefined)) {
      const why = `--add-listed edits the spec and cannot be combined with ${check ? "--check" : "--out"}`;
      throw new DiagnosticError([diagnose("config-invalid", { why })]);
    }
    const start = performance.now();
    const recordings = sources.filter(isRecording);
    if (recordings.length > 0 && recordings.length < sources.length) {
      const why = "pages and recordings cannot be captured in one run; run the command for each";
      throw new DiagnosticError([diagnose("config-invalid", { why })]);
    }
    if (addListed && recordings.length > 0) {
      const why = "--add-listed is about pages; recordings list nothing";
      throw new DiagnosticError([diagnose("config-invalid", { why })]);
    }
    if (recordings.length > 0) {
      const report = await captureRecordings({
        recordings,
        ...(config !== undefined && { config }),
        ...(spec !== undefined && { spec }),
        ...(out !== undefined && { out }),
        write: !check && !isDry,
      });
      return showRecordings(report, { json, check, isDry }, terminal);
    }
    const report = await capture({
      sources,
      ...(config !== undefined && { config }),
      ...(spec !== undefined && { spec }),
      ...(out !== undefined && { out }),
      write: !check && !isDry,
      ...(addListed && { addListed }),
      ...(cache !== undefined && { cacheFolder: cache }),
      onProgress: terminal.progress,
    });
    const code = check ? codeOfCheck(report) : !isDry && hasFindings(report) ? 1 : 0;
    if (json) {
      terminal.document(toJson(report, code));
      return code;
    }
    terminal.diagnostics(foldDiagnostics(report.warnings));
    summarise(report, terminal);
    const target = terminal.path(report.target);
    const time = `(${((performance.now() - start) / 1000).toFixed(1)} s)`;
    if (check) printCheck(report, target, terminal);
    else if (isDry) await showDifferences(report, terminal);
    else printWritten(report, out === undefined, { target, time }, terminal);
    return code;
  },
});

function codeOfCheck({ drift, missing }: CaptureReport): ExitCode {
  if (drift.length > 0) return 1;
  // A page that could not be read may have changed, so 0 ("the same") would be wrong.
  return missing > 0 ? 2 : 0;
}

function printCheck(report: CaptureReport, spec: string, terminal: Terminal): void {
  const { drift, missing } = report;
  if (drift.length > 0) {
    const count = countOf(drift.length, "difference");
    terminal.result(
      `${spec} is stale: ${count}. Run \`npx spec-tether capture\` with the same sources.`,
    );
    for (const line of foldDrift(report)) terminal.result(`  ${line}`);
  } else if (missing > 0) {
    const pages = countOf(missing, "page");
    terminal.problem(`${spec} cannot be checked as a whole: ${pages} could not be read`);
  } else terminal.result(`${spec} is current`);
}

function summarise(
  { pages, operations, others, missing, before, after }: CaptureReport,
  terminal: Terminal,
): void {
  const rest = [
    ...Object.entries(others).map(([kind, count]) => `${count} ${kind}`),
    ...(missing > 0 ? [`${missing} left out`] : []),
  ];
  terminal.result(
    [`${countOf(operations, "operation")} on ${countOf(pages, "page")}`, ...rest].join(", "),
  );
  const columns = ["operations", "method", "path", "request", "response"] as const;
  const row = (total: Coverage["total"]) =>
    columns.map((name) => `${total[name]} ${name === "operations" ? "known" : name}`).join(", ");
  if (before) terminal.result(`documented before: ${row(before.total)}`);
  terminal.result(`documented ${before ? "after: " : "there: "} ${row(after.total)}`);
}

/** What recordings show; exit code 1 means that the spec lacks some of it (`--check`). */
async function showRecordings(
  report: RecordingReport,
  { json, check, isDry }: Readonly<Record<"json" | "check" | "isDry", boolean | undefined>>,
  terminal: Terminal,
): Promise<ExitCode> {
  const { exchanges, calls, operations, server, changes, differences, warnings } = report;
  const code = check && changes.length > 0 ? 1 : 0;
  if (json) {
    terminal.document(recordingsToJson(report, code));
    return code;
  }
  terminal.diagnostics(warnings);
  const seen = `${countOf(calls, "call")} of ${countOf(operations.length, "operation")}`;
  terminal.result(`${countOf(exchanges, "exchange")}: ${seen} at ${server}`);
  if (check) {
    for (const { what } of changes) terminal.result(`${what}: differs from the spec`);
  } else if (isDry) await showDifferences(report, terminal);
  else {
    terminal.result(
      differences.length === 0
        ? "nothing to write: the spec already has what the recordings show"
        : `${countOf(differences.length, "file")} written`,
    );
  }
  return code;
}

async function showDifferences(
  { differences }: Pick<CaptureReport, "differences">,
  terminal: Terminal,
): Promise<void> {
  if (differences.length === 0) terminal.result("nothing would change");
  for (const difference of differences) {
    for (const line of ["", ...(await describeDifference(difference, diffLines))])
      terminal.result(line);
  }
}

function printWritten(
  report: CaptureReport,
  isSpec: boolean,
  { target, time }: { readonly target: string; readonly time: string },
  terminal: Terminal,
): void {
  const { differences, changes, reread } = report;
  for (const page of reread)
    terminal.result(`${page}: the page is the same, but is read differently now`);
  if (differences.length === 0) {
    terminal.result(`nothing to write: ${target} already has what the pages state ${time}`);
    return;
  }
  for (const { what, before, after, isBookkeeping } of changes) {
    if (isSpec && !isBookkeeping && (before !== undefined || what.endsWith(": operation"))) {
      terminal.result(`  ${what}: ${formatValue(before)} -> ${formatValue(after)}`);
    }
  }
  const folder = terminal.path(report.folder);
  const where = folder === "." ? "" : ` in ${folder}`;
  terminal.result(`${countOf(differences.length, "file")} written${where} ${time}`);
  if (isSpec) terminal.result("Run `npx spec-tether generate` to bring the client up to date.");
}

function hasFindings({
  conflicts,
  contradictions,
  duplicates,
  gone,
  missing,
  unlisted,
}: CaptureReport): boolean {
  const isNew = ({ isKnown }: { isKnown: boolean }) => !isKnown;
  return (
    missing > 0 ||
    unlisted.some(isTold) ||
    conflicts.some(isNew) ||
    duplicates.some(isNew) ||
    gone.some(isNew) ||
    contradictions.some(isNew)
  );
}

/** Begins and ends as the reports of the other commands do. */
function toJson(
  { differences, drift: _, warnings, folder: __, target: ___, ...report }: CaptureReport,
  exitCode: ExitCode,
): string {
  return documentOf("capture", exitCode, withFiles(report, differences), warnings);
}

function recordingsToJson(report: RecordingReport, exitCode: ExitCode): string {
  const { differences, warnings, folder: _, target: __, ...recorded } = report;
  return documentOf("capture", exitCode, withFiles(recorded, differences), warnings);
}

function withFiles(report: object, differences: CaptureReport["differences"]): object {
  return { ...report, files: differences.map(({ path, kind }) => ({ path, kind })) };
}
