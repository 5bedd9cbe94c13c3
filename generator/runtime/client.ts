import { Authoriser, type CredentialScheme, type Credentials, type Security } from "./auth.js";
import { type Answer, ApiCall } from "./call.js";
import { ApiError, InvalidArgumentError } from "./errors.js";
import type { InferredOption } from "./gate.js";
import { type Hooks, notify } from "./hooks.js";
import { Limiter } from "./limit.js";
import type { OperationDescriptor } from "./operation.js";
import type { Arguments } from "./parameters.js";
import { addHeaders, type HeaderOptions, prepare } from "./prepare.js";
import { readResponse } from "./response.js";
import { type Fetch, send } from "./send.js";
import { assertAtLeast, type SendOptions, settle } from "./settings.js";
import { Watch } from "./watch.js";

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
  readonly headers?: HeaderOptions;
  /** Takes the place of the global fetch. */
  readonly fetch?: Fetch;
  /** Told of each request, response, retry and error. */
  readonly hooks?: Hooks;
  /** How many calls may be under way at once; the rest wait. Default: no limit. */
  readonly maxConcurrency?: number;
  /**
   * Lets the client start in a browser window, where everyone who opens the page can read the
   * credentials. Default false; an API that is for servers only then throws InvalidArgumentError.
   */
  readonly dangerouslyAllowBrowser?: boolean;
}

/** Options of one call, over those of the client. */
export interface CallOptions extends SendOptions {
  /** Ends the call when aborted; it then fails with CancelledError. */
  readonly signal?: AbortSignal;
  /** Headers for this request, over those of the client. */
  readonly headers?: HeaderOptions;
  /** Sent as `Idempotency-Key`, the same for each attempt. With it POST and PATCH are retried like reads. */
  readonly idempotencyKey?: string;
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
  if (config.serverOnly && !options.dangerouslyAllowBrowser && isBrowserWindow()) {
    throw new InvalidArgumentError(
      "dangerouslyAllowBrowser",
      "must be true in a browser, where everyone who opens the page can read the credentials",
    );
  }
  const baseUrl = normaliseBaseUrl(options.baseUrl ?? config.baseUrl);
  settle(options);
  const {
    maxConcurrency,
    hooks = {},
    fetch = (url, init) => globalThis.fetch(url, init),
  } = options;
  if (maxConcurrency !== undefined) assertAtLeast(1, "maxConcurrency", maxConcurrency);
  const limiter = maxConcurrency === undefined ? undefined : new Limiter(maxConcurrency);
  const headers = addHeaders(new Map([["user-agent", config.userAgent]]), options.headers);
  const authoriser = new Authoriser(config.credentials, config.security, credentials);

  async function exchange(
    operation: OperationDescriptor,
    args: Arguments,
    callOptions: CallOptions,
  ): Promise<Answer> {
    operation.gate?.(operation, options.inferred);
    const settings = settle(options, callOptions);
    const { idempotencyKey, signal } = callOptions;
    const own = addHeaders(new Map(headers), callOptions.headers);
    if (idempotencyKey !== undefined) addHeaders(own, { "idempotency-key": idempotencyKey });
    const draft = prepare(baseUrl, operation, args, options, own);

    const started = Date.now();
    const watch = new Watch(draft.info, signal, settings.deadlineMs);
    let isOpen = false;
    const close = () => {
      if (isOpen) limiter?.leave();
      isOpen = false;
    };
    const authorise = authoriser.authorise.bind(authoriser, operation.security);
    const channel = { fetch, hooks, watch, settings, authorise, attempt: 0 };
    const fail = (error: ApiError) => {
      const { attempt } = channel;
      const durationMs = Date.now() - started;
      notify(hooks.error, { ...draft.info, call: draft.info, attempt, error, durationMs });
    };
    try {
      if (limiter) await limiter.enter(watch);
      isOpen = true;
      const { response, secrets } = await send(draft, channel);
      // An answer that nobody reads ends with its time.
      watch.onStop(() => {
        watch.end();
        close();
      });
      return {
        response,
        read: async () => {
          const result = await readResponse(draft.info, response, operation, watch, secrets);
          // A stream ends the watch itself.
          if (!result.ok || !(Symbol.asyncIterator in Object(result.data))) watch.end();
          close();
          if (!result.ok) fail(result.error);
          return result;
        },
        handOver: () => {
          watch.handOver(response);
          close();
        },
      };
    } catch (error) {
      watch.end();
      close();
      if (error instanceof ApiError) fail(error);
      throw error;
    }
  }

  return {
    call: (operation, args, callOptions = {}) =>
      new ApiCall(exchange(operation, (args ?? {}) as Arguments, callOptions)),
  };
}

function isBrowserWindow(): boolean {
  const { window } = globalThis as { window?: { document?: unknown } };
  return typeof window?.document === "object";
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
