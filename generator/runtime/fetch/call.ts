import type { Client } from "../client.js";
import { ApiError, InvalidArgumentError, refuse, statusError } from "../errors.js";
import type { OperationDescriptor } from "../operation.js";
import type { ClientOptions } from "../options.js";
import { readBlob } from "../readers.js";
import { parseRedacted, redactHeaders } from "../redact.js";
import { statusErrorOf, type UnreadResponse } from "../response.js";
import { isJson } from "../serialize.js";
import {
  type Content,
  copyContent,
  locate,
  type Params,
  pathOf,
  prepareFetchRequest,
  withOptions,
} from "./request.js";

/** Values by name. */
export type Untyped = Readonly<Record<string, unknown>>;

/** Options of a call, as openapi-fetch types them for its caller; what else there is goes along. */
export interface Init extends Untyped {
  readonly params?: Params;
  readonly baseUrl?: string;
  readonly bodySerializer?: Serialize;
  readonly fetch?: (request: Request) => Promise<Response>;
}

/** How far a call is. */
export interface Call {
  /** What its body was written as. */
  content?: Content;
  /** The request, as openapi-fetch made it. */
  request?: Request;
  /** What the runtime got for the request that came out of all middleware. */
  unread?: UnreadResponse;
  /** All middleware has seen the response: what fails now is reading it. */
  isPassed?: true;
}

/** What a call comes to in openapi-fetch. */
interface Result {
  data?: unknown;
  error?: unknown;
  response: Response;
}

/** What a call takes from its client. */
interface CallContext {
  /** Openapi-fetch's own, with everybody's middleware. */
  readonly request: (method: string, path: string, init: object) => Promise<Result>;
  /** Writes the body of a call that says of none how it is written. */
  readonly serialize: Serialize;
  readonly client: Client;
  /** By method and path template. */
  readonly operations: Readonly<Record<string, OperationDescriptor>>;
  /** By the `fetch` that a call was given, which is what middleware is told of it. */
  readonly calls: WeakMap<object, Call>;
  readonly options: Untyped & Pick<ClientOptions, "inferred">;
}

export type Serialize = (body: unknown, headers?: unknown) => unknown;

/** Makes one call through openapi-fetch, by method and path template. */
export function makeCall({
  request,
  serialize: usual,
  client,
  operations,
  calls,
  options,
}: CallContext): (method: string, path: string, init?: Init) => Promise<Result> {
  return async (method, path, init = {}) => {
    const operation = operations[`${method} ${path}`];
    if (!operation) {
      return refuse("path", `must be the path of an operation; there is no ${method} ${path}`);
    }
    // Here already: before it nothing is asked for a token, and nothing responds in its place.
    operation.check?.(operation, options.inferred);
    for (const name of ["pathSerializer", "redirect"]) {
      if (init[name] !== undefined) refuse(name, "is set by the client and is not an option");
    }
    const call: Call = {};
    const { located, baseUrl } = locate(client, operation, init);
    const params = withOptions(operation, init.params, options);
    // It takes a Request, and the request itself has it.
    const { fetch: _, ...sendOptions } = init;
    const fetch = async (request: Request, more?: object): Promise<Response> => {
      const send = await prepareFetchRequest(located, request, call, { ...init, params }, more);
      const unread = await client.send(located, send, {
        ...sendOptions,
        headers: {},
        signal: request.signal,
      });
      call.unread = unread;
      return bufferResponse(unread, request, init["parseAs"] === "stream");
    };
    calls.set(fetch, call);
    const serialize = init.bodySerializer ?? usual;
    try {
      const result = await request(method, path, {
        ...init,
        // What is not there is not asked for, but is to be missed.
        params: operation.path === path && !path.includes("{") ? params : { path: {}, ...params },
        baseUrl,
        fetch,
        pathSerializer: (_: string, values: object) => baseUrl + pathOf(operation, values),
        bodySerializer: (body: unknown, headers: unknown) => {
          const content = serialize(body, headers);
          // Middleware may call it, too, which changes nothing of this request.
          if (!call.request) call.content = copyContent(content);
          return content;
        },
      });
      return result.response.ok ? result : failed(result, operation, call, method);
    } catch (thrown) {
      throw errorOf(thrown, call);
    }
  };
}

/**
 * A failure whose `error` says so: of an empty response openapi-fetch has none, as if all were
 * well.
 */
function failed(
  { error, response }: Result,
  { id: operationId, failure = statusError }: OperationDescriptor,
  { request, unread }: Call,
  method: string,
): Result {
  const redact = unread?.redact ?? String;
  const isEmpty = error === undefined || error === "";
  const body = isEmpty ? undefined : parseRedacted(JSON.stringify(error), redact);
  const info = unread?.request.info ?? { operationId, method, url: request?.url ?? "" };
  const { note } = unread?.request.operation ?? {};
  const head = { status: response.status, headers: redactHeaders(response.headers, redact), note };
  return { error: body || failure(info, head, body), response };
}

/**
 * Why a call gives nothing. What middleware throws, and what its own responses hold, stays as it
 * is.
 */
function errorOf(thrown: unknown, { request, unread, isPassed }: Call): unknown {
  if (!request) return argumentError(thrown);
  if (!unread || !isPassed || thrown instanceof ApiError) return thrown;
  const { type } = unread;
  const isText = thrown instanceof SyntaxError;
  // The engine's own message quotes the text, in which a server may have put the credential.
  const error = !isText
    ? unread.unreadable("its body cannot be read", thrown)
    : unread.unreadable(
        type && !isJson(type) ? `its body is ${type}, not JSON` : "its body is not valid JSON",
      );
  unread.fail(error);
  return error;
}

/** No request could be made of what the call was given. */
function argumentError(thrown: unknown): unknown {
  if (thrown instanceof InvalidArgumentError) return thrown;
  // Anything can be thrown.
  const { message = thrown } = Object(thrown) as Partial<Error>;
  const error = new InvalidArgumentError("init", `cannot be sent: ${message}`);
  // A serializer may be the caller's own code.
  return Object.defineProperty(error, "cause", { value: thrown, configurable: true });
}

/** Keeps a Request, and with it its signal, as long as what came for it is read. */
const requests = new WeakMap<Response, Request>();

/**
 * The response for openapi-fetch and its middleware. The body is read here, within the time limits
 * and the call's turn: whoever looks at it later may take his time, and may call again for what he
 * lacks.
 *
 * @param isStream whether the caller reads a success by himself, without a time limit
 */
async function bufferResponse(
  unread: UnreadResponse,
  request: Request,
  isStream: boolean,
): Promise<Response> {
  const { response } = unread;
  if (isStream && response.ok) {
    requests.set(response, request);
    unread.lifetime.handOver(response);
    return response;
  }
  try {
    const bytes = await (await readBlob(response, unread)).arrayBuffer();
    const read = withBody(response, bytes.byteLength > 0 ? bytes : null);
    if (response.ok) unread.lifetime.end();
    else unread.fail(statusErrorOf(unread, await read.clone().text()));
    return read;
  } catch (thrown) {
    const error =
      thrown instanceof ApiError ? thrown : unread.unreadable("its body cannot be read", thrown);
    unread.fail(error);
    throw error;
  }
}

/** The response with its body, which has been read, so that it can be read again. */
function withBody(response: Response, body: ArrayBuffer | null): Response {
  const { headers, status, statusText } = response;
  // No Response can be made with another, but a server can send it.
  const isUsual = status >= 200 && status <= 599;
  const copy = new Response(body, { headers, statusText, ...(isUsual && { status }) });
  const others: readonly (keyof Response)[] = ["redirected", "type", "url"];
  for (const name of isUsual ? others : ([...others, "ok", "status"] as const)) {
    Object.defineProperty(copy, name, { value: response[name] });
  }
  return copy;
}
