import { expect, test } from "vitest";
import { compareSpecs } from "../../generator/diff/index.js";
import { head, specOf } from "./support.js";

/** An operation that is deprecated, until a day if there is one. */
const until = (sunset?: string) =>
  specOf({
    ...head,
    paths: {
      "/a": { get: { deprecated: true, ...(sunset !== undefined && { "x-sunset": sunset }) } },
    },
  });

test.each([
  ["a date", "no date", "2099-01-01", undefined, ["operation.sunset.removed breaking"]],
  ["a date", "no valid one", "2099-01-01", "soon", ["operation.sunset.removed breaking"]],
  ["no valid date", "none", "soon", undefined, []],
  ["no valid date", "another", "soon", "later", ["operation.sunset.invalid warning"]],
  ["no valid date", "a valid one", "soon", "2099-01-01", ["operation.sunset.added info"]],
] as const)("from %s to %s: only a date can be taken back", (_, __, before, after, expected) => {
  const { findings } = compareSpecs(until(before), until(after));
  expect(findings.map(({ kind, wire }) => `${kind} ${wire}`)).toEqual(expected);
});
