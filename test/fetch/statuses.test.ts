import { inspect } from "node:util";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { rejectionOf } from "../runtime/client.js";
import { answer, json, refusedUrl, serve } from "../runtime/server.js";
import { type FetchClient, loadWithFetch } from "./make-fetch-client.js";

const { fetch } = await loadWithFetch();
const server = await serve();
// What it is asked may arrive when nobody waits for it any more.
const slow = await serve();
const refused = await refusedUrl();
afterAll(() => Promise.all([server.close(), slow.close()]));
beforeEach(() => {
  server.take();
});

const secret = "S3CRET-of-the-statuses";
const made = (options: object = {}): FetchClient =>
  fetch.createThingsFetch({ apiKey: secret, baseUrl: server.url, maxRetries: 0, ...options });
const client = made();
const thing = { params: { path: { id: "1" } } };
const get = (init: object = {}) => client.GET("/things/{id}", { ...thing, ...init });

describe("no status throws:", () => {
  const body = { detail: "so it is" };

  test.each([200, 201, 202, 203, 206, 299])("%d gives data", async (status) => {
    server.respond = json(body, status);
    const result = await get();
    expect(result).toEqual({ data: body, response: expect.any(Response) });
    expect(result.response).toMatchObject({ status, ok: true, url: `${server.url}/things/1` });
  });

  test.each([300, 304, 400, 401, 403, 404, 409, 418, 422, 429, 499, 500, 503, 599])(
    "%d gives an error",
    async (status) => {
      // A server may send none with 304.
      server.respond = status === 304 ? answer(304) : json(body, status);
      const { error, response, ...rest } = await get();
      expect(rest).toEqual({});
      if (status === 304) expect(error).toMatchObject({ name: "StatusError", status: 304 });
      else expect(error).toEqual(body);
      expect(response).toMatchObject({ status, ok: false, url: `${server.url}/things/1` });
    },
  );

  test("nor one that no Response can be made with", async () => {
    server.respond = json(body, 999);
    const { error, response } = await get();
    expect(error).toEqual(body);
    expect(response).toMatchObject({ status: 999, ok: false });
  });

  test.each([204, 205])("%d has no data", async (status) => {
    server.respond = answer(status);
    expect(await get()).toEqual({ data: undefined, response: expect.any(Response) });
  });

  test("a success without a body has no data, however its length is told", async () => {
    for (const headers of [{ "content-length": "0" }, {}] as Record<string, string>[]) {
      server.respond = answer(200, headers);
      expect((await get()).data).toBeUndefined();
    }
  });

  test("a failure of text is text", async () => {
    server.respond = answer(502, { "content-type": "text/html" }, "<h1>Bad gateway</h1>");
    expect((await get()).error).toBe("<h1>Bad gateway</h1>");
  });

  test("a failure in which the server says the credential again does not show it", async () => {
    server.respond = json({ detail: `no ${secret}`, [secret]: [secret] }, 403);
    const { error } = await get();
    expect(error).toEqual({ detail: "no [hidden]", "[hidden]": ["[hidden]"] });
    server.respond = answer(403, {}, `no ${secret}`);
    expect((await get()).error).toBe("no [hidden]");
  });
});

describe("a failure that says nothing does not look like success:", () => {
  const shapes: [string, Record<string, string>, string, unknown][] = [
    ["no body", { "content-length": "0" }, "", undefined],
    ["an empty body in chunks", {}, "", undefined],
    ["null", { "content-type": "application/json" }, "null", null],
    ["false", { "content-type": "application/json" }, "false", false],
    ["0", { "content-type": "application/json" }, "0", 0],
    ["an empty text", { "content-type": "application/json" }, '""', undefined],
  ];
  test.each(shapes)("%s", async (_, headers, text, body) => {
    for (const [status, name] of [
      [500, "ServerError"],
      [401, "AuthenticationError"],
      [404, "NotFoundError"],
    ] as const) {
      server.respond = answer(status, { ...headers, "x-request-id": "r1" }, text);
      const { data, error, response } = await get();
      expect(data).toBeUndefined();
      expect(error).toBeInstanceOf(Error);
      expect(error).toMatchObject({
        name,
        status,
        body,
        operationId: "getThing",
        requestId: "r1",
        message: expect.stringContaining(`GET ${server.url}/things/1 (getThing): status ${status}`),
      });
      expect(response.status).toBe(status);
    }
  });

  test("nor does one of HEAD, which never has a body", async () => {
    server.respond = answer(404, { "content-length": "20" });
    const { error } = await client.HEAD("/things/{id}", thing);
    expect(error).toMatchObject({ name: "NotFoundError", status: 404 });
    server.respond = answer(200, { "content-length": "20" });
    expect(await client.HEAD("/things/{id}", thing)).toEqual({
      data: undefined,
      response: expect.any(Response),
    });
  });

  test("nor does one that middleware answers with", async () => {
    const own = made();
    own.use({ onRequest: () => new Response(null, { status: 503 }) });
    expect((await own.GET("/open")).error).toMatchObject({ name: "ServerError", status: 503 });
    expect(server.take()).toEqual([]);
  });
});

describe("the body of a success is read as the call says:", () => {
  test("blob, arrayBuffer, text, stream", async () => {
    server.respond = answer(200, { "content-type": "text/plain" }, "héllo");
    expect((await get({ parseAs: "text" })).data).toBe("héllo");
    const blob = (await get({ parseAs: "blob" })).data as Blob;
    expect([blob.size, blob.type]).toEqual([6, "text/plain"]);
    expect((await get({ parseAs: "arrayBuffer" })).data).toBeInstanceOf(ArrayBuffer);
    const { data } = await get({ parseAs: "stream" });
    expect(await new Response(data as ReadableStream).text()).toBe("héllo");
  });

  test("a stream comes as it arrives, and is the caller's without a time limit", async () => {
    server.respond = (response) => {
      response.writeHead(200).write("first");
      setTimeout(() => response.end("last"), 2500);
    };
    const { data } = await get({ parseAs: "stream", timeoutMs: 2000 });
    const reader = (data as ReadableStream<Uint8Array>).getReader();
    expect(Buffer.from((await reader.read()).value ?? []).toString()).toBe("first");
    expect(Buffer.from((await reader.read()).value ?? []).toString()).toBe("last");
    expect((await reader.read()).done).toBe(true);
  });

  test("a stream ends with the caller's signal", async () => {
    server.respond = (response) => response.writeHead(200).write("first");
    const abort = new AbortController();
    const { data } = await get({ parseAs: "stream", signal: abort.signal });
    const reader = (data as ReadableStream<Uint8Array>).getReader();
    await reader.read();
    abort.abort(new Error("enough"));
    expect(await rejectionOf(reader.read())).toBeInstanceOf(Error);
  });

  test("a failure is read whatever the call says", async () => {
    server.respond = json({ a: 1 }, 400);
    for (const parseAs of ["stream", "blob", "text"]) {
      expect((await get({ parseAs })).error).toEqual({ a: 1 });
    }
  });
});

describe("what has no answer rejects:", () => {
  const html = "<html>Sign in</html>";
  test.each<[string, typeof server.respond, string]>([
    [
      "HTML in place of JSON",
      answer(200, { "content-type": "text/html" }, html),
      "status 200, but its body is text/html, not JSON",
    ],
    [
      "HTML of a known length",
      answer(200, { "content-type": "text/html", "content-length": `${html.length}` }, html),
      "status 200, but its body is text/html, not JSON",
    ],
    [
      "cut JSON",
      answer(200, { "content-type": "application/json" }, '{"a":'),
      "status 200, but its body is not valid JSON",
    ],
    ["JSON without a type that is none", answer(200, {}, "{"), "its body is not valid JSON"],
    [
      "a cut body",
      (response) => {
        response.writeHead(200, { "content-length": "100" }).write('{"a":');
        setTimeout(() => response.destroy(), 20);
      },
      "status 200, but its body cannot be read",
    ],
    [
      "a cut failure",
      (response) => {
        response.writeHead(500, { "content-length": "100" }).write('{"a":');
        setTimeout(() => response.destroy(), 20);
      },
      "status 500, but its body cannot be read",
    ],
  ])("%s", async (_, respond, problem) => {
    server.respond = respond;
    const error = await rejectionOf(get());
    expect(error).toMatchObject({
      name: "UnreadableResponseError",
      operationId: "getThing",
      method: "GET",
      url: `${server.url}/things/1`,
      message: expect.stringContaining(problem),
    });
  });

  test("and shows no credential that was in it", async () => {
    server.respond = answer(200, { "content-type": "application/json" }, `${secret}!`);
    const error = await rejectionOf(get());
    expect(inspect(error, { depth: 9, showHidden: true })).not.toContain(secret);
  });

  test("no connection", async () => {
    const own = made({ baseUrl: refused });
    expect(await rejectionOf(own.GET("/things"))).toMatchObject({
      name: "ConnectionError",
      operationId: "listThings",
    });
  });

  test("more than the client will hold, by an option of the client or the call", async () => {
    for (const status of [200, 500]) {
      server.respond = json("x".repeat(100), status);
      const tooLong = { name: "UnreadableResponseError", operationId: "getThing" };
      const limit = { maxResponseBytes: 101 };
      expect(await rejectionOf(get(limit))).toMatchObject(tooLong);
      expect(await rejectionOf(made(limit).GET("/things/{id}", thing))).toMatchObject(tooLong);
      const { response } = await get({ maxResponseBytes: 102 });
      expect(response.status).toBe(status);
    }
  });

  test("no time, for the attempt and for the call, before the answer and in it", async () => {
    const never: (typeof slow.respond)[] = [
      () => {},
      (response) => response.writeHead(200).write("{"),
      (response) => response.writeHead(500).write("{"),
    ];
    for (const respond of never) {
      slow.respond = respond;
      for (const limit of [{ timeoutMs: 50 }, { deadlineMs: 50 }]) {
        const timedOut = { name: "TimeoutError", limitMs: 50, operationId: "getThing" };
        expect(await rejectionOf(get({ ...limit, baseUrl: slow.url }))).toMatchObject(timedOut);
        expect(
          await rejectionOf(made({ ...limit, baseUrl: slow.url }).GET("/things/{id}", thing)),
        ).toMatchObject(timedOut);
      }
    }
  });

  test("cancelled by the signal of the call or of the client, before the answer and in it", async () => {
    for (const respond of [
      () => {},
      (response: { writeHead(status: number): { write(text: string): unknown } }) =>
        response.writeHead(200).write("{"),
    ]) {
      slow.respond = respond as typeof slow.respond;
      for (const ofClient of [true, false]) {
        const abort = new AbortController();
        const { signal } = abort;
        const own = made({ baseUrl: slow.url, ...(ofClient && { signal }) });
        const call = own.GET("/things/{id}", { ...thing, ...(ofClient ? {} : { signal }) });
        setTimeout(() => abort.abort("enough"), 50);
        expect(await rejectionOf(call)).toMatchObject({ name: "CancelledError", cause: "enough" });
      }
    }
    expect(
      await rejectionOf(get({ baseUrl: slow.url, signal: AbortSignal.abort("before") })),
    ).toMatchObject({
      name: "CancelledError",
      cause: "before",
    });
  });

  test("a redirect that would lose the body or leave the origin", async () => {
    server.respond = answer(307, { location: "/elsewhere" });
    expect(await rejectionOf(client.POST("/things", { body: { name: "" } }))).toMatchObject({
      name: "UnexpectedRedirectError",
      location: `${server.url}/elsewhere`,
    });
    server.respond = answer(302, { location: "https://elsewhere.test/" });
    expect(await rejectionOf(get())).toMatchObject({
      name: "UnexpectedRedirectError",
      location: "https://elsewhere.test/",
    });
    expect(server.take()).toHaveLength(2);
  });

  test("and a read within the origin goes on, with its credential", async () => {
    server.respond = (response, { target }) =>
      target === "/things/1"
        ? response.writeHead(302, { location: "/there" }).end()
        : json("arrived")(response, {} as never);
    expect((await get()).data).toBe("arrived");
    expect(server.take()[1]?.headers["x-key"]).toBe(secret);
  });
});

describe("an argument that cannot be sent rejects, and nothing is sent:", () => {
  const circle: Record<string, unknown> = {};
  circle["circle"] = circle;
  test.each<[string, () => Promise<unknown>, string, string]>([
    ["an unknown path", () => client.GET("/thing"), "path", "there is no GET /thing"],
    ["a method that it has not", () => client.PUT("/things"), "path", "no PUT /things"],
    ["TRACE", () => client.TRACE("/things"), "path", "no TRACE /things"],
    ["a method that openapi-fetch has not", () => client.POST("/things#QUERY"), "path", "QUERY"],
    ["a path of every object", () => client.GET("toString"), "path", "there is no GET toString"],
    ["a header's name", () => get({ headers: { "a b": "1" } }), "init", "cannot be sent: "],
    ["a header's value", () => get({ headers: { a: "1\n2" } }), "init", "cannot be sent: "],
    ["a circle", () => client.POST("/things", { body: circle }), "init", "circular"],
    [
      "a list in a list",
      () => client.GET("/things", { params: { query: { tags: [["a"]] } } }),
      "init",
      "cannot be sent: ",
    ],
    [
      "a base URL",
      () => get({ baseUrl: "things.test" }),
      "baseUrl",
      "must be an absolute http or https URL",
    ],
    ["a time", () => get({ timeoutMs: "1" }), "timeoutMs", "must be a number"],
    [
      "a serializer of paths",
      () => get({ pathSerializer: String }),
      "pathSerializer",
      "is set by the client and is not an option",
    ],
    [
      "how redirects go",
      () => get({ redirect: "follow" }),
      "redirect",
      "is set by the client and is not an option",
    ],
  ])("%s", async (_, call, parameter, problem) => {
    const error = await rejectionOf(call());
    expect(error).toMatchObject({
      name: "InvalidArgumentError",
      parameter,
      message: expect.stringContaining(problem),
    });
    expect(server.take()).toEqual([]);
  });

  test("what a serializer of the caller's own throws is the cause", async () => {
    const cause = new Error("mine");
    const bodySerializer = () => {
      throw cause;
    };
    const error = await rejectionOf(client.POST("/things", { body: {}, bodySerializer }));
    expect(error).toMatchObject({ name: "InvalidArgumentError", cause });
  });

  test("options of the client are refused when it is made", () => {
    const problems = [
      [{ pathSerializer: String }, "pathSerializer"],
      [{ redirect: "follow" }, "redirect"],
      [{ baseUrl: "/things" }, "baseUrl"],
      [{ headers: { "a b": "" } }, "headers"],
      [{ maxConcurrency: 0 }, "maxConcurrency"],
      [{ apiKey: "" }, "apiKey"],
    ] as const;
    for (const [options, parameter] of problems) {
      expect(() => made(options)).toThrow(expect.objectContaining({ parameter }));
    }
  });
});
