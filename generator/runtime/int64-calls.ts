import type { SerializedBody } from "./body.js";
import { statusError } from "./errors.js";
import {
  copy,
  type Int64As,
  type Int64Place,
  type MarkedJson,
  markInt64,
  parseInt64,
  settleInt64,
  toInt64Json,
  withBigints,
} from "./int64.js";
import type { BodyWriter, FailureMaker } from "./operation.js";
import type { ParseJson } from "./options.js";
import type { Reader } from "./readers.js";
import type { Redact } from "./redact.js";
import type { ReadContext } from "./response.js";
import { isPlainObject, ownValue, type ParameterWriter, writeParameter } from "./serialize.js";
import type { ServerSentEvent } from "./streams.js";
import { withoutPrototypes } from "./webhooks.js";

// What descriptors of operations refer to that send or get integers of 64 bits.

/** A reader of JSON, or of lines of it, that keeps the integers. */
export function int64Reader(as: Int64As, place: Int64Place, read: Reader): Reader {
  return (response, context) =>
    read(
      response,
      parsing(context, (text, parse) => parseInt64(text, place, as, parse)),
    );
}

/** The context with another way to parse, made around the caller's own. */
function parsing(
  context: ReadContext,
  parse: (text: string, own: ParseJson | undefined) => unknown,
): ReadContext {
  const { settings } = context;
  const parseJson = (text: string) => parse(text, settings.parseJson);
  return { ...context, settings: { ...settings, parseJson } };
}

/** The same of events, by their names; `*` are all others. */
export function int64EventReader(
  as: Int64As,
  places: Readonly<Record<string, Int64Place>>,
  read: Reader,
): Reader {
  return (response, context) => {
    const marking = parsing(context, (text, parse) => new Marked(markInt64(text, parse)));
    return settle(read(response, marking));
  };

  async function* settle(events: unknown): AsyncGenerator<unknown, void, void> {
    for await (const event of events as AsyncIterable<ServerSentEvent<unknown>>) {
      const { data } = event;
      const place = places[Object.hasOwn(places, event.event) ? event.event : "*"] ?? false;
      yield data instanceof Marked ? { ...event, data: settleInt64(data.json, place, as) } : event;
    }
  }
}

/** What an event holds before its name tells what it is. */
class Marked {
  readonly json: MarkedJson;

  constructor(json: MarkedJson) {
    this.json = json;
  }
}

/** Makes the error of a failure whose body has such integers; places by status. */
export function int64Failure(
  as: Int64As,
  places: Readonly<Record<string, Int64Place>>,
  failure: FailureMaker = statusError,
): FailureMaker {
  return (request, head, body, text, redact) => {
    const { status } = head;
    const place = places[status] ?? places[`${Math.floor(status / 100)}XX`] ?? places["default"];
    if (place === undefined || text === undefined || redact === undefined)
      return failure(request, head, body);
    let exact = body;
    try {
      exact = redactAll(parseInt64(text, place, as), redact);
    } catch {
      // What is no JSON is text already.
    }
    return failure(request, head, exact);
  };
}

/** Data without secrets: a server may repeat them. */
function redactAll(data: unknown, redact: Redact): unknown {
  if (typeof data === "string") return redact(data);
  if (typeof data !== "object" || data === null) return data;
  if (Array.isArray(data)) return data.map((item) => redactAll(item, redact));
  return Object.fromEntries(
    Object.entries(data).map(([name, member]) => [redact(name), redactAll(member, redact)]),
  );
}

/** A writer of a body that writes the integers with all their digits. */
export function int64Writer(as: Int64As, place: Int64Place, write?: BodyWriter): BodyWriter {
  const toData = (body: unknown): unknown => (as === "bigint" ? body : withBigints(body, place));
  return (type, body, encoding): SerializedBody => {
    if (!write) return { type, content: toInt64Json("body", toData(body)) };
    const isLines = Symbol.asyncIterator in Object(body) && !(body instanceof ReadableStream);
    // What a form takes beside data, such as a stream, goes as it is.
    const isData = isPlainObject(body) || Array.isArray(body);
    return write(type, isLines ? each(body) : isData ? toData(body) : body, encoding, toInt64Json);
  };

  /** The place of lines is that of a list of them. */
  async function* each(items: unknown): AsyncGenerator<unknown, void, void> {
    for await (const item of items as AsyncIterable<unknown>) {
      yield item instanceof Uint8Array ? item : [toData([item])].flat()[0];
    }
  }
}

/** A writer of a parameter that is JSON. */
export function int64Parameter(as: Int64As, place: Int64Place): ParameterWriter {
  return (argument, value, { json: _, ...parameter }, headers) => {
    const data = as === "bigint" ? value : withBigints(value, place);
    return writeParameter(argument, toInt64Json(argument, data), parameter, headers);
  };
}

/**
 * Reads an event that a server posts, be it text or parsed already.
 *
 * @param places by the value of the field that tells events apart
 */
export function int64Events(
  as: Int64As,
  discriminator: string,
  places: Readonly<Record<string, Int64Place>>,
): (body: unknown) => unknown {
  return (body) => {
    const json =
      typeof body === "string"
        ? markInt64(body, undefined, withoutPrototypes)
        : // What a framework has parsed is its own.
          { value: copy(body), mark: undefined };
    const kind = ownValue(Object(json.value), discriminator);
    const place = typeof kind === "string" && Object.hasOwn(places, kind) && places[kind];
    return settleInt64(json, place || false, as);
  };
}
