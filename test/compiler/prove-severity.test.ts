import { expect, test } from "vitest";
import { compareSpecs, prove, readOverrides, type Severity } from "../../generator/diff/index.js";
import { load, specWith } from "../support/generator.js";

const text = { type: "string" };
const object = (properties: object, required: string[] = []) => ({
  type: "object",
  properties,
  required,
});
const get = (schema: object) => ({
  responses: { 200: { description: "A", content: { "application/json": { schema } } } },
});

/** What TypeScript says, with severities that somebody set. */
async function proved(
  before: object,
  after: object,
  severity: Readonly<Record<string, Severity>> = {},
) {
  const [base, revision] = await Promise.all(
    [before, after].map((operation) => load(specWith({ "GET /o": operation }))),
  );
  if (!base || !revision) throw new Error("no spec");
  const overrides = readOverrides(severity, []);
  const comparison = compareSpecs(base, revision, undefined, { overrides });
  const [proof] = await prove([{ base, revision, comparison }]);
  if (!proof) throw new Error("no proof");
  return proof;
}

const withB = get(object({ a: text, b: text }));
const withoutB = get(object({ a: text }));
const rule = "response.property.removed";

test.each(["info", "none"] as const)(
  "an error of a finding that is %s stays there",
  async (level) => {
    const plain = await proved(withB, withoutB);
    const { comparison, disagreements } = await proved(withB, withoutB, { [rule]: level });
    expect(plain.comparison.findings[0]?.source).toBe("breaking");
    expect(plain.comparison.findings[0]?.proof).toHaveLength(1);
    expect(comparison.findings).toMatchObject([
      { kind: rule, source: level, proof: plain.comparison.findings[0]?.proof },
    ]);
    expect(disagreements).toEqual([]);
  },
);

test("the compiler settles what a rule leaves open, and not what somebody set", async () => {
  const [before, after] = [get(text), get({ type: ["string", "integer"] })];
  const [plain] = (await proved(before, after)).comparison.findings;
  expect(plain).toMatchObject({ kind: "response.type.widened", source: "breaking" });
  const { comparison, disagreements } = await proved(before, after, {
    "response.type.widened": "warning",
  });
  expect(comparison.findings[0]).toMatchObject({
    source: "warning",
    wire: "warning",
    proof: plain?.proof,
  });
  expect(disagreements).toEqual([]);
});

test("a severity that somebody raised is no claim about the compiler", async () => {
  const [before, after] = [withoutB, withB];
  const { comparison, disagreements } = await proved(before, after, {
    "response.property.added": "breaking",
  });
  expect(comparison.findings[0]).toMatchObject({ source: "breaking", proof: [] });
  expect(disagreements).toEqual([]);
});
