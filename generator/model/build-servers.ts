import { isDeepStrictEqual } from "node:util";
import {
  type Contract,
  type Operation as ContractOperation,
  type Server as ContractServer,
  isTrusted,
  otherOriginsOf,
  readStatement,
  type ServerAddress,
  trustedOrigins,
} from "../contract/index.js";
import { diagnose } from "../diagnostics/index.js";
import { must } from "../narrowing.js";
import type { Api, Server } from "./api.js";
import { reportUnsupportedOnce } from "./unsupported-features.js";

/** The servers of an API and of its operations, those that a client can call. */
export interface Servers extends Pick<Api, "servers" | "server" | "serverVariables"> {
  /** The own servers of an operation; undefined if it has none. */
  ownOf(operation: ContractOperation): readonly Server[] | undefined;
}

/**
 * Reads them, and tells of the origins that credentials do not go to.
 *
 * @param credentialOrigins those that a person allows besides those of the document
 */
export function buildServers(
  contract: Contract,
  operations: readonly ContractOperation[],
  credentialOrigins: readonly string[],
): Servers {
  const ofDocument = contract.servers.flatMap(({ address }) => address ?? []);
  const servers = ofDocument.map((address) => toServer(address, false));
  const trusted = new Set([...trustedOrigins(ofDocument), ...credentialOrigins]);
  const own = new Map<ContractOperation, readonly Server[]>();
  for (const operation of operations) {
    const found = operation.ownServers
      .flatMap(({ address }) => address ?? [])
      // Even if the operation needs no credential: the caller may have written one into a header.
      .map((address) => toServer(address, !isTrusted(address, trusted)));
    // What an operation repeats is nothing of its own.
    if (found.length > 0 && !isDeepStrictEqual(found, servers)) own.set(operation, found);
  }
  for (const [origin, other] of otherOriginsOf(operations, trusted)) {
    const { node } = must(other.servers[0], `${origin} has no server`);
    const ids = other.operations.map(
      ({ name }) => name.operationId ?? `${name.method} ${name.path}`,
    );
    const args = { origin, operations: ids };
    node.report(diagnose("server-other-origin", args, node.place));
  }
  reportUnusable(operations.filter(({ ownServers }) => isUnusable(ownServers)));
  return {
    servers,
    server: describeServer(contract),
    serverVariables: mergeVariables([...servers, ...[...own.values()].flat()]),
    ownOf: (operation) => own.get(operation),
  };
}

function toServer({ url, variables }: ServerAddress, isOther: boolean): Server {
  return { url, variables: Object.fromEntries(variables), isOther };
}

function isUnusable(servers: readonly ContractServer[]): boolean {
  return servers.length > 0 && servers.every(({ address }) => !address);
}

/** What the client calls in their place is elsewhere. */
function reportUnusable(operations: readonly ContractOperation[]): void {
  const why =
    "none of them is a URL that a request can be sent to; the client calls the document's server";
  const nodes = operations.map(({ node }) => node);
  const paths = operations.map(({ pathItem }) => pathItem);
  reportUnsupportedOnce([...new Set(paths)], "servers", ["a path", "paths"], why);
  reportUnsupportedOnce(nodes, "servers", ["an operation", "operations"], why);
}

function describeServer({ document, servers }: Contract): Api["server"] {
  const index = servers.findIndex(({ address }) => address);
  const server = document.get("servers").items()[index];
  if (!server) return { description: undefined, statement: undefined };
  return { description: server.get("description").prose(), statement: readStatement(server) };
}

/** Several servers may have a variable of the same name; it can be what any of them takes. */
function mergeVariables(servers: readonly Server[]): Api["serverVariables"] {
  const all = new Map<string, Api["serverVariables"][number]>();
  for (const { variables } of servers) {
    for (const [name, variable] of Object.entries(variables)) {
      const known = all.get(name);
      const isOpen = !variable.values || (known && !known.values);
      const values = [...new Set([...(known?.values ?? []), ...(variable.values ?? [])])];
      const fallback = known?.default ?? variable.default;
      all.set(name, { name, default: fallback, values: isOpen ? undefined : values });
    }
  }
  return [...all.values()];
}
