import { componentsIn, isComposed, nearestComponents, type Parts } from "../../contract/index.js";
import { canonical, isProse } from "../../openapi/index.js";
import { aspectOf } from "../change-kinds.js";
import { groupBy } from "../group-by.js";
import type { Emit, SchemaChange } from "./change.js";
import type { Sides } from "./compare-properties.js";
import { type Outcome, outcomeOf } from "./compare-schemas.js";
import { areWrittenAlike } from "./equal-schemas.js";
import type { Pair, Pairs } from "./schema-pairs.js";
import { isSettled } from "./settled-schemas.js";

/** What was found about members of `allOf`, by their nodes: many schemas may have the same. */
export type SeenMembers = Map<unknown, Map<unknown, Outcome>>;

/**
 * Finds the component schemas that both sides consist of and that changed. If all that changes in
 * one also changes in the whole schema, it is reported there, and not again for each schema that
 * contains it; otherwise the whole schema reports what that amounts to.
 *
 * @returns whether a change of the whole schema is one that a member reports itself
 */
export function compareMembers(
  pair: Pair,
  whole: Outcome,
  pairs: Pairs,
  sides: Sides,
  seen: SeenMembers,
  emit: Emit,
): (change: SchemaChange) => boolean {
  const reported = new Set<string>();
  const [{ component }] = pairs.read(pair);
  for (const [before, after] of commonMembers(pair, pairs, sides)) {
    if (areWrittenAlike(before, after)) continue;
    const own = outcomeOfMember(before, after, pair, sides, seen);
    const isCircular = component !== undefined && componentsIn(before, sides.base).has(component);
    if (!isCircular && shows(own, whole, sides)) {
      pairs.addChild(pair, [], before, after);
      for (const change of own.changes) reported.add(keyOf(change));
    } else {
      pairs.noteMerged(before, after);
      // The schema as a whole does not report what a member's discriminator says.
      for (const change of own.changes.filter(isOfDiscriminator)) emit({ ...change, pair });
    }
  }
  return (change) => reported.has(keyOf(change));
}

/**
 * Component schemas that both sides consist of: what changes in them is reported there. A component
 * that only the base has, and one that only the revision has, count as one if they are alone.
 */
function commonMembers(
  { base, revision }: Pair,
  pairs: Pairs,
  sides: Sides,
): (readonly [Parts, Parts])[] {
  if (!isComposed(base) || !isComposed(revision)) return [];
  const before = componentsIn(base, sides.base);
  const after = componentsIn(revision, sides.revision);
  const shared = new Set([...before.keys()].filter((name) => after.has(name)));
  const nearest = new Set([
    ...nearestComponents(base, shared, sides.base),
    ...nearestComponents(revision, shared, sides.revision),
  ]);
  const common = [...nearest].map((name) => [before.get(name), after.get(name)] as const);
  const [gone, ...others] = [...before].filter(([name]) => pairs.isGone(name));
  const [come, ...more] = [...after].filter(([name]) => pairs.isNew(name));
  if (gone && come && others.length + more.length === 0) common.push([gone[1], come[1]]);
  return common.flatMap(([x, y]) => (x && y ? [[[x], [y]] as const] : []));
}

function outcomeOfMember(
  before: Parts,
  after: Parts,
  pair: Pair,
  sides: Sides,
  seen: SeenMembers,
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
  const walks = groupBy(whole.walks, ([step]) => canonical(step ?? ""));
  const isOfProse = ({ kind }: SchemaChange) => isProse(aspectOf(kind));
  return (
    member.changes.every(
      (change) => isOfProse(change) || isOfDiscriminator(change) || changes.has(keyOf(change)),
    ) &&
    member.walks.every(
      ([step, x, y]) =>
        (areWrittenAlike(x, y) && x.every(({ raw }) => isSettled(raw, sides))) ||
        (walks.get(canonical(step ?? "")) ?? []).some(([, ...to]) => areIdentical([x, y], to)),
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

function isOfDiscriminator({ kind }: SchemaChange): boolean {
  const aspect = aspectOf(kind);
  return aspect === "discriminator" || aspect === "discriminatorMapping";
}

function keyOf({ kind, name, before, after }: SchemaChange): string {
  return canonical([kind, name, before, after]);
}
