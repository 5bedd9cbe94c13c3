import { countOf, type Layout, standardLayout } from "../../diagnostics/index.js";
import {
  describePlace,
  describeValue,
  markdownBlock,
  markdownCode,
  markdownFold,
  markdownTable,
  markdownText,
  shorten,
} from "../../report-formats/index.js";
import { type Judged, type Level, levels, type Verdict } from "../verdict.js";
import {
  describeCompared,
  describeCounts,
  describeOperation,
  describeOverride,
  describeProof,
  describeRelease,
  describeVersions,
  valuesOf,
} from "./report-phrases.js";

const headings: Readonly<Record<Level, string>> = {
  breaking: "🛑 Breaking",
  warning: "⚠️ Warnings",
  info: "ℹ️ Notes",
};

/** A longer list of operations is shortened to a count. */
const namedOperations = 20;

/** For a pull request, a job summary or a file: a table for each level, and what to do below it. */
export function toMarkdown(verdict: Verdict, { full }: Layout = standardLayout): string {
  const { client, findings, accepted, problems } = verdict;
  const parts = [
    `## API drift${client === undefined ? "" : ` in ${markdownText(client)}`}: ${describeCounts(verdict)}`,
    `${markdownText(describeVersions(verdict))}, ${describeCompared(verdict)}  \n**${markdownText(describeRelease(verdict))}**`,
  ];
  for (const level of levels) {
    const of = findings.filter((finding) => finding.level === level);
    if (of.length > 0) parts.push(section(level, of, full));
  }
  if (accepted.length > 0) {
    const rows = accepted.map(({ finding, reason, until, owner }) =>
      [finding.message, reason, until, owner ?? ""].map(markdownText),
    );
    const table = markdownTable(["Accepted", "Reason", "Until", "Owner"], rows);
    parts.push(markdownFold(countOf(accepted.length, "accepted finding"), table));
  }
  if (problems.length > 0) {
    const list = problems.map(
      ({ message, help }) => `- ${markdownText(message)}. ${markdownText(help)}`,
    );
    parts.push(`### Allow list\n\n${list.join("\n")}`);
  }
  return `${parts.join("\n\n")}\n`;
}

function section(level: Level, findings: readonly Judged[], full: boolean): string {
  const table = markdownTable(
    ["Change", "Operations", "Wire", "Source", "Where", "Id"],
    findings.map((finding) => [
      [finding.message, describeOverride(finding)].filter(isText).map(markdownText).join("<br>"),
      operationsCell(finding, full),
      finding.wire,
      finding.source,
      markdownCode(describePlace(finding.revision ?? finding.base)),
      markdownCode(finding.fingerprint),
    ]),
  );
  const heading = `${headings[level]} (${findings.length})`;
  // Notes are collapsed, because few readers look for them.
  if (level === "info") return markdownFold(heading, table);
  return `### ${heading}\n\n${table}\n\n${markdownFold("Why, and what to do", findings.map((finding) => details(finding, full)).join("\n\n"))}`;
}

function details(finding: Judged, full: boolean): string {
  const { message, because, fix, kind } = finding;
  const { before, after } = valuesOf(finding);
  const lines = full ? Number.POSITIVE_INFINITY : 20;
  const proof = describeProof(finding);
  const sides = [
    ["Before", before],
    ["After", after],
  ]
    .filter(([, value]) => value !== undefined)
    .map(([label, value]) => `${label}:\n\n${markdownBlock(describeValue(value, lines))}`);
  return [
    `**${markdownText(message)}** (${markdownCode(kind)})`,
    markdownText([because, fix].filter(isText).join(" ")),
    ...sides,
    ...(proof.length > 0 ? [`TypeScript says:\n\n${markdownBlock(proof.join("\n"))}`] : []),
  ]
    .filter((part) => part !== "")
    .join("\n\n");
}

function operationsCell({ operations }: Judged, full: boolean): string {
  if (operations.length === 0) return "the document";
  const all = operations.map((each) => markdownCode(describeOperation(each)));
  const { names, more } = shorten(all, full ? all.length : namedOperations);
  const list = [...names, ...(more > 0 ? [`and ${more} more`] : [])].join("<br>");
  if (operations.length <= 3) return list;
  return `<details><summary>${countOf(operations.length, "operation")}</summary>${list}</details>`;
}

function isText(text: string): boolean {
  return text !== "";
}
