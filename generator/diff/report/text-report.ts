import {
  countOf,
  hang,
  heading,
  type Layout,
  type Line,
  labelled,
  labelWidth,
  linesOf,
  paragraph,
  preformatted,
  row,
  standardLayout,
} from "../../diagnostics/index.js";
import { describePlace, describeValue } from "../../report-formats/index.js";
import { type Judged, type Level, levels, type Verdict } from "../verdict.js";
import {
  describeCompared,
  describeCounts,
  describeOperation,
  describeOperations,
  describeOverride,
  describeProof,
  describeRelease,
  describeVersions,
  isReported,
  valuesOf,
} from "./report-phrases.js";

const styles = { breaking: "red", warning: "yellow", info: "cyan" } as const;

const headings: Readonly<Record<Level, string>> = {
  breaking: "Breaking",
  warning: "Warnings",
  info: "Notes",
};

/**
 * For a terminal: the summary, then the findings, worst first.
 *
 * @param more how to see what is shortened; null: not at all; default: with the flags of `diff`
 */
export function toText(
  verdict: Verdict,
  layout: Layout = standardLayout,
  more: string | null = moreByFlags,
): readonly Line[] {
  const { findings, accepted, problems } = verdict;
  const lines: Line[] = [
    ...summary(verdict, layout),
    ...paragraph(describeCompared(verdict), layout),
    ...(verdict.semver.bump === "none" ? [] : paragraph(describeRelease(verdict), layout)),
  ];
  for (const level of levels) {
    const of = findings.filter((finding) => finding.level === level);
    if (of.length === 0) continue;
    lines.push("", [bold(`${headings[level]} (${of.length})`)]);
    for (const finding of of) lines.push("", ...describe(finding, layout));
  }
  if (accepted.length > 0) {
    lines.push("", [bold(`Accepted (${accepted.length})`)], "");
    for (const { finding, reason, until, owner } of accepted) {
      const by = owner === undefined ? "" : `, ${owner}`;
      const where = isReported(verdict, finding) ? ` in ${describeOperations(finding)}` : "";
      const text = `${finding.message}${where}: ${reason} (until ${until}${by})`;
      lines.push(...hang(text, layout.width, 2).map((each) => each.join("")));
    }
  }
  if (problems.length > 0) lines.push("", ...problems.flatMap(linesOf));
  if (findings.length > 0 && !layout.full && more !== null)
    lines.push("", ...paragraph(more, layout));
  return lines;
}

const moreByFlags =
  "`npx spec-tether explain ID` with the same versions and flags says more about a finding; --full shortens nothing.";

function summary(verdict: Verdict, { width }: Layout): Line[] {
  const worst = verdict.findings[0] ? styles[verdict.findings[0].level] : "green";
  const counts = describeCounts(verdict);
  return hang(`${counts} in ${describeVersions(verdict)}`, width).map(([margin, line]) =>
    line.startsWith(counts)
      ? [{ style: worst, text: counts }, line.slice(counts.length)]
      : margin + line,
  );
}

function bold(text: string) {
  return { style: "bold", text } as const;
}

/** Where the rows of a finding begin. */
const indent = 4;
/** What the values of a finding take. */
const shownLines = 6;
const shownCharacters = 300;

function describe(finding: Judged, layout: Layout): Line[] {
  const { level, kind, message, wire, source, because, fix, fingerprint } = finding;
  const say = (label: string, ...texts: readonly string[]) => row(label, texts, layout, indent);
  const head = heading(message, layout, styles[level], 2);
  const where = say(
    "in",
    ...(layout.full
      ? finding.operations.map(describeOperation)
      : [describeOperations(finding) ?? ""]),
  );
  const set = say("set", describeOverride(finding));
  if (level === "info") return [...head, ...where, ...set, ...say("id", `${fingerprint} ${kind}`)];
  const places = [describePlace(finding.base), describePlace(finding.revision)];
  const { before, after } = valuesOf(finding);
  return [
    ...head,
    ...where,
    ...say("at", places.filter((place) => place !== "").join(" → ")),
    ...value("before", before, layout),
    ...value("after", after, layout),
    ...say("because", because),
    ...set,
    ...say("to do", fix),
    ...proofOf(finding, layout),
    ...say("source", finding.provenance ?? ""),
    ...say("rule", `${kind}, wire ${wire}, source ${source}`),
    ...say("id", fingerprint),
  ];
}

/** Only values that we format have several lines; line ends in text of the spec could forge a row. */
function value(label: string, content: unknown, layout: Layout): readonly Line[] {
  if (content === undefined) return [];
  const { full, width } = layout;
  if (typeof content === "string") {
    const text = content.replaceAll("\n", "\\n");
    return row(label, [full ? text : describeValue(text, 1, shownCharacters)], layout, indent);
  }
  const lines = describeValue(
    content,
    full ? Number.POSITIVE_INFINITY : shownLines,
    Number.POSITIVE_INFINITY,
  );
  return labelled(
    label,
    preformatted(lines.split("\n"), width - indent - labelWidth, full),
    indent,
  );
}

/** The compiler's messages; the first ones, unless all are wanted. */
function proofOf(finding: Judged, layout: Layout): Line[] {
  const proof = describeProof(finding);
  const { full } = layout;
  const shown = full ? proof : proof.slice(0, 3);
  const hidden = proof.length - shown.length;
  return [
    ...shown.flatMap((text) => {
      const lines = full ? text : describeValue(text, 4, 1000);
      return row("tsc", lines.split("\n"), layout, indent);
    }),
    ...(hidden > 0 ? row("tsc", [countOf(hidden, "more message")], layout, indent) : []),
  ];
}
