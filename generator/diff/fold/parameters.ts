import { canonical, fieldsOf } from "../../contract/index.js";
import type { Change } from "../compare/change.js";
import { isRespelling, similar, similarity } from "./names.js";

/**
 * A parameter that went and one that came, of the same operations and with the same schema, are
 * one parameter that was renamed or that travels in another place.
 */
export function foldParameters(changes: readonly Change[]): Change[] {
  const added = new Map<string, Change[]>();
  for (const change of changes) {
    if (!/^operation\.(required|optional)Parameter\.added/.test(change.kind)) continue;
    const key = operationsOf(change);
    added.set(key, [...(added.get(key) ?? []), change]);
  }
  const folded = new Map<Change, Change | undefined>();
  for (const change of changes) {
    if (change.kind !== "operation.parameter.removed") continue;
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

function joined(before: Change, after: Change, verb: string): Change {
  return {
    ...after,
    kind: `operation.parameter.${verb}`,
    before: before.name,
    after: after.name,
    base: before.base,
    isIn: "both",
  };
}

function relationOf(before: Change, after: Change): "moved" | "renamed" | undefined {
  const [old, now] = [fieldsOf(before.before), fieldsOf(after.after)];
  const [name, other] = [String(old["name"]), String(now["name"])];
  if (old["in"] !== now["in"]) return isRespelling(name, other) ? "moved" : undefined;
  if (canonical(old["schema"]) !== canonical(now["schema"])) return undefined;
  return isRespelling(name, other) || similarity(name, other) >= similar ? "renamed" : undefined;
}

function operationsOf({ operations }: Change): string {
  return canonical(operations.map(({ method, path }) => `${path} ${method}`).sort());
}
