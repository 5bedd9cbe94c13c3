import { posix } from "node:path";
import { countOf } from "../../diagnostics/index.js";
import { describeVersions, extend, type Judged, levelOf } from "../../diff/index.js";
import { describePlace } from "../../report-formats/index.js";
import type { Use, UseKind } from "../../uses/index.js";
import {
  type CallSite,
  type CodePlace,
  type CompilerError,
  type Impact,
  type ImpactCount,
  type ImpactFinding,
  type ImpactReport,
  impacts,
} from "../impact-report.js";
import { impactAt } from "../summarise.js";

/** Phrases that several formats share; plain text, which the format escapes. */

export const impactWords: Readonly<Record<Impact, string>> = {
  breaks: "breaks",
  mayBreak: "may break",
  notAnalysed: "not analysed",
  untouched: "untouched",
  accepted: "accepted",
};

/** The words as headings. */
export const impactHeadings: Readonly<Record<Impact, string>> = {
  breaks: "Breaks",
  mayBreak: "May break",
  notAnalysed: "Not analysed",
  untouched: "Untouched",
  accepted: "Accepted",
};

/** What hits call sites, so that somebody has to look at them; worst first. */
export const hitting = ["breaks", "mayBreak"] as const satisfies readonly Impact[];

/** `3 call sites in 2 files break; 41 findings do not touch you`: the last line, to be searched for. */
export function describeResult(reports: readonly ImpactReport[]): string {
  const { callSites, files } = sum(reports, "breaks");
  const { findings } = sum(reports, "untouched");
  const broken =
    callSites === 0
      ? "no call site breaks"
      : `${describeSites(callSites, files)} ${callSites === 1 ? "breaks" : "break"}`;
  return `${broken}; ${countOf(findings, "finding does", "findings do")} not touch you`;
}

/** What the result leaves out; empty if that is nothing. */
export function describeRest(reports: readonly ImpactReport[]): string {
  const [breaks, mayBreak, notAnalysed, , accepted] = impacts.map((impact) => sum(reports, impact));
  const unexplained = reports.flatMap((report) => report.unexplained).length;
  const tests = [
    ...(breaks && breaks.testSites > 0
      ? [countOf(breaks.testSites, "call site breaks", "call sites break")]
      : []),
    ...(mayBreak && mayBreak.testSites > 0
      ? [`${countOf(mayBreak.testSites, "call site")} may break`]
      : []),
  ];
  return [
    ...(mayBreak && mayBreak.callSites > 0
      ? [`may break: ${describeSites(mayBreak.callSites, mayBreak.files)}`]
      : []),
    ...(tests.length > 0 ? [`in tests and mocks: ${tests.join(", ")}`] : []),
    ...(unexplained > 0 ? [`without a finding: ${countOf(unexplained, "new error")}`] : []),
    ...(notAnalysed && notAnalysed.findings > 0
      ? [`not analysed: ${countOf(notAnalysed.findings, "finding")}`]
      : []),
    ...(accepted && accepted.findings > 0
      ? [`accepted: ${countOf(accepted.findings, "finding")}`]
      : []),
  ].join("; ");
}

function describeSites(callSites: number, files: number): string {
  return `${countOf(callSites, "call site")} in ${countOf(files, "file")}`;
}

function sum(reports: readonly ImpactReport[], impact: Impact): ImpactCount {
  const add = (count: keyof ImpactCount) =>
    reports.reduce((total, { summary }) => total + summary[impact][count], 0);
  return {
    findings: add("findings"),
    callSites: add("callSites"),
    files: add("files"),
    testSites: add("testSites"),
  };
}

/** `Shop (src/client): main:openapi.yaml (1) → openapi.yaml (2)` */
export function describeCompared({ client, base, revision }: ImpactReport): string {
  return describeVersions({ client: `${client.name} (${client.from})`, base, revision });
}

/** `searched 120 files of tsconfig.json; checked by the project's TypeScript 5.9.3` */
export function describeCheck({ files, projects, compiler }: ImpactReport): string {
  const { version, from } = compiler;
  const checker =
    from === "project"
      ? `the project's TypeScript ${version}`
      : `TypeScript ${version} of this tool, because the project has none`;
  return `searched ${countOf(files, "file")} of ${projects.join(", ")}; checked by ${checker}`;
}

const verbs: Readonly<Record<UseKind, string>> = {
  call: "calls",
  argument: "passes",
  bodyField: "sends",
  answerField: "reads",
  enumValue: "compares or sends",
  discriminator: "tells variants apart by",
  status: "handles status",
  errorClass: "handles",
  webhook: "receives",
  type: "names",
};

/** `reads Order.total, calls listOrders`; empty if only the compiler says that it is hit. */
export function describeUsed({ uses }: Pick<CallSite, "uses">): string {
  return [...new Set(uses.map(describeUse))].join(", ");
}

function describeUse({ kind, name, whole }: Use): string {
  return `${verbs[kind]} ${name}${whole ? " (whole value)" : ""}`;
}

/** The compiler's message, a line for each link of its chain; where it is, if that is elsewhere. */
export function describeError(error: CompilerError, at?: CodePlace): readonly string[] {
  const isHere = at !== undefined && at.file === error.file && at.line === error.line;
  const where = isHere ? "" : ` at ${describePlace(error)}`;
  return `${error.code}${where}: ${error.message}`.split("\n");
}

/** Why a call site is hit: what the compiler says, or the rule. */
export function describeWhy(each: ImpactFinding, site: CallSite): readonly string[] {
  const because = describeBecause(each, site);
  return [
    ...(site.proof ? describeError(site.proof, site) : []),
    ...(because === "" ? [] : [because]),
  ];
}

/** Why a call site may break, without what the finding itself says; empty if nothing else is said. */
export function describeBecause({ finding }: ImpactFinding, { because = "" }: CallSite): string {
  return because
    .split(/(?<=\.) /)
    .filter((sentence) => !finding.because.includes(sentence))
    .join(" ");
}

/** `main:openapi.yaml:12:9 → openapi.yaml:10:5` */
export function describeSpecPlaces({ base, revision }: Judged): string {
  return [base, revision]
    .map(describePlace)
    .filter((place) => place !== "")
    .join(" → ");
}

/** `agreed (until 2030-01-01, platform)` */
export function describeAcceptance({ acceptance }: ImpactFinding): string {
  if (!acceptance) return "";
  const { reason, until, owner } = acceptance;
  return `${reason} (until ${until}${owner === undefined ? "" : `, ${owner}`})`;
}

/** The finding with its single severity; one that is accepted has none yet. */
export function judgedOf({ finding }: ImpactFinding): Judged {
  return "level" in finding
    ? finding
    : extend(finding, { level: levelOf(finding) ?? ("info" as const) });
}

export function ofImpact({ findings }: ImpactReport, impact: Impact): readonly ImpactFinding[] {
  return findings.filter((each) => each.impact === impact);
}

/** ` (test, may break)`: what is special about a call site; empty if nothing is. */
export function describeSpecial(each: ImpactFinding, site: CallSite): string {
  const at = impactAt(each, site);
  const notes = [
    ...(site.isTest ? ["test"] : []),
    ...(at === each.impact ? [] : [impactWords[at]]),
  ];
  return notes.length === 0 ? "" : ` (${notes.join(", ")})`;
}

/** Call sites with the finding that hits them, of all that somebody has to look at. */
export interface Hit {
  readonly site: CallSite;
  readonly hit: ImpactFinding;
}

/** All hits by file and line, and those in tests last. */
export function hitsOf({ findings }: ImpactReport): readonly Hit[] {
  return findings
    .filter(({ impact }) => hitting.some((each) => each === impact))
    .flatMap((hit) => hit.sites.map((site) => ({ site, hit })))
    .sort(
      ({ site: a }, { site: b }) =>
        Number(a.isTest) - Number(b.isTest) ||
        (a.file < b.file ? -1 : a.file > b.file ? 1 : 0) ||
        a.line - b.line ||
        a.column - b.column,
    );
}

/**
 * The report with its places as they are seen from the current folder.
 *
 * @param folder what the places are relative to; default: the folder of the report's first project
 */
export function placed(report: ImpactReport, folder = folderOf(report)): ImpactReport {
  const move = <P extends CodePlace>(place: P): P => ({ ...place, file: join(place.file) });
  const join = (file: string) => posix.join(folder.replaceAll("\\", "/"), file);
  return {
    ...report,
    findings: report.findings.map((each) => ({
      ...each,
      sites: each.sites.map((site) => ({ ...move(site), proof: site.proof && move(site.proof) })),
    })),
    unexplained: report.unexplained.map(move),
    errorsBefore: report.errorsBefore.map(move),
    notAnalysed: report.notAnalysed.map(join),
  };
}

/** A project is given by its file, or by its folder. */
function folderOf({ projects: [first = "."] }: ImpactReport): string {
  const path = first.replaceAll("\\", "/");
  return path.endsWith(".json") ? posix.dirname(path) : path;
}
