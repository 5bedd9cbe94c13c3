import http, { type IncomingMessage } from "node:http";
import https from "node:https";
import { pipeline, type Readable, type Transform } from "node:stream";
import { createBrotliDecompress, createGunzip, createInflate } from "node:zlib";
import { countOf } from "../../diagnostics/index.js";
import { errorCode } from "../../disk/index.js";

/** The answer of a server; its body has to be read or cancelled. */
export interface ServerAnswer {
  readonly status: number;
  /** Undefined if it is not there. */
  header(name: string): string | undefined;
  /** Decompressed; what is cut or damaged ends in an error. */
  readonly body: AsyncIterable<Uint8Array>;
  cancel(): void;
}

/** More are sent by nobody who wants to be read. */
const maxCodings = 5;

const decoders: Readonly<Record<string, () => Transform>> = {
  gzip: () => createGunzip(),
  "x-gzip": () => createGunzip(),
  deflate: () => createInflate(),
  br: () => createBrotliDecompress(),
};

/**
 * Asks for what is at an address, and follows no redirect. `fetch` is no help: of compressed content
 * that is cut it gives the first part as if that were all, as browsers do.
 *
 * @param signal ends the request and its answer
 * @throws what went wrong before the body; the signal's reason if that was it
 */
export async function sendRequest(
  url: string,
  headers: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<ServerAnswer> {
  const { request } = url.startsWith("https:") ? https : http;
  const all = { "accept-encoding": "gzip, br", ...headers };
  const message = await new Promise<IncomingMessage>((resolve, reject) => {
    request(url, { headers: all, signal })
      .on("response", resolve)
      .on("error", (error) => reject(signal.aborted ? signal.reason : error))
      .end();
  });
  return {
    status: message.statusCode ?? 0,
    header(name) {
      const value = message.headers[name];
      return Array.isArray(value) ? value.join(", ") : value;
    },
    body: bodyOf(message, signal),
    // What has no body leaves the connection to the next request.
    cancel: () => void (message.statusCode === 304 ? message.resume() : message.destroy()),
  };
}

async function* bodyOf(message: IncomingMessage, signal: AbortSignal): AsyncIterable<Uint8Array> {
  try {
    yield* decoded(message);
  } catch (error) {
    if (signal.aborted) throw signal.reason;
    const code = errorCode(error) ?? "";
    if (code === "Z_BUF_ERROR") throw new Error("its compressed content is cut");
    throw /^(?:Z_|ERR_)/.test(code) ? new Error("its compressed content is damaged") : error;
  }
}

function decoded(message: IncomingMessage): Readable {
  const { "content-encoding": header = "", "content-length": length } = message.headers;
  const codings = header
    .toLowerCase()
    .split(",")
    .map((coding) => coding.trim())
    .filter((coding) => coding !== "" && coding !== "identity");
  if (codings.length > maxCodings)
    throw new Error(`it is compressed ${countOf(codings.length, "time")}`);
  const known = codings.flatMap((coding) => decoders[coding] ?? []);
  // What nobody knows stays as it is, and nothing is nothing, whatever a header says.
  if (known.length < codings.length || length === "0") return message;
  // An error anywhere ends the last stream, which is read.
  return known.reduceRight<Readable>(
    (stream, decoder) => pipeline(stream, decoder(), () => undefined),
    message,
  );
}
