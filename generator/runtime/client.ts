import {
  type CredentialScheme,
  type Credentials,
  type Security,
  storeCredentials,
} from "./auth.js";
import { type ApiCall, SentCall } from "./call.js";
import { refuse } from "./errors.js";
import { limitConcurrency } from "./lifetime.js";
import type { OperationDescriptor } from "./operation.js";
import {
  type CallOptions,
  type ClientOptions,
  checkNumber,
  defaultSettings,
  resolveSettings,
} from "./options.js";
import {
  type HeaderMap,
  mergeHeaders,
  normalizeBaseUrl,
  type PreparedRequest,
  prepareRequest,
} from "./request.js";
import type { UnreadResponse } from "./response.js";
import { send as sendRequest } from "./send.js";

/** What the generator knows of the API as a whole. */
export interface ClientConfig {
  /** Base URLs of the servers that can be used; the first one is the default. */
  readonly servers: readonly string[];
  readonly credentials: Readonly<Record<string, CredentialScheme>>;
  /** The credentials of operations that name none of their own. */
  readonly security: Security;
  /** Name and version, for the header of that name. */
  readonly userAgent: string;
  /** The vendor asks that credentials stay out of browsers. */
  readonly serverOnly?: true;
}

/**
 * A configured client; the functions of the operations take it as their first argument. What it has
 * is for them, and may be another with each version.
 */
export interface Client {
  /**
   * Sends a call. Its types are what the operation's function promises: `never` fits them all, and
   * costs a compiler less than naming them once more.
   */
  call(
    operation: OperationDescriptor,
    args: object | undefined,
    options: CallOptions | undefined,
  ): ApiCall<never, never>;
  /**
   * Sends a request that is made from the headers of client and call, and gives its response with
   * the body unread. Rejects if the call is made wrongly, or if there is no response.
   */
  send(
    operation: OperationDescriptor,
    prepare: (headers: HeaderMap) => PreparedRequest,
    options: CallOptions | undefined,
  ): Promise<UnreadResponse>;
  /**
   * The request of a call, with its base URL; nothing is sent.
   *
   * @param headers which the request takes over
   * @throws InvalidArgumentError naming what is missing or cannot be represented
   */
  prepare(
    operation: OperationDescriptor,
    args: object,
    options: Pick<CallOptions, "baseUrl"> | undefined,
    headers: HeaderMap,
  ): PreparedRequest;
}

/**
 * @throws InvalidArgumentError naming the option, if one is missing or cannot be used
 */
export function createClient(
  config: ClientConfig,
  options: ClientOptions,
  credentials: Credentials,
): Client {
  // Of which the types of Node know nothing.
  const { window, location } = globalThis as {
    window?: { document?: unknown };
    location?: unknown;
  };
  if (
    config.serverOnly &&
    typeof window?.document === "object" &&
    !options.dangerouslyAllowBrowser
  ) {
    refuse(
      "dangerouslyAllowBrowser",
      "must be true in a browser, where anyone can read the credentials",
    );
  }
  const { baseUrl, maxConcurrency } = options;
  const { servers } = config;
  const fixed = typeof baseUrl === "function" ? "" : normalizeBaseUrl(baseUrl ?? servers[0]);
  const prepare: Client["prepare"] = (operation, args, callOptions, headers) => {
    const { id: operationId, servers: own } = operation;
    const given = callOptions?.baseUrl ?? baseUrl;
    if (own) return own.prepare(operation, args, options, headers, given);
    const url = typeof given === "function" ? given({ operationId, servers }) : given;
    const base = url === baseUrl ? fixed : normalizeBaseUrl(url);
    return prepareRequest(operation, args, options, headers, base);
  };
  const headers = mergeHeaders(
    // Pages and workers have a location. There it is the browser's: some ignore another one, and
    // some then ask the API first whether it may be sent.
    location ? {} : { "user-agent": config.userAgent },
    options.headers,
  );
  const settings = resolveSettings(options, defaultSettings);
  const acquire =
    maxConcurrency === undefined
      ? undefined
      : limitConcurrency(checkNumber("maxConcurrency", maxConcurrency, 1));
  const credentialsFor = storeCredentials(
    config.credentials,
    config.security,
    credentials,
    headers,
    options.sign ?? options.auth,
  );
  // Async, because what a call does wrong rejects.
  const send: Client["send"] = async (operation, prepare, callOptions) => {
    operation.check?.(operation, options.inferred);
    const { signal, idempotencyKey: key, headers: added } = callOptions ?? {};
    const own = callOptions ? resolveSettings(callOptions, settings) : settings;
    const more = key === undefined ? added : { ...added, "idempotency-key": key };
    // Awaited, because a promise that is returned takes two turns more.
    return await sendRequest(
      prepare(mergeHeaders(headers, more)),
      own,
      signal,
      credentialsFor,
      acquire,
    );
  };
  return {
    prepare,
    send,
    call: (operation, args, callOptions) =>
      new SentCall(
        send(
          operation,
          (merged) => prepare(operation, args ?? {}, callOptions, merged),
          callOptions,
        ),
      ),
  };
}

type OperationFunction = (client: Client, params: never, options?: CallOptions) => unknown;

/**
 * Functions of operations, by the name of their method and in groups, as methods that have their
 * client. A compiler compares neither with what the generated interface promises (`never` fits it)
 * nor with what is wanted here: for a whole client either takes it long.
 */
export function bind(client: Client, facade: object): never {
  const entries = Object.entries(facade as Readonly<Record<string, object | OperationFunction>>);
  const members = entries.map(([name, member]) => {
    if (typeof member !== "function") return [name, bind(client, member)];
    const method = (params: never, options?: CallOptions) => member(client, params, options);
    return [name, method];
  });
  return Object.fromEntries(members) as never;
}
