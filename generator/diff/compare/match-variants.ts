import type { Parts, Schema, Union } from "../../contract/index.js";
import { canonical } from "../../openapi/index.js";
import type { Sides } from "./compare-properties.js";
import {
  isInline,
  type Matching,
  matchByKey,
  matchItems,
  nameOf,
  schemaSimilarity,
  textOfParts,
  titleOf,
} from "./schema-matching.js";

const bare = 0.5;

/** How a variant is recognized at once, the surest first. */
const keys: readonly ((parts: Parts) => string | undefined)[] = [
  nameOf,
  (parts) => (isInline(parts) ? textOfParts(parts) : undefined),
  titleOf,
];

/**
 * Pairs the variants of two unions: by name, text and title, by the constants that identify them,
 * and at last by similarity. A variant that is a union itself stands for its variants if some of
 * them are on the other side.
 */
export function matchVariants(
  before: readonly Parts[],
  after: readonly Parts[],
  sides: Sides,
): Matching<Parts> {
  const first = matchByKeys(before, after);
  const opened = matchOpened(first.removed, first.added, sides);
  const rest = matchRest(opened.removed, opened.added, sides);
  return {
    pairs: [...first.pairs, ...opened.pairs, ...rest.pairs],
    removed: rest.removed,
    added: rest.added,
  };
}

/** The variant with the name, the text or the title of a schema. */
export function findSame(variants: readonly Parts[], schema: Parts): Parts | undefined {
  for (const keyOf of keys) {
    const key = keyOf(schema);
    const same = variants.find((variant) => key !== undefined && keyOf(variant) === key);
    if (same) return same;
  }
  return undefined;
}

function matchByKeys(before: readonly Parts[], after: readonly Parts[]): Matching<Parts> {
  let [removed, added] = [before, after];
  const pairs: (readonly [Parts, Parts])[] = [];
  for (const key of keys) {
    const matching = matchByKey(removed, added, key, key);
    pairs.push(...matching.pairs);
    ({ removed, added } = matching);
  }
  return { pairs, removed, added };
}

/** Matches again, with the variants of unions in place of these. */
function matchOpened(
  removed: readonly Parts[],
  added: readonly Parts[],
  sides: Sides,
): Matching<Parts> {
  const [old, now] = [opened(removed, sides.base), opened(added, sides.revision)];
  if (old.size === 0 && now.size === 0) return { pairs: [], removed, added };
  const spread = (all: readonly Parts[], inner: ReadonlyMap<Parts, readonly Parts[]>) =>
    all.flatMap((variant) => inner.get(variant) ?? [variant]);
  const matching = matchByKeys(spread(removed, old), spread(added, now));
  // A union that has nothing in common with the other side is one variant that came or went.
  const close = (
    all: readonly Parts[],
    inner: ReadonlyMap<Parts, readonly Parts[]>,
    left: readonly Parts[],
  ) => {
    const alone = new Set(left);
    return all.flatMap((variant) => {
      const own = inner.get(variant) ?? [variant];
      const rest = own.filter((each) => alone.has(each));
      return rest.length === own.length ? [variant] : rest;
    });
  };
  return {
    pairs: matching.pairs,
    removed: close(removed, old, matching.removed),
    added: close(added, now, matching.added),
  };
}

function opened(variants: readonly Parts[], schemas: Sides["base"]): Map<Parts, readonly Parts[]> {
  const inner = new Map<Parts, readonly Parts[]>();
  for (const variant of variants) {
    const schema = schemas.read(variant);
    const [union] = schema.unions;
    if (union && isOnly(union, schema)) inner.set(variant, union.variants);
  }
  return inner;
}

/** Whether a schema is only its union. */
export function isOnly(union: Union, schema: Schema): boolean {
  return schema.unions.length === 1 && schema.unions[0] === union && schema.properties.size === 0;
}

function matchRest(
  before: readonly Parts[],
  after: readonly Parts[],
  sides: Sides,
): Matching<Parts> {
  const read = {
    base: (parts: Parts) => sides.base.read(parts),
    revision: (parts: Parts) => sides.revision.read(parts),
  };
  const first = matchByKey(
    before,
    after,
    uniqueAmong(before, (parts) => constantsOf(read.base(parts), sides.base)),
    uniqueAmong(after, (parts) => constantsOf(read.revision(parts), sides.revision)),
  );
  const isBothInline = (x: Parts, y: Parts) => isInline(x) && isInline(y);
  const similarity = (x: Parts, y: Parts) => schemaSimilarity(read.base(x), read.revision(y));
  const second = matchNear(
    first.removed,
    first.added,
    (x, y) => isBothInline(x, y) && similarity(x, y) > bare,
  );
  // If one variant is left on each side, it is the same one, changed; several could be anything.
  const isAlone = second.removed.length === 1 && second.added.length === 1;
  // An inline variant that became a component, or was renamed, with the same meaning.
  const third = matchNear(
    second.removed,
    second.added,
    (x, y) => (isAlone && isBothInline(x, y)) || similarity(x, y) === 1,
  );
  return { ...third, pairs: [...first.pairs, ...second.pairs, ...third.pairs] };
}

/** The constants of an object's properties, which tell it from other variants. */
function constantsOf(schema: Schema, schemas: Sides["base"]): string | undefined {
  const constants: [string, unknown][] = [];
  for (const [name, parts] of schema.properties) {
    const { values } = schemas.read(parts);
    if (values?.length === 1) constants.push([name, values[0]]);
  }
  return constants.length > 0
    ? canonical(constants.sort(([a], [b]) => (a < b ? -1 : 1)))
    : undefined;
}

/** A key, without the items that share theirs with others. */
function uniqueAmong(
  items: readonly Parts[],
  keyOf: (item: Parts) => string | undefined,
): (item: Parts) => string | undefined {
  const own = new Map(items.map((item) => [item, keyOf(item)] as const));
  const counts = new Map<string | undefined, number>();
  for (const key of own.values()) counts.set(key, (counts.get(key) ?? 0) + 1);
  return (item) => {
    const key = own.get(item);
    return counts.get(key) === 1 ? key : undefined;
  };
}

/** Up to here, each is compared with each: 200 on both sides. */
const mostComparisons = 40_000;
/** Beyond, each is compared with so many at its own place, before and after it. */
const reach = 20;

/** Matches like `matchItems`, in a time that does not grow with the square of what is left. */
function matchNear(
  before: readonly Parts[],
  after: readonly Parts[],
  isMatch: (a: Parts, b: Parts) => boolean,
): Matching<Parts> {
  if (before.length * after.length <= mostComparisons) return matchItems(before, after, [isMatch]);
  const taken = new Set<number>();
  const pairs: (readonly [Parts, Parts])[] = [];
  const removed: Parts[] = [];
  for (const [index, a] of before.entries()) {
    const middle = Math.floor((index * after.length) / before.length);
    // Its own place first, because changed lists mostly keep their order.
    const places = Array.from({ length: 2 * reach + 1 }, (_, step) =>
      step % 2 === 0 ? middle + step / 2 : middle - (step + 1) / 2,
    );
    const found = places.find((place) => {
      const b = taken.has(place) ? undefined : after[place];
      return b !== undefined && isMatch(a, b);
    });
    const b = found === undefined ? undefined : after[found];
    if (found === undefined || b === undefined) removed.push(a);
    else {
      taken.add(found);
      pairs.push([a, b]);
    }
  }
  return { pairs, removed, added: after.filter((_, place) => !taken.has(place)) };
}
