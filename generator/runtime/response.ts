import { ApiError, type StatusError, statusError } from "./errors.js";
import type { Lifetime } from "./lifetime.js";
import type { SendSettings } from "./options.js";
import { readJson, readText } from "./readers.js";
import { parseRedacted, type Redact, redactHeaders } from "./redact.js";
import type { PreparedRequest } from "./request.js";
import type { Success, Unanswered } from "./results.js";

/** The untyped form of every operation's result. */
export type AnyResult =
  | Success<number, unknown>
  | { ok: false; status: number; error: StatusError; response: Response }
  | Unanswered;

/** What reading a body takes from its call. */
export interface ReadContext {
  readonly request: PreparedRequest;
  readonly settings: SendSettings;
  readonly lifetime: Lifetime;
  /** Content type of the response, empty if it has none. */
  readonly type: string;
  /** The error of a body that cannot be read. */
  unreadable(problem: string, cause?: unknown): ApiError;
}

/** The response to a request, its body unread. */
export interface UnreadResponse extends ReadContext {
  readonly response: Response;
  readonly redact: Redact;
  /** Ends a call that failed, and tells its hook why. */
  fail(error: ApiError): void;
}

/** Reads the body and tells success from failure by the status alone. */
export async function readResponse(unread: UnreadResponse): Promise<AnyResult> {
  const { request, response } = unread;
  const { method, read = readJson } = request.operation;
  const { status } = response;
  try {
    if (!response.ok) {
      const error = statusErrorOf(unread, await readText(response, unread));
      unread.fail(error);
      return { ok: false, status, error, response };
    }
    let data: unknown;
    if (method === "HEAD" || status === 204 || status === 205) discard(response);
    else data = await read(response, unread);
    // A stream ends the call itself.
    if (!(Symbol.asyncIterator in Object(data))) unread.lifetime.end();
    return { ok: true, status, data, response };
  } catch (thrown) {
    const error =
      thrown instanceof ApiError ? thrown : unread.unreadable("its body cannot be read", thrown);
    unread.fail(error);
    return unanswered(error);
  }
}

/** The error of a status that is no success, by the text of its body. */
export function statusErrorOf(
  { request, response, redact }: UnreadResponse,
  text: string,
): StatusError {
  const { note, failure = statusError } = request.operation;
  const head = { status: response.status, headers: redactHeaders(response.headers, redact), note };
  return failure(request.info, head, parseLeniently(text, redact), text, redact);
}

/** The body of a failure is for reading, so text that is not JSON stays text. */
function parseLeniently(text: string, redact: Redact): unknown {
  if (!text) return undefined;
  try {
    return parseRedacted(text, redact);
  } catch {
    return redact(text);
  }
}

/** The result of a call that has no status. */
export function unanswered(error: ApiError): Unanswered {
  return { ok: false, status: undefined as Unanswered["status"], error, response: undefined };
}

/**
 * Leaves a body unread, so that it does not keep its connection. Whether that works matters to
 * nobody.
 */
export function discard({ body }: Response): void {
  body?.cancel().catch(() => {});
}
