import {
  type Alias,
  isAlias,
  isCollection,
  isMap,
  isScalar,
  isSeq,
  type Node,
  type YAMLMap,
} from "yaml";
import { type AnyPair, isMergeKey, keyOf, mergesOf, pairOf } from "./yaml-pairs.js";

/** YAML nodes read as if everything stood where it is used: through aliases and merge keys. */

/** The nodes of a file whose aliases stand for more than this are an attack on the reader. */
const maxNodes = 10_000_000;

/** What aliases mean. One that moves to another file takes its meaning along. */
export const targets = new WeakMap<Alias, Node>();

/** The node below another; undefined if there is none. A key without a value has an empty node. */
export function memberOf(holder: unknown, token: string): unknown {
  const node = meaning(holder);
  if (isMap(node)) return pairIn(node, token)?.value;
  return isSeq(node) && /^\d+$/.test(token) ? node.items[Number(token)] : undefined;
}

/** The member of a map, its own or a merged one. */
export function pairIn(holder: unknown, key: string): AnyPair | undefined {
  const map = meaning(holder);
  if (!isMap(map)) return undefined;
  const own = pairOf(map, key);
  if (own && !isMergeKey(own)) return own;
  for (const source of sourcesOf(map)) {
    const found = pairIn(source, key);
    if (found) return found;
  }
  return undefined;
}

/** The keys of a map, own ones first, or the indexes of a list. */
export function keysOf(holder: unknown): string[] {
  const node = meaning(holder);
  if (isSeq(node)) return [...node.items.keys()].map(String);
  if (!isMap(node)) return [];
  const own = (node.items as AnyPair[]).filter((item) => !isMergeKey(item));
  const merged = sourcesOf(node).flatMap(keysOf);
  return [...new Set([...own.flatMap((item) => keyOf(item) ?? []), ...merged])];
}

/**
 * A node as plain data; what an alias means occurs in it as the same object each time.
 *
 * @throws Error if aliases make it too large
 */
export function dataOf(node: unknown): unknown {
  const known = new Map<unknown, unknown>();
  const sizes = new Map<unknown, number>();
  let size = 0;
  const readInto = (value: Record<string, unknown>, map: YAMLMap) => {
    for (const item of map.items as AnyPair[]) {
      const key = isMergeKey(item) ? undefined : keyOf(item);
      if (key !== undefined && !Object.hasOwn(value, key)) setOwn(value, key, read(item.value));
    }
    for (const source of sourcesOf(map)) if (isMap(source)) readInto(value, source);
  };
  const read = (each: unknown): unknown => {
    const found = meaning(each);
    if (!isCollection(found)) {
      size++;
      return isScalar(found) ? found.toJSON() : null;
    }
    if (known.has(found)) {
      size += sizes.get(found) ?? 0;
      if (size > maxNodes) throw new Error("its YAML aliases stand for too much text");
      return known.get(found);
    }
    const before = size++;
    const value: Record<string, unknown> | unknown[] = isSeq(found) ? [] : {};
    known.set(found, value);
    if (Array.isArray(value)) for (const item of found.items) value.push(read(item));
    else if (isMap(found)) readInto(value, found);
    sizes.set(found, size - before);
    return value;
  };
  return read(node);
}

/** The maps that a map takes members from; the first that has a member wins. */
export function sourcesOf(map: YAMLMap): unknown[] {
  return mergesOf(map).flatMap(({ value }) => {
    const source = meaning(value);
    return isSeq(source) ? source.items.map(meaning) : [source];
  });
}

/** What an alias means; any other node itself. */
export function meaning(node: unknown): unknown {
  return isAlias(node) ? targets.get(node) : node;
}

/** A key may be called `__proto__`. */
function setOwn(object: Record<string, unknown>, key: string, value: unknown): void {
  if (key !== "__proto__") object[key] = value;
  else Object.defineProperty(object, key, { ...ownProperty, value });
}

const ownProperty = { writable: true, enumerable: true, configurable: true };
