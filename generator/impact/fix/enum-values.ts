import type { ListedValues } from "../../diff/index.js";
import type { EnumValues } from "../../model/index.js";
import type { EnumOwner, Rename, UncertainValue, ValueNameRename } from "./rename.js";

/** What has another value or another name in an enum, and what may have. */
export interface ValuesBetween {
  readonly certain: readonly Rename[];
  readonly uncertain: readonly UncertainValue[];
}

/**
 * Values that were replaced under a name that stayed are the same, since the spec names them. Others
 * that went while some came may be, and nothing says which.
 */
export function valuesBetween(
  of: EnumOwner,
  before: ListedValues,
  after: ListedValues,
): ValuesBetween {
  const byName = new Map(after.named?.map(({ name, value }) => [name, value]));
  const [old, now] = [new Set(before.list), new Set<unknown>(after.list)];
  const names = new Map<unknown, string>(before.named?.map(({ name, value }) => [value, name]));
  const certain = new Map<string, string>();
  for (const value of textsIn(before.list)) {
    const other = byName.get(names.get(value) ?? "");
    if (!now.has(value) && typeof other === "string" && !old.has(other)) certain.set(value, other);
  }
  const taken = new Set(certain.values());
  const candidates = textsIn(after.list).filter((each) => !old.has(each) && !taken.has(each));
  const gone = textsIn(before.list).filter((each) => !now.has(each) && !certain.has(each));
  return {
    certain: [...certain].map(([from, to]) => ({
      is: "enumValue",
      of,
      from,
      to,
    })),
    uncertain: candidates.length === 0 ? [] : gone.map((from) => ({ of, from, candidates })),
  };
}

const textsIn = (list: readonly unknown[]) =>
  list.filter((value): value is string => typeof value === "string");

/** Names of values that stayed. */
export function renamedNames(before: EnumValues, after: EnumValues): ValueNameRename[] {
  const [old, now] = [before.named, after.named];
  if (!old || !now) return [];
  const byValue = new Map<unknown, string>(now.values.map(({ name, value }) => [value, name]));
  return old.values.flatMap(({ name, value }): ValueNameRename[] => {
    const to = byValue.get(value);
    if (to === undefined || to === name) return [];
    return [{ is: "valueName", object: old.name, from: name, to }];
  });
}
