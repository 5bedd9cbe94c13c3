import { isFields, readingsOf, refOf, valueAt } from "../openapi/index.js";

/** The first reference with another meaning if it is relative to `base` instead of the file. */
export function firstRefIn(schema: unknown, base: object): string | undefined {
  for (const child of isFields(schema) ? Object.values(schema) : []) {
    const own = refOf(child);
    if (own !== undefined && isBelow(own, base)) return own;
    const ref = firstRefIn(child, base);
    if (ref !== undefined) return ref;
  }
  return undefined;
}

function isBelow(ref: string, base: object): boolean {
  if (!ref.startsWith("#")) return true;
  return readingsOf(ref.slice(1)).some((pointer) => valueAt(base, pointer) !== undefined);
}
