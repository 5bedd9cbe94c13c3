import type { BodyContent } from "./body.js";
import { type RequestInfo, refuse } from "./errors.js";
import type { Hooks } from "./hooks.js";

/**
 * How often and how long a call is tried. Each is a number of at least 0, Infinity included;
 * anything else is InvalidArgumentError.
 */
export interface LimitOptions {
  /** How often a failed attempt is tried again, where that is safe. Default 2; 0 for never. */
  readonly maxRetries?: number;
  /**
   * Longest pause before the first retry, in ms; doubles with each. A random part of it is waited.
   * Default 500.
   */
  readonly retryDelayMs?: number;
  /** What the doubling stops at, in ms. Default 8000. */
  readonly maxRetryDelayMs?: number;
  /**
   * A `Retry-After` up to this is waited for, in ms. Default 60000. For a longer one the call fails
   * at once, with RateLimitError or the error of another status.
   */
  readonly maxRetryAfterMs?: number;
  /**
   * Longest time for one attempt, its body included, in ms; then it fails with TimeoutError, and is
   * tried again where that is safe. Default 60000; Infinity for none.
   */
  readonly timeoutMs?: number;
  /**
   * Longest time for the call with all attempts, pauses and waiting, in ms; then TimeoutError.
   * Default Infinity.
   */
  readonly deadlineMs?: number;
  /**
   * Longest body, decoded, in bytes, that is held whole: text, JSON, a Blob, the body of an error,
   * but no stream. A longer one is UnreadableResponseError, unread if its length is announced.
   * Default 100,000,000; Infinity for no limit.
   */
  readonly maxResponseBytes?: number;
}

/**
 * A base URL for all operations, or a function that gives that of each.
 *
 * The function is told the operation's id and the URLs of its servers: its own if it has any, else
 * the document's.
 */
export type BaseUrlOption = string | ((operation: LocatedOperation) => string);

/** What decides where an operation is sent to. */
export interface LocatedOperation {
  /** The operation, as its function is called. */
  readonly operationId: string;
  /** Base URLs, variables filled in; the first one is the default. */
  readonly servers: readonly string[];
}

/** How a call is sent; set for a client, and for one call over that. */
export interface SendOptions extends LimitOptions {
  /**
   * `"ambient"` if something else shows who calls: a cookie that the browser holds, a proxy that
   * adds the credential. Then none is demanded; those that the client was given are still sent.
   * Default: an operation that needs a credential is refused without one.
   */
  readonly auth?: "ambient";
  /**
   * What fetch is to be told besides, such as `{ cache: "no-store" }`. Default: nothing. Those of a
   * call take the place of the client's.
   */
  readonly fetchOptions?: FetchOptions;
}

/**
 * Options of fetch that a client does not need for itself. Which of them have an effect is up to
 * the runtime: Node's fetch has no cache.
 */
export interface FetchOptions {
  /** How a browser's cache is used, or that of Next.js. */
  readonly cache?:
    | "default"
    | "force-cache"
    | "no-cache"
    | "no-store"
    | "only-if-cached"
    | "reload";
  /** Whether a browser sends its own cookies along. Default there: `"same-origin"`. */
  readonly credentials?: "include" | "omit" | "same-origin";
  /** Lets the request outlive the page that sends it. */
  readonly keepalive?: boolean;
  /** Whether another origin may answer, in a page. */
  readonly mode?: "cors" | "no-cors" | "same-origin";
  /** How urgent the request is among others, where that is known. */
  readonly priority?: "auto" | "high" | "low";
  /** Of Next.js: for how many seconds, and under which tags, its cache keeps the response. */
  readonly next?: { readonly revalidate?: number | false; readonly tags?: readonly string[] };
}

/** What a client can be told, besides its credentials. */
export interface ClientOptions extends SendOptions {
  /**
   * Absolute http or https URL that every path is appended to, of operations with a server of their
   * own, too; or a function that gives it for each operation. Default: the operation's own server,
   * else the spec's first one that can be used; required if there is none. InvalidArgumentError if
   * it is relative, of another scheme, or has a user name, a password, a query or a fragment.
   */
  readonly baseUrl?: BaseUrlOption;
  /**
   * Which operations may be called although no source documents their method or path: `"allow"`
   * for all, or a list of operation ids. Default: none; calling one throws InferredOperationError.
   */
  readonly inferred?: InferredOption;
  /**
   * Headers for every request, by name. Default: none. They don't replace those that the client
   * itself sets, but for `user-agent`. One in which a credential travels (`authorization`) counts
   * as that credential where the client was given none. InvalidArgumentError if a name or a value
   * cannot be sent.
   */
  readonly headers?: HeaderOptions;
  /**
   * Signs each attempt, after its credentials: gives headers that are sent over the others. An API
   * that is signed for needs no other credential. Default: nothing is signed. What it throws fails
   * the call as it is.
   */
  readonly sign?: Sign;
  /**
   * Takes the place of the global fetch, and gets what that takes: a URL and its options; and the
   * call that it serves, as hooks get it: `{ operationId, method, url }`. Default: the global one.
   * What it throws becomes ConnectionError.
   */
  readonly fetch?: Fetch;
  /**
   * Takes the place of JSON.parse for data: bodies, lines and events, not for bodies of failures.
   * Default: JSON.parse. What it throws becomes UnreadableResponseError.
   */
  readonly parseJson?: ParseJson;
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
  /** Base URL of this call, over that of the client; what holds for a text holds here. */
  readonly baseUrl?: string;
  /**
   * Ends the call when aborted, with CancelledError. Default: nothing but the time limits ends it.
   */
  readonly signal?: AbortSignal;
  /**
   * Headers for this request, by name, over those of the client. Default: none.
   * InvalidArgumentError if a name or a value cannot be sent.
   */
  readonly headers?: HeaderOptions;
  /**
   * Text that is sent as `Idempotency-Key`, the same for each attempt. With it POST and PATCH are
   * retried like reads. Default: none. InvalidArgumentError if a header cannot carry it.
   */
  readonly idempotencyKey?: string;
}

/**
 * Operations whose method or path no source documents. `"allow"` lets all of them through, a list
 * of operation ids those alone.
 */
export type InferredOption = "allow" | readonly string[];

/** Headers by name. */
export type HeaderOptions = Readonly<Record<string, string>>;

/**
 * The global fetch, or one that takes what it takes. It gets no Request, because fetch would only
 * copy it.
 *
 * @param call what it serves, the same object for all attempts: behind what fetch takes, because
 *   some runtimes refuse options that they do not know
 */
export type Fetch = (url: string, init: RequestInit, call: RequestInfo) => Promise<Response>;

/** Makes a value of a JSON text. */
export type ParseJson = (text: string) => unknown;

/**
 * Gives headers that show who sends a request, by its parts.
 *
 * @param request an attempt as it is going to be sent, after hooks and credentials
 */
export type Sign = (request: SignedRequest) => HeaderOptions | Promise<HeaderOptions>;

/** What there is to sign. */
export interface SignedRequest {
  /** Upper case. */
  readonly method: string;
  /** With its query. */
  readonly url: string;
  /** By their names in lower case, without those that fetch adds, such as `host`. */
  readonly headers: HeaderOptions;
  /**
   * As fetch gets it: text for JSON and forms in the URL's encoding that are styled,
   * URLSearchParams for others, undefined if there is none. Of a FormData fetch chooses the
   * boundary, and a stream can be read once: a signature covers neither.
   */
  readonly body: BodyContent | undefined;
}

/**
 * Options of a client without credentials that each of its calls needs, because something else
 * shows who calls: `auth`, `sign`, or a header that the caller writes himself.
 *
 * @typeParam Names of the options that hold the credentials
 * @typeParam Header names of the header that the credential travels in
 */
export type WithoutCredential<
  Options extends ClientOptions,
  Names extends keyof Options,
  Header extends string = never,
> = Omit<Options, Names> & { readonly [Name in Names]?: Options[Name] | undefined } & (
    | Required<Pick<ClientOptions, "auth">>
    | Required<Pick<ClientOptions, "sign">>
    | Written<Header>
  );

type Written<Header extends string> = Header extends string
  ? { readonly headers: HeaderOptions & Readonly<Record<Header, string>> }
  : never;

/**
 * How a call is sent: the client's options with those of the call over them, and a value for each
 * limit.
 */
export type SendSettings = Required<LimitOptions> &
  SendOptions &
  Pick<ClientOptions, "fetch" | "hooks" | "parseJson" | "sign">;

export const defaultSettings: Required<LimitOptions> = {
  maxRetries: 2,
  retryDelayMs: 500,
  maxRetryDelayMs: 8000,
  maxRetryAfterMs: 60_000,
  timeoutMs: 60_000,
  deadlineMs: Infinity,
  maxResponseBytes: 1e8,
};

/** The options over the defaults. Throws InvalidArgumentError naming the option. */
export function resolveSettings(options: SendOptions, defaults: SendSettings): SendSettings {
  const resolved = { ...defaults, ...options };
  // They have no other keys, which the type of Object.keys cannot say.
  for (const name of Object.keys(defaultSettings) as (keyof LimitOptions)[]) {
    const { [name]: value = defaults[name] } = options;
    resolved[name] = checkNumber(name, value, 0);
  }
  return resolved;
}

/** Throws InvalidArgumentError naming the option, unless it is a number of at least `min`. */
export function checkNumber(option: string, value: number, min: number): number {
  const isValid = typeof value === "number" && value >= min;
  return isValid ? value : refuse(option, `must be a number of at least ${min}`);
}
