import type { Contract, Operation } from "../../contract/index.js";
import { type At, top } from "../../openapi/index.js";
import { isOneSided, partsOf } from "../change-kinds.js";
import type { Change, Emit, SchemaChange } from "./change.js";
import { ChangedReferences } from "./changed-references.js";
import { compareComponents, reportAlone } from "./compare-components.js";
import { compareDocument } from "./compare-document.js";
import { removalOf } from "./compare-lifecycle.js";
import { compareOperation, operationOnlyIn } from "./compare-operation.js";
import { compareOtherOrigins } from "./compare-origins.js";
import { compareSecurity } from "./compare-security.js";
import { compareServers } from "./compare-servers.js";
import { placeFinder } from "./missing-operation.js";
import {
  isSameAddress,
  type OperationMatching,
  type OperationPair,
  pairOperations,
} from "./pair-operations.js";
import { isUsed, Pairs } from "./schema-pairs.js";
import { walkPairs } from "./walk-pairs.js";

/** Every change from one contract to another, each once. */
export function compareContracts(base: Contract, revision: Contract, today: number): Change[] {
  const changes: Change[] = [];
  const emit: Emit = (change) => changes.push(change);
  const pairs = new Pairs(base, revision);

  const matching = pairOperations(base.operations, revision.operations);
  const called = matching.pairs.filter(([{ kind }]) => kind === "path");
  // Paths make up for what the servers' URLs have got or lost.
  const areServersKept = called.some(isAtOtherPath) && called.every(isSameAddress);
  const callers = called
    .filter((pair) => isOfDocument(pair) && !isMadeUp(pair))
    .map(([, { name }]) => name);
  compareDocument(base, revision, callers, areServersKept ? exceptServers(emit) : emit);
  const told = compareOtherOrigins(base, revision, emit);
  const all = { base: base.operations, revision: revision.operations, near: [top, top] } as const;
  const paired = compareAll(matching, all, pairs, today, (change) => {
    if (change.kind !== "operation.server.added" || !told.has(change.revision)) emit(change);
  });
  compareSecurity(base, revision, paired, emit);
  const sides = {
    base: base.schemas,
    revision: revision.schemas,
    contracts: { base, revision },
    changed: new ChangedReferences(base, revision),
  };
  const found: SchemaChange[] = [];
  const collect: Emit = (change) => {
    if (change.of === "schema") found.push(change);
  };
  walkPairs(pairs, sides, collect);
  // Other components come last, because only then is it known that no operation leads to them.
  for (const [name, before] of base.components) {
    const after = revision.components.get(name);
    if (after) pairs.addAlone(before, after);
  }
  walkPairs(pairs, sides, collect);
  const used = new Set([...new Set(found.map(({ pair }) => pair))].filter(isUsed));
  for (const change of found) if (used.has(change.pair)) emit(change);
  compareComponents(base, revision, pairs, emit);
  const alone = found.filter(({ pair, kind }) => !used.has(pair) && !isOneSided(kind));
  reportAlone(alone, base, revision, pairs, emit);
  return changes;
}

const isAtOtherPath = ([before, after]: OperationPair): boolean =>
  before.name.path !== after.name.path;

/** Whether the path makes up for what the server's URL has got or lost. */
const isMadeUp = (pair: OperationPair): boolean => isAtOtherPath(pair) && isSameAddress(pair);

const isOfDocument = (pair: OperationPair): boolean =>
  pair.every(({ ownServers }) => ownServers.length === 0);

function exceptServers(emit: Emit): Emit {
  return (change) => {
    const aspect = change.of === "document" ? partsOf(change.kind).aspect : "";
    if (!["server", "serverUrl", "defaultServer"].includes(aspect)) emit(change);
  };
}

/** The operations of both sides in the order of their documents, and what they are in. */
interface Operations {
  readonly base: readonly Operation[];
  readonly revision: readonly Operation[];
  readonly near: readonly [base: At, revision: At];
}

/** @returns the operations that both sides have, with their callbacks */
function compareAll(
  matching: OperationMatching,
  all: Operations,
  pairs: Pairs,
  today: number,
  emit: Emit,
): OperationPair[] {
  const context = { pairs, today, prefixes: matching.prefixes };
  const callbacks = matching.pairs.flatMap((pair) => {
    const [before, after] = pair;
    compareOperation(before, after, context, emit);
    compareOwnServers(before, after, isMadeUp(pair) ? exceptServers(emit) : emit);
    const called = { base: before.callbacks, revision: after.callbacks };
    const ofCallbacks = pairOperations(called.base, called.revision);
    const sides = { ...called, near: [before.at, after.at] } as const;
    return compareAll(ofCallbacks, sides, pairs, today, emit);
  });
  const placeIn = {
    base: placeFinder(all.revision, all.base, all.near[0]),
    revision: placeFinder(all.base, all.revision, all.near[1]),
  };
  for (const operation of matching.removed) {
    const { kind } = operation;
    const removal =
      kind === "path"
        ? (`operation.endpoint.${removalOf(operation, today)}` as const)
        : (`${kind}.endpoint.removed` as const);
    emit(operationOnlyIn("base", operation, placeIn.revision(operation), removal));
  }
  for (const operation of matching.added) {
    const subject = operation.kind === "path" ? "operation" : operation.kind;
    const place = placeIn.base(operation);
    emit(operationOnlyIn("revision", operation, place, `${subject}.endpoint.added`));
  }
  return [...matching.pairs, ...callbacks];
}

/** Inherited servers are reported for the document. */
function compareOwnServers(before: Operation, after: Operation, emit: Emit): void {
  if (before.ownServers.length === 0 && after.ownServers.length === 0) return;
  const near = [before.at, after.at] as const;
  compareServers("operation", before.servers, after.servers, [after.name], near, emit);
}
