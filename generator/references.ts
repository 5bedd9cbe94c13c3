import type { Pointer } from "./load/index.js";

const schemas = "#/components/schemas/";

/** The key of the schema that a reference means; undefined if it means something else. */
export function schemaKeyOf(ref: unknown): string | undefined {
  if (typeof ref !== "string" || !ref.startsWith(schemas)) return undefined;
  return decodeToken(ref.slice(schemas.length));
}

/** Where a reference within the document leads. */
export function pointerOf(ref: string): Pointer {
  return ref.slice(2).split("/").map(decodeToken);
}

/** A token of a reference as the key that it means. */
export function decodeToken(token: string): string {
  if (!/[%~]/.test(token)) return token;
  return decodePercents(token).replaceAll("~1", "/").replaceAll("~0", "~");
}

function decodePercents(token: string): string {
  try {
    return decodeURIComponent(token);
  } catch {
    return token;
  }
}
