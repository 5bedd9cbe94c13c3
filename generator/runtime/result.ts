import type {
  ApiError,
  AuthenticationError,
  BadRequestError,
  ConflictError,
  NotFoundError,
  PermissionError,
  RateLimitError,
  ServerError,
  StatusError,
} from "./errors.js";
import type { OtherStatus4XX, Status3XX, Status5XX, StatusWithClass } from "./status.js";

/** The server answered with a success status. */
export interface Success<Status extends number, Data> {
  readonly ok: true;
  readonly status: Status;
  readonly data: Data;
  /** The answer; its body has been read, unless `data` is a stream. */
  readonly response: Response;
}

/** The server answered with this status; it decides the class of the error. */
export interface FailedWith<Status extends number, Body = unknown> {
  readonly ok: false;
  readonly status: Status;
  readonly error: ErrorOf<Status, Body>;
  /** The answer; its body has been read and stands, parsed, in `error.body`. */
  readonly response: Response;
}

/** There is no answer that can be used: no connection, no time left, or a body that cannot be read. */
export interface Unanswered {
  readonly ok: false;
  readonly status: undefined;
  readonly error: ApiError;
  readonly response: undefined;
}

type ErrorOf<Status extends number, Body> = [Status] extends [StatusWithClass]
  ? ErrorsByStatus<Body>[Status]
  : [Status] extends [Status5XX]
    ? ServerError<Status, Body>
    : StatusError<Status, Body>;

interface ErrorsByStatus<Body> {
  readonly 400: BadRequestError<400, Body>;
  readonly 401: AuthenticationError<Body>;
  readonly 403: PermissionError<Body>;
  readonly 404: NotFoundError<Body>;
  readonly 409: ConflictError<Body>;
  readonly 422: BadRequestError<422, Body>;
  readonly 429: RateLimitError<Body>;
}

/**
 * The server answered with one of the statuses whose errors have classes of their own:
 * `FailureByStatus[404]`, or `FailureByStatus[401 | 403]` for either.
 */
export type FailureByStatus<Body = unknown> = {
  readonly [Status in StatusWithClass]: FailedWith<Status, Body>;
};

// Interfaces, and not aliases, so that a compiler goes through hundreds of statuses for a result that
// somebody looks into, and not for each operation. Their range is a parameter for the same reason.

/** The server answered with another status of 3XX and 4XX than the known. */
export interface OtherFailure<
  Known = never,
  Body = unknown,
  Range extends number = Status3XX | OtherStatus4XX,
> {
  readonly ok: false;
  readonly status: Without<Range, Known>;
  readonly error: StatusError<Without<Range, Known>, Body>;
  /** The answer; its body has been read and stands, parsed, in `error.body`. */
  readonly response: Response;
}

/** The server answered with another status of 5XX than the known. */
export interface OtherServerFailure<
  Known = never,
  Body = unknown,
  Range extends Status5XX = Status5XX,
> {
  readonly ok: false;
  readonly status: Without<Range, Known>;
  readonly error: ServerError<Without<Range, Known>, Body>;
  /** The answer; its body has been read and stands, parsed, in `error.body`. */
  readonly response: Response;
}

/** `Exclude`, which goes through all of them even if there is nothing to exclude. */
type Without<Statuses extends number, Known> = [Known] extends [never]
  ? Statuses
  : Exclude<Statuses, Known>;

/**
 * The server answered with a status that is no success. A member of the union for each status whose
 * error has a class of its own, so that comparing `status` also tells the class of `error`.
 */
export type Failure<Body = unknown> =
  | FailureByStatus<Body>[StatusWithClass]
  | OtherFailure<never, Body>
  | OtherServerFailure<never, Body>;
