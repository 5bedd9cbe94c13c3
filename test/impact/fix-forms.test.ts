import { beforeAll, describe, expect, test } from "vitest";
import type { Files } from "../support/generator.js";
import { cases } from "./fix/cases.js";
import {
  compiled,
  planIn,
  projectOf,
  sourcesAfter,
  specText,
  type Versions,
  versionsOf,
} from "./fix/support.js";

const entries = Object.entries(cases);
const fileOf = (index: number, extension = ".ts") => `case-${index}${extension}`;
const filesOf = (side: "before" | "after"): Files =>
  Object.fromEntries(
    entries.map(([, each], index) => [
      fileOf(index, each.extension),
      `${each[side]}\nexport {};\n`,
    ]),
  );

let versions: Versions;
let plan: ReturnType<typeof planIn>;
let after: Files;

beforeAll(async () => {
  versions = await versionsOf(specText("base"), specText("revision"));
  const folder = projectOf(versions, filesOf("before"));
  plan = planIn(folder, versions.renames);
  after = sourcesAfter(folder, plan);
});

describe("a caller's code after the fix, by the form in which it is written", () => {
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
});
