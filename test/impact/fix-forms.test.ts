import { beforeAll, describe, expect, test } from "vitest";
import type { Files } from "../support/generator.js";
import { cases, type FixCase } from "./fix/cases.js";
import { enumCases } from "./fix/enum-cases.js";
import { ownObjectCases } from "./fix/own-object-cases.js";
import { pageCases } from "./fix/page-cases.js";
import { sharedCases } from "./fix/shared-cases.js";
import {
  compiled,
  planIn,
  projectOf,
  sourcesAfter,
  specText,
  type Versions,
  versionsOf,
} from "./fix/support.js";

describe("a caller's code after the fix, by the form in which it is written", () => {
  describeCases({ ...cases, ...ownObjectCases, ...pageCases }, "base", "revision");
});

describe("a caller's code after the fix of what operations share", () => {
  describeCases(sharedCases, "shared-base", "shared-revision");
});

describe("a caller's code after the fix of values in enums without a type", () => {
  describeCases(enumCases, "enum-base", "enum-revision");
});

/** Each case is a file of one project. */
function describeCases(
  all: Readonly<Record<string, FixCase>>,
  ...names: readonly [base: string, revision: string]
): void {
  const entries = Object.entries(all);
  const fileOf = (index: number, extension = ".ts") => `case-${index}${extension}`;
  const filesOf = (side: "before" | "after"): Files =>
    Object.fromEntries(
      entries.map(([, each], index) => [
        fileOf(index, each.extension),
        `${each[side]}\nexport {};\n`,
      ]),
    );

  let versions: Versions;
  let after: Files;

  beforeAll(async () => {
    const [base, revision] = names.map(specText) as [string, string];
    versions = await versionsOf(base, revision);
    const folder = projectOf(versions, filesOf("before"));
    after = sourcesAfter(folder, planIn(folder, versions.renames));
  });

  test.each(entries.map(([name, each], index) => ({ name, each, index })))(
    "$name",
    ({ each, index }) => {
      expect(after[fileOf(index, each.extension)]).toBe(`${each.after}\nexport {};\n`);
    },
  );

  test("compiles with the old client before, and with the new one afterwards", () => {
    expect(compiled(versions.before, filesOf("before"))).toBe("");
    expect(compiled(versions.after, after)).toBe("");
  });

  test("a second run changes nothing, whichever client is there", () => {
    for (const client of [versions.before, versions.after]) {
      const folder = projectOf({ ...versions, before: client }, after);
      expect(planIn(folder, versions.renames).files.map(({ path }) => path)).toEqual([]);
    }
  });
}
