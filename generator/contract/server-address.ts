import type { Operation, Server, ServerVariable } from "./contract.js";

/** The address of a server for a client. */
export interface ServerAddress {
  /** Absolute, http or https; names in braces are variables. */
  readonly url: string;
  /** The variables that occur in the URL; each has a default. */
  readonly variables: ReadonlyMap<string, AddressVariable>;
}

/** A name in braces in the URL of an address. */
export interface AddressVariable {
  /** The value if the caller sets none. */
  readonly default: string;
  /** Undefined if every value is possible. */
  readonly values: readonly string[] | undefined;
}

const variable = /{([^{}]+)}/g;

/**
 * The address of a server. Undefined if no request can be sent there: it is relative without a
 * base, has another scheme, has more than a host and a path, or has a variable without a default.
 *
 * @param base the base of relative URLs
 */
export function addressOf(
  { url: written, variables: declared }: Pick<Server, "url" | "variables">,
  base: string | undefined,
): ServerAddress | undefined {
  const names = [...new Set([...written.matchAll(variable)].map(([, name]) => name as string))];
  const variables = new Map<string, AddressVariable>();
  for (const name of names) {
    const used = toVariable(declared.get(name));
    // No object can have an own member with this name by assignment.
    if (!used || name === "__proto__") return undefined;
    variables.set(name, used);
  }
  const url = isAbsolute(fill(written, variables)) ? written : relativeTo(base, written);
  if (url === undefined || !isBase(fill(url, variables))) return undefined;
  return { url, variables };
}

function toVariable(declared: ServerVariable | undefined): AddressVariable | undefined {
  if (declared?.default === undefined) return undefined;
  const { default: fallback, values = [] } = declared;
  return { default: fallback, values: values.length > 0 ? values : undefined };
}

function fill(url: string, variables: ReadonlyMap<string, AddressVariable>): string {
  return url.replaceAll(variable, (braces, name) => variables.get(name)?.default ?? braces);
}

function isAbsolute(url: string): boolean {
  return /^[a-z][a-z0-9+.-]*:/i.test(url);
}

function relativeTo(base: string | undefined, url: string): string | undefined {
  if (base === undefined || !URL.canParse(url, base)) return undefined;
  // URL encodes the braces of a variable in a path.
  return new URL(url, base).href.replaceAll("%7B", "{").replaceAll("%7D", "}");
}

/** Whether the runtime accepts the text as a base URL. */
function isBase(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, username, password, search, hash } = new URL(text);
  return /^https?:$/.test(protocol) && username + password + search + hash === "";
}

/** With more combinations of values, the origin counts as unrestricted. */
const maxOrigins = 100;

/**
 * The origins that a server can have, one for each combination of its variables' values. If the
 * variables are unrestricted, a placeholder that only a server with the same variables has.
 */
function originsOf({ url, variables }: ServerAddress): readonly string[] {
  const [written = url] = /^[^/]*\/\/[^/]*/.exec(url) ?? [];
  let urls = [written];
  for (const [, name = ""] of written.matchAll(variable)) {
    const { values = [], default: fallback } = variables.get(name) ?? { default: "" };
    const all = [...new Set([fallback, ...values])];
    if (values.length === 0 || urls.length * all.length > maxOrigins) {
      return [`${written} ${JSON.stringify([...variables])}`];
    }
    urls = urls.flatMap((each) => all.map((value) => each.replaceAll(`{${name}}`, value)));
  }
  return [...new Set(urls)].map((each) => (URL.canParse(each) ? new URL(each).origin : each));
}

/**
 * The untrusted origins of these operations' servers, each with its servers and operations.
 * Variables have their defaults, so that each origin can be listed in the config.
 */
export function otherOriginsOf(
  operations: readonly Operation[],
  trusted: ReadonlySet<string>,
): ReadonlyMap<string, OtherOrigin> {
  const found = new Map<string, { readonly servers: Server[]; readonly operations: Operation[] }>();
  for (const operation of operations) {
    for (const server of operation.ownServers) {
      if (!server.address || isTrusted(server.address, trusted)) continue;
      const origin = defaultOriginOf(server.address);
      const other = found.get(origin) ?? { servers: [], operations: [] };
      found.set(origin, other);
      other.servers.push(server);
      if (!other.operations.includes(operation)) other.operations.push(operation);
    }
  }
  return found;
}

export interface OtherOrigin {
  /** The servers of this origin; at least one. */
  readonly servers: readonly Server[];
  readonly operations: readonly Operation[];
}

/** Whether all origins that a server can have are trusted. */
export function isTrusted(address: ServerAddress, trusted: ReadonlySet<string>): boolean {
  return originsOf(address).every((origin) => trusted.has(origin));
}

/** The origin of a server with the defaults of its variables. */
function defaultOriginOf({ url, variables }: ServerAddress): string {
  return new URL(fill(url, variables)).origin;
}

/** The origins that credentials may go to: those of these servers, and the same hosts with TLS. */
export function trustedOrigins(addresses: readonly ServerAddress[]): ReadonlySet<string> {
  const origins = addresses.flatMap((address) => [...originsOf(address), defaultOriginOf(address)]);
  const secure = origins.filter((origin) => /^http:\/\/[^:]+$/.test(origin));
  return new Set([...origins, ...secure.map((origin) => origin.replace(/^http:/, "https:"))]);
}
