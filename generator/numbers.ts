/**
 * Whether JavaScript has a number as a document writes it. It has no integer beyond 2^53 by itself:
 * 9007199254740993 is read as 9007199254740992, and 1e999 as infinity. JSON has neither infinity nor
 * `nan`, which YAML has.
 */
export function isExact(value: number): boolean {
  return Number.isSafeInteger(value) || (Number.isFinite(value) && !Number.isInteger(value));
}
