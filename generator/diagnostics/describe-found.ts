/** Names the value that a message found instead of the expected one. */
export function describeFound(value: unknown): string {
  if (value === null) return "empty";
  if (value === undefined) return "missing";
  if (Array.isArray(value)) return "a list";
  if (typeof value === "object") return "an object";
  // Values that code may pass, but that no document contains.
  if (typeof value === "function") return "a function";
  return typeof value === "bigint" || typeof value === "symbol"
    ? String(value)
    : JSON.stringify(value);
}
