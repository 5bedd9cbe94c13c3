import { gzipSync } from "node:zlib";
import { headOf } from "./answer.js";
import { type Behaviour, behaviour } from "./behaviour.js";
import type { Connection } from "./connection.js";

const type = { "content-type": "application/json" };
const declared = headOf(200, { ...type, "content-length": "100" });
const chunked = headOf(200, { ...type, "transfer-encoding": "chunked" });
const start = '{"name":"';

/** These bytes and nothing else; the connection stays. */
export function raw(bytes: string | Uint8Array, name = "sends raw bytes"): Behaviour {
  return behaviour(name, (connection) => connection.send(bytes));
}

function rawAndClose(name: string, bytes: string | Uint8Array): Behaviour {
  return behaviour(name, async (connection) => {
    await connection.send(bytes);
    connection.close();
  });
}

function rawAndReset(name: string, bytes: string): Behaviour {
  return behaviour(name, async (connection) => {
    await connection.send(bytes);
    // A reset overtakes what the client has not read yet.
    await connection.pause(100);
    connection.reset();
  });
}

export const resetBeforeHeaders = rawAndReset("resets before the headers", "");
export const resetInHeaders = rawAndReset("resets in the headers", declared.slice(0, 30));
export const resetAfterHeaders = rawAndReset("resets after the headers", declared);
export const resetInBody = rawAndReset("resets in the body", declared + start);

export const closeWithoutAnswer = rawAndClose("closes without an answer", "");
export const closeInHeaders = rawAndClose("closes in the headers", declared.slice(0, 30));
/** Content-Length says more than comes. */
export const lengthTooLong = rawAndClose("sends less than Content-Length", declared + start);
/** Content-Length says less than comes. */
export const lengthTooShort = raw(
  `${headOf(200, { ...type, "content-length": "2" })}{} and more`,
  "sends more than Content-Length",
);
/** Its last chunk never comes. */
export const chunksCut = rawAndClose(
  "closes between chunks",
  `${chunked}${start.length.toString(16)}\r\n${start}\r\n`,
);
export const invalidChunks = raw(`${chunked}zz\r\n{}\r\n0\r\n\r\n`, "sends a chunk of no size");
export const invalidStatusLine = rawAndClose(
  "sends a status line that is none",
  "HTTP/1.1 abc\r\ncontent-length: 0\r\n\r\n",
);
export const notHttp = rawAndClose("does not speak HTTP", "SSH-2.0-OpenSSH_9.2\r\n");
/** Right, if old: the end of the connection is the end of the body. */
export const http10WithoutLength = rawAndClose(
  "answers in HTTP/1.0 without a length",
  'HTTP/1.0 200 OK\r\ncontent-type: application/json\r\n\r\n{"ok":true}',
);

export const silent = behaviour("never answers", (connection) => connection.untilGone());

/** Ends its side without an answer, and goes on reading. */
export const halfClose = behaviour("half-closes", async (connection) => {
  connection.halfClose();
  await connection.untilGone();
});

/** Headers, then nothing, and the connection stays. */
export const stallAfterHeaders = behaviour("stalls after the headers", async (connection) => {
  await connection.send(declared);
  await connection.untilGone();
});

/** A chunk each `ms` until the client ends the connection. */
export function neverEndingBody(chunk = "x".repeat(1024), ms = 1): Behaviour {
  return behaviour("never ends the body", async (connection) => {
    await connection.send(chunked);
    const size = Buffer.byteLength(chunk).toString(16);
    while (!connection.gone) {
      await connection.send(`${size}\r\n${chunk}\r\n`);
      await connection.pause(ms);
    }
  });
}

/** A right answer, one byte each `ms`; of its headers too if asked. */
export function slowBytes(ms: number, body = '{"ok":true}', headersToo = false): Behaviour {
  return behaviour(`sends a byte each ${ms} ms`, async (connection) => {
    const head = headOf(200, { ...type, "content-length": String(Buffer.byteLength(body)) });
    if (headersToo) await drip(connection, head, ms);
    else await connection.send(head);
    await drip(connection, body, ms);
  });
}

async function drip(connection: Connection, text: string, ms: number): Promise<void> {
  for (const byte of Buffer.from(text)) {
    if (connection.gone) return;
    await connection.send(Uint8Array.of(byte));
    await connection.pause(ms);
  }
}

function gzipped(name: string, bytes: Buffer): Behaviour {
  const length = String(bytes.length);
  const head = headOf(200, { ...type, "content-encoding": "gzip", "content-length": length });
  return raw(Buffer.concat([Buffer.from(head), bytes]), name);
}

export const badGzip = gzipped("says gzip of what is not", Buffer.from('{"ok":true}'));
// Not compressed, so that the place of the cut is known: 15 bytes go before the text.
const stored = gzipSync('[{"a":1},{"b":2}]', { level: 0 });
/** The length is right; it is the compressed text that has no end. */
export const cutGzip = gzipped("cuts gzip", stored.subarray(0, 15 + 9));

export function hugeHeader(bytes = 64 * 1024): Behaviour {
  const headers = { ...type, "x-huge": "x".repeat(bytes), "content-length": "2" };
  return raw(`${headOf(200, headers)}{}`, `sends a header of ${bytes} bytes`);
}
