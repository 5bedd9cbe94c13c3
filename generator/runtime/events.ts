import { decodeLines } from "./lines.js";
import { readAsStream } from "./media.js";
import type { Reading } from "./response.js";

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
export function readEvents(response: Response, context: Reading): unknown {
  return readAsStream(response, context, streamEvents);
}

/** By the rules of the HTML standard; an event that the end cuts off is dropped. */
async function* streamEvents(
  response: Response,
  context: Reading,
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
