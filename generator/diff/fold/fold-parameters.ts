import { canonical } from "../../openapi/index.js";
import { partName } from "../change-names.js";
import type { Change, ParameterChange } from "../compare/change.js";
import { isRespelling, nameSimilarity, renameThreshold } from "./name-similarity.js";

/**
 * A removed and an added parameter, of the same operations and with the same schema, become one
 * parameter that was renamed or moved.
 */
export function foldParameters(changes: readonly Change[]): Change[] {
  const added = new Map<string, ParameterChange[]>();
  for (const change of changes) {
    if (change.of !== "parameter" || change.isIn !== "revision") continue;
    if (change.kind === "webhook.parameter.added") continue;
    const key = operationsOf(change);
    added.set(key, [...(added.get(key) ?? []), change]);
  }
  const folded = new Map<Change, Change | undefined>();
  for (const change of changes) {
    if (change.of !== "parameter" || change.kind !== "operation.parameter.removed") continue;
    const candidates = (added.get(operationsOf(change)) ?? []).filter(
      (other) => !folded.has(other),
    );
    const partner = (verb: "moved" | "renamed") =>
      candidates.find((other) => relationOf(change, other) === verb);
    const other = partner("moved") ?? partner("renamed");
    const verb = other && relationOf(change, other);
    if (!other || !verb) continue;
    folded.set(other, undefined);
    folded.set(change, joined(change, other, verb));
  }
  return changes.flatMap((change) => (folded.has(change) ? (folded.get(change) ?? []) : [change]));
}

function joined(
  before: ParameterChange,
  after: ParameterChange,
  verb: "moved" | "renamed",
): ParameterChange {
  return {
    ...after,
    kind: `operation.parameter.${verb}`,
    from: before.part,
    before: partName(before.part),
    after: partName(after.part),
    base: before.base,
    isIn: "both",
  };
}

function relationOf(
  before: ParameterChange,
  after: ParameterChange,
): "moved" | "renamed" | undefined {
  const { in: place, name } = before.part;
  const { in: otherPlace, name: other } = after.part;
  if (place !== otherPlace) return isRespelling(name, other) ? "moved" : undefined;
  if (canonical(before.schema) !== canonical(after.schema)) return undefined;
  return isRespelling(name, other) || nameSimilarity(name, other) >= renameThreshold
    ? "renamed"
    : undefined;
}

function operationsOf({ operations }: Change): string {
  return canonical(operations.map(({ method, path }) => `${path} ${method}`).sort());
}
