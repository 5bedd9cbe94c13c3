import { type BodyContent, serialiseBody } from "./body.js";
import type { RequestInfo } from "./errors.js";
import type { Fetch } from "./exchange.js";
import type { HeaderMap } from "./headers.js";
import type { OperationDescriptor } from "./operation.js";
import { type Arguments, serialiseParameters } from "./parameters.js";

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
  readonly init?: RequestInit;
  /** Takes the place of the client's fetch for this request. */
  readonly fetch?: Fetch;
}

/**
 * Makes the request of a call from its operation and its arguments.
 *
 * @param options the client's, which may hold values for parameters that the call leaves out
 * @param headers those of the options, which the request takes over
 * @throws InvalidArgumentError naming what is missing or cannot be represented
 */
export function prepare(
  baseUrl: string,
  operation: OperationDescriptor,
  args: object,
  options: object,
  headers: HeaderMap,
): PreparedRequest {
  const { id: operationId, method, accept = "application/json" } = operation;
  headers["accept"] = accept;
  // It is the body's; a caller's own would break a multipart boundary.
  delete headers["content-type"];
  const { path, query } = serialiseParameters(
    operation,
    args as Arguments,
    options as Arguments,
    headers,
  );
  const body = operation.body && serialiseBody(operation.body, (args as Arguments)["body"]);
  if (body?.type) headers["content-type"] = body.type;
  const url = baseUrl + path;
  // Errors show this URL, so it has no credential in its query.
  const info = { operationId, method, url: withQuery(url, query) };
  const content = body?.content;
  const isRepeatable = !isStream(content);
  return { operation, info, url, query, headers, accept, body: content, isRepeatable };
}

export function isStream(content: unknown): boolean {
  return content instanceof ReadableStream || Symbol.asyncIterator in (Object(content) as object);
}

export function withQuery(url: string, query: readonly string[]): string {
  // A template may have a query of its own.
  return query.length > 0 ? `${url}${url.includes("?") ? "&" : "?"}${query.join("&")}` : url;
}
