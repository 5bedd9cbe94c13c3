import { describe, expect, test } from "vitest";
import { fc, times } from "../support/random.js";
import { cases, type FixCase } from "./fix/cases.js";
import { ownObjectCases } from "./fix/own-object-cases.js";
import { pageCases } from "./fix/page-cases.js";
import { sharedCases } from "./fix/shared-cases.js";
import { compiled, planIn, projectOf, sourcesAfter, specText, versionsOf } from "./fix/support.js";

/** Names that are no words of the callers, and that the language takes for something of its own. */
const word = fc.stringMatching(/^[a-z]{2}[a-zA-Z]{3,8}$/).map((text) => `q${text}`);
const awkward = fc.constantFrom(
  "__proto__",
  "constructor",
  "class",
  "x-y",
  "a b",
  "1st",
  "größe",
  'q"uote',
);
const wireName = fc.oneof(word, word, awkward);

type NewNames = Readonly<Record<string, fc.Arbitrary<string>>>;

/** The new names of `revision.yaml`, and what may stand in their place. */
const newNames: NewNames = {
  searchOrders: word,
  "method: search": word.map((text) => `method: ${text}`),
  page_size: wireName,
  billing: word,
  people: word,
  remark: wireName,
  SalesOrder: word.map((text) => `Q${text}`),
  amount: wireName,
  forwarder: wireName,
  purchaseReference: wireName,
  full_name: word,
  matches: wireName,
  grams: wireName,
  site: wireName,
};

/** The same of `shared-revision.yaml`. */
const sharedNames: NewNames = {
  page_size: wireName,
  from: wireName,
  purchase: wireName,
  article: wireName,
  results: wireName,
  message: wireName,
  cause: wireName,
  correlation: wireName,
  amount: wireName,
  mass: wireName,
  extent: wireName,
  label: wireName,
};

describe("whatever is renamed to whatever, callers compile after the fix", () => {
  testNames({ ...cases, ...ownObjectCases, ...pageCases }, ["base", "revision"], newNames, 0);
  // A property that has its old name in the request is told.
  testNames(sharedCases, ["shared-base", "shared-revision"], sharedNames, 1);
});

function testNames(
  all: Readonly<Record<string, FixCase>>,
  [base, revision]: readonly [string, string],
  names: NewNames,
  leftOut: number,
): void {
  const sources = Object.fromEntries(
    Object.values(all).map(({ before, extension = ".ts" }, index) => [
      `case-${index}${extension}`,
      `${before}\nexport {};\n`,
    ]),
  );
  test(`${base}.yaml`, async () => {
    await fc.assert(
      fc.asyncProperty(fc.record(names), async (chosen) => {
        const versions = await versionsOf(specText(base), withNames(specText(revision), chosen));
        const folder = projectOf(versions, sources);
        const plan = planIn(folder, versions.renames);
        expect(plan.leftOut).toHaveLength(leftOut);
        const after = sourcesAfter(folder, plan);
        expect(compiled(versions.after, after)).toBe("");
        expect(planIn(projectOf(versions, after), versions.renames).files).toEqual([]);
      }),
      { numRuns: times(2) },
    );
  });
}

function withNames(spec: string, names: Readonly<Record<string, string>>): string {
  return Object.entries(names).reduce((text, [from, to]) => {
    const isPlain = /^(?:method: )?[A-Za-z_]\w*$/.test(to);
    // `amount` is a field of payments too, which stays.
    const parts = text.split(/(?<= {4}Payment:)/);
    const written = (part: string) =>
      part.replaceAll(
        new RegExp(`(?<![\\w])${from}(?![\\w])`, "g"),
        isPlain ? to : JSON.stringify(to),
      );
    return [
      written(parts[0] ?? ""),
      ...parts.slice(1).map((part) => (from === "amount" ? part : written(part))),
    ].join("");
  }, spec);
}
