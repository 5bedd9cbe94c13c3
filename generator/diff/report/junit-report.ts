import {
  formatDiagnostic,
  type Layout,
  printableLines,
  standardLayout,
} from "../../diagnostics/index.js";
import type { Verdict } from "../verdict.js";
import {
  describeCompared,
  describeCounts,
  describeOperations,
  describePlace,
  describeProof,
  describeReasons,
  describeRelease,
  describeValue,
  describeVersions,
  valuesOf,
} from "./report-phrases.js";

/**
 * JUnit XML for test dashboards: a test case for each finding; breaking ones and warnings are
 * failures, notes pass, accepted ones are skipped.
 */
export function toJunit(verdicts: readonly Verdict[], { full }: Layout = standardLayout): string {
  const suites = verdicts.map((verdict) => suiteOf(verdict, full));
  const sum = (count: keyof Counts) =>
    suites.reduce((total, { counts }) => total + counts[count], 0);
  const all = { tests: sum("tests"), failures: sum("failures"), skipped: sum("skipped") };
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="tether diff" ${attributesOf(all)}>`,
    ...suites.flatMap(({ lines }) => lines),
    "</testsuites>",
    "",
  ].join("\n");
}

interface Counts {
  readonly tests: number;
  readonly failures: number;
  readonly skipped: number;
}

function attributesOf({ tests, failures, skipped }: Counts): string {
  return `tests="${tests}" failures="${failures}" errors="0" skipped="${skipped}" time="0"`;
}

function suiteOf(
  verdict: Verdict,
  full: boolean,
): { readonly counts: Counts; readonly lines: string[] } {
  const { findings, accepted, problems, summary } = verdict;
  const cases = [
    ...findings.map((finding) => {
      const { level, kind, message, fingerprint } = finding;
      const where = describeOperations(finding, full) ?? "the document";
      const { before, after } = valuesOf(finding);
      const details = [
        message,
        ...describeReasons(finding),
        `base: ${describePlace(finding.base)}`,
        `revision: ${describePlace(finding.revision)}`,
        ...value("before", before),
        ...value("after", after),
        ...describeProof(finding),
        `id ${fingerprint}`,
      ].join("\n");
      const body =
        level === "info"
          ? `<system-out>${text(details)}</system-out>`
          : `<failure type=${attribute(`${level}: ${kind}`)} message=${attribute(message)}>${text(details)}</failure>`;
      return testcase(kind, `${message} [${fingerprint}]`, where, body);
    }),
    ...accepted.map(({ finding, reason, until }) =>
      testcase(
        finding.kind,
        `${finding.message} [${finding.fingerprint}]`,
        describeOperations(finding, full) ?? "the document",
        `<skipped message=${attribute(`accepted until ${until}: ${reason}`)}/>`,
      ),
    ),
    ...problems.map((problem) =>
      testcase(
        problem.code,
        problem.message,
        "allow list",
        `<failure type=${attribute(problem.code)} message=${attribute(problem.message)}>${text(formatDiagnostic(problem))}</failure>`,
      ),
    ),
  ];
  // Most dashboards treat a suite without a case as not run.
  if (cases.length === 0)
    cases.push(testcase("drift", describeCounts(verdict), "the document", ""));
  const failures = summary.breaking + summary.warning + problems.length;
  const counts = { tests: cases.length, failures, skipped: accepted.length };
  const lines = [
    `  <testsuite name=${attribute(`API drift: ${describeVersions(verdict)}`)} ${attributesOf(counts)}>`,
    `    <properties><property name="semver" value=${attribute(describeRelease(verdict))}/><property name="compared" value=${attribute(describeCompared(verdict))}/></properties>`,
    ...cases,
    "  </testsuite>",
  ];
  return { counts, lines };
}

function value(label: string, content: unknown): string[] {
  return content === undefined ? [] : [`${label}: ${describeValue(content)}`];
}

function testcase(kind: string, name: string, where: string, body: string): string {
  const names = `classname=${attribute(`${kind}.${where}`)} name=${attribute(name)} time="0"`;
  return body === "" ? `    <testcase ${names}/>` : `    <testcase ${names}>${body}</testcase>`;
}

function attribute(value: string): string {
  // An unescaped line end in an attribute is read as a space.
  return `"${text(value).replaceAll('"', "&quot;").replaceAll("\n", "&#10;")}"`;
}

function text(value: string): string {
  // XML 1.0 cannot contain control characters, not even as entities.
  return printableLines(value)
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;");
}
