import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { callerOf } from "./client.js";
import { answer, json, serve } from "./server.js";

const server = await serve();
const elsewhere = await serve(json({ host: "elsewhere" }));
afterAll(() => Promise.all([server.close(), elsewhere.close()]));
beforeEach(() => {
  server.take();
  elsewhere.take();
});
const call = callerOf(
  { baseUrl: server.url },
  {
    credentials: { key: { option: "apiKey", in: "header", name: "Authorization" } },
    security: [["key"]],
  },
  { key: "S3CRET" },
);

test("500 calls at once are all answered, each with its own answer", async () => {
  server.respond = (response, { target }) => {
    const finish = () => json({ target })(response, {} as never);
    setTimeout(finish, Math.random() * 20);
  };
  // One signal for all must not make Node warn of a leak.
  const warnings: Error[] = [];
  const onWarning = (warning: Error) => warnings.push(warning);
  process.on("warning", onWarning);
  const { signal } = new AbortController();
  const operation = { path: "/{id}/", parameters: { id: { in: "path" } } } as const;
  const ids = Array.from({ length: 500 }, (_, id) => id);
  const answers = await Promise.all(ids.map((id) => call(operation, { id }, { signal })));
  process.off("warning", onWarning);
  expect(answers).toEqual(ids.map((id) => ({ target: `/${id}/` })));
  expect(server.take()).toHaveLength(500);
  expect(warnings).toEqual([]);
});

describe("redirects", () => {
  const statuses = [301, 302, 303, 307, 308];

  test.each(
    ["PATCH", "POST", "PUT", "DELETE"].flatMap((method) =>
      statuses.map((status) => [method, status] as const),
    ),
  )("of a %s are not followed: %d", async (method, status) => {
    server.respond = answer(status, { location: elsewhere.url });
    const body = method === "DELETE" ? {} : { body: {} };
    const result = await call({ method, ...body }, { body: { a: 1 } }).result();
    expect(result).toMatchObject({ ok: false, status });
    expect(result.response?.headers.get("location")).toBe(elsewhere.url);
    expect(server.take()).toHaveLength(1);
    expect(elsewhere.take()).toEqual([]);
  });

  test.each(statuses)(
    "of a GET are followed, without the key on another host: %d",
    async (status) => {
      server.respond = answer(status, { location: `${elsewhere.url}/moved/` });
      expect(await call({})).toEqual({ host: "elsewhere" });
      const [request] = elsewhere.take();
      expect(request).toMatchObject({ method: "GET", target: "/moved/" });
      expect(request?.headers).not.toHaveProperty("authorization");
    },
  );

  test("of a GET to the same host keep the key", async () => {
    server.respond = (response, { target }) =>
      target === "/things/"
        ? response.writeHead(302, { location: "/moved/" }).end()
        : json(1)(response, {} as never);
    expect(await call({})).toBe(1);
    expect(server.take().map(({ headers }) => headers.authorization)).toEqual(["S3CRET", "S3CRET"]);
  });
});

describe("a custom fetch", () => {
  test("gets the whole request, and its answer counts", async () => {
    const seen: Request[] = [];
    const custom = callerOf({
      baseUrl: "https://api.test/base/",
      fetch: async (request) => {
        seen.push(request);
        return Response.json({ a: 1 }, { status: 201 });
      },
    });
    const signal = AbortSignal.timeout(60_000);
    const result = await custom(
      { method: "PATCH", body: {} },
      { body: { b: 2 } },
      { signal, headers: { "x-a": "1" } },
    ).result();
    expect(result).toMatchObject({ ok: true, status: 201, data: { a: 1 } });
    const [request] = seen;
    expect(seen).toHaveLength(1);
    expect(request).toMatchObject({ method: "PATCH", url: "https://api.test/base/things/" });
    expect(Object.fromEntries(request?.headers ?? [])).toEqual({
      accept: "application/json",
      "content-type": "application/json",
      "x-a": "1",
    });
    expect(await request?.text()).toBe('{"b":2}');
  });

  test("replaces the global one only for its client", async () => {
    const custom = callerOf({ baseUrl: server.url, fetch: async () => Response.json("custom") });
    server.respond = json("real");
    expect(await Promise.all([custom({}), call({})])).toEqual(["custom", "real"]);
  });

  test("that is the global one is called as a function, not as a method", async () => {
    server.respond = json("real");
    expect(await callerOf({ baseUrl: server.url, fetch })({})).toBe("real");
  });
});

test("an answer that nobody reads does not hold up the next ones", async () => {
  server.respond = json("x".repeat(100_000));
  for (let index = 0; index < 50; index++) await call({}).response();
  server.respond = json("next");
  expect(await call({})).toBe("next");
});
