import { type BodyContent, isStream, streamInit } from "../body.js";
import type { Client } from "../client.js";
import { refuse } from "../errors.js";
import type { OperationDescriptor } from "../operation.js";
import type { CallOptions } from "../options.js";
import type { HeaderMap, PreparedRequest } from "../request.js";
import { type Arguments, isPresent, serializeParameters } from "../serialize.js";

/** Parameters as openapi-fetch takes them: values by place, and there by their name on the wire. */
export type Params = Readonly<Partial<Record<"path" | "query" | "header" | "cookie", Arguments>>>;

/** The parameters with what the client's options give for those that the call leaves out. */
export function withOptions(
  { parameters = {} }: OperationDescriptor,
  params: Params | undefined,
  options: Arguments,
): Params {
  const filled: Record<string, Arguments | undefined> = { ...params };
  for (const [argument, { in: place, name = argument, option }] of Object.entries(parameters)) {
    const value = option === undefined ? undefined : options[option];
    const given = filled[place];
    if (value !== undefined && given?.[name] === undefined) {
      filled[place] = { ...given, [name]: value };
    }
  }
  return filled;
}

/** The operation as it is called, and its base URL; throws InvalidArgumentError as a call does. */
export function locate(
  client: Client,
  operation: OperationDescriptor,
  options: Pick<CallOptions, "baseUrl">,
): { located: OperationDescriptor; baseUrl: string } {
  const { id, method, servers } = operation;
  const bare = { id, method, path: "", ...(servers && { servers }) };
  const { url: baseUrl, operation: at } = client.prepare(bare, {}, options, {});
  const { security, note = "", withheld = [] } = at;
  // Where no credential may go, none is asked for.
  return { located: { ...operation, ...(security && { security, note, withheld }) }, baseUrl };
}

/**
 * The path of a call, written in the styles of the spec.
 *
 * @throws InvalidArgumentError naming a value that is missing, empty, or a segment of dots
 */
export function pathOf(operation: OperationDescriptor, values: object): string {
  const { id, method, path } = operation;
  const args: Record<string, unknown> = { ...values };
  const own = Object.entries(operation.parameters ?? {}).filter(([, each]) => each.in === "path");
  for (const [argument, { name = argument }] of own) args[argument] = args[name];
  const parameters = Object.fromEntries(own);
  return serializeParameters({ id, method, path, parameters }, args, {}, {}).path;
}

/** Adds the cookies, which openapi-fetch takes and does not send. */
function addCookies(
  { parameters = {} }: OperationDescriptor,
  { cookie = {} }: Params,
  headers: HeaderMap,
): void {
  for (const [argument, parameter] of Object.entries(parameters)) {
    const value = cookie[parameter.name ?? argument];
    const isGiven = parameter.json ? value !== undefined : isPresent(value);
    if (parameter.in === "cookie" && isGiven) {
      parameter.write(argument, value, parameter, headers);
    }
  }
}

/** What a body was written as; undefined if there is none. */
export type Content = unknown;

/** Longest body, in bytes, that is kept so that it can be sent again. */
const maxRepeatableBytes = 1_000_000;

/** What a Request says of how it is sent, beside what the runtime decides. */
const initKeys = [
  "cache",
  "credentials",
  "integrity",
  "keepalive",
  "mode",
  "referrer",
  "referrerPolicy",
] as const;

/**
 * Makes ready what came out of all middleware. What a Request is at first of its own goes to no
 * fetch: some runtimes refuse even the names of what they don't have.
 *
 * @param call what its body was written as, and the request that was made of it
 * @param init the call's options
 * @param more what openapi-fetch gives a `fetch` besides
 */
export async function prepareFetchRequest(
  operation: OperationDescriptor,
  request: Request,
  call: { readonly content?: Content; readonly request?: Request },
  init: { readonly params: Params; readonly fetch?: (request: Request) => Promise<Response> },
  more: object | undefined,
): Promise<(headers: HeaderMap) => PreparedRequest> {
  const { id: operationId, accept = "application/json" } = operation;
  const { method, url } = request;
  const sent = await bodyOf(request, call.content, request === call.request);
  const plain = new Request(request.url);
  const changed = initKeys.filter((name) => request[name] !== plain[name]);
  const ownInit = Object.fromEntries(changed.map((name) => [name, request[name]]));
  const { fetch: transport } = init;
  return (base) => {
    const headers: HeaderMap = { ...base, accept };
    request.headers.forEach((value, name) => {
      headers[name] = value;
    });
    for (const name of operation.withheld ?? []) delete headers[name];
    // Its boundary is that of the Request's own copy.
    if (sent.body instanceof FormData) delete headers["content-type"];
    addCookies(operation, init.params, headers);
    return {
      operation,
      info: { operationId, method, url },
      url: withOneQuery(url, operation),
      query: [],
      headers,
      accept,
      ...sent,
      // What it has of its own, openapi-fetch has put there from the call's options: some fetches
      // know more.
      init: {
        ...ownInit,
        ...Object.fromEntries(Object.entries(request)),
        ...more,
        // Whatever it has of its own.
        redirect: "manual",
        ...(!sent.isRepeatable && streamInit()),
      },
      ...(transport && { fetch: (url, init) => transport(new Request(url, init)) }),
    };
  };
}

/** A template may have a query of its own, behind which openapi-fetch puts a second one. */
function withOneQuery(url: string, { path }: OperationDescriptor): string {
  if (!path.includes("?")) return url;
  const [start, ...queries] = url.split("?");
  return `${start}?${queries.join("&")}`;
}

/** What a body was written as, in a copy where the caller may change it before it is sent again. */
export function copyContent(content: unknown): Content {
  if (content instanceof URLSearchParams) return String(content);
  if (!(content instanceof FormData)) return content;
  const copy = new FormData();
  content.forEach((value, name) => {
    copy.append(name, value);
  });
  return copy;
}

/**
 * The body, and whether it can be sent again. Of a Request alone nobody can tell text from a
 * stream, so it is what the body was written as that counts, unless middleware put another request
 * in its place.
 */
async function bodyOf(
  request: Request,
  content: Content,
  isOriginal: boolean,
): Promise<Pick<PreparedRequest, "body" | "isRepeatable">> {
  if (isOriginal) {
    if (typeof content === "string" || content instanceof FormData) {
      return { body: content, isRepeatable: true };
    }
    if (content instanceof Blob)
      return { body: content, isRepeatable: content.size <= maxRepeatableBytes };
  }
  if (request.body === null) return { body: undefined, isRepeatable: true };
  if (request.bodyUsed)
    refuse(
      "request",
      "has a body that middleware has already read; clone the request before reading it",
    );
  if (request.body && isStream(content)) {
    // The stream of DOM's types is not that of Node's, which BodyContent names.
    return { body: request.body as BodyContent, isRepeatable: false };
  }
  const body = await request.arrayBuffer();
  return { body, isRepeatable: body.byteLength <= maxRepeatableBytes };
}
