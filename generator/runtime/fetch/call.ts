import { type Client, normaliseBaseUrl } from "../client.js";
import { ApiError, InvalidArgumentError, refuse, statusError } from "../errors.js";
import { isJson } from "../json.js";
import type { OperationDescriptor } from "../operation.js";
import { type Answer, parseHidden } from "../response.js";
import { hideInHeaders } from "../secrets.js";
import { type Params, urlOf, withOptions } from "./params.js";
import { receive } from "./receive.js";
import { type Content, keep, prepareRequest } from "./request.js";

/** Values by name, of which the compiler has checked what is typed by openapi-fetch. */
export type Untyped = Readonly<Record<string, unknown>>;

/** How far a call is. */
export interface Call {
  /** What its body was written as. */
  content?: Content;
  /** The request, as openapi-fetch made it. */
  request?: Request;
  /** What the runtime got for the request that came out of all middleware. */
  answer?: Answer;
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
interface Means {
  /** Openapi-fetch's own, with everybody's middleware. */
  readonly request: (method: string, path: string, init: object) => Promise<Result>;
  /** Writes the body of a call that says of none how it is written. */
  readonly serialise: Serialise;
  readonly client: Client;
  /** By method and path template. */
  readonly operations: Readonly<Record<string, OperationDescriptor>>;
  /** By the `fetch` that a call was given, which is what middleware is told of it. */
  readonly calls: WeakMap<object, Call>;
  readonly options: Untyped;
}

type Serialise = (body: unknown, headers?: unknown) => unknown;

/** Makes one call through openapi-fetch, by method and path template. */
export function makeCall({
  request,
  serialise: usual,
  client,
  operations,
  calls,
  options,
}: Means): (method: string, path: string, init?: Untyped) => Promise<Result> {
  return async (method, path, init = {}) => {
    const operation = operations[`${method} ${path}`];
    if (!operation) {
      return refuse("path", `must be that of an operation; there is no ${method} ${path}`);
    }
    // Here already: before it nothing is asked for a token, and nothing answers in its place.
    operation.gate?.(operation, options["inferred"] as never);
    for (const name of ["pathSerializer", "redirect"]) {
      if (init[name] !== undefined) refuse(name, "is the client's own, and no option");
    }
    const call: Call = {};
    const params = withOptions(operation, init["params"] as Params | undefined, options);
    const fetch = async (request: Request, more?: object): Promise<Response> => {
      const send = await prepareRequest(operation, request, call, { ...init, params }, more);
      const answer = await client.send(operation, send, {
        ...init,
        headers: {},
        signal: request.signal,
      });
      call.answer = answer;
      return receive(answer, request, init["parseAs"] === "stream");
    };
    calls.set(fetch, call);
    const serialise = (init["bodySerializer"] ?? usual) as Serialise;
    try {
      const result = await request(method, path, {
        ...init,
        // What is not there is not asked for, but is to be missed.
        params: operation.path === path && !path.includes("{") ? params : { path: {}, ...params },
        ...(init["baseUrl"] !== undefined && {
          baseUrl: normaliseBaseUrl(init["baseUrl"] as string),
        }),
        fetch,
        pathSerializer: (url: string, values: object) =>
          url.slice(0, url.length - path.length) +
          urlOf(client, operation, values).slice(client.baseUrl.length),
        bodySerializer: (body: unknown, headers: unknown) => {
          const content = serialise(body, headers);
          // Middleware may call it, too, which changes nothing of this request.
          if (!call.request) call.content = keep(content);
          return content;
        },
      });
      return result.response.ok ? result : failed(result, operation, call, method);
    } catch (thrown) {
      throw errorOf(thrown, call);
    }
  };
}

/** A failure whose `error` says so: of an empty answer openapi-fetch has none, as if all were well. */
function failed(
  { error, response }: Result,
  { id: operationId }: OperationDescriptor,
  { request, answer }: Call,
  method: string,
): Result {
  const hide = answer?.hide ?? String;
  const isEmpty = error === undefined || error === "";
  const body = isEmpty ? undefined : parseHidden(JSON.stringify(error), hide);
  const info = answer?.request.info ?? { operationId, method, url: request?.url ?? "" };
  const head = { status: response.status, headers: hideInHeaders(response.headers, hide) };
  return { error: body || statusError(info, head, body), response };
}

/** Why a call gives nothing. What middleware throws, and what its own answers hold, stays as it is. */
function errorOf(thrown: unknown, { request, answer, isPassed }: Call): unknown {
  if (!request) return argumentError(thrown);
  if (!answer || !isPassed || thrown instanceof ApiError) return thrown;
  const { type } = answer;
  const isText = thrown instanceof SyntaxError;
  // The engine's own message quotes the text, in which a server may have put the credential.
  const error = !isText
    ? answer.fail("its body cannot be read", thrown)
    : answer.fail(
        type && !isJson(type) ? `its body is ${type}, not JSON` : "its body is not valid JSON",
      );
  answer.giveUp(error);
  return error;
}

/** No request could be made of what the call was given. */
function argumentError(thrown: unknown): unknown {
  if (thrown instanceof InvalidArgumentError) return thrown;
  const { message = thrown } = Object(thrown) as Partial<Error>;
  const error = new InvalidArgumentError("init", `cannot be sent: ${message}`);
  // A serializer may be the caller's own code.
  return Object.defineProperty(error, "cause", { value: thrown, configurable: true });
}
