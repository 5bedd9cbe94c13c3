import { causeOf, type Diagnostic } from "../diagnostics/index.js";
import { type DriftLine, differencesIn } from "./describe-drift.js";
import type { MergeReport } from "./merge/index.js";

/**
 * The lines of a drift for people: of those that differ only in where they were found, the first,
 * and how many more there are. A report for programs keeps all.
 */
export function foldDrift(report: MergeReport): string[] {
  const keyOf = ({ cause }: DriftLine) => JSON.stringify(cause);
  return groups(differencesIn(report), keyOf).map(([{ line }, more]) => `${line}${suffix(more)}`);
}

/** As `foldDrift`. */
export function foldDiagnostics(found: readonly Diagnostic[]): Diagnostic[] {
  return groups(found, causeOf).map(([first, more]) =>
    more === 0 ? first : { ...first, message: `${first.message}${suffix(more)}` },
  );
}

function suffix(more: number): string {
  return more === 0 ? "" : ` (and ${more} more like this; \`--json\` lists all)`;
}

/** The first of each group, and how many others it has. */
function groups<Item>(
  items: readonly Item[],
  keyOf: (item: Item) => string,
): (readonly [Item, number])[] {
  const found = new Map<string, [Item, number]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = found.get(key);
    if (group) group[1] += 1;
    else found.set(key, [item, 0]);
  }
  return [...found.values()];
}
