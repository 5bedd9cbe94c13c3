import {
  type Admitted,
  admits,
  admittedBy,
  countedValues,
  isComposedOf,
  isHidden,
  isInt64,
  type Part,
  type Parts,
  type Schema,
  singleSchemas,
} from "../../contract/index.js";
import {
  canonical,
  type Fields,
  fieldsOf,
  isFields,
  isSame,
  keywordOf,
  type Restricted,
} from "../../openapi/index.js";
import { aspectOf } from "../change-kinds.js";
import type { Emit, SchemaChange, SchemaReport } from "./change.js";
import { membersChanged, reportMembers } from "./compare-all-of.js";
import { bothHave, compareBounds, isContainsEffective } from "./compare-bounds.js";
import { compareDiscriminator } from "./compare-discriminators.js";
import { compareEnvelope } from "./compare-envelope.js";
import { compareAnnotations, compareAssumed, comparePlain } from "./compare-keywords.js";
import { compareProperties, type Sides, summary, type Walk } from "./compare-properties.js";
import { compareSubtypes } from "./compare-subtypes.js";
import { areDisjoint, compareTypes } from "./compare-types.js";
import { compareUnions } from "./compare-unions.js";
import { compareValues, walkConstants } from "./compare-values.js";
import { compareWrapping } from "./compare-wrapping.js";
import { areWrittenAlike, displaySchema, referencesIn, saysNothing } from "./equal-schemas.js";
import type { Pair, Pairs } from "./schema-pairs.js";
import { stepOf } from "./schema-path.js";

/** Compares every pair that is reached, and the pairs that it leads to. */
export function walkPairs(pairs: Pairs, sides: Sides, emit: Emit): void {
  for (let pair = pairs.next(); pair; pair = pairs.next()) {
    comparePair(pair, pairs, sides, emit);
  }
}

function comparePair(pair: Pair, pairs: Pairs, sides: Sides, emit: Emit): void {
  const subtypes = compareSubtypes(pair.base, pair.revision, sides);
  for (const [before, after] of subtypes.pairs) pairs.addSubtype(pair, before, after);
  for (const change of subtypes.changes) emit({ ...change, of: "schema", pair, operations: [] });
  if (areWrittenAlike(pair.base, pair.revision)) {
    const references = referencesIn(pair.base).map((reference) => ({
      ...reference,
      base: sides.base.target(reference.ref),
      revision: sides.revision.target(reference.ref),
    }));
    // Whether a property is sent, what it refers to can say; its object has to report it. Variants
    // that a `oneOf` refers to may have begun to overlap.
    const isAlike = references.every(
      ({ ref, isInOneOf, base, revision }) =>
        !isHiddenOtherwise(base, revision) && !(isInOneOf && sides.changed.has(ref)),
    );
    if (isAlike) {
      if (subtypes.pairs.length > 0) {
        // The names of subtypes are values of the discriminator.
        const [a, b] = pairs.read(pair);
        const none = { pairs: [], removed: [], added: [] };
        compareDiscriminator(a, b, none, sides, reportTo(pair, a, b, emit));
      }
      for (const { base, revision, steps, ...link } of references) {
        pairs.addChild(pair, steps, [base], [revision], link);
      }
      return;
    }
  }
  let [a, b] = pairs.read(pair);
  // What was not sent before, or is not any more, cannot be sent incorrectly.
  pair.isReadOnly = isHidden(a.plain, "sent") || isHidden(b.plain, "sent");
  pair.isWriteOnly = isHidden(a.plain, "received") || isHidden(b.plain, "received");
  let report = reportTo(pair, a, b, emit);

  if (a.members.length > 0 || b.members.length > 0) {
    const members = membersChanged(a, b, sides.base, sides.revision);
    const reported = new Set<string>();
    for (const [before, after] of members.kept) {
      const isCircular = isComposedOf(before, pair.base[0]?.raw, sides.base);
      if (isCircular || areWrittenAlike(before, after)) continue;
      pairs.addChild(pair, [], before, after);
      collect(pair, before, after, sides, (change) => reported.add(keyOf(change)));
    }
    // A change that a member reports itself is not reported again for each schema that contains it.
    report = reportTo(pair, a, b, (change) => {
      if (!reported.has(keyOf(change))) emit(change);
    });
    if (members.removed.length + members.added.length > 0 && differ(pair, a, b, sides)) {
      reportMembers(members, report);
      a = sides.base.readWithout(pair.base, rawsOf(members.removed));
      b = sides.revision.readWithout(pair.revision, rawsOf(members.added));
    }
  }
  compareSchemas(a, b, sides, report, (step, x, y) =>
    pairs.addChild(pair, step ? [step] : [], x, y, {
      isAlwaysThere:
        step?.kind !== "property" || (a.required.has(step.name) && b.required.has(step.name)),
    }),
  );
}

function isHiddenOtherwise(before: Part, after: Part): boolean {
  const [old, now] = [fieldsOf(before.raw), fieldsOf(after.raw)];
  return (["sent", "received"] as const).some((way) => isHidden(old, way) !== isHidden(now, way));
}

function collect(pair: Pair, base: Parts, revision: Parts, sides: Sides, emit: Note): void {
  const [a, b] = [sides.base.read(base), sides.revision.read(revision)];
  compareSchemas(a, b, sides, reportTo(pair, a, b, emit), () => {});
}

type Note = (change: SchemaChange) => void;

function keyOf({ kind, name, before, after }: SchemaChange): string {
  return canonical([kind, name, before, after]);
}

function rawsOf(parts: Parts): Set<unknown> {
  return new Set(parts.map(({ raw }) => raw));
}

/** Whether two schemas, or the types of their properties, differ. */
function differ(pair: Pair, a: Schema, b: Schema, sides: Sides): boolean {
  let isDifferent = false;
  const note = () => {
    isDifferent = true;
  };
  compareSchemas(a, b, sides, reportTo(pair, a, b, note), (_, x, y) => {
    if (!isSame(rawOf(x), rawOf(y))) note();
  });
  return isDifferent;
}

function rawOf(parts: Parts): unknown {
  return parts.map(({ raw }) => raw);
}

function compareSchemas(
  before: Schema,
  after: Schema,
  sides: Sides,
  report: SchemaReport,
  walk: Walk,
): void {
  const [x, y] = [admittedBy(before, sides.base), admittedBy(after, sides.revision)];
  const [a, b] = [x.schema, y.schema];
  if (x.isNever || y.isNever) {
    if (x.isNever !== y.isNever) {
      const [old, now] = [x.isNever ? undefined : summary(a), y.isNever ? undefined : summary(b)];
      report.changed(`value.${x.isNever ? "allowed" : "forbidden"}`, old, now);
    }
    compareAnnotations(a, b, report);
    return;
  }
  if (compareEnvelope(a, b, sides, report, walk)) return;
  if (compareWrapping(a, b, sides, report, walk)) return;
  const values = ofValues(report, x, y);
  const isWrapped = (a.unions.length === 0) !== (b.unions.length === 0);
  const isOther = areDisjoint(x, y);
  if (!isWrapped || (a.types && b.types) || isOther) compareTypes(x, y, values);
  // If a list becomes an object, the loss of its items is not a separate change.
  if (!isOther || !x.values) compareValues(x, y, values);
  compareAnnotations(a, b, report);
  compareAssumed(a, b, report);
  if (isOther) return;
  comparePlain(x, y, report);
  walkConstants([before, after], [x, y], sides, walk);
  const variants = compareUnions(a, b, sides, report, walk);
  compareDiscriminator(a, b, variants, sides, report);
  if (isWrapped && (a.properties.size === 0) !== (b.properties.size === 0)) return;
  compareBounds(x, y, values);
  if (bothHave("object", x, y)) compareProperties(a, b, sides, report, walk);
  compareNested(x, y, report, walk);
}

function compareNested(x: Admitted, y: Admitted, report: SchemaReport, walk: Walk): void {
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
    } else if (keyword === "not" || keyword === "if") {
      // Comparing inside would not show whether these narrow: their effect is reversed, or unknown.
      if (isSame(rawOf(before), rawOf(after))) continue;
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
  return position !== undefined && items !== undefined && isSame(rawOf(position), rawOf(items));
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

/**
 * For keywords that are about values: what one says may be what others said before, as with the
 * values `1, 2, 3` and the integers from 1 to 3.
 */
function ofValues(report: SchemaReport, x: Admitted, y: Admitted): SchemaReport {
  const [before, after] = [countedValues(x), countedValues(y)];
  if (!before && !after) return report;
  const keeps = {
    before: before?.every((value) => admits(y, value)) ?? false,
    after: after?.every((value) => admits(x, value)) ?? false,
  };
  return {
    ...report,
    changed: (kind, was, is, name) => {
      const isOfNull = aspectOf(kind) === "nullable";
      report.changed(kind, was, is, name, undefined, isOfNull ? undefined : keeps);
    },
  };
}

function reportTo(pair: Pair, a: Schema, b: Schema, emit: Note): SchemaReport {
  const change: SchemaReport["change"] = (details) =>
    emit({ ...details, of: "schema", pair, operations: [] });
  return {
    change,
    changed: (kind, before, after, name = "", fit, keeps) => {
      const places = { base: a.at, revision: b.at, isIn: "both" } as const;
      const aspect = aspectOf(kind);
      const isOfType = aspect === "type" || aspect === "format";
      const is64Bits = isOfType && isInt64(a) !== isInt64(b) && { is64Bits: true as const };
      const more = { ...is64Bits, ...(fit && { fit }), ...(keeps && { keeps }) };
      change({ kind, before, after, name, ...places, ...more });
    },
  };
}
