import { setTimeout as wait } from "node:timers/promises";
import { afterAll, describe, expect, test } from "vitest";
import { InvalidArgumentError } from "../../generator/runtime/index.js";
import type { OperationDescriptor } from "../../generator/runtime/operation.js";
import { callerOf, outcomeOf, rejectionOf } from "./client.js";
import { answer, json, type Respond, serve } from "./server.js";

/**
 * A server that counts what is under way, and answers each request after a while; none before
 * `expected` have been under way at once, so that a slow arrival does not hide one.
 */
async function counting(respond: Respond = json({}), ms = 15, expected = 1) {
  const seen = { now: 0, most: 0, order: [] as string[] };
  const held: (() => void)[] = [];
  const server = await serve((response, arrived) => {
    seen.now += 1;
    seen.most = Math.max(seen.most, seen.now);
    seen.order.push(arrived.target);
    held.push(() => {
      seen.now -= 1;
      respond(response, arrived);
    });
    if (seen.most >= expected) for (const finish of held.splice(0)) setTimeout(finish, ms);
  });
  afterAll(() => server.close());
  return { server, seen, url: server.url };
}

const operation: Partial<OperationDescriptor> = {
  path: "/{id}/",
  parameters: { id: { in: "path" } },
};
const ids = (count: number) => Array.from({ length: count }, (_, id) => id);

describe("at most so many are under way:", () => {
  test.each([1, 3, 10, 100])("%d of 40", async (maxConcurrency) => {
    const expected = Math.min(maxConcurrency, 40);
    // Long enough for one too many to arrive.
    const { url, seen } = await counting(json({}), expected > 3 ? 50 : 10, expected);
    const call = callerOf({ baseUrl: url, maxConcurrency });
    await Promise.all(ids(40).map((id) => call(operation, { id })));
    expect(seen.most).toBe(expected);
    expect(seen.order).toHaveLength(40);
  });

  test("a fraction does not let one more go", async () => {
    const { url, seen } = await counting();
    const call = callerOf({ baseUrl: url, maxConcurrency: 1.5 });
    await Promise.all(ids(5).map((id) => call(operation, { id })));
    expect(seen.most).toBe(1);
  });

  test("all at once without a limit, or with none", async () => {
    for (const options of [{}, { maxConcurrency: Number.POSITIVE_INFINITY }]) {
      const { url, seen } = await counting(json({}), 0, 30);
      const call = callerOf({ baseUrl: url, ...options });
      await Promise.all(ids(30).map((id) => call(operation, { id })));
      expect(seen.most).toBe(30);
    }
  });

  test("each client counts for itself", async () => {
    const { url, seen } = await counting(json({}), 50, 3);
    const clients = ids(3).map(() => callerOf({ baseUrl: url, maxConcurrency: 1 }));
    await Promise.all(clients.flatMap((call) => [call({}), call({})]));
    expect(seen.most).toBe(3);
  });

  test("retries of a call do not count twice, nor free its place in between", async () => {
    let requests = 0;
    const { url, seen } = await counting((response, arrived) =>
      (requests++ % 2 === 0 ? answer(503) : json({}))(response, arrived),
    );
    const call = callerOf({ baseUrl: url, maxConcurrency: 1, maxRetries: 1, retryDelayMs: 20 });
    await Promise.all(ids(4).map((id) => call(operation, { id })));
    expect(seen.most).toBe(1);
    expect(seen.order).toEqual(["0", "0", "1", "1", "2", "2", "3", "3"].map((id) => `/${id}/`));
  });
});

test("the others wait in their order", async () => {
  const { url, seen } = await counting(json({}), 2);
  const call = callerOf({ baseUrl: url, maxConcurrency: 1 });
  await Promise.all(ids(30).map((id) => call(operation, { id })));
  expect(seen.order).toEqual(ids(30).map((id) => `/${id}/`));
});

test("a turn that is given up goes to the next one", async () => {
  const { url, seen } = await counting();
  const call = callerOf({ baseUrl: url, maxConcurrency: 1 });
  const left = new AbortController();
  const first = call(operation, { id: "first" });
  const middle = ids(10).map((id) => call(operation, { id }, { signal: left.signal }).result());
  const last = call(operation, { id: "last" });
  left.abort();
  const late = call(operation, { id: "late" });
  expect(await Promise.all([first, last, late])).toEqual([{}, {}, {}]);
  expect((await Promise.all(middle)).every(({ ok }) => !ok)).toBe(true);
  expect(seen.order).toEqual(["/first/", "/last/", "/late/"]);
  expect(seen.most).toBe(1);
});

describe("its place is free again after", () => {
  const ways: [string, (call: ReturnType<typeof callerOf>) => Promise<unknown>][] = [
    ["success", (call) => call({}).result()],
    ["a failure", (call) => call({ path: "/404/" }).result()],
    ["a body that cannot be read", (call) => call({ path: "/html/" }).result()],
    ["no answer", (call) => call({ path: "/reset/" }).result()],
    ["a timeout", (call) => call({ path: "/silent/" }, {}, { timeoutMs: 20 }).result()],
    ["a timeout in the body", (call) => call({ path: "/stall/" }, {}, { timeoutMs: 20 }).result()],
    [
      "an abort",
      (call) => call({ path: "/silent/" }, {}, { signal: AbortSignal.timeout(20) }).result(),
    ],
    ["an abort before the start", (call) => call({}, {}, { signal: AbortSignal.abort() }).result()],
    ["wrong arguments", (call) => call(operation).result()],
    ["wrong options", (call) => call({}, {}, { maxRetries: -1 }).result()],
    ["a redirect", (call) => call({ path: "/redirect/" }).result()],
    ["a raw response, its body unread", (call) => call({ path: "/stall/" }).response()],
    [
      "a call that nobody reads, in its time",
      async (call) => {
        call({ path: "/stall/" }, {}, { timeoutMs: 200 });
        await wait(250);
      },
    ],
    [
      "an answer that is read when its time is over",
      async (call) => {
        // Its headers have to be there in time: without them it would fail before anybody reads it.
        const late = call({ path: "/stall/" }, {}, { timeoutMs: 500 });
        await wait(550);
        await late.result();
      },
    ],
  ];
  const answers: Record<string, Respond> = {
    "/404/": answer(404),
    "/html/": answer(200, {}, "<p>"),
    "/reset/": (response) => response.destroy(),
    "/silent/": () => {},
    "/stall/": (response) => response.writeHead(200, { "content-length": "9" }).write("1"),
    "/redirect/": answer(302, { location: "http://other.test/" }),
  };

  test.each(ways)("%s", async (_, way) => {
    const server = await serve((response, arrived) =>
      (answers[arrived.target] ?? json("next"))(response, arrived),
    );
    const call = callerOf({ baseUrl: server.url, maxConcurrency: 1, timeoutMs: 30_000 });
    // More than once: a place given back twice would let two go.
    for (let index = 0; index < 3; index++) await way(call).catch(() => {});
    expect(await call({}, {}, { deadlineMs: 5000 })).toBe("next");

    const { url, seen } = await counting();
    // What is left of the ways may arrive late, and does not count.
    const isOurs = (target: string) => /^\/\d+\/$/.test(new URL(target).pathname);
    const counted = callerOf({
      baseUrl: url,
      maxConcurrency: 1,
      fetch: (target, init) =>
        fetch(isOurs(target) ? target : target.replace(url, server.url), init),
    });
    for (let index = 0; index < 3; index++) await way(counted).catch(() => {});
    await Promise.all(ids(5).map((id) => counted(operation, { id })));
    expect(seen.most).toBe(1);
    await server.close();
  });

  test("hooks and credentials that throw", async () => {
    const { url } = await counting();
    let isBroken = true;
    const fail = () => {
      if (isBroken) throw new Error("no");
    };
    const key = () => {
      fail();
      return "key";
    };
    const config = {
      credentials: { key: { option: "apiKey", in: "header", name: "X-Key" } },
      security: [["key"]],
    } as const;
    for (const [hooks, credential] of [
      [{ request: fail }, "key"],
      [{}, key],
    ] as const) {
      isBroken = true;
      const call = callerOf({ baseUrl: url, maxConcurrency: 1, hooks }, config, {
        key: credential,
      });
      expect(await rejectionOf(call({}))).toMatchObject({ message: "no" });
      isBroken = false;
      expect(await outcomeOf(call({}, {}, { deadlineMs: 5000 }))).toEqual({});
    }
  });
});

test.each([0, -1, 0.5, Number.NaN, "3", null])("a limit of %j is refused", (maxConcurrency) => {
  const wrong = { baseUrl: "http://a.test", maxConcurrency: maxConcurrency as number };
  expect(() => callerOf(wrong)).toThrow(InvalidArgumentError);
  expect(() => callerOf(wrong)).toThrow(expect.objectContaining({ parameter: "maxConcurrency" }));
});
