import { formatDiagnostic, type Layout, standardLayout } from "../../diagnostics/index.js";
import {
  describePlace,
  describeValue,
  type Suite,
  type TestCase,
  testSuite,
  testSuites,
} from "../../report-formats/index.js";
import type { Finding } from "../finding.js";
import type { Verdict } from "../verdict.js";
import {
  describeCompared,
  describeCounts,
  describeOperations,
  describeProof,
  describeReasons,
  describeRelease,
  describeVersions,
  valuesOf,
} from "./report-phrases.js";

/**
 * JUnit XML for test dashboards: a test case for each finding; breaking ones and warnings are
 * failures, notes pass, accepted ones are skipped.
 */
export function toJunit(verdicts: readonly Verdict[], { full }: Layout = standardLayout): string {
  return testSuites(
    "tether diff",
    verdicts.map((verdict) => suiteOf(verdict, full)),
  );
}

function suiteOf(verdict: Verdict, full: boolean): Suite {
  const { findings, accepted, problems } = verdict;
  const cases = [
    ...findings.map((finding): TestCase => {
      const { level, kind, message } = finding;
      const name = testCaseName(finding, full);
      const text = describe(finding);
      return level === "info"
        ? { is: "passed", ...name, text }
        : { is: "failed", ...name, type: `${level}: ${kind}`, message, text };
    }),
    ...accepted.map(
      ({ finding, reason, until }): TestCase => ({
        is: "skipped",
        ...testCaseName(finding, full),
        message: `accepted until ${until}: ${reason}`,
      }),
    ),
    ...problems.map((problem): TestCase => {
      const { code, message } = problem;
      const className = `${code}.allow list`;
      const text = formatDiagnostic(problem);
      return { is: "failed", className, name: message, type: code, message, text };
    }),
  ];
  if (cases.length === 0) {
    const name = describeCounts(verdict);
    cases.push({ is: "passed", className: "drift.the document", name, text: "" });
  }
  const properties = { semver: describeRelease(verdict), compared: describeCompared(verdict) };
  return testSuite(`API drift: ${describeVersions(verdict)}`, properties, cases);
}

/** What the test case of a finding is called, in every dashboard. */
export function testCaseName(
  finding: Finding,
  full: boolean,
): { readonly className: string; readonly name: string } {
  const { kind, message, fingerprint } = finding;
  const where = describeOperations(finding, full) ?? "the document";
  return { className: `${kind}.${where}`, name: `${message} [${fingerprint}]` };
}

function describe(finding: Finding): string {
  const { before, after } = valuesOf(finding);
  return [
    finding.message,
    ...describeReasons(finding),
    `base: ${describePlace(finding.base)}`,
    `revision: ${describePlace(finding.revision)}`,
    ...value("before", before),
    ...value("after", after),
    ...describeProof(finding),
    `id ${finding.fingerprint}`,
  ].join("\n");
}

function value(label: string, content: unknown): string[] {
  return content === undefined ? [] : [`${label}: ${describeValue(content)}`];
}
