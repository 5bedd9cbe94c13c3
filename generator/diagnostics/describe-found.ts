/** What a message says that it found in the place of something else. */
export function describeFound(value: unknown): string {
  if (value === null) return "empty";
  if (value === undefined) return "missing";
  if (Array.isArray(value)) return "a list";
  if (typeof value === "object") return "an object";
  // What no document holds, but what code may give.
  if (typeof value === "function") return "a function";
  return typeof value === "bigint" || typeof value === "symbol"
    ? String(value)
    : JSON.stringify(value);
}
