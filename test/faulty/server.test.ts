import { connect } from "node:net";
import { setTimeout as delay } from "node:timers/promises";
import { afterEach, describe, expect, test } from "vitest";
import { answer, json } from "./answer.js";
import { after, atHead, type Behaviour, type Choose, first, inTurn } from "./behaviour.js";
import { exchange } from "./exchange.js";
import {
  badGzip,
  chunksCut,
  closeInHeaders,
  closeWithoutAnswer,
  cutGzip,
  halfClose,
  http10WithoutLength,
  hugeHeader,
  invalidChunks,
  invalidStatusLine,
  lengthTooLong,
  lengthTooShort,
  neverEndingBody,
  notHttp,
  raw,
  resetAfterHeaders,
  resetBeforeHeaders,
  resetInBody,
  resetInHeaders,
  silent,
  slowBytes,
  stallAfterHeaders,
} from "./faults.js";
import { continueFirst, continueUnasked, earlyHints, switchProtocols } from "./informational.js";
import { type FaultyServer, startFaulty } from "./server.js";

let server: FaultyServer | undefined;
afterEach(() => server?.stop());

async function start(behaviour: Behaviour | Choose): Promise<FaultyServer> {
  server = await startFaulty(behaviour);
  return server;
}

const get = "GET /a HTTP/1.1\r\nHost: x\r\n\r\n";
const post = "POST /a HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\n\r\n";

/** The codes of an error and its causes, from the outside in. */
function codesOf(error: unknown): string[] {
  if (!(error instanceof Error)) return [];
  const code = "code" in error ? [String(error.code)] : [];
  return [...code, ...codesOf(error.cause)];
}

/** What fetch makes of an answer: where it failed and with which codes, or the body. */
async function fetched(url: string): Promise<unknown> {
  let response: Response;
  try {
    response = await fetch(url);
  } catch (error) {
    return { at: "headers", codes: codesOf(error) };
  }
  try {
    return { status: response.status, body: await response.text() };
  } catch (error) {
    return { at: "body", codes: codesOf(error) };
  }
}

/** Rows for `test.each`, each with its behaviour's name for a title. */
function titled<Row extends readonly [Behaviour, ...unknown[]]>(
  ...rows: Row[]
): [string, ...Row][] {
  return rows.map((row) => [row[0].name, ...row]);
}

describe("on the wire", () => {
  test.each(
    titled<[Behaviour, string, "fin" | "reset"]>(
      [resetBeforeHeaders, "^$", "reset"],
      [resetInHeaders, "^HTTP/1.1 200 OK\r\ncontent-type:$", "reset"],
      [resetAfterHeaders, "content-length: 100\r\n\r\n$", "reset"],
      [resetInBody, 'content-length: 100\r\n\r\n{"name":"$', "reset"],
      [closeWithoutAnswer, "^$", "fin"],
      [closeInHeaders, "^HTTP/1.1 200 OK\r\ncontent-type:$", "fin"],
      [lengthTooLong, 'content-length: 100\r\n\r\n{"name":"$', "fin"],
      [chunksCut, 'transfer-encoding: chunked\r\n\r\n9\r\n{"name":"\r\n$', "fin"],
      [invalidStatusLine, "^HTTP/1.1 abc\r\n", "fin"],
      [notHttp, "^SSH-", "fin"],
      [http10WithoutLength, '^HTTP/1.0 200 OK\r\ncontent-type: .*\r\n\r\n{"ok":true}$', "fin"],
      [halfClose, "^$", "fin"],
    ),
  )("%s", async (_, behaviour, text, ending) => {
    const { url } = await start(behaviour);
    const found = await exchange(url, get);
    expect(found.text).toMatch(new RegExp(text));
    expect(found.ending).toBe(ending);
  });

  test.each(
    titled<[Behaviour, string]>(
      [lengthTooShort, "content-length: 2\r\n\r\n{} and more"],
      [invalidChunks, "transfer-encoding: chunked\r\n\r\nzz\r\n"],
      [stallAfterHeaders, "content-length: 100\r\n\r\n"],
      [neverEndingBody("ab"), "\r\n\r\n2\r\nab\r\n2\r\nab\r\n2\r\nab\r\n"],
      [hugeHeader(100_000), `x-huge: ${"x".repeat(100_000)}\r\n`],
      [switchProtocols, "HTTP/1.1 101 Switching Protocols\r\n"],
      [raw("x\0y"), "x\0y"],
    ),
  )("%s, and stays", async (_, behaviour, text) => {
    const { url } = await start(behaviour);
    const found = await exchange(url, get, (all) => all.includes(text));
    expect(found.ending).toBe("open");
  });

  test("a reset while the request is still being sent", async () => {
    const { url, requests } = await start(atHead(resetBeforeHeaders));
    expect(await exchange(url, `${post}ab`)).toEqual({ text: "", ending: "reset" });
    expect(requests[0]?.complete).toBe(false);
  });

  test("an answer while the request is still being sent", async () => {
    const { url } = await start(atHead(answer(413)));
    const found = await exchange(url, `${post}ab`, (text) => text.endsWith("\r\n\r\n"));
    expect(found.text).toMatch(/^HTTP\/1.1 413 /);
  });

  test("a half-closed connection still takes the request's body", async () => {
    const { url, requests } = await start(atHead(halfClose));
    const socket = connect({ port: Number(new URL(url).port), allowHalfOpen: true });
    socket.write(`${post}ab`);
    socket.resume();
    await new Promise((resolve) => socket.once("end", resolve));
    socket.end("cd");
    await expect.poll(() => requests[0]?.body.toString()).toBe("abcd");
  });

  test("100, when asked, comes before the body", async () => {
    const { url, requests } = await start(continueFirst(answer(200)));
    const socket = connect(Number(new URL(url).port), "127.0.0.1");
    socket.write(post.replace("Host: x", "Host: x\r\nExpect: 100-continue"));
    const texts: string[] = [];
    socket.on("data", (chunk: Buffer) => texts.push(chunk.toString()));
    await expect.poll(() => texts.join("")).toBe("HTTP/1.1 100 Continue\r\n\r\n");
    expect(requests).toMatchObject([{ complete: false, headers: { expect: "100-continue" } }]);
    socket.write("abcd");
    await expect
      .poll(() => texts.join(""))
      .toMatch(/^HTTP\/1.1 100 Continue\r\n\r\nHTTP\/1.1 200 OK/);
    socket.destroy();
  });
});

describe("as fetch takes it", () => {
  test.each(
    titled<[Behaviour, unknown]>(
      [resetBeforeHeaders, { at: "headers", codes: ["ECONNRESET"] }],
      [resetInHeaders, { at: "headers", codes: ["ECONNRESET"] }],
      [resetAfterHeaders, { at: "body", codes: ["ECONNRESET"] }],
      [resetInBody, { at: "body", codes: ["ECONNRESET"] }],
      [closeWithoutAnswer, { at: "headers", codes: ["UND_ERR_SOCKET"] }],
      [closeInHeaders, { at: "headers", codes: ["UND_ERR_SOCKET"] }],
      [halfClose, { at: "headers", codes: ["UND_ERR_SOCKET"] }],
      [lengthTooLong, { at: "body", codes: ["UND_ERR_SOCKET"] }],
      [lengthTooShort, { status: 200, body: "{}" }],
      [chunksCut, { at: "body", codes: ["UND_ERR_SOCKET"] }],
      [invalidChunks, { at: "body", codes: ["HPE_INVALID_CHUNK_SIZE"] }],
      [invalidStatusLine, { at: "headers", codes: ["HPE_INVALID_STATUS"] }],
      [notHttp, { at: "headers", codes: ["HPE_INVALID_CONSTANT"] }],
      [http10WithoutLength, { status: 200, body: '{"ok":true}' }],
      [badGzip, { at: "body", codes: ["Z_DATA_ERROR"] }],
      // Fetch gives what it could decompress, and says nothing.
      [cutGzip, { status: 200, body: '[{"a":1},' }],
      [hugeHeader(), { at: "headers", codes: ["UND_ERR_HEADERS_OVERFLOW"] }],
      [slowBytes(1), { status: 200, body: '{"ok":true}' }],
      [slowBytes(1, "{}", true), { status: 200, body: "{}" }],
      [earlyHints(json({})), { status: 200, body: "{}" }],
      [continueUnasked(json({})), { at: "headers", codes: ["UND_ERR_SOCKET"] }],
      [switchProtocols, { at: "headers", codes: ["UND_ERR_SOCKET"] }],
      [after(5, json({})), { status: 200, body: "{}" }],
    ),
  )("%s", async (_, behaviour, expected) => {
    const { url } = await start(behaviour);
    expect(await fetched(url)).toEqual(expected);
  });

  test("silence", async () => {
    const faulty = await start(silent);
    const signal = AbortSignal.timeout(50);
    await expect(fetch(faulty.url, { signal })).rejects.toThrow("aborted due to timeout");
    expect(faulty.requests).toHaveLength(1);
  });

  test("a body without end", async () => {
    const faulty = await start(neverEndingBody());
    const { body } = await fetch(faulty.url);
    let size = 0;
    for await (const chunk of body ?? []) {
      size += chunk.length;
      if (size > 10_000) break;
    }
    await faulty.closed(1);
    expect(faulty.open).not.toContain(1);
    expect(faulty.requests).toHaveLength(1);
  });

  test("slow bytes take their time", async () => {
    const { url } = await start(slowBytes(10, "0123456789"));
    const begin = performance.now();
    expect(await (await fetch(url)).text()).toBe("0123456789");
    expect(performance.now() - begin).toBeGreaterThan(90);
  });

  test("any status, headers and body", async () => {
    const headers = { "X-A": "1", "Set-Cookie": ["a=1", "b=2"] };
    const { url } = await start(answer(418, headers, Uint8Array.of(0, 255)));
    const response = await fetch(url);
    expect([response.status, response.statusText]).toEqual([418, "I'm a Teapot"]);
    expect(response.headers.get("x-a")).toBe("1");
    expect(response.headers.getSetCookie()).toEqual(["a=1", "b=2"]);
    expect(new Uint8Array(await response.arrayBuffer())).toEqual(Uint8Array.of(0, 255));
  });

  test.each([204, 304])("status %i without a body", async (status) => {
    const { url } = await start(answer(status));
    const response = await fetch(url);
    expect([response.status, response.headers.has("content-length")]).toEqual([status, false]);
  });

  test("no body for HEAD", async () => {
    const { url } = await start(json({ a: 1 }));
    const response = await fetch(url, { method: "HEAD" });
    expect([response.headers.get("content-length"), await response.text()]).toEqual(["7", ""]);
    const found = await exchange(url, `HEAD${get.slice(3)}${get}`, (text) => text.endsWith("}"));
    expect(found.text.split("\r\n\r\n")).toEqual([
      expect.stringMatching(/^HTTP/),
      expect.stringMatching(/^HTTP/),
      '{"a":1}',
    ]);
  });
});

describe("what it saw", () => {
  test("method, path, headers and body", async () => {
    const faulty = await start(json({}));
    await fetch(`${faulty.url}/a%2Fb/?c=d`, { method: "POST", body: "ü", headers: { "X-A": "1" } });
    expect(faulty.requests).toMatchObject([
      {
        method: "POST",
        target: "/a%2Fb/?c=d",
        path: "/a%2Fb/",
        headers: { "x-a": "1", "content-length": "2" },
        connection: 1,
        complete: true,
      },
    ]);
    expect(faulty.requests[0]?.body.toString()).toBe("ü");
  });

  test("a body in chunks", async () => {
    const faulty = await start(json({}));
    const body = new ReadableStream<Uint8Array>({
      async start(controller) {
        controller.enqueue(Buffer.from("ab"));
        await delay(5);
        controller.enqueue(Buffer.from("x".repeat(100_000)));
        controller.close();
      },
    });
    await fetch(faulty.url, { method: "POST", body, duplex: "half" });
    expect(faulty.requests[0]?.body.toString()).toBe(`ab${"x".repeat(100_000)}`);
  });

  test("headers as they were on the wire", async () => {
    const { url, requests } = await start(json({}));
    const text = "GET / HTTP/1.1\r\nX-A: 1\r\nx-a:2\r\n\r\n";
    await exchange(url, text, (all) => all.endsWith("{}"));
    expect(requests[0]?.headers).toEqual({ "x-a": "1, 2" });
    expect(requests[0]?.rawHeaders).toEqual([
      ["X-A", "1"],
      ["x-a", "2"],
    ]);
  });

  test("two requests in one piece", async () => {
    const { url, requests } = await start(json({}));
    await exchange(url, `${post}abcd${get}`, (all) => all.split("{}").length === 3);
    expect(requests.map(({ method, connection }) => [method, connection])).toEqual([
      ["POST", 1],
      ["GET", 1],
    ]);
  });

  test("a client that leaves while nothing is answered", async () => {
    const faulty = await start(silent);
    const left = new AbortController();
    const call = fetch(faulty.url, { signal: left.signal });
    await expect.poll(() => faulty.requests.length).toBe(1);
    expect(faulty.open).toEqual([1]);
    left.abort();
    await expect(call).rejects.toThrow("aborted");
    await faulty.closed(1);
    expect(faulty.open).not.toContain(1);
  });
});

describe("one after another", () => {
  const statuses = async (url: string, count: number) => {
    const found: number[] = [];
    for (let each = 0; each < count; each += 1) found.push((await fetch(url)).status);
    return found;
  };

  test("the first few, then another", async () => {
    const { url } = await start(first(2, answer(503), answer(200)));
    expect(await statuses(url, 4)).toEqual([503, 503, 200, 200]);
  });

  test("in turn; the last one stays", async () => {
    const { url } = await start(inTurn(answer(200), answer(404), answer(503)));
    expect(await statuses(url, 5)).toEqual([200, 404, 503, 503, 503]);
  });

  test("chosen by the request", async () => {
    const { url } = await start(({ path }) => answer(path === "/a" ? 200 : 404));
    expect([(await fetch(`${url}/a`)).status, (await fetch(`${url}/b`)).status]).toEqual([
      200, 404,
    ]);
  });

  test("changed on the way", async () => {
    const faulty = await start(answer(200));
    await fetch(faulty.url);
    faulty.behaviour = answer(404);
    expect((await fetch(faulty.url)).status).toBe(404);
  });

  test("a connection that was kept, and is reset at its second use", async () => {
    const faulty = await start(inTurn(json({}), resetBeforeHeaders));
    expect(await fetched(faulty.url)).toEqual({ status: 200, body: "{}" });
    // Fetch takes a connection back a moment after the body's end.
    await delay(10);
    expect(await fetched(faulty.url)).toEqual({ at: "headers", codes: ["ECONNRESET"] });
    expect(faulty.requests.map(({ connection }) => connection)).toEqual([1, 1]);
  });
});

describe("its end", () => {
  const handles = () =>
    process.getActiveResourcesInfo().filter((name) => /^(TCP|Timeout)/.test(name));

  test("leaves nothing open, whatever goes on", async () => {
    const before = handles();
    for (const behaviour of [silent, neverEndingBody(), slowBytes(10_000), stallAfterHeaders]) {
      const faulty = await startFaulty(behaviour);
      const call = fetched(faulty.url);
      await expect.poll(() => faulty.requests.length).toBe(1);
      await faulty.stop();
      expect(await call).toHaveProperty("at");
      expect(faulty.open).toEqual([]);
    }
    await expect.poll(() => handles().sort()).toEqual(before.sort());
  });

  test("tells what the test's own choice threw", async () => {
    const faulty = await startFaulty(() => {
      throw new Error("a mistake");
    });
    expect(await fetched(faulty.url)).toHaveProperty("at", "headers");
    await expect(faulty.stop()).rejects.toThrow("a mistake");
  });
});
