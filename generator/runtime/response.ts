import { discard } from "./discard.js";
import {
  type RequestInfo,
  type StatusError,
  statusError,
  UnreadableResponseError,
} from "./errors.js";
import { isJson } from "./json.js";
import type { OperationDescriptor } from "./operation.js";
import type { Success, Unanswered } from "./result.js";
import { hide } from "./secrets.js";
import type { Watch } from "./watch.js";

/** The untyped form of every operation's result. */
export type AnyResult =
  | Success<number, unknown>
  | { ok: false; status: number; error: StatusError; response: Response }
  | Unanswered;

/** Reads the body and tells success from failure by the status alone. */
export async function readResponse(
  request: RequestInfo,
  response: Response,
  operation: OperationDescriptor,
  watch: Watch,
  secrets: readonly string[],
): Promise<AnyResult> {
  const { status, ok } = response;
  const text = () => watch.wait(response.text());
  try {
    if (!ok) {
      const body = parseLeniently(secrets, await text());
      return { ok, status, error: statusError(request, response, body), response };
    }
    return {
      ok,
      status,
      data: await readData(request, response, operation, watch, text),
      response,
    };
  } catch (cause) {
    const error =
      watch.stopped ??
      (cause instanceof Mismatch
        ? new UnreadableResponseError(request, response, cause.message)
        : new UnreadableResponseError(request, response, "its body cannot be read", cause));
    return { ok: false, status: undefined, error, response: undefined };
  }
}

/** The body does not hold what the answer's content type or the spec promises. */
class Mismatch extends Error {}

async function readData(
  request: RequestInfo,
  response: Response,
  { method, accept = "application/json", read, stream }: OperationDescriptor,
  watch: Watch,
  text: () => Promise<string>,
): Promise<unknown> {
  const { status } = response;
  if (method === "HEAD" || status === 204 || status === 205) {
    discard(response);
    return undefined;
  }

  const type = response.headers.get("content-type") ?? "";
  const listed = accept.split(/,\s*/);
  // Of several types that the spec lists the one that the server names, else the first.
  const promised = listed.find((each) => essence(each) === essence(type)) ?? (listed[0] as string);
  if (!isJson(type)) {
    if (stream && essence(promised) === essence(type || promised)) {
      watch.handOver();
      return stream(response, {
        fail: (problem, cause) =>
          watch.stopped ?? new UnreadableResponseError(request, response, problem, cause),
        end: () => watch.end(),
      });
    }
    if (read && !isJson(promised) && !isText(promised)) return watch.wait(read(response));
  }
  return parse(await text(), type, promised);
}

/** An empty body is undefined whatever the type; a server that names no type is believed to follow the spec. */
function parse(text: string, type: string, promised: string): unknown {
  if (text === "") return undefined;
  if (isJson(type || promised)) {
    try {
      return JSON.parse(text);
    } catch {
      // The engine's own message quotes the text, in which a server may have put the credential.
      throw new Mismatch("its body is not valid JSON");
    }
  }
  if (!isText(promised)) throw new Mismatch(`its body is ${type}, not ${promised}`);
  return text;
}

/** The body of a failure is for reading, so text that is not JSON stays text. */
function parseLeniently(secrets: readonly string[], text: string): unknown {
  if (text === "") return undefined;
  try {
    // In the parsed text, because JSON can spell a character in several ways.
    return JSON.parse(text, (_, value) =>
      typeof value === "string" ? hide(secrets, value) : value,
    );
  } catch {
    return hide(secrets, text);
  }
}

/** A media type without its parameters. */
function essence(type: string): string {
  return (type.split(";", 1)[0] as string).trim().toLowerCase();
}

/** Text, or whatever the server chooses. */
function isText(type: string): boolean {
  return /^\s*(text\/|\*\/\*)/i.test(type);
}
