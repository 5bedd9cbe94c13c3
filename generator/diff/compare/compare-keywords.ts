import { type Admitted, matchesPattern, type Schema } from "../../contract/index.js";
import { includesSame, isSame, keywordsThatMean, listOf } from "../../openapi/index.js";
import type { SchemaReport } from "./change.js";
import { bothHave } from "./compare-bounds.js";
import { compareLifecycle } from "./compare-lifecycle.js";

/** Keywords that are compared as data, with their possible changes. */
const assumed = keywordsThatMean("assumed");
const spellings = keywordsThatMean("spelling");
const prose = keywordsThatMean("prose");

export function comparePlain(x: Admitted, y: Admitted, report: SchemaReport): void {
  const [a, b] = [x.schema, y.schema];
  if (bothHave("array", x, y)) {
    const [was, is] = [a.plain["uniqueItems"] === true, b.plain["uniqueItems"] === true];
    if (was !== is) report.changed(`uniqueItems.${is ? "set" : "unset"}`, was, is);
  }
  compareSettings(spellings, a, b, report);
  if (bothHave("string", x, y)) comparePattern(x, y, report);
  compareExtensible(a.plain["x-extensible-enum"], b.plain["x-extensible-enum"], report);
}

/** What is assumed where there is no value, whatever values there may be. */
export function compareAssumed(a: Schema, b: Schema, report: SchemaReport): void {
  compareSettings(assumed, a, b, report);
}

function compareSettings(
  keywords: typeof assumed | typeof spellings,
  a: Schema,
  b: Schema,
  report: SchemaReport,
): void {
  for (const keyword of keywords) {
    const [before, after] = [a.plain[keyword], b.plain[keyword]];
    if (isSame(before, after)) continue;
    const verb = before === undefined ? "added" : after === undefined ? "removed" : "changed";
    report.changed(`${keyword}.${verb}`, before, after);
  }
}

/** What says nothing about the values. */
export function compareAnnotations(a: Schema, b: Schema, report: SchemaReport): void {
  for (const keyword of prose) {
    const [before, after] = [a.plain[keyword], b.plain[keyword]];
    if (!isSame(before, after)) report.changed(`${keyword}.changed`, before, after);
  }
  compareLifecycle(a.plain, b.plain, (kind, before, after) => report.changed(kind, before, after));
}

/**
 * Whether one pattern allows more than another cannot be computed, except if one allows everything.
 */
function comparePattern(x: Admitted, y: Admitted, report: SchemaReport): void {
  const [before, after] = [x.schema.plain["pattern"], y.schema.plain["pattern"]];
  if (isSame(before, after)) return;
  const listed = [...(x.values ?? []), ...(y.values ?? [])];
  if (listed.length > 0) {
    // Values that a pattern excludes are not listed any more, unless nobody can tell.
    if (isUndecided(before, listed) || isUndecided(after, listed))
      report.changed("pattern.changed", before, after);
    return;
  }
  const verb =
    before === undefined
      ? "added"
      : after === undefined
        ? "removed"
        : isAny(after)
          ? "widened"
          : isAny(before)
            ? "narrowed"
            : "changed";
  report.changed(`pattern.${verb}`, before, after);
}

function isUndecided(pattern: unknown, values: readonly unknown[]): boolean {
  const texts = values.filter((value) => typeof value === "string");
  const patterns = pattern === undefined ? [] : [pattern].flat();
  return patterns.some((each) => texts.some((text) => matchesPattern(each, text) === undefined));
}

function isAny(pattern: unknown): boolean {
  return typeof pattern === "string" && /^\^?(\.\*|\[\\s\\S\]\*)?\$?$/.test(pattern);
}

function compareExtensible(before: unknown, after: unknown, report: SchemaReport): void {
  const missing = (from: unknown, to: unknown) =>
    listOf(from).filter((value) => !includesSame(listOf(to), value));
  const [removed, added] = [missing(before, after), missing(after, before)];
  if (removed.length > 0) report.changed("extensibleEnum.removed", removed, undefined);
  if (added.length > 0) report.changed("extensibleEnum.added", undefined, added);
}
