import { lookup } from "node:dns/promises";
import { isIP } from "node:net";
import ipaddr from "ipaddr.js";

/**
 * Everything that is not clearly public: loopback, link-local, private, unique local, metadata,
 * mapped, tunnelled or unassigned addresses.
 */
export function isPrivate(address: string): boolean {
  const known = ipaddr.process(address);
  if (known.range() !== "unicast") return true;
  // Outside this range no public address is assigned, but some addresses lead to IPv4: `::7f00:1`.
  return known.kind() === "ipv6" && !known.match(ipaddr.parseCIDR("2000::/3"));
}

/** Whether a host name or address of a URL means the machine itself, whichever that is. */
export function isLoopback(hostname: string): boolean {
  const host = hostname.replaceAll(/^\[|\]$/g, "").replace(/\.$/, "");
  if (!ipaddr.isValid(host)) return /(^|\.)localhost$/i.test(host);
  return ["loopback", "unspecified"].includes(ipaddr.process(host).range());
}

/** Whether any address that a host has is private; rejects if it has none. */
export async function isPrivateHost(hostname: string): Promise<boolean> {
  const host = hostname.replaceAll(/^\[|\]$/g, "");
  if (isIP(host)) return isPrivate(host);
  const addresses = await lookup(host, { all: true });
  return addresses.some(({ address }) => isPrivate(address));
}
