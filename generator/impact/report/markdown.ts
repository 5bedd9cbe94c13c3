import { countOf, type Layout, standardLayout } from "../../diagnostics/index.js";
import { describeOperations } from "../../diff/index.js";
import {
  describePlace,
  markdownBlock,
  markdownCode,
  markdownFold,
  markdownTable,
  markdownText,
  shorten,
} from "../../report-formats/index.js";
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
  describeCheck,
  describeCompared,
  describeError,
  describeRest,
  describeResult,
  describeSpecial,
  describeSpecPlaces,
  describeUsed,
  describeWhy,
  hitting,
  impactHeadings,
  judgedOf,
  ofImpact,
} from "./impact-phrases.js";

const signs: Readonly<Record<Impact, string>> = {
  breaks: "🛑 ",
  mayBreak: "⚠️ ",
  notAnalysed: "❔ ",
  untouched: "",
  accepted: "",
};

/** What is shown unless all is wanted: call sites of a finding in the table, and with their lines. */
const shownInTable = 10;
const shownWithLines = 20;
/** Errors, files and findings in a folded list. */
const shownListed = 200;

/** For a pull request, a job summary or a file: what is hit, its lines below it, the rest folded. */
export function toImpactMarkdown(report: ImpactReport, { full }: Layout = standardLayout): string {
  const rest = describeRest([report]);
  const parts = [
    `## Your code: ${describeResult([report])}`,
    [describeCompared(report), describeCheck(report), rest]
      .filter((line) => line !== "")
      .map(markdownText)
      .join("  \n"),
  ];
  for (const impact of impacts) {
    const found = ofImpact(report, impact);
    const title = `${signs[impact]}${impactHeadings[impact]} (${found.length})`;
    if (found.length === 0) continue;
    if (hitting.some((each) => each === impact)) parts.push(section(title, found, full));
    else parts.push(markdownFold(title, listOf(found.map(inOneLine), full)));
  }
  const { unexplained, errorsBefore, notAnalysed } = report;
  if (unexplained.length > 0)
    parts.push(
      `### 🛑 New errors without a finding (${unexplained.length})\n\n${listOf(unexplained.map(errorItem), full)}`,
    );
  if (errorsBefore.length > 0)
    parts.push(
      markdownFold(
        `Errors that were there before (${errorsBefore.length})`,
        listOf(errorsBefore.map(errorItem), full),
      ),
    );
  if (notAnalysed.length > 0)
    parts.push(
      markdownFold(
        `Files not analysed (${notAnalysed.length})`,
        listOf(notAnalysed.map(markdownCode), full),
      ),
    );
  return `${parts.join("\n\n")}\n`;
}

function section(title: string, found: readonly ImpactFinding[], full: boolean): string {
  const table = markdownTable(
    ["Change", "Call sites", "Id"],
    found.map((each) => [
      markdownText(judgedOf(each).message),
      sitesCell(each, full),
      markdownCode(each.finding.fingerprint),
    ]),
  );
  const details = found.map((each) => detailsOf(each, full)).join("\n\n");
  return `### ${title}\n\n${table}\n\n${markdownFold("The lines, why, and what to do", details)}`;
}

function sitesCell(each: ImpactFinding, full: boolean): string {
  const { sites } = each;
  const { names, more } = shorten(sites, full ? sites.length : shownInTable);
  return [
    ...names.map((site) => markdownCode(describePlace(site)) + describeSpecial(each, site)),
    ...(more > 0 ? [`and ${more} more`] : []),
  ].join("<br>");
}

function detailsOf(each: ImpactFinding, full: boolean): string {
  const finding = judgedOf(each);
  const where = describeOperations(finding, full);
  const { names, more } = shorten(each.sites, full ? each.sites.length : shownWithLines);
  return [
    `**${markdownText(finding.message)}**${where === undefined ? "" : ` in ${markdownCode(where)}`}`,
    markdownText(finding.because),
    ...names.map((site) => siteOf(each, site)),
    ...(more > 0 ? [`and ${countOf(more, "more call site")}`] : []),
    ...(finding.fix === "" ? [] : [`To do: ${markdownText(finding.fix)}`]),
    ...(each.witness === undefined
      ? []
      : [`The smallest caller that stops compiling:\n\n${markdownBlock(each.witness)}`]),
    `${markdownCode(finding.kind)}, ${markdownCode(describeSpecPlaces(finding))}`,
  ]
    .filter((part) => part !== "")
    .join("\n\n");
}

function siteOf(each: ImpactFinding, site: CallSite): string {
  const used = describeUsed(site);
  return [
    `${markdownCode(describePlace(site))}${used === "" ? "" : ` ${markdownText(used)}`}${describeSpecial(each, site)}`,
    markdownBlock([site.code, ...describeWhy(each, site)].join("\n")),
  ].join("\n\n");
}

function listOf(items: readonly string[], full: boolean): string {
  const { names, more } = shorten(items, full ? items.length : shownListed);
  return [...names, ...(more > 0 ? [`and ${more} more`] : [])]
    .map((item) => `- ${item}`)
    .join("\n");
}

function inOneLine(each: ImpactFinding): string {
  const { message, level, fingerprint } = judgedOf(each);
  const why = describeAcceptance(each);
  return `${markdownCode(fingerprint)} ${level}: ${markdownText(message)}${why === "" ? "" : `: ${markdownText(why)}`}`;
}

function errorItem(error: CompilerError): string {
  const text = describeError(error, error).join(" ");
  return `${markdownCode(describePlace(error))} ${markdownText(text)}`;
}
