import { inspect } from "node:util";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import {
  type CredentialScheme,
  encodeBasic,
  writeCookieCredential,
  writeQueryCredential,
} from "../../generator/runtime/auth.js";
import {
  type ClientOptions,
  type Hooks,
  InvalidArgumentError,
} from "../../generator/runtime/index.js";
import { isCookieValue } from "../../generator/runtime/serialize.js";
import { callerOf, outcomeOf, rejectionOf } from "./client.js";
import { answer, json, refusedUrl, serve } from "./server.js";

const server = await serve();
const refused = await refusedUrl();
afterAll(() => server.close());
beforeEach(() => {
  server.take();
  server.respond = json({});
});

/** Every event, and what it held when it came: a later change would not be seen in the object itself. */
function recorder() {
  const seen: { name: string; event: Record<string, unknown>; shown: string }[] = [];
  const record = (name: string) => (event: object) => {
    const shown = inspect(event, { depth: 10, showHidden: true }) + JSON.stringify(event);
    seen.push({ name, event: { ...event }, shown });
  };
  const hooks: Hooks = {
    request: record("request"),
    response: record("response"),
    retry: record("retry"),
    error: record("error"),
  };
  return { seen, hooks };
}

const quick = { baseUrl: server.url, retryDelayMs: 1, maxRetries: 2 };
const names = (seen: readonly { name: string; event: Record<string, unknown> }[]) =>
  seen.map(({ name, event }) => `${name} ${event["attempt"]}`);

describe("the hooks are told, in this order,", () => {
  test.each<[string, Partial<ClientOptions>, typeof server.respond, string[]]>([
    ["of success", {}, json({}), ["request 1", "response 1"]],
    ["of a status", {}, answer(404), ["request 1", "response 1", "error 1"]],
    [
      "of retries",
      {},
      answer(503),
      [
        ...["request 1", "response 1", "retry 1"],
        ...["request 2", "response 2", "retry 2"],
        ...["request 3", "response 3", "error 3"],
      ],
    ],
    [
      "of no answer",
      { maxRetries: 1 },
      (response) => response.destroy(),
      ["request 1", "retry 1", "request 2", "error 2"],
    ],
    ["of a timeout", { timeoutMs: 30, maxRetries: 0 }, () => {}, ["request 1", "error 1"]],
    ["of an unreadable body", {}, answer(200, {}, "<p>"), ["request 1", "response 1", "error 1"]],
    [
      "of a redirect",
      {},
      answer(302, { location: "http://other.test/" }),
      ["request 1", "error 1"],
    ],
  ])("%s", async (_, options, respond, expected) => {
    server.respond = respond;
    const { seen, hooks } = recorder();
    await callerOf({ ...quick, ...options, hooks })({}).result();
    expect(names(seen)).toEqual(expected);
    for (const { event } of seen) {
      expect(event).toMatchObject({
        operationId: "listThings",
        method: "GET",
        url: `${server.url}/things/`,
      });
    }
  });

  test("with what they need to know", async () => {
    server.respond = answer(404, { "x-request-id": "r1" });
    const { seen, hooks } = recorder();
    const one = callerOf({ ...quick, hooks })({ parameters: { q: { in: "query" } } }, { q: "ü" });
    const error = await rejectionOf(one);
    const [request, response, failure] = seen.map(({ event }) => event);
    expect(request?.["url"]).toBe(`${server.url}/things/?q=%C3%BC`);
    expect((request?.["headers"] as Headers | undefined)?.get("accept")).toBe("application/json");
    expect(response?.["status"]).toBe(404);
    expect((response?.["headers"] as Headers | undefined)?.get("x-request-id")).toBe("r1");
    expect(failure?.["error"]).toBe(error);
    for (const event of [response, failure]) {
      expect(event?.["durationMs"]).toBeGreaterThanOrEqual(0);
      // Neither a time of day nor nanoseconds.
      expect(event?.["durationMs"]).toBeLessThan(60_000);
    }
  });

  test("once, however often the call is read", async () => {
    server.respond = answer(500);
    const { seen, hooks } = recorder();
    const one = callerOf({ ...quick, maxRetries: 0, hooks })({});
    await Promise.allSettled([one, one.result(), one.catch(() => {}), one.result()]);
    expect(names(seen)).toEqual(["request 1", "response 1", "error 1"]);
  });

  test("and of nothing if the call was made wrongly", async () => {
    const { seen, hooks } = recorder();
    const call = callerOf({ ...quick, hooks });
    const wrong = call({ path: "/{id}/", parameters: { id: { in: "path" } } });
    expect(await rejectionOf(wrong)).toBeInstanceOf(InvalidArgumentError);
    expect(seen).toEqual([]);
  });

  test("which events are of one call", async () => {
    server.respond = answer(503);
    const calls: object[] = [];
    const keep = ({ call }: { call: object }) => void calls.push(call);
    const hooks = { request: keep, response: keep, retry: keep, error: keep };
    const call = callerOf({ ...quick, hooks });
    await Promise.all([call({}).result(), call({}).result()]);
    expect(new Set(calls).size).toBe(2);
    expect(calls).toHaveLength(18);
  });
});

describe("the request hook", () => {
  test("may add headers and change them, for its attempt alone", async () => {
    server.respond = answer(503);
    const hooks: Hooks = {
      request: async ({ headers, attempt }) => {
        await new Promise((resolve) => setTimeout(resolve, 5));
        headers.append("traceparent", `trace-${attempt}`);
        headers.set("X-Both", "hook");
      },
    };
    const call = callerOf({ ...quick, hooks, headers: { "x-both": "client", "x-own": "1" } });
    await call({}).result();
    expect(
      server
        .take()
        .map(({ headers }) => [headers["traceparent"], headers["x-both"], headers["x-own"]]),
    ).toEqual([1, 2, 3].map((attempt) => [`trace-${attempt}`, "hook", "1"]));
  });

  test("does not replace the credential", async () => {
    const hooks: Hooks = { request: ({ headers }) => headers.set("authorization", "of the hook") };
    const call = callerOf(
      { ...quick, hooks },
      {
        credentials: { key: { option: "apiKey", in: "header", name: "Authorization" } },
        security: [["key"]],
      },
      { key: "of-the-client" },
    );
    await call({});
    expect(server.take()[0]?.headers.authorization).toBe("of-the-client");
  });

  test.each([
    [
      "throws",
      () => {
        throw new Error("no trace");
      },
    ],
    ["rejects", () => Promise.reject(new Error("no trace"))],
  ])("that %s ends the call before it is sent", async (_, request) => {
    const call = callerOf({ ...quick, hooks: { request } });
    for (const way of [call({}), call({}).result(), call({}).response()]) {
      expect(await rejectionOf(way)).toMatchObject({ name: "Error", message: "no trace" });
    }
    expect(server.take()).toEqual([]);
  });
});

describe("a hook that fails changes nothing:", () => {
  const fails: [string, () => void][] = [
    [
      "throws",
      () => {
        throw new Error("of the hook");
      },
    ],
    ["rejects", () => Promise.reject(new Error("of the hook")) as never],
    ["never ends", () => new Promise(() => {}) as never],
    [
      "is thenable and rejects",
      () =>
        // biome-ignore lint/suspicious/noThenProperty: what a library's own promise looks like
        ({ then: (_: unknown, reject: (e: Error) => void) => reject(new Error("x")) }) as never,
    ],
  ];

  test.each(fails)("it %s", async (_, fail) => {
    const call = callerOf({ ...quick, hooks: { response: fail, retry: fail, error: fail } });
    let requests = 0;
    server.respond = (response, arrived) =>
      (++requests < 3 ? answer(503) : json("third"))(response, arrived);
    expect(await call({})).toBe("third");
    server.respond = answer(404);
    expect(await outcomeOf(call({}))).toBe("NotFoundError");
  });
});

describe("no hook sees the credential:", () => {
  const secret = "S3CRET-of-hooks-0123";
  const forms = [secret, Buffer.from(`user:${secret}`).toString("base64")];
  const schemes = {
    header: { option: "apiKey", in: "header", name: "Authorization", prefix: "Api-Key " },
    query: { option: "queryKey", in: "query", name: "key", write: writeQueryCredential },
    cookie: {
      option: "session",
      in: "cookie",
      name: "sid",
      write: writeCookieCredential,
      holds: isCookieValue,
    },
    basic: {
      option: "login",
      in: "header",
      name: "Authorization",
      prefix: "Basic ",
      encode: encodeBasic("login"),
    },
  } satisfies Record<string, CredentialScheme>;
  const echo: typeof server.respond = (response, { headers, target }) =>
    json({ headers, target }, 500)(response, {} as never);

  test.each(Object.keys(schemes))("in %s, now or later", async (kind) => {
    // As it was sent: of a login, a server sees no more.
    const echoed = encodeURIComponent(kind === "basic" ? (forms[1] ?? "") : secret);
    for (const [baseUrl, respond] of [
      [server.url, json({})],
      [server.url, echo],
      [server.url, answer(302, { location: `http://other.test/?${echoed}` })],
      [refused, json({})],
    ] as const) {
      server.respond = respond;
      const kept: object[] = [];
      const { seen, hooks } = recorder();
      const both = Object.fromEntries(
        Object.entries(hooks).map(([name, hook]) => [
          name,
          (event: never) => {
            kept.push(event);
            return (hook as (event: never) => void)(event);
          },
        ]),
      );
      const credential = kind === "basic" ? { username: "user", password: secret } : secret;
      const call = callerOf(
        { ...quick, baseUrl, hooks: both },
        { credentials: schemes, security: [[kind]] },
        { [kind]: credential },
      );
      await call({}).result();
      expect(seen.length).toBeGreaterThan(1);
      const shown = seen.map((each) => each.shown).join("") + inspect(kept, { depth: 10 });
      for (const form of forms) expect(shown).not.toContain(form);
    }
  });
});
