import { canonical } from "../../openapi/index.js";
import type { Change } from "../compare/change.js";

/** Parts that an operation has only one of: a removed and an added one become one change. */
const replacements = [
  { gone: "operation.successResponse.removed", come: "operation.successResponse.added" },
  { gone: "operation.tag.removed", come: "operation.tag.added" },
] as const;
type Replacement = (typeof replacements)[number];

export function foldReplaced(changes: readonly Change[]): Change[] {
  return replacements.reduce<Change[]>(replace, [...changes]);
}

function replace(changes: Change[], { gone, come }: Replacement): Change[] {
  const groups = new Map<string, Change[]>();
  for (const change of changes) {
    if (change.kind !== gone && change.kind !== come) continue;
    const key = canonical(change.operations.map(({ method, path }) => [method, path]));
    groups.set(key, [...(groups.get(key) ?? []), change]);
  }
  const folded = new Map<Change, Change | undefined>();
  for (const group of groups.values()) {
    const [before, after] = [gone, come].map((own) => group.find((change) => change.kind === own));
    if (group.length !== 2 || !before || !after) continue;
    folded.set(before, undefined);
    folded.set(after, joined(before, after));
  }
  return changes.flatMap((change) => (folded.has(change) ? (folded.get(change) ?? []) : [change]));
}

function joined(before: Change, after: Change): Change {
  const values = { before: before.before, base: before.base, isIn: "both" } as const;
  switch (after.kind) {
    case "operation.successResponse.added":
      return { ...after, ...values, kind: "operation.successResponse.moved" };
    case "operation.tag.added":
      return { ...after, ...values, kind: "operation.tag.changed" };
    default:
      return after;
  }
}
