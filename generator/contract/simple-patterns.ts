/** Without groups and with few optional or repeated parts, a short text cannot take long. */
const group = /[()]/;
const repeating = /[*+?{]/g;
const longest = { pattern: 100, text: 100, repeating: 2 };

/**
 * Whether a text matches the pattern of a schema; undefined if that is not tried. A pattern of a
 * spec is untrusted, and some take longer than anybody waits.
 */
export function matchesPattern(pattern: unknown, text: unknown): boolean | undefined {
  if (typeof pattern !== "string" || typeof text !== "string") return undefined;
  const isShort = pattern.length <= longest.pattern && text.length <= longest.text;
  const repeated = pattern.match(repeating)?.length ?? 0;
  if (!isShort || group.test(pattern) || repeated > longest.repeating) return undefined;
  try {
    return new RegExp(pattern, "u").test(text);
  } catch {
    return undefined;
  }
}
