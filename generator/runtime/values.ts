import { refuse } from "./errors.js";

/** A single value as text; anything else is refused by the argument's name. Dates become ISO 8601 in UTC. */
export function toText(argument: string, value: unknown): string {
  const isDate = value instanceof Date;
  if (isDate && !Number.isNaN(+value)) return value.toISOString();
  const type = typeof value;
  if (/^(string|boolean|bigint)$/.test(type) || Number.isFinite(value)) return String(value);
  const shown =
    type === "number" || value === null
      ? value
      : Array.isArray(value)
        ? "a list"
        : isDate
          ? "an invalid Date"
          : type;
  return refuse(argument, `cannot be sent as text: ${shown}`);
}

export function isPlainObject(value: unknown): value is Record<string, unknown> {
  if (typeof value !== "object" || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

/** Whether a header can carry the text: no line breaks or other controls, nothing beyond Latin-1. */
export function isHeaderValue(text: string): boolean {
  return /^[\t\x20-\x7e\x80-\xff]*$/.test(text);
}

/** All but the unreserved characters of RFC 3986, of which encodeURIComponent has five too many. */
export function percentEncode(text: string): string {
  // Most text needs nothing, and this tells it fastest.
  if (/^[\w.~-]*$/.test(text)) return text;
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
