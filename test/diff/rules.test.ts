import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { ruleIds } from "../../generator/diff/change-kinds.js";
import { compareSpecs, type Finding, rules } from "../../generator/diff/index.js";
import { mirrorOf } from "./mirrors.js";
import { specsOf } from "./support.js";

const now = Date.parse("2026-01-01");
const fileOf = (name: string) => fileURLToPath(new URL(name, import.meta.url));

/** `wire/source` by rule, as severities.txt states it. */
const stated = new Map<string, string>();
let subjects: readonly string[] = [];
for (const line of readFileSync(fileOf("severities.txt"), "utf8").split("\n")) {
  const [name = "", ...severities] = line.split(/\s+/);
  if (name === "#" || name === "") continue;
  if (name === "id" || name === "kind") {
    subjects = name === "kind" ? severities : [""];
    continue;
  }
  for (const [index, subject] of subjects.entries()) {
    stated.set(subject === "" ? name : `${subject}.${name}`, severities[index] ?? "");
  }
}
const severityOf = ({ wire, source }: Pick<Finding, "wire" | "source">) => `${wire}/${source}`;

/** All that is found between the documents of an example, from here to there or back. */
function found(rule: (typeof rules)[number], isBack = false): readonly Finding[] {
  const [before, after] = specsOf(rule);
  const [from, to] = isBack ? [after, before] : [before, after];
  const { findings } = compareSpecs(from, to, undefined, { now });
  // A subtype is a component, which comes and goes too.
  if (rule.example.of !== "components") return findings;
  return findings.filter(({ kind }) => !/^component\.schema\.(added|removed)$/.test(kind));
}

test.each(rules.map((rule) => [rule.id, rule] as const))(
  "%s is all that is found in its example, and as bad as is stated",
  (id, rule) => {
    const [finding, ...more] = found(rule);
    expect([finding?.kind, ...more.map(({ kind }) => kind)]).toEqual([id]);
    expect(finding && severityOf(finding)).toBe(stated.get(id));
    expect(finding?.message).not.toMatch(/[{}]where|undefined/);
  },
);

test("each kind of change has one rule, and each rule has one kind", () => {
  expect(rules.map(({ id }) => id).sort()).toEqual([...ruleIds].sort());
});

test("a severity is stated for each rule, and for no other", () => {
  expect([...stated.keys()].sort()).toEqual([...ruleIds].sort());
});

/**
 * What all rules say of each example the other way round, for which nobody has written one. It has to be
 * the mirror, as bad as is stated, and nothing beside it. What is not, stands in a file:
 * `UPDATE_GOLDEN=1` rewrites it; read the diff before you commit it.
 */
test("the way back gives only the mirror, or what was reviewed", () => {
  const others = rules.flatMap((rule) => {
    const told = found(rule, true).map((finding) => `${finding.kind} ${severityOf(finding)}`);
    const mirror = mirrorOf(rule.id) ?? "";
    if (told.join() === `${mirror} ${stated.get(mirror)}`) return [];
    return [`${rule.id} ← ${told.length > 0 ? told.sort().join(", ") : "nothing"}`];
  });
  const text = `${others.join("\n")}\n`;
  if (process.env["UPDATE_GOLDEN"] === "1") writeFileSync(fileOf("way-back.txt"), text);
  expect(text).toBe(readFileSync(fileOf("way-back.txt"), "utf8"));
});
