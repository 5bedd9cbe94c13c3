import type { Keywords } from "../validate/check.js";

/**
 * Keywords whose `pattern` is tried by a function, because patterns of a spec are untrusted and some
 * never end; undefined from it means that it gave up, which is a note and no reproach.
 */
export function withPatterns(
  keywords: Keywords,
  matches: (pattern: string, text: string) => boolean | undefined,
): Keywords {
  return {
    ...keywords,
    pattern: (demand: string, applied) => {
      const { value } = applied;
      const found = typeof value === "string" ? matches(demand, value) : true;
      if (found === undefined)
        return applied.fail("unchecked", "has a pattern that takes too long");
      return found || applied.fail("pattern", "does not match its pattern");
    },
  };
}

/** Longer texts are not tried: nobody must wait for them. */
const maxTried = 100;

/** Tries a pattern of those that the generator found to be quick. */
export function tryPattern(pattern: string, text: string): boolean {
  return text.length > maxTried || new RegExp(pattern, "u").test(text);
}
