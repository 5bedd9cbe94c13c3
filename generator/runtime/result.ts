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
import type { FailureStatus, Status3XX, Status4XX, Status5XX } from "./status.js";

/** The server answered with a success status. */
export interface Success<Status extends number, Data> {
  readonly ok: true;
  readonly status: Status;
  readonly data: Data;
  /** The answer; its body has been read, unless `data` is a stream. */
  readonly response: Response;
}

/** The server answered with this status, whose error has this class. */
export interface FailedWith<Status extends number, Err extends ApiError> {
  readonly ok: false;
  readonly status: Status;
  readonly error: Err;
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

interface ErrorsByStatus<Body> {
  readonly 400: BadRequestError<400, Body>;
  readonly 401: AuthenticationError<Body>;
  readonly 403: PermissionError<Body>;
  readonly 404: NotFoundError<Body>;
  readonly 409: ConflictError<Body>;
  readonly 422: BadRequestError<422, Body>;
  readonly 429: RateLimitError<Body>;
}
type StatusOfItsOwn = keyof ErrorsByStatus<unknown>;

/**
 * The server answered with one of these statuses. A member of the union for each status whose error
 * has a class of its own, so that comparing `status` also tells the class of `error`.
 */
export type Failure<Status extends number = FailureStatus, Body = unknown> = [
  FailureStatus,
] extends [Status]
  ? OtherFailures<never, Body>
  : FailureOf<Status, Body>;

type FailureOf<Status extends number, Body> =
  | OwnFailure<Status & StatusOfItsOwn, Body>
  | IfAny<Extract<Status, Status5XX>, Body, true>
  | IfAny<Exclude<Status, StatusOfItsOwn | Status5XX>, Body, false>;

type OwnFailure<Status extends StatusOfItsOwn, Body> = {
  [Own in Status]: FailedWith<Own, ErrorsByStatus<Body>[Own]>;
}[Status];

/**
 * The server answered with a status that is none of these. The rest is taken from what each of them
 * can be in, so that compilers need not go through all statuses for each operation.
 */
export type OtherFailures<Known extends number, Body = unknown> =
  | OwnFailure<Exclude<StatusOfItsOwn, Known>, Body>
  | IfAny<Rest<Status5XX, Extract<Known, Status5XX>>, Body, true>
  | IfAny<Rest<PlainStatus, Extract<Known, PlainStatus>>, Body, false>;

type PlainStatus = Exclude<Status3XX | Status4XX, StatusOfItsOwn>;
type Rest<All, Known> = [Known] extends [never] ? All : Exclude<All, Known>;

/** Nothing, rather than a member that no status can have. */
type IfAny<Status extends number, Body, IsServer> = [Status] extends [never]
  ? never
  : FailedWith<
      Status,
      IsServer extends true ? ServerError<Status, Body> : StatusError<Status, Body>
    >;
