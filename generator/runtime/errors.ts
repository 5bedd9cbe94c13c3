// What Node and browsers have by themselves since 2022, whatever `lib` of a tsconfig.json says.
/// <reference lib="es2022" preserve="true" />
import type { OperationDescriptor } from "./operation.js";

/** What every error of a call tells of the request. The URL never holds a credential. */
export interface RequestInfo {
  readonly operationId: string;
  readonly method: string;
  readonly url: string;
}

/** What an error takes from a response, and what is said of a 401 besides. */
export type ResponseHead = Pick<Response, "status" | "headers"> & {
  readonly note?: string | undefined;
};

/** A call that was made wrongly; thrown before anything is sent. */
export class InvalidArgumentError extends Error {
  override readonly name: string = "InvalidArgumentError";
  /** The option or argument at fault, by its name in the call. */
  readonly parameter: string;

  constructor(parameter: string, problem: string) {
    super(`${parameter} ${problem}`);
    this.parameter = parameter;
  }
}

/** Throws InvalidArgumentError. */
export function refuse(parameter: string, problem: string): never {
  throw new InvalidArgumentError(parameter, problem);
}

/**
 * Thrown in place of a request whose method or path no source documents. Nothing was sent. The
 * message says which of them that is, and why we believe in it.
 */
export class InferredOperationError extends Error {
  override readonly name: string = "InferredOperationError";
  /** The operation, as its function is called. */
  readonly operationId: string;
  /** In upper case; it or the path is inferred. */
  readonly method: string;
  /** The path template; it or the method is inferred. */
  readonly path: string;

  constructor({ id, method, path, inferred }: OperationDescriptor) {
    super(
      `${id} was not sent, because ${inferred} ` +
        `If you know that it exists, create the client with { inferred: ["${id}"] } ` +
        `or { inferred: "allow" }; you need no spec for that. ` +
        `If you have the spec, add the source to the operation's x-provenance ` +
        `and generate again.`,
    );
    this.operationId = id;
    this.method = method;
    this.path = path;
  }
}

// `!` below: the constructors assign all fields at once. `declare` would keep the fields out of
// bundles, but React Native's preset for Babel refuses it.

/** A call that was sent and did not give data; the base of all such errors. */
export class ApiError extends Error {
  override readonly name: string = "ApiError";
  /** The operation, as its function is called. */
  readonly operationId!: string;
  /** In upper case. */
  readonly method!: string;
  /** Without any credential. */
  readonly url!: string;

  constructor(request: RequestInfo, problem: string, options?: ErrorOptions) {
    super(`${request.method} ${request.url} (${request.operationId}): ${problem}`, options);
    Object.assign(this, request);
  }
}

/** The server answered, but not with success. */
export class StatusError<Status extends number = number, Body = unknown> extends ApiError {
  override readonly name: string = "StatusError";
  /** The status of the response. */
  readonly status!: Status;
  /** The headers of the response, without the credential if the server sent it back. */
  readonly headers!: Headers;
  /** The server's own id of the request, from `x-request-id` or its like; for its support. */
  readonly requestId!: string | undefined;
  /** The parsed body: JSON, else text, undefined if empty. */
  readonly body!: Body;

  constructor(request: RequestInfo, { status, headers, note }: ResponseHead, body: unknown) {
    super(request, `status ${status}${excerpt(body)}${(status === 401 && note) || ""}`);
    const requestId = headers.get("x-request-id") ?? headers.get("request-id") ?? undefined;
    // The status and the body come from outside; the spec's word for their types is taken here.
    Object.assign(this, { status, headers, requestId, body });
  }
}

/** 400 or 422: the server does not accept what was sent. */
export class BadRequestError<
  Status extends 400 | 422 = 400 | 422,
  Body = unknown,
> extends StatusError<Status, Body> {
  override readonly name = "BadRequestError";

  /**
   * The complaints by field. A nested field has its path as key, with dots: `lines.0.quantity`. What
   * is said of no field stands under `non_field_errors`. Empty if the body has another form than
   * texts by field, a list of complaints with their places, or problem details (RFC 9457).
   */
  get fields(): Record<string, string[]> {
    return fieldErrors(this.body);
  }
}

/** 401: the server does not know the credential. */
export class AuthenticationError<Body = unknown> extends StatusError<401, Body> {
  override readonly name = "AuthenticationError";
}

/** 403: the credential does not permit this. Django REST framework also answers so without one. */
export class PermissionError<Body = unknown> extends StatusError<403, Body> {
  override readonly name = "PermissionError";
}

/** 404: there is no such record, or no such path. */
export class NotFoundError<Body = unknown> extends StatusError<404, Body> {
  override readonly name = "NotFoundError";
}

/** 409: the record is in a state that does not allow this. */
export class ConflictError<Body = unknown> extends StatusError<409, Body> {
  override readonly name = "ConflictError";
}

/** 429: too many requests. */
export class RateLimitError<Body = unknown> extends StatusError<429, Body> {
  override readonly name = "RateLimitError";
  /** Milliseconds after which the server allows another try; undefined if it does not say. */
  readonly retryAfterMs: number | undefined = retryAfterMs(this.headers);
}

/** 5xx: the server failed. */
export class ServerError<Status extends number = number, Body = unknown> extends StatusError<
  Status,
  Body
> {
  override readonly name = "ServerError";
}

/** No response arrived: refused, reset, unknown host. `cause` is the reason that fetch gave. */
export class ConnectionError extends ApiError {
  override readonly name = "ConnectionError";

  constructor(request: RequestInfo, cause: unknown) {
    // Anything can be thrown, and be the cause. Of `fetch failed` only the cause tells the reason,
    // and where several addresses refuse, that has a code and no message.
    const { message = cause, cause: inner } = Object(cause) as Partial<Error>;
    const { message: text, code } = Object(inner) as Partial<Error> & { readonly code?: unknown };
    const reason = text || code;
    super(request, `no response (${message}${reason ? `: ${reason}` : ""})`, { cause });
  }
}

/** Nothing, or not all, arrived in `limitMs` milliseconds, by `timeoutMs` or `deadlineMs`. */
export class TimeoutError extends ApiError {
  override readonly name = "TimeoutError";
  /** The limit that was reached, in milliseconds. */
  readonly limitMs: number;

  constructor(request: RequestInfo, limitMs: number) {
    super(request, `no response within ${limitMs} ms`);
    this.limitMs = limitMs;
  }
}

/** The caller's signal was aborted; `cause` is its reason. */
export class CancelledError extends ApiError {
  override readonly name = "CancelledError";

  constructor(request: RequestInfo, cause: unknown) {
    super(request, "cancelled", { cause });
  }
}

/**
 * A response arrived whose body is not what its status promises: HTML in place of JSON, broken or
 * cut JSON.
 */
export class UnreadableResponseError extends ApiError {
  override readonly name = "UnreadableResponseError";
  readonly #response: Response;

  constructor(request: RequestInfo, response: Response, problem: string, cause?: unknown) {
    super(request, `status ${response.status}, but ${problem}`, cause ? { cause } : undefined);
    this.#response = response;
  }

  /**
   * The response. A getter, so that printing the error does not print a URL that holds a
   * credential.
   */
  get response(): Response {
    return this.#response;
  }
}

/** The server sent the request elsewhere, and following would lose its body or leave the origin. */
export class UnexpectedRedirectError extends ApiError {
  override readonly name = "UnexpectedRedirectError";
  /** Where the server points to; undefined in a browser, which does not tell. */
  readonly location: string | undefined;

  constructor(request: RequestInfo, location: string | undefined) {
    super(
      request,
      `redirected to ${location ?? "an address that the browser hides"}; not followed`,
    );
    this.location = location;
  }
}

/**
 * Makes the errors of an operation whose complaints by field stand elsewhere in the body.
 *
 * @param place properties down to them
 */
export function errorFieldsAt(place: readonly string[]): typeof statusError {
  return (request, head, body) => {
    const error = statusError(request, head, body);
    if (!(error instanceof BadRequestError)) return error;
    const get = () =>
      fieldErrors(place.reduce<unknown>((node, key) => ownMember(node, key), error.body));
    return Object.defineProperty(error, "fields", { get });
  };
}

function ownMember(node: unknown, key: string): unknown {
  return Object.getOwnPropertyDescriptor(Object(node), key)?.value;
}

/** The error of a status that is not a success. */
export function statusError(request: RequestInfo, head: ResponseHead, body: unknown): StatusError {
  const { status } = head;
  const Class = byStatus[status] ?? (status >= 500 ? ServerError : StatusError);
  return new Class(request, head, body);
}

const byStatus: Readonly<
  Record<number, new (request: RequestInfo, head: ResponseHead, body: unknown) => StatusError>
> = {
  400: BadRequestError,
  401: AuthenticationError,
  403: PermissionError,
  404: NotFoundError,
  409: ConflictError,
  422: BadRequestError,
  429: RateLimitError,
};

/** `Retry-After`, in seconds or as a date, as milliseconds from now; undefined if there is none. */
export function retryAfterMs(headers: Headers): number | undefined {
  const value = headers.get("retry-after") ?? "";
  if (/^\d+$/.test(value)) return +value * 1000;
  // Date.parse also takes "1.5" for a date; one of HTTP starts with a weekday.
  const ms = Date.parse(/^[A-Z][a-z]{2}/.test(value) ? value : "") - Date.now();
  return Number.isNaN(ms) ? undefined : Math.max(ms, 0);
}

function excerpt(body: unknown): string {
  let text: string | undefined;
  try {
    text = typeof body === "string" ? body : JSON.stringify(body);
  } catch {
    // Nested too deeply.
  }
  return text ? `: ${text.replace(/^([\s\S]{300})[\s\S]+/, "$1…")}` : "";
}

/**
 * The complaints of a validation error by field, told apart by their form: texts by field, nested by
 * object and by position; lists whose items say themselves where they belong (`loc` and `msg`,
 * `pointer` and `detail`, `name` and `reason`); of problem details (RFC 9457) only `errors` and
 * `invalid-params`.
 */
export function fieldErrors(body: unknown): Record<string, string[]> {
  const found = new Map<string, string[]>();
  const { title, errors, "invalid-params": invalid = errors } = Object(body);
  const isProblem = typeof title === "string";
  // Of `#/lines/0/n` and of `$.lines[0].n`, too, it is `lines.0.n`.
  const toPath = (pointer: string) => (pointer.match(/[^#$/.,"[\]{}]+/g) ?? []).join(".");
  const collect = (node: unknown, path: string, depth: number): void => {
    if (typeof node === "string") {
      const key = path || "non_field_errors";
      found.set(key, [...(found.get(key) ?? []), node]);
    } else if (depth > 0) {
      for (const [key, child] of Object.entries(Object(node))) {
        const { loc, name, pointer = name, detail, msg = detail, reason = msg } = Object(child);
        const isItem = Array.isArray(node);
        const isText = typeof child === "string";
        if (isItem && typeof reason === "string") {
          // The first step of a `loc` is the place: the body, the query, … As JSON nothing throws, and
          // what JSON adds stands between the names.
          collect(reason, toPath(JSON.stringify(pointer ?? [loc].flat().slice(1))), 0);
        } else if (isItem || path || key !== "detail" || !isText) {
          // Texts in a list are all said of the field that has the list; `detail` at the top is not
          // a field.
          const step = isProblem ? toPath(key) : key;
          const inner = path ? `${path}.${step}` : step;
          collect(child, isItem && isText ? path : inner, depth - 1);
        }
      }
    }
  };
  // Someone else wrote the body; nesting beyond this is no form of a response. Bare text is none
  // either.
  if (typeof body !== "string") collect(isProblem ? invalid : body, "", 10);
  return Object.fromEntries(found);
}
