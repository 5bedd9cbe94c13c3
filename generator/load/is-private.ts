import ipaddr from "ipaddr.js";

/**
 * Everything that is not plainly public: loopback, link-local, private, unique local, metadata,
 * mapped, tunnelled, or never given out.
 */
export function isPrivate(address: string): boolean {
  const known = ipaddr.process(address);
  if (known.range() !== "unicast") return true;
  // Below and above it no address of the internet is given out, but some lead to IPv4: `::7f00:1`.
  return known.kind() === "ipv6" && !known.match(ipaddr.parseCIDR("2000::/3"));
}
