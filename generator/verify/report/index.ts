import { formatDiagnostic, type Line, print } from "../../diagnostics/index.js";
import {
  junitCase,
  markdownCode,
  markdownText,
  physicalLocation,
  sarifLog,
  workflowCommand,
  xmlAttribute,
  xmlText,
} from "../../diff/index.js";
import { tool } from "../../disk/index.js";
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
  const row = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  const parts = [
    `## Service and spec: ${describeCounts(verdict)}`,
    `${markdownText(describeJudged(report))}, ${describeCoverage(report)}`,
  ];
  for (const level of levels) {
    const of = findings.filter((finding) => finding.level === level);
    if (of.length === 0) continue;
    const rows = of.map((finding) => {
      const cells = [finding.message, finding.help].map(markdownText);
      return row([...cells, ...[describePlace(finding), finding.fingerprint].map(markdownCode)]);
    });
    const heading = level === "finding" ? "Findings" : "Notes";
    const table = [row(["Deviation", "Mend", "Spec", "Id"]), "|---|---|---|---|", ...rows];
    parts.push(`### ${heading} (${of.length})\n\n${table.join("\n")}`);
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
      workflowCommand("error", place ? { file: place.file, line: String(place.line) } : {}, [
        message,
        help,
      ]),
    ),
    ...findings.map((finding) => {
      const { level, rule, message, help, place, fingerprint } = finding;
      const isHere = place && !/^[^\\/]*:|[\r\n]/.test(place.file);
      const properties = {
        ...(isHere && { file: place.file, line: String(place.line), col: String(place.column) }),
        title: `${level}: ${rule}`,
      };
      const lines = [message, help, `Seen: ${describeSeen(finding)}`, `id ${fingerprint}`];
      return workflowCommand(level === "finding" ? "error" : "notice", properties, lines);
    }),
    workflowCommand("notice", { title: "Service and spec" }, [summary]),
  ];
  return `${commands.join("\n")}\n`;
}

function toSarif({ findings, accepted }: VerifyVerdict): string {
  const [name = "", version = ""] = tool.split(" ");
  const all = [
    ...findings.map((finding) => ({ finding, suppressions: undefined })),
    ...accepted.map(({ finding, reason }) => ({
      finding,
      suppressions: [{ kind: "external", status: "accepted", justification: reason }],
    })),
  ];
  const used = rules.filter(({ id }) => all.some(({ finding }) => finding.rule === id));
  const levelOf = (level: "finding" | "note") => (level === "finding" ? "error" : "note");
  const run = {
    tool: {
      driver: {
        name,
        semanticVersion: version,
        rules: used.map(({ id, level, title, help }) => ({
          id,
          shortDescription: { text: title },
          help: { text: help, markdown: markdownText(help) },
          defaultConfiguration: { level: levelOf(level) },
          properties: { tags: ["api-drift"] },
        })),
      },
    },
    columnKind: "utf16CodeUnits",
    automationDetails: { id: `${name} verify/` },
    results: all.map(({ finding, suppressions }) => {
      const { rule, level, message, help, place, fingerprint, operation } = finding;
      const name = `${operation.method} ${operation.path}`;
      const logicalLocations = [{ fullyQualifiedName: name, kind: "member" }];
      return {
        ruleId: rule,
        ruleIndex: used.findIndex(({ id }) => id === rule),
        level: levelOf(level),
        message: { text: `${message}\n${help}` },
        locations: [{ ...(place && physicalLocation(place)), logicalLocations }],
        partialFingerprints: { "tetherDeviation/v1": fingerprint },
        ...(suppressions && { suppressions }),
      };
    }),
  };
  return sarifLog([run]);
}

function toJunit(verdict: VerifyVerdict): string {
  const { report, findings, accepted, problems } = verdict;
  const nameOf = ({ operation: { method, path } }: (typeof findings)[number]) =>
    `${method} ${path}`;
  const cases = [
    ...findings.map((finding) => {
      const { level, rule, message, help, fingerprint } = finding;
      const details = [
        message,
        `spec: ${describePlace(finding)}`,
        `seen: ${describeSeen(finding)}`,
        help,
      ];
      const text = xmlText(details.join("\n"));
      const body =
        level === "note"
          ? `<system-out>${text}</system-out>`
          : `<failure type=${xmlAttribute(rule)} message=${xmlAttribute(message)}>${text}</failure>`;
      return junitCase(rule, `${message} [${fingerprint}]`, nameOf(finding), body);
    }),
    ...accepted.map(({ finding, reason, until }) => {
      const body = `<skipped message=${xmlAttribute(`accepted until ${until}: ${reason}`)}/>`;
      return junitCase(
        finding.rule,
        `${finding.message} [${finding.fingerprint}]`,
        nameOf(finding),
        body,
      );
    }),
    ...problems.map((problem) => {
      const { code, message } = problem;
      const body = `<failure type=${xmlAttribute(code)} message=${xmlAttribute(message)}>${xmlText(formatDiagnostic(problem))}</failure>`;
      return junitCase(code, message, "allow list", body);
    }),
  ];
  // Most dashboards treat a suite without a case as not run.
  if (cases.length === 0)
    cases.push(junitCase("verify", describeCounts(verdict), "the service", ""));
  const failures = findings.filter(({ level }) => level === "finding").length + problems.length;
  const counts = `tests="${cases.length}" failures="${failures}" errors="0" skipped="${accepted.length}" time="0"`;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="tether verify" ${counts}>`,
    `  <testsuite name=${xmlAttribute(`Service and spec: ${describeJudged(report)}`)} ${counts}>`,
    ...cases,
    "  </testsuite>",
    "</testsuites>",
    "",
  ].join("\n");
}
