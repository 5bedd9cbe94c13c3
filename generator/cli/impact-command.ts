import { formatDiagnostic } from "../diagnostics/index.js";
import {
  type FailOnImpact,
  formatImpact,
  type ImpactFormat,
  impactFormats,
  impactOf,
  toImpactTexts,
} from "../impact/index.js";
import { allowEmptyFlag, command, oneOf, refuse } from "./define-command.js";
import { comparisonFlags, comparisonOf, fullFlag } from "./diff-flags.js";
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
  },
  async run(flags, args, terminal) {
    const targets = readTargets({ ...flags, format: formatOf(flags) }, impactFormats);
    const failOn = oneOf("fail-on", flags["fail-on"] ?? "breaks", failOnChoices);
    const results = await impactOf({
      ...comparisonOf({ ...flags, prove: false }, args),
      projects: flags.project ?? ["tsconfig.json"],
      ...(flags.client !== undefined && { client: flags.client }),
      failOn,
      expectNoUse: flags["expect-no-use"] ?? false,
      allowEmpty: flags["allow-empty"] ?? false,
      allowNew: flags["allow-new"] ?? false,
      onProgress: terminal.progress,
    });
    const warnings = results.flatMap((result) => result.warnings);
    terminal.diagnostics([
      ...new Map(warnings.map((each) => [formatDiagnostic(each), each])).values(),
    ]);
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
