import { type Admitted, type Parts, type Schema, singleSchemas } from "../../contract/index.js";
import { type Fields, isFields, isSame, keywordOf, type Restricted } from "../../openapi/index.js";
import type { SchemaReport } from "./change.js";
import { bothHave, isContainsEffective } from "./compare-bounds.js";
import type { Sides, Walk } from "./compare-properties.js";
import { areWrittenAlike, displaySchema, isInverse, saysNothing } from "./equal-schemas.js";
import { stepOf } from "./schema-path.js";

/** Compares the schemas of keywords other than `properties`, and what such keywords ask for. */
export function compareNested(
  x: Admitted,
  y: Admitted,
  sides: Sides,
  report: SchemaReport,
  walk: Walk,
): void {
  const [a, b] = [x.schema, y.schema];
  for (const keyword of singleSchemas) {
    const type = restrictedBy(keyword);
    if (type && !bothHave(type, x, y)) continue;
    const [before, after] = [effectiveSchema(keyword, a), effectiveSchema(keyword, b)];
    if (!before && !after) continue;
    if (!before || !after) {
      if (isIdleCondition(keyword, a, b)) continue;
      report.changed(
        `${keyword}.${after ? "added" : "removed"}`,
        displaySchema(before),
        displaySchema(after),
      );
    } else if (isInverse(keyword)) {
      // Comparing inside would not show whether these narrow: their effect is reversed, or unknown.
      if (sides.changed.areUnchanged(before, after)) continue;
      report.changed(`${keyword}.changed`, displaySchema(before), displaySchema(after));
    } else walk(stepOf(keyword), before, after);
  }
  if (bothHave("array", x, y)) comparePositions(a, b, report, walk);
  if (!bothHave("object", x, y)) return;
  compareMaps("patternProperties", a, b, report, walk);
  compareMaps("dependentSchemas", a, b, report, walk);
  compareDependentRequired(a, b, report);
}

/** The type of the values that a keyword with schemas is about; undefined if it is about all. */
function restrictedBy(keyword: string): Restricted | undefined {
  switch (keywordOf(keyword)?.applies) {
    case "items":
      return "array";
    case "members":
    case "names":
      return "object";
    case "content":
      return "string";
    default:
      return undefined;
  }
}

/** The schema of a keyword, unless the keyword excludes nothing. */
function effectiveSchema(
  keyword: (typeof singleSchemas)[number],
  schema: Schema,
): Parts | undefined {
  const { single } = schema;
  const parts = single.get(keyword);
  switch (keyword) {
    case "if":
      return single.has("then") || single.has("else") ? parts : undefined;
    case "not":
      return parts?.some(({ raw }) => raw === false) ? undefined : parts;
    case "contains":
      return isContainsEffective(schema) ? parts : undefined;
    // Names are texts anyway.
    case "propertyNames":
      return parts?.every(({ raw }) => isOnlyText(raw)) ? undefined : parts;
    default:
      return parts && saysNothing(parts) ? undefined : parts;
  }
}

function isOnlyText(raw: Fields | boolean): boolean {
  if (!isFields(raw)) return raw;
  const { type, ...others } = raw;
  const isText = type === undefined || [type].flat().includes("string");
  return isText && Object.keys(others).length === 0;
}

/** Whether neither side has the condition of a branch, or whether a branch makes it effective. */
function isIdleCondition(keyword: string, a: Schema, b: Schema): boolean {
  const [before, after] = [a.single.has("if"), b.single.has("if")];
  if (keyword === "if") return before && after;
  return (keyword === "then" || keyword === "else") && !before && !after;
}

function comparePositions(a: Schema, b: Schema, report: SchemaReport, walk: Walk): void {
  for (let index = 0; index < Math.max(a.prefixItems.length, b.prefixItems.length); index++) {
    const [before, after] = [a.prefixItems[index], b.prefixItems[index]];
    if (before && after) walk(stepOf("prefixItems", index), before, after);
    else if (!isAsOthers(before ?? after, before ? b : a)) {
      const verb = after ? "added" : "removed";
      report.changed(
        `prefixItems.${verb}`,
        displaySchema(before),
        displaySchema(after),
        String(index),
      );
    }
  }
}

/** Whether a position has the schema that the items of a list have anyway. */
function isAsOthers(position: Parts | undefined, { single }: Schema): boolean {
  const items = single.get("items");
  return position !== undefined && items !== undefined && areWrittenAlike(position, items);
}

function compareMaps(
  keyword: "patternProperties" | "dependentSchemas",
  a: Schema,
  b: Schema,
  report: SchemaReport,
  walk: Walk,
): void {
  const [before, after] = [effectiveEntries(keyword, a), effectiveEntries(keyword, b)];
  for (const name of new Set([...before.keys(), ...after.keys()])) {
    const [old, now] = [before.get(name), after.get(name)];
    if (old && now) walk(stepOf(keyword, name), old, now);
    else {
      const verb = now ? "added" : "removed";
      report.changed(`${keyword}.${verb}`, displaySchema(old), displaySchema(now), name);
    }
  }
}

/** The entries that exclude something. */
function effectiveEntries(
  keyword: "patternProperties" | "dependentSchemas",
  { single, additional, [keyword]: entries }: Schema,
): Map<string, Parts> {
  // A name with a pattern is not an additional one.
  const isOpen =
    keyword === "dependentSchemas" ||
    (additional === undefined && !single.has("unevaluatedProperties"));
  return new Map([...entries].filter(([, parts]) => !isOpen || !saysNothing(parts)));
}

function compareDependentRequired(a: Schema, b: Schema, report: SchemaReport): void {
  // Without names, it asks for nothing.
  const namesIn = ({ dependentRequired }: Schema, name: string) => {
    const names = dependentRequired.get(name);
    return names?.length === 0 ? undefined : names;
  };
  for (const name of new Set([...a.dependentRequired.keys(), ...b.dependentRequired.keys()])) {
    const [before, after] = [namesIn(a, name), namesIn(b, name)];
    if (isSame(before, after)) continue;
    const isMore = after && before?.every((other) => after.includes(other));
    const isLess = before && after?.every((other) => before.includes(other));
    const verb = !before
      ? "added"
      : !after
        ? "removed"
        : isMore
          ? "tightened"
          : isLess
            ? "loosened"
            : "changed";
    report.changed(`dependentRequired.${verb}`, before, after, name);
  }
}
