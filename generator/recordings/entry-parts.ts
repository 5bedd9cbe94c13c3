import { brotliDecompressSync, gunzipSync, inflateSync } from "node:zlib";
import { isToken, textOf } from "../openapi/index.js";
import { type Body, type Header, headerOf } from "./exchange.js";
import { UnusableEntry } from "./recording-reader.js";

/** The method of a request, in upper case. */
export function methodOf(value: unknown): string {
  const method = textOf(value)?.trim().toUpperCase();
  if (method === undefined || !isToken(method)) throw new UnusableEntry("it has no method");
  return method;
}

/** The URL of a request, without credentials and fragment. */
export function urlOf(value: unknown): URL {
  const text = textOf(value);
  if (text === undefined || !URL.canParse(text)) throw new UnusableEntry("its URL is not absolute");
  const url = new URL(text);
  if (url.protocol !== "http:" && url.protocol !== "https:") {
    throw new UnusableEntry("its URL is neither http nor https");
  }
  url.username = "";
  url.password = "";
  url.hash = "";
  return url;
}

/** The status of an answer. */
export function statusCodeOf(value: unknown): number {
  const status = typeof value === "string" ? Number(value) : value;
  // Browsers record 0 for a request that was blocked or aborted.
  if (status === 0 || status === undefined) throw new UnusableEntry("it got no answer");
  if (!Number.isInteger(status) || Number(status) < 100 || Number(status) > 599) {
    throw new UnusableEntry("its status is not a number from 100 to 599");
  }
  return Number(status);
}

/** A time as ISO 8601 in UTC; undefined if it is none. */
export function timeOf(value: unknown): string | undefined {
  const time = typeof value === "string" ? Date.parse(value) : Number.NaN;
  return Number.isNaN(time) ? undefined : new Date(time).toISOString();
}

/**
 * A body from its text or its base64; undefined if there is nothing to show of it.
 *
 * @param headers of its message: recorders that keep the bytes of the wire keep them compressed
 */
export function bodyOf(
  content: { readonly text: unknown; readonly isBase64: boolean },
  mediaType: string | undefined,
  size?: unknown,
  headers: readonly Header[] = [],
): Body | undefined {
  const text = textOf(content.text);
  if (text === undefined || text === "") {
    // A recorder may leave bodies out; then only their size shows that there was one.
    const isLost = typeof size === "number" && size > 0;
    return isLost ? { mediaType, bytes: Buffer.alloc(0), isTruncated: true } : undefined;
  }
  if (content.isBase64) {
    const bytes = Buffer.from(text, "base64");
    const decoded = decompress(bytes, headerOf({ headers, body: undefined }, "content-encoding"));
    if (decoded) return { mediaType, bytes: decoded, isTruncated: false };
  }
  const bytes = Buffer.from(text, content.isBase64 ? "base64" : "utf8");
  const isTruncated = typeof size === "number" && bytes.length < size && isCut(text, size);
  return { mediaType, bytes, isTruncated };
}

/**
 * Some recorders count characters, others bytes, of the text before it was decoded; a text that
 * has fewer of both than announced was cut.
 */
function isCut(text: string, size: number): boolean {
  return Buffer.byteLength(text) < size && text.length < size;
}

/** A few bytes may stand for more than there is memory. */
const maxOutputLength = 50_000_000;

const decompressors: Readonly<Record<string, typeof gunzipSync>> = {
  gzip: gunzipSync,
  "x-gzip": gunzipSync,
  deflate: inflateSync,
  br: brotliDecompressSync,
};

/** What bytes stand for; undefined if they are not compressed, as most recorders keep bodies. */
function decompress(bytes: Buffer, encoding: string | undefined): Buffer | undefined {
  const decompressor = decompressors[encoding?.trim().toLowerCase() ?? ""];
  try {
    return decompressor?.(bytes, { maxOutputLength });
  } catch {
    return undefined;
  }
}
