import { formatDiagnostic, type Line, print } from "../../diagnostics/index.js";
import { tool } from "../../disk/index.js";
import {
  annotatedPlace,
  markdownCode,
  markdownTable,
  markdownText,
  sarifLog,
  sarifRun,
  sarifSuppressions,
  type TestCase,
  testSuite,
  testSuites,
  toPhysical,
  workflowCommand,
} from "../../report-formats/index.js";
import { rules } from "../rules.js";
import type { VerifyVerdict } from "../verdict.js";
import {
  describeAsked,
  describeCounts,
  describeCoverage,
  describeJudged,
  describePlace,
  describeSeen,
  levels,
} from "./phrases.js";

/** The formats of a report but for JSON, which begins and ends as that of every command. */
export const verifyFormats = {
  text: (verdict) => `${print(toText(verdict))}\n`,
  markdown: toMarkdown,
  github: toGithub,
  sarif: toSarif,
  junit: toJunit,
} satisfies Record<string, (verdict: VerifyVerdict) => string>;

export type VerifyFormat = keyof typeof verifyFormats;

export function toText(verdict: VerifyVerdict): Line[] {
  const { report, findings, problems } = verdict;
  const asked = describeAsked(report);
  return [
    ...problems.map(({ message }) => `allow list: ${message}`),
    describeJudged(report),
    describeCoverage(report),
    describeCounts(verdict),
    ...findings.flatMap((finding) => {
      const { level, rule, message, help, fingerprint } = finding;
      const place = describePlace(finding);
      return [
        "",
        `${level} ${rule}: ${message}`,
        ...(place === "" ? [] : [`  spec: ${place}`]),
        `  seen: ${describeSeen(finding)}`,
        `  help: ${help}`,
        `  id: ${fingerprint}`,
      ];
    }),
    ...(asked.length > 0 ? ["", ...asked] : []),
  ];
}

function toMarkdown(verdict: VerifyVerdict): string {
  const { report, findings, accepted, problems } = verdict;
  const parts = [
    `## Service and spec: ${describeCounts(verdict)}`,
    `${markdownText(describeJudged(report))}, ${describeCoverage(report)}`,
  ];
  for (const level of levels) {
    const of = findings.filter((finding) => finding.level === level);
    if (of.length === 0) continue;
    const rows = of.map((finding) => [
      ...[finding.message, finding.help].map(markdownText),
      ...[describePlace(finding), finding.fingerprint].map(markdownCode),
    ]);
    const heading = level === "finding" ? "Findings" : "Notes";
    const table = markdownTable(["Deviation", "Mend", "Spec", "Id"], rows);
    parts.push(`### ${heading} (${of.length})\n\n${table}`);
  }
  const lists = [
    [
      "Accepted",
      accepted.map(({ finding, reason, until }) => `${finding.message}, until ${until}: ${reason}`),
    ],
    ["Allow list", problems.map(({ message, help }) => `${message}. ${help}`)],
    ["Not answered, not asked", describeAsked(report)],
  ] as const;
  for (const [heading, lines] of lists) {
    const items = lines.map((line) => `- ${markdownText(line)}`);
    if (items.length > 0) parts.push(`### ${heading}\n\n${items.join("\n")}`);
  }
  return `${parts.join("\n\n")}\n`;
}

function toGithub(verdict: VerifyVerdict): string {
  const { report, findings, problems } = verdict;
  const summary = `${describeCounts(verdict)}; ${describeJudged(report)}, ${describeCoverage(report)}.`;
  const commands = [
    ...problems.map(({ message, help, place }) =>
      workflowCommand("error", annotatedPlace(place), [message, help]),
    ),
    ...findings.map((finding) => {
      const { level, rule, message, help, place, fingerprint } = finding;
      const properties = { ...annotatedPlace(place), title: `${level}: ${rule}` };
      const lines = [message, help, `Seen: ${describeSeen(finding)}`, `id ${fingerprint}`];
      return workflowCommand(level === "finding" ? "error" : "notice", properties, lines);
    }),
    workflowCommand("notice", { title: "Service and spec" }, [summary]),
  ];
  return `${commands.join("\n")}\n`;
}

function toSarif({ findings, accepted }: VerifyVerdict): string {
  const all = [
    ...findings.map((finding) => ({ finding, suppressions: undefined })),
    ...accepted.map(({ finding, reason }) => ({
      finding,
      suppressions: sarifSuppressions(reason),
    })),
  ];
  const used = rules.filter(({ id }) => all.some(({ finding }) => finding.rule === id));
  const levelOf = (level: "finding" | "note") => (level === "finding" ? "error" : "note");
  const described = used.map(({ id, level, title, help }) => ({
    id,
    shortDescription: { text: title },
    help: { text: help, markdown: markdownText(help) },
    defaultConfiguration: { level: levelOf(level) },
    properties: { tags: ["api-drift"] },
  }));
  const results = all.map(({ finding, suppressions }) => {
    const { rule, level, message, help, place, fingerprint, operation } = finding;
    const name = `${operation.method} ${operation.path}`;
    const logicalLocations = [{ fullyQualifiedName: name, kind: "member" }];
    return {
      ruleId: rule,
      ruleIndex: used.findIndex(({ id }) => id === rule),
      level: levelOf(level),
      message: { text: `${message}\n${help}` },
      locations: [{ ...(place && toPhysical(place)), logicalLocations }],
      partialFingerprints: { "tetherDeviation/v1": fingerprint },
      ...(suppressions && { suppressions }),
    };
  });
  return sarifLog([{ ...sarifRun(tool, described, "verify"), results }]);
}

function toJunit(verdict: VerifyVerdict): string {
  const { report, findings, accepted, problems } = verdict;
  const nameOf = ({ operation, rule, message, fingerprint }: (typeof findings)[number]) => ({
    className: `${rule}.${operation.method} ${operation.path}`,
    name: `${message} [${fingerprint}]`,
  });
  const cases: TestCase[] = [
    ...findings.map((finding): TestCase => {
      const { level, rule, message, help } = finding;
      const text = [
        message,
        `spec: ${describePlace(finding)}`,
        `seen: ${describeSeen(finding)}`,
        help,
      ].join("\n");
      return level === "note"
        ? { is: "passed", ...nameOf(finding), text }
        : { is: "failed", ...nameOf(finding), type: rule, message, text };
    }),
    ...accepted.map(
      ({ finding, reason, until }): TestCase => ({
        is: "skipped",
        ...nameOf(finding),
        message: `accepted until ${until}: ${reason}`,
      }),
    ),
    ...problems.map((problem): TestCase => {
      const { code, message } = problem;
      const text = formatDiagnostic(problem);
      const className = `${code}.allow list`;
      return { is: "failed", className, name: message, type: code, message, text };
    }),
  ];
  if (cases.length === 0) {
    const name = describeCounts(verdict);
    cases.push({ is: "passed", className: "verify.the service", name, text: "" });
  }
  const properties = { coverage: describeCoverage(report) };
  const suite = testSuite(`Service and spec: ${describeJudged(report)}`, properties, cases);
  return testSuites("tether verify", [suite]);
}
