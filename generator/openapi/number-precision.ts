/**
 * Whether JavaScript has a number as a document writes it. It has no integer beyond 2^53 by itself:
 * 9007199254740993 is read as 9007199254740992, and 1e999 as infinity. JSON has neither infinity
 * nor `nan`, which YAML has.
 */
export function isExact(value: number): boolean {
  return Number.isSafeInteger(value) || (Number.isFinite(value) && !Number.isInteger(value));
}

/** Whether there is, anywhere in data, a number that JavaScript has not. */
export function holdsInexact(value: unknown): boolean {
  if (typeof value === "number") return !isExact(value);
  if (typeof value !== "object" || value === null) return false;
  return Object.values(value).some(holdsInexact);
}
