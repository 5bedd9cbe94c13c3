import type { Operation } from "../../contract/index.js";
import { templateOf } from "../../openapi/index.js";

/** What paths began with, and what they begin with now; empty for nothing. */
export type PrefixChange = readonly [before: string, after: string];

/** Whether two paths differ only in what they begin with. */
export function isMovedBy(change: PrefixChange, before: string, after: string): boolean {
  return movedPath(change, before) === keyOf(after);
}

/** A path with its new beginning, to compare; undefined if it does not begin with the old one. */
export function movedPath([before, after]: PrefixChange, path: string): string | undefined {
  const isBelow = path === before || path.startsWith(`${before}/`);
  return isBelow ? keyOf(after + path.slice(before.length)) : undefined;
}

/** Without the names of parameters. The path `/` has no slash of its own below a prefix. */
const keyOf = (path: string): string => templateOf(path).replace(/\/$/, "");

/** What two paths begin with where they differ. */
export function prefixesOf(before: string, after: string): PrefixChange {
  const [old, now] = [before, after].map((path) => path.replace(/\/$/, "").split("/"));
  if (!old || !now) return ["", ""];
  while (old.length > 1 && now.length > 1 && keyOf(`${old.at(-1)}`) === keyOf(`${now.at(-1)}`)) {
    old.pop();
    now.pop();
  }
  return [old.join("/"), now.join("/")];
}

/** From here on, operations that move in the same way have one cause. */
const fewest = 3;

/** Longer beginnings are not looked for. */
const longest = 4;

/** A tail that more operations share says nothing about a single one. */
const mostAlike = 50;

export interface Unpaired {
  readonly removed: readonly Operation[];
  readonly added: readonly Operation[];
  /** Operations that their ids pair, and whose path is another. */
  readonly moved: readonly (readonly [Operation, Operation])[];
  /** Whether there are no other operations in the base. */
  readonly isAll: boolean;
}

/**
 * The prefix that most of these operations got, lost or changed. A prefix that comes or goes leaves
 * the whole old path, so three operations are enough, or all that there are; in place of another
 * prefix it has to be that of most operations that began with the old one, and of three.
 */
export function commonPrefixChange(unpaired: Unpaired): PrefixChange | undefined {
  const { removed, moved, isAll } = unpaired;
  const counts = countsOf(unpaired);
  const [best] = [...counts.values()].sort((a, b) => b.count - a.count);
  if (!best) return undefined;
  const [before, after] = best.change;
  const among = [...removed, ...moved.map(([old]) => old)].filter(
    ({ kind, name }) => kind === "path" && movedPath(best.change, name.path) !== undefined,
  );
  const isOneSided = before === "" || after === "";
  const isWhole = isAll && isOneSided && best.count === among.length;
  const isMost = isOneSided || best.count * 2 > among.length;
  return isWhole || (best.count >= fewest && isMost) ? best.change : undefined;
}

interface Count {
  readonly change: PrefixChange;
  count: number;
}

function countsOf({ removed, added, moved }: Unpaired): Map<string, Count> {
  const counts = new Map<string, Count>();
  const note = (change: PrefixChange) => {
    const key = change.join("\n");
    const known = counts.get(key) ?? { change, count: 0 };
    counts.set(key, { change, count: known.count + 1 });
  };
  const byTail = new Map<string, string[]>();
  for (const operation of added) {
    if (operation.kind !== "path") continue;
    for (const [head, tail] of splitsOf(operation)) {
      byTail.set(tail, [...(byTail.get(tail) ?? []), head]);
    }
  }
  for (const operation of removed) {
    if (operation.kind !== "path") continue;
    for (const [head, tail] of splitsOf(operation)) {
      const others = byTail.get(tail) ?? [];
      if (others.length > mostAlike) continue;
      for (const other of others) if (areWhole(head, other, tail)) note([head, other]);
    }
  }
  for (const [before, after] of moved) {
    if (before.kind !== "path" || before.name.method !== after.name.method) continue;
    const others = new Map(splitsOf(after).map(([head, tail]) => [tail, head]));
    for (const [head, tail] of splitsOf(before)) {
      const other = others.get(tail);
      if (other !== undefined && areWhole(head, other, tail)) note([head, other]);
    }
  }
  return counts;
}

/**
 * The beginnings of a path, each with the method and the rest. No beginning has a parameter, which
 * would be another argument, and no rest has parameters only, because too many paths end like it.
 */
function splitsOf({ name: { method, path } }: Operation): (readonly [string, string])[] {
  const segments = path.split("/").slice(1);
  const splits: (readonly [string, string])[] = [];
  for (let length = 0; length <= Math.min(longest, segments.length); length++) {
    const [head, tail] = [segments.slice(0, length), segments.slice(length)];
    const isBare = head.every((segment) => !segment.includes("{"));
    const isNamed = tail.some((segment) => segment !== "" && !segment.startsWith("{"));
    const isRoot = path === "/" || tail.length === 0;
    if (isBare && (isNamed || isRoot)) {
      const text = head.map((segment) => `/${segment}`).join("");
      splits.push([text, `${method} ${keyOf(tail.map((segment) => `/${segment}`).join(""))}`]);
    }
  }
  return splits;
}

/** Whether nothing of the rest is missing, and the two paths have more in common than nothing. */
function areWhole(head: string, other: string, tail: string): boolean {
  if (tail.endsWith(" ")) return (head === "") !== (other === "");
  return lastOf(head) !== lastOf(other);
}

const lastOf = (head: string): string => head.slice(head.lastIndexOf("/") + 1);
