import { type BodyContent, serializeBody } from "./body.js";
import { type RequestInfo, refuse } from "./errors.js";
import type { OperationDescriptor } from "./operation.js";
import type { Fetch, HeaderOptions } from "./options.js";
import { isHeaderValue, ownValue, serializeParameters } from "./serialize.js";

/**
 * Headers by their name in lower case. An object, because copying one costs a fraction of a
 * Headers.
 */
export type HeaderMap = Record<string, string>;

/**
 * A request as it is sent, however it came about. Its credentials are not in it: each attempt adds
 * those that its operation needs.
 */
export interface PreparedRequest {
  readonly operation: OperationDescriptor;
  readonly info: RequestInfo;
  /** Encoded, without what stands in `query`. */
  readonly url: string;
  readonly query: readonly string[];
  readonly headers: HeaderMap;
  readonly body: BodyContent | undefined;
  /** Media types that the operation answers with. */
  readonly accept: string;
  /** Whether its body can be sent more than once. */
  readonly isRepeatable: boolean;
  /** What fetch is to be told besides; default: nothing. */
  readonly init?: RequestInit | undefined;
  /** Takes the place of the client's fetch for this request. */
  readonly fetch?: Fetch;
}

/**
 * Makes the request of a call from its operation and its arguments.
 *
 * @param options the client's, which may hold values for parameters that the call leaves out
 * @param headers those of the options, which the request takes over
 * @param baseUrl without a slash at its end
 * @throws InvalidArgumentError naming what is missing or cannot be represented
 */
export function prepareRequest(
  operation: OperationDescriptor,
  args: object,
  options: object,
  headers: HeaderMap,
  baseUrl: string,
): PreparedRequest {
  const { id: operationId, method, accept = "application/json" } = operation;
  headers["accept"] = accept;
  // It is the body's; a caller's own would break a multipart boundary.
  delete headers["content-type"];
  const { path, query } = serializeParameters(operation, args, options, headers);
  const body = operation.body && serializeBody(operation.body, ownValue(args, "body"));
  if (body?.type) headers["content-type"] = body.type;
  const url = baseUrl + path;
  // Errors show this URL, so it has no credential in its query.
  const info = { operationId, method, url: withQuery(url, query) };
  const { content, stream: init } = body ?? {};
  return { operation, info, url, query, headers, accept, body: content, init, isRepeatable: !init };
}

export function withQuery(url: string, query: readonly string[]): string {
  // A template may have a query of its own.
  return query.length > 0 ? `${url}${url.includes("?") ? "&" : "?"}${query.join("&")}` : url;
}

/** A copy of the headers with others over them. Throws InvalidArgumentError naming the header. */
export function mergeHeaders(headers: HeaderMap, added: HeaderOptions = {}): HeaderMap {
  const merged = { ...headers };
  for (const [name, value] of Object.entries(added)) {
    // The one name that an object has another use for is nobody's header.
    if (!/^(?!__proto__$)[!#$%&'*+.^_`|~\w-]+$/.test(name)) {
      refuse("headers", `has an invalid header name: ${JSON.stringify(name)}`);
    }
    if (typeof value !== "string" || !isHeaderValue(value)) {
      refuse(`headers.${name}`, "is not a valid header value");
    }
    merged[name.toLowerCase()] = value;
  }
  return merged;
}

/**
 * The base URL without slashes at its end, because every path starts with one.
 *
 * @throws InvalidArgumentError if it is not absolute, or holds what no base URL does
 */
export function normalizeBaseUrl(baseUrl = ""): string {
  let base = "";
  try {
    const { href, origin, pathname } = new URL(baseUrl);
    // What else an address may hold is between these or behind them: at most an empty query.
    if (/^\??#?$/.test(href.replace(origin + pathname, ""))) base = origin + pathname;
  } catch {
    // Refused below, and not shown, because it may hold a password.
  }
  if (!/^http/.test(base)) {
    refuse(
      "baseUrl",
      "must be an absolute http or https URL without a user name, a password, a query or a fragment",
    );
  }
  // No pattern: one for the end of a text is slow where it holds many slashes.
  let end = base.length;
  while (base[end - 1] === "/") end--;
  return base.slice(0, end);
}
