import type { Spec } from "../load/index.js";
import type { Server, ServerVariable } from "./contract.js";
import type { Reader } from "./node-reader.js";
import { addressOf } from "./server-address.js";

/**
 * The servers that an object declares. None and an empty list say the same: those around it hold,
 * and around the document there is the server `/`.
 *
 * @param isOutermost whether nothing is around it
 * @param spec whose URL relative ones start from
 */
export function readServers(owner: Reader, isOutermost: boolean, { publicUrl }: Spec): Server[] {
  const written = owner.get("servers");
  const servers = written.items().map((node) => readServer(node, publicUrl));
  if (servers.length > 0 || !isOutermost) return servers;
  // No client may take the place where a document was found, which may be a repository, for what
  // an author said.
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
