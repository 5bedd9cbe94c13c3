import { describe, expect, test } from "vitest";
import {
  columnsOf,
  heading,
  paragraph,
  preformatted,
  print,
} from "../../generator/diagnostics/index.js";
import { type Finding, rules } from "../../generator/diff/index.js";
import { explainFinding, explainRule } from "../../generator/diff/report/explain.js";
import { formatVerdict } from "../../generator/diff/report/index.js";
import { toText } from "../../generator/diff/report/text-report.js";
import { fc, times } from "../support/random.js";
import { finding, hostile, mixed, verdictOf } from "./fixtures.js";

const words = fc.array(fc.stringMatching(/^[a-zé字"({][\w/.,{}é字]{0,30}$/u), {
  minLength: 1,
  maxLength: 40,
});

test("a paragraph has the same words in lines that fit, broken only between them", () => {
  fc.assert(
    fc.property(words, fc.integer({ min: 40, max: 120 }), (given, width) => {
      const text = given.join(" ");
      const lines = print(heading(text, { width, full: true }, "bold", 2)).split("\n");
      expect(lines.map((line) => line.trim()).join(" ")).toBe(text);
      for (const [index, line] of lines.entries()) {
        expect(columnsOf(line)).toBeLessThanOrEqual(width);
        expect(line).toMatch(index === 0 ? /^ {2}\S/ : /^ {6}\S/);
      }
    }),
    { numRuns: times(300) },
  );
});

test("a path that is longer than a line is broken after a slash, and nothing else is", () => {
  const path = `/orgs/{org}/${"teams/{team_slug}/".repeat(6)}end`;
  const lines = print(paragraph(`GET ${path}`, { width: 60, full: true })).split("\n");
  expect(lines.length).toBeGreaterThan(2);
  expect(lines.slice(0, -1).filter((line) => !/[/]$/.test(line))).toEqual([]);
  expect(lines.map((line) => line.trim()).join("")).toBe(`GET ${path}`);
  const whole = "x".repeat(100);
  expect(paragraph(whole, { width: 60, full: true })).toEqual([whole]);
});

test.each([
  ["abc", 3],
  ["é", 1],
  ["e\u0301", 1],
  ["字幕", 4],
  ["→", 1],
  ["🛑", 2],
])("%j takes %d columns", (text, columns) => {
  expect(columnsOf(text)).toBe(columns);
});

test("what has a layout is cut between words, or goes on below", () => {
  const line = `  "description": "${"word ".repeat(20)}end"`;
  expect(preformatted([line], 40, false)).toEqual(['  "description": "word word word word …']);
  const whole = preformatted([line], 40, true);
  expect(whole.map((each) => each.trim()).join(" ")).toBe(line.trim());
  for (const each of whole) expect(each).toMatch(/^ {2}"d|^ {4}\S/);
});

describe("in 80 columns", () => {
  const long = finding({
    message: `the response property "${"deeply.".repeat(30)}name" was removed and ${"many more words ".repeat(10)}`,
    before: { type: "object", description: "many words ".repeat(40), enum: ["a"] },
    after: "prose of a spec ".repeat(60),
    operations: mixed[1]?.operations ?? [],
    proof: [`data: Type '{ ${"name: string; ".repeat(20)}' is not assignable`],
    fingerprint: "aaaaaaaaaaaa",
  });
  const tooWide = (text: string) =>
    // What is one word stays whole.
    text.split("\n").filter((line) => columnsOf(line) > 80 && /\S.*\s.*\S/.test(line.trim()));

  test.each([false, true])("is the text report, whole or not: %s", (full) => {
    const verdict = verdictOf([...mixed, long], {
      accepted: [
        { finding: finding(), reason: "agreed ".repeat(20), until: "2030-01-01", owner: "us" },
      ],
    });
    expect(tooWide(print(toText(verdict, { width: 80, full })))).toEqual([]);
  });

  test("is the explanation of every rule, and of a finding", () => {
    for (const rule of rules) expect(tooWide(print(explainRule(rule)))).toEqual([]);
    const reasons: Finding["reasons"] = [
      {
        rule: "response.property.removed",
        wire: "breaking",
        source: "breaking",
        message: "M",
        because: "B ".repeat(100),
        fix: "F",
        uses: long.operations.map((operation) => ({ operation, where: "the response body" })),
      },
    ];
    const node = { description: "many words ".repeat(40) };
    const parts = { ...long, reasons, nodes: { base: node, revision: node } };
    expect(tooWide(print(explainFinding(parts, "breaking")))).toEqual([]);
  });
});

describe("what is shortened can be asked for", () => {
  const many = finding({ ...mixed[1], before: Array.from({ length: 30 }, (_, index) => index) });
  const verdict = verdictOf([many]);
  test.each(["text", "markdown", "github", "junit", "sarif"] as const)("%s", (format) => {
    const long = verdictOf([
      finding({
        operations: Array.from({ length: 25 }, (_, index) => ({
          ...{ method: "GET", path: `/a/${index}`, operationId: undefined },
        })),
      }),
    ]);
    const whole = formatVerdict(long, format, { full: true });
    expect(formatVerdict(long, format)).toMatch(/\d+ more/);
    expect(whole).not.toMatch(/\d+ more/);
    for (let index = 0; index < 25; index++) expect(whole).toContain(`GET /a/${index}`);
  });

  test.each([
    // In JSON, the brackets take two more lines; six are shown.
    [5, "               5\n             ]\n"],
    [6, "               5,\n             … 2 more lines\n"],
  ])("no note stands for a single line: %i numbers", (length, end) => {
    const before = Array.from({ length }, (_, index) => index + 1);
    const text = formatVerdict(verdictOf([finding({ ...mixed[1], before })]), "text");
    expect(text).toContain(end);
    expect(text).not.toContain("1 more line");
  });

  test("text says how, unless it was asked for", () => {
    expect(formatVerdict(verdict, "text")).toContain("and 11 more");
    expect(formatVerdict(verdict, "text")).toMatch(/… \d+ more lines\n/);
    expect(formatVerdict(verdict, "text")).toContain("--full shortens nothing");
    const whole = formatVerdict(verdict, "text", { full: true });
    expect(whole).not.toMatch(/more|--full/);
    expect(whole.match(/shared\d+/g)).toHaveLength(12);
  });
});

describe("values", () => {
  const rows = (parts: object) =>
    formatVerdict(verdictOf([finding(parts)]), "text")
      .split("\n")
      .filter((line) => /^ {4}(before|after) /.test(line));

  test.each([
    ["a boolean", { before: false, after: true, message: "it became required" }],
    ["numbers", { before: 40, after: 64, message: "the maxLength was raised from 40 to 64" }],
    ["a name", { before: "GET /a", after: undefined, message: "GET /a was removed" }],
    ["a list", { before: undefined, after: ["a", "b"], message: "it has the new values a, b" }],
  ])("are left out where the message says them: %s", (_, parts) => {
    expect(rows(parts)).toEqual([]);
    for (const format of ["markdown", "junit"] as const)
      expect(formatVerdict(verdictOf([finding(parts)]), format)).not.toMatch(/before:|Before:/);
    expect(formatVerdict(verdictOf([finding(parts)]), "html")).not.toContain("<figure");
  });

  test.each([
    ["a number within another", { before: 4, after: 40, message: "it was raised to 40" }],
    ["a text that is only described", { before: "a b", after: "c d", message: "it was changed" }],
    ["an object", { before: { type: "string" }, after: undefined, message: "it was removed" }],
  ])("are shown where it does not: %s", (_, parts) => {
    expect(rows(parts).length).toBeGreaterThan(0);
  });
});

test("no rule and no report tells anybody to do nothing", () => {
  expect(rules.filter(({ fix }) => /^nothing/i.test(fix))).toEqual([]);
  const idle = verdictOf([finding({ fix: "" }), { ...hostile, fix: "" }]);
  for (const format of ["text", "markdown", "github", "junit", "html"] as const)
    expect(formatVerdict(idle, format)).not.toMatch(/to do\b(?! {2,}\S|<)/i);
});
