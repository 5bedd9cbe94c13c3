import { describeUnlisted, isNew } from "./capture-warnings.js";
import { type Change, formatValue, type MergeResult } from "./merge/index.js";

/** One line for each difference between pages and spec: what, where, and both sides. */
export function driftOf({
  changes,
  conflicts,
  gone,
  unlisted,
}: Pick<MergeResult, "changes" | "conflicts" | "gone" | "unlisted">): string[] {
  return [
    ...changes.filter(({ isBookkeeping }) => !isBookkeeping).map(describe),
    ...conflicts
      .filter(isNew)
      .map(({ what, spec, page, place, location }) =>
        describe({ what, before: spec, after: page, place, page: location }),
      ),
    ...gone.filter(isNew).map(({ page, method, path }) => `${method} ${path}: ${page} is gone`),
    ...unlisted.map((found) => `${placeOf(found.place)}: lists ${describeUnlisted(found)}`),
  ];
}

function describe({ what, before, after, place, page }: Change): string {
  return `${placeOf(place)}: ${what}: ${formatValue(before)} in the spec, ${formatValue(after)} on ${page}`;
}

function placeOf({ file, line, column }: Change["place"]): string {
  return `${file}:${line}:${column}`;
}
