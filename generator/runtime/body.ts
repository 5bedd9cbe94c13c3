import { InvalidArgumentError, refuse } from "./errors.js";
import type { BodyDescriptor, FieldEncoding } from "./operation.js";
import {
  isJson,
  isPlainObject,
  isPresent,
  isSequenceType,
  percentEncode,
  toJson,
  toText,
  writeStyledParameter,
} from "./serialize.js";

/** What fetch takes as a body; named this way because not every runtime's types have `BodyInit`. */
export type BodyContent = NonNullable<ConstructorParameters<typeof Response>[0]>;

export interface SerializedBody {
  /** Undefined if fetch has to choose it, as it does for the boundary of a multipart body. */
  readonly type: string | undefined;
  readonly content: BodyContent;
  /** What fetch insists on for a stream; that can be sent only once. */
  readonly stream?: RequestInit | undefined;
}

/**
 * What fetch insists on for a stream, and what lets go of what is sent of it.
 *
 * Node copies a request before it sends it, and keeps all that it has read of a stream for the copy,
 * unless a redirect is an error and no window is behind it. Fetch follows no redirect with a stream
 * in any case. Workers of Cloudflare take no such redirect, and copy nothing.
 */
export function streamInit(): RequestInit & { duplex: "half" } {
  const { navigator } = globalThis as { navigator?: { userAgent?: unknown } };
  const isWorkerd = navigator?.userAgent === "Cloudflare-Workers";
  return { duplex: "half", ...(!isWorkerd && { redirect: "error", window: null }) };
}

/**
 * Writes the body in its media type; undefined if there is none.
 *
 * @throws InvalidArgumentError if it is required and missing, or cannot be represented
 */
export function serializeBody(
  { type = "application/json", required, write, encoding }: BodyDescriptor,
  body: unknown,
): SerializedBody | undefined {
  if (body !== undefined)
    return write ? write(type, body, encoding) : { type, content: toJson("body", body) };
  return required ? refuse("body", "is required, but missing") : undefined;
}

export function isStream(content: unknown): boolean {
  return content instanceof ReadableStream || Symbol.asyncIterator in Object(content);
}

/** Text, files and streams, sent as they are. */
export function writeRaw(type: string, body: unknown): SerializedBody {
  if (!isSendable(body)) throw new InvalidArgumentError("body", `cannot be sent as ${type}`);
  return {
    type: body instanceof FormData ? undefined : type,
    content: body,
    stream: isStream(body) ? streamInit() : undefined,
  };
}

/** Of data, fetch would send `[object Object]`. */
function isSendable(body: unknown): body is BodyContent {
  if (typeof body !== "object") return typeof body === "string";
  return body !== null && !Array.isArray(body) && !isPlainObject(body);
}

/** Writes an object as a form; a FormData, or whatever else fetch takes, goes as it is. */
export function writeForm(
  type: string,
  body: unknown,
  _encoding?: unknown,
  json: typeof toJson = toJson,
): SerializedBody {
  if (!isPlainObject(body)) return writeRaw(type, body);
  const isMultipart = type === "multipart/form-data";
  const fields = Object.entries(body).flatMap(([name, value]) =>
    fieldsOf(name, value, isMultipart, json),
  );
  if (isMultipart) return writeMultipart(fields);
  const form = new URLSearchParams();
  for (const { name, value } of fields) form.append(name, String(value));
  return { type, content: form };
}

/** Writes an object as a form some of whose fields are written in a way of their own. */
export function writeEncodedForm(
  type: string,
  body: unknown,
  encoding: Readonly<Record<string, FieldEncoding>> = {},
  json: typeof toJson = toJson,
): SerializedBody {
  if (!isPlainObject(body)) return writeRaw(type, body);
  const encodingOf = (name: string) => (Object.hasOwn(encoding, name) ? encoding[name] : undefined);
  const isMultipart = type === "multipart/form-data";
  const fields = Object.entries(body).flatMap(([name, value]): readonly Field[] => {
    const { contentType, ...styled } = encodingOf(name) ?? {};
    const isFile = isMultipart && [value].flat().some((item) => item instanceof Blob);
    if (isFile || Object.keys(styled).length === 0) {
      return fieldsOf(name, value, isMultipart, json, contentType);
    }
    if (!isPresent(value)) return [];
    // OpenAPI writes a field with a style like a parameter of the query.
    const parameter = { in: "query", name, ...styled } as const;
    const query = writeStyledParameter(`body.${name}`, value, parameter, {});
    if (!isMultipart)
      return query ? [{ name, value: query, type: undefined, isEncoded: true }] : [];
    const parts: Field[] = [];
    // It can only be iterated where a program names DOM.Iterable.
    new URLSearchParams(query).forEach((value, name) => {
      parts.push({ name, value, type: undefined });
    });
    return parts;
  });
  if (isMultipart) return writeMultipart(fields);
  const pairs = fields.map(({ name, value, isEncoded }) =>
    isEncoded ? value : `${percentEncode(name)}=${percentEncode(String(value))}`,
  );
  return { type, content: pairs.join("&") };
}

/**
 * Writes a list or an async iterable as lines of JSON, behind record separators if its type has
 * them; the latter as it goes on. What else fetch takes goes as it is.
 */
export function writeLines(
  type: string,
  body: unknown,
  _encoding?: unknown,
  json: typeof toJson = toJson,
): SerializedBody {
  const start = isSequenceType(type) ? "\x1e" : "";
  const toLine = (item: unknown) => `${start}${json("body", item)}\n`;
  if (Array.isArray(body)) return { type, content: body.map(toLine).join("") };
  if (body instanceof ReadableStream || !isStream(body)) return writeRaw(type, body);
  const encoder = new TextEncoder();
  const chunks = (async function* () {
    for await (const item of body as AsyncIterable<unknown>) {
      // Bytes are lines already: a stream of Node has them.
      yield item instanceof Uint8Array ? item : encoder.encode(toLine(item));
    }
  })();
  const content = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { done, value } = await chunks.next();
      if (done) controller.close();
      // A compiler that is not strict does not see that there is one.
      else controller.enqueue(value as Uint8Array);
    },
    async cancel() {
      await chunks.return();
    },
  });
  return { type, content, stream: streamInit() };
}

/** What stands in a field of a form: text, JSON as text, or a file. */
interface Field {
  readonly name: string;
  readonly value: string | Blob;
  /** Content type; a file has its own if it is absent, and text none. */
  readonly type: string | undefined;
  /** Whether the value is all that stands in a URL-encoded form, the name too. */
  readonly isEncoded?: true;
}

/**
 * The fields of a member of the body: a list gives one for each of its items, and `null` none
 * unless it is written as JSON.
 *
 * @param contentType of each field, if it is not the usual one of its value
 */
function fieldsOf(
  name: string,
  value: unknown,
  takesFiles: boolean,
  json: typeof toJson,
  contentType?: string,
): Field[] {
  const isOfJson = contentType !== undefined && isJson(contentType);
  const items = (Array.isArray(value) ? value : [value]).filter(
    (item) => isPresent(item) || (item === null && isOfJson),
  );
  return items.map((item: unknown) => {
    if (takesFiles && item instanceof Blob) return { name, value: item, type: contentType };
    const isObject = isPlainObject(item) || Array.isArray(item);
    const type = contentType ?? (isObject ? "application/json" : undefined);
    // Nothing here writes an object in another type; as text it is refused.
    const text = type && isJson(type) ? json("body", item) : toText(`body.${name}`, item);
    return { name, value: text, type };
  });
}

/**
 * Fields as `multipart/form-data` of RFC 7578. Not by FormData, in which only a file has a content
 * type: OpenAPI wants one for JSON too, and servers take what has a file's name for a file.
 */
function writeMultipart(fields: readonly Field[]): SerializedBody {
  const boundary = `part-${[...crypto.getRandomValues(new Uint32Array(4))].join("-")}`;
  const parts = fields.flatMap(({ name, value, type: given }): (string | Blob)[] => {
    const isFile = typeof value !== "string";
    const type = isFile ? value.type || given || "application/octet-stream" : given;
    const fileName = isFile ? `; filename="${escapeName(fileNameOf(value))}"` : "";
    const head = [
      `--${boundary}`,
      `Content-Disposition: form-data; name="${escapeName(name)}"${fileName}`,
      ...(type ? [`Content-Type: ${type}`] : []),
    ];
    return [`${head.join("\r\n")}\r\n\r\n`, value, "\r\n"];
  });
  return {
    type: `multipart/form-data; boundary=${boundary}`,
    content: new Blob([...parts, `--${boundary}--\r\n`]),
  };
}

/** As FormData calls a file that has no name. */
function fileNameOf(file: Blob): string {
  return "name" in file && typeof file.name === "string" ? file.name : "blob";
}

/** By the HTML standard. */
function escapeName(name: string): string {
  return name.replace(/[\r\n"]/g, encodeURIComponent);
}
