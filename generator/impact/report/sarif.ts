import { createHash } from "node:crypto";
import { type Layout, standardLayout } from "../../diagnostics/index.js";
import { describeOperations, describeReasons, type Judged, sarifRule } from "../../diff/index.js";
import { sarifLog, sarifRun, sarifSuppressions, toPhysical } from "../../report-formats/index.js";
import type { CallSite, CompilerError, ImpactFinding, ImpactReport } from "../impact-report.js";
import { impactAt } from "../summarise.js";
import {
  describeError,
  describeResult,
  describeUsed,
  describeWhy,
  hitting,
  impactWords,
  judgedOf,
} from "./impact-phrases.js";

/** The rule of errors that no finding explains. */
const unexplainedRule = {
  id: "impact.unexplained",
  shortDescription: { text: "new error without a finding" },
  fullDescription: { text: "The caller's code no longer compiles, and no finding says why." },
  help: { text: "Read the compiler's message; a name that the tool gave may have changed." },
  defaultConfiguration: { level: "error" },
};

/**
 * SARIF 2.1.0, for code scanning: a result at each line of the caller that breaks or may break, and
 * at those that would if it were not accepted. What touches nobody has no line; its fingerprints are
 * in the properties of the run.
 */
export function toImpactSarif(
  reports: readonly ImpactReport[],
  tool: string,
  { full }: Layout = standardLayout,
): string {
  return sarifLog(reports.map((report) => toRun(report, tool, full)));
}

function toRun(report: ImpactReport, tool: string, full: boolean) {
  const shown = report.findings.filter(
    ({ impact }) => impact === "accepted" || hitting.some((each) => each === impact),
  );
  const rules = new Map<string, object>();
  for (const each of shown) {
    const finding = judgedOf(each);
    if (each.sites.length > 0 && !rules.has(finding.kind))
      rules.set(finding.kind, sarifRule(finding));
  }
  if (report.unexplained.length > 0) rules.set(unexplainedRule.id, unexplainedRule);
  const ids = [...rules.keys()];
  const seen = new Map<string, number>();
  const identify = (parts: readonly string[]) => {
    const key = parts.join("\n");
    const count = (seen.get(key) ?? 0) + 1;
    seen.set(key, count);
    return createHash("sha256").update(`${key}\n${count}`).digest("hex").slice(0, 12);
  };
  const others = report.findings.filter((each) => !shown.includes(each));
  return {
    ...sarifRun(tool, [...rules.values()], `impact/${report.client.name}`),
    results: [
      ...shown.flatMap((each) =>
        each.sites.map((site) => {
          const finding = judgedOf(each);
          // Lines move, so a call site is known by its text.
          const id = identify([finding.fingerprint, site.file, site.code]);
          return {
            ruleId: finding.kind,
            ruleIndex: ids.indexOf(finding.kind),
            ...resultOf(each, finding, site, full),
            partialFingerprints: {
              "tetherCallSite/v1": id,
              "tetherFinding/v1": finding.fingerprint,
            },
          };
        }),
      ),
      ...report.unexplained.map((error) => ({
        ruleId: unexplainedRule.id,
        ruleIndex: ids.indexOf(unexplainedRule.id),
        ...unexplainedResult(error),
        partialFingerprints: {
          "tetherCallSite/v1": identify([error.code, error.file, error.message]),
        },
      })),
    ],
    properties: {
      result: describeResult([report]),
      summary: report.summary,
      compiler: report.compiler,
      others: others.map((each) => ({
        impact: impactWords[each.impact],
        kind: each.finding.kind,
        message: each.finding.message,
        fingerprint: each.finding.fingerprint,
      })),
      errorsBefore: report.errorsBefore.length,
      notAnalysed: report.notAnalysed,
    },
  };
}

function resultOf(each: ImpactFinding, finding: Judged, site: CallSite, full: boolean) {
  const { acceptance } = each;
  const impact = impactAt(each, site);
  const where = describeOperations(finding, full);
  const used = describeUsed(site);
  const text = [
    `${impactWords[impact]}: ${finding.message}${where === undefined ? "" : `, in ${where}`}`,
    ...(used === "" ? [] : [`This ${used}.`]),
    ...describeWhy(each, site),
    ...describeReasons(finding),
  ].join("\n");
  const spec = [finding.revision, finding.base].filter((place) => place !== undefined);
  return {
    level: impact === "breaks" ? "error" : impact === "mayBreak" ? "warning" : "note",
    message: { text },
    locations: [toPhysical(site)],
    relatedLocations: spec.map((place, index) => ({
      id: index + 1,
      ...toPhysical(place),
      message: { text: `${place === finding.revision ? "after" : "before"}: ${finding.message}` },
    })),
    ...(acceptance && { suppressions: sarifSuppressions(acceptance.reason) }),
    properties: {
      impact: impactWords[impact],
      isTest: site.isTest,
      ...(each.witness !== undefined && { witness: each.witness }),
    },
  };
}

function unexplainedResult(error: CompilerError) {
  return {
    level: "error",
    message: { text: describeError(error, error).join("\n") },
    locations: [toPhysical(error)],
  };
}
