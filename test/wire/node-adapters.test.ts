import { once } from "node:events";
import { createServer, request as httpRequest, type IncomingMessage, type Server } from "node:http";
import * as http2 from "node:http2";
import { createRequire } from "node:module";
import { type AddressInfo, connect } from "node:net";
import { join } from "node:path";
import { createWebhookHandler } from "cofactr-platform-client";
import {
  type FetchHandler,
  type NodeListenerOptions,
  toExpressHandler,
  toNodeListener,
} from "cofactr-platform-client/node";
import express5 from "express";
import { afterEach, describe, expect, test } from "vitest";
import { firstErrorOf, full, notRun, onlyInFull } from "../consumers/on-demand.js";
import { fetchPackages } from "../support/registry.js";

const stops: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});

async function listen(server: Server | http2.Http2Server): Promise<number> {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  stops.push(async () => {
    if ("closeAllConnections" in server) server.closeAllConnections();
    server.close();
    await once(server, "close");
  });
  return (server.address() as AddressInfo).port;
}

/** Serves a handler by node:http; gives the port, and what `onError` was told. */
async function serve(handler: FetchHandler, options?: NodeListenerOptions) {
  const errors: unknown[] = [];
  const onError = (error: unknown) => errors.push(error);
  const port = await listen(createServer(toNodeListener(handler, options ?? { onError })));
  return { port, url: `http://127.0.0.1:${port}`, errors };
}

/** What the server says to these bytes until it closes the connection. */
async function sendRaw(port: number, text: string): Promise<string> {
  const socket = connect(port, "127.0.0.1");
  socket.on("error", () => {});
  socket.write(text);
  let said = "";
  socket.on("data", (data) => {
    said += data;
  });
  await once(socket, "close");
  return said;
}

const echo: FetchHandler = async (request) =>
  Response.json({
    method: request.method,
    url: request.url,
    headers: Object.fromEntries(request.headers),
    body: await request.text(),
  });
/** What `echo` was asked, from the bytes of its response. */
const echoed = (said: string) =>
  JSON.parse(said.slice(said.indexOf("{"), said.lastIndexOf("}") + 1));

const event = JSON.stringify({ event_type: "created", record_type: "BOM", id: "b-1" });
const json = { "content-type": "application/json" };
const webhooks = (options: Partial<Parameters<typeof createWebhookHandler>[0]> = {}) =>
  createWebhookHandler({ onEvent: () => {}, ...options });

describe("a request", () => {
  test("has its method, URL, headers and body", async () => {
    const { url } = await serve(echo);
    const body = "é".repeat(100_000);
    const response = await fetch(`${url}/a%2Fb/?q=1&q=%20`, {
      method: "PUT",
      headers: { "x-key": "k", "content-type": "text/plain" },
      body,
    });
    expect(await response.json()).toMatchObject({
      method: "PUT",
      url: `${url}/a%2Fb/?q=1&q=%20`,
      headers: { "x-key": "k", "content-type": "text/plain" },
      body,
    });
  });

  test("has all values of a header", async () => {
    const { port } = await serve(echo);
    const said = await sendRaw(
      port,
      "GET / HTTP/1.1\r\nhost: a\r\nx-sign: 1\r\nX-Sign: 2\r\ncookie: a=1\r\ncookie: b=2\r\nconnection: close\r\n\r\n",
    );
    expect(echoed(said).headers).toMatchObject({ "x-sign": "1, 2", cookie: "a=1; b=2" });
  });

  test.each([
    ["/a?b", "shop.example:8080", "http://shop.example:8080/a?b"],
    ["/a", "[::1]:80", "http://[::1]/a"],
    // The host is text of the client; it becomes no path, no credentials and no other target.
    ["/a", "evil.example/x?", "http://localhost/a"],
    ["/a", "user@evil.example", "http://localhost/a"],
    ["//evil.example/a", "shop.example", "http://shop.example//evil.example/a"],
    ["http://evil.example/a?b", "shop.example", "http://shop.example/a?b"],
  ])("for %s at %s has the URL %s", async (target, host, url) => {
    const { port } = await serve(echo);
    const forwarded = "x-forwarded-proto: https\r\nx-forwarded-host: evil.example\r\n";
    const said = await sendRaw(
      port,
      `GET ${target} HTTP/1.1\r\nhost: ${host}\r\n${forwarded}connection: close\r\n\r\n`,
    );
    expect(echoed(said).url).toBe(url);
  });

  test.each(["TRACE / HTTP/1.1", "GET /a HTTP/1.1\r\nhost: ::::"])(
    "that fetch has no words for is a bad one: %s",
    async (line) => {
      const { port, errors } = await serve(echo);
      const host = line.includes("host") ? "" : "host: a\r\n";
      const said = await sendRaw(port, `${line}\r\n${host}connection: close\r\n\r\n`);
      expect(said).toMatch(/^HTTP\/1\.1 400 /);
      expect(errors).toEqual([]);
    },
  );

  test("is aborted when its client goes away", async () => {
    let signal: AbortSignal | undefined;
    const { port, errors } = await serve(async (request) => {
      signal = request.signal;
      await once(signal, "abort");
      throw new Error("stopped");
    });
    const socket = connect(port, "127.0.0.1");
    socket.write("GET / HTTP/1.1\r\nhost: a\r\n\r\n");
    await expect.poll(() => signal).toBeDefined();
    expect(signal?.aborted).toBe(false);
    socket.destroy();
    await expect.poll(() => signal?.aborted).toBe(true);
    expect(errors).toEqual([]);
  });

  test("whose client goes away amid the body has no whole body", async () => {
    const results: unknown[] = [];
    const { port } = await serve(async (request) => {
      results.push(await request.text().catch(() => "cut off"));
      return new Response();
    });
    const socket = connect(port, "127.0.0.1");
    socket.write("POST / HTTP/1.1\r\nhost: a\r\ncontent-length: 10\r\n\r\n{");
    setTimeout(() => socket.destroy(), 50);
    await expect.poll(() => results).toEqual(["cut off"]);
  });

  test("that was answered is not aborted", async () => {
    let signal: AbortSignal | undefined;
    const { url } = await serve((request) => {
      signal = request.signal;
      return new Response("done");
    });
    await (await fetch(url, { headers: { connection: "close" } })).text();
    expect(signal?.aborted).toBe(false);
  });

  test("whose body was read before says so", async () => {
    const listener = toNodeListener(echo);
    const port = await listen(
      createServer(async (request, response) => {
        for await (const _ of request);
        listener(request, response);
      }),
    );
    const response = await fetch(`http://127.0.0.1:${port}`, { method: "POST", body: "{}" });
    expect(response.status).toBe(500);
    expect(await response.text()).toMatch(/^the body was read before the handler got it/);
  });
});

describe("a response", () => {
  test("has its status, headers, each cookie and body", async () => {
    const { url } = await serve(
      () =>
        new Response("müde", {
          status: 418,
          headers: [
            ["x-a", "1"],
            ["set-cookie", "a=1; Path=/"],
            ["set-cookie", "b=2"],
          ],
        }),
    );
    const response = await fetch(url);
    expect([response.status, response.headers.get("x-a"), await response.text()]).toEqual([
      418,
      "1",
      "müde",
    ]);
    expect(response.headers.getSetCookie()).toEqual(["a=1; Path=/", "b=2"]);
  });

  test("has no body after HEAD, and its maker is told", async () => {
    let isCancelled = false;
    const body = () =>
      new ReadableStream({
        cancel: () => {
          isCancelled = true;
        },
      });
    const { url } = await serve(() => new Response(body(), { headers: { "x-a": "1" } }));
    const response = await fetch(url, { method: "HEAD" });
    expect([response.status, response.headers.get("x-a"), await response.text()]).toEqual([
      200,
      "1",
      "",
    ]);
    expect(isCancelled).toBe(true);
  });

  test("arrives as it is made", async () => {
    let controller: ReadableStreamDefaultController | undefined;
    const { url } = await serve(
      () =>
        new Response(
          new ReadableStream({
            start: (given) => {
              controller = given;
            },
          }),
        ),
    );
    // Its head arrives before there is any of it.
    const reader = (await fetch(url)).body?.getReader();
    for (const text of ["one", "two"]) {
      controller?.enqueue(new TextEncoder().encode(text));
      expect(new TextDecoder().decode((await reader?.read())?.value)).toBe(text);
    }
    controller?.close();
    expect((await reader?.read())?.done).toBe(true);
  });

  test("is made no faster than it is taken, and not on after its client has gone", async () => {
    let made = 0;
    let isCancelled = false;
    const size = 100_000;
    const { port, errors } = await serve(
      () =>
        new Response(
          new ReadableStream({
            pull: (controller) => {
              made += 1;
              controller.enqueue(new Uint8Array(size));
            },
            cancel: () => {
              isCancelled = true;
            },
          }),
        ),
    );
    const socket = connect(port, "127.0.0.1");
    socket.pause();
    socket.write("GET / HTTP/1.1\r\nhost: a\r\n\r\n");
    let before = -1;
    await expect
      .poll(() => {
        const isStill = made > 0 && made === before;
        before = made;
        return isStill;
      })
      .toBe(true);
    // What the system's buffers hold, and not the gigabytes that it could make meanwhile.
    expect(made * size).toBeLessThan(64_000_000);
    socket.destroy();
    await expect.poll(() => isCancelled).toBe(true);
    expect(errors).toEqual([]);
  });

  test.each<[string, FetchHandler]>([
    [
      "throws",
      () => {
        throw new Error("s3cret");
      },
    ],
    ["rejects", async () => Promise.reject(new Error("s3cret"))],
    ["returns no response that can be sent", () => Response.error()],
  ])("is 500 if the handler %s, and tells only onError why", async (_, handler) => {
    const { url, errors } = await serve(handler);
    const response = await fetch(url);
    expect([response.status, await response.text()]).toEqual([500, "failed\n"]);
    expect(errors).toHaveLength(1);
    expect(JSON.stringify([...response.headers])).not.toContain("s3cret");
  });

  test("is 500 even if onError throws", async () => {
    const fail = () => {
      throw new Error("s3cret");
    };
    const { url } = await serve(fail, { onError: fail });
    expect((await fetch(url)).status).toBe(500);
  });

  test("that fails on its way is cut off", async () => {
    const { url, errors } = await serve(
      () =>
        new Response(
          new ReadableStream({
            pull: async (controller) => {
              controller.enqueue(new TextEncoder().encode("half"));
              await new Promise((resolve) => setTimeout(resolve, 50));
              controller.error(new Error("s3cret"));
            },
          }),
        ),
    );
    const response = await fetch(url);
    expect(response.status).toBe(200);
    await expect(response.text()).rejects.toThrow("terminated");
    expect(errors).toMatchObject([{ message: "s3cret" }]);
  });

  test("leaves the connection open, unless part of the body was not read", async () => {
    const seen: string[] = [];
    const { port } = await serve(async (request) => {
      seen.push(request.url);
      if (request.url.endsWith("/read")) await request.text();
      return new Response("ok");
    });
    const post = (path: string, body: string) =>
      `POST ${path} HTTP/1.1\r\nhost: a\r\ncontent-length: ${body.length}\r\n\r\n${body}`;
    // What the handler leaves unread looks like a request.
    const unread = `${" ".repeat(500_000)}\r\n\r\nGET /smuggled HTTP/1.1\r\nhost: a\r\n\r\n`;
    const said = await sendRaw(
      port,
      post("/read", "{}") + post("/read", "{}") + post("/unread", unread) + post("/read", "{}"),
    );
    expect(said.match(/HTTP\/1\.1 200 OK/g)).toHaveLength(3);
    expect(seen).toEqual(["http://a/read", "http://a/read", "http://a/unread"]);
  });
});

describe("a receiver of webhooks", () => {
  test("answers by node:http as it does by fetch", async () => {
    const events: unknown[] = [];
    const { url } = await serve(
      webhooks({ onEvent: (given) => events.push(given), maxBytes: 1000 }),
    );
    const post = (body: string, headers = json) => fetch(url, { method: "POST", headers, body });
    const [good, bad, long, text, head, get] = [
      await post(event),
      await post("{"),
      await post(" ".repeat(300_000)),
      await post(event, { "content-type": "text/plain" }),
      await fetch(url, { method: "HEAD" }),
      await fetch(url),
    ];
    expect([good, bad, long, text, head, get].map(({ status }) => status)).toEqual([
      204, 400, 413, 415, 405, 405,
    ]);
    expect([head, get].map(({ headers }) => headers.get("allow"))).toEqual(["POST", "POST"]);
    expect(events).toEqual([JSON.parse(event)]);
  });

  test("verifies the bytes that were signed", async () => {
    const seen: string[] = [];
    const verify = (_: Request, body: string) => seen.push(body) > 0;
    const { url } = await serve(webhooks({ verify }));
    const spaced = ` ${event.replaceAll(",", " ,  ")}\r\n`;
    const response = await fetch(url, { method: "POST", headers: json, body: spaced });
    expect([response.status, seen]).toEqual([204, [spaced]]);
  });
});

describe("HTTP/2", () => {
  async function ask(
    handler: FetchHandler,
    headers: http2.OutgoingHttpHeaders,
    body?: string | Buffer,
  ) {
    const errors: unknown[] = [];
    const listener = toNodeListener(handler, { onError: (error) => errors.push(error) });
    const server = http2.createServer(listener);
    const port = await listen(server);
    const session = http2.connect(`http://127.0.0.1:${port}`);
    try {
      const stream = session.request(headers, { endStream: body === undefined });
      stream.on("error", () => {});
      if (body !== undefined) stream.end(body);
      const [answer] = (await once(stream, "response")) as [http2.IncomingHttpHeaders];
      let text = "";
      for await (const chunk of stream) text += chunk;
      return { status: answer[":status"], headers: answer, text, errors, port };
    } finally {
      session.destroy();
    }
  }

  test("has a URL of its pseudo-headers, which are no headers", async () => {
    const { text, errors } = await ask(
      echo,
      { ":method": "POST", ":path": "/a?b", ":authority": "shop.example", cookie: ["a=1", "b=2"] },
      "hi",
    );
    expect(errors).toEqual([]);
    expect(JSON.parse(text)).toEqual({
      method: "POST",
      url: "http://shop.example/a?b",
      headers: { cookie: "a=1; b=2" },
      body: "hi",
    });
  });

  test("gets no header of a connection", async () => {
    const headers = { connection: "keep-alive", "transfer-encoding": "chunked", "x-a": "1" };
    const answer = await ask(() => new Response("ok", { headers }), { ":path": "/" });
    expect([answer.status, answer.text, answer.errors]).toEqual([200, "ok", []]);
    expect(Object.keys(answer.headers)).toEqual([":status", "content-type", "x-a", "date"]);
  });

  test("gets no body after HEAD", async () => {
    const answer = await ask(webhooks(), { ":method": "HEAD", ":path": "/" });
    expect([answer.status, answer.headers["allow"], answer.text]).toEqual([405, "POST", ""]);
  });

  test("stops a long body", async () => {
    const answer = await ask(
      webhooks({ maxBytes: 1000 }),
      { ":method": "POST", ":path": "/", ...json },
      Buffer.alloc(3_000_000, " "),
    );
    expect([answer.status, answer.text]).toEqual([413, "more than 1000 bytes\n"]);
  });
});

describe.each([
  ["Express 5", async () => express5],
  [`Express 4${onlyInFull}`, express4],
] as const)("%s", (name, load) => {
  const isSkipped = name !== "Express 5" && !full;
  type Express = typeof express5;

  async function app(context: Parameters<typeof notRun>[0], build: (express: Express) => unknown) {
    const express = await load(context);
    const port = await listen(createServer(build(express) as ReturnType<Express>));
    return (body: string, type = "application/json", path = "/webhooks/t0ken?a=b") =>
      new Promise<{ status: number | undefined; text: string }>((resolve, reject) => {
        const headers = { "content-type": type, "content-length": Buffer.byteLength(body) };
        const options = { port, host: "127.0.0.1", path, method: "POST", headers };
        const request = httpRequest(options, async (response: IncomingMessage) => {
          let text = "";
          for await (const chunk of response) text += chunk;
          resolve({ status: response.statusCode, text });
        });
        request.on("error", reject);
        request.end(body);
      });
  }

  /** A handler that keeps what it is given to verify, and tells of what fails. */
  function receiver() {
    const seen: string[] = [];
    const errors: unknown[] = [];
    const handler = toExpressHandler(
      webhooks({ verify: ({ url }, body) => seen.push(new URL(url).pathname, body) > 0 }),
      { onError: (error) => errors.push(error) },
    );
    return { seen, errors, handler };
  }
  const spaced = ` ${event.replaceAll(",", " ,  ")}\n`;

  test.skipIf(isSkipped)("a route reads the body itself", async (context) => {
    const { seen, errors, handler } = receiver();
    const post = await app(context, (express) => express().post("/webhooks/:token", handler));
    expect(await post(spaced)).toEqual({ status: 204, text: "" });
    expect([seen, errors]).toEqual([["/webhooks/t0ken", spaced], []]);
  });

  test.skipIf(isSkipped)("a router that is mounted keeps the whole URL", async (context) => {
    const { seen, handler } = receiver();
    const post = await app(context, (express) => {
      const router = express.Router();
      router.post("/:token", handler);
      return express().use("/webhooks", router);
    });
    expect((await post(spaced)).status).toBe(204);
    expect(seen).toEqual(["/webhooks/t0ken", spaced]);
  });

  test.skipIf(isSkipped).for<[string, (express: Express) => ReturnType<Express["json"]>]>([
    ["express.raw()", (express) => express.raw({ type: () => true })],
    ["express.text()", (express) => express.text({ type: () => true })],
    [
      "express.json() with a verify that keeps rawBody",
      (express) =>
        express.json({ verify: (request, _, bytes) => Object.assign(request, { rawBody: bytes }) }),
    ],
    ["a parser of other content", (express) => express.urlencoded()],
  ])("%s before it keeps the bytes", async ([, parser], context) => {
    const { seen, errors, handler } = receiver();
    const post = await app(context, (express) =>
      express().use(parser(express)).post("/webhooks/:token", handler),
    );
    expect((await post(spaced)).status).toBe(204);
    expect([seen, errors]).toEqual([["/webhooks/t0ken", spaced], []]);
  });

  test.skipIf(isSkipped)("express.json() before it is an error that says so", async (context) => {
    const { seen, handler } = receiver();
    const post = await app(context, (express) =>
      express().use(express.json()).post("/webhooks/:token", handler),
    );
    const { status, text } = await post(spaced);
    expect([status, seen]).toEqual([500, []]);
    expect(text).toMatch(/register the handler before express\.json\(\)/);
  });
});

/** Declared as Express 5, of which it has what is used here. */
async function express4(context: Parameters<typeof notRun>[0]): Promise<typeof express5> {
  try {
    const home = await fetchPackages("express@4.22.3");
    return createRequire(join(home, "node_modules/"))("express") as typeof express5;
  } catch (error) {
    return notRun(context, "express@4.22.3", firstErrorOf(error));
  }
}
