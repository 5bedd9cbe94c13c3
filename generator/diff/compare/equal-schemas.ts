import type { Parts } from "../../contract/index.js";
import { type Fields, isFields, isSame, keywords, textsOf } from "../../openapi/index.js";
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
  /** Whether its value cannot be left out where it is met. */
  readonly isAlwaysThere: boolean;
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
    isAlwaysThere: boolean,
  ): void => {
    if (!isFields(raw)) return;
    const read = isReadOnly || raw["readOnly"] === true;
    const write = isWriteOnly || raw["writeOnly"] === true;
    const { $ref: ref } = raw;
    if (typeof ref === "string") {
      const access = { isReadOnly: read, isWriteOnly: write, isAlwaysThere };
      found.push({ ref, steps: stepsDown(trail), ...access });
    }
    for (const key in raw) {
      const value = raw[key];
      if (typeof value !== "object" || value === null) continue;
      const keyword = applied.get(key);
      if (!keyword) continue;
      if (keyword.isMap) {
        const required = key === "properties" ? textsOf(raw["required"]) : undefined;
        for (const name in value) {
          const next = { keyword: key, key: name, up: trail };
          const isThere = required?.includes(name) ?? true;
          visit((value as Fields)[name], next, read, write, isThere);
        }
      } else if (Array.isArray(value)) {
        for (const [index, child] of value.entries()) {
          // Variants and members apply to the value itself.
          const next = keyword.isOfItems ? { keyword: key, key: index, up: trail } : trail;
          visit(child, next, read, write, keyword.isOfItems || isAlwaysThere);
        }
      } else visit(value, { keyword: key, key: undefined, up: trail }, read, write, true);
    }
  };
  for (const { raw } of parts) visit(raw, undefined, false, false, true);
  return found;
}
