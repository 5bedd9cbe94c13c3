/** What every error of a call tells of the request. The URL never holds a credential. */
export interface RequestInfo {
  readonly operationId: string;
  readonly method: string;
  readonly url: string;
}

/**
 * A call that was made wrongly; thrown before anything is sent. `parameter` is the option or
 * argument at fault, by its name in the call.
 */
export class InvalidArgumentError extends Error {
  override readonly name: string = "InvalidArgumentError";
  readonly parameter: string;

  constructor(parameter: string, problem: string) {
    super(`${parameter} ${problem}`);
    this.parameter = parameter;
  }
}

/** A call that was sent and did not give data; the base of all such errors. */
export class ApiError extends Error {
  override readonly name: string = "ApiError";
  readonly operationId: string;
  readonly method: string;
  readonly url: string;

  constructor({ operationId, method, url }: RequestInfo, problem: string, cause?: unknown) {
    super(
      `${method} ${url} (${operationId}): ${problem}`,
      cause === undefined ? undefined : { cause },
    );
    this.operationId = operationId;
    this.method = method;
    this.url = url;
  }
}

/** The server answered, but not with success. */
export class StatusError<Status extends number = number, Body = unknown> extends ApiError {
  override readonly name: string = "StatusError";
  readonly status: Status;
  readonly headers: Headers;
  /** The parsed body: JSON, else text, undefined if empty. */
  readonly body: Body;

  constructor(request: RequestInfo, response: Response, body: unknown) {
    super(request, `status ${response.status}${excerpt(body)}`);
    // The status and the body come from outside; the spec's word for their types is taken here.
    this.status = response.status as Status;
    this.headers = response.headers;
    this.body = body as Body;
  }
}

/**
 * No answer arrived: refused, reset, unknown host, aborted (while the body was read, too). `cause` is
 * the reason that fetch gave.
 */
export class ConnectionError extends ApiError {
  override readonly name: string = "ConnectionError";

  constructor(request: RequestInfo, cause: unknown) {
    super(request, `no answer (${reasonOf(cause)})`, cause);
  }
}

/** An answer arrived whose body is not what its status promises: HTML in place of JSON, broken or cut JSON. */
export class UnreadableResponseError extends ApiError {
  override readonly name: string = "UnreadableResponseError";
  readonly #response: Response;

  constructor(request: RequestInfo, response: Response, problem: string, cause?: unknown) {
    super(request, `status ${response.status}, but ${problem}`, cause);
    this.#response = response;
  }

  /** No field, because a printed Response shows its URL, which may hold a credential. */
  get response(): Response {
    return this.#response;
  }
}

function excerpt(body: unknown): string {
  if (body === undefined) return "";
  const text = typeof body === "string" ? body : (JSON.stringify(body) ?? "");
  return `: ${text.length > 300 ? `${text.slice(0, 300)}…` : text}`;
}

/** `fetch failed` hides the reason in its cause. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { cause } = error;
  return cause instanceof Error ? `${error.message}: ${cause.message}` : error.message;
}
