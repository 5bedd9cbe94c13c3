import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { rejectionOf } from "../runtime/client.js";
import { answer, json, serve } from "../runtime/server.js";
import { type FetchClient, loadWithFetch } from "./make-fetch-client.js";

const { fetch } = await loadWithFetch();
const server = await serve();
const other = await serve();
afterAll(() => Promise.all([server.close(), other.close()]));
beforeEach(() => {
  server.take();
  other.take();
  server.respond = json({});
});

const made = (options: object = {}): FetchClient =>
  fetch.createThingsFetch({
    apiKey: "key-of-the-header",
    baseUrl: server.url,
    retryDelayMs: 1,
    ...options,
  });
const client = made();
const thing = { params: { path: { id: "1" } } };
const targets = () => server.take().map(({ target }) => target);
const asItIs = (body: unknown) => body;

describe("the request", () => {
  test("is openapi-fetch's, and says who sends it and what he takes", async () => {
    await client.POST("/things", {
      body: { name: "a" },
      headers: { "X-Own": "1", "X-List": ["a", "b"], "X-None": null },
    });
    const [arrived] = server.take();
    expect(arrived).toMatchObject({ method: "POST", target: "/things" });
    expect(arrived?.headers).toMatchObject({
      accept: "application/json",
      "content-type": "application/json",
      "user-agent": "Things/1",
      "x-own": "1",
      "x-list": "a, b",
    });
    expect(arrived?.headers).not.toHaveProperty("x-none");
    expect(`${arrived?.body}`).toBe('{"name":"a"}');
  });

  test("has the client's headers, which a call replaces or takes away", async () => {
    const own = made({ headers: { "X-Team": "a", "X-Org": "b", Accept: "text/csv" } });
    await own.GET("/open", { headers: { "x-team": "c", "x-org": null } });
    const [arrived] = server.take();
    expect(arrived?.headers).toMatchObject({ "x-team": "c", accept: "text/csv" });
    expect(arrived?.headers).not.toHaveProperty("x-org");
  });

  test("has the header parameters and the cookies of the call", async () => {
    const params = { ...thing.params, header: { "X-Trace": 7 }, cookie: { theme: "da rk" } };
    await client.GET("/things/{id}", { params, headers: { cookie: "a=b" } });
    expect(server.take()[0]?.headers).toMatchObject({
      "x-trace": "7",
      cookie: "a=b; theme=da%20rk",
    });
  });

  test("is made by the serializers of the client or the call", async () => {
    const querySerializer = { array: { style: "pipeDelimited", explode: false } };
    const own = made({ querySerializer, bodySerializer: () => "of the client" });
    const query = { tags: ["a", "b"] };
    await own.GET("/things", { params: { query } });
    await own.GET("/things", { params: { query }, querySerializer: () => "?own=1" });
    await client.GET("/things", { params: { query } });
    expect(targets()).toEqual(["/things?tags=a|b", "/things?own=1", "/things?tags=a&tags=b"]);
    await own.POST("/things", { body: {} });
    await own.POST("/things", { body: {}, bodySerializer: () => "of the call" });
    expect(server.take().map(({ body }) => `${body}`)).toEqual(["of the client", "of the call"]);
  });

  test("takes what the client's options give, unless the call gives it", async () => {
    const own = made({ orgId: "o1" });
    await own.GET("/things");
    await own.GET("/things", { params: { query: { org_id: "o2", tags: ["a"] } } });
    await own.GET("/open");
    expect(targets()).toEqual(["/things?org_id=o1", "/things?org_id=o2&tags=a", "/open"]);
  });

  test("goes where the call says", async () => {
    await client.GET("/things/{id}", { ...thing, baseUrl: `${other.url}/base/` });
    expect(other.take()[0]).toMatchObject({ target: "/base/things/1" });
    expect(server.take()).toEqual([]);
  });

  test("goes by `request`, as by the method", async () => {
    await client.request("get", "/things/{id}", thing);
    expect(targets()).toEqual(["/things/1"]);
  });

  test("loses no query to a fragment or a query of the template", async () => {
    const query = { a: "?1" };
    await client.GET("/marked#one", { params: { query } });
    await client.GET("/old?action=list", { params: { query } });
    await client.GET("/old?action=list");
    expect(targets()).toEqual(["/marked?a=%3F1", "/old?action=list&a=%3F1", "/old?action=list"]);
  });

  test("is sent by the client's fetch, or by the call's", async () => {
    const seen: unknown[] = [];
    const own = made({
      fetch: async (url: string, init: RequestInit) => {
        seen.push(url, new Headers(init.headers).get("x-key"));
        return Response.json("client");
      },
    });
    expect((await own.GET("/open", { fetch: undefined })).data).toBe("client");
    const ofCall = async (request: Request) => {
      seen.push(request.url, request.headers.get("x-key"), await request.text());
      return Response.json("call");
    };
    const { data } = await own.POST("/things", { body: { name: "" }, fetch: ofCall });
    expect(data).toBe("call");
    expect(seen).toEqual([
      `${server.url}/open`,
      null,
      `${server.url}/things`,
      "key-of-the-header",
      '{"name":""}',
    ]);
    expect(server.take()).toEqual([]);
  });

  test("tells fetch how openapi-fetch was told to send it, and no more", async () => {
    const seen: Record<string, unknown>[] = [];
    const own = made({
      credentials: "include",
      requestInitExt: { dispatcher: "d" },
      // Here it is the option of a credential.
      mode: "secret",
      fetch: async (_: string, init: Record<string, unknown>) => {
        seen.push(init);
        return Response.json({});
      },
    });
    await own.GET("/open", { cache: "no-store", next: { revalidate: 3 } });
    await own.GET("/open");
    const { signal: _, headers: __, ...init } = seen[0] ?? {};
    expect(init).toMatchObject({
      method: "GET",
      redirect: "manual",
      credentials: "include",
      cache: "no-store",
      dispatcher: "d",
      next: { revalidate: 3 },
    });
    expect(init).not.toHaveProperty("mode");
    expect(seen[1]).not.toHaveProperty("cache");
  });
});

describe("values of the path", () => {
  const get = (id: unknown) => client.GET("/things/{id}", { params: { path: { id } } });

  test.each([
    ["a/b", "/things/a%2Fb"],
    ["../x", "/things/..%2Fx"],
    ["a?b#c", "/things/a%3Fb%23c"],
    ["%2e%2e", "/things/%252e%252e"],
    ["{id}", "/things/%7Bid%7D"],
    ["$&", "/things/%24%26"],
    ["(!)", "/things/%28%21%29"],
    [0, "/things/0"],
    [new Date(0), "/things/1970-01-01T00%3A00%3A00.000Z"],
  ])("%j stays one segment", async (id, target) => {
    await get(id);
    expect(targets()).toEqual([target]);
  });

  test.each([
    ["", "must not be empty"],
    [".", "must not create a dot segment in the path"],
    ["..", "must not create a dot segment in the path"],
    [undefined, "is required, but missing"],
    [null, "is required, but missing"],
    [["a"], "cannot be sent as text: a list"],
    [{}, "cannot be sent as text: object"],
    [Number.NaN, "cannot be sent as text: NaN"],
    ["\ud800", "contains a lone surrogate"],
  ])("%j is refused", async (id, problem) => {
    const error = { name: "InvalidArgumentError", parameter: "id", message: `id ${problem}` };
    expect(await rejectionOf(get(id))).toMatchObject(error);
    expect(targets()).toEqual([]);
  });

  test("that are not there at all are refused, too", async () => {
    const missing = { name: "InvalidArgumentError", message: "id is required, but missing" };
    for (const init of [undefined, {}, { params: {} }, { params: { path: {} } }]) {
      expect(await rejectionOf(client.GET("/things/{id}", init))).toMatchObject(missing);
    }
  });

  test("are written in the spec's styles", async () => {
    const path = { label: ["a", "b c"], matrix: ["d", "e/f"] };
    await client.GET("/styles/{label}/{matrix}", { params: { path } });
    expect(targets()).toEqual(["/styles/.a.b%20c/;matrix=d,e%2Ff"]);
  });

  test("are by their name on the wire, in whatever places it stands", async () => {
    await client.GET("/same/{id}", { params: { path: { id: "p" }, query: { id: "q" } } });
    expect(targets()).toEqual(["/same/p?id=q"]);
  });

  test("go below the base URL of the client or of the call", async () => {
    const own = made({ baseUrl: `${server.url}/v1/` });
    await own.GET("/things/{id}", thing);
    await own.GET("/things/{id}", { ...thing, baseUrl: `${server.url}/much/longer` });
    expect(targets()).toEqual(["/v1/things/1", "/much/longer/things/1"]);
  });
});

describe("credentials are those of the operation:", () => {
  const own = made({ session: "the-session", queryKey: () => "the query key" });
  test("the API's by default", async () => {
    await own.GET("/things");
    const [arrived] = server.take();
    expect(arrived).toMatchObject({ target: "/things", headers: { "x-key": "key-of-the-header" } });
    expect(arrived?.headers).not.toHaveProperty("cookie");
  });

  test("none for one that needs none", async () => {
    await own.GET("/open");
    expect(server.take()[0]?.headers).not.toHaveProperty("x-key");
  });

  test("those that it names", async () => {
    await own.GET("/session");
    const [arrived] = server.take();
    expect(arrived).toMatchObject({
      target: "/session?key=the%20query%20key",
      headers: { cookie: "sid=the-session" },
    });
    expect(arrived?.headers).not.toHaveProperty("x-key");
  });

  test("and no call goes without", async () => {
    expect(await rejectionOf(client.GET("/session"))).toMatchObject({
      name: "InvalidArgumentError",
      parameter: "session and queryKey",
    });
    expect(server.take()).toEqual([]);
  });

  test("a function is asked for each attempt", async () => {
    let asked = 0;
    server.respond = answer(503);
    await made({ apiKey: () => `key ${++asked}` }).GET("/things");
    expect(server.take().map(({ headers }) => headers["x-key"])).toEqual([
      "key 1",
      "key 2",
      "key 3",
    ]);
  });
});

describe("an operation that no source documents", () => {
  test("is refused, before middleware hears of it", async () => {
    const own = made();
    own.use({ onRequest: () => Response.json("instead") });
    expect(await rejectionOf(own.GET("/guess"))).toMatchObject({
      name: "InferredOperationError",
      operationId: "getGuess",
    });
    expect(server.take()).toEqual([]);
  });

  test.each(["allow", ["getGuess"]])("is sent with inferred: %j", async (inferred) => {
    expect((await made({ inferred }).GET("/guess")).response.status).toBe(200);
    expect(targets()).toEqual(["/guess"]);
  });
});

test("a stream is sent as it comes", async () => {
  let arrived = "";
  let onArrived = () => {};
  const first = new Promise<void>((resolve) => {
    onArrived = resolve;
  });
  const seen = async (_: string, init: RequestInit) => {
    for await (const part of init.body as ReadableStream<Uint8Array>) {
      arrived += Buffer.from(part);
      onArrived();
    }
    return Response.json({});
  };
  const body = new ReadableStream({
    async start(controller) {
      controller.enqueue(new TextEncoder().encode("first "));
      await first;
      controller.enqueue(new TextEncoder().encode("second"));
      controller.close();
    },
  });
  await made({ fetch: seen }).PUT("/things/{id}", { ...thing, body, bodySerializer: asItIs });
  expect(arrived).toBe("first second");
});

describe("at once go as many as maxConcurrency says:", () => {
  test("the rest wait", async () => {
    let now = 0;
    let most = 0;
    server.respond = (response) => {
      most = Math.max(most, ++now);
      setTimeout(() => {
        now--;
        json({})(response, {} as never);
      }, 20);
    };
    const own = made({ maxConcurrency: 2 });
    await Promise.all(Array.from({ length: 7 }, () => own.GET("/open")));
    expect(most).toBe(2);
  });

  test("a turn is over when the answer is there, whatever becomes of it", async () => {
    const own = made({ maxConcurrency: 1, maxRetries: 0, deadlineMs: 5000 });
    const html = answer(200, { "content-type": "text/html" }, "<html>");
    for (const respond of [json({}), json({}, 400), answer(500), html]) {
      server.respond = respond;
      await Promise.allSettled([own.GET("/open"), own.GET("/things", { parseAs: "stream" })]);
    }
    server.respond = json("last");
    expect((await own.GET("/open")).data).toBe("last");
  });
});

describe("hooks", () => {
  const recorded = () => {
    const seen: string[] = [];
    const record = (name: string) => (event: Record<string, unknown>) => {
      const error = event["error"] as Error | undefined;
      seen.push(
        [name, event["operationId"], event["attempt"], event["status"], error?.name]
          .filter((part) => part !== undefined)
          .join(" "),
      );
    };
    const names = ["request", "response", "retry", "error"];
    return { seen, hooks: Object.fromEntries(names.map((name) => [name, record(name)])) };
  };

  test("are told of each step", async () => {
    const { seen, hooks } = recorded();
    const own = made({ hooks, maxRetries: 1 });
    await own.GET("/open");
    server.respond = json({ a: 1 }, 503);
    await own.GET("/open");
    expect(seen).toEqual([
      ...["request getOpen 1", "response getOpen 1 200"],
      ...["request getOpen 1", "response getOpen 1 503", "retry getOpen 1"],
      ...["request getOpen 2", "response getOpen 2 503", "error getOpen 2 ServerError"],
    ]);
  });

  test("are told of what cannot be read", async () => {
    const { seen, hooks } = recorded();
    server.respond = answer(200, { "content-type": "text/html" }, "<html>");
    await rejectionOf(made({ hooks }).GET("/open"));
    expect(seen.at(-1)).toBe("error getOpen 1 UnreadableResponseError");
    expect(seen.filter((each) => each.startsWith("error"))).toHaveLength(1);
  });

  test("may add headers, and see no credential", async () => {
    const seen: string[] = [];
    const request = ({ headers }: { headers: Headers }) => {
      headers.forEach((value, name) => {
        seen.push(`${name}: ${value}`);
      });
      headers.set("x-added", "1");
    };
    await made({ hooks: { request } }).GET("/things", { headers: { "x-own": "2" } });
    expect(server.take()[0]?.headers).toMatchObject({ "x-added": "1", "x-own": "2" });
    expect(seen).toContain("x-own: 2");
    expect(seen.join()).not.toContain("key-of-the-header");
  });
});
