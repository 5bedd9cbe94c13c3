import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { fc } from "../support/random.js";
import { callerOf } from "./client.js";
import { json, serve } from "./server.js";

const server = await serve();
afterAll(() => server.close());
beforeEach(() => {
  server.take();
});
const call = callerOf({ baseUrl: server.url });

test("500 calls at once are all answered, each with its own answer", async () => {
  const delays = fc.sample(fc.nat(20), 500);
  server.respond = (response, { target }) => {
    const finish = () => json({ target })(response, {} as never);
    setTimeout(finish, delays[Number(/\d+/.exec(target))]);
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

describe("a custom fetch", () => {
  test("gets the whole request, and its answer counts", async () => {
    const seen: Request[] = [];
    const custom = callerOf({
      baseUrl: "https://api.test/base/",
      fetch: async (url, init) => {
        seen.push(new Request(url, init));
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
      "user-agent": "test/1",
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
