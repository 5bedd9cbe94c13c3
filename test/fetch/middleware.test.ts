import createClient, { wrapAsPathBasedClient } from "openapi-fetch";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { rejectionOf } from "../runtime/client.js";
import { answer, json, refusedUrl, serve } from "../runtime/server.js";
import { type FetchClient, loadWithFetch } from "./make-fetch-client.js";

const { fetch, index } = await loadWithFetch();
const server = await serve();
// What it is asked may arrive when nobody waits for it any more.
const silent = await serve(() => {});
const refused = await refusedUrl();
afterAll(() => Promise.all([server.close(), silent.close()]));
beforeEach(() => {
  server.take();
  server.respond = json({});
});

const made = (options: object = {}): FetchClient =>
  fetch.createThingsFetch({ apiKey: "key-1", baseUrl: server.url, retryDelayMs: 1, ...options });
const thing = { params: { path: { id: "1" } } };
const post = (client: FetchClient, init: object = {}) =>
  client.POST("/things", { body: { name: "a" }, ...init });

/** What middleware is given, and the request and the response in it. */
interface Given {
  readonly request: Request;
  readonly response: Response;
  readonly schemaPath: string;
  readonly params: object;
  readonly id: string;
  readonly options: Record<string, unknown>;
  readonly error: unknown;
}

describe("middleware is told what openapi-fetch tells it", () => {
  test("of a call", async () => {
    const seen: Given[] = [];
    const note = (given: Given) => void seen.push(given);
    const [ours, bare] = [made(), createClient({ baseUrl: server.url }) as unknown as FetchClient];
    for (const client of [ours, bare]) {
      client.use({ onRequest: note, onResponse: note });
      await client.GET("/things/{id}", { ...thing, headers: { "x-own": "1" }, parseAs: "text" });
    }
    const shown = ({ request, response, schemaPath, params, options }: Given) => ({
      url: request.url,
      method: request.method,
      own: request.headers.get("x-own"),
      status: response?.status,
      schemaPath,
      params,
      options: Object.entries(options).map(([name, value]) =>
        typeof value === "function" ? name : [name, value],
      ),
    });
    expect(seen).toHaveLength(4);
    expect(seen.slice(0, 2).map(shown)).toEqual(seen.slice(2).map(shown));
    expect(seen[0]).toMatchObject({ schemaPath: "/things/{id}", params: thing.params });
    expect(seen[0]?.id).toBe(seen[1]?.id);
    // Not even with the middleware of the caller's own.
    expect(seen[0]?.request.headers.get("x-key")).toBeNull();
  });

  test("in its order, that of the call within that of the client", async () => {
    const seen: string[] = [];
    const one = (name: string) => ({
      onRequest: () => void seen.push(`${name} request`),
      onResponse: () => void seen.push(`${name} response`),
    });
    const client = made();
    client.use(one("first"), one("second"));
    await client.GET("/open", { middleware: [one("call's")] });
    expect(seen).toEqual([
      ...["first request", "second request", "call's request"],
      ...["call's response", "second response", "first response"],
    ]);
  });

  test("once for a call, however often that is tried", async () => {
    let told = 0;
    const client = made();
    client.use({ onRequest: () => void told++, onResponse: () => void told++ });
    server.respond = answer(503);
    await client.GET("/open");
    expect([told, server.take().length]).toEqual([2, 3]);
  });

  test("until it is ejected, and nobody ejects what is the client's own", async () => {
    let told = 0;
    const middleware = { onRequest: () => void told++ };
    const client = made();
    client.use(middleware);
    await client.GET("/open");
    client.eject(middleware, {});
    server.respond = answer(200, { "content-type": "text/html" }, "<html>");
    expect(await rejectionOf(client.GET("/open"))).toMatchObject({
      name: "UnreadableResponseError",
    });
    expect(told).toBe(1);
    expect(() => client.use({} as never)).toThrow("Middleware must be an object");
  });
});

describe("onRequest", () => {
  test("changes the request that is sent", async () => {
    const client = made();
    client.use({ onRequest: ({ request }: Given) => request.headers.set("x-added", "1") });
    await post(client);
    const [arrived] = server.take();
    expect(arrived?.headers).toMatchObject({ "x-added": "1", "x-key": "key-1" });
    expect(`${arrived?.body}`).toBe('{"name":"a"}');
  });

  test("puts another request in its place: its headers, its address, its method, its body", async () => {
    const client = made();
    const replace = (change: (request: Request) => Request) => ({
      middleware: [{ onRequest: ({ request }: Given) => change(request) }],
    });
    await post(
      client,
      replace((request) => new Request(request, { headers: { "x-own": "1" } })),
    );
    await post(
      client,
      replace((request) => new Request(`${request.url}?trace=1`, request)),
    );
    await post(
      client,
      replace((request) => new Request(request, { method: "PUT", body: "other" })),
    );
    await post(
      client,
      replace(({ url }) => new Request(url)),
    );
    const arrived = server
      .take()
      .map(({ method, target, headers, body }) => [
        `${method} ${target} ${body}`.trim(),
        headers["x-own"],
        headers["x-key"],
        headers["content-type"],
      ]);
    expect(arrived).toEqual([
      ['POST /things {"name":"a"}', "1", "key-1", undefined],
      ['POST /things?trace=1 {"name":"a"}', undefined, "key-1", "application/json"],
      ["PUT /things other", undefined, "key-1", "application/json"],
      ["GET /things", undefined, "key-1", undefined],
    ]);
  });

  test("and that is tried again, up to a megabyte", async () => {
    const replaced = (body: string) => ({
      idempotencyKey: "k",
      middleware: [{ onRequest: ({ request }: Given) => new Request(request, { body }) }],
    });
    server.respond = answer(503);
    const client = made();
    const tries = async (init: object) => {
      await post(client, init);
      return server.take().map(({ body }) => body.length);
    };
    expect(await tries(replaced("x".repeat(1_000_000)))).toEqual(Array(3).fill(1_000_000));
    expect(await tries(replaced("x".repeat(1_000_001)))).toEqual([1_000_001]);
    const copied = { onRequest: ({ request }: Given) => new Request(request) };
    expect(await tries({ idempotencyKey: "k", middleware: [copied] })).toEqual([12, 12, 12]);
    const body = new Blob(["once"]).stream();
    const stream = { body, bodySerializer: (it: unknown) => it, middleware: [copied] };
    expect(await tries({ idempotencyKey: "k", ...stream })).toEqual([4]);
  });

  test("writes a body by the call's serializer, which is not the one that is sent", async () => {
    const client = made();
    const seen: unknown[] = [];
    const serialise = ({ options }: Given) =>
      void seen.push((options["bodySerializer"] as (body: unknown) => unknown)({ other: 1 }));
    client.use({ onRequest: serialise });
    await post(client);
    expect(seen).toEqual(['{"other":1}']);
    expect(`${server.take()[0]?.body}`).toBe('{"name":"a"}');
  });

  test("gives the request a signal of its own", async () => {
    const client = made();
    const abort = new AbortController();
    const { signal } = abort;
    server.respond = () => abort.abort();
    client.use({ onRequest: ({ request }: Given) => new Request(request, { signal }) });
    expect(await rejectionOf(client.GET("/open"))).toMatchObject({ name: "CancelledError" });
  });

  test("answers itself, and nothing is sent", async () => {
    const client = made();
    client.use({ onRequest: () => Response.json({ cached: true }) });
    const { data, response } = await client.GET("/things/{id}", thing);
    expect([data, response.status]).toEqual([{ cached: true }, 200]);
    expect(server.take()).toEqual([]);
  });

  test("reads the body, in a copy or not at all", async () => {
    const client = made();
    const seen: string[] = [];
    const read = {
      onRequest: async ({ request }: Given) => void seen.push(await request.clone().text()),
    };
    await post(client, { middleware: [read] });
    expect(seen).toEqual(['{"name":"a"}']);
    expect(`${server.take()[0]?.body}`).toBe('{"name":"a"}');
    const spoil = {
      onRequest: async ({ request }: Given) => {
        const other = new Request(request);
        await other.text();
        return other;
      },
    };
    expect(await rejectionOf(post(client, { middleware: [spoil] }))).toMatchObject({
      name: "InvalidArgumentError",
      message: expect.stringContaining("has a body that middleware has already read"),
    });
  });

  test("throws, and that is what the call rejects with", async () => {
    const client = made();
    const thrown = new SyntaxError("mine");
    client.use({
      onRequest: () => {
        throw thrown;
      },
    });
    expect(await rejectionOf(client.GET("/open"))).toBe(thrown);
    expect(server.take()).toEqual([]);
  });
});

describe("onResponse", () => {
  test("reads the response, and it can still be read", async () => {
    server.respond = json({ a: 1 }, 418);
    const seen: unknown[] = [];
    const client = made();
    client.use({
      onResponse: async ({ response }: Given) =>
        void seen.push(response.status, response.url, await response.clone().json()),
    });
    expect((await client.GET("/open")).error).toEqual({ a: 1 });
    expect(seen).toEqual([418, `${server.url}/open`, { a: 1 }]);
  });

  test("puts another response in its place", async () => {
    server.respond = answer(200, { "content-type": "text/html" }, "<html>");
    const client = made();
    client.use({ onResponse: () => Response.json("instead") });
    expect((await client.GET("/open")).data).toBe("instead");
    const empty = made();
    empty.use({ onResponse: () => new Response(null, { status: 502 }) });
    expect((await empty.GET("/open")).error).toMatchObject({ name: "ServerError", status: 502 });
  });

  test("throws, and that is what the call rejects with", async () => {
    const thrown = new SyntaxError("mine");
    const client = made();
    client.use({
      onResponse: () => {
        throw thrown;
      },
    });
    expect(await rejectionOf(client.GET("/open"))).toBe(thrown);
  });

  test("takes its time, which is none of the attempt's", async () => {
    const client = made({ timeoutMs: 2000, deadlineMs: 2000 });
    client.use({ onResponse: () => new Promise((resolve) => setTimeout(resolve, 2500)) });
    expect((await client.GET("/open")).data).toEqual({});
  });

  test("calls again, though one call at a time may go on", async () => {
    const client = made({ maxConcurrency: 1, deadlineMs: 10_000 });
    client.use({
      onRequest: async ({ schemaPath }: Given) => {
        if (schemaPath === "/things") await client.GET("/open");
      },
      onResponse: async ({ schemaPath }: Given) => {
        if (schemaPath === "/things") await client.GET("/open");
      },
    });
    server.respond = json({}, 401);
    await client.GET("/things");
    expect(server.take().map(({ target }) => target)).toEqual(["/open", "/things", "/open"]);
  });
});

describe("onError", () => {
  const failing: [string, object, typeof server.respond][] = [
    ["ConnectionError", { baseUrl: refused, maxRetries: 0 }, json({})],
    ["TimeoutError", { baseUrl: silent.url, timeoutMs: 30, maxRetries: 0 }, json({})],
    ["UnexpectedRedirectError", {}, answer(302, { location: "https://elsewhere.test" })],
    [
      "UnreadableResponseError",
      {},
      (response) => {
        response.writeHead(200, { "content-length": "100" }).write("{");
        setTimeout(() => response.destroy(), 20);
      },
    ],
  ];
  test.each(failing)(
    "is told of a %s, and answers in its place",
    async (name, options, respond) => {
      server.respond = respond;
      const seen: unknown[] = [];
      const client = made(options);
      const note = { onError: ({ error }: Given) => void seen.push(error) };
      expect(await rejectionOf(client.GET("/open", { middleware: [note] }))).toBe(seen[0]);
      expect(seen).toEqual([expect.objectContaining({ name })]);
      const answered = { onError: () => Response.json("instead") };
      expect((await client.GET("/open", { middleware: [answered] })).data).toBe("instead");
      const own = new Error("own");
      const renamed = { onError: () => own };
      expect(await rejectionOf(client.GET("/open", { middleware: [renamed] }))).toBe(own);
    },
  );

  test("is not told of a status", async () => {
    server.respond = answer(500);
    const client = made({ maxRetries: 0 });
    client.use({
      onError: () => {
        throw new Error("told");
      },
    });
    expect((await client.GET("/open")).response.status).toBe(500);
  });
});

test("the client is one for openapi-fetch's own helpers", async () => {
  const byPath = wrapAsPathBasedClient(made() as never) as unknown as Record<string, FetchClient>;
  server.respond = json("by path");
  const { GET } = byPath["/things/{id}"] as unknown as { GET(init: object): Promise<unknown> };
  expect(await GET(thing)).toMatchObject({ data: "by path" });
});

test("its errors are the classes that the package exports", async () => {
  const { ServerError, ConnectionError } = index as Record<string, new () => Error>;
  server.respond = answer(500);
  const client = made({ maxRetries: 0 });
  expect((await client.GET("/open")).error).toBeInstanceOf(ServerError);
  const none = made({ baseUrl: refused, maxRetries: 0 });
  expect(await rejectionOf(none.GET("/open"))).toBeInstanceOf(ConnectionError);
});

test("100 calls at once are told apart", async () => {
  server.respond = (response, { target }) =>
    setTimeout(() => json({ target })(response, {} as never), (target.length * 7) % 13);
  const client = made();
  client.use({ onRequest: () => new Promise((resolve) => setTimeout(resolve, 1)) });
  const ids = Array.from({ length: 100 }, (_, id) => `${id}`.repeat((id % 5) + 1));
  const results = await Promise.all(
    ids.map((id) => client.GET("/things/{id}", { params: { path: { id } } })),
  );
  expect(results.map(({ data }) => data)).toEqual(ids.map((id) => ({ target: `/things/${id}` })));
});
