import { readFileSync } from "node:fs";
import { Ajv } from "ajv";
import { expect, test } from "vitest";
import { toSarif } from "../../generator/diff/report/sarif-report.js";
import { formatImpact } from "../../generator/impact/report/index.js";
import { fromRegistry } from "../consumers/on-demand.js";
import { hostileReport, whole } from "../impact-report/fixtures.js";
import { finding, hostile, mixed, verdictOf } from "./fixtures.js";

const tool = "spec-tether 1.2.3";
const accepted = [{ finding: finding(), reason: "agreed", until: "2030-01-01", owner: undefined }];

const logs = {
  nothing: toSarif([verdictOf([])], tool),
  mixed: toSarif([verdictOf(mixed, { accepted })], tool),
  hostile: toSarif([verdictOf([hostile])], tool),
  several: toSarif(
    ["One", "Two"].map((client) => verdictOf(mixed, { client })),
    tool,
  ),
  placeless: toSarif([verdictOf([finding({ base: undefined, revision: undefined })])], tool),
};

/** The schema of SARIF 2.1.0 (its edition rtm.5), as a package ships it; fetched when it is needed. */
const schemaPackage = {
  name: "@microsoft/jest-sarif",
  version: "1.0.0-beta.0",
  binary: "lib/schemas/sarif-2.1.0-rtm.5.json",
};

test("fits the schema of SARIF 2.1.0", async (context) => {
  const text = readFileSync(await fromRegistry(context, schemaPackage), "utf8");
  // Draft 4 of JSON Schema by its name alone: no keyword in it means anything else in draft 7.
  const { $schema: _, id: __, ...schema } = JSON.parse(text);
  // Formats need a package of their own; what is a URI is looked at below.
  const validate = new Ajv({
    strict: false,
    unicodeRegExp: false,
    validateFormats: false,
    allErrors: true,
  }).compile(schema);
  const impact = { impact: formatImpact([whole, hostileReport], "sarif") };
  for (const [name, log] of Object.entries({ ...logs, ...impact })) {
    validate(JSON.parse(log));
    expect(validate.errors, name).toBeNull();
  }
  expect(validate({ version: "2.0.0", runs: [] })).toBe(false);
  expect(validate({ version: "2.1.0", runs: [{ results: [] }] })).toBe(false);
});

test("has a rule with help for each kind, a fingerprint for each result, and marks accepted ones", () => {
  const [run] = JSON.parse(logs.mixed).runs;
  const { rules } = run.tool.driver;
  expect(new Set(rules.map(({ id }: { id: string }) => id)).size).toBe(rules.length);
  for (const rule of rules) expect(rule.help.text).not.toBe("");
  expect(run.results).toHaveLength(mixed.length);
  for (const result of run.results) {
    expect(rules[result.ruleIndex].id).toBe(result.ruleId);
    expect(result.partialFingerprints["tetherFinding/v1"]).toMatch(/^[0-9a-f]{12}$/);
  }
  const marked = run.results.filter((result: { suppressions?: unknown }) => result.suppressions);
  expect(marked.map(({ ruleId }: { ruleId: string }) => ruleId)).toEqual([finding().kind]);
});

test("names files so that code scanning finds them, with valid URIs", () => {
  const uris = [logs.mixed, logs.hostile].flatMap((log) =>
    [...log.matchAll(/"uri": "([^"]*)"/g)].map(([, uri = ""]) => uri),
  );
  expect(uris).toContain("spec/openapi.yaml");
  for (const uri of uris) expect(uri).toMatch(/^([\w.~!$&'()*+,;=:@/-]|%[0-9A-F]{2})+$/);
});

test.each([
  ["spec/openapi.yaml", "spec/openapi.yaml"],
  ["main:spec/openapi.yaml", "spec/openapi.yaml"],
  [":spec/openapi.yaml", "spec/openapi.yaml"],
])("shows a finding in %s at its path in the checkout", (file, want) => {
  const place = { file, line: 1, column: 1 };
  const [run] = JSON.parse(toSarif([verdictOf([finding({ revision: place })])], tool)).runs;
  const [location] = run.results[0].locations;
  expect(location.physicalLocation.artifactLocation.uri).toBe(want);
});
