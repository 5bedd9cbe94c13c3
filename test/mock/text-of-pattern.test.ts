import { describe, expect, test } from "vitest";
import { textOfPattern } from "../../generator/mock/text-of-pattern.js";
import { fc, times } from "../support/random.js";

/** Gives the numbers of a list, over and over. */
function chanceOf(numbers: readonly number[]): () => number {
  let index = 0;
  return () => numbers[index++ % numbers.length] ?? 0;
}

describe("a text of a pattern matches it", () => {
  test.each([
    "^[A-Z]{3}-[0-9]{4}$",
    "^\\d{4}-(0[1-9]|1[0-2])$",
    "^(?:foo|ba[rz])+$",
    "^[^/]+/[\\w.-]*$",
    "^#(?:[0-9a-fA-F]{3}){1,2}$",
    "^\\+?[1-9]\\d{1,14}$",
    "^(?<year>\\d{4})\\s?\\w$",
    "^[\\u00e4\\u00f6]{2}\\x41\\.$",
    "^a{2,}b??$",
    "^$",
    "",
  ])("%s", (pattern) => {
    for (const number of [0, 0.3, 0.999]) {
      const text = textOfPattern(pattern, () => number);
      expect(text).toMatch(new RegExp(pattern, "u"));
    }
  });

  const part = fc.oneof(
    fc.constantFrom("a", "\\d", "\\w", "[a-f]", "[^x]", ".", "\\.", "-", "(?:ab|c)", "(d)"),
  );
  const repeated = fc
    .tuple(part, fc.constantFrom("", "?", "*", "+", "{2}", "{1,3}", "{2,}"))
    .map((both) => both.join(""));
  const patterns = fc.array(repeated, { maxLength: 6 }).map((parts) => `^${parts.join("")}$`);

  test("at random", () => {
    fc.assert(
      fc.property(
        patterns,
        fc.array(fc.double({ min: 0, max: 0.999, noNaN: true }), { minLength: 1 }),
        (pattern, numbers) => {
          expect(textOfPattern(pattern, chanceOf(numbers))).toMatch(new RegExp(pattern, "u"));
        },
      ),
      { numRuns: times(300) },
    );
  });
});

test.each(["(?=a)b", "(?!a)b", "(?<=a)b", "\\1", "\\p{L}", "(a", "[a", "a{99999}", "*"])(
  "%s is not understood",
  (pattern) => {
    expect(textOfPattern(pattern, () => 0.5)).toBeUndefined();
  },
);
