import type { Parts } from "../../contract/index.js";
import { type Fields, isFields, isSame, keywords } from "../../openapi/index.js";
import { type Step, stepsDown, type Trail } from "./schema-path.js";

/**
 * Keywords whose schemas apply to the value; definitions are only reached by references to them.
 */
const applied = new Map(
  Object.entries(keywords).flatMap(([name, { applies, slot }]) =>
    slot && applies && applies !== "nothing"
      ? [[name, { isMap: "map" in slot, isOfItems: applies === "items" }] as const]
      : [],
  ),
);

/** A reference inside a schema, and the path to it. */
interface Reference {
  readonly ref: string;
  readonly steps: readonly Step[];
  readonly isReadOnly: boolean;
  readonly isWriteOnly: boolean;
}

/** Whether two schemas are written the same, so that only the targets of references can differ. */
export function areWrittenAlike(base: Parts, revision: Parts): boolean {
  return (
    base.length === revision.length &&
    base.every((part, index) => isSame(part.raw, revision[index]?.raw))
  );
}

/**
 * The references in a schema, at any depth. Most schemas are the same in two versions; searching
 * them in this way needs no memory.
 */
export function referencesIn(parts: Parts): Reference[] {
  const found: Reference[] = [];
  const visit = (
    raw: unknown,
    trail: Trail | undefined,
    isReadOnly: boolean,
    isWriteOnly: boolean,
  ): void => {
    if (!isFields(raw)) return;
    const read = isReadOnly || raw["readOnly"] === true;
    const write = isWriteOnly || raw["writeOnly"] === true;
    const { $ref: ref } = raw;
    if (typeof ref === "string") {
      found.push({ ref, steps: stepsDown(trail), isReadOnly: read, isWriteOnly: write });
    }
    for (const key in raw) {
      const value = raw[key];
      if (typeof value !== "object" || value === null) continue;
      const keyword = applied.get(key);
      if (!keyword) continue;
      if (keyword.isMap) {
        for (const name in value) {
          visit((value as Fields)[name], { keyword: key, key: name, up: trail }, read, write);
        }
      } else if (Array.isArray(value)) {
        for (const [index, child] of value.entries()) {
          // Variants and members apply to the value itself.
          const next = keyword.isOfItems ? { keyword: key, key: index, up: trail } : trail;
          visit(child, next, read, write);
        }
      } else visit(value, { keyword: key, key: undefined, up: trail }, read, write);
    }
  };
  for (const { raw } of parts) visit(raw, undefined, false, false);
  return found;
}
