import { join } from "node:path";
import {
  type Diagnostic,
  DiagnosticError,
  diagnose,
  formatDiagnostic,
  type Layout,
  type Line,
} from "../diagnostics/index.js";
import {
  type ClientReport,
  type Disagreement,
  diffAll,
  type Format,
  failOnChoices,
  formats,
  formatVerdicts,
  toChangeset,
  toText,
  type Verdict,
  withChangelogSection,
} from "../diff/index.js";
import { errorCode, readFileAt, reasonOf } from "../disk/index.js";
import { keysOf } from "../narrowing.js";
import { allowEmptyFlag, command, oneOf, refuse, type Terminal } from "./define-command.js";
import { comparisonFlags, comparisonOf, fullFlag } from "./diff-flags.js";
import { runGitDriver } from "./git-driver.js";
import {
  printReport,
  type Report,
  readTargets,
  reportFlags,
  writeReport,
} from "./report-targets.js";

const formatNames = keysOf(formats);

export const diffCommand = command({
  arguments: "BASE [REVISION]",
  // Git passes its driver up to nine arguments.
  count: [0, 9],
  flags: {
    ...comparisonFlags,
    ...fullFlag,
    ...reportFlags(formatNames),
    "fail-on": {
      type: "string",
      value: "LEVEL",
      values: failOnChoices,
      help: `exit with 1 at this level or above: ${failOnChoices.join(", ")} (default: breaking)`,
    },
    "allow-empty": {
      ...allowEmptyFlag,
      help: "compare versions although one of them has no operation and no webhook",
    },
    "allow-new": {
      type: "boolean",
      help: "count all operations as added if the base is a commit without the spec",
    },
    changeset: { type: "boolean", help: "write a changeset for the client package" },
    changelog: {
      type: "string",
      value: "FILE",
      help: "add the changes to the unreleased section of this changelog",
    },
    "git-driver": { type: "boolean", help: "run as a git diff driver; see docs/drift.md" },
  },
  async run(flags, args, terminal) {
    if (flags["git-driver"]) return runGitDriver(args, terminal);
    const targets = readTargets(flags, formatNames);
    const reports = await diffAll({
      ...comparisonOf(flags, args),
      allowEmpty: flags["allow-empty"] ?? false,
      allowNew: flags["allow-new"] ?? false,
      failOn: oneOf("fail-on", flags["fail-on"] ?? "breaking", failOnChoices),
      onProgress: terminal.progress,
    });
    const verdicts = reports.map(({ verdict }) => verdict);
    if (flags.changelog !== undefined && verdicts.length > 1)
      throw refuse("--changelog is about one client: choose it with --client");
    const shortening = { full: flags.full ?? false };
    terminal.diagnostics(distinct(reports.flatMap(({ warnings }) => warnings)));
    const report: Report<Format> = {
      lines: () => linesOf(verdicts, { ...shortening, width: terminal.columns }),
      format: (format) => formatVerdicts(verdicts, format, shortening),
    };
    for (const target of targets) await printReport(report, target, terminal);
    for (const { disagreements, client } of reports) {
      for (const line of describeDisagreements(disagreements, client)) terminal.problem(line);
    }
    for (const report of reports)
      if (flags.changeset) await writeChangeset(report, shortening, terminal);
    if (flags.changelog !== undefined)
      for (const verdict of verdicts) await writeChangelog(flags.changelog, verdict, shortening);
    return verdicts.some(({ failed }) => failed) ? 1 : 0;
  },
});

/** Clients of one spec have the same warnings about it. */
function distinct(warnings: readonly Diagnostic[]): Diagnostic[] {
  return [...new Map(warnings.map((each) => [formatDiagnostic(each), each])).values()];
}

/**
 * One line for each operation, and for each operation that breaks without a finding one more with
 * the compiler's message.
 */
export function describeDisagreements(
  disagreements: readonly Disagreement[],
  client?: string,
): string[] {
  const whose = client === undefined ? "" : ` of ${client}`;
  const name = ({ operation }: Disagreement) =>
    operation ? `${operation.method} ${operation.path}${whose}` : `the client${whose}`;
  const silent = new Map<string, string[]>();
  for (const one of disagreements) {
    if (!one.finding) continue;
    silent.set(name(one), [...(silent.get(name(one)) ?? []), one.finding.message]);
  }
  return [
    ...[...silent].map(([operation, [first, ...more]]) => {
      const [others, verb] =
        more.length > 0 ? [` and ${more.length} more`, "count"] : ["", "counts"];
      return `tether: "${first}"${others} ${verb} as breaking for callers' code, but ${operation} compiles. Another variant of a union may accept what this one lost; if there is none, please report it.`;
    }),
    ...disagreements
      .filter(({ finding }) => !finding)
      .flatMap((one) => [
        `tether: ${name(one)} no longer compiles, and no finding says so; please report it.`,
        ...one.errors.flatMap((error) => error.split("\n")),
      ]),
  ];
}

/** Whether anything is shortened. */
interface Shortening {
  readonly full: boolean;
}

/** An empty line stands between the clients. */
function linesOf(verdicts: readonly Verdict[], layout: Layout): Line[] {
  return verdicts.flatMap((verdict, index) => [
    ...(index > 0 ? [""] : []),
    ...toText(verdict, layout),
  ]);
}

async function writeChangeset(
  report: ClientReport,
  options: Shortening,
  terminal: Terminal,
): Promise<void> {
  const { name } = report.package;
  if (name === undefined) {
    throw refuse(
      "--changeset needs the name of the client's package: set `client.package`, or run it next to a package.json",
    );
  }
  const changeset = toChangeset(report.verdict, name, options);
  if (!changeset) return terminal.progress("nothing to release, no changeset written");
  await writeReport(join(".changeset", changeset.name), changeset.text);
  terminal.progress(`wrote .changeset/${changeset.name}`);
}

async function writeChangelog(file: string, verdict: Verdict, options: Shortening): Promise<void> {
  const before = readChangelog(file);
  if (before === undefined && verdict.semver.bump === "none") return;
  const after = withChangelogSection(before ?? "# Changelog\n", verdict, options);
  if (after !== before) await writeReport(file, after);
}

/** Undefined if there is no changelog yet. */
function readChangelog(file: string): string | undefined {
  try {
    return readFileAt(file, { isLinkFollowed: true }).toString("utf8");
  } catch (error) {
    if (errorCode(error) === "ENOENT") return undefined;
    throw new DiagnosticError([
      diagnose("report-unwritable", { path: file, why: reasonOf(error) }),
    ]);
  }
}
