import {
  ConnectionError,
  type RequestInfo,
  StatusError,
  UnreadableResponseError,
} from "./errors.js";
import { isJson } from "./json.js";
import type { Failure, Success, Unanswered } from "./result.js";

/** The untyped form of every operation's result. */
export type AnyResult = Success<number, unknown> | Failure<number> | Unanswered;

/** What reading an answer takes from its request. */
export interface Expectation {
  /** Media types, separated by commas. */
  readonly accept: string;
  readonly signal: AbortSignal | undefined;
  /** Credentials; some servers send the request back when they refuse it. */
  readonly secrets: readonly string[];
}

/** Reads the body and tells success from failure by the status alone. */
export async function readResponse(
  request: RequestInfo,
  response: Response,
  { accept, signal, secrets }: Expectation,
): Promise<AnyResult> {
  const { status } = response;
  const type = response.headers.get("content-type") ?? "";
  const promised = promisedType(type, accept);
  try {
    if (response.ok) {
      const empty = status === 204 || status === 205;
      if (!isJson(promised) && !isText(promised) && !isJson(type) && !empty) {
        return { ok: true, status, data: await response.blob(), response };
      }
      return { ok: true, status, data: parse(await response.text(), type, promised), response };
    }
    const body = parseLeniently(hide(secrets, await response.text()));
    return { ok: false, status, error: new StatusError(request, response, body), response };
  } catch (cause) {
    const error =
      cause instanceof Mismatch
        ? new UnreadableResponseError(request, response, cause.message, cause.cause)
        : signal?.aborted
          ? new ConnectionError(request, cause)
          : new UnreadableResponseError(request, response, "its body cannot be read", cause);
    return { ok: false, status: undefined, error, response: undefined };
  }
}

/** The body does not hold what the answer's content type or the spec promises. */
class Mismatch extends Error {}

/** Of several types that the spec lists the one that the server names, else the first. */
function promisedType(type: string, accept: string): string {
  const listed = accept.split(/,\s*/);
  return listed.find((each) => essence(each) === essence(type)) ?? (listed[0] as string);
}

/** A media type without its parameters. */
function essence(type: string): string {
  return (type.split(";", 1)[0] as string).trim().toLowerCase();
}

/** Short secrets stay, because they may be parts of words. */
function hide(secrets: readonly string[], text: string): string {
  return secrets
    .filter((secret) => secret.length >= 8)
    .reduce((hidden, secret) => hidden.replaceAll(secret, "[hidden]"), text);
}

/** An empty body is undefined whatever the type; a server that names no type is believed to follow the spec. */
function parse(text: string, type: string, promised: string): unknown {
  if (text === "") return undefined;
  if (isJson(type || promised)) {
    try {
      return JSON.parse(text);
    } catch (cause) {
      throw new Mismatch("its body is not valid JSON", { cause });
    }
  }
  if (isJson(promised)) throw new Mismatch(`its body is ${type}, not JSON`);
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
