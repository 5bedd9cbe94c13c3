/** A JSON pointer (RFC 6901) as its unescaped tokens; `[]` is the document itself. */
export type Pointer = readonly string[];

/** A token as it stands in a pointer: `a/b` is `a~1b`. */
export function encodeToken(token: string): string {
  // Most tokens have nothing to escape, and millions are asked about.
  return /[~/]/.test(token) ? token.replaceAll("~", "~0").replaceAll("/", "~1") : token;
}

/** @example formatPointer(["paths", "/pets"]) // "/paths/~1pets" */
export function formatPointer(pointer: Pointer): string {
  return pointer.map((token) => `/${encodeToken(token)}`).join("");
}

/** Reads a pointer that stands alone, as RFC 6901 has it; undefined if it is none. */
export function parsePointer(text: string): Pointer | undefined {
  return /~(?![01])/.test(text) ? undefined : tokensOf(text);
}

/**
 * Reads the fragment of a `$ref` (without `#`): percent signs are decoded first, then the pointer
 * is taken apart. A `~` that escapes nothing stands for itself. Undefined if it is no pointer.
 */
export function parseFragment(fragment: string): Pointer | undefined {
  const decoded = decodePercents(fragment);
  return decoded === undefined ? undefined : tokensOf(decoded);
}

/**
 * All that the fragment of a `$ref` may mean, the right reading first. The others are those of
 * tools that write a key as it is, or with `+` for a space, and of people who end a file's name
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
 * The fragment that means a pointer. `%` and what a URI fragment must not hold are encoded; braces
 * and slashes stay readable.
 */
export function formatFragment(pointer: Pointer): string {
  return formatPointer(pointer).replaceAll(/[%\s"<>\\^`|]/g, encodeURIComponent);
}

/** One token of a fragment as the key that it means; a bare percent sign stands for itself. */
export function decodeToken(token: string): string {
  if (!/[%~]/.test(token)) return token;
  return unescaped(decodePercents(token) ?? token);
}

/** Whether a token is the position of an item, or could be. */
export function isIndex(token: string): boolean {
  return /^\d+$/.test(token);
}

/** The value at a pointer, own properties only; undefined if there is none. */
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
