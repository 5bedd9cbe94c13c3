import { isJson } from "./body.js";
import { type RequestInfo, StatusError, UnreadableResponseError } from "./errors.js";
import type { Failure, Success, Unanswered } from "./result.js";

/** The untyped form of every operation's result. */
export type AnyResult = Success<number, unknown> | Failure<number> | Unanswered;

/** Reads the body and tells success from failure by the status alone. */
export async function readResponse(
  request: RequestInfo,
  response: Response,
  accept: string,
): Promise<AnyResult> {
  const { status } = response;
  const type = response.headers.get("content-type") ?? "";
  try {
    if (response.ok) {
      if (!isJson(accept) && !isText(accept) && !isJson(type) && status !== 204 && status !== 205) {
        return { ok: true, status, data: await response.blob(), response };
      }
      return { ok: true, status, data: parse(await response.text(), type, accept), response };
    }
    const error = new StatusError(request, response, parseLeniently(await response.text()));
    return { ok: false, status, error, response };
  } catch (cause) {
    const problem = cause instanceof Mismatch ? cause.message : "its body cannot be read";
    const error = new UnreadableResponseError(
      request,
      response,
      problem,
      cause instanceof Mismatch ? cause.cause : cause,
    );
    return { ok: false, status: undefined, error, response: undefined };
  }
}

/** The body does not hold what the answer's content type or the spec promises. */
class Mismatch extends Error {}

/** An empty body is undefined whatever the type; a server that names no type is believed to follow the spec. */
function parse(text: string, type: string, accept: string): unknown {
  if (text === "") return undefined;
  if (isJson(type || accept)) {
    try {
      return JSON.parse(text);
    } catch (cause) {
      throw new Mismatch("its body is not valid JSON", { cause });
    }
  }
  if (isJson(accept)) throw new Mismatch(`its body is ${type}, not JSON`);
  return text;
}

/** The body of a failure is for reading, so text that is not JSON stays text. */
function parseLeniently(text: string): unknown {
  if (text === "") return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function isText(type: string): boolean {
  return /^\s*text\//i.test(type);
}
