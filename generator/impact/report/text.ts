import {
  countOf,
  excerptOfLine,
  frameOf,
  hang,
  heading,
  type Layout,
  type Line,
  labelled,
  labelWidth,
  paragraph,
  preformatted,
  row,
  type Style,
  standardLayout,
} from "../../diagnostics/index.js";
import { describeOperations } from "../../diff/index.js";
import { describePlace, describeValue, shorten } from "../../report-formats/index.js";
import {
  type CallSite,
  type CompilerError,
  type Impact,
  type ImpactFinding,
  type ImpactReport,
  impacts,
} from "../impact-report.js";
import {
  describeAcceptance,
  describeBecause,
  describeCheck,
  describeCompared,
  describeError,
  describeRest,
  describeResult,
  describeSpecial,
  describeSpecPlaces,
  describeUsed,
  impactHeadings,
  impactWords,
  judgedOf,
  ofImpact,
  placed,
} from "./impact-phrases.js";

const styles: Readonly<Record<Impact, Style>> = {
  breaks: "red",
  mayBreak: "yellow",
  notAnalysed: "yellow",
  untouched: "cyan",
  accepted: "cyan",
};

/** Where the rows of a finding begin. */
const indent = 4;
/** What is shown unless all is wanted: call sites of a finding, lines of a list, lines of a message. */
const shownSites = 10;
const shownListed = 10;
const shownLines = 6;

/**
 * For a terminal: what was asked, the findings, worst first, and the result as the last line.
 *
 * @param folder as of `placed`
 */
export function toImpactText(
  report: ImpactReport,
  layout: Layout = standardLayout,
  folder?: string,
): Line[] {
  const at = placed(report, folder);
  return [...body(at, layout), "", ...ending([at], layout)];
}

/** Several reports, and the result of all of them as the last line. */
export function toImpactTexts(
  reports: readonly ImpactReport[],
  layout: Layout = standardLayout,
  folder?: string,
): Line[] {
  const texts = reports.map((report) => toImpactText(report, layout, folder));
  if (texts.length === 1) return texts.flat();
  const at = reports.map((report) => placed(report, folder));
  return [...texts.flatMap((text) => [...text, ""]), ...ending(at, layout)];
}

function body(report: ImpactReport, layout: Layout): Line[] {
  const { unexplained, errorsBefore, notAnalysed } = report;
  const lines: Line[] = [
    ...hang(describeCompared(report), layout.width).map((line) => line.join("")),
    ...hang(describeCheck(report), layout.width).map((line) => line.join("")),
  ];
  const section = (title: string, count: number, content: readonly Line[]) => {
    if (count > 0) lines.push("", [{ style: "bold", text: `${title} (${count})` }], ...content);
  };
  for (const impact of impacts) {
    const found = ofImpact(report, impact);
    const content =
      impact === "untouched" || impact === "accepted"
        ? // Why something is accepted must not be cut off.
          [
            "",
            ...listed(
              found.map(inOneLine),
              impact === "accepted" ? { ...layout, full: true } : layout,
            ),
          ]
        : found.flatMap((each) => ["", ...describe(each, layout)]);
    section(impactHeadings[impact], found.length, content);
  }
  section("New errors without a finding", unexplained.length, [
    "",
    ...unexplained.flatMap((error) => errorLines(error, layout)),
  ]);
  section("Errors that were there before", errorsBefore.length, [
    "",
    ...listed(
      errorsBefore.map(
        (error) => `${describePlace(error)} ${describeError(error, error).join(" ")}`,
      ),
      layout,
    ),
  ]);
  section("Files not analysed", notAnalysed.length, ["", ...listed(notAnalysed, layout)]);
  return lines;
}

/** The last lines: that something is shortened, what the result leaves out, and the result. */
function ending(reports: readonly ImpactReport[], layout: Layout): Line[] {
  const failed = reports.some(({ failed }) => failed);
  const lines: Line[] = [
    ...(reports.some((report) => isShortened(report, layout))
      ? paragraph("--full shortens nothing.", layout)
      : []),
    ...hang(describeRest(reports), layout.width).map((line) => line.join("")),
    [{ style: failed ? "red" : "green", text: describeResult(reports) }],
  ];
  return lines.filter((line) => line !== "");
}

function isShortened(report: ImpactReport, layout: Layout): boolean {
  const text = (full: boolean) => JSON.stringify(body(report, { ...layout, full }));
  return !layout.full && text(false) !== text(true);
}

/** Lines of a list, each cut to the width; the first ones, and how many more there are. */
function listed(texts: readonly string[], { width, full }: Layout): Line[] {
  const { names, more } = shorten(texts, full ? texts.length : shownListed);
  return [
    ...preformatted(names.map(flat), width - 2, full).map((line) => `  ${line}`),
    ...(more > 0 ? [`  … ${more} more`] : []),
  ];
}

function flat(text: string): string {
  return text.replaceAll(/\s+/g, " ").trim();
}

function inOneLine(each: ImpactFinding): string {
  const finding = judgedOf(each);
  const where = describeOperations(finding);
  const why = describeAcceptance(each);
  return [
    `${finding.fingerprint} ${finding.level}: ${finding.message}`,
    where === undefined ? "" : `, in ${where}`,
    why === "" ? "" : `: ${why}`,
  ].join("");
}

function describe(each: ImpactFinding, layout: Layout): Line[] {
  const { impact, sites, witness } = each;
  const finding = judgedOf(each);
  const say = (label: string, ...texts: readonly string[]) => row(label, texts, layout, indent);
  const { names, more } = shorten(sites, layout.full ? sites.length : shownSites);
  const room = layout.width - indent - labelWidth;
  const witnessLines = witness === undefined ? [] : preformatted(witness.split("\n"), room, true);
  return [
    ...heading(`${impactWords[impact]}: ${finding.message}`, layout, styles[impact], 2),
    ...say("in", describeOperations(finding, layout.full) ?? ""),
    ...say("spec", describeSpecPlaces(finding)),
    ...say("because", finding.because),
    ...names.flatMap((site) => siteLines(each, site, layout)),
    ...(more > 0 ? say("at", countOf(more, "more call site")) : []),
    ...say("to do", finding.fix),
    ...labelled("witness", witnessLines, indent),
    ...say("rule", `${finding.kind}, wire ${finding.wire}, source ${finding.source}`),
    ...say("id", finding.fingerprint),
  ];
}

/** A place that is broken into lines cannot be clicked, so it is as long as it is. */
function siteLines(each: ImpactFinding, site: CallSite, layout: Layout): readonly Line[] {
  const { line, code, codeColumn, proof } = site;
  const because = describeBecause(each, site);
  const margin = " ".repeat(indent + labelWidth);
  const used = describeUsed(site);
  const frame = frameOf(line, excerptOfLine(code, codeColumn ?? 1));
  const shown = codeColumn === undefined ? frame.slice(0, 1) : frame;
  return [
    ...labelled("at", [describePlace(site) + describeSpecial(each, site)], indent),
    ...(used === ""
      ? []
      : hang(used, layout.width, indent + labelWidth).map((row) => row.join(""))),
    ...shown.map((text) => margin + text.slice(2)),
    ...(proof ? messageLines(describeError(proof, site), layout) : []),
    ...row("why", [because], layout, indent),
  ];
}

function errorLines(error: CompilerError, layout: Layout): readonly Line[] {
  return [
    ...labelled("at", [describePlace(error)], indent),
    ...messageLines(describeError(error, error), layout),
  ];
}

/** The compiler's message, whose links are indented. */
function messageLines(lines: readonly string[], { width, full }: Layout): readonly Line[] {
  const shown = full ? lines : describeValue(lines.join("\n"), shownLines, 1000).split("\n");
  return labelled("tsc", preformatted(shown, width - indent - labelWidth, true), indent);
}
