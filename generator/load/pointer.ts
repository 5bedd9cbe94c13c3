/** A JSON pointer as its unescaped tokens; `[]` is the document itself. */
export type Pointer = readonly string[];

export function formatPointer(pointer: Pointer): string {
  return pointer.map((token) => `/${token.replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");
}

/** Reads the fragment of a `$ref` (without `#`); undefined if it is not a JSON pointer. */
export function parsePointer(fragment: string): Pointer | undefined {
  const decoded = decode(fragment);
  return decoded === undefined ? undefined : tokensOf(decoded);
}

/**
 * All that the fragment of a `$ref` may mean, the right reading first. The others are those of tools
 * that write a key as it is, or with `+` for a space, and of people who end a file's name with `#/`.
 */
export function readingsOf(fragment: string): readonly Pointer[] {
  const readings = [parsePointer(fragment)];
  if (fragment.includes("%")) readings.push(tokensOf(fragment));
  if (fragment.includes("+")) readings.push(parsePointer(fragment.replaceAll("+", " ")));
  if (fragment === "/") readings.push([]);
  return readings.filter((reading) => reading !== undefined);
}

function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

function tokensOf(pointer: string): Pointer | undefined {
  if (pointer === "") return [];
  if (!pointer.startsWith("/")) return undefined;
  return pointer
    .slice(1)
    .split("/")
    .map((token) => token.replaceAll("~1", "/").replaceAll("~0", "~"));
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
