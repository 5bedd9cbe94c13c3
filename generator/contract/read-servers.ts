import type { Server, ServerVariable } from "./contract.js";
import type { Reader } from "./node-reader.js";

/**
 * The servers that an object declares. None and an empty list say the same: those around it hold,
 * and around the document there is the server `/`.
 *
 * @param isOutermost whether nothing is around it
 */
export function readServers(owner: Reader, isOutermost: boolean): Server[] {
  const written = owner.get("servers");
  const servers = written.items().map(readServer);
  if (servers.length > 0 || !isOutermost) return servers;
  return [{ raw: {}, at: written.at, url: "/", variables: new Map() }];
}

function readServer(node: Reader): Server {
  const { raw, at } = node;
  const variables = node.get("variables").fields();
  return {
    raw,
    at,
    url: node.get("url").text() ?? "/",
    variables: new Map(variables.map(([name, variable]) => [name, readVariable(variable)])),
  };
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
