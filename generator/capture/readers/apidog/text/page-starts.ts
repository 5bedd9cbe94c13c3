import { headingIn, isEnding } from "./interface-labels.js";
import { findHead } from "./operation-head.js";
import { linesOf } from "./page-lines.js";

/**
 * The lines on which the pages of one text begin, from 1: people paste several pages into one file.
 * A page has the head of one operation, and its answers come last; what is below the foot of one
 * page belongs to the next, and without a foot the next begins with its title.
 */
export function pageStartsIn(rows: readonly string[]): number[] {
  const lines = linesOf(rows);
  const starts = [1];
  let end = findHead(lines)?.end;
  while (end !== undefined) {
    const rest = lines.slice(end);
    const next = findHead(rest);
    if (!next) break;
    const between = rest.slice(0, rest.indexOf(next.title ?? next.method));
    const answers = between.findIndex(({ text }) => headingIn(text) === "responses");
    if (answers >= 0) {
      const foot = between.findLastIndex(({ text }) => isEnding(text));
      const start = foot > answers ? between[foot + 1] : undefined;
      starts.push((start ?? next.folder ?? next.title ?? next.method).number);
    }
    end += next.end;
  }
  return starts;
}
