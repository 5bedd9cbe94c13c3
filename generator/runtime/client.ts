import {
  assertCredential,
  type BasicCredential,
  type Credential,
  type CredentialScheme,
  type Credentials,
  credentialText,
} from "./auth.js";
import { serialiseBody } from "./body.js";
import { type Answer, ApiCall } from "./call.js";
import { ConnectionError, InvalidArgumentError, type RequestInfo } from "./errors.js";
import { type InferredOption, passGate } from "./gate.js";
import type { OperationDescriptor } from "./operation.js";
import { type Arguments, isHeaderValue, serialiseParameters } from "./parameters.js";
import { readResponse } from "./response.js";
import { createTransport, type Fetch } from "./transport.js";

/** What the generator knows of the API as a whole. */
export interface ClientConfig {
  /** The first server of the spec; absent if it names none that is absolute. */
  readonly baseUrl?: string;
  readonly credentials: Readonly<Record<string, CredentialScheme>>;
  /** Alternatives of credentials, each a list of names. */
  readonly security: readonly (readonly string[])[];
}

export interface ClientOptions {
  /**
   * Absolute http or https URL that every path is appended to; default: the spec's first server.
   * InvalidArgumentError if it is relative, of another scheme, or has a query.
   */
  readonly baseUrl?: string;
  /**
   * Which operations may be called although no source documents their method or path: `"allow"`
   * for all, or a list of operation ids. Default: none; calling one throws InferredOperationError.
   */
  readonly inferred?: InferredOption;
  /** Headers for every request. They don't replace those that the client itself sets. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Takes the place of the global fetch. */
  readonly fetch?: Fetch;
}

/** Options of one call. */
export interface CallOptions {
  /** Ends the call when aborted; the call then fails with ConnectionError. */
  readonly signal?: AbortSignal;
  /** Headers for this request, over those of the client. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** A configured client; the functions of the operations take it as their first argument. */
export interface Client {
  call<Data, Result>(
    operation: OperationDescriptor,
    args: object | undefined,
    options: CallOptions | undefined,
  ): ApiCall<Data, Result>;
}

/**
 * @throws InvalidArgumentError naming the option, if one is missing or cannot be used
 */
export function createClient(
  config: ClientConfig,
  options: ClientOptions,
  credentials: Credentials,
): Client {
  const baseUrl = normaliseBaseUrl(options.baseUrl ?? config.baseUrl);
  assertHeaders(options.headers);
  for (const [name, scheme] of Object.entries(config.credentials)) {
    assertConfigured(credentials[name], scheme, isNeeded(name, config.security));
  }
  const send = createTransport(baseUrl, options.fetch ?? ((request) => fetch(request)));

  // The credentials stay in this closure: no property of the client, so nothing that prints one shows them.
  async function authorise(operation: OperationDescriptor, request: DraftRequest): Promise<void> {
    const alternatives = operation.security ?? config.security;
    for (const name of chooseCredentials(alternatives, credentials, config.credentials)) {
      const scheme = config.credentials[name] as CredentialScheme;
      const given = credentials[name] as Credential | BasicCredential;
      const secret = await credentialText(given, scheme);
      const text = `${scheme.basic ? "Basic " : (scheme.prefix ?? "")}${secret}`;
      request.secrets.push(secret, encodeURIComponent(secret));
      if (scheme.in === "header") request.headers.set(scheme.name, text);
      else request[scheme.in].push(`${scheme.name}=${encodeURIComponent(text)}`);
    }
  }

  async function exchange(
    operation: OperationDescriptor,
    args: Arguments,
    callOptions: CallOptions,
  ): Promise<Answer> {
    const { id, method, accept = "application/json" } = operation;
    passGate(operation, options.inferred);
    const parameters = serialiseParameters(operation, args);
    const body = operation.body && serialiseBody(operation.body, args["body"]);
    assertHeaders(callOptions.headers);

    const headers = new Headers(options.headers);
    for (const [name, value] of Object.entries(callOptions.headers ?? {})) headers.set(name, value);
    headers.set("accept", accept);
    headers.delete("content-type");
    if (body?.type) headers.set("content-type", body.type);
    for (const [name, value] of parameters.headers) headers.set(name, value);

    // Errors show this URL, so it is made before any credential joins the query.
    const url = `${baseUrl}${withQuery(parameters.path, parameters.query)}`;
    const info: RequestInfo = { operationId: id, method, url };

    const { query, cookie } = parameters;
    const secrets: string[] = [];
    await authorise(operation, { headers, query, cookie, secrets });
    if (cookie.length > 0) headers.set("cookie", cookie.join("; "));
    const target = withQuery(parameters.path, query);
    const { signal } = callOptions;

    let response: Response;
    try {
      response = await send({ method, target, headers, body: body?.content, signal });
    } catch (cause) {
      throw new ConnectionError(info, cause);
    }
    return { response, read: () => readResponse(info, response, { accept, signal, secrets }) };
  }

  return {
    call: (operation, args, callOptions = {}) =>
      new ApiCall(exchange(operation, (args ?? {}) as Arguments, callOptions)),
  };
}

/** The parts of a request that a credential can go into. */
interface DraftRequest {
  readonly headers: Headers;
  readonly query: string[];
  readonly cookie: string[];
  /** What errors must not show. */
  readonly secrets: string[];
}

function withQuery(path: string, query: readonly string[]): string {
  return query.length > 0 ? `${path}?${query.join("&")}` : path;
}

/** The first alternative whose credentials are all there; the one that needs none comes last. */
function chooseCredentials(
  alternatives: readonly (readonly string[])[],
  credentials: Credentials,
  schemes: ClientConfig["credentials"],
): readonly string[] {
  const [first] = alternatives;
  if (!first) return [];
  const usable = alternatives.filter((names) =>
    names.every((name) => credentials[name] !== undefined),
  );
  const chosen = usable.find((names) => names.length > 0) ?? usable[0];
  if (chosen) return chosen;
  const options = first.map((name) => schemes[name]?.option);
  throw new InvalidArgumentError(
    options.join(" and "),
    "is needed for this operation, but missing",
  );
}

/** Whether no call with the default security goes without this credential. */
function isNeeded(name: string, security: ClientConfig["security"]): boolean {
  return security.length > 0 && security.every((names) => names.includes(name));
}

/** A credential that is always needed must be there from the start; any other only if it was given. */
function assertConfigured(
  value: Credentials[string],
  scheme: CredentialScheme,
  needed: boolean,
): void {
  if (value === undefined && !needed) return;
  if (scheme.basic) {
    const { username, password } = (value ?? {}) as Partial<BasicCredential>;
    if (typeof username !== "string" || typeof password !== "string") {
      throw new InvalidArgumentError(scheme.option, "must be { username, password }");
    }
    if (username.includes(":")) {
      throw new InvalidArgumentError(scheme.option, "must have a username without a colon");
    }
  } else if (typeof value !== "function") assertCredential(value, scheme);
}

function assertHeaders(headers: CallOptions["headers"]): void {
  for (const [name, value] of Object.entries(headers ?? {})) {
    if (!/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/.test(name)) {
      throw new InvalidArgumentError(
        "headers",
        `has a name that is not a header's: ${JSON.stringify(name)}`,
      );
    }
    if (typeof value !== "string" || !isHeaderValue(value)) {
      throw new InvalidArgumentError(`headers.${name}`, "is not text that a header can carry");
    }
  }
}

/** Without slashes at its end, because every path starts with one. */
function normaliseBaseUrl(baseUrl: string | undefined): string {
  const refuse = (problem: string): never => {
    throw new InvalidArgumentError("baseUrl", problem);
  };
  if (baseUrl === undefined)
    return refuse("is required, because the spec names no absolute server");
  let url: URL;
  try {
    url = new URL(baseUrl);
  } catch {
    // Not shown, because it may hold a password.
    return refuse("must be an absolute URL such as https://api.example.com");
  }
  if (url.protocol !== "https:" && url.protocol !== "http:") {
    return refuse(`must start with https:// or http://, but starts with ${url.protocol}`);
  }
  if (url.username || url.password) return refuse("must not hold a user name or a password");
  if (url.search || url.hash) return refuse("must not hold a query or a fragment");
  return `${url.origin}${url.pathname.replace(/\/+$/, "")}`;
}
