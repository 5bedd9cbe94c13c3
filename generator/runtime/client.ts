import { type CredentialScheme, type Credentials, holdCredentials, type Security } from "./auth.js";
import { ApiCall } from "./call.js";
import { refuse } from "./errors.js";
import { exchange, type Fetch } from "./exchange.js";
import type { InferredOption } from "./gate.js";
import { type HeaderMap, type HeaderOptions, withHeaders } from "./headers.js";
import type { Hooks } from "./hooks.js";
import { limiter } from "./limit.js";
import type { OperationDescriptor } from "./operation.js";
import { type PreparedRequest, prepare } from "./prepare.js";
import type { Answer } from "./response.js";
import { atLeast, defaults, type SendOptions, settle } from "./settings.js";

/** What the generator knows of the API as a whole. */
export interface ClientConfig {
  /** The first server of the spec; absent if it names none that is absolute. */
  readonly baseUrl?: string;
  readonly credentials: Readonly<Record<string, CredentialScheme>>;
  /** The credentials of operations that name none of their own. */
  readonly security: Security;
  /** Name and version, for the header of that name. */
  readonly userAgent: string;
  /** The vendor asks that credentials stay out of browsers. */
  readonly serverOnly?: true;
}

export interface ClientOptions extends SendOptions {
  /**
   * Absolute http or https URL that every path is appended to. Default: the spec's first server;
   * required if that is not absolute. InvalidArgumentError if it is relative, of another scheme, or
   * has a user name, a password, a query or a fragment.
   */
  readonly baseUrl?: string;
  /**
   * Which operations may be called although no source documents their method or path: `"allow"`
   * for all, or a list of operation ids. Default: none; calling one throws InferredOperationError.
   */
  readonly inferred?: InferredOption;
  /**
   * Headers for every request, by name. Default: none. They don't replace those that the client
   * itself sets, but for `user-agent`. InvalidArgumentError if a name or a value cannot be sent.
   */
  readonly headers?: HeaderOptions;
  /**
   * Takes the place of the global fetch, and gets what that takes: a URL and its options. Default:
   * the global one. What it throws becomes ConnectionError.
   */
  readonly fetch?: Fetch;
  /**
   * Functions that are told of each request, response, retry and error. Default: none. What
   * `request` throws fails the call as it is; what the others throw is ignored.
   */
  readonly hooks?: Hooks;
  /**
   * How many calls may be under way at once, a number of at least 1; the rest wait in their order,
   * within their deadline. Default: no limit. InvalidArgumentError if it is anything else.
   */
  readonly maxConcurrency?: number;
  /**
   * Lets the client start in a browser window, where everyone who opens the page can read the
   * credentials. Default false: there a client of an API that is for servers only throws
   * InvalidArgumentError.
   */
  readonly dangerouslyAllowBrowser?: boolean;
}

/** Options of one call, over those of the client. */
export interface CallOptions extends SendOptions {
  /** Ends the call when aborted, with CancelledError. Default: nothing but the time limits ends it. */
  readonly signal?: AbortSignal;
  /**
   * Headers for this request, by name, over those of the client. Default: none. InvalidArgumentError
   * if a name or a value cannot be sent.
   */
  readonly headers?: HeaderOptions;
  /**
   * Text that is sent as `Idempotency-Key`, the same for each attempt. With it POST and PATCH are
   * retried like reads. Default: none. InvalidArgumentError if a header cannot carry it.
   */
  readonly idempotencyKey?: string;
}

/** A configured client; the functions of the operations take it as their first argument. */
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
  /** What every path is appended to, without a slash at its end. */
  readonly baseUrl: string;
  /**
   * Sends a request that is made from the headers of client and call, and gives its answer with the
   * body unread. Rejects if the call is made wrongly, or if there is no answer.
   */
  send(
    operation: OperationDescriptor,
    make: (headers: HeaderMap) => PreparedRequest,
    options: CallOptions | undefined,
  ): Promise<Answer>;
  /**
   * Where a call is sent to, without its credentials.
   *
   * @throws InvalidArgumentError naming what is missing or cannot be represented
   */
  urlOf(operation: OperationDescriptor, args: object): string;
}

/**
 * @throws InvalidArgumentError naming the option, if one is missing or cannot be used
 */
export function createClient(
  config: ClientConfig,
  options: ClientOptions,
  credentials: Credentials,
): Client {
  const { document } = (globalThis as { window?: { document?: unknown } }).window ?? {};
  if (config.serverOnly && !options.dangerouslyAllowBrowser && typeof document === "object") {
    refuse(
      "dangerouslyAllowBrowser",
      "must be true in a browser, where every visitor can read the credentials",
    );
  }
  const baseUrl = normaliseBaseUrl(options.baseUrl ?? config.baseUrl);
  const { maxConcurrency } = options;
  const headers = withHeaders({ "user-agent": config.userAgent }, options.headers);
  const settings = settle(options, defaults);
  const means = {
    options,
    enter:
      maxConcurrency === undefined
        ? undefined
        : limiter(atLeast(1, "maxConcurrency", maxConcurrency)),
    choose: holdCredentials(config.credentials, config.security, credentials),
  };
  // Async, because what a call does wrong rejects.
  const send: Client["send"] = async (operation, make, callOptions) => {
    operation.gate?.(operation, options.inferred);
    const { signal, idempotencyKey: key, headers: added } = callOptions ?? {};
    const own = callOptions ? settle(callOptions, settings) : settings;
    let all = withHeaders(headers, added);
    if (key !== undefined) all = withHeaders(all, { "idempotency-key": key });
    return exchange(make(all), means, own, signal);
  };
  return {
    baseUrl,
    send,
    call: (operation, args, callOptions) =>
      new ApiCall(
        send(
          operation,
          (all) => prepare(baseUrl, operation, args ?? {}, options, all),
          callOptions,
        ),
      ),
    urlOf: (operation, args) => prepare(baseUrl, operation, args, options, {}).info.url,
  };
}

/**
 * Without slashes at its end, because every path starts with one.
 *
 * @throws InvalidArgumentError if it is not absolute, or holds what no base URL does
 */
export function normaliseBaseUrl(baseUrl = ""): string {
  let url: URL;
  try {
    url = new URL(baseUrl);
  } catch {
    // Not shown, because it may hold a password.
    return refuse("baseUrl", "must be an absolute URL such as https://api.example.com");
  }
  const { protocol, origin, pathname, username, password, search, hash } = url;
  if (!/^https?:$/.test(protocol)) refuse("baseUrl", "must start with https:// or http://");
  if (username + password + search + hash) {
    refuse("baseUrl", "must not hold a user name, a password, a query or a fragment");
  }
  // No pattern: one for the end of a text is slow where it holds many slashes.
  let end = pathname.length;
  while (pathname[end - 1] === "/") end--;
  return origin + pathname.slice(0, end);
}
