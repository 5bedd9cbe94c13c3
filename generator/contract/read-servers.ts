import type { Spec } from "../load/index.js";
import type { Server, ServerVariable } from "./contract.js";
import type { Reader } from "./node-reader.js";
import { addressOf } from "./server-address.js";

/**
 * The servers that an object declares. A missing and an empty list mean the same: those of the
 * level above apply, and above the document there is the server `/`.
 *
 * @param isOutermost whether there is no level above
 * @param spec its URL is the base of relative servers
 */
export function readServers(owner: Reader, isOutermost: boolean, { publicUrl }: Spec): Server[] {
  const written = owner.get("servers");
  const servers = written.items().map((node) => readServer(node, publicUrl));
  if (servers.length > 0 || !isOutermost) return servers;
  // The place where a document was found may be a repository, so a client must not treat it as a
  // server that the author declared.
  const implied = { url: "/", variables: new Map(), address: undefined };
  return [{ raw: {}, at: written.at, node: written, ...implied }];
}

function readServer(node: Reader, publicUrl: string | undefined): Server {
  const { raw, at } = node;
  const variables = node.get("variables").fields();
  const read = {
    url: node.get("url").text() ?? "/",
    variables: new Map(variables.map(([name, variable]) => [name, readVariable(variable)])),
  };
  return { raw, at, node, ...read, address: addressOf(read, publicUrl) };
}

function readVariable(node: Reader): ServerVariable {
  const values = node.get("enum");
  return {
    raw: node.raw,
    at: node.at,
    default: node.get("default").prose(),
    values: values.exists ? values.items().flatMap((item) => item.prose() ?? []) : undefined,
  };
}
