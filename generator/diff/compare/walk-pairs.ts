import { isHidden, type Part } from "../../contract/index.js";
import { fieldsOf } from "../../openapi/index.js";
import type { Emit } from "./change.js";
import { compareDiscriminator } from "./compare-discriminators.js";
import { compareMembers, type SeenMembers } from "./compare-members.js";
import type { Sides } from "./compare-properties.js";
import { outcomeOf } from "./compare-schemas.js";
import { compareSubtypes } from "./compare-subtypes.js";
import { areWrittenAlike, referencesIn } from "./equal-schemas.js";
import type { Pair, Pairs } from "./schema-pairs.js";
import { reportTo } from "./schema-report.js";
import { areSettledInside } from "./settled-schemas.js";

/** Compares every pair that is reached, and the pairs that it leads to. */
export function walkPairs(pairs: Pairs, sides: Sides, emit: Emit): void {
  const seen: SeenMembers = new Map();
  for (let pair = pairs.next(); pair; pair = pairs.next()) {
    const hasSubtypes = followSubtypes(pair, pairs, sides, emit);
    if (!followReferences(pair, hasSubtypes, pairs, sides, emit))
      comparePair(pair, pairs, sides, seen, emit);
  }
}

/** @returns whether schemas extend those of the pair */
function followSubtypes(pair: Pair, pairs: Pairs, sides: Sides, emit: Emit): boolean {
  const subtypes = compareSubtypes(pair.base, pair.revision, sides);
  for (const [before, after] of subtypes.pairs) pairs.addSubtype(pair, before, after);
  for (const change of subtypes.changes) emit({ ...change, of: "schema", pair, operations: [] });
  return subtypes.pairs.length > 0;
}

/**
 * Goes on from two schemas that are written alike, without reading them, to what they refer to.
 *
 * @returns whether that is all that can differ
 */
function followReferences(
  pair: Pair,
  hasSubtypes: boolean,
  pairs: Pairs,
  sides: Sides,
  emit: Emit,
): boolean {
  const targets = areWrittenAlike(pair.base, pair.revision) ? targetsIn(pair, sides) : undefined;
  if (!targets) return false;
  if (hasSubtypes) {
    // The names of subtypes are values of the discriminator.
    const [a, b] = pairs.read(pair);
    const variants = { pairs: [], removed: [], added: [] };
    compareDiscriminator(a, b, variants, sides, reportTo(pair, a, b, emit));
  }
  for (const { base, revision, steps, ...link } of targets) {
    pairs.addChild(pair, steps, [base], [revision], link);
  }
  return true;
}

/** Reads two schemas, reports what differs, and goes on to what they contain. */
function comparePair(pair: Pair, pairs: Pairs, sides: Sides, seen: SeenMembers, emit: Emit): void {
  const [a, b] = pairs.read(pair);
  // What was not sent before, or is not any more, cannot be sent incorrectly.
  pair.isReadOnly = isHidden(a.plain, "sent") || isHidden(b.plain, "sent");
  pair.isWriteOnly = isHidden(a.plain, "received") || isHidden(b.plain, "received");
  const whole = outcomeOf(a, b, pair, sides);
  const isReported = compareMembers(pair, whole, pairs, sides, seen, emit);
  for (const change of whole.changes) if (!isReported(change)) emit(change);
  for (const [step, before, after] of whole.walks) {
    const isOptional =
      step?.kind === "property" && !(a.required.has(step.name) && b.required.has(step.name));
    pairs.addChild(pair, step ? [step] : [], before, after, { isAlwaysThere: !isOptional });
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
