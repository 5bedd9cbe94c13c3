import { formatDiagnostic, printable } from "../../diagnostics/index.js";
import { type Judged, type Level, levels, type Verdict } from "../verdict.js";
import {
  countOf,
  describeCounts,
  describeOperations,
  describePlace,
  describeProof,
  describeRelease,
  describeValue,
  describeVersions,
} from "./words.js";

type Paint = (style: keyof typeof codes, text: string) => string;

const codes = { bold: 1, dim: 2, breaking: 31, warning: 33, info: 36, good: 32 } as const;

const headings: Readonly<Record<Level, string>> = {
  breaking: "Breaking",
  warning: "Warnings",
  info: "Notes",
};

/** For a terminal: the summary, then what was found, the worst first. */
export function toText(verdict: Verdict, colour: boolean): string {
  const paint: Paint = (style, text) => (colour ? `\u001b[${codes[style]}m${text}\u001b[0m` : text);
  const { findings, accepted, problems } = verdict;
  const worst = findings[0]?.level ?? "good";
  const lines = [
    `${paint(worst, describeCounts(verdict.summary))} in ${printable(describeVersions(verdict))}`,
    ...(findings.length > 0 ? [printable(describeRelease(verdict))] : []),
  ];
  for (const level of levels) {
    const of = findings.filter((finding) => finding.level === level);
    if (of.length === 0) continue;
    lines.push("", paint("bold", `${headings[level]} (${of.length})`));
    for (const finding of of) lines.push("", ...describe(finding, paint));
  }
  if (accepted.length > 0) {
    lines.push("", paint("bold", `Accepted (${accepted.length})`), "");
    for (const { finding, reason, until, owner } of accepted) {
      const by = owner === undefined ? "" : `, ${owner}`;
      lines.push(printable(`  ${finding.message}: ${reason} (until ${until}${by})`));
    }
  }
  if (problems.length > 0)
    lines.push("", ...problems.map((problem) => formatDiagnostic(problem, colour)));
  return `${lines.join("\n")}\n`;
}

function describe(finding: Judged, paint: Paint): string[] {
  const { level, kind, message, wire, source, because, fix, fingerprint } = finding;
  const proof = describeProof(finding);
  const row = (label: string, text: string) =>
    text === ""
      ? []
      : [`    ${paint("dim", label.padEnd(8))} ${indent(text.split("\n").map(printable))}`];
  const head = `  ${paint(level, printable(message.replaceAll(/\s+/g, " ")))}`;
  const where = describeOperations(finding);
  const rule = `${kind}  wire ${wire}, source ${source}`;
  if (level === "info")
    return [head, ...row("in", where ?? ""), ...row("id", `${fingerprint}  ${kind}`)];
  const base = describePlace(finding.base);
  const revision = describePlace(finding.revision);
  return [
    head,
    ...row("in", where ?? ""),
    ...row("at", [base, revision].filter((place) => place !== "").join(" → ")),
    ...row("before", describeValue(finding.before, 6, 100)),
    ...row("after", describeValue(finding.after, 6, 100)),
    ...row("because", because),
    ...row("to do", fix),
    ...proof.slice(0, 3).flatMap((text) => row("tsc", describeValue(text, 4, 160))),
    ...(proof.length > 3 ? row("tsc", countOf(proof.length - 3, "more message")) : []),
    ...row("source", finding.provenance ?? ""),
    ...row("id", `${fingerprint}  ${rule}`),
  ];
}

/** Further lines stand below the first, not below its label. */
function indent(lines: readonly string[]): string {
  return lines.join(`\n${" ".repeat(13)}`);
}
