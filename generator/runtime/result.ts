import type { ApiError, StatusError } from "./errors.js";
import type { FailureStatus } from "./status.js";

/** The server answered with a success status. */
export interface Success<Status extends number, Data> {
  readonly ok: true;
  readonly status: Status;
  readonly data: Data;
  /** The answer; its body has been read. */
  readonly response: Response;
}

/** The server answered with another status. */
export interface Failure<Status extends number = FailureStatus, Body = unknown> {
  readonly ok: false;
  readonly status: Status;
  readonly error: StatusError<Status, Body>;
  /** The answer; its body has been read and stands, parsed, in `error.body`. */
  readonly response: Response;
}

/** There is no answer that can be used: no connection, or a body that cannot be read. */
export interface Unanswered {
  readonly ok: false;
  readonly status: undefined;
  readonly error: ApiError;
  readonly response: undefined;
}
