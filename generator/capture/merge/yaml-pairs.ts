import { isPair, isScalar, type Pair, type YAMLMap } from "yaml";

export type AnyPair = Pair<unknown, unknown>;

/** The key of a member of a map as text. */
export function keyOf(item: unknown): string | undefined {
  if (!isPair(item)) return undefined;
  const key = isScalar(item.key) ? item.key.value : item.key;
  return typeof key === "symbol" ? key.description : String(key);
}

interface Index {
  readonly byKey: Map<string, AnyPair>;
  readonly merges: readonly AnyPair[];
}

/** The large maps that were looked into; a change to a map's keys must drop its entry. */
const indexes = new WeakMap<YAMLMap, Index>();

/** A map of fewer members is looked through: there are so many that their indexes would cost more. */
const largeMap = 16;

/** For a duplicate key, the first member counts. */
export function pairOf(map: YAMLMap, key: string): AnyPair | undefined {
  const index = indexOf(map);
  if (index) return index.byKey.get(key);
  return (map.items as AnyPair[]).find((item) => keyOf(item) === key);
}

/** The merge keys of a map, which name others that it takes members from. */
export function mergesOf(map: YAMLMap): readonly AnyPair[] {
  return indexOf(map)?.merges ?? (map.items as AnyPair[]).filter(isMergeKey);
}

export function isMergeKey({ key }: AnyPair): boolean {
  if (!isScalar(key)) return key === "<<";
  return key.value === "<<" ? key.type === "PLAIN" : typeof key.value === "symbol";
}

/** To be called when the keys of a map change. */
export function dropIndex(map: YAMLMap): void {
  indexes.delete(map);
}

/** For a new member that is no merge key; thousands may be added to one map. */
export function addToIndex(map: YAMLMap, key: string, pair: AnyPair): void {
  indexes.get(map)?.byKey.set(key, pair);
}

function indexOf(map: YAMLMap): Index | undefined {
  if (map.items.length < largeMap) return undefined;
  const known = indexes.get(map);
  if (known) return known;
  const items = map.items as AnyPair[];
  const byKey = new Map<string, AnyPair>();
  for (const item of items) {
    const key = keyOf(item);
    if (key !== undefined && !byKey.has(key)) byKey.set(key, item);
  }
  const made = { byKey, merges: items.filter(isMergeKey) };
  indexes.set(map, made);
  return made;
}
