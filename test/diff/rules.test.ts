import { expect, test } from "vitest";
import { ruleIds } from "../../generator/diff/change-kinds.js";
import { compareSpecs, rules } from "../../generator/diff/index.js";
import { documentsOf, specOf } from "./support.js";

const now = Date.parse("2026-01-01");

test.each(rules.map((rule) => [rule.id, rule] as const))(
  "%s is found by its example",
  (id, rule) => {
    const [before, after] = documentsOf(rule);
    const { findings } = compareSpecs(specOf(before), specOf(after), undefined, now);
    expect(findings.map(({ kind }) => kind)).toEqual([id]);
    const [finding] = findings;
    expect([finding?.wire, finding?.source]).toEqual([rule.wire, rule.source]);
    expect(finding?.message).not.toMatch(/[{}]where|undefined/);
  },
);

test("each kind of change has one rule, and each rule is of one", () => {
  expect(rules.map(({ id }) => id).sort()).toEqual([...ruleIds].sort());
});
