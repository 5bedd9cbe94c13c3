import { type Line, linesOf, type Painted } from "../../diagnostics/index.js";
import { type Judged, type Level, levels, type Verdict } from "../verdict.js";
import {
  countOf,
  describeCompared,
  describeCounts,
  describeOperations,
  describeOverride,
  describePlace,
  describeProof,
  describeRelease,
  describeValue,
  describeVersions,
} from "./report-phrases.js";

const styles = { breaking: "red", warning: "yellow", info: "cyan" } as const;

const headings: Readonly<Record<Level, string>> = {
  breaking: "Breaking",
  warning: "Warnings",
  info: "Notes",
};

/** For a terminal: the summary, then the findings, worst first. */
export function toText(verdict: Verdict): readonly Line[] {
  const { findings, accepted, problems } = verdict;
  const worst = findings[0] ? styles[findings[0].level] : "green";
  const lines: Line[] = [
    [{ style: worst, text: describeCounts(verdict) }, ` in ${describeVersions(verdict)}`],
    describeCompared(verdict),
    ...(findings.length > 0 ? [describeRelease(verdict)] : []),
  ];
  for (const level of levels) {
    const of = findings.filter((finding) => finding.level === level);
    if (of.length === 0) continue;
    lines.push("", [bold(`${headings[level]} (${of.length})`)]);
    for (const finding of of) lines.push("", ...describe(finding));
  }
  if (accepted.length > 0) {
    lines.push("", [bold(`Accepted (${accepted.length})`)], "");
    for (const { finding, reason, until, owner } of accepted) {
      const by = owner === undefined ? "" : `, ${owner}`;
      lines.push(`  ${finding.message}: ${reason} (until ${until}${by})`);
    }
  }
  if (problems.length > 0) lines.push("", ...problems.flatMap(linesOf));
  return lines;
}

function bold(text: string): Painted {
  return { style: "bold", text };
}

function describe(finding: Judged): Line[] {
  const { level, kind, message, wire, source, because, fix, fingerprint } = finding;
  const proof = describeProof(finding);
  const head: Line = ["  ", { style: styles[level], text: message.replaceAll(/\s+/g, " ") }];
  const where = describeOperations(finding);
  const rule = `${kind}  wire ${wire}, source ${source}`;
  if (level === "info")
    return [
      head,
      ...row("in", where ?? ""),
      ...row("set", describeOverride(finding)),
      ...row("id", `${fingerprint}  ${kind}`),
    ];
  const base = describePlace(finding.base);
  const revision = describePlace(finding.revision);
  return [
    head,
    ...row("in", where ?? ""),
    ...row("at", [base, revision].filter((place) => place !== "").join(" → ")),
    ...row("before", ...linesOfValue(finding.before)),
    ...row("after", ...linesOfValue(finding.after)),
    ...row("because", because),
    ...row("set", describeOverride(finding)),
    ...row("to do", fix),
    ...proof.slice(0, 3).flatMap((text) => row("tsc", ...describeValue(text, 4, 160).split("\n"))),
    ...(proof.length > 3 ? row("tsc", countOf(proof.length - 3, "more message")) : []),
    ...row("source", finding.provenance ?? ""),
    ...row("id", `${fingerprint}  ${rule}`),
  ];
}

/**
 * Only values that we format have several lines; line ends in text of the spec could forge a row.
 */
function linesOfValue(value: unknown): readonly string[] {
  if (typeof value !== "string") return describeValue(value, 6, 100).split("\n");
  return [describeValue(value.replaceAll("\n", "\\n"), 1, 300)];
}

/** A label and its text; further lines are indented like the first. */
function row(label: string, ...texts: readonly string[]): Line[] {
  const [first = "", ...more] = texts;
  if (first === "" && more.length === 0) return [];
  return [
    ["    ", { style: "dim", text: label.padEnd(8) }, ` ${first}`],
    ...more.map((line) => `${" ".repeat(13)}${line}`),
  ];
}
