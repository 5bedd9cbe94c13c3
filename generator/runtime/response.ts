import { ApiError, type StatusError, statusError } from "./errors.js";
import type { Lifetime } from "./lifetime.js";
import { parseRedacted, type Redact, redactHeaders } from "./redact.js";
import type { PreparedRequest } from "./request.js";
import type { Success, Unanswered } from "./results.js";
import { isJson } from "./serialize.js";

/** The untyped form of every operation's result. */
export type AnyResult =
  | Success<number, unknown>
  | { ok: false; status: number; error: StatusError; response: Response }
  | Unanswered;

/** What reading a body takes from its call. */
export interface ReadContext extends Pick<Lifetime, "wait" | "handOver" | "end"> {
  readonly request: PreparedRequest;
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
  const { method, read } = request.operation;
  const { status, ok } = response;
  try {
    if (!ok) {
      const error = statusErrorOf(unread, await unread.wait(response.text()));
      unread.fail(error);
      return { ok: false, status, error, response };
    }
    let data: unknown;
    if (method === "HEAD" || status === 204 || status === 205) discard(response);
    else {
      data = await (read && !isJson(unread.type)
        ? read(response, unread)
        : readJson(response, unread, request.accept));
    }
    // A stream ends the call itself.
    if (!(Symbol.asyncIterator in Object(data))) unread.end();
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
  const head = { status: response.status, headers: redactHeaders(response.headers, redact) };
  return statusError(request.info, head, parseLeniently(text, redact));
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
  return { ok: false, status: undefined, error, response: undefined };
}

/**
 * Leaves a body unread, so that it does not keep its connection. Whether that works matters to
 * nobody.
 */
export function discard({ body }: Response): void {
  body?.cancel().catch(() => {});
}

/**
 * A success as JSON, or the refusal of one that is not of the promised type. An empty body is
 * undefined whatever the type; a server that names no type is believed to follow the spec.
 */
async function readJson(
  response: Response,
  { wait, unreadable, type }: ReadContext,
  promised: string,
): Promise<unknown> {
  const text = await wait(response.text());
  if (!text) return undefined;
  if (!isJson(type || promised)) throw unreadable(`its body is ${type}, not ${promised}`);
  try {
    return JSON.parse(text);
  } catch {
    // The engine's own message quotes the text, in which a server may have put the credential.
    throw unreadable("its body is not valid JSON");
  }
}

/** A success as text, if the spec promises any. */
export async function readText(response: Response, context: ReadContext): Promise<unknown> {
  const promised = promisedType(context);
  if (!isText(promised) || (!context.type && isJson(promised)))
    return readJson(response, context, promised);
  return (await context.wait(response.text())) || undefined;
}

/** A success as a file. A type that the spec does not promise is read as `readText` does. */
export function readBlob(response: Response, context: ReadContext): Promise<unknown> {
  const promised = promisedType(context);
  if (isJson(promised) || isText(promised)) return readText(response, context);
  return context.wait(response.blob());
}

/**
 * A success bit by bit, as it arrives. A type that the spec does not promise is read as `readText`
 * does.
 */
export function readStream<Item>(
  response: Response,
  context: ReadContext,
  stream: (response: Response, context: ReadContext) => AsyncGenerator<Item, void, void>,
): unknown {
  const promised = promisedType(context);
  if (essence(promised) !== essence(context.type || promised)) return readText(response, context);
  context.handOver(response);
  return stream(response, context);
}

/** Of several types that the spec lists the one that the server names, else the first. */
function promisedType({ request, type }: ReadContext): string {
  const listed = request.accept.split(/,\s*/);
  const [first = ""] = listed;
  return listed.find((each) => essence(each) === essence(type)) ?? first;
}

/** A media type without its parameters. */
function essence(type: string): string {
  const [name = ""] = type.split(";", 1);
  return name.trim().toLowerCase();
}

/** Text, or whatever the server chooses. */
function isText(type: string): boolean {
  return /^\s*(text\/|\*\/\*)/i.test(type);
}
