import { printable, printableLines } from "../../diagnostics/index.js";
import { type Judged, type Level, levels, type Verdict } from "../verdict.js";
import {
  countOf,
  describeCompared,
  describeCounts,
  describeOperation,
  describeOverride,
  describePlace,
  describeProof,
  describeRelease,
  describeValue,
  describeVersions,
} from "./report-phrases.js";

const headings: Readonly<Record<Level, string>> = {
  breaking: "🛑 Breaking",
  warning: "⚠️ Warnings",
  info: "ℹ️ Notes",
};

/** A longer list of operations is shortened to a count. */
const namedOperations = 20;

/** For a pull request, a job summary or a file: a table for each level, and what to do below it. */
export function toMarkdown(verdict: Verdict): string {
  const { client, findings, accepted, problems } = verdict;
  const parts = [
    `## API drift${client === undefined ? "" : ` in ${plain(client)}`}: ${describeCounts(verdict)}`,
    `${plain(describeVersions(verdict))}, ${describeCompared(verdict)}  \n**${plain(describeRelease(verdict))}**`,
  ];
  for (const level of levels) {
    const of = findings.filter((finding) => finding.level === level);
    if (of.length > 0) parts.push(section(level, of));
  }
  if (accepted.length > 0) {
    const rows = accepted.map(({ finding, reason, until, owner }) =>
      row([plain(finding.message), plain(reason), plain(until), plain(owner ?? "")]),
    );
    const table = [
      row(["Accepted", "Reason", "Until", "Owner"]),
      "|---|---|---|---|",
      ...rows,
    ].join("\n");
    parts.push(fold(countOf(accepted.length, "accepted finding"), table));
  }
  if (problems.length > 0) {
    const list = problems.map(({ message, help }) => `- ${plain(message)}. ${plain(help)}`);
    parts.push(`### Allow list\n\n${list.join("\n")}`);
  }
  return `${parts.join("\n\n")}\n`;
}

function section(level: Level, findings: readonly Judged[]): string {
  const table = [
    row(["Change", "Operations", "Wire", "Source", "Where", "Id"]),
    "|---|---|---|---|---|---|",
    ...findings.map((finding) =>
      row([
        [finding.message, describeOverride(finding)].filter(isText).map(plain).join("<br>"),
        operationsCell(finding),
        finding.wire,
        finding.source,
        code(describePlace(finding.revision ?? finding.base)),
        code(finding.fingerprint),
      ]),
    ),
  ].join("\n");
  const heading = `${headings[level]} (${findings.length})`;
  // Infos are collapsed, because few readers look for them.
  if (level === "info") return fold(heading, table);
  return `### ${heading}\n\n${table}\n\n${fold("Why, and what to do", findings.map(details).join("\n\n"))}`;
}

function details(finding: Judged): string {
  const { message, because, fix, kind, before, after } = finding;
  const proof = describeProof(finding);
  const sides = [
    ["Before", before],
    ["After", after],
  ]
    .filter(([, value]) => value !== undefined)
    .map(([label, value]) => `${label}:\n\n${block(describeValue(value, 20))}`);
  return [
    `**${plain(message)}** (${code(kind)})`,
    plain([because, fix].filter(isText).join(" ")),
    ...sides,
    ...(proof.length > 0 ? [`TypeScript says:\n\n${block(proof.join("\n"))}`] : []),
  ]
    .filter((part) => part !== "")
    .join("\n\n");
}

function operationsCell({ operations }: Judged): string {
  if (operations.length === 0) return "the document";
  const names = operations.slice(0, namedOperations).map((each) => code(describeOperation(each)));
  const more = operations.length - names.length;
  const list = [...names, ...(more > 0 ? [`and ${more} more`] : [])].join("<br>");
  if (operations.length <= 3) return list;
  return `<details><summary>${operations.length} operations</summary>${list}</details>`;
}

function fold(summary: string, content: string): string {
  return `<details>\n<summary>${summary}</summary>\n\n${content}\n\n</details>`;
}

function isText(text: string): boolean {
  return text !== "";
}

function row(cells: readonly string[]): string {
  return `| ${cells.join(" | ")} |`;
}

/** An invisible character that keeps `@name`, `#12` and URLs from becoming mentions and links. */
const wordBreak = "\u200b";

/** Text of the spec as text: no markup, no HTML, no mentions, no links, one line. */
function plain(text: string): string {
  return flat(text)
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll(/[\\`*_[\]()~|!]/g, "\\$&")
    .replaceAll(/[@#]/g, `$&${wordBreak}`)
    .replaceAll("://", `:${wordBreak}//`)
    .replaceAll(/www\./gi, (www) => `${www.slice(0, 3)}${wordBreak}.`);
}

/** As code in a table cell, where a pipe would end the cell even inside code. */
function code(text: string): string {
  if (text === "") return "";
  const shown = flat(text).replaceAll("`", "'").replaceAll("|", "\\|");
  return `\`${shown}\``;
}

/** A fence that is longer than any fence in the text. */
function block(text: string): string {
  let longest = 2;
  for (const [ticks] of text.matchAll(/`+/g)) longest = Math.max(longest, ticks.length);
  const fence = "`".repeat(longest + 1);
  return `${fence}\n${printableLines(text)}\n${fence}`;
}

function flat(text: string): string {
  return printable(text.replaceAll(/\s+/g, " ").trim(), Number.POSITIVE_INFINITY);
}
