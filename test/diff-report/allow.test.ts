import { describe, expect, test } from "vitest";
import { DiagnosticError } from "../../generator/diagnostics/index.js";
import { applyAllowList, readAllowList, withAllowance } from "../../generator/diff/allow-list.js";
import { readSource } from "../../generator/load/index.js";
import { diagnosticsOf, makeFolder, placed } from "../support/generator.js";
import { comparison, mixed } from "./fixtures.js";

const read = async (text: string) =>
  readAllowList(await readSource(`${makeFolder({ "allow.yaml": text })}/allow.yaml`));
const apply = async (text: string, today = "2026-06-01") => {
  const { accepted, problems } = applyAllowList(comparison(mixed), await read(text), today);
  return [
    accepted.map(({ finding }) => finding.fingerprint.slice(0, 2)),
    problems.map(({ message }) => message),
  ];
};
const rest = "reason: agreed, until: 2026-12-31";

test.each([
  [`allow: [{ fingerprint: 3f9a0c21d4b7, ${rest} }]`, ["3f"], []],
  [`allow: [{ fingerprint: "3f9a0c21d4b7", ${rest}, owner: platform }]`, ["3f"], []],
  [`allow: [{ rule: response.enum.added, place: GET /boms/*, ${rest} }]`, ["bb"], []],
  [
    `allow: [{ rule: response.enum.added, place: "#/components/schemas/*/properties/name", ${rest} }]`,
    ["bb"],
    [],
  ],
  [`allow: [{ rule: response.enum.added, place: "**", ${rest} }]`, ["bb"], []],
  [
    `allow: [{ rule: response.enum.added, place: DELETE /boms, ${rest} }]`,
    [],
    ["response.enum.added at DELETE /boms is accepted, but is not among the findings"],
  ],
  [
    `allow: [{ fingerprint: 3f9a0c21d4b7, reason: x, until: 2026-05-31 }]`,
    [],
    ["3f9a0c21d4b7 was accepted until 2026-05-31"],
  ],
  [`allow: [{ fingerprint: 3f9a0c21d4b7, reason: x, until: 2026-06-01 }]`, ["3f"], []],
  ["", [], []],
  ["allow: []", [], []],
])("%s", async (text, accepted, problems) => {
  expect(await apply(text)).toEqual([accepted, problems]);
});

test.each([
  ["- x", ["the file must have a list `allow`"]],
  ["allow: x", ["the file must have a list `allow`"]],
  ["allow: []\nallowed: []", ["`allowed` is not a field; the only field of the file is `allow`"]],
  ["allow: [x]", ["an entry must be an object"]],
  [`allow: [{ ${rest} }]`, ["an entry must have a `fingerprint`, or a `rule` and a `place`"]],
  [`allow: [{ rule: response.enum.added, ${rest} }]`, ["`rule` and `place` must be used together"]],
  [
    `allow: [{ rule: response.enum.add, place: "**", ${rest} }]`,
    ['"response.enum.add" is not a rule; did you mean "response.enum.added"?'],
  ],
  [`allow: [{ rule: none.such, place: "**", ${rest} }]`, ['"none.such" is not a rule']],
  ["allow: [{ fingerprint: abcdef12, until: 2026-12-31 }]", ["an entry must have a `reason`"]],
  [
    "allow: [{ fingerprint: abcdef12, reason: x }]",
    ["an entry must have an `until`, the last day on which it applies"],
  ],
  [
    "allow: [{ fingerprint: abcdef12, reason: x, until: soon }]",
    ['`until` must be a date such as 2027-01-31, but is "soon"'],
  ],
  [
    "allow: [{ fingerprint: abcdef12, reason: x, until: 2026-02-30 }]",
    ['`until` must be a date such as 2027-01-31, but is "2026-02-30"'],
  ],
  [
    `allow: [{ fingerprint: abcdef12, who: me, ${rest} }]`,
    [
      "`who` is not a field; the fields of an entry are fingerprint, rule, place, reason, until, owner",
    ],
  ],
])("refused: %s", async (text, want) => {
  const found = await diagnosticsOf(read(text));
  expect(found.map(({ message }) => message)).toEqual(want);
  expect(found.map(placed)[0]).toMatch(/^allow-invalid at allow\.yaml:\d+:\d+$/);
});

test("a fingerprint that YAML reads as a number must be quoted", async () => {
  const [found] = await diagnosticsOf(read(`allow: [{ fingerprint: 123456789012, ${rest} }]`));
  expect(found?.message).toBe("`fingerprint` must be a string; put it in quotes");
});

describe("writing an entry", () => {
  const entry = { fingerprint: "3f9a0c21d4b7", reason: "agreed: all #1", until: "2026-12-31" };

  test("starts a list that can be read", async () => {
    const text = withAllowance("", entry);
    expect(text).toContain("# Findings that are accepted");
    expect(await read(text)).toMatchObject([entry]);
  });

  test("keeps comments and order, and renews an entry in its place", async () => {
    const before = [
      "# ours",
      "allow:",
      "  # why",
      "  - fingerprint: aaaaaaaaaaaa # a",
      "    reason: old",
      "    until: 2020-01-01",
      "  - fingerprint: bbbbbbbbbbbb",
      "    reason: b",
      "    until: 2020-01-01",
      "",
    ].join("\n");
    const renewed = withAllowance(before, {
      fingerprint: "aaaaaaaaaaaa",
      reason: "new",
      until: "2030-01-01",
      owner: "me",
    });
    expect(renewed).toBe(
      before
        .replace("reason: old", "reason: new")
        .replace("until: 2020-01-01\n  - f", "until: 2030-01-01\n    owner: me\n  - f"),
    );
    const added = withAllowance(before, entry);
    expect(added.startsWith(before)).toBe(true);
    expect((await read(added)).map(({ fingerprint }) => fingerprint)).toEqual([
      ...["aaaaaaaaaaaa", "bbbbbbbbbbbb", "3f9a0c21d4b7"],
    ]);
  });

  test("quotes digits, so that they stay text", async () => {
    const text = withAllowance("", { ...entry, fingerprint: "123456789012" });
    expect(await read(text)).toMatchObject([{ fingerprint: "123456789012" }]);
  });

  test.each([
    ["x", entry.reason, entry.until],
    [entry.fingerprint, " ", entry.until],
    [entry.fingerprint, entry.reason, "tomorrow"],
  ])("refuses %s, %j, %s", (fingerprint, reason, until) => {
    expect(() => withAllowance("", { fingerprint, reason, until })).toThrow(DiagnosticError);
  });

  test.each(["allow: x", "- a", "a: ["])("refuses to add to %j", (text) => {
    expect(() => withAllowance(text, entry)).toThrow(DiagnosticError);
  });
});
