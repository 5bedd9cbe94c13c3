import type { Operation } from "../../contract/index.js";
import { pathSpelling, templateOf } from "../../openapi/index.js";
import { commonPrefixChange, isMovedBy, movedPath, type PrefixChange } from "./path-prefix.js";
import type { Matching } from "./schema-matching.js";

export type OperationPair = readonly [before: Operation, after: Operation];

export interface OperationMatching extends Matching<Operation> {
  /** What paths of several pairs begin with instead of before. */
  readonly prefixes: readonly PrefixChange[];
}

/** An API has few parts whose paths begin with different things. */
const mostPrefixes = 10;

/**
 * Pairs the operations of two documents: by method and path; by the path without the names of its
 * parameters; by the path without case and slashes; by the address, with the server; by
 * `operationId`; by what many paths begin with instead of before.
 */
export function pairOperations(
  base: readonly Operation[],
  revision: readonly Operation[],
): OperationMatching {
  const rest = { removed: [...base], added: [...revision] };
  // An operationId that several operations share identifies none of them.
  const ids = [uniqueBy(base, idOf), uniqueBy(revision, idOf)];
  const idKey = (operation: Operation) => {
    const id = idOf(operation);
    return id !== undefined && ids.every((known) => !known.has(id) || known.get(id))
      ? id
      : undefined;
  };
  const pairs: OperationPair[] = [];
  const pairBy = (oldKey: KeyOf, newKey = oldKey) => {
    const known = uniqueBy(rest.added, newKey);
    const others = uniqueBy(rest.removed, oldKey);
    for (const [name, before] of others) {
      const after = known.get(name);
      if (before && after && before.kind === after.kind) pairs.push([before, after]);
    }
    const paired = new Set(pairs.flat());
    rest.removed = rest.removed.filter((operation) => !paired.has(operation));
    rest.added = rest.added.filter((operation) => !paired.has(operation));
  };
  for (const key of [exactKey, templateKey, spellingKey]) pairBy(key);
  const atSamePath = pairs.length;
  for (const key of [addressKey, idKey]) pairBy(key);
  const prefixes: PrefixChange[] = [];
  for (let count = 0; count < mostPrefixes; count++) {
    const moved = pairs
      .slice(atSamePath)
      .filter(([{ name }, other]) => !isMovedByAny(prefixes, name.path, other.name.path));
    const change = commonPrefixChange({ ...rest, moved, isAll: atSamePath === 0 });
    if (!change) break;
    prefixes.push(change);
    pairBy(
      ({ name, kind }) => {
        const path = kind === "path" ? movedPath(change, name.path) : undefined;
        return path === undefined ? undefined : `${name.method} ${path}`;
      },
      ({ name }) => `${name.method} ${movedPath(nothing, name.path)}`,
    );
  }
  return { pairs, prefixes, ...rest };
}

const nothing: PrefixChange = ["", ""];

function isMovedByAny(prefixes: readonly PrefixChange[], before: string, after: string): boolean {
  return prefixes.some((change) => isMovedBy(change, before, after));
}

type KeyOf = (operation: Operation) => string | undefined;

function uniqueBy(
  operations: readonly Operation[],
  key: KeyOf,
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
const addressKey = (operation: Operation): string | undefined =>
  operation.kind === "path" ? `${operation.name.method} ${addressesOf(operation)[0]}` : undefined;
const idOf = ({ name }: Operation): string | undefined => name.operationId;

/** The URL of an operation at each of its servers, without the names of parameters. */
export function addressesOf({ name, servers }: Operation): string[] {
  return servers.map(({ url }) => url.replace(/\/$/, "") + templateOf(name.path));
}

/** Whether another path is the same address, because the servers make up for it. */
export function isSameAddress([before, after]: OperationPair): boolean {
  const [old, now] = [addressesOf(before), addressesOf(after)];
  return old.length === now.length && old.every((address, index) => address === now[index]);
}
