import type { Contract, Operation } from "../../contract/index.js";
import type { Matching } from "./likeness.js";

/** How an operation of one side was known again on the other. */
export interface OperationPair {
  readonly base: Operation;
  readonly revision: Operation;
}

/**
 * Pairs the operations of two documents: by method and path; by the path with its parameters'
 * names left out; by the path whatever its slashes and capitals; by `operationId`.
 */
export function pairOperations(
  base: readonly Operation[],
  revision: readonly Operation[],
): Matching<Operation> {
  const rest = { removed: [...base], added: [...revision] };
  const pairs: (readonly [Operation, Operation])[] = [];
  for (const key of [exactKey, templateKey, spellingKey, idKey]) {
    const known = uniqueBy(rest.added, key);
    const others = uniqueBy(rest.removed, key);
    for (const [name, before] of others) {
      const after = known.get(name);
      if (before && after && before.kind === after.kind) pairs.push([before, after]);
    }
    const paired = new Set(pairs.flat());
    rest.removed = rest.removed.filter((operation) => !paired.has(operation));
    rest.added = rest.added.filter((operation) => !paired.has(operation));
  }
  return { pairs, ...rest };
}

function uniqueBy(
  operations: readonly Operation[],
  key: (operation: Operation) => string | undefined,
): Map<string, Operation | undefined> {
  const found = new Map<string, Operation | undefined>();
  for (const operation of operations) {
    const name = key(operation);
    if (name !== undefined) found.set(name, found.has(name) ? undefined : operation);
  }
  return found;
}

const exactKey = ({ name, kind }: Operation): string => `${kind} ${name.method} ${name.path}`;
const templateKey = ({ name, kind }: Operation): string =>
  `${kind} ${name.method} ${templateOf(name.path)}`;
const spellingKey = ({ name, kind }: Operation): string =>
  `${kind} ${name.method} ${spellingOf(name.path)}`;
const idKey = ({ name }: Operation): string | undefined => name.operationId;

/** A path without the names of its parameters, which callers never see on the wire. */
export function templateOf(path: string): string {
  return path.replaceAll(/\{[^{}]*\}/g, "{}");
}

function spellingOf(path: string): string {
  return templateOf(path).toLowerCase().replaceAll(/\/+/g, "/").replace(/\/$/, "");
}

/** Names of the path's parameters, by their position. */
export function pathParametersOf(path: string): string[] {
  return [...path.matchAll(/\{([^{}]*)\}/g)].map(([, name]) => name ?? "");
}

/** Whether an operation's path is still used by another operation of a document. */
export function hasPath(contract: Contract, path: string): boolean {
  return contract.operations.some(({ name }) => templateOf(name.path) === templateOf(path));
}
