import { annotations, type Part, type Parts } from "../../contract/index.js";
import {
  type Fields,
  fieldsOf,
  isFields,
  isSame,
  keywordOf,
  keywords,
  textsOf,
} from "../../openapi/index.js";
import type { Sides } from "./compare-properties.js";
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
  /** Whether a `oneOf` is on the path to it. */
  readonly isInOneOf: boolean;
  /** Whether it is in a keyword that reverses its effect, or makes it unknown. */
  readonly isInverse: boolean;
}

/** Whether two schemas are written the same, so that only the targets of references can differ. */
export function areWrittenAlike(base: Parts, revision: Parts): boolean {
  return (
    base.length === revision.length &&
    base.every((part, index) => isSame(part.raw, revision[index]?.raw))
  );
}

/** Whether schemas say nothing: `true` or `{}`. */
export function saysNothing(parts: Parts): boolean {
  return parts.every(({ raw }) => raw === true || (isFields(raw) && isEmpty(raw)));
}

function isEmpty(fields: Fields): boolean {
  return Object.keys(fields).length === 0;
}

/** A schema as written, for reports; in words if there is nothing that a reader recognizes. */
export function displaySchema(parts: Parts | undefined): unknown {
  const raw = parts?.[0]?.raw;
  if (!parts || raw === undefined) return undefined;
  if (saysNothing(parts)) return "anything";
  return raw === false ? "nothing" : raw;
}

/**
 * The references in a schema, at any depth. Most schemas are the same in two versions; searching
 * them in this way needs no memory.
 */
export function referencesIn(parts: Parts): Reference[] {
  const found: Reference[] = [];
  type Way = Pick<Reference, Exclude<keyof Reference, "ref" | "steps">>;
  const visit = (raw: unknown, trail: Trail | undefined, way: Way): void => {
    if (!isFields(raw)) return;
    const here = {
      ...way,
      isReadOnly: way.isReadOnly || raw["readOnly"] === true,
      isWriteOnly: way.isWriteOnly || raw["writeOnly"] === true,
    };
    const { $ref: ref } = raw;
    if (typeof ref === "string") found.push({ ref, steps: stepsDown(trail), ...here });
    for (const key in raw) {
      const value = raw[key];
      if (typeof value !== "object" || value === null) continue;
      const keyword = applied.get(key);
      if (!keyword) continue;
      const below = {
        ...here,
        isInOneOf: way.isInOneOf || key === "oneOf",
        isInverse: way.isInverse || isInverse(key),
      };
      if (keyword.isMap) {
        const required = key === "properties" ? textsOf(raw["required"]) : undefined;
        const children = fieldsOf(value);
        for (const name in children) {
          const isAlwaysThere = required?.includes(name) ?? true;
          const next = { keyword: key, key: name, up: trail };
          visit(children[name], next, { ...below, isAlwaysThere });
        }
      } else if (Array.isArray(value)) {
        for (const [index, child] of value.entries()) {
          // Variants and members apply to the value itself.
          const next = keyword.isOfItems ? { keyword: key, key: index, up: trail } : trail;
          const isAlwaysThere = keyword.isOfItems || way.isAlwaysThere;
          visit(child, next, { ...below, isAlwaysThere });
        }
      } else {
        const next = { keyword: key, key: undefined, up: trail };
        visit(value, next, { ...below, isAlwaysThere: true });
      }
    }
  };
  const start = {
    isReadOnly: false,
    isWriteOnly: false,
    isAlwaysThere: true,
    isInOneOf: false,
    isInverse: false,
  };
  for (const { raw } of parts) visit(raw, undefined, start);
  return found;
}

/** Whether the effect of a schema in a keyword is reversed, or unknown. */
export function isInverse(keyword: string): keyword is "not" | "if" {
  return keyword === "not" || keyword === "if";
}

/** Whether two schemas say the same but for prose, and whatever they refer to, too. */
export function meanTheSame(base: Parts, revision: Parts, sides: Sides): boolean {
  const seen = new Set<string>();
  const open: [Part, Part][] = [];
  const pairUp = (before: Parts, after: Parts) => {
    if (before.length !== after.length) return false;
    for (const [index, part] of before.entries()) open.push([part, after[index] ?? part]);
    return true;
  };
  const areSame = (x: unknown, y: unknown): boolean => {
    if (!isFields(x) || !isFields(y)) return isSame(x, y);
    return [...new Set([...Object.keys(x), ...Object.keys(y)])]
      .filter((key) => !annotations.includes(key))
      .every((key) => areSameKeyword(key, x[key], y[key]));
  };
  const areSameKeyword = (key: string, x: unknown, y: unknown): boolean => {
    if (key === "$ref" && typeof x === "string" && typeof y === "string") {
      if (seen.has(`${x} ${y}`)) return true;
      seen.add(`${x} ${y}`);
      return pairUp([sides.base.target(x)], [sides.revision.target(y)]);
    }
    if (keywordOf(key)?.applies === undefined) return isSame(x, y);
    if (Array.isArray(x) && Array.isArray(y))
      return x.length === y.length && x.every((each, index) => areSame(each, y[index]));
    if (!applied.get(key)?.isMap) return areSame(x, y);
    if (!isFields(x) || !isFields(y)) return isSame(x, y);
    const names = new Set([...Object.keys(x), ...Object.keys(y)]);
    return [...names].every((name) => areSame(x[name], y[name]));
  };
  if (!pairUp(base, revision)) return false;
  for (let next = open.pop(); next; next = open.pop()) {
    if (!areSame(next[0].raw, next[1].raw)) return false;
  }
  return true;
}
