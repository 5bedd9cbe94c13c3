import { describe, expect, test } from "vitest";
import type { OperationName } from "../../generator/diff/index.js";
import {
  adviseRelease,
  toChangeset,
  withChangelogSection,
} from "../../generator/diff/release-advice.js";
import { formatVerdict } from "../../generator/diff/report/index.js";
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
  [[of("none", "breaking")], "1.2.3", "major", "2.0.0", "1 breaking change in callers' code"],
  [[of("breaking", "none")], "1.2.3", "major", "2.0.0", "1 breaking change on the wire"],
  [
    [of("breaking", "breaking")],
    "0.4.1",
    "minor",
    "0.5.0",
    "1 breaking change, on the wire and in callers' code; before 1.0, a minor version may break callers",
  ],
  [[of("warning", "none")], "1.2.3", "minor", "1.3.0", "1 change that may break callers"],
  [[of("info", "info", "a.added")], "1.2.3", "minor", "1.3.0", "1 addition, and nothing breaks"],
  [
    [of("info", "info", "a.added")],
    "0.2.3",
    "patch",
    "0.2.4",
    "1 addition, and nothing breaks; before 1.0, that is a patch version",
  ],
  [
    [of("info", "none", "operation.deprecated.set", "behaviour")],
    "1.2.3",
    "minor",
    "1.3.0",
    "1 deprecation, and nothing breaks",
  ],
  [
    [of("info", "info", "a.added"), of("info", "none", "request.deprecated.set", "behaviour")],
    "1.2.3",
    "minor",
    "1.3.0",
    "1 addition and 1 deprecation, and nothing breaks",
  ],
  [
    [of("info", "none", "operation.deprecated.unset", "behaviour")],
    "1.2.3",
    "patch",
    "1.2.4",
    "1 change that needs no action",
  ],
  [[of("info", "none")], "0.2.3", "patch", "0.2.4", "1 change that needs no action"],
  [[of("info", "none")], undefined, "patch", undefined, "1 change that needs no action"],
])("the advice for %#", (findings, version, bump, next, because) => {
  expect(adviseRelease(findings, version)).toEqual({ bump, version: next, because });
});

describe("the numbers of an advice add up", () => {
  const many = (count: number, wire: string, source: string) =>
    Array.from({ length: count }, (_, index) => ({
      ...of(wire, source),
      fingerprint: `${wire[0]}${source[0]}${index}`,
    }));
  const wire = many(3, "breaking", "none");
  const source = many(4, "none", "breaking");
  const both = many(2, "breaking", "breaking");

  test.each([
    [[...wire, ...source], "7 breaking changes, 3 on the wire and 4 in callers' code"],
    [
      [...wire, ...source, ...both],
      "9 breaking changes, 5 on the wire and 6 in callers' code, 2 of them in both",
    ],
    [
      [...wire, ...both],
      "5 breaking changes, 5 on the wire and 2 in callers' code, 2 of them in both",
    ],
    [both, "2 breaking changes, on the wire and in callers' code"],
    [many(5, "warning", "none"), "5 changes that may break callers"],
    [many(2, "info", "none"), "2 changes that need no action"],
  ])("%#", (findings, because) => {
    expect(adviseRelease(findings, "1.0.0").because).toBe(because);
  });

  test.each([
    ["a filter hides some", { classes: ["source"] }, [], "6 of them shown, 3 filtered out"],
    ["a filter hides all", { paths: ["/none"] }, [], "0 of them shown, 9 filtered out"],
    ["some are accepted", {}, [both[0]], "8 of them shown, 1 accepted"],
    [
      "some are accepted, and a filter hides others",
      { classes: ["source"] },
      [both[0]],
      "5 of them shown, 1 accepted, 3 filtered out",
    ],
  ] as const)("with those of a report: %s", (_, selection, findings, want) => {
    const accepted = findings.flatMap((each) =>
      each ? [{ finding: each, reason: "r", until: "2030-01-01", owner: undefined }] : [],
    );
    const verdict = verdictOf([...wire, ...source, ...both], { ...selection, accepted });
    expect(verdict.semver.because).toContain(`9 breaking changes, 5 on the wire and 6 in`);
    expect(verdict.semver.because).toMatch(new RegExp(`in both \\(${want}\\)$`));
    for (const format of ["text", "markdown", "html", "junit"] as const)
      expect(formatVerdict(verdict, format).replaceAll(/\s+/g, " ")).toContain(want.split(",")[0]);
  });
});
