import { type ReadContext, readStream } from "./response.js";

/** A success as JSON values, one a line. */
export function readLines(response: Response, context: ReadContext): unknown {
  return readStream(response, context, streamValues);
}

async function* streamValues(
  response: Response,
  context: ReadContext,
): AsyncGenerator<unknown, void, void> {
  for await (const line of decodeLines(response, context, true)) {
    if (line.trim() !== "") yield parse(line, context);
  }
}

function parse(line: string, context: ReadContext): unknown {
  try {
    return JSON.parse(line);
  } catch {
    throw context.unreadable("a line of its body is not valid JSON");
  }
}

/**
 * The lines of a body as they arrive, without their ends (LF, CR LF or CR). Stopping early cancels
 * the body.
 *
 * @param hasOpenEnd whether what follows the last line end is a line too
 */
export async function* decodeLines(
  response: Response,
  context: ReadContext,
  hasOpenEnd = false,
): AsyncGenerator<string, void, undefined> {
  const reader = response.body?.getReader();
  const decoder = new TextDecoder();
  let rest = "";
  try {
    while (reader) {
      const { done, value } = await reader.read().catch((cause: unknown) => {
        throw context.unreadable("its body was cut off", cause);
      });
      rest += decoder.decode(value, { stream: !done });
      // A CR at the very end may be the first half of a line end.
      const lines = rest.split(done ? /\r\n|\r|\n/ : /\r\n|\r(?!$)|\n/);
      rest = lines.pop() ?? "";
      yield* lines;
      if (done) break;
    }
    if (hasOpenEnd && rest !== "") yield rest;
  } finally {
    context.end();
    reader?.cancel().catch(() => {});
  }
}

/** One event of a `text/event-stream`. */
export interface ServerSentEvent {
  /** The event's type; `message` if the server names none. */
  readonly event: string;
  /** The lines of data, joined by line breaks. */
  readonly data: string;
  /** The last id that the server gave; empty if it gave none. */
  readonly id: string;
  /** How long the server asks to wait before connecting again, in ms. */
  readonly retry: number | undefined;
}

/** A success as events. */
export function readEvents(response: Response, context: ReadContext): unknown {
  return readStream(response, context, streamEvents);
}

/** By the rules of the HTML standard; an event that the end cuts off is dropped. */
async function* streamEvents(
  response: Response,
  context: ReadContext,
): AsyncGenerator<ServerSentEvent, void, void> {
  let event = "";
  let data: string[] = [];
  let id = "";
  let retry: number | undefined;
  for await (const line of decodeLines(response, context)) {
    if (line === "") {
      if (data.length > 0) yield { event: event || "message", data: data.join("\n"), id, retry };
      event = "";
      data = [];
      retry = undefined;
      continue;
    }
    const [, field, value = ""] = /^([^:]*)(?:: ?([\s\S]*))?$/.exec(line) ?? [];
    if (field === "data") data.push(value);
    else if (field === "event") event = value;
    else if (field === "id" && !value.includes("\0")) id = value;
    else if (field === "retry" && /^\d+$/.test(value)) retry = Number(value);
  }
}
