import { isJson, ownValue } from "./serialize.js";

/** What the reader of events has to know of them. */
export interface WebhookConfig {
  /** The field that tells events apart. */
  readonly discriminator: string;
  /** By the value of that field: what is declared of the others. */
  readonly events: Readonly<Record<string, Readonly<Record<string, FieldRule>>>>;
  /** Reads JSON, or data that is parsed already; as JSON.parse does if absent. */
  readonly read?: (body: unknown) => unknown;
}

export interface FieldRule {
  /** In the words of JSON Schema; any if absent. */
  readonly types?: readonly string[];
  readonly required?: true;
}

/**
 * The kind of an event that the spec does not know. It is text, but not to the compiler, which
 * would otherwise take it for any of the known kinds; `String(kind)` makes it text there too.
 */
export interface OtherKind {
  /** No value has it: it keeps the type apart from texts. */
  readonly $other: true;
  /** The kind as it was sent. */
  toString(): string;
}

/** An event as the spec has it, its kind certain, and its listed texts open for more. */
export type EventOf<Body, Field extends string, Kind extends string> = {
  readonly [Name in keyof Body as Exclude<Name, Field>]: OpenText<Body[Name]>;
} & { readonly [Name in Field]: Kind };

type OpenText<Value> = [Extract<Value, string>] extends [never]
  ? Value
  : string extends Extract<Value, string>
    ? Value
    : Value | (string & Record<never, never>);

/** The body of a webhook is not what the spec says. The message tells nothing of its content. */
export class WebhookError extends Error {
  override readonly name = "WebhookError";
  /** The field at fault; undefined if it is the body as a whole. */
  readonly field: string | undefined;

  constructor(problem: string, field?: string) {
    super(field === undefined ? problem : `${field} ${problem}`);
    this.field = field;
  }
}

/** How events are received. */
export interface WebhookOptions<Event> {
  /** Called with each event; the response waits for what it returns. */
  readonly onEvent: (event: Event, request: Request) => unknown;
  /**
   * Says whether the request comes from the sender; false gives 401. `body` is its text, for a
   * signature. Default: every request does.
   */
  readonly verify?: (request: Request, body: string) => boolean | Promise<boolean>;
  /** The longest body that is read; default 1 MiB. */
  readonly maxBytes?: number;
  /** Told of what `onEvent` and `verify` throw, and of each WebhookError. */
  readonly onError?: (error: unknown, request: Request) => void;
}

/**
 * Reads an event.
 *
 * @throws WebhookError
 */
export function parseEvent<Event>(
  { discriminator, events, read = readEvent }: WebhookConfig,
  body: unknown,
): Event {
  const data = toData(body, read);
  if (typeof data !== "object" || data === null || Array.isArray(data)) {
    throw new WebhookError(`the body must be a JSON object, but is ${typeOf(data)}`);
  }
  const kind = ownValue(data, discriminator);
  if (typeof kind !== "string") throw new WebhookError(complaint(["string"], kind), discriminator);
  for (const [name, rule] of Object.entries(
    Object.hasOwn(events, kind) ? (events[kind] ?? {}) : {},
  )) {
    const problem = check(rule, ownValue(data, name));
    if (problem) throw new WebhookError(problem, name);
  }
  // Its type is made of the same schema as its rules.
  return data as Event;
}

/** Makes a Fetch-API handler of events. */
export function createHandler<Event>(
  parse: (body: unknown) => Event,
  { onEvent, verify, maxBytes = 1024 * 1024, onError }: WebhookOptions<Event>,
): (request: Request) => Promise<Response> {
  const tell = (error: unknown, request: Request): void => {
    try {
      onError?.(error, request);
    } catch {
      // The sender must get its response.
    }
  };
  const malformed = (error: WebhookError, request: Request): Response => {
    tell(error, request);
    return respond(400, error.message);
  };
  return async (request) => {
    try {
      if (request.method !== "POST") return respond(405, "only POST", { allow: "POST" });
      const type = request.headers.get("content-type");
      if (type && !isJson(type)) return respond(415, "only JSON");
      const bytes = await readUpTo(maxBytes, request);
      if (!bytes) return respond(413, `more than ${maxBytes} bytes`);
      const text = attempt(() => toText(bytes));
      if (text instanceof WebhookError) return malformed(text, request);
      if (verify && !(await verify(request, text))) return respond(401, "not verified");
      const event = attempt(() => parse(text));
      if (event instanceof WebhookError) return malformed(event, request);
      await onEvent(event, request);
      return new Response(undefined, { status: 204 });
    } catch (error) {
      tell(error, request);
      return respond(500, "failed");
    }
  };
}

/**
 * What is wrong with a body, as a value: `onEvent` may throw a WebhookError of its own, which is
 * another matter.
 */
function attempt<Value>(read: () => Value): Value | WebhookError {
  try {
    return read();
  } catch (error) {
    if (error instanceof WebhookError) return error;
    throw error;
  }
}

function respond(status: number, problem: string, headers: Record<string, string> = {}): Response {
  return new Response(`${problem}\n`, {
    status,
    headers: { "content-type": "text/plain; charset=utf-8", ...headers },
  });
}

/** The body; undefined if it is longer. */
async function readUpTo(maxBytes: number, request: Request): Promise<Uint8Array | undefined> {
  if (Number(request.headers.get("content-length")) > maxBytes) return undefined;
  const chunks: Uint8Array[] = [];
  let length = 0;
  const reader = request.body?.getReader();
  // Left unread rather than cancelled: that would close a Node connection before its response.
  for (let part = await reader?.read(); part?.value; part = await reader?.read()) {
    chunks.push(part.value);
    length += part.value.byteLength;
    if (length > maxBytes) return undefined;
  }
  const bytes = new Uint8Array(length);
  let offset = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, offset);
    offset += chunk.byteLength;
  }
  return bytes;
}

function toText(bytes: Uint8Array): string {
  try {
    // The types of workers require both options.
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: false }).decode(bytes);
  } catch {
    throw new WebhookError("the body is not UTF-8");
  }
}

function toData(body: unknown, read: (body: unknown) => unknown): unknown {
  const given = body instanceof Uint8Array ? toText(body) : body;
  try {
    return read(given);
  } catch {
    // The engine's own message quotes the text.
    throw new WebhookError("the body is not valid JSON");
  }
}

function readEvent(body: unknown): unknown {
  return typeof body === "string" ? JSON.parse(body, withoutPrototypes) : body;
}

/** A key of this name does harm where the event is copied member by member. */
export function withoutPrototypes(key: string, value: unknown): unknown {
  return key === "__proto__" ? undefined : value;
}

function check({ types, required }: FieldRule, value: unknown): string | undefined {
  if (value === undefined) return required ? "is missing" : undefined;
  if (!types || types.some((type) => hasType(value, type))) return undefined;
  return complaint(types, value);
}

function complaint(types: readonly string[], value: unknown): string {
  if (value === undefined) return "is missing";
  return `must be of type ${types.join(" or ")}, but is ${typeOf(value)}`;
}

function hasType(value: unknown, type: string): boolean {
  if (type === "integer") return Number.isInteger(value);
  return typeOf(value) === type;
}

/** The JSON type of a value, in the words of JSON Schema. */
function typeOf(value: unknown): string {
  if (value === null) return "null";
  if (value === undefined) return "absent";
  return Array.isArray(value) ? "array" : typeof value;
}
