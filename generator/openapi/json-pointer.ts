/** A JSON pointer (RFC 6901) as its unescaped tokens; `[]` is the document itself. */
export type Pointer = readonly string[];

/** A token as written in a pointer: `a~1b` for `a/b`. */
export function encodeToken(token: string): string {
  // Most tokens need no escaping, and there are millions.
  return /[~/]/.test(token) ? token.replaceAll("~", "~0").replaceAll("/", "~1") : token;
}

/** @example formatPointer(["paths", "/pets"]) // "/paths/~1pets" */
export function formatPointer(pointer: Pointer): string {
  return pointer.map((token) => `/${encodeToken(token)}`).join("");
}

/** Parses a pointer on its own, as in RFC 6901; undefined if it is not one. */
export function parsePointer(text: string): Pointer | undefined {
  return /~(?![01])/.test(text) ? undefined : tokensOf(text);
}

/**
 * Parses the fragment of a `$ref` (without `#`): percent signs are decoded first, then the pointer
 * is split. A `~` that escapes nothing stays a `~`. Undefined if it is not a pointer.
 */
export function parseFragment(fragment: string): Pointer | undefined {
  const decoded = decodePercents(fragment);
  return decoded === undefined ? undefined : tokensOf(decoded);
}

/**
 * All possible readings of the fragment of a `$ref`, the correct one first. The others are for
 * tools that write a key unencoded, or with `+` for a space, and for people who end a file name
 * with `#/`.
 */
export function readingsOf(fragment: string): readonly Pointer[] {
  const readings = [parseFragment(fragment)];
  if (fragment.includes("%")) readings.push(tokensOf(fragment));
  if (fragment.includes("+")) readings.push(parseFragment(fragment.replaceAll("+", " ")));
  if (fragment === "/") readings.push([]);
  return readings.filter((reading) => reading !== undefined);
}

/**
 * The fragment for a pointer. `%` and characters that a URI fragment does not allow are encoded;
 * braces and slashes stay readable.
 */
export function formatFragment(pointer: Pointer): string {
  return formatPointer(pointer).replaceAll(/[%\s"<>\\^`|]/g, encodeURIComponent);
}

/** The key that a token of a fragment means; a single percent sign stays as it is. */
export function decodeToken(token: string): string {
  if (!/[%~]/.test(token)) return token;
  return unescaped(decodePercents(token) ?? token);
}

/** The value at a pointer, by own properties only; undefined if there is none. */
export function valueAt(root: unknown, pointer: Pointer): unknown {
  let value = root;
  for (const token of pointer) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, token)) {
      return undefined;
    }
    value = (value as Record<string, unknown>)[token];
  }
  return value;
}

function tokensOf(pointer: string): Pointer | undefined {
  if (pointer === "") return [];
  if (!pointer.startsWith("/")) return undefined;
  return pointer.slice(1).split("/").map(unescaped);
}

function unescaped(token: string): string {
  return token.includes("~") ? token.replaceAll("~1", "/").replaceAll("~0", "~") : token;
}

function decodePercents(text: string): string | undefined {
  if (!text.includes("%")) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
