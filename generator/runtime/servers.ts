import { refuse } from "./errors.js";
import type { OperationDescriptor } from "./operation.js";
import type { BaseUrlOption } from "./options.js";
import {
  type HeaderMap,
  normalizeBaseUrl,
  type PreparedRequest,
  prepareRequest,
} from "./request.js";
import { ownValue } from "./serialize.js";

// What only APIs need that have variables in the URLs of their servers, or operations with servers
// of their own.

/** Where an API or an operation is found. */
export interface ServerTemplate {
  /** Absolute; what stands in braces is a variable. */
  readonly url: string;
  readonly variables?: Readonly<Record<string, ServerVariable>>;
  /**
   * It is of none of the origins that the document's servers are of, and gets credentials only if
   * the client's options list its own.
   */
  readonly other?: true;
}

export interface ServerVariable {
  readonly default: string;
  /** What it can be; anything if absent. */
  readonly values?: readonly string[];
}

/** The servers of an operation that has its own. */
export interface OwnServers {
  /** The first one is the default; there is at least one. */
  readonly list: readonly ServerTemplate[];
  /** Headers that credentials travel in, in lower case, besides `authorization` and `cookie`. */
  readonly credentialHeaders?: readonly string[];
  readonly prepare: typeof prepareAtOwn;
}

/** What the options of a client say of servers. */
interface ServerOptions {
  readonly serverVariables?: ServerVariables | undefined;
  readonly credentialOrigins?: readonly string[] | undefined;
}

type ServerVariables = Readonly<Record<string, string | undefined>>;

/**
 * Makes the request of an operation that has servers of its own. Credentials stay behind if its
 * origin is neither one of the document's servers nor given by the caller: what a function passes
 * on of what it was told is not given.
 *
 * @param options the client's
 * @param given the call's base URL, or else the client's
 * @throws InvalidArgumentError naming the option or the argument that cannot be used
 */
export function prepareAtOwn(
  operation: OperationDescriptor,
  args: object,
  options: object,
  headers: HeaderMap,
  given: BaseUrlOption | undefined,
): PreparedRequest {
  const { serverVariables, credentialOrigins = [] } = options as ServerOptions;
  const { list = [], credentialHeaders = [] } = operation.servers ?? {};
  const prepare = (baseUrl: string | undefined, located = operation) =>
    prepareRequest(located, args, options, headers, normalizeBaseUrl(baseUrl));
  if (typeof given === "string") return prepare(given);
  const fitting = fittingServers(list, serverVariables);
  const servers = fitting.map((server) => fillServer(server, serverVariables));
  const baseUrl = given ? given({ operationId: operation.id, servers }) : servers[0];
  const { origin } = new URL(normalizeBaseUrl(baseUrl));
  const isOther = fitting.some(
    ({ other }, index) => other && new URL(servers[index] as string).origin === origin,
  );
  const allowed = credentialOrigins.map((text) => new URL(checkOrigin(text)).origin);
  if (!isOther || allowed.includes(origin)) return prepare(baseUrl);
  const note =
    `; no credential was sent, because ${origin} is not an origin of the API's servers, ` +
    "and `credentialOrigins` does not list it";
  // Those too that the caller wrote himself, for the servers of the document.
  const withheld = ["authorization", "cookie", ...credentialHeaders];
  for (const name of withheld) delete headers[name];
  return prepare(baseUrl, { ...operation, security: [], note, withheld });
}

/**
 * The URLs of those servers that take the values of the variables, with these in the place of the
 * defaults.
 *
 * @throws InvalidArgumentError naming a variable that none of them takes, or that would change more
 *   of a URL than its place
 */
export function fillServers(
  servers: readonly ServerTemplate[],
  values: ServerVariables | undefined,
): string[] {
  return fittingServers(servers, values).map((server) => fillServer(server, values));
}

/** All that is left of them if no value fits: filling the first one tells why. */
function fittingServers(
  servers: readonly ServerTemplate[],
  values: ServerVariables = {},
): readonly ServerTemplate[] {
  const fitting = servers.filter(({ variables = {} }) =>
    Object.entries(variables).every(([name, { values: allowed }]) => {
      const value = ownValue(values, name);
      return value === undefined || !allowed || allowed.includes(value as string);
    }),
  );
  return fitting.length > 0 ? fitting : servers.slice(0, 1);
}

function fillServer({ url, variables = {} }: ServerTemplate, values: ServerVariables = {}): string {
  const start = url.indexOf("/", url.indexOf("//") + 2);
  return url.replaceAll(/{([^{}]+)}/g, (braces, name: string, offset: number) => {
    const variable = ownValue(variables, name) as ServerVariable | undefined;
    // Of what is not declared there is no server in the list.
    if (!variable) return braces;
    const value = ownValue(values, name);
    if (value === undefined) return variable.default;
    const isInHost = start < 0 || offset < start;
    return checkVariable(`serverVariables.${name}`, value, variable, isInHost);
  });
}

/** A value may come from anywhere, and must not lead to another host or another path. */
function checkVariable(
  argument: string,
  value: unknown,
  { values }: ServerVariable,
  isInHost: boolean,
): string {
  const text = typeof value === "string" ? value : "";
  if (values && !values.includes(text)) refuse(argument, `must be one of ${values.join(", ")}`);
  const isPlain = (isInHost ? /^[\w.~:[\]-]+$/ : /^[\w.~:/-]+$/).test(text);
  if (!values && (!isPlain || /(^|\/)\.\.?(\/|$)/.test(text))) {
    refuse(argument, `must be ${isInHost ? "a part of a host name" : "a part of a path"}`);
  }
  return text;
}

function checkOrigin(text: string): string {
  const isOrigin = /^https?:\/\/[^/\\?#@\s]+\/?$/i.test(text) && URL.canParse(text);
  return isOrigin
    ? text
    : refuse("credentialOrigins", "must be a list of origins such as https://api.example.com");
}
