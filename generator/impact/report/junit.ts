import { type Layout, standardLayout } from "../../diagnostics/index.js";
import { describeReasons, testCaseName } from "../../diff/index.js";
import {
  describePlace,
  type Suite,
  type TestCase,
  testSuite,
  testSuites,
} from "../../report-formats/index.js";
import type { CompilerError, ImpactFinding, ImpactReport } from "../impact-report.js";
import {
  describeAcceptance,
  describeCheck,
  describeCompared,
  describeError,
  describeResult,
  describeSpecial,
  describeSpecPlaces,
  describeUsed,
  describeWhy,
  impactWords,
  judgedOf,
} from "./impact-phrases.js";

/**
 * JUnit XML: a test case for each finding. What breaks or may break is a failure, what does not
 * touch the caller passes, what is accepted or not analysed is skipped.
 */
export function toImpactJunit(
  reports: readonly ImpactReport[],
  { full }: Layout = standardLayout,
): string {
  return testSuites(
    "tether impact",
    reports.map((report) => suiteOf(report, full)),
  );
}

function suiteOf(report: ImpactReport, full: boolean): Suite {
  const cases = [
    ...report.findings.map((each) => caseOf(each, report, full)),
    ...report.unexplained.map(unexplainedCase),
  ];
  const result = describeResult([report]);
  if (cases.length === 0)
    cases.push({ is: "passed", className: "impact.your code", name: result, text: "" });
  const properties = {
    result,
    check: describeCheck(report),
    errorsBefore: String(report.errorsBefore.length),
    notAnalysed: report.notAnalysed.join(", "),
  };
  return testSuite(`Your code: ${describeCompared(report)}`, properties, cases);
}

function caseOf(each: ImpactFinding, report: ImpactReport, full: boolean): TestCase {
  const finding = judgedOf(each);
  const name = testCaseName(finding, full);
  const word = impactWords[each.impact];
  const text = describe(each);
  switch (each.impact) {
    case "breaks":
    case "mayBreak":
      return {
        is: "failed",
        ...name,
        type: `${word}: ${finding.kind}`,
        message: finding.message,
        text,
      };
    case "notAnalysed":
      return { is: "skipped", ...name, message: `${word}: ${report.notAnalysed.join(", ")}` };
    case "accepted":
      return { is: "skipped", ...name, message: `${word}: ${describeAcceptance(each)}` };
    case "untouched":
      return { is: "passed", ...name, text: `${word}\n${text}` };
  }
}

function describe(each: ImpactFinding): string {
  const finding = judgedOf(each);
  return [
    finding.message,
    ...each.sites.flatMap((site) => [
      [describePlace(site) + describeSpecial(each, site), describeUsed(site)]
        .filter((text) => text !== "")
        .join(" "),
      `  ${site.code}`,
      ...describeWhy(each, site).map((line) => `  ${line}`),
    ]),
    ...describeReasons(finding),
    ...(each.witness === undefined ? [] : ["witness:", each.witness]),
    `spec: ${describeSpecPlaces(finding)}`,
    `id ${finding.fingerprint}`,
  ].join("\n");
}

function unexplainedCase(error: CompilerError): TestCase {
  const place = describePlace(error);
  const text = describeError(error).join("\n");
  const message = error.message.split("\n")[0] ?? "";
  return {
    ...{ is: "failed", className: `unexplained.${error.code}`, name: `${place} ${message}` },
    ...{ type: "new error", message, text },
  };
}
