import type { BodyContent } from "./body.js";
import type { OperationDescriptor } from "./operation.js";
import { isJson, isSequenceType } from "./serialize.js";
import { isEventsType, type ServerSentEvent } from "./streams.js";

/** A response by its status. `reply` makes it. */
export class Reply {
  readonly status: number;
  readonly body: unknown;
  readonly headers: Readonly<Record<string, string>>;

  constructor(status: number, body: unknown, headers: Readonly<Record<string, string>>) {
    this.status = status;
    this.body = body;
    this.headers = headers;
  }
}

/**
 * A response of any status.
 *
 * @param status 200 to 599
 * @param body text, a Blob, bytes and a ReadableStream as they are; anything else as JSON, unless
 *   its type is another; undefined for none
 * @param headers by name, over the `content-type` that the body decides. Default: no others
 */
export function reply(
  status: number,
  body?: unknown,
  headers: Readonly<Record<string, string>> = {},
): Reply {
  return new Reply(status, body, headers);
}

/** Statuses of a success. */
export interface Successes {
  /** With data; 200 if absent. */
  readonly data?: number;
  /** Without; that of one with data if absent. */
  readonly none?: number;
}

/**
 * The response that a handler's answer stands for.
 *
 * @param operation as the call has it, with the media type that it asks for
 */
export function toResponse(
  answer: unknown,
  operation: OperationDescriptor,
  { data = 200, none = data }: Successes = {},
): Response {
  const types = (operation.accept ?? "application/json").split(/,\s*/);
  if (answer instanceof Reply) {
    const { status, body } = answer;
    const headers = new Headers(answer.headers);
    if (isSentAsItIs(body)) return respond(status, body, headers);
    const json = types.find((type) => isJson(type)) ?? "application/json";
    const type = headers.get("content-type") ?? json;
    return respond(status, encode(body, type, operation), headers, type);
  }
  if (answer === undefined) return respond(none, undefined, new Headers());
  // A Blob knows best what it is; all else is of the first type that is promised.
  const [promised = ""] = types;
  const named = answer instanceof Blob && answer.type ? answer.type : promised;
  const type = named.includes("*") ? typeOf(answer) : named;
  return respond(data, encode(answer, type, operation), new Headers(), type);
}

function respond(
  status: number,
  body: BodyContent | undefined,
  headers: Headers,
  type?: string,
): Response {
  if (type !== undefined) headers.set("content-type", type);
  // With these a Response may have no body.
  const isBodiless = /^(?:20[45]|304)$/.test(`${status}`);
  return new Response(isBodiless ? null : body, { status, headers });
}

/** Data as a server writes it in a media type. */
function encode(
  data: unknown,
  type: string,
  { eventData = {} }: OperationDescriptor,
): BodyContent | undefined {
  if (isIterable(data)) {
    if (isEventsType(type)) {
      return toStream(data, (event) => writeEvent(event as SentEvent, eventData));
    }
    const separator = isSequenceType(type) ? "\x1e" : "";
    return toStream(data, (value) => `${separator}${toJson(value)}\n`);
  }
  const isText = typeof data === "string";
  return isSentAsItIs(data) && !(isText && isJson(type)) ? data : toJson(data);
}

/** JSON, in which a bigint is an integer of all its digits. */
function toJson(data: unknown): string | undefined {
  // JSON.stringify has no way to write one. Text in its place is marked by what no text of data has.
  const text: string | undefined = JSON.stringify(data, (_, value: unknown) =>
    typeof value === "bigint" ? `\0${value}\0` : value,
  );
  return text?.replace(/"\\u0000(-?\d+)\\u0000"/g, "$1");
}

/** What nobody would want as JSON. */
function isSentAsItIs(body: unknown): body is BodyContent | undefined {
  return (
    body === undefined ||
    typeof body === "string" ||
    body instanceof Blob ||
    body instanceof ArrayBuffer ||
    ArrayBuffer.isView(body) ||
    body instanceof ReadableStream
  );
}

function typeOf(value: unknown): string {
  if (typeof value === "string") return "text/plain";
  return isSentAsItIs(value) ? "application/octet-stream" : "application/json";
}

function isIterable(data: unknown): data is AsyncIterable<unknown> {
  return Symbol.asyncIterator in Object(data) && !(data instanceof ReadableStream);
}

type SentEvent = Partial<ServerSentEvent<unknown>>;

function writeEvent(
  { event = "message", data, id, retry }: SentEvent,
  eventData: NonNullable<OperationDescriptor["eventData"]>,
): string {
  const kind = eventData[Object.hasOwn(eventData, event) ? event : "*"];
  const isText = typeof data === "string" && kind !== "json";
  const lines = [
    `event: ${event}`,
    ...(id === undefined ? [] : [`id: ${id}`]),
    ...(retry === undefined ? [] : [`retry: ${retry}`]),
    ...(isText ? data : (toJson(data) ?? "")).split("\n").map((line) => `data: ${line}`),
  ];
  return `${lines.join("\n")}\n\n`;
}

/** Items as they come; whoever stops reading stops the iteration. */
function toStream(
  items: AsyncIterable<unknown>,
  write: (item: unknown) => string,
): ReadableStream<Uint8Array> {
  const iterator = items[Symbol.asyncIterator]();
  const encoder = new TextEncoder();
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await iterator.next();
      if (done) controller.close();
      else controller.enqueue(encoder.encode(write(value)));
    },
    async cancel() {
      await iterator.return?.();
    },
  });
}
