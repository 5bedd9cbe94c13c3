import { type Operation, readContract } from "../contract/index.js";
import type { Spec } from "../load/index.js";
import { textsOf } from "../openapi/index.js";
import { pairOperations } from "./compare/pair-operations.js";
import { type JudgeOptions, type KnownAs, operationKey } from "./verdict.js";

/**
 * What operations are called in both versions, and their tags there: an operation that moved is
 * known by its old path, and by its new one. Computed on first use.
 */
export function operationNamesIn(base: Spec, revision: Spec): NonNullable<JudgeOptions["knownAs"]> {
  let known: ReadonlyMap<string, KnownAs> | undefined;
  return (operation) => {
    known ??= readAll(base, revision);
    return known.get(operationKey(operation)) ?? { names: [operation], tags: [] };
  };
}

/** All operations of both versions. */
export function allNamesIn(base: Spec, revision: Spec): readonly KnownAs[] {
  return [...readAll(base, revision).values()];
}

function readAll(base: Spec, revision: Spec): ReadonlyMap<string, KnownAs> {
  return readNames(readContract(base).operations, readContract(revision).operations);
}

function readNames(
  base: readonly Operation[],
  revision: readonly Operation[],
): ReadonlyMap<string, KnownAs> {
  const known = new Map<string, KnownAs>();
  const add = (...versions: readonly Operation[]) => {
    for (const key of new Set(versions.map(({ name }) => operationKey(name)))) {
      // Callbacks of several operations can have the same name.
      const { names = [], tags = [] } = known.get(key) ?? {};
      known.set(key, {
        names: [...names, ...versions.map(({ name }) => name)],
        tags: [...tags, ...versions.flatMap(({ raw }) => textsOf(raw["tags"]))],
      });
    }
  };
  const addAll = (before: readonly Operation[], after: readonly Operation[]) => {
    const { pairs, removed, added } = pairOperations(before, after);
    for (const [one, other] of pairs) {
      add(one, other);
      addAll(one.callbacks, other.callbacks);
    }
    for (const one of [...removed, ...added]) {
      add(one);
      addAll(one.callbacks, []);
    }
  };
  addAll(base, revision);
  return known;
}
