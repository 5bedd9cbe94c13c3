import { endOf, type Schema } from "../../contract/index.js";
import { boundKeywords, isSame, keywordsThatMean, listOf } from "../../openapi/index.js";
import type { SchemaReport } from "./change.js";
import { compareLifecycle } from "./compare-lifecycle.js";

/** Compares bounds that can rise and fall. */
export function compareBounds(a: Schema, b: Schema, report: SchemaReport): void {
  const respelled = new Set(sides.flatMap((side) => compareEnds(a, b, side, report)));
  for (const name of boundKeywords) {
    const [before, after] = [a.bounds[name], b.bounds[name]];
    if (before === after || respelled.has(name)) continue;
    const verb =
      before === undefined
        ? "set"
        : after === undefined
          ? "unset"
          : before < after
            ? "raised"
            : "lowered";
    report.changed(`${name}.${verb}`, before, after);
  }
}

const sides = [
  { side: "lower", closed: "minimum", open: "exclusiveMinimum" },
  { side: "upper", closed: "maximum", open: "exclusiveMaximum" },
] as const;

/**
 * Compares one end of the numbers, if one version includes it and the other does not.
 *
 * @returns the keywords that need no further comparison
 */
function compareEnds(
  a: Schema,
  b: Schema,
  { side, closed, open }: (typeof sides)[number],
  report: SchemaReport,
): readonly string[] {
  const [old, now] = [endOf(a, side), endOf(b, side)];
  const isRespelled = (a.bounds[closed] === undefined) !== (b.bounds[closed] === undefined);
  if (!old || !now || !isRespelled) return [];
  if (old.value !== now.value) {
    const verb = old.value < now.value ? "raised" : "lowered";
    report.changed(`${closed}.${verb}`, old.value, now.value);
  } else if (now.isOpen && !old.isOpen) {
    report.changed(`${open}.set`, undefined, now.value);
  } else if (old.isOpen && !now.isOpen) {
    report.changed(`${open}.unset`, old.value, undefined);
  }
  return [closed, open];
}

/** Compares the values that `enum` and `const` allow. */
export function compareValues(a: Schema, b: Schema, report: SchemaReport): void {
  const [before, after] = [a.values, b.values];
  if (!before && !after) return;
  const isConst = (a.isConst || !before) && (b.isConst || !after);
  if (!before || !after) {
    const ofConst = before ? "const.removed" : "const.added";
    const ofEnum = before ? "enum.dropped" : "enum.begun";
    report.changed(isConst ? ofConst : ofEnum, before, after);
    return;
  }
  const has = (values: readonly unknown[], value: unknown) =>
    values.some((other) => isSame(value, other));
  const added = after.filter((value) => !has(before, value));
  const removed = before.filter((value) => !has(after, value));
  if (isConst) {
    if (added.length > 0) report.changed("const.changed", before[0], after[0]);
    return;
  }
  if (added.length > 0) report.changed("enum.added", undefined, added);
  if (removed.length > 0) report.changed("enum.removed", removed, undefined);
}

/** Keywords that are compared as data, with their possible changes. */
const settings = [...keywordsThatMean("assumed", "spelling"), "multipleOf"] as const;
const prose = keywordsThatMean("prose");

export function comparePlain(a: Schema, b: Schema, report: SchemaReport): void {
  const [was, is] = [a.plain["uniqueItems"] === true, b.plain["uniqueItems"] === true];
  if (was !== is) report.changed(`uniqueItems.${is ? "set" : "unset"}`, was, is);
  for (const keyword of settings) {
    const [before, after] = [a.plain[keyword], b.plain[keyword]];
    if (isSame(before, after)) continue;
    const verb = before === undefined ? "added" : after === undefined ? "removed" : "changed";
    report.changed(`${keyword}.${verb}`, before, after);
  }
  for (const keyword of prose) {
    const [before, after] = [a.plain[keyword], b.plain[keyword]];
    if (!isSame(before, after)) report.changed(`${keyword}.changed`, before, after);
  }
  compareLifecycle(a.plain, b.plain, (kind, before, after) => report.changed(kind, before, after));
  comparePattern(a.plain["pattern"], b.plain["pattern"], report);
  compareExtensible(a.plain["x-extensible-enum"], b.plain["x-extensible-enum"], report);
}

/**
 * Whether one pattern allows more than another cannot be computed, except if one allows everything.
 */
function comparePattern(before: unknown, after: unknown, report: SchemaReport): void {
  if (isSame(before, after)) return;
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

function isAny(pattern: unknown): boolean {
  return typeof pattern === "string" && /^\^?(\.\*|\[\\s\\S\]\*)?\$?$/.test(pattern);
}

function compareExtensible(before: unknown, after: unknown, report: SchemaReport): void {
  const missing = (from: unknown, to: unknown) =>
    listOf(from).filter((value) => !listOf(to).some((other) => isSame(value, other)));
  const [removed, added] = [missing(before, after), missing(after, before)];
  if (removed.length > 0) report.changed("extensibleEnum.removed", removed, undefined);
  if (added.length > 0) report.changed("extensibleEnum.added", undefined, added);
}
