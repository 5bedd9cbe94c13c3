import { isIP } from "node:net";
import { isRemote, type Location } from "./document-location.js";
import { isPrivate } from "./is-private.js";

/**
 * The URL of a document that everybody finds at the same place, without possible secrets; undefined
 * for a file, and for a host that has another meaning elsewhere.
 */
export function publicUrlOf(location: Location): string | undefined {
  if (!isRemote(location)) return undefined;
  const { origin, hostname, pathname } = new URL(location);
  const host = hostname.replaceAll(/^\[|\]$/g, "");
  const isPublic = isIP(host) ? !isPrivate(host) : isPublicName(host);
  return isPublic ? origin + pathname : undefined;
}

/** RFC 6761, 6762, 8375 and ICANN (`internal`) reserve names for private use. */
function isPublicName(host: string): boolean {
  const name = host.replace(/\.$/, "");
  const isKept = /(^|\.)(localhost|local|internal|lan|test|invalid|home\.arpa)$/i.test(name);
  return name.includes(".") && !isKept;
}
