import type { ReadContext } from "./response.js";
import { isJson } from "./serialize.js";

/** `Uint8Array<ArrayBuffer>`, for compilers before 5.7, too, to which it is not generic. */
type Bytes = ReturnType<Uint8Array["slice"]>;

// How the body of a success is read. What the spec promises for its status decides, and not the
// type that the server names: a promised file is a file, even if it is one of JSON.

/** Reads the body of a success. */
export type Reader = (response: Response, context: ReadContext) => unknown;

/**
 * JSON, or the refusal of what is of another type; a server that names no type is believed to
 * follow the spec. An empty body is undefined for a write; what a read promises must be there.
 */
export async function readJson(response: Response, context: ReadContext): Promise<unknown> {
  const { type, request, unreadable } = context;
  const text = await readText(response, context);
  if (!text && !/GET|QUERY/.test(request.info.method)) return undefined;
  if (type && !isJson(type)) throw unreadable(`its body is ${type}, not ${request.accept}`);
  return parse(text, context);
}

/** JSON of whatever type, where the spec promises any type. */
export async function readTypelessJson(response: Response, context: ReadContext): Promise<unknown> {
  return readJson(response, { ...context, type: "" });
}

/** Throws UnreadableResponseError, which does not quote the text. */
export function parse(text: string, { unreadable, settings }: ReadContext): unknown {
  const { parseJson = JSON.parse } = settings;
  try {
    return parseJson(text);
  } catch {
    // The engine's own message quotes the text, in which a server may have put the credential. Gzip
    // that is still there begins with a character that no JSON holds.
    throw unreadable(`its body is ${text[0] === "\x1f" ? "compressed twice" : "not valid JSON"}`);
  }
}

/**
 * Text, whatever its type. A body that is held whole must not be longer than the client's limit.
 *
 * @param pieces takes the bytes, in place of the text
 */
export async function readText(
  { body, headers }: Response,
  { settings, unreadable, lifetime }: ReadContext,
  pieces?: Bytes[],
): Promise<string> {
  const reader = body?.getReader();
  const decoder = new TextDecoder();
  let text = "";
  let left = settings.maxResponseBytes;
  // What is encoded announces a part of what comes out of it, which may be a thousandth.
  if (Number(headers.get("content-length")) > left && !headers.get("content-encoding")) left = -1;
  while (reader) {
    if (left < 0) {
      reader.cancel().catch(() => {});
      throw unreadable("its body is longer than maxResponseBytes");
    }
    const { done, value } = await lifetime.wait(reader.read());
    if (done) break;
    left -= value.length;
    if (pieces) pieces.push(value);
    else text += decoder.decode(value, { stream: true });
  }
  return text + decoder.decode();
}

/** A text of whatever type, where the spec promises any type: JSON may hold it. */
export async function readString(response: Response, context: ReadContext): Promise<string> {
  const text = await readText(response, context);
  if (!isJson(context.type)) return text;
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === "string") return value;
  } catch {
    // Some servers call any text JSON.
  }
  return text;
}

/** A file, whatever its type. */
export async function readBlob(response: Response, context: ReadContext): Promise<Blob> {
  const pieces: Bytes[] = [];
  await readText(response, context, pieces);
  return new Blob(pieces, { type: context.type });
}

/**
 * What the spec says nothing of, by the type that came: JSON, text, or else a file. An empty body
 * is undefined.
 */
export async function readAny(response: Response, context: ReadContext): Promise<unknown> {
  const blob = await readBlob(response, context);
  if (blob.size === 0) return undefined;
  const isText = /^text\//i.test(context.type);
  if (!isText && !isJson(context.type)) return blob;
  const text = await context.lifetime.wait(blob.text());
  return isText ? text : parse(text, context);
}

/** Of an operation whose successes are read in several ways; an unknown one as the first. */
export function readByStatus(response: Response, context: ReadContext): unknown {
  const { readers = {} } = context.request.operation;
  const { status } = response;
  const read =
    readers[status] ?? readers[`${Math.floor(status / 100)}XX`] ?? Object.values(readers)[0];
  return (read ?? readJson)(response, context);
}
