import { describeUnlisted, isNew } from "./capture-warnings.js";
import { type Change, formatValue, type MergeReport, partOf } from "./merge/index.js";

/** A difference between pages and spec. */
export interface DriftLine {
  /** What, where, and both sides. */
  readonly line: string;
  /** What differences that differ only in where they were found have in common. */
  readonly cause: readonly string[];
}

type Compared = Pick<MergeReport, "changes" | "conflicts" | "gone" | "unlisted">;

/** One line for each difference between pages and spec: what, where, and both sides. */
export function driftOf(merged: Compared): string[] {
  return differencesIn(merged).map(({ line }) => line);
}

export function differencesIn({ changes, conflicts, gone, unlisted }: Compared): DriftLine[] {
  const told = conflicts
    .filter(isNew)
    .map(({ spec, page, location, ...rest }) =>
      describe({ ...rest, before: spec, after: page, page: location }),
    );
  const missing = gone.filter(isNew).map(({ page, method, path }) => {
    return { line: `${method} ${path}: ${page} is gone`, cause: ["gone", page] };
  });
  // For as long as the spec lacks it.
  const more = unlisted.map((found) => {
    const line = `${placeOf(found.place)}: lists ${describeUnlisted(found)}`;
    return { line, cause: [line] };
  });
  return [
    ...changes.filter(({ isBookkeeping }) => !isBookkeeping).map(describe),
    ...told,
    ...missing,
    ...more,
  ];
}

function describe(change: Change): DriftLine {
  const { what, before, after, place, page } = change;
  const [old, now] = [formatValue(before), formatValue(after)];
  return {
    line: `${placeOf(place)}: ${what}: ${old} in the spec, ${now} on ${page}`,
    cause: [partOf(change), old, now],
  };
}

function placeOf({ file, line, column }: Change["place"]): string {
  return `${file}:${line}:${column}`;
}
