import { expect, test } from "vitest";
import { globOf } from "../../generator/load/glob.js";
import { fc, times } from "../support/random.js";

test.each([
  ["/v1/*", "/v1/boms", true],
  ["/v1/*", "/v1/boms/", false],
  ["/v1/*", "/v1/", true],
  ["/v1/**", "/v1/boms/{id}/", true],
  ["/v1/boms/{id}", "/v1/boms/{id}", true],
  ["/v1/b.ms", "/v1/boms", false],
  ["**/{id}", "/v1/boms/{id}", true],
  ["**", "", true],
  ["*", "", true],
  ["", "", true],
  ["", "a", false],
  ["/a/*/b/**/c", "/a/x/b/y/z/c", true],
  ["/a/*/b/**/c", "/a/x/y/b/z/c", false],
  ["/a**", "/a\nb", true],
  ["***", "a/b", true],
])("the pattern %s and %j: %s", (pattern, path, wanted) => {
  expect(globOf(pattern)(path)).toBe(wanted);
});

test("means the same as the corresponding regular expression", () => {
  const text = (parts: readonly string[]) =>
    fc.array(fc.constantFrom(...parts), { maxLength: 8 }).map((each) => each.join(""));
  fc.assert(
    fc.property(
      text(["*", "**", "a", "b", "/", "."]),
      text(["a", "b", "/", "."]),
      (pattern, path) => {
        const source = pattern.replaceAll(/\*\*|\*|\./g, (part) =>
          part === "." ? "\\." : part === "*" ? "[^/]*" : "[^]*",
        );
        expect(globOf(pattern)(path)).toBe(new RegExp(`^${source}$`).test(path));
      },
    ),
    { numRuns: times(1000) },
  );
});

test("ends on a long path, with any number of stars", () => {
  const path = "/a".repeat(50_000);
  expect(globOf(`${"**/a".repeat(20)}**b`)(path)).toBe(false);
  expect(globOf(`${"**/a".repeat(20)}**`)(path)).toBe(true);
});
