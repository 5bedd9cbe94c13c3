import { canonical } from "../../contract/index.js";
import type { Change } from "../compare/change.js";

/** What one operation has one of: the one that went and the one that came are one change. */
const replacements: readonly (readonly [gone: string, come: string, folded: string])[] = [
  [
    "operation.successResponse.removed",
    "operation.successResponse.added",
    "operation.successResponse.moved",
  ],
  ["operation.tag.removed", "operation.tag.added", "operation.tag.changed"],
];

export function foldReplaced(changes: readonly Change[]): Change[] {
  return replacements.reduce<Change[]>(
    (folded, [gone, come, kind]) => replace(folded, gone, come, kind),
    [...changes],
  );
}

function replace(changes: Change[], gone: string, come: string, kind: string): Change[] {
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
    const values = { before: before.before, after: after.after, base: before.base };
    folded.set(after, { ...after, ...values, kind, isIn: "both" });
  }
  return changes.flatMap((change) => (folded.has(change) ? (folded.get(change) ?? []) : [change]));
}
