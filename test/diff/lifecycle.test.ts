import { expect, test } from "vitest";
import { compareSpecs } from "../../generator/diff/index.js";
import { head, operationWith, specOf } from "./support.js";

/** An operation that is deprecated, until a day if there is one. */
const until = (sunset?: string, deprecated = true) =>
  specOf({
    ...head,
    paths: {
      "/a": { get: { deprecated, ...(sunset !== undefined && { "x-sunset": sunset }) } },
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

test.each([
  ["both are", true, true, []],
  ["neither is", false, false, []],
  ["it is now", false, true, ["operation.deprecated.set info"]],
  ["it no longer is", true, false, ["operation.deprecated.unset info"]],
])("a date that moved is told, deprecated or not: %s", (_, was, is, more) => {
  const found = (before: string, after: string) =>
    compareSpecs(until(before, was), until(after, is))
      .findings.map(({ kind, wire }) => `${kind} ${wire}`)
      .sort();
  expect(found("2099-02-01", "2099-01-01")).toEqual([...more, "operation.sunset.earlier breaking"]);
  expect(found("2099-01-01", "2099-02-01")).toEqual([...more, "operation.sunset.later info"]);
  // The same moment, spelled in two ways.
  expect(found("2099-01-01", "2099-01-01T00:00:00Z")).toEqual(more);
});

test.each(["parameter", "request", "header", "response"])(
  "so is that of a schema: %s",
  (subject) => {
    const version = (day: string) =>
      specOf({
        ...head,
        paths: { "/a": { post: operationWith(subject, { type: "string", "x-sunset": day }) } },
      });
    const { findings } = compareSpecs(version("2099-02-01"), version("2099-01-01"));
    expect(findings.map(({ kind }) => kind)).toEqual([`${subject}.sunset.earlier`]);
  },
);
