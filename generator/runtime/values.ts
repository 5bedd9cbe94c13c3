/** A single value as text; anything else is refused. Dates become ISO 8601 in UTC. */
export function toText(value: unknown, refuse: (problem: string) => never): string {
  if (typeof value === "string") return value;
  if (typeof value === "boolean" || typeof value === "bigint" || Number.isFinite(value)) {
    return String(value);
  }
  if (value instanceof Date && !Number.isNaN(value.getTime())) return value.toISOString();
  return refuse(`cannot be sent as text: ${describe(value)}`);
}

export function isPlainObject(value: unknown): value is Record<string, unknown> {
  if (typeof value !== "object" || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

function describe(value: unknown): string {
  if (typeof value === "number" || value === null) return String(value);
  if (Array.isArray(value)) return "a list";
  return value instanceof Date ? "an invalid Date" : typeof value;
}
