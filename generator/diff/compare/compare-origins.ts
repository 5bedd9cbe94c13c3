import {
  type Contract,
  type OtherOrigin,
  otherOriginsOf,
  trustedOrigins,
} from "../../contract/index.js";
import { must } from "../../narrowing.js";
import { type At, top } from "../../openapi/index.js";
import type { Emit } from "./change.js";

/**
 * New origins of operations' servers, except those of the document's servers. Each is reported
 * once, with its operations.
 *
 * @returns the positions of the servers that these reports cover
 */
export function compareOtherOrigins(base: Contract, revision: Contract, emit: Emit): Set<At> {
  const before = othersOf(base);
  const told = new Set<At>();
  for (const [name, { servers, operations }] of othersOf(revision)) {
    if (before.has(name)) continue;
    const [server] = servers;
    emit({
      of: "document",
      kind: "document.otherOrigin.added",
      operations: operations.map((operation) => operation.name),
      name,
      before: undefined,
      after: server?.url,
      base: top,
      revision: must(server, `${name} has no server`).at,
      isIn: "revision",
    });
    for (const { at } of servers) told.add(at);
  }
  return told;
}

function othersOf({ servers, operations }: Contract): ReadonlyMap<string, OtherOrigin> {
  const called = operations.filter(({ kind }) => kind === "path");
  return otherOriginsOf(called, trustedOrigins(servers.flatMap(({ address }) => address ?? [])));
}
