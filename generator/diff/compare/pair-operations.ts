import type { Operation } from "../../contract/index.js";
import { pathSpelling, templateOf } from "../../openapi/index.js";
import type { Matching } from "./schema-matching.js";

/**
 * Pairs the operations of two documents: by method and path; by the path without the names of its
 * parameters; by the path without case and slashes; by `operationId`.
 */
export function pairOperations(
  base: readonly Operation[],
  revision: readonly Operation[],
): Matching<Operation> {
  const rest = { removed: [...base], added: [...revision] };
  // An operationId that several operations share identifies none of them.
  const ids = [uniqueBy(base, idOf), uniqueBy(revision, idOf)];
  const idKey = (operation: Operation) => {
    const id = idOf(operation);
    return id !== undefined && ids.every((known) => !known.has(id) || known.get(id))
      ? id
      : undefined;
  };
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
  `${kind} ${name.method} ${pathSpelling(name.path)}`;
const idOf = ({ name }: Operation): string | undefined => name.operationId;
