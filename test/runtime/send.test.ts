import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import {
  type CallOptions,
  ConnectionError,
  type Hooks,
  UnexpectedRedirectError,
} from "../../generator/runtime/index.js";
import { defaultSettings, type SendSettings } from "../../generator/runtime/options.js";
import type { PreparedRequest } from "../../generator/runtime/request.js";
import { retryDelay, send } from "../../generator/runtime/send.js";

const request: PreparedRequest = {
  operation: { id: "listThings", method: "GET", path: "/things/" },
  info: { operationId: "listThings", method: "GET", url: "https://api.test/things/" },
  url: "https://api.test/things/",
  query: [],
  headers: {},
  body: undefined,
  accept: "application/json",
  isRepeatable: true,
};
const write: PreparedRequest = { ...request, info: { ...request.info, method: "POST" } };
const status = (code: number, headers: Record<string, string> = {}) =>
  new Response(code === 204 ? null : "{}", { status: code, headers });

beforeEach(() => {
  vi.useFakeTimers({ now: Date.UTC(2026, 0, 1) });
  vi.spyOn(Math, "random").mockReturnValue(0.5);
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
});

describe("the delay before the next attempt", () => {
  const delay = (
    response: Response | undefined,
    {
      of = request,
      attempt = 1,
      ...settings
    }: Partial<SendSettings> & {
      of?: PreparedRequest;
      attempt?: number;
    } = {},
  ) =>
    retryDelay(of, response?.status ?? failed, response, attempt, {
      ...defaultSettings,
      ...settings,
    });
  const failed = new ConnectionError(request.info, new Error("reset"));

  test("is a random part of a time that doubles up to its maximum", () => {
    const delays = [1, 2, 3, 4, 5, 6].map((attempt) =>
      delay(undefined, { attempt, maxRetries: 9 }),
    );
    expect(delays).toEqual([250, 500, 1000, 2000, 4000, 4000]);
    expect(delay(undefined, { retryDelayMs: 10 })).toBe(5);
    expect(delay(undefined, { maxRetryDelayMs: 10 })).toBe(5);
  });

  test.each([408, 429, 500, 502, 503, 504])("follows %s", (code) => {
    expect(delay(status(code))).toBe(250);
  });

  test.each([200, 204, 304, 400, 401, 404, 409, 422, 501, 505])("does not follow %s", (code) => {
    expect(delay(code === 304 ? new Response(null, { status: 304 }) : status(code))).toBe(Infinity);
  });

  test.each([
    ["7", 7000],
    ["0", 0],
    ["60", 60_000],
    ["61", Infinity],
    ["Thu, 01 Jan 2026 00:00:09 GMT", 9000],
    ["Wed, 31 Dec 2025 00:00:00 GMT", 0],
    ["soon", 250],
    ["1.5", 250],
    ["-1", 250],
  ])("is what `Retry-After: %s` asks for, if that is not too much", (value, expected) => {
    expect(delay(status(503, { "retry-after": value }))).toBe(expected);
  });

  test("is none when all retries are used up, or the body can be sent only once", () => {
    expect(delay(undefined, { attempt: 2 })).toBe(500);
    expect(delay(undefined, { attempt: 3 })).toBe(Infinity);
    expect(delay(undefined, { maxRetries: 0 })).toBe(Infinity);
    expect(delay(undefined, { of: { ...request, isRepeatable: false } })).toBe(Infinity);
  });

  test.each(["POST", "PATCH"])(
    "is none for %s, which may have been done, but with a key",
    (method) => {
      const of = { ...request, info: { ...request.info, method } };
      expect(delay(undefined, { of })).toBe(Infinity);
      expect(delay(status(503), { of })).toBe(Infinity);
      // It says that nothing was done.
      expect(delay(status(429), { of })).toBe(250);
      const keyed = { ...of, headers: { "idempotency-key": "1" } };
      expect(delay(status(503), { of: keyed })).toBe(250);
    },
  );

  test.each(["GET", "HEAD", "PUT", "DELETE", "OPTIONS"])("is there for %s", (method) => {
    expect(delay(undefined, { of: { ...request, info: { ...request.info, method } } })).toBe(250);
  });
});

const noCredentials = () => [];

type Outcome = Response | Error | Promise<never>;

/** Sends with a fetch that comes to these, one after another, and writes down what happens. */
function start(outcomes: readonly Outcome[], of = request, options: CallOptions = {}) {
  const log: unknown[] = [];
  const hooks: Hooks = {
    retry: ({ attempt, reason, delayMs }) => {
      log.push(["retry", attempt, typeof reason === "number" ? reason : reason.name, delayMs]);
    },
    error: ({ attempt, error }) => {
      log.push(["error", attempt, error.name]);
    },
  };
  const queue = [...outcomes];
  const release = vi.fn();
  const { signal, ...settings } = options;
  const fetch = async () => {
    log.push("fetch");
    const outcome = await queue.shift();
    if (outcome instanceof Response) return outcome;
    throw outcome ?? new Error("one attempt too many");
  };
  const sent = send(
    of,
    { ...defaultSettings, ...settings, fetch, hooks },
    signal,
    noCredentials,
    async () => release,
  );
  // Looked at only when the clock has moved on.
  sent.catch(() => {});
  return { sent, log, release };
}

describe("a request", () => {
  test("is sent once if that is a success, and is under way until its body is read", async () => {
    const { sent, log, release } = start([status(200)]);
    const unread = await sent;
    expect(await unread.lifetime.wait(unread.response.text())).toBe("{}");
    expect(release).not.toHaveBeenCalled();
    unread.lifetime.end();
    expect(release).toHaveBeenCalledOnce();
    expect(log).toEqual(["fetch"]);
    expect(vi.getTimerCount()).toBe(0);
  });

  test("is sent again after what may pass, with the reason told, and what came is left", async () => {
    const busy = status(503);
    const { sent, log } = start([busy, new TypeError("fetch failed"), status(200)]);
    await vi.advanceTimersByTimeAsync(249);
    expect(log).toEqual(["fetch", ["retry", 1, 503, 250]]);
    await vi.advanceTimersByTimeAsync(1 + 500);
    expect((await sent).response.status).toBe(200);
    expect(log.slice(2)).toEqual(["fetch", ["retry", 2, "ConnectionError", 500], "fetch"]);
    await expect(busy.text()).rejects.toThrow();
  });

  test("fails with the last reason when nothing helps, and gives its turn back", async () => {
    const failures = [1, 2, 3].map((number) => new TypeError(`failed ${number}`));
    const { sent, log, release } = start(failures);
    await vi.advanceTimersByTimeAsync(750);
    await expect(sent).rejects.toThrow("failed 3");
    await expect(sent).rejects.toBeInstanceOf(ConnectionError);
    expect(log.at(-1)).toEqual(["error", 3, "ConnectionError"]);
    expect(release).toHaveBeenCalledOnce();
    expect(vi.getTimerCount()).toBe(0);
  });

  test("gives the last response, whatever its status, when nothing helps", async () => {
    const { sent, log } = start([status(503), status(502), status(500)]);
    await vi.advanceTimersByTimeAsync(750);
    const { response, fail } = await sent;
    expect(response.status).toBe(500);
    // Whoever reads it says that the call has failed.
    expect(log.at(-1)).toBe("fetch");
    fail(new ConnectionError(request.info, "x"));
    expect(log.at(-1)).toEqual(["error", 3, "ConnectionError"]);
    expect(vi.getTimerCount()).toBe(0);
  });

  test.each([
    ["a write", [new TypeError("x")], write, "ConnectionError"],
    [
      "a redirect elsewhere",
      [status(302, { location: "https://other.test/" })],
      request,
      "UnexpectedRedirectError",
    ],
  ])("is not sent again after %s that failed", async (_, outcomes, of, name) => {
    const { sent, log, release } = start(outcomes, of);
    await expect(sent).rejects.toMatchObject({ name });
    expect(log).toEqual(["fetch", ["error", 1, name]]);
    expect(release).toHaveBeenCalledOnce();
  });

  test("is not sent again if its deadline would pass before", async () => {
    const given = { deadlineMs: 250 };
    const { sent, log } = start([status(503)], request, given);
    expect((await sent).response.status).toBe(503);
    expect(log).toEqual(["fetch"]);
    const later = start([status(503), status(200)], request, { deadlineMs: 251 });
    await vi.advanceTimersByTimeAsync(250);
    expect((await later.sent).response.status).toBe(200);
  });

  test("is not sent again after its deadline, not even where the clock was set back", async () => {
    const never = new Promise<never>(() => {});
    const { sent, log } = start([never, status(200)], request, { deadlineMs: 1000 });
    await vi.advanceTimersByTimeAsync(999);
    vi.setSystemTime(Date.now() - 5000);
    await vi.advanceTimersByTimeAsync(1);
    await expect(sent).rejects.toMatchObject({ name: "TimeoutError", limitMs: 1000 });
    expect(log).toEqual(["fetch", ["error", 1, "TimeoutError"]]);
  });

  test("whose response nobody reads ends with the time of its attempt", async () => {
    const { sent, log, release } = start([status(200)], request, { timeoutMs: 100 });
    await sent;
    await vi.advanceTimersByTimeAsync(99);
    expect(release).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(1);
    expect(release).toHaveBeenCalledOnce();
    expect(vi.getTimerCount()).toBe(0);
    // It did not fail: nobody has asked.
    expect(log).toEqual(["fetch"]);
  });

  test("is never sent if its caller has aborted before", async () => {
    const { sent, log, release } = start([], request, { signal: AbortSignal.abort("gone") });
    await expect(sent).rejects.toMatchObject({ name: "CancelledError", cause: "gone" });
    expect(log).toEqual([["error", 1, "CancelledError"]]);
    expect(release).toHaveBeenCalledOnce();
    expect(vi.getTimerCount()).toBe(0);
  });

  test("that is aborted in a delay is not sent again", async () => {
    const controller = new AbortController();
    const { sent, log } = start([status(503)], request, { signal: controller.signal });
    await vi.advanceTimersByTimeAsync(100);
    controller.abort("gone");
    await expect(sent).rejects.toMatchObject({ name: "CancelledError" });
    expect(log).toEqual(["fetch", ["retry", 1, 503, 250], ["error", 1, "CancelledError"]]);
    expect(vi.getTimerCount()).toBe(0);
  });

  test("fails as it is with what a `request` hook throws, and tells no hook of it", async () => {
    const thrown = new Error("by the hook");
    const told = vi.fn();
    const hooks: Hooks = {
      request: () => {
        throw thrown;
      },
      error: told,
    };
    const release = vi.fn();
    const settings = { ...defaultSettings, hooks };
    const acquire = async () => release;
    const sent = send(request, settings, undefined, noCredentials, acquire);
    await expect(sent).rejects.toBe(thrown);
    expect(told).not.toHaveBeenCalled();
    expect(release).toHaveBeenCalledOnce();
    expect(vi.getTimerCount()).toBe(0);
  });

  test.each(["response", "retry", "error"] as const)(
    "comes to the same whatever its `%s` hook throws",
    async (name) => {
      const hook = vi.fn(() => {
        throw new Error("by the hook");
      });
      const outcomes = [status(503), status(302, { location: "https://other.test/" })];
      const fetch = async () => outcomes.shift() as Response;
      const settings = { ...defaultSettings, fetch, hooks: { [name]: hook } };
      const sent = send(request, settings, undefined, noCredentials);
      sent.catch(() => {});
      await vi.advanceTimersByTimeAsync(250);
      await expect(sent).rejects.toBeInstanceOf(UnexpectedRedirectError);
      expect(hook).toHaveBeenCalledOnce();
    },
  );
});

describe("a body that cannot be read", () => {
  test("is the reason why the call was stopped, if it was", async () => {
    const controller = new AbortController();
    const { sent } = start([status(200)], request, { signal: controller.signal });
    const unread = await sent;
    expect(unread.unreadable("its body is cut")).toMatchObject({
      name: "UnreadableResponseError",
      response: unread.response,
    });
    controller.abort("gone");
    expect(unread.unreadable("its body is cut")).toMatchObject({ name: "CancelledError" });
  });
});
