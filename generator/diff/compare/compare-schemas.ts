import {
  type Admitted,
  admits,
  admittedBy,
  componentAt,
  componentsIn,
  countedValues,
  isComposed,
  isHidden,
  isInt64,
  leavesOf,
  type Part,
  type Parts,
  type Schema,
  type Schemas,
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
import { commonMembers, compareApart } from "./compare-all-of.js";
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
import {
  areWrittenAlike,
  displaySchema,
  isInverse,
  referencesIn,
  saysNothing,
} from "./equal-schemas.js";
import type { Pair, Pairs } from "./schema-pairs.js";
import { stepOf } from "./schema-path.js";
import { areSettledInside, isSettled } from "./settled-schemas.js";

/** Compares every pair that is reached, and the pairs that it leads to. */
export function walkPairs(pairs: Pairs, sides: Sides, emit: Emit): void {
  const seen = new Map<unknown, Map<unknown, Outcome>>();
  for (let pair = pairs.next(); pair; pair = pairs.next()) {
    comparePair(pair, { pairs, sides, seen, emit });
  }
}

/** What comparing two schemas found. */
interface Outcome {
  readonly changes: readonly SchemaChange[];
  readonly walks: readonly Parameters<Walk>[];
}

interface Progress {
  readonly pairs: Pairs;
  readonly sides: Sides;
  /** Of members of `allOf`, which many schemas may have. */
  readonly seen: Map<unknown, Map<unknown, Outcome>>;
  readonly emit: Emit;
}

function comparePair(pair: Pair, progress: Progress): void {
  const { pairs, sides, emit } = progress;
  const subtypes = compareSubtypes(pair.base, pair.revision, sides);
  for (const [before, after] of subtypes.pairs) pairs.addSubtype(pair, before, after);
  for (const change of subtypes.changes) emit({ ...change, of: "schema", pair, operations: [] });
  const references = areWrittenAlike(pair.base, pair.revision) && targetsIn(pair, sides);
  if (references) {
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
  const [a, b] = pairs.read(pair);
  // What was not sent before, or is not any more, cannot be sent incorrectly.
  pair.isReadOnly = isHidden(a.plain, "sent") || isHidden(b.plain, "sent");
  pair.isWriteOnly = isHidden(a.plain, "received") || isHidden(b.plain, "received");
  const whole = outcomeOf(a, b, pair, sides);
  // A change that a member reports itself is not reported again for each schema that contains it.
  const reported = new Set<string>();
  for (const [before, after] of commonMembers(pair, pairs, sides)) {
    if (areWrittenAlike(before, after)) continue;
    const own = outcomeOfMember(before, after, pair, progress);
    const isCircular = componentsIn(before, sides.base).has(a.component ?? "");
    if (isCircular || !shows(own, whole, sides)) {
      pairs.noteMerged(before, after);
      for (const change of own.changes) if (isOfDiscriminator(change)) emit({ ...change, pair });
      continue;
    }
    pairs.addChild(pair, [], before, after);
    for (const change of own.changes) reported.add(keyOf(change));
  }
  for (const change of whole.changes) if (!reported.has(keyOf(change))) emit(change);
  for (const [step, x, y] of whole.walks) {
    const isOptional =
      step?.kind === "property" && !(a.required.has(step.name) && b.required.has(step.name));
    pairs.addChild(pair, step ? [step] : [], x, y, { isAlwaysThere: !isOptional });
  }
}

/** What the references in two schemas that are written alike lead to; undefined if more differs. */
function targetsIn({ base }: Pair, sides: Sides) {
  const references = referencesIn(base).map((reference) => ({
    ...reference,
    base: sides.base.target(reference.ref),
    revision: sides.revision.target(reference.ref),
  }));
  const isEnough = references.every(
    (each) =>
      // Whether a property is sent, what it refers to can say; its object has to report it. Variants
      // that a `oneOf` refers to may have begun to overlap.
      !isHiddenOtherwise(each.base, each.revision) &&
      !((each.isInOneOf || each.isInverse) && sides.changed.has(each.ref)),
  );
  if (!isEnough || (references.length > 0 && !areSettledInside(base, sides))) return undefined;
  return references.filter(({ isInverse }) => !isInverse);
}

function isHiddenOtherwise(before: Part, after: Part): boolean {
  const [old, now] = [fieldsOf(before.raw), fieldsOf(after.raw)];
  return (["sent", "received"] as const).some((way) => isHidden(old, way) !== isHidden(now, way));
}

function outcomeOf(a: Schema, b: Schema, pair: Pair, sides: Sides): Outcome {
  const changes: SchemaChange[] = [];
  const walks: Parameters<Walk>[] = [];
  const report = reportTo(pair, a, b, (change) => changes.push(change));
  const walk: Walk = (...to) => walks.push(to);
  const [x, y] = compareApart(a, b, sides, report, walk);
  compareSchemas(...withoutInherited(x, y, sides), sides, report, walk);
  return { changes, walks };
}

/** Without a discriminator of a member that both have: it says what extends that, not what this is. */
function withoutInherited(a: Schema, b: Schema, sides: Sides): readonly [Schema, Schema] {
  const [x, y] = [ownerOfDiscriminator(a, sides.base), ownerOfDiscriminator(b, sides.revision)];
  if (x === undefined || x !== y || x === a.component || x === b.component) return [a, b];
  const discriminator = undefined;
  return [
    { ...a, discriminator },
    { ...b, discriminator },
  ];
}

/** The name of the component schema that has the discriminator of a schema. */
function ownerOfDiscriminator(schema: Schema, schemas: Schemas): string | undefined {
  const { discriminator, parts } = schema;
  if (!discriminator || !isComposed(parts)) return undefined;
  const isOwner = ({ raw }: Part) => fieldsOf(raw)["discriminator"] === discriminator;
  const owner = leavesOf(parts, schemas).find(isOwner);
  return owner && componentAt(owner.at);
}

function isOfDiscriminator({ kind }: SchemaChange): boolean {
  const aspect = aspectOf(kind);
  return aspect === "discriminator" || aspect === "discriminatorMapping";
}

function outcomeOfMember(
  before: Parts,
  after: Parts,
  pair: Pair,
  { sides, seen }: Progress,
): Outcome {
  const [x, y] = [before[0]?.raw, after[0]?.raw];
  const known = seen.get(x) ?? new Map<unknown, Outcome>();
  seen.set(x, known);
  let outcome = known.get(y);
  if (!outcome) {
    outcome = outcomeOf(sides.base.read(before), sides.revision.read(after), pair, sides);
    known.set(y, outcome);
  }
  return outcome;
}

/**
 * Whether all that changes in a member changes in the whole schema too. It may not: another member
 * may say the same, or be stricter.
 */
function shows(member: Outcome, whole: Outcome, sides: Sides): boolean {
  const changes = new Set(whole.changes.map(keyOf));
  const walks = new Map<string, (readonly Parts[])[]>();
  for (const [step, ...to] of whole.walks) {
    const known = walks.get(canonical(step ?? ""));
    if (known) known.push(to);
    else walks.set(canonical(step ?? ""), [to]);
  }
  const isProse = ({ kind }: SchemaChange) => keywordOf(aspectOf(kind))?.means === "prose";
  return (
    member.changes.every(
      (change) => isProse(change) || isOfDiscriminator(change) || changes.has(keyOf(change)),
    ) &&
    member.walks.every(
      ([step, x, y]) =>
        (areWrittenAlike(x, y) && x.every(({ raw }) => isSettled(raw, sides))) ||
        (walks.get(canonical(step ?? "")) ?? []).some((to) => areIdentical([x, y], to)),
    )
  );
}

function areIdentical(a: readonly Parts[], b: readonly Parts[]): boolean {
  return a.every((parts, side) => {
    const others = b[side];
    return (
      parts.length === others?.length && parts.every(({ raw }, index) => raw === others[index]?.raw)
    );
  });
}

function keyOf({ kind, name, before, after }: SchemaChange): string {
  return canonical([kind, name, before, after]);
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
  compareNested(x, y, sides, report, walk);
}

function compareNested(
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
      const isChanged = referencesIn(before).some(({ ref }) => sides.changed.has(ref));
      if (areWrittenAlike(before, after) && !isChanged) continue;
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

function reportTo(
  pair: Pair,
  a: Schema,
  b: Schema,
  emit: (change: SchemaChange) => void,
): SchemaReport {
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
