import { expect, test } from "vitest";
import { print } from "../../generator/diagnostics/index.js";
import {
  compareSpecs,
  explainFinding,
  explainRule,
  findRule,
  readOverrides,
  rules,
} from "../../generator/diff/index.js";
import { load } from "../support/generator.js";
import { finding, hostile, hostileText } from "./fixtures.js";

const spec = (properties: string) => `openapi: 3.1.0
info: { title: Shop, version: "1" }
paths:
  /parts:
    post:
      operationId: addPart
      requestBody: { content: { application/json: { schema: { $ref: "#/components/schemas/Part" } } } }
      responses:
        "200":
          description: A
          content: { application/json: { schema: { type: array, items: { $ref: "#/components/schemas/Part" } } } }
components:
  schemas:
    Part:
      type: object
      properties:
${properties}`;

async function findingsBetween(before: string, after: string, severity = {}) {
  const [base, revision] = await Promise.all([before, after].map((text) => load(spec(text))));
  if (!base || !revision) throw new Error("no spec");
  return compareSpecs(base, revision, undefined, { overrides: readOverrides(severity, []) })
    .findings;
}

const count = "        n: { type: integer }\n";
const text = "        n: { type: string }\n";

test("a finding: each rule with its uses, both nodes with their places, who set a severity", async () => {
  const severity = { "response.type.changed": "info" };
  const [found] = await findingsBetween(count, text, severity);
  if (!found) throw new Error("no finding");
  const printed = print(explainFinding(found, "breaking")).replaceAll(/\S*\/(?=\w+\.yaml)/g, "");
  expect(printed.split("\n")).toEqual([
    'the type of the request property "n" was changed from integer to string',
    "",
    `  id       ${found.fingerprint}`,
    "  severity wire breaking, source breaking",
    "  class    wire",
    "  node     /components/schemas/Part/properties/n",
    "  status   breaking",
    "  set      Severity set by --severity (response.type.changed=info); by the rule,",
    "           wire breaking, source breaking.",
    "  to do    Change what you send to fit the new contract.",
    "",
    "Rule request.type.changed",
    "  severity wire breaking, source breaking",
    "  because  What was valid before and what is valid now are different.",
    "  for      what the caller sends; of a webhook, its reply",
    '  used in  POST /parts (addPart): the request property "n"',
    "",
    "Rule response.type.changed",
    "  severity wire info, source info",
    "  by rule  wire breaking, source breaking",
    "  because  Callers that read the old form misread the new one.",
    "  for      what the caller receives; of a webhook, its payload",
    '  used in  POST /parts (addPart): the response property "[].n"',
    "",
    "Before  openapi.yaml:17:9",
    "  | n: { type: integer }",
    "After  openapi.yaml:17:9",
    "  | n: { type: string }",
  ]);
});

test("what is missing on a side is shown by what is around it", async () => {
  const [found] = await findingsBetween(count + text.replace("n:", "name:"), count);
  if (!found) throw new Error("no finding");
  const lines = print(explainFinding(found, "breaking")).split("\n");
  const from = lines.findIndex((line) => line.startsWith("Before"));
  expect(lines.slice(from)).toEqual([
    expect.stringMatching(/^Before {2}.*openapi\.yaml:18:9$/),
    "  | name: { type: string }",
    expect.stringMatching(/^After {2}.*openapi\.yaml:14:5 {2}\(not there; this is around it\)$/),
    "  | Part:",
    "  |   type: object",
    "  |   properties:",
    "  |     n: { type: integer }",
  ]);
});

test("long nodes and many uses are cut", () => {
  const name = { method: "GET", path: "/a", operationId: undefined };
  const many = finding({
    nodes: { base: Array.from({ length: 50 }, (_, index) => index), revision: "x".repeat(500) },
    reasons: [
      {
        rule: "response.property.removed",
        wire: "warning",
        source: "breaking",
        message: "M",
        because: "B",
        fix: "F",
        uses: Array.from({ length: 22 }, () => ({ operation: name, where: "the response body" })),
      },
    ],
  });
  const lines = print(explainFinding(many, "breaking")).split("\n");
  expect(lines.filter((line) => line.includes("GET /a: the response body"))).toHaveLength(20);
  expect(lines.filter((line) => line.endsWith("and 2 more uses; --full names them"))).toHaveLength(
    1,
  );
  expect(lines.filter((line) => line.startsWith("  | - "))).toHaveLength(40);
  expect(lines).toContain("  … 10 more lines; --full shows them");
  expect(lines).toContain(`  | ${"x".repeat(300)}…`);
});

test("no text of a spec passes for a line of ours or a command", () => {
  const evil = {
    ...hostile,
    nodes: { base: hostileText, revision: { [hostileText]: hostileText } },
    texts: { base: `a: |\nBefore  x\nRule y\n${hostileText}`, revision: undefined },
  };
  const lines = print(explainFinding(evil, hostileText)).split("\n");
  // What does not fit into a line goes on deeper than anything of ours begins.
  const ours =
    /^(?:| {4}\S.*| {11}\S.*| {2}(?:id|severity|class|node|status|to do|known) .*| {2}\| .*|(?:Before|After) {2}.*|TypeScript)$/;
  expect(lines.slice(1).filter((line) => !ours.test(line))).toEqual([]);
  expect(lines.filter((line) => /^\s*(?:::|##\[)|\p{Cc}/u.test(line))).toEqual([]);
});

test("the compiler's verdict is told where a rule left it open", () => {
  const reason = {
    rule: "response.property.removed",
    wire: "info",
    message: "M",
    because: "B",
    fix: "F",
    uses: [],
  } as const;
  const open = [{ ...reason, source: "warning" } as const];
  const said = (parts: object) =>
    print(explainFinding(finding({ reasons: open, ...parts }), "info")).split("\n");
  expect(said({ source: "info" })).toContain(
    "  Code that was written for the old client compiles with the new one.",
  );
  expect(said({ source: "breaking", proof: ["data: no\n  really"] })).toEqual(
    expect.arrayContaining(["  | data: no", "  |   really"]),
  );
  expect(said({ source: "warning" })).not.toContain("TypeScript");
});

test("a rule: its severities by test/diff/severities.txt, in each direction, and its example", () => {
  const rule = findRule("response.enum.added");
  if (!rule) throw new Error("no rule");
  const lines = print(explainRule(rule)).split("\n");
  expect(lines[0]).toBe("response.enum.added");
  expect(lines).toEqual(
    expect.arrayContaining([
      expect.stringMatching(/^ {2}wire {5}warning \(/),
      expect.stringMatching(/^ {2}source {3}breaking \(/),
      "  parameter.enum.added: wire info, source info",
      "  request.enum.added: wire info, source info",
      "  header.enum.added: wire warning, source none",
      "  { type: string, enum: [a, b] }",
      "  { type: string, enum: [a, b, c] }",
    ]),
  );
  expect(lines.filter((line) => line.includes("response.enum.added: wire"))).toEqual([]);
});

test("every rule can be explained, and says nothing that is left to be filled in", () => {
  for (const rule of rules) {
    const printed = print(explainRule(rule)).replaceAll(/\s+/g, " ");
    expect(printed).toContain(rule.because);
    expect(printed).not.toMatch(/undefined|\{(?:where|name|before|after)\}/);
  }
});
