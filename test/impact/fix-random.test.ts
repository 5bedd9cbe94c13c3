import { expect, test } from "vitest";
import { fc, times } from "../support/random.js";
import { cases } from "./fix/cases.js";
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

/** The new names of `revision.yaml`, and what may stand in their place. */
const newNames = {
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
};

const sources = Object.fromEntries(
  Object.values(cases).map(({ before, extension = ".ts" }, index) => [
    `case-${index}${extension}`,
    `${before}\nexport {};\n`,
  ]),
);

test("whatever is renamed to whatever, callers compile after the fix", async () => {
  await fc.assert(
    fc.asyncProperty(fc.record(newNames), async (names) => {
      const versions = await versionsOf(specText("base"), revisionWith(names));
      const folder = projectOf(versions, sources);
      const plan = planIn(folder, versions.renames);
      expect(plan.leftOut).toEqual([]);
      const after = sourcesAfter(folder, plan);
      expect(compiled(versions.after, after)).toBe("");
      expect(planIn(projectOf(versions, after), versions.renames).files).toEqual([]);
    }),
    { numRuns: times(2) },
  );
});

function revisionWith(names: Readonly<Record<keyof typeof newNames, string>>): string {
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
  }, specText("revision"));
}
