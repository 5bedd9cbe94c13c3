import { isPair, isScalar, type Pair, type YAMLMap } from "yaml";

export type AnyPair = Pair<unknown, unknown>;

/** The key of a member of a map as text. */
export function keyOf(item: unknown): string | undefined {
  if (!isPair(item)) return undefined;
  const key = isScalar(item.key) ? item.key.value : item.key;
  return typeof key === "symbol" ? key.description : String(key);
}

/** Members of maps that were looked up; a change to a map's keys must drop its entry. */
const indexes = new WeakMap<YAMLMap, Map<string, AnyPair>>();

export function pairOf(map: YAMLMap, key: string): AnyPair | undefined {
  const index = indexes.get(map) ?? indexOf(map);
  indexes.set(map, index);
  return index.get(key);
}

/** To be called when the keys of a map change. */
export function dropIndex(map: YAMLMap): void {
  indexes.delete(map);
}

/** For a new member; thousands may be added to one map. */
export function addToIndex(map: YAMLMap, key: string, pair: AnyPair): void {
  indexes.get(map)?.set(key, pair);
}

function indexOf(map: YAMLMap): Map<string, AnyPair> {
  const index = new Map<string, AnyPair>();
  for (const item of map.items as AnyPair[]) {
    const key = keyOf(item);
    // For a duplicate key, the first member counts.
    if (key !== undefined && !index.has(key)) index.set(key, item);
  }
  return index;
}
