import { discard } from "./discard.js";
import { ApiError, type StatusError, statusError } from "./errors.js";
import { isJson } from "./json.js";
import type { PreparedRequest } from "./prepare.js";
import type { Success, Unanswered } from "./result.js";
import { type Hide, hideInHeaders } from "./secrets.js";

/** The untyped form of every operation's result. */
export type AnyResult =
  | Success<number, unknown>
  | { ok: false; status: number; error: StatusError; response: Response }
  | Unanswered;

/** What reading a body takes from its call. */
export interface Reading {
  /** Waits for a promise as long as the call may take. */
  wait<T>(promise: Promise<T>): Promise<T>;
  /** The error of a body that cannot be read. */
  fail(problem: string, cause?: unknown): ApiError;
  /** Takes the time limits off, for who reads the body by himself. */
  handOver(): void;
  /** The body is read: the call is over. */
  end(): void;
  /** Content type of the answer, empty if it has none. */
  readonly type: string;
  /** Media types that the operation answers with. */
  readonly accept: string;
}

/** The answer to a request; its body is unread, and its call goes on until that is. */
export interface Answer extends Reading {
  readonly request: PreparedRequest;
  readonly response: Response;
  /** Takes the credentials that were sent out of a text. */
  readonly hide: Hide;
  /** Ends a call that failed, and tells its hook why. */
  giveUp(error: ApiError): void;
}

/** Reads the body and tells success from failure by the status alone. */
export async function readResponse(answer: Answer): Promise<AnyResult> {
  const { request, response } = answer;
  const { method, read } = request.operation;
  const { status, ok } = response;
  try {
    if (!ok) {
      const error = failureOf(answer, await answer.wait(response.text()));
      answer.giveUp(error);
      return { ok: false, status, error, response };
    }
    let data: unknown;
    if (method === "HEAD" || status === 204 || status === 205) discard(response);
    else {
      data = await (read && !isJson(answer.type)
        ? read(response, answer)
        : readJson(response, answer, answer.accept));
    }
    // A stream ends the call itself.
    if (!(Symbol.asyncIterator in Object(data))) answer.end();
    return { ok: true, status, data, response };
  } catch (thrown) {
    const error =
      thrown instanceof ApiError ? thrown : answer.fail("its body cannot be read", thrown);
    answer.giveUp(error);
    return unanswered(error);
  }
}

/** The error of a status that is no success, by the text of its body. */
export function failureOf({ request, response, hide }: Answer, text: string): StatusError {
  const { status, headers } = response;
  const shown = { status, headers: hideInHeaders(headers, hide) };
  return statusError(request.info, shown, parseLeniently(text, hide));
}

/**
 * A success as JSON, or the refusal of one that is not of the promised type. An empty body is
 * undefined whatever the type; a server that names no type is believed to follow the spec.
 */
export async function readJson(
  response: Response,
  { wait, fail, type }: Reading,
  promised: string,
): Promise<unknown> {
  const text = await wait(response.text());
  if (!text) return undefined;
  if (!isJson(type || promised)) throw fail(`its body is ${type}, not ${promised}`);
  try {
    return JSON.parse(text);
  } catch {
    // The engine's own message quotes the text, in which a server may have put the credential.
    throw fail("its body is not valid JSON");
  }
}

/** The result of a call that has no status. */
export function unanswered(error: ApiError): Unanswered {
  return { ok: false, status: undefined, error, response: undefined };
}

/** The body of a failure is for reading, so text that is not JSON stays text. */
function parseLeniently(text: string, hide: Hide): unknown {
  if (!text) return undefined;
  try {
    return parseHidden(text, hide);
  } catch {
    return hide(text);
  }
}

/** In the parsed text, because JSON can spell a character in several ways. */
export function parseHidden(text: string, hide: Hide): unknown {
  return JSON.parse(text, (_, value: unknown) => {
    if (typeof value === "string") return hide(value);
    if (Object(value) !== value || Array.isArray(value)) return value;
    return Object.fromEntries(
      Object.entries(value as object).map(([name, member]) => [hide(name), member]),
    );
  });
}
