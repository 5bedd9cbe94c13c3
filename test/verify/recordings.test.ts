import { describe, expect, test } from "vitest";
import { runVerify } from "../wire/verify/run-verify.js";
import { type Expected, recordedIn, sets } from "./compared/recorded.js";

interface Report {
  readonly findings: readonly (Omit<Expected, "pointer"> & {
    readonly place?: { readonly pointer: string };
  })[];
}

describe.each(sets)("in %s", (set) => {
  test.each(recordedIn(set))("$name: all that is found", async ({ recording, spec, expected }) => {
    const { code, stdout, stderr } = await runVerify([recording, "--spec", spec, "--json"]);
    const { findings }: Report = JSON.parse(stdout);
    const found = findings.map(({ level, rule, place, count }) => ({
      ...{ level, rule, pointer: place?.pointer ?? null, count },
    }));
    expect(found).toEqual(expected);
    expect(stderr).not.toMatch(/warning|error/i);
    expect(code).toBe(expected.some(({ level }) => level === "finding") ? 1 : 0);
  });
});

test("fifteen recordings have one deviation, one is clean, and noise is no deviation", () => {
  const counts = recordedIn("one-each").map(({ expected }) => expected.length);
  expect(counts.sort()).toEqual([0, ...Array(15).fill(1)]);
  const levels = recordedIn("noise").flatMap(({ expected }) => expected.map(({ level }) => level));
  expect(levels).not.toContain("finding");
});
