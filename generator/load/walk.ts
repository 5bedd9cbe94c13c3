import { isObject } from "./locate.js";
import type { Pointer } from "./pointer.js";
import { type Kind, slotOf } from "./shape.js";

/** Is given an object, what it is and where it stands; `false` keeps the walk from going into it. */
export type Visit = (
  node: Readonly<Record<string, unknown>>,
  kind: Kind,
  pointer: Pointer,
) => unknown;

/**
 * Visits every object of a linked document that the grammar knows, outermost first. Data is not gone
 * into, and references are not followed: what has a `$ref` is visited as what it stands for.
 */
export function walk(
  value: unknown,
  visit: Visit,
  kind: Kind = "document",
  at: Pointer = [],
): void {
  if (!isObject(value) || visit(value, kind, at) === false) return;
  for (const [field, child] of Object.entries(value)) {
    const slot = slotOf(kind, field);
    if (!slot || typeof child !== "object" || child === null) continue;
    const [[form, inner] = []] = Object.entries(slot) as [string, Kind][];
    if (inner === undefined) continue;
    if (form === "map" || Array.isArray(child)) {
      for (const [key, each] of Object.entries(child))
        walk(each, visit, inner, [...at, field, key]);
    } else walk(child, visit, inner, [...at, field]);
  }
}
