import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { writeForm, writeRaw } from "../../generator/runtime/body.js";
import {
  type ClientOptions,
  ConnectionError,
  InvalidArgumentError,
  RateLimitError,
  type RetryEvent,
} from "../../generator/runtime/index.js";
import { answer, json } from "../faulty/answer.js";
import { type Behaviour, first, inTurn } from "../faulty/behaviour.js";
import { closeWithoutAnswer, resetBeforeHeaders, silent } from "../faulty/faults.js";
import type { SeenRequest } from "../faulty/request.js";
import { startFaulty } from "../faulty/server.js";
import { callerOf, outcomeOf, rejectionOf, retryingCallerOf, timesOf } from "./client.js";

const faulty = await startFaulty(json({}));
afterAll(() => faulty.stop());
let before = 0;
beforeEach(() => {
  before = faulty.requests.length;
});
const arrived = (): readonly SeenRequest[] => faulty.requests.slice(before);

const quick = { baseUrl: faulty.url, retryDelayMs: 1, maxRetryDelayMs: 1 };
const call = retryingCallerOf(quick);

const failures: Readonly<Record<string, Behaviour>> = {
  reset: resetBeforeHeaders,
  "no answer": closeWithoutAnswer,
  ...Object.fromEntries(
    [400, 401, 403, 404, 408, 409, 422, 429, 500, 501, 502, 503, 504, 507].map((status) => [
      status,
      json({ detail: "no" }, status),
    ]),
  ),
};
/** What another attempt may change, and of that what surely was not done. */
const passing = ["reset", "no answer", "408", "429", "500", "502", "503", "504"];
const refused = ["429"];

// Of those that fetch sends; it refuses TRACE.
const repeatable = ["GET", "HEAD", "OPTIONS", "PUT", "DELETE", "QUERY"];
// Of a method that nobody knows, nobody knows what doing it twice does.
const writes = ["POST", "PATCH", "CHARGE"];
const rows = (methods: string[], idempotencyKey: string | undefined, retried: string[]) =>
  methods.flatMap((method) =>
    Object.keys(failures).map(
      (failure) => [method, failure, idempotencyKey, retried.includes(failure) ? 3 : 1] as const,
    ),
  );

describe("is sent so often if it always fails:", () => {
  test.each([
    ...rows(repeatable, undefined, passing),
    ...rows(writes, undefined, refused),
    ...rows(writes, "key-1", passing),
  ])("%s, %s, key %s: %d", async (method, failure, idempotencyKey, attempts) => {
    faulty.behaviour = failures[failure] as Behaviour;
    const options = idempotencyKey === undefined ? {} : { idempotencyKey };
    const result = await call({ method }, {}, options).result();
    expect(result).toMatchObject({ ok: false });
    const status = Number.isNaN(Number(failure)) ? undefined : Number(failure);
    expect(result.status).toBe(status);
    if (status === undefined) expect(result).toMatchObject({ error: { name: "ConnectionError" } });
    expect(
      arrived().map((request) => [request.method, request.headers["idempotency-key"]]),
    ).toEqual(Array.from({ length: attempts }, () => [method, idempotencyKey]));
  });
});

describe("is answered after", () => {
  test.each(passing)("two failures: %s", async (failure) => {
    faulty.behaviour = first(2, failures[failure] as Behaviour, json({ a: 1 }));
    expect(await call({})).toEqual({ a: 1 });
    expect(arrived()).toHaveLength(3);
  });

  test("failures of several kinds; the last one counts", async () => {
    faulty.behaviour = inTurn(answer(503), resetBeforeHeaders, answer(404));
    expect(await outcomeOf(call({}))).toBe("NotFoundError");
    faulty.behaviour = inTurn(answer(503), answer(429), resetBeforeHeaders);
    expect(await outcomeOf(call({}))).toBe("ConnectionError");
    expect(arrived()).toHaveLength(6);
  });

  test("an attempt that took too long", async () => {
    // Long enough for a request to arrive on a busy machine.
    const options = { timeoutMs: 400 };
    faulty.behaviour = first(1, silent, json("late"));
    expect(await call({}, {}, options)).toBe("late");
    faulty.behaviour = first(1, silent, json("late"));
    expect(await outcomeOf(call({ method: "POST" }, {}, options))).toBe("TimeoutError");
    expect(arrived().map(({ method }) => method)).toEqual(["GET", "GET", "POST"]);
  });

  test("a key among the headers counts as one too", async () => {
    faulty.behaviour = first(1, answer(503), json(1));
    const headers = { "Idempotency-Key": "k" };
    expect(await call({ method: "POST" }, {}, { headers })).toBe(1);
    expect(arrived().map((each) => each.headers["idempotency-key"])).toEqual(["k", "k"]);
  });
});

describe("how often", () => {
  test.each<[number | undefined, number | undefined, number]>([
    [undefined, undefined, 3],
    [0, undefined, 1],
    [1, undefined, 2],
    [5, undefined, 6],
    [undefined, 0, 1],
    [5, 0, 1],
    [0, 5, 6],
    [5, 1, 2],
  ])("client %s, call %s: %d requests", async (ofClient, ofCall, requests) => {
    faulty.behaviour = answer(503);
    const option = (maxRetries: number | undefined) =>
      maxRetries === undefined ? {} : { maxRetries };
    const one = retryingCallerOf({ ...quick, ...option(ofClient) });
    expect(await outcomeOf(one({}, {}, option(ofCall)))).toBe("ServerError");
    expect(arrived()).toHaveLength(requests);
  });

  test("without end", async () => {
    faulty.behaviour = first(20, answer(503), json("at last"));
    expect(await call({}, {}, { maxRetries: Number.POSITIVE_INFINITY })).toBe("at last");
    expect(arrived()).toHaveLength(21);
  });
});

describe("the pause", () => {
  /** The pauses of one call. */
  async function pausesOf(
    behaviour: typeof faulty.behaviour,
    options: Partial<ClientOptions>,
  ): Promise<RetryEvent[]> {
    faulty.behaviour = behaviour;
    const events: RetryEvent[] = [];
    const hooks = { retry: (event: RetryEvent) => void events.push(event) };
    await callerOf({ baseUrl: faulty.url, maxRetries: 1, ...options, hooks })({}).result();
    return events;
  }

  test("is a random part of a time that doubles up to its limit", async () => {
    const options = { maxRetries: 5, retryDelayMs: 4, maxRetryDelayMs: 20 };
    const calls = Array.from({ length: 40 }, () => pausesOf(answer(503), options));
    const events = (await Promise.all(calls)).flat();
    expect(events).toHaveLength(200);
    for (const [index, longest] of [4, 8, 16, 20, 20].entries()) {
      const delays = events.filter(({ attempt }) => attempt === index + 1).map((e) => e.delayMs);
      expect(delays).toHaveLength(40);
      for (const delay of delays) {
        expect(delay).toBeGreaterThanOrEqual(0);
        expect(delay).toBeLessThanOrEqual(longest);
      }
      // Full jitter: all over the range. Each of these fails by chance once in a million runs.
      expect(Math.min(...delays)).toBeLessThan(longest * 0.3);
      expect(Math.max(...delays)).toBeGreaterThan(longest * 0.7);
      expect(new Set(delays).size).toBeGreaterThan(30);
    }
  });

  test("is of this size by default", async () => {
    faulty.behaviour = answer(503);
    const calls = Array.from({ length: 30 }, async () => {
      const left = new AbortController();
      let delay = Number.NaN;
      const hooks = {
        retry: ({ delayMs }: RetryEvent) => {
          delay = delayMs;
          left.abort();
        },
      };
      await retryingCallerOf({ baseUrl: faulty.url, hooks })({}, {}, left).result();
      return delay;
    });
    const delays = await Promise.all(calls);
    expect(Math.max(...delays)).toBeLessThanOrEqual(500);
    expect(Math.max(...delays)).toBeGreaterThan(250);
    expect(Math.min(...delays)).toBeLessThan(250);
  });

  test("is really made", async () => {
    faulty.behaviour = first(2, answer(429, { "retry-after": "0" }), json(1));
    expect((await timesOf(call({}), 0)).late).toBeLessThan(300);
    faulty.behaviour = first(1, answer(429, { "retry-after": "1" }), json(1));
    const { took, late } = await timesOf(call({}), 1000);
    expect(took).toBeGreaterThan(990);
    expect(late).toBeLessThan(500);
    expect(arrived()).toHaveLength(5);
  });

  const inTime = (ms: number) => new Date(Date.now() + ms).toUTCString();

  test.each<[number, () => string, number, number]>([
    [429, () => "1", 1000, 1000],
    [503, () => "1", 1000, 1000],
    [500, () => " 0 ", 0, 0],
    [429, () => "01", 1000, 1000],
    [503, () => inTime(-5000), 0, 0],
    [429, () => "Sun, 06 Nov 1994 08:49:37 GMT", 0, 0],
  ])("is what the server asks for: %d, %s", async (status, header, least, most) => {
    const failing = answer(status, { "retry-after": header() });
    const [event] = await pausesOf(first(1, failing, json(1)), { retryDelayMs: 0 });
    expect(event?.delayMs).toBeGreaterThanOrEqual(least);
    expect(event?.delayMs).toBeLessThanOrEqual(most);
  });

  test("is until the date that the server names", async () => {
    const before = Date.now();
    // A date has no fraction of a second.
    const date = inTime(1500);
    let heard = 0;
    let delay = Number.NaN;
    const hooks = {
      retry: ({ delayMs }: RetryEvent) => {
        heard = Date.now();
        delay = delayMs;
      },
    };
    faulty.behaviour = first(1, answer(429, { "retry-after": date }), json(1));
    expect(await retryingCallerOf({ ...quick, hooks })({})).toBe(1);
    expect(delay).toBeGreaterThanOrEqual(Date.parse(date) - heard);
    expect(delay).toBeLessThanOrEqual(Date.parse(date) - before);
  });

  test.each(["", "soon", "1.5", "-5", "1 second", "1,2", "0x1", "1e1", "NaN"])(
    "is the client's own if the server asks for what is no time: %j",
    async (header) => {
      const failing = answer(429, { "retry-after": Buffer.from(header).toString("latin1") });
      const options = { retryDelayMs: 40, maxRetryDelayMs: 40 };
      const [event] = await pausesOf(first(1, failing, json(1)), options);
      expect(event?.delayMs).toBeGreaterThan(0);
      expect(event?.delayMs).toBeLessThanOrEqual(40);
    },
  );

  test.each<[string, number | undefined, number]>([
    ["61", undefined, 61_000],
    ["1", 999, 1000],
    ["1", 0, 1000],
    ["86400", undefined, 86_400_000],
    ["31536000", undefined, 31_536_000_000],
  ])("of %s s is not made if at most %s ms are waited for", async (header, longest, asked) => {
    faulty.behaviour = answer(429, { "retry-after": header });
    const option = longest === undefined ? {} : { maxRetryAfterMs: longest };
    const one = call({}, {}, option);
    expect((await timesOf(one, 0)).late).toBeLessThan(300);
    const error = await rejectionOf(one);
    expect(error).toBeInstanceOf(RateLimitError);
    expect(error).toMatchObject({ retryAfterMs: asked });
    expect(arrived()).toHaveLength(1);
  });

  test("of a date too far away is not made", async () => {
    faulty.behaviour = answer(429, { "retry-after": inTime(120_000) });
    const error = (await rejectionOf(call({}))) as RateLimitError;
    expect(error.retryAfterMs).toBeGreaterThan(110_000);
    expect(error.retryAfterMs).toBeLessThanOrEqual(120_000);
    expect(arrived()).toHaveLength(1);
  });

  // Both are more milliseconds than a timer takes, and than 32 bits hold.
  test.each([
    ["month", "2600000"],
    ["year", "31536000"],
  ])("of a %s is not over at once", async (_, header) => {
    faulty.behaviour = answer(429, { "retry-after": header });
    const left = new AbortController();
    const hooks = { retry: () => void setTimeout(() => left.abort(), 100) };
    const options = { maxRetryAfterMs: Number.POSITIVE_INFINITY, signal: left.signal };
    expect(await outcomeOf(retryingCallerOf({ ...quick, hooks })({}, {}, options))).toBe(
      "CancelledError",
    );
    expect(arrived()).toHaveLength(1);
  });
});

describe("the body is the same in each attempt:", () => {
  const bytes = Uint8Array.from({ length: 200_000 }, (_, index) => (index * index) % 251);
  const form = () => {
    const data = new FormData();
    data.append("name", "ü");
    data.append("file", new Blob([bytes], { type: "image/png" }), "a.png");
    return data;
  };

  test.each<[string, string, () => unknown]>([
    ["JSON", "application/json", () => ({ text: "ü".repeat(50_000) })],
    ["text", "text/plain", () => "ü\r\n"],
    ["bytes", "application/octet-stream", () => bytes],
    ["a Blob", "application/octet-stream", () => new Blob([bytes])],
    ["a form of text", "application/x-www-form-urlencoded", () => ({ a: ["1", "ü"] })],
    ["a FormData", "multipart/form-data", form],
    ["a form with a file", "multipart/form-data", () => ({ name: "ü", file: new Blob([bytes]) })],
  ])("%s", async (_, type, make) => {
    faulty.behaviour = first(2, answer(429), json({}));
    const write = type.includes("json")
      ? {}
      : { write: type.includes("form") ? writeForm : writeRaw };
    await call({ method: "POST", body: { type, ...write } }, { body: make() });
    // Each attempt may choose a boundary of its own.
    const bodies = arrived().map(({ headers, body }) => {
      const [, boundary = "none"] = /boundary=(\S+)/.exec(headers["content-type"] ?? "") ?? [];
      return body.toString("latin1").replaceAll(boundary, "boundary");
    });
    expect(bodies).toHaveLength(3);
    const [only = ""] = new Set(bodies);
    expect(new Set(bodies).size).toBe(1);
    if (type.includes("multipart")) {
      expect(only.includes(Buffer.from(bytes).toString("latin1"))).toBe(true);
    } else {
      const content = make();
      const sent = type.includes("json")
        ? JSON.stringify(content)
        : type.includes("urlencoded")
          ? "a=1&a=%C3%BC"
          : Buffer.from(await new Response(content as Blob).arrayBuffer());
      expect(only).toBe(Buffer.from(sent as string).toString("latin1"));
    }
  });

  const streams: [string, () => unknown][] = [
    ["stream", () => new Blob([bytes]).stream()],
    [
      "generator",
      async function* () {
        yield bytes;
      },
    ],
  ];

  test.each(streams)("a %s is gone after the first one, so there is no other", async (_, make) => {
    const operation = {
      method: "PUT",
      body: { type: "application/octet-stream", write: writeRaw },
    };
    for (const behaviour of [answer(429), answer(503), resetBeforeHeaders]) {
      before = faulty.requests.length;
      faulty.behaviour = first(1, behaviour, json({}));
      const result = await call(operation, { body: make() }).result();
      expect(result.ok).toBe(false);
      expect(arrived().map(({ body }) => body.length)).toEqual([bytes.length]);
    }
  });
});

describe("the credential", () => {
  const config = {
    credentials: {
      key: { option: "apiKey", in: "header", name: "Authorization", prefix: "Api-Key " },
    },
    security: [["key"]],
  } as const;

  test("is asked for in each attempt", async () => {
    faulty.behaviour = answer(503);
    let asked = 0;
    const key = async () => `key${++asked}`;
    expect(await outcomeOf(retryingCallerOf(quick, config, { key })({}))).toBe("ServerError");
    expect(arrived().map(({ headers }) => headers["authorization"])).toEqual([
      "Api-Key key1",
      "Api-Key key2",
      "Api-Key key3",
    ]);
    expect(asked).toBe(3);
  });

  test("that fails in a later attempt ends the call with its error", async () => {
    faulty.behaviour = answer(503);
    let asked = 0;
    const key = () => {
      asked += 1;
      if (asked === 2) throw new Error("vault is shut");
      return "key";
    };
    const error = await rejectionOf(retryingCallerOf(quick, config, { key })({}));
    expect(error).toMatchObject({ name: "Error", message: "vault is shut" });
    expect(arrived()).toHaveLength(1);
  });
});

test("the hook is told why", async () => {
  const reasons: unknown[] = [];
  const hooks = {
    retry: ({ reason, attempt, method, operationId, url }: RetryEvent) =>
      void reasons.push([attempt, method, operationId, url, reason]),
  };
  faulty.behaviour = inTurn(resetBeforeHeaders, answer(503), json(1));
  await retryingCallerOf({ ...quick, hooks })({});
  const where = ["GET", "listThings", `${faulty.url}/things/`];
  expect(reasons).toEqual([
    [1, ...where, expect.any(ConnectionError)],
    [2, ...where, 503],
  ]);
});

describe("an option is refused by its name:", () => {
  const names = [
    "maxRetries",
    "retryDelayMs",
    "maxRetryDelayMs",
    "maxRetryAfterMs",
    "timeoutMs",
    "deadlineMs",
    "maxResponseBytes",
  ];

  test.each(names.flatMap((name) => [-1, Number.NaN, "2", null, {}, true].map((v) => [name, v])))(
    "%s: %j",
    async (name, value) => {
      const wrong = { [name as string]: value } as object;
      const message = expect.objectContaining({
        parameter: name,
        message: `${name} must be a number of at least 0`,
      });
      expect(() => callerOf({ baseUrl: faulty.url, ...wrong })).toThrow(InvalidArgumentError);
      expect(() => callerOf({ baseUrl: faulty.url, ...wrong })).toThrow(message);
      const error = await rejectionOf(call({}, {}, wrong).result());
      expect(error).toBeInstanceOf(InvalidArgumentError);
      expect(error).toEqual(message);
      expect(arrived()).toEqual([]);
    },
  );
});
