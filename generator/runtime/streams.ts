import type { ReadContext } from "./response.js";
import { isSequenceType } from "./serialize.js";

/** A success as JSON values as they arrive: one a line, or each behind a record separator. */
export function readLines(response: Response, context: ReadContext): unknown {
  const { type, request } = context;
  const isSequence = isSequenceType(type || request.accept);
  return readStream(response, context, isLinesType, isSequence ? streamSequence : streamValues);
}

/** The media types that generator/media-type.ts takes for lines. */
export function isLinesType(type: string): boolean {
  return /^[^;]*([/+](x-)?(nd-?json|json-?(l|lines|seq))|\/stream\+json)\s*(;|$)/i.test(type);
}

/**
 * A success bit by bit, as it arrives. Of another type than the promised it is refused: HTML read
 * as events would be a stream without any.
 */
function readStream<Item>(
  response: Response,
  context: ReadContext,
  isPromised: (type: string) => boolean,
  stream: (response: Response, context: ReadContext) => AsyncGenerator<Item, void, void>,
): AsyncGenerator<Item, void, void> {
  const { type, request } = context;
  if (type && !isPromised(type)) {
    throw context.unreadable(`its body is ${type}, not ${request.accept}`);
  }
  context.lifetime.handOver(response);
  return stream(response, context);
}

async function* streamValues(
  response: Response,
  context: ReadContext,
): AsyncGenerator<unknown, void, void> {
  for await (const line of decodeLines(response, context, true)) {
    if (line.trim() !== "") yield parseLine(line, context);
  }
}

/** By RFC 7464. A value in one line is there at its end; one in several, at the next separator. */
async function* streamSequence(
  response: Response,
  context: ReadContext,
): AsyncGenerator<unknown, void, void> {
  let record: string[] = [];
  const isThere = () => record.some((line) => line.trim() !== "");
  for await (const line of decodeLines(response, context, true)) {
    const [last = "", ...begun] = line.split("\x1e");
    record.push(last);
    for (const text of begun) {
      if (isThere()) yield parseLine(record.join("\n"), context);
      record = [text];
    }
    // Tried once a record, so that the time does not grow with the square of its lines.
    const values = record.length === 1 ? tryParse(record.join(), context) : [];
    // Not `yield*`, which compilers before 5.6 refuse in a generator that is sent nothing.
    for (const value of values) yield value;
    if (values.length > 0) record = [];
  }
  if (isThere()) yield parseLine(record.join("\n"), context);
}

/** The value of a text that may only be the start of one. */
function tryParse(text: string, { settings: { parseJson = JSON.parse } }: ReadContext): unknown[] {
  try {
    return [parseJson(text)];
  } catch {
    return [];
  }
}

function parseLine(line: string, context: ReadContext): unknown {
  const values = tryParse(line, context);
  if (values.length === 0) throw context.unreadable("a line of its body is not valid JSON");
  return values[0];
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
  let endsWithCr = false;
  try {
    while (reader) {
      const { done, value } = await reader.read().catch((cause: unknown) => {
        throw context.unreadable("its body was cut off", cause);
      });
      const text = decoder.decode(value, { stream: !done });
      // Only what is new is searched: a long line comes in many pieces.
      const lines = (endsWithCr ? text.replace(/^\n/, "") : text).split(/\r\n|\r|\n/);
      // A piece may hold no whole character, and so no text.
      if (text) endsWithCr = text.endsWith("\r");
      lines[0] = rest + lines[0];
      rest = lines.pop() ?? "";
      yield* lines;
      if (done) break;
    }
    if (hasOpenEnd && rest !== "") yield rest;
  } finally {
    context.lifetime.end();
    reader?.cancel().catch(() => {});
  }
}

/** One event of a `text/event-stream`. */
export interface ServerSentEvent<Data = string, Event extends string = string> {
  /** The event's type; `message` if the server names none. */
  readonly event: Event;
  /** The lines of data, joined by line breaks; parsed if the spec says that they hold JSON. */
  readonly data: Data;
  /** The last id that the server gave; empty if it gave none. */
  readonly id: string;
  /** How long the server asks to wait before connecting again, in ms. */
  readonly retry: number | undefined;
}

/** A success as events. */
export function readEvents(response: Response, context: ReadContext): unknown {
  return readStream(response, context, isEventsType, streamEvents);
}

/** A success as events of which the spec says that they hold JSON. */
export function readTypedEvents(response: Response, context: ReadContext): unknown {
  return readStream(response, context, isEventsType, streamTypedEvents);
}

async function* streamTypedEvents(
  response: Response,
  context: ReadContext,
): AsyncGenerator<ServerSentEvent<unknown>, void, void> {
  const { eventData = {} } = context.request.operation;
  for await (const event of streamEvents(response, context)) {
    const kind = eventData[Object.hasOwn(eventData, event.event) ? event.event : "*"];
    const values =
      kind === undefined || kind === "text" ? [event.data] : tryParse(event.data, context);
    if (values.length > 0) yield { ...event, data: values[0] };
    else if (kind === "either") yield event;
    // Many APIs end a stream of JSON by this, and none says so in its spec.
    else if (event.data === "[DONE]") return;
    else throw context.unreadable("the data of an event is not valid JSON");
  }
}

/** Whether a media type is that of server-sent events. */
export function isEventsType(type: string): boolean {
  return /^\s*text\/event-stream\s*(;|$)/i.test(type);
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
