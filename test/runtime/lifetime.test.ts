import { getEventListeners } from "node:events";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { CancelledError, TimeoutError } from "../../generator/runtime/index.js";
import { limitConcurrency, onAbort, startLifetime } from "../../generator/runtime/lifetime.js";
import { defaultSettings, type SendOptions } from "../../generator/runtime/options.js";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const info = { operationId: "listThings", method: "GET", url: "https://api.test/things/" };
const start = (options: SendOptions = {}, signal?: AbortSignal) =>
  startLifetime(info, { ...defaultSettings, timeoutMs: Infinity, ...options }, signal);

/** What never comes. */
const never = new Promise<never>(() => {});
/** An attempt that does nothing but remember its signal. */
const stuck = (seen: AbortSignal[] = []) => {
  return (signal: AbortSignal): Promise<never> => {
    seen.push(signal);
    return never;
  };
};
/** How a promise stands once all timers up to `ms` have run. */
async function stateIn(ms: number, promise: Promise<unknown>): Promise<unknown> {
  let state: unknown = "pending";
  promise.then(
    (value) => {
      state = { value };
    },
    (error: unknown) => {
      state = error;
    },
  );
  await vi.advanceTimersByTimeAsync(ms);
  return state;
}

describe("an attempt", () => {
  test("gives what it comes to, and may go on until its body is read", async () => {
    const lifetime = start({ timeoutMs: 100 });
    expect(await lifetime.attempt(async () => "a")).toBe("a");
    expect(lifetime.reason()).toBeUndefined();
    expect(await stateIn(99, lifetime.wait(never))).toBe("pending");
    expect(await stateIn(1, lifetime.wait(never))).toMatchObject({ limitMs: 100 });
  });

  test("that takes too long rejects with its limit, and its fetch is aborted for the same reason", async () => {
    const lifetime = start({ timeoutMs: 100 });
    const signals: AbortSignal[] = [];
    const attempt = lifetime.attempt(stuck(signals));
    expect(await stateIn(99, attempt)).toBe("pending");
    const error = await stateIn(1, attempt);
    expect(error).toBeInstanceOf(TimeoutError);
    expect(error).toMatchObject({ ...info, limitMs: 100 });
    expect(signals[0]?.reason).toBe(error);
    expect(lifetime.reason()).toBe(error);
    expect(lifetime.isOver()).toBe(false);
  });

  test("without any time does not win against its limit", async () => {
    const error = await stateIn(
      0,
      start({ timeoutMs: 0 }).attempt(async () => "a"),
    );
    expect(error).toMatchObject({ name: "TimeoutError", limitMs: 0 });
  });

  test("has a signal and a limit of its own after a delay", async () => {
    const lifetime = start({ timeoutMs: 100 });
    const signals: AbortSignal[] = [];
    await stateIn(100, lifetime.attempt(stuck(signals)));
    expect(await stateIn(500, lifetime.delay(500))).toEqual({ value: undefined });
    expect(lifetime.reason()).toBeUndefined();
    const second = lifetime.attempt(stuck(signals));
    expect(await stateIn(99, second)).toBe("pending");
    expect(signals.map(({ aborted }) => aborted)).toEqual([true, false]);
    expect(await stateIn(1, second)).toBeInstanceOf(TimeoutError);
  });

  test("is not begun once the call is over", async () => {
    const lifetime = start({}, AbortSignal.abort("gone"));
    const run = vi.fn(async () => "a");
    expect(() => lifetime.attempt(run)).toThrow(CancelledError);
    expect(run).not.toHaveBeenCalled();
  });
});

describe("a call", () => {
  test.each([
    ["an attempt", (lifetime: ReturnType<typeof start>) => lifetime.attempt(stuck())],
    ["a delay", (lifetime: ReturnType<typeof start>) => lifetime.delay(1000)],
    ["reading", (lifetime: ReturnType<typeof start>) => lifetime.wait(never)],
    [
      "waiting for a turn",
      async (lifetime: ReturnType<typeof start>) => {
        const acquire = limitConcurrency(1);
        await acquire((turn) => turn);
        await lifetime.acquire(acquire);
      },
    ],
  ])("ends at its deadline, and when its caller aborts, in %s", async (_, run) => {
    const late = start({ deadlineMs: 100 });
    const running = run(late);
    expect(await stateIn(99, running)).toBe("pending");
    expect(await stateIn(1, running)).toMatchObject({ name: "TimeoutError", limitMs: 100 });
    expect(late.isOver()).toBe(true);

    const { signal, abort } = controllerOf();
    const cancelled = start({}, signal);
    const waiting = run(cancelled);
    expect(await stateIn(0, waiting)).toBe("pending");
    abort("gone");
    expect(await stateIn(0, waiting)).toMatchObject({ name: "CancelledError", cause: "gone" });
    expect(cancelled.isOver()).toBe(true);
  });

  test("that is over stays so for every delay and attempt", async () => {
    const lifetime = start({ timeoutMs: 50, deadlineMs: 100 });
    await stateIn(50, lifetime.attempt(stuck()));
    expect(lifetime.isOver()).toBe(false);
    expect(await stateIn(100, lifetime.delay(1000))).toMatchObject({ limitMs: 100 });
    expect(await stateIn(0, lifetime.delay(0))).toMatchObject({ limitMs: 100 });
    expect(() => lifetime.attempt(stuck())).toThrow("100 ms");
  });
});

/** As a plain object, so that the method may be taken out. */
function controllerOf() {
  const controller = new AbortController();
  return { signal: controller.signal, abort: (reason: unknown) => controller.abort(reason) };
}

describe("nothing is left over", () => {
  const listenersOn = (signal: AbortSignal) => getEventListeners(signal, "abort").length;

  /** A call with a response, its turn, its timers and its listener. */
  async function withResponse(signal: AbortSignal) {
    const lifetime = start({ timeoutMs: 100, deadlineMs: 200 }, signal);
    const release = vi.fn();
    await lifetime.acquire(async () => release);
    const seen: AbortSignal[] = [];
    await lifetime.attempt(async (own) => seen.push(own));
    expect([vi.getTimerCount(), listenersOn(signal)]).toEqual([2, 1]);
    expect(release).not.toHaveBeenCalled();
    return { lifetime, release, attempt: seen[0] as AbortSignal };
  }

  test("of a call that has ended", async () => {
    const { signal } = new AbortController();
    const { lifetime, release } = await withResponse(signal);
    lifetime.end();
    lifetime.end();
    expect([vi.getTimerCount(), listenersOn(signal)]).toEqual([0, 0]);
    expect(release).toHaveBeenCalledOnce();
  });

  test("of a response that nobody reads, when its time is over", async () => {
    const { signal } = new AbortController();
    const { lifetime, release, attempt } = await withResponse(signal);
    lifetime.leaveUnread();
    await vi.advanceTimersByTimeAsync(100);
    expect([vi.getTimerCount(), listenersOn(signal)]).toEqual([0, 0]);
    expect(release).toHaveBeenCalledOnce();
    expect(attempt.reason).toBeInstanceOf(TimeoutError);
  });

  test("but the caller's signal for what is handed over", async () => {
    const { signal, abort } = controllerOf();
    const { lifetime, release, attempt } = await withResponse(signal);
    lifetime.handOver(new Response("a"));
    expect([vi.getTimerCount(), listenersOn(signal)]).toEqual([0, 1]);
    expect(release).toHaveBeenCalledOnce();
    await vi.advanceTimersByTimeAsync(1000);
    expect(attempt.aborted).toBe(false);
    abort("gone");
    expect(attempt.reason).toBeInstanceOf(CancelledError);
    lifetime.end();
    expect(listenersOn(signal)).toBe(0);
  });
});

describe("of a signal that stands for many calls", () => {
  test("there is one listener, which runs what was not taken back", () => {
    const { signal, abort } = controllerOf();
    const ran: number[] = [];
    const takeBack = Array.from({ length: 20 }, (_, index) =>
      onAbort(signal, () => ran.push(index)),
    );
    expect(getEventListeners(signal, "abort")).toHaveLength(1);
    for (const each of takeBack.slice(2)) each();
    abort("gone");
    expect(ran).toEqual([0, 1]);
  });

  test("and one that is aborted already runs it at once", () => {
    const run = vi.fn();
    onAbort(AbortSignal.abort(), run)();
    expect(run).toHaveBeenCalledOnce();
  });
});

describe("of limited calls", () => {
  const wait = <T>(turn: Promise<T>) => turn;

  test("so many go on at once, and the rest in their order", async () => {
    const acquire = limitConcurrency(2.9);
    const releases = [await acquire(wait), await acquire(wait)];
    const order: string[] = [];
    for (const name of ["c", "d"]) {
      acquire(wait).then((release) => {
        order.push(name);
        releases.push(release);
      });
    }
    await vi.advanceTimersByTimeAsync(0);
    expect(order).toEqual([]);
    releases.shift()?.();
    await vi.advanceTimersByTimeAsync(0);
    expect(order).toEqual(["c"]);
    releases.shift()?.();
    await vi.advanceTimersByTimeAsync(0);
    expect(order).toEqual(["c", "d"]);
  });

  test("one that gives up waiting gives its turn to the next", async () => {
    const acquire = limitConcurrency(1);
    const release = await acquire(wait);
    const failed = acquire(() => Promise.reject(new Error("too late")));
    const next = acquire(wait);
    await expect(failed).rejects.toThrow("too late");
    release();
    expect(await stateIn(0, next)).toMatchObject({ value: expect.any(Function) });
  });
});
