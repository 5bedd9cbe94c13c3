import {
  type Admitted,
  type End,
  endKeywords,
  factorsOf,
  type Schema,
  type Side,
  writtenEnd,
} from "../../contract/index.js";
import {
  type BoundKeyword,
  boundKeywords,
  isMultipleOf,
  keywordOf,
  type Restricted,
} from "../../openapi/index.js";
import type { SchemaReport } from "./change.js";
import { relationOf, typesOf, verbs, writtenTypes } from "./compare-types.js";

/**
 * Compares what limits numbers, lengths and counts. A keyword narrows if it excludes what was
 * allowed before, and widens if it excluded what is allowed now, however both are spelled.
 */
export function compareBounds(x: Admitted, y: Admitted, report: SchemaReport): void {
  // Lists of values are compared instead, with what these keywords exclude from them.
  if (x.values ?? y.values) return;
  if (bothHave("number", x, y)) {
    compareEnds("lower", x, y, report);
    compareEnds("upper", x, y, report);
    compareMultiples(x, y, report);
  }
  for (const name of boundKeywords) {
    const type = keywordOf(name)?.restricts;
    if (type && type !== "number" && bothHave(type, x, y)) compareSize(name, x, y, report);
  }
}

/**
 * Whether keywords for values of a type are compared: both have such values, or neither names the
 * type. The latter excludes nothing, but whoever writes it means something.
 */
export function bothHave(type: Restricted, x: Admitted, y: Admitted): boolean {
  const isAmong = (types: readonly string[] | undefined) =>
    !types || types.includes(type) || (type === "number" && types.includes("integer"));
  if (isAmong(typesOf(x)) && isAmong(typesOf(y))) return true;
  return !isAmong(writtenTypes(x.schema)) && !isAmong(writtenTypes(y.schema));
}

/** Whether a list has to hold certain items; it may also count which items are evaluated. */
export function isContainsEffective({ single, bounds }: Schema): boolean {
  const isAnyCount = bounds.minContains === 0 && bounds.maxContains === undefined;
  return single.has("contains") && (!isAnyCount || single.has("unevaluatedItems"));
}

function compareEnds(side: Side, x: Admitted, y: Admitted, report: SchemaReport): void {
  const [old, now] = [writtenEnd(x.schema, side), writtenEnd(y.schema, side)];
  const narrows = now !== undefined && isBeyond(now, x[side], side);
  const widens = old !== undefined && isBeyond(old, y[side], side);
  if (!narrows && !widens) return;
  const { closed, open } = endKeywords[side];
  const keyword = ({ isOpen }: End) => (isOpen ? open : closed);
  if (!old || !now) {
    const end = old ?? now;
    if (end) report.changed(`${keyword(end)}.${old ? "unset" : "set"}`, old?.value, now?.value);
    return;
  }
  const verb = narrows === (side === "lower") ? "raised" : "lowered";
  if (old.isOpen === now.isOpen) {
    report.changed(`${keyword(old)}.${verb}`, old.value, now.value);
  } else if (old.value === now.value) {
    const [before, after] = now.isOpen ? [undefined, now.value] : [old.value, undefined];
    report.changed(`${open}.${now.isOpen ? "set" : "unset"}`, before, after);
  } else report.changed(`${closed}.${verb}`, x[side]?.value, y[side]?.value);
}

/** Whether an end excludes the last number that was within; without one, it always does. */
function isBeyond(end: End, last: End | undefined, side: Side): boolean {
  if (!last) return true;
  if (end.value === last.value) return end.isOpen && !last.isOpen;
  return side === "lower" ? end.value > last.value : end.value < last.value;
}

function compareMultiples(x: Admitted, y: Admitted, report: SchemaReport): void {
  const [old, now] = [x.schema.plain["multipleOf"], y.schema.plain["multipleOf"]];
  const relation = relationOf(!allDivide(y.schema, x.step), !allDivide(x.schema, y.step));
  if (relation === "same") return;
  const verb = old === undefined ? "added" : now === undefined ? "removed" : verbs[relation];
  report.changed(`multipleOf.${verb}`, old, now);
}

/** Whether all multiples of a step are multiples of each number that a schema writes. */
function allDivide(schema: Schema, step: number | undefined): boolean {
  return factorsOf(schema).every((factor) => step !== undefined && isMultipleOf(step, factor));
}

function compareSize(name: BoundKeyword, x: Admitted, y: Admitted, report: SchemaReport): void {
  const isOfContains = name === "minContains" || name === "maxContains";
  if (isOfContains && ![x, y].every(({ schema }) => isContainsEffective(schema))) return;
  const [before, after] = [x.schema.bounds[name], y.schema.bounds[name]];
  const byDefault = name === "minContains" ? 1 : undefined;
  const [old, now] = [before ?? byDefault, after ?? byDefault];
  const narrows = excludes(name, now, old, x.schema);
  const widens = excludes(name, old, now, y.schema);
  if (!narrows && !widens) return;
  if (before === undefined && narrows) report.changed(`${name}.set`, before, after);
  else if (after === undefined && widens) report.changed(`${name}.unset`, before, after);
  else report.changed(`${name}.${Number(old) < Number(now) ? "raised" : "lowered"}`, old, now);
}

/** Whether a limit excludes sizes that another version of a schema lets pass. */
function excludes(
  name: BoundKeyword,
  limit: number | undefined,
  other: number | undefined,
  { required }: Schema,
): boolean {
  if (limit === undefined) return false;
  if (keywordOf(name)?.bound === "upper") return limit < (other ?? Number.POSITIVE_INFINITY);
  // There are at least as many properties as are required.
  return limit > Math.max(other ?? 0, name === "minProperties" ? required.size : 0);
}
