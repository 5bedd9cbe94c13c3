import { countOf, standardLayout } from "../diagnostics/index.js";
import { formatVerdict, toText } from "../diff/index.js";
import {
  forgeNames,
  type Kept,
  type MonitorOptions,
  type MonitorReport,
  monitor,
} from "../monitor/index.js";
import {
  command,
  configFlags,
  type ExitCode,
  oneOf,
  refuse,
  type Terminal,
} from "./define-command.js";
import { comparisonFlags, readSeverities } from "./diff-flags.js";
import { documentOf } from "./run-report.js";

const exitCodes: Readonly<Record<MonitorReport["outcome"], ExitCode>> = {
  initialized: 0,
  "nothing-new": 0,
  findings: 1,
  unknown: 2,
};

export const monitorCommand = command({
  arguments: "",
  count: [0, 0],
  flags: {
    spec: {
      type: "string",
      value: "URL",
      help: "the API's own document (default: the configured spec, if it is on a server)",
    },
    source: {
      type: "string",
      multiple: true,
      value: "URL",
      help: "capture these documentation pages instead of reading a document; may be repeated",
    },
    baseline: {
      type: "string",
      value: "FILE",
      help: "the spec in the repository that the API is compared with; required",
    },
    init: { type: "boolean", help: "write the first baseline, and nothing else" },
    issue: { type: "boolean", help: "keep one issue about what is new, and close it when clean" },
    "pull-request": {
      type: "boolean",
      help: "keep a pull request with baseline and client brought up to date, while nothing breaks",
    },
    forge: {
      type: "string",
      value: "NAME",
      values: forgeNames,
      help: `where they are: ${forgeNames.join(", ")} (default: the one whose CI this is)`,
    },
    "max-lost": {
      type: "string",
      value: "PERCENT",
      help: "an API that lost more of its operations was not read right (default: 30)",
    },
    config: configFlags.config,
    severity: comparisonFlags.severity,
    allow: comparisonFlags.allow,
    cache: {
      type: "string",
      value: "FOLDER",
      help: "where fetched pages are kept (default: the user's cache folder)",
    },
    json: { type: "boolean", help: "print the report as JSON" },
  },
  async run(flags, _, terminal) {
    const report = await monitor({ ...optionsOf(flags), onProgress: terminal.progress });
    const code = report.problems.length > 0 ? 2 : exitCodes[report.outcome];
    // What is found is said before what failed after it.
    if (flags.json) terminal.document(toJson(report, code));
    else print(report, flags.source === undefined, terminal);
    terminal.diagnostics(report.warnings);
    terminal.diagnostics(report.problems);
    return code;
  },
});

interface Flags {
  readonly spec?: string;
  readonly source?: readonly string[];
  readonly baseline?: string;
  readonly init?: boolean;
  readonly issue?: boolean;
  readonly "pull-request"?: boolean;
  readonly forge?: string;
  readonly "max-lost"?: string;
  readonly config?: string;
  readonly severity?: readonly string[];
  readonly allow?: string;
  readonly cache?: string;
}

function optionsOf(flags: Flags): MonitorOptions {
  const { spec, source, baseline, init, issue, forge, config, severity, allow, cache } = flags;
  if (baseline === undefined || baseline === "") throw refuse("--baseline FILE is missing");
  const lost = flags["max-lost"];
  return {
    baseline,
    ...(spec !== undefined && { spec }),
    ...(source && { sources: source }),
    ...(init && { init }),
    ...(issue && { issue }),
    ...(flags["pull-request"] && { pullRequest: true }),
    ...(forge !== undefined && { forge: oneOf("forge", forge, forgeNames) }),
    ...(lost !== undefined && { maxLost: percentOf(lost) }),
    ...(config !== undefined && { config }),
    ...(severity && { severity: readSeverities(severity) }),
    ...(allow !== undefined && { allow }),
    ...(cache !== undefined && { cacheFolder: cache }),
  };
}

function percentOf(text: string): number {
  // An empty text is 0 to `Number`.
  return /^\d+(?:\.\d+)?$/.test(text) ? Number(text) : Number.NaN;
}

/** @param isOfSpec whether `diff` and `explain` can compare the same two documents */
function print(report: MonitorReport, isOfSpec: boolean, terminal: Terminal): void {
  const { outcome, verdict, pages, baseline, source } = report;
  if (outcome === "initialized") {
    terminal.result(`${baseline} written from ${source}. Next: commit it.`);
    return;
  }
  if (verdict && verdict.findings.length + verdict.accepted.length > 0) {
    const more = isOfSpec
      ? `\`npx spec-tether explain ID ${baseline} ${source}\` says more about a finding.`
      : null;
    for (const line of toText(verdict, standardLayout, more)) terminal.result(line);
  }
  if (pages.length > 0) {
    terminal.result(`${countOf(pages.length, "difference")} on the pages:`);
    for (const line of pages) terminal.result(`  ${line}`);
  }
  if (outcome === "nothing-new") terminal.result(`nothing new: ${source} is what ${baseline} says`);
  if (report.issue) terminal.result(`issue ${describe(report.issue)}`);
  if (report.pullRequest) terminal.result(`pull request ${describe(report.pullRequest)}`);
}

function describe({ did, number, url }: Kept): string {
  return `${number} ${did === "unchanged" ? "is as it was" : did}: ${url}`;
}

function toJson(report: MonitorReport, exitCode: ExitCode): string {
  const { verdict, issue, pullRequest, warnings, problems, ...rest } = report;
  const body = {
    ...rest,
    diff: verdict ? (JSON.parse(formatVerdict(verdict, "json")) as unknown) : null,
    issue: issue ?? null,
    pullRequest: pullRequest ?? null,
  };
  return documentOf("monitor", exitCode, body, [...problems, ...warnings]);
}
