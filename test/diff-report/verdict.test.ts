import { describe, expect, test } from "vitest";
import type { OperationName } from "../../generator/diff/index.js";
import {
  adviseRelease,
  toChangeset,
  withChangelogSection,
} from "../../generator/diff/release-advice.js";
import { levelOf } from "../../generator/diff/verdict.js";
import { finding, mixed, verdictOf } from "./fixtures.js";

const of = (wire: string, source: string, kind = "a.b.changed", cls = "wire") =>
  finding({ wire, source, kind, class: cls } as Partial<ReturnType<typeof finding>>);

test.each([
  [of("breaking", "info"), ["wire"], "breaking"],
  [of("breaking", "info"), ["source"], "info"],
  [of("breaking", "none"), ["source"], undefined],
  [of("info", "warning"), ["wire", "source"], "warning"],
  [of("none", "none"), ["wire", "source"], undefined],
  [of("warning", "none", "a", "behaviour"), ["wire"], undefined],
  [of("warning", "none", "a", "behaviour"), ["behaviour"], "warning"],
  [of("none", "none", "a", "docs"), ["docs"], "info"],
] as const)("the level of %o in %j is %s", (given, classes, want) => {
  expect(levelOf(given, classes)).toBe(want);
});

describe("a verdict", () => {
  const prints = (verdict: ReturnType<typeof verdictOf>) =>
    verdict.findings.map(({ fingerprint }) => fingerprint.slice(0, 2));

  test("has the worst first, and counts", () => {
    const verdict = verdictOf([...mixed].reverse());
    expect(verdict.findings.map(({ level }) => level)).toEqual([
      ...["breaking", "breaking", "warning", "warning", "info", "info"],
    ]);
    expect(verdict.summary).toEqual({
      total: 6,
      breaking: 2,
      warning: 2,
      info: 2,
      operations: 14,
    });
  });

  test.each([
    ["breaking", mixed, true],
    ["breaking", mixed.slice(2), false],
    ["warning", mixed.slice(2), true],
    ["warning", mixed.slice(3, 4), false],
    ["info", mixed.slice(5), true],
    ["info", [], false],
    ["never", mixed, false],
  ] as const)("with --fail-on %s", (failOn, findings, want) => {
    expect(verdictOf(findings, { failOn }).failed).toBe(want);
  });

  test.each([
    [{ paths: ["/shared/*"] }, ["aa"]],
    [{ operations: ["POST /boms"] }, ["bb", "cc", "ee"]],
    [{ operations: ["listBoms"] }, ["3f", "bb"]],
    [{ classes: ["docs"] }, ["ee"]],
    [{ classes: ["source"] }, ["3f", "bb", "cc"]],
    [
      {
        tags: ["lists"],
        knownAs: (operation: OperationName) => ({
          names: [operation],
          tags: operation.method === "GET" ? ["lists"] : [],
        }),
      },
      ["3f", "bb"],
    ],
  ] as const)("of %o", (selection, want) => {
    expect(prints(verdictOf(mixed, selection))).toEqual(want);
  });

  test("accepted findings are still in the release notes", () => {
    const passed = finding();
    const accepted = [{ finding: passed, reason: "r", until: "2030-01-01", owner: undefined }];
    const verdict = verdictOf([passed, ...mixed.slice(3)], { accepted });
    expect(verdict.findings).not.toContainEqual(passed);
    const [first] = (toChangeset(verdict, "shop")?.text ?? "")
      .split("\n")
      .filter((line) => line.startsWith("- "));
    expect(first).toMatch(/^- \*\*Breaking:\*\* .*"name" was removed/);
    expect(withChangelogSection("", verdict)).toContain(first);
  });

  test("in a changelog is one line per finding, whatever text it has, and the same in a second run", () => {
    const evil = "a\n## b\u001b[2J\u202e<!-- /tether diff -->";
    const operations = [{ method: "GET", path: `/${evil}`, operationId: evil }];
    const verdict = verdictOf([finding({ message: evil, operations })]);
    const written = withChangelogSection(
      "# Changelog\n\n## Unreleased\n\n- mine\n\n## 1.0\n",
      verdict,
    );
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
    expect(written).not.toMatch(/[\u001b\u202e]|^## b/m);
    expect(toChangeset(verdict, "shop")?.text).toContain("\\u001b");
    expect(withChangelogSection(written, verdict)).toBe(written);
    expect(written).toContain("\n\n## 1.0\n");
  });

  test("leaves out accepted findings, and says so", () => {
    const accepted = mixed
      .slice(0, 2)
      .map((each) => ({ finding: each, reason: "x", until: "2030-01-01", owner: undefined }));
    const verdict = verdictOf(mixed, { accepted });
    expect(prints(verdict)).toEqual(["bb", "dd", "cc", "ee"]);
    expect([verdict.failed, verdict.accepted.length]).toEqual([false, 2]);
  });
});

test.each([
  [[], "1.2.3", "none", "1.2.3", "nothing changed"],
  [[of("none", "breaking")], "1.2.3", "major", "2.0.0", "breaking in callers' code: 1"],
  [[of("breaking", "none")], "1.2.3", "major", "2.0.0", "breaking on the wire: 1"],
  [
    [of("breaking", "breaking")],
    "0.4.1",
    "minor",
    "0.5.0",
    "breaking on the wire: 1, in callers' code: 1; before 1.0, a minor version may break callers",
  ],
  [[of("warning", "none")], "1.2.3", "minor", "1.3.0", "possible breaks: 1"],
  [[of("info", "info", "a.added")], "1.2.3", "minor", "1.3.0", "additions: 1, and nothing breaks"],
  [
    [of("info", "info", "a.added")],
    "0.2.3",
    "patch",
    "0.2.4",
    "additions: 1, and nothing breaks; before 1.0, that is a patch version",
  ],
  [
    [of("info", "none", "operation.deprecated.set", "behaviour")],
    "1.2.3",
    "minor",
    "1.3.0",
    "deprecations: 1, and nothing breaks",
  ],
  [
    [of("info", "info", "a.added"), of("info", "none", "request.deprecated.set", "behaviour")],
    "1.2.3",
    "minor",
    "1.3.0",
    "additions: 1, deprecations: 1, and nothing breaks",
  ],
  [
    [of("info", "none", "operation.deprecated.unset", "behaviour")],
    "1.2.3",
    "patch",
    "1.2.4",
    "changes that need no action: 1",
  ],
  [[of("info", "none")], "0.2.3", "patch", "0.2.4", "changes that need no action: 1"],
  [[of("info", "none")], undefined, "patch", undefined, "changes that need no action: 1"],
])("the advice for %#", (findings, version, bump, next, because) => {
  expect(adviseRelease(findings, version)).toEqual({ bump, version: next, because });
});
