import { printableLines } from "../diagnostics/index.js";

/** Counts that JUnit XML has in its attributes. */
export interface SuiteCounts {
  readonly tests: number;
  readonly failures: number;
  readonly skipped: number;
}

/** A suite as lines of XML, with its counts for the sums above it. */
export interface Suite {
  readonly counts: SuiteCounts;
  readonly lines: readonly string[];
}

/** A document of JUnit XML, for test dashboards. */
export function testSuites(name: string, suites: readonly Suite[]): string {
  const sum = (count: keyof SuiteCounts) =>
    suites.reduce((total, { counts }) => total + counts[count], 0);
  const all = { tests: sum("tests"), failures: sum("failures"), skipped: sum("skipped") };
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name=${attribute(name)} ${attributesOf(all)}>`,
    ...suites.flatMap(({ lines }) => lines),
    "</testsuites>",
    "",
  ].join("\n");
}

/** @param cases not empty: most dashboards treat a suite without a case as not run */
export function testSuite(
  name: string,
  properties: Readonly<Record<string, string>>,
  cases: readonly TestCase[],
): Suite {
  const count = (outcome: Outcome["is"]) => cases.filter(({ is }) => is === outcome).length;
  const counts = { tests: cases.length, failures: count("failed"), skipped: count("skipped") };
  const list = Object.entries(properties).map(
    ([key, value]) => `<property name=${attribute(key)} value=${attribute(value)}/>`,
  );
  const lines = [
    `  <testsuite name=${attribute(name)} ${attributesOf(counts)}>`,
    `    <properties>${list.join("")}</properties>`,
    ...cases.map(lineOf),
    "  </testsuite>",
  ];
  return { counts, lines };
}

/** How a test case ended. */
type Outcome =
  | {
      readonly is: "failed";
      readonly type: string;
      readonly message: string;
      readonly text: string;
    }
  | { readonly is: "skipped"; readonly message: string }
  /** The text is shown as its output; empty if there is none. */
  | { readonly is: "passed"; readonly text: string };

export type TestCase = Outcome & { readonly className: string; readonly name: string };

function lineOf(one: TestCase): string {
  const names = `classname=${attribute(one.className)} name=${attribute(one.name)} time="0"`;
  const body = bodyOf(one);
  return body === "" ? `    <testcase ${names}/>` : `    <testcase ${names}>${body}</testcase>`;
}

function bodyOf(one: TestCase): string {
  switch (one.is) {
    case "failed":
      return `<failure type=${attribute(one.type)} message=${attribute(one.message)}>${text(one.text)}</failure>`;
    case "skipped":
      return `<skipped message=${attribute(one.message)}/>`;
    case "passed":
      return one.text === "" ? "" : `<system-out>${text(one.text)}</system-out>`;
  }
}

function attributesOf({ tests, failures, skipped }: SuiteCounts): string {
  return `tests="${tests}" failures="${failures}" errors="0" skipped="${skipped}" time="0"`;
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
