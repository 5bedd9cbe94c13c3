import { type BodyContent, serialiseBody } from "./body.js";
import { InvalidArgumentError, type RequestInfo } from "./errors.js";
import type { OperationDescriptor } from "./operation.js";
import { type Arguments, isHeaderValue, serialiseParameters } from "./parameters.js";

/** A request without its credentials, which each attempt adds. */
export interface Draft {
  readonly info: RequestInfo;
  /** Base URL and path, encoded. */
  readonly url: string;
  readonly query: readonly string[];
  readonly cookie: readonly string[];
  readonly headers: HeaderMap;
  readonly body: BodyContent | undefined;
}

/** Headers by their name in lower case. A Map, because copying one costs a fraction of a Headers. */
export type HeaderMap = Map<string, string>;

/** Headers by name, as the options of a client or a call hold them. */
export type HeaderOptions = Readonly<Record<string, string>>;

/**
 * Makes the request of a call.
 *
 * @param options the client's, which may hold values for parameters that the call leaves out
 * @throws InvalidArgumentError naming what is missing or cannot be represented
 */
export function prepare(
  baseUrl: string,
  operation: OperationDescriptor,
  args: Arguments,
  options: object,
  headers: HeaderMap,
): Draft {
  const { id, method, accept = "application/json" } = operation;
  const parameters = serialiseParameters(operation, args, options as Arguments);
  const body = operation.body && serialiseBody(operation.body, args["body"]);
  headers.set("accept", accept);
  // It is the body's; a caller's own would break a multipart boundary.
  headers.delete("content-type");
  if (body?.type) headers.set("content-type", body.type);
  for (const [name, value] of parameters.headers) headers.set(name.toLowerCase(), value);

  const { path, query, cookie } = parameters;
  const url = baseUrl + path;
  // Errors show this URL, so it has no credential in its query.
  const info = { operationId: id, method, url: withQuery(url, query) };
  return { info, url, query, cookie, headers, body: body?.content };
}

export function withQuery(url: string, query: readonly string[]): string {
  return query.length > 0 ? `${url}?${query.join("&")}` : url;
}

/** Sets headers over those that are there. Throws InvalidArgumentError naming the header. */
export function addHeaders(headers: HeaderMap, added: HeaderOptions = {}): HeaderMap {
  for (const [name, value] of Object.entries(added)) {
    if (!/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/.test(name)) {
      throw new InvalidArgumentError(
        "headers",
        `has a name that is not a header's: ${JSON.stringify(name)}`,
      );
    }
    if (typeof value !== "string" || !isHeaderValue(value)) {
      throw new InvalidArgumentError(`headers.${name}`, "is not text that a header can carry");
    }
    headers.set(name.toLowerCase(), value);
  }
  return headers;
}
