/**
 * Whether JavaScript represents a number exactly as a document writes it. It cannot for most
 * integers beyond 2^53: 9007199254740993 is read as 9007199254740992, and 1e999 as infinity. JSON
 * has neither infinity nor `nan`, which YAML has.
 */
export function isExact(value: number): boolean {
  return Number.isSafeInteger(value) || (Number.isFinite(value) && !Number.isInteger(value));
}

/** Whether data contains a number that JavaScript cannot represent. */
export function holdsInexact(value: unknown): boolean {
  if (typeof value === "number") return !isExact(value);
  if (typeof value !== "object" || value === null) return false;
  return Object.values(value).some(holdsInexact);
}

/** What a client may hold integers of 64 bits as; only a number does not hold all of them. */
export const int64Types = ["number", "bigint", "string"] as const;

export type Int64Type = (typeof int64Types)[number];

/** A value of a schema of such integers, as a client holds it; what is no integer stays. */
export function asInt64(value: unknown, type: Int64Type): unknown {
  if (type === "number" || !Number.isInteger(value)) return value;
  const integer = BigInt(value as number);
  return type === "bigint" ? integer : String(integer);
}
