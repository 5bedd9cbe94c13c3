import type { Operation, SecurityScheme } from "../contract/index.js";
import { type ExchangeRequest, headerOf } from "../recordings/index.js";

/** Whether a request has what one of an operation's alternatives needs; any value counts. */
export function isAuthorized(request: ExchangeRequest, { security }: Operation): boolean {
  if (security.alternatives.length === 0) return true;
  return security.alternatives.some((alternative) =>
    [...alternative.values()].every(({ scheme }) => !scheme || hasCredential(request, scheme)),
  );
}

function hasCredential(request: ExchangeRequest, { carrier }: SecurityScheme): boolean {
  if (!carrier) return true;
  const { in: place, name, prefix = "" } = carrier;
  if (place === "query") return (request.url.searchParams.get(name) ?? "") !== "";
  const cookies = (headerOf(request, "cookie") ?? "").split(/;\s*/);
  const text =
    place === "header"
      ? (headerOf(request, name.toLowerCase()) ?? "")
      : (cookies.find((each) => each.startsWith(`${name}=`)) ?? "").slice(name.length + 1);
  return text.toLowerCase().startsWith(prefix.toLowerCase()) && text.length > prefix.length;
}

/** RFC 9110: a 401 says how to authenticate. */
export function challengeOf(status: number, { security }: Operation): Record<string, string> {
  if (status !== 401) return {};
  const schemes = security.alternatives.flatMap((alternative) => [...alternative.values()]);
  const [prefix = "Bearer "] = schemes.flatMap(({ scheme }) => scheme?.carrier?.prefix ?? []);
  return { "www-authenticate": prefix.trim() };
}
