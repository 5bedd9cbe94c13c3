import { createHook } from "node:async_hooks";
import { execFile } from "node:child_process";
import { getEventListeners } from "node:events";
import { fileURLToPath } from "node:url";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { afterAll, describe, expect, test } from "vitest";
import type { CallOptions } from "../../generator/runtime/index.js";
import { readEvents } from "../../generator/runtime/streams.js";
import { answer, json } from "../faulty/answer.js";
import { type Behaviour, type Choose, first } from "../faulty/behaviour.js";
import {
  closeWithoutAnswer,
  lengthTooLong,
  resetBeforeHeaders,
  silent,
  stallAfterHeaders,
} from "../faulty/faults.js";
import { startFaulty } from "../faulty/server.js";
import { callerOf, type UntypedCall } from "./client.js";

const faulty = await startFaulty(json({}));
afterAll(() => faulty.stop());
const call = callerOf({ baseUrl: faulty.url, retryDelayMs: 1, maxRetryDelayMs: 1 });
const events = { accept: "text/event-stream", read: readEvents };
const eventsAnswer = answer(200, { "content-type": "text/event-stream" }, "data: 1\n\ndata: 2\n\n");

interface Way {
  readonly name: string;
  readonly behaviour: Behaviour | Choose;
  readonly options?: CallOptions;
  readonly operation?: object;
  readonly read?: (call: UntypedCall) => Promise<unknown>;
}

const ways: readonly Way[] = [
  { name: "success", behaviour: json(1) },
  { name: "a status", behaviour: answer(404) },
  { name: "no body", behaviour: answer(204) },
  { name: "an unreadable body", behaviour: answer(200, {}, "<p>") },
  { name: "a cut body", behaviour: lengthTooLong },
  { name: "no answer", behaviour: closeWithoutAnswer },
  { name: "a timeout", behaviour: silent, options: { timeoutMs: 20 } },
  { name: "a timeout in the body", behaviour: stallAfterHeaders, options: { timeoutMs: 20 } },
  { name: "a deadline", behaviour: silent, options: { deadlineMs: 20 } },
  { name: "retries", behaviour: answer(503), options: { maxRetries: 3 } },
  { name: "a retry that helped", behaviour: first(1, resetBeforeHeaders, json(1)) },
  {
    name: "wrong arguments",
    behaviour: json(1),
    operation: { path: "/{id}/", parameters: { id: { in: "path" } } },
  },
  { name: "an unexpected redirect", behaviour: answer(302, { location: "http://a.test/" }) },
  {
    name: "a stream that was read to its end",
    behaviour: eventsAnswer,
    operation: events,
    read: async (one) => {
      for await (const _ of (await one) as AsyncIterable<unknown>);
    },
  },
  {
    name: "a stream that was left early",
    behaviour: eventsAnswer,
    operation: events,
    read: async (one) => {
      for await (const _ of (await one) as AsyncIterable<unknown>) break;
    },
  },
];

const run = async ({ behaviour, options, operation = {}, read }: Way, signal?: AbortSignal) => {
  faulty.behaviour = behaviour;
  const one = call(operation, {}, { ...options, ...(signal && { signal }) });
  await (read?.(one) ?? one.result()).catch(() => {});
};

describe("leaves no listener on the caller's signal:", () => {
  test.each(ways.map((way) => [way.name, way] as const))("%s", async (_, way) => {
    const { signal } = new AbortController();
    await run(way, signal);
    // What ends with the last bytes of a body ends a moment after them.
    await expect.poll(() => getEventListeners(signal, "abort").length).toBe(0);
  });

  test("a raw response that nobody holds any more", async () => {
    const { signal } = new AbortController();
    faulty.behaviour = json(1);
    for (let index = 0; index < 20; index++) {
      await (await call({}, {}, { signal }).response()).text();
    }
    setFlagsFromString("--expose-gc");
    const collect = runInNewContext("gc") as () => void;
    const listeners = () => {
      collect();
      return getEventListeners(signal, "abort").length;
    };
    await expect.poll(listeners).toBe(0);
  });

  test("a call that was cancelled", async () => {
    const left = new AbortController();
    faulty.behaviour = silent;
    const one = call({}, {}, left);
    left.abort();
    await one.result();
    expect(getEventListeners(left.signal, "abort")).toEqual([]);
  });

  test("a call that nobody reads, after its time", async () => {
    const { signal } = new AbortController();
    faulty.behaviour = json(1);
    void call({}, {}, { signal, timeoutMs: 30 });
    await expect.poll(() => getEventListeners(signal, "abort").length).toBe(0);
  });
});

describe("leaves no timer:", () => {
  /** The timers of the runtime that are under way, even those that keep nothing alive. */
  async function timersAfter(action: () => Promise<unknown>): Promise<string[]> {
    const timers = new Map<number, string>();
    const hook = createHook({
      init(id, type) {
        const { stack = "" } = new Error();
        if (type === "Timeout" && stack.includes("generator/runtime/")) timers.set(id, stack);
      },
      destroy: (id) => void timers.delete(id),
    }).enable();
    await action();
    await new Promise((resolve) => setTimeout(resolve, 30));
    hook.disable();
    return [...timers.values()];
  }

  test("the count itself sees one", async () => {
    faulty.behaviour = silent;
    const left = new AbortController();
    let one: Promise<unknown> | undefined;
    const found = await timersAfter(async () => {
      one = call({}, {}, { deadlineMs: 100_000, signal: left.signal }).result();
    });
    expect(found).toHaveLength(2);
    left.abort();
    await one;
  });

  test.each(ways.map((way) => [way.name, way] as const))("%s", async (_, way) => {
    const found = await timersAfter(async () => {
      await run({ ...way, options: { deadlineMs: 100_000, ...way.options } });
      await run({ ...way, options: { deadlineMs: 100_000, ...way.options } });
    });
    expect(found).toEqual([]);
  });
});

test("500 calls of all kinds leave no active handle", async () => {
  const count = () => process.getActiveResourcesInfo().filter((name) => name === "Timeout").length;
  const before = count();
  for (const way of ways) {
    faulty.behaviour = way.behaviour;
    await Promise.all(Array.from({ length: 30 }, () => run(way)));
  }
  await expect.poll(count).toBeLessThanOrEqual(before);
});

describe("a process ends as soon as its call does:", () => {
  const script = fileURLToPath(new URL("one-call.ts", import.meta.url));

  test.concurrent.each(["success", "status", "timeout", "cancelled", "retry", "unread"])(
    "%s",
    async (scenario) => {
      const output = await new Promise<string>((resolve, reject) => {
        const args = ["--import", "tsx", script, scenario];
        execFile(process.execPath, args, { timeout: 120_000 }, (error, stdout) =>
          error ? reject(error) : resolve(stdout),
        );
      });
      const { outcome, lingeredMs } = JSON.parse(output) as Record<string, unknown>;
      expect(outcome).toBe(
        {
          success: "data",
          status: "NotFoundError",
          timeout: "TimeoutError",
          cancelled: "CancelledError",
          retry: "data",
          unread: "unread",
        }[scenario],
      );
      // A keep-alive connection would hold it for two minutes, a timer for one.
      expect(lingeredMs).toBeLessThan(30_000);
    },
  );
});
