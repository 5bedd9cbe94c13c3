import { componentAt, type Part, type Parts, type Schema } from "../../contract/index.js";
import { canonical, isFields, textOf } from "../../openapi/index.js";

/** Pairs of items of two lists that are the same thing, and the items without a partner. */
export interface Matching<Item> {
  readonly pairs: readonly (readonly [Item, Item])[];
  readonly removed: readonly Item[];
  readonly added: readonly Item[];
}

/** Tries several ways of matching, one after the other; each item is paired once. */
export function matchItems<Item>(
  before: readonly Item[],
  after: readonly Item[],
  criteria: readonly ((a: Item, b: Item) => boolean)[],
): Matching<Item> {
  let removed = [...before];
  const added = [...after];
  const pairs: [Item, Item][] = [];
  for (const isMatch of criteria) {
    removed = removed.filter((a) => {
      const index = added.findIndex((b) => isMatch(a, b));
      const [b] = index < 0 ? [] : added.splice(index, 1);
      if (b !== undefined) pairs.push([a, b]);
      return b === undefined;
    });
  }
  return { pairs, removed, added };
}

/** Pairs items with the same key, in their order; an item without a key stays alone. */
export function matchByKey<Item>(
  before: readonly Item[],
  after: readonly Item[],
  keyBefore: (item: Item) => string | undefined,
  keyAfter: (item: Item) => string | undefined,
): Matching<Item> {
  const byKey = new Map<string, Item[]>();
  // Backwards, so that the first one is the next to be taken.
  for (const item of [...after].reverse()) {
    const key = keyAfter(item);
    if (key === undefined) continue;
    const known = byKey.get(key);
    if (known) known.push(item);
    else byKey.set(key, [item]);
  }
  const pairs: [Item, Item][] = [];
  const taken = new Set<Item>();
  const removed = before.filter((a) => {
    const key = keyBefore(a);
    const b = key === undefined ? undefined : byKey.get(key)?.pop();
    if (b === undefined) return true;
    taken.add(b);
    pairs.push([a, b]);
    return false;
  });
  return { pairs, removed, added: after.filter((item) => !taken.has(item)) };
}

/** The name of a component schema; undefined for an inline one. */
export function nameOf(parts: Parts): string | undefined {
  const [only] = parts;
  return parts.length === 1 && only ? componentAt(only.at) : undefined;
}

export function isInline(parts: Parts): boolean {
  return nameOf(parts) === undefined;
}

export function textOfParts(parts: Parts): string {
  return parts.map(({ raw }: Part) => canonical(raw)).join();
}

export function titleOf(parts: Parts): string | undefined {
  const raw = parts[0]?.raw;
  return isFields(raw) ? textOf(raw["title"]) : undefined;
}

/**
 * How similar two schemas are: 1 for the same name or the same properties, 0 for nothing in common.
 */
export function schemaSimilarity(a: Schema, b: Schema): number {
  if (a.component !== undefined && a.component === b.component) return 1;
  if (a.properties.size > 0 && b.properties.size > 0) {
    const common = [...a.properties.keys()].filter((name) => b.properties.has(name)).length;
    return common / Math.max(a.properties.size, b.properties.size);
  }
  if (a.properties.size > 0 || b.properties.size > 0) return 0;
  const isLike = canonical([a.types, a.format]) === canonical([b.types, b.format]);
  if (!isLike || a.types === undefined) return 0;
  if (a.values || b.values) {
    const values = new Set((a.values ?? []).map(canonical));
    return (b.values ?? []).some((value) => values.has(canonical(value))) ? 0.9 : 0.1;
  }
  return 0.5;
}
