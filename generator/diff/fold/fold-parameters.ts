import { canonical, fieldsOf } from "../../openapi/index.js";
import { partName } from "../change-names.js";
import type { Change, ParameterChange } from "../compare/change.js";
import { groupBy } from "../group-by.js";
import { withoutProse } from "./fold-properties.js";
import { matchRenames } from "./match-renames.js";
import { plainName } from "./plain-name.js";

/** A parameter that an operation lost and one that it got become one that was moved or renamed. */
export function foldParameters(changes: readonly Change[]): Change[] {
  const folded = new Map<Change, Change | undefined>();
  const fold = (before: ParameterChange, after: ParameterChange, into: ParameterChange) => {
    folded.set(before, undefined);
    folded.set(after, into);
  };
  const placeOf = ({ part }: ParameterChange) => part.in;
  // What was removed as announced is no surprise, and what was removed too early is worse.
  const isOpen = (change: ParameterChange) =>
    !folded.has(change) && (!isRemoval(change) || change.kind === "operation.parameter.removed");
  for (const own of groupBy(changes.filter(isOfParameter), operationsOf).values()) {
    const [gone, come] = [own.filter(isRemoval), own.filter((change) => !isRemoval(change))];
    for (const [x, y] of movesAmong(gone.filter(isOpen), come)) fold(x, y, moved(x, y));
    const others = groupBy(come, placeOf);
    for (const [place, before] of groupBy(gone, placeOf)) {
      const after = others.get(place) ?? [];
      const isAlone = before.length === 1 && after.length === 1;
      const [x, y] = [before, after].map((each) => each.filter(isOpen).map(candidateOf));
      for (const rename of matchRenames(x ?? [], y ?? [], `${place} parameter`, isAlone)) {
        const { before: old, after: now, evidence } = rename;
        fold(old, now, { ...joined(old, now), kind: "operation.parameter.renamed", evidence });
      }
    }
  }
  return changes.flatMap((change) => (folded.has(change) ? (folded.get(change) ?? []) : [change]));
}

function isOfParameter(change: Change): change is ParameterChange {
  return change.of === "parameter" && change.kind.startsWith("operation.");
}

function isRemoval({ isIn }: ParameterChange): boolean {
  return isIn === "base";
}

/** Parameters of the same name, up to its spelling, in another place. */
function movesAmong(
  before: readonly ParameterChange[],
  after: readonly ParameterChange[],
): (readonly [ParameterChange, ParameterChange])[] {
  const nameOf = ({ part }: ParameterChange) => plainName(part.name);
  const others = groupBy(after, nameOf);
  return [...groupBy(before, nameOf)].flatMap(([name, gone]) => {
    const come = others.get(name) ?? [];
    const [x, y] = [gone[0], come[0]];
    const isOne = x && y && gone.length + come.length === 2;
    return isOne && x.part.in !== y.part.in ? [[x, y] as const] : [];
  });
}

function joined(before: ParameterChange, after: ParameterChange): ParameterChange {
  return {
    ...after,
    from: before.part,
    before: partName(before.part),
    after: partName(after.part),
    base: before.base,
    isIn: "both",
    ...(isDemanded(before, after) && { isDemanded: true }),
  };
}

function moved(before: ParameterChange, after: ParameterChange): ParameterChange {
  // For code it is the same argument, unless it holds something else or has to be given now.
  const own = joined(before, after);
  const isSame = schemaOf(before) === schemaOf(after) && !own.isDemanded;
  return {
    ...own,
    kind: "operation.parameter.moved",
    ...(isSame ? {} : { standsFor: [before.kind, after.kind] }),
  };
}

/** Whether an optional one became required. */
function isDemanded(before: ParameterChange, after: ParameterChange): boolean {
  return fieldsOf(after.after)["required"] === true && fieldsOf(before.before)["required"] !== true;
}

function candidateOf(change: ParameterChange) {
  return { item: change, name: change.part.name, schema: schemaOf(change) };
}

/** What else a parameter says than its name and its place. */
const besides = ["name", "in", "description", "example", "examples", "required", "deprecated"];

function schemaOf({ written }: ParameterChange): string {
  const said = Object.entries(written).filter(([field]) => !besides.includes(field));
  return canonical(
    said.map(([field, value]) => [field, field === "schema" ? withoutProse(value) : value]),
  );
}

function operationsOf({ operations }: Change): string {
  return canonical(operations.map(({ method, path }) => `${path} ${method}`).sort());
}
