import { setTimeout as wait } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import {
  type ApiError,
  CancelledError,
  type ClientOptions,
  RateLimitError,
  ServerError,
  TimeoutError,
} from "../../generator/runtime/index.js";
import { answer, json } from "../faulty/answer.js";
import { type Behaviour, first } from "../faulty/behaviour.js";
import { neverEndingBody, silent, slowBytes, stallAfterHeaders } from "../faulty/faults.js";
import { type FaultyServer, startFaulty } from "../faulty/server.js";
import { callerOf, outcomeOf, rejectionOf, timesOf, type UntypedCall } from "./client.js";

// A server for each test: what is left of a call that was given up may still arrive in the next one.
let faulty: FaultyServer;
let sent = 0;
beforeEach(async () => {
  faulty = await startFaulty(silent);
  sent = 0;
});
afterEach(() => faulty.stop());

/** Counted here, because a busy machine may give up a request before it arrives. */
const counting: typeof fetch = (...args) => {
  sent++;
  return fetch(...args);
};
const caller = (options: ClientOptions = {}) =>
  callerOf({ baseUrl: faulty.url, retryDelayMs: 1, fetch: counting, ...options });
const call: ReturnType<typeof caller> = (...args) => caller()(...args);
const never = () => new Promise<never>(() => {});

const withKey = (key: () => Promise<string>, options: ClientOptions = {}) =>
  callerOf(
    { baseUrl: faulty.url, fetch: counting, ...options },
    {
      credentials: { key: { option: "apiKey", in: "header", name: "X-Key" } },
      security: [["key"]],
    },
    { key },
  );

/** Fails with this class and about then. */
async function expectEnd(
  one: UntypedCall,
  Class: abstract new (...args: never[]) => ApiError,
  ms: number,
) {
  const { took, late } = await timesOf(one, ms);
  const error = await rejectionOf(one);
  expect(error).toBeInstanceOf(Class);
  // A timer may come a millisecond early by another clock.
  expect(took).toBeGreaterThan(ms - 5);
  expect(late).toBeLessThan(400);
  return error as ApiError;
}

const stuck: [string, Behaviour][] = [
  ["before the headers", silent],
  ["in the headers", slowBytes(10, "{}", true)],
  ["after the headers", stallAfterHeaders],
  ["in a body without end", neverEndingBody()],
  ["in a body that comes slowly", slowBytes(20, "x".repeat(1000))],
];

describe.each([
  ["timeoutMs", "client"],
  ["timeoutMs", "call"],
  ["deadlineMs", "client"],
  ["deadlineMs", "call"],
])("%s of a %s ends an attempt", (name, place) => {
  test.each(stuck)("%s", async (_, behaviour) => {
    faulty.behaviour = behaviour;
    const option = { [name]: 60 };
    const one = place === "client" ? caller(option)({}) : call({}, {}, option);
    const error = await expectEnd(one, TimeoutError, 60);
    expect(error).toMatchObject({
      name: "TimeoutError",
      limitMs: 60,
      message: `GET ${faulty.url}/things/ (listThings): no response within 60 ms`,
    });
    expect(error).not.toHaveProperty("cause");
    expect(await one.result()).toEqual({
      ok: false,
      status: undefined,
      error,
      response: undefined,
    });
    expect(sent).toBe(1);
  });
});

describe("timeoutMs", () => {
  test("starts anew with each attempt", async () => {
    const options = { timeoutMs: 40, maxRetries: 2 };
    await expectEnd(call({}, {}, options), TimeoutError, 120);
    expect(sent).toBe(3);
    sent = 0;
    faulty.behaviour = () => (sent < 3 ? silent : json("third"));
    expect(await call({}, {}, { ...options, timeoutMs: 300 })).toBe("third");
  });

  test("does not count the pauses", async () => {
    faulty.behaviour = first(1, answer(503, { "retry-after": "1" }), json("late"));
    expect(await call({}, {}, { timeoutMs: 900, maxRetries: 1 })).toBe("late");
  });

  test.each(["request hook", "credential"])("counts a %s that takes for ever", async (which) => {
    const options = { timeoutMs: 50 };
    const one =
      which === "credential"
        ? withKey(never, options)({})
        : caller({ ...options, hooks: { request: never } })({});
    await expectEnd(one, TimeoutError, 50);
    expect(sent).toBe(0);
  });

  test.each([2 ** 31, Number.MAX_VALUE, Number.POSITIVE_INFINITY])(
    "of %d is not over at once",
    async (ms) => {
      faulty.behaviour = slowBytes(5);
      const options = { timeoutMs: ms, deadlineMs: ms };
      expect(await call({}, {}, options)).toEqual({ ok: true });
    },
  );

  test("and deadlineMs of 0 end a call before it is answered", async () => {
    faulty.behaviour = json(1);
    expect(await outcomeOf(call({}, {}, { timeoutMs: 0 }))).toBe("TimeoutError");
    expect(await outcomeOf(call({}, {}, { deadlineMs: 0 }))).toBe("TimeoutError");
  });

  test("ends with the headers for who reads the body himself", async () => {
    faulty.behaviour = slowBytes(50);
    const options = { timeoutMs: 400, deadlineMs: 400 };
    const response = await call({}, {}, options).response();
    const { took } = await timesOf(response.clone().text(), 400);
    expect(took).toBeGreaterThan(400);
    expect(await response.json()).toEqual({ ok: true });
  });
});

describe("deadlineMs", () => {
  test("holds for all attempts together", async () => {
    // The third begins after 1000 ms, and may begin 400 ms later on a busy machine.
    const options = { timeoutMs: 500, deadlineMs: 1400, maxRetries: 10 };
    const error = await expectEnd(call({}, {}, options), TimeoutError, 1400);
    expect(error).toMatchObject({ limitMs: 1400 });
    expect(sent).toBe(3);
  });

  test("does not begin a pause that it would cut", async () => {
    faulty.behaviour = answer(429, { "retry-after": "1" });
    const error = await expectEnd(
      call({}, {}, { deadlineMs: 900, maxRetries: 1 }),
      RateLimitError,
      0,
    );
    expect(error).toMatchObject({ retryAfterMs: 1000 });
  });

  test("ends attempts that fail quickly, without end", async () => {
    faulty.behaviour = answer(503);
    const options = { deadlineMs: 300, maxRetries: Number.POSITIVE_INFINITY, maxRetryDelayMs: 1 };
    const one = call({}, {}, options);
    const { late } = await timesOf(one, 300);
    const error = await rejectionOf(one);
    expect([ServerError, TimeoutError]).toContain((error as Error).constructor);
    expect(late).toBeLessThan(200);
    expect(sent).toBeGreaterThan(5);
  });

  test("goes on while the call waits for its turn", async () => {
    const limited = caller({ maxConcurrency: 1 });
    const left = new AbortController();
    const busy = limited({}, {}, left).result();
    const error = await expectEnd(limited({}, {}, { deadlineMs: 50 }), TimeoutError, 50);
    expect(error).toMatchObject({ limitMs: 50 });
    expect(sent).toBe(1);
    left.abort();
    expect(await busy).toMatchObject({ error: { name: "CancelledError" } });
  });

  test("of the call goes over that of the client", async () => {
    faulty.behaviour = slowBytes(10);
    const strict = caller({ deadlineMs: 20, timeoutMs: 20 });
    expect(await strict({}, {}, { deadlineMs: 5000, timeoutMs: 5000 })).toEqual({ ok: true });
  });
});

describe("the caller's signal", () => {
  const places: [string, Behaviour, number, ClientOptions][] = [
    ["before the headers", silent, 1, {}],
    ["in the body", neverEndingBody(), 1, {}],
    ["after the headers", stallAfterHeaders, 1, {}],
    ["in a pause", answer(429, { "retry-after": "30" }), 1, { maxRetries: 1 }],
    ["while the request hook takes its time", json(1), 0, { hooks: { request: never } }],
  ];

  test.each(places)("ends a call %s", async (_, behaviour, requests, options) => {
    faulty.behaviour = behaviour;
    const left = new AbortController();
    const reason = new Error("enough");
    const one = caller(options)({}, {}, left);
    await expect.poll(() => faulty.requests.length).toBe(requests);
    // For the answer to come as far as it does.
    await wait(50);
    left.abort(reason);
    const error = await expectEnd(one, CancelledError, 0);
    expect(error).toMatchObject({
      name: "CancelledError",
      message: `GET ${faulty.url}/things/ (listThings): cancelled`,
    });
    expect(error.cause).toBe(reason);
    expect(sent).toBe(requests);
  });

  test("ends a call while the credential is asked for", async () => {
    const one = withKey(never)({}, {}, { signal: AbortSignal.timeout(40) });
    const error = await expectEnd(one, CancelledError, 40);
    expect(error.cause).toMatchObject({ name: "TimeoutError" });
    expect(sent).toBe(0);
  });

  test("ends a call that waits for its turn, and only that one", async () => {
    const limited = caller({ maxConcurrency: 1 });
    const left = new AbortController();
    faulty.behaviour = first(1, slowBytes(20), json("next"));
    const all = [limited({}), limited({}, {}, left), limited({})];
    left.abort();
    expect(await Promise.all(all.map(outcomeOf))).toEqual([{ ok: true }, "CancelledError", "next"]);
    expect(sent).toBe(2);
  });

  test("that is aborted already keeps everything from happening", async () => {
    const seen: string[] = [];
    const options = { hooks: { response: () => void seen.push("response") } };
    for (const limit of [{}, { maxConcurrency: 1 }]) {
      const key = async () => "key-of-nobody";
      const one = withKey(key, { ...options, ...limit })({}, {}, { signal: AbortSignal.abort(1) });
      const error = await expectEnd(one, CancelledError, 0);
      expect(error.cause).toBe(1);
    }
    expect(seen).toEqual([]);
    expect(sent).toBe(0);
  });

  test("that is aborted as soon as the call is made keeps it from being sent", async () => {
    const left = new AbortController();
    const one = call({}, {}, left);
    left.abort();
    expect(await rejectionOf(one)).toBeInstanceOf(CancelledError);
    expect(sent).toBe(0);
  });

  test("closes the connection", async () => {
    for (const behaviour of [silent, neverEndingBody()]) {
      const own = await startFaulty(behaviour);
      const left = new AbortController();
      const one = callerOf({ baseUrl: own.url })({}, {}, left).result();
      await expect.poll(() => own.requests.length).toBe(1);
      left.abort();
      await one;
      await own.closed(1);
      expect(own.open).not.toContain(1);
      await own.stop();
    }
  });

  test("still ends the body of a raw response", async () => {
    faulty.behaviour = neverEndingBody();
    const left = new AbortController();
    const response = await call({}, {}, left).response();
    const text = response.text();
    left.abort();
    expect((await timesOf(text, 0)).late).toBeLessThan(300);
    expect(await rejectionOf(text)).toBeInstanceOf(Error);
  });

  test("does nothing after the end", async () => {
    faulty.behaviour = json(1);
    const left = new AbortController();
    const one = call({}, {}, left);
    expect(await one).toBe(1);
    left.abort();
    expect(await one.result()).toMatchObject({ ok: true, data: 1 });
  });

  test("loses against a timeout that came first, and the other way round", async () => {
    const slow = call({}, {}, { timeoutMs: 30, signal: AbortSignal.timeout(200) });
    expect(await outcomeOf(slow)).toBe("TimeoutError");
    const quick = call({}, {}, { timeoutMs: 200, signal: AbortSignal.timeout(30) });
    expect(await outcomeOf(quick)).toBe("CancelledError");
    expect(await rejectionOf(slow)).toBe(await rejectionOf(slow));
  });

  test("ends the retries after a timeout too", async () => {
    const options = { timeoutMs: 30, maxRetries: 1000, signal: AbortSignal.timeout(100) };
    await expectEnd(call({}, {}, options), CancelledError, 100);
    expect(sent).toBeLessThan(6);
  });
});
