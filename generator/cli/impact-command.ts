import { type Diagnostic, formatDiagnostic } from "../diagnostics/index.js";
import {
  type FailOnImpact,
  fixesOf,
  formatImpact,
  type ImpactFormat,
  impactFormats,
  impactOf,
  type ProjectFix,
  toImpactTexts,
} from "../impact/index.js";
import { allowEmptyFlag, command, oneOf, refuse, type Terminal } from "./define-command.js";
import { comparisonFlags, comparisonOf, fullFlag } from "./diff-flags.js";
import { carryOut, writeFlag } from "./print-fixes.js";
import { printReport, type Report, readTargets, reportFlags } from "./report-targets.js";

const failOnChoices = ["breaks", "may-break", "never"] as const satisfies readonly FailOnImpact[];

const { prove: _, ...comparing } = comparisonFlags;

export const impactCommand = command({
  arguments: "BASE [REVISION]",
  count: [0, 2],
  flags: {
    ...comparing,
    client: {
      ...comparisonFlags.client,
      help: "which client, where the config or the project has several: its name, folder or package",
    },
    ...fullFlag,
    project: {
      type: "string",
      multiple: true,
      value: "FILE",
      help: "the tsconfig.json of the code that uses the client, or its folder; may be repeated (default: tsconfig.json)",
    },
    ...reportFlags(impactFormats),
    json: { type: "boolean", help: "the same as --format json" },
    checklist: { type: "boolean", help: "the same as --format checklist: a list for an issue" },
    "fail-on": {
      type: "string",
      value: "LEVEL",
      values: failOnChoices,
      help: `exit with 1 at this impact or a worse one: ${failOnChoices.join(", ")} (default: breaks)`,
    },
    "expect-no-use": {
      type: "boolean",
      help: "go on although nothing in the project uses the client",
    },
    "allow-empty": {
      ...allowEmptyFlag,
      help: "compare versions although one of them has no operation and no webhook",
    },
    "allow-new": {
      type: "boolean",
      help: "count all operations as added if the base is a commit without the spec",
    },
    fix: {
      type: "boolean",
      help: "print a patch of the code that uses the client, for what only has another name, instead of the report",
    },
    write: writeFlag,
    todo: { type: "boolean", help: "with --fix: write comments above what still breaks" },
  },
  async run(flags, args, terminal) {
    if (!flags.fix && (flags.write || flags.todo))
      throw refuse("--write and --todo say how to --fix");
    const targets = readTargets({ ...flags, format: formatOf(flags) }, impactFormats);
    const failOn = oneOf("fail-on", flags["fail-on"] ?? "breaks", failOnChoices);
    const options = {
      ...comparisonOf({ ...flags, prove: false }, args),
      projects: flags.project ?? ["tsconfig.json"],
      ...(flags.client !== undefined && { client: flags.client }),
      failOn,
      expectNoUse: flags["expect-no-use"] ?? false,
      allowEmpty: flags["allow-empty"] ?? false,
      allowNew: flags["allow-new"] ?? false,
      onProgress: terminal.progress,
    };
    if (flags.fix) return fix(await fixesOf(options, flags.todo ?? false), flags.write, terminal);
    const results = await impactOf(options);
    tell(results, terminal);
    const reports = results.map(({ report }) => report);
    const shortening = { full: flags.full ?? false };
    const report: Report<ImpactFormat> = {
      lines: () => toImpactTexts(reports, { ...shortening, width: terminal.columns }),
      format: (format) => formatImpact(reports, format, shortening),
    };
    for (const target of targets) await printReport(report, target, terminal);
    return reports.some(({ failed }) => failed) ? 1 : 0;
  },
});

/** Exit code 1 if something still breaks. */
async function fix(
  fixes: readonly ProjectFix[],
  isWritten = false,
  terminal: Terminal,
): Promise<0 | 1> {
  tell(fixes, terminal);
  const seen = new Set<string>();
  for (const { plan, remaining } of fixes.map(({ mended }) => mended)) {
    // Projects may share files, which change in both in the same way.
    const files = plan.files.filter(({ path }) => !seen.has(path));
    for (const { path } of files) seen.add(path);
    await carryOut({ ...plan, files }, isWritten, terminal);
    for (const { file, line, column, code, message } of remaining)
      terminal.problem(
        `${file}:${line}:${column}: still breaks: ${code} ${message.split("\n")[0]}`,
      );
  }
  return fixes.some(({ mended }) => mended.remaining.length > 0) ? 1 : 0;
}

/** Projects have the warnings about the versions in common. */
function tell(
  results: readonly { readonly warnings: readonly Diagnostic[] }[],
  terminal: Terminal,
) {
  const warnings = results.flatMap((result) => result.warnings);
  terminal.diagnostics([
    ...new Map(warnings.map((each) => [formatDiagnostic(each), each])).values(),
  ]);
}

function formatOf(flags: {
  readonly format?: string;
  readonly json?: boolean;
  readonly checklist?: boolean;
}): string {
  const short = [...(flags.json ? ["json"] : []), ...(flags.checklist ? ["checklist"] : [])];
  const [first, ...more] = [...(flags.format === undefined ? [] : [flags.format]), ...short];
  if (more.some((each) => each !== first))
    throw refuse("choose one of --format, --json and --checklist");
  return first ?? "text";
}
