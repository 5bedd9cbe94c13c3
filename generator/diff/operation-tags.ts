import { type Operation, readContract } from "../contract/index.js";
import type { Spec } from "../load/index.js";
import { textsOf } from "../openapi/index.js";
import { type JudgeOptions, operationKey } from "./verdict.js";

/** The tags of an operation in any of the versions; computed on first use. */
export function operationTagsIn(...specs: readonly Spec[]): NonNullable<JudgeOptions["tagsOf"]> {
  let known: ReadonlyMap<string, readonly string[]> | undefined;
  return (operation) => {
    known ??= readTags(specs);
    return known.get(operationKey(operation)) ?? [];
  };
}

function readTags(specs: readonly Spec[]): ReadonlyMap<string, readonly string[]> {
  const tags = new Map<string, readonly string[]>();
  const add = ({ name, raw, callbacks }: Operation) => {
    const key = operationKey(name);
    tags.set(key, [...(tags.get(key) ?? []), ...textsOf(raw["tags"])]);
    callbacks.forEach(add);
  };
  for (const spec of specs) readContract(spec).operations.forEach(add);
  return tags;
}
