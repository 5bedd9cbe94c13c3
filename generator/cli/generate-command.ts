import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { configFileOf } from "../config/index.js";
import { countOf, type Diagnostic, DiagnosticError } from "../diagnostics/index.js";
import {
  type GenerateOptions,
  type GenerateReport,
  generateAll,
  type Outcome,
  type Summary,
} from "../generate/index.js";
import {
  clientFlags,
  command,
  configOf,
  type ExitCode,
  refuse,
  type Terminal,
} from "./define-command.js";
import { carryOut, writeFlag } from "./print-fixes.js";
import { describeClient, describeRun } from "./run-report.js";
import { readerGone } from "./standard-streams.js";
import { nextChange } from "./watch.js";

export const generateCommand = command({
  arguments: "",
  count: [0, 0],
  flags: {
    ...clientFlags,
    rename: {
      type: "boolean",
      help: "use the names that the spec suggests now, not those in names.lock.json",
    },
    fix: {
      type: "string",
      value: "FILE",
      help: "the tsconfig.json of code that uses the client, or its folder: print a patch of it for the names that change",
    },
    write: writeFlag,
    force: { type: "boolean", help: "generate everything even if no input has changed" },
    watch: {
      type: "boolean",
      help: "generate again whenever an input is saved, until interrupted",
    },
    json: { type: "boolean", help: "print the report as JSON" },
  },
  async run({ rename = false, force = false, fix, write, watch, json, ...flags }, _, terminal) {
    if (fix === undefined ? write : watch || json)
      throw refuse(
        write && !fix
          ? "--write says how to --fix"
          : "--fix prints a patch: leave --watch and --json out",
      );
    const options: GenerateOptions = {
      ...configOf(flags),
      rename,
      force,
      onProgress: terminal.progress,
    };
    if (watch) return keepGenerating(options, terminal);
    const plan = fix === undefined ? undefined : await planFor(fix, options);
    const offer = rename && !plan && !json ? await offerFor(options) : undefined;
    const outcomes = await generateAll(options);
    const code: ExitCode = outcomes.some(({ error }) => error) ? 2 : 0;
    if (plan) {
      // Standard output is the patch's.
      printAll(outcomes, { ...terminal, result: terminal.quiet ? () => {} : terminal.problem });
      if (code === 0) await carryOut(plan, write ?? false, terminal);
      return code;
    }
    if (json) terminal.document(describeRun("generate", code, outcomes.map(describe)));
    else printAll(outcomes, terminal);
    if (offer !== undefined && code === 0) terminal.problem(offer);
    return code;
  },
});

/** What `--fix` would have changed in the project around; undefined if there is none that it can read. */
async function offerFor(options: GenerateOptions): Promise<string | undefined> {
  const project = "tsconfig.json";
  if (!existsSync(project)) return undefined;
  try {
    const { files } = await planFor(project, options);
    const places = files.reduce((sum, each) => sum + each.places, 0);
    if (places === 0) return undefined;
    const many = `${countOf(places, "place")} in ${countOf(files.length, "file")}`;
    return `${many} of ${project} have names that are others now: with the client as it was, \`generate --rename --fix ${project}\` changes them`;
  } catch (error) {
    if (error instanceof DiagnosticError) return undefined;
    throw error;
  }
}

/** Loaded here, because the compiler comes along. */
async function planFor(project: string, options: GenerateOptions) {
  const { planNames } = await import("../impact/index.js");
  const { rename = false, allowEmpty = false, onProgress, ...input } = options;
  return planNames({
    ...{ input, rename, allowEmpty, project },
    ...(onProgress && { onProgress }),
  });
}

function describe({ output, report, error }: Outcome<GenerateReport>) {
  const diagnostics = report?.warnings ?? error?.diagnostics ?? [];
  return describeClient(output, report?.differences ?? [], diagnostics, report);
}

export function printAll(outcomes: readonly Outcome<GenerateReport>[], terminal: Terminal): void {
  for (const { output, report, error } of outcomes) {
    if (report) printReport(report, terminal);
    else if (outcomes.length > 1) terminal.problem(`${terminal.path(output)} was not changed:`);
    if (error) terminal.diagnostics(error.diagnostics);
  }
}

/** If a saved spec is invalid, reports that and waits for the next save. */
async function keepGenerating(options: GenerateOptions, terminal: Terminal): Promise<ExitCode> {
  const stop = new AbortController();
  process.once("SIGINT", () => stop.abort());
  process.once("SIGTERM", () => stop.abort());
  readerGone.addEventListener("abort", () => stop.abort());
  const named = [configFileOf(options), options.spec].flatMap((path) =>
    path === undefined ? [] : [resolve(path)],
  );
  let inputs: readonly string[] = named;
  while (!stop.signal.aborted) {
    const since = Date.now();
    try {
      const outcomes = await generateAll(options);
      printAll(outcomes, terminal);
      const known = outcomes.flatMap(({ report, error }) =>
        report ? report.inputs : filesOf(error.diagnostics),
      );
      // After a failed run, the fix may be in a file that the last successful run read.
      const isWhole = outcomes.every(({ report }) => report);
      inputs = [...named, ...known, ...(isWhole ? [] : inputs)];
    } catch (error) {
      if (!(error instanceof DiagnosticError)) throw error;
      terminal.diagnostics(error.diagnostics);
      inputs = [...inputs, ...filesOf(error.diagnostics)];
    }
    const watched = [...new Set(inputs)].filter((path) => !/^https?:/.test(path));
    const change = nextChange(watched, since, stop.signal);
    terminal.progress(`watching ${countOf(watched.length, "file")}; interrupt to stop`);
    const changed = await change;
    if (changed !== undefined) terminal.progress(`${terminal.path(changed)} was saved`);
  }
  return 0;
}

function filesOf(diagnostics: readonly Diagnostic[]): string[] {
  return diagnostics.flatMap(({ place }) => (place ? [resolve(place.file)] : []));
}

function printReport(report: GenerateReport, terminal: Terminal): void {
  const { api, differences, unchanged, lack, earlierWarnings } = report;
  terminal.diagnostics(report.warnings);
  const removed = differences.filter(({ kind }) => kind === "removed").length;
  const written = differences.length - removed;
  terminal.result(
    `${countOf(api.operations, "operation")} in ${countOf(api.groups, "group")}${describeProvenance(api)}`,
  );
  terminal.result(
    differences.length === 0
      ? `nothing to write: all ${countOf(unchanged, "file")} in ${terminal.path(report.output)} are current (${report.seconds.toFixed(1)} s)`
      : `${countOf(written, "file")} written, ${unchanged} unchanged, ${removed} removed in ${terminal.path(report.output)} (${report.seconds.toFixed(1)} s)`,
  );
  if (lack) {
    const at = terminal.path(lack.folder);
    const where = at === "." ? "" : ` in ${at}`;
    terminal.result(
      `its files import ${lack.packages.join(", ")}, which package.json does not list; run \`${lack.command}\`${where}`,
    );
  }
  if (earlierWarnings > 0) {
    terminal.result(
      `${countOf(earlierWarnings, "warning")}, as before; \`--force\` shows them again`,
    );
  }
}

/** Nothing if the spec does not use `x-provenance`: then there is nothing to say about it. */
function describeProvenance({ documented, observed = 0, inferred }: Summary): string {
  if (documented === undefined) return "";
  const seen = observed > 0 ? [`${observed} observed`] : [];
  return `: ${[`${documented} documented`, ...seen, `${inferred} inferred`].join(", ")}`;
}
