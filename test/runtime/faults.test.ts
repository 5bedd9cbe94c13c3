import { afterAll, afterEach, describe, expect, test } from "vitest";
import { ApiError, InvalidArgumentError } from "../../generator/runtime/index.js";
import { answer, headOf, json } from "../faulty/answer.js";
import { after, atHead, type Behaviour, behaviour } from "../faulty/behaviour.js";
import * as faults from "../faulty/faults.js";
import {
  continueFirst,
  continueUnasked,
  earlyHints,
  switchProtocols,
} from "../faulty/informational.js";
import { startFaulty } from "../faulty/server.js";
import { callerOf, outcomeOf, rejectionOf, timesOf, type UntypedCall } from "./client.js";

const faulty = await startFaulty(json({}));
afterAll(() => faulty.stop());

const unhandled: unknown[] = [];
const onUnhandled = (reason: unknown) => unhandled.push(reason);
process.on("unhandledRejection", onUnhandled);
afterAll(() => void process.off("unhandledRejection", onUnhandled));
afterEach(() => expect(unhandled).toEqual([]));

/** Only what is to run out of time gets little of it; a busy machine must not make a slow answer late. */
const short = { timeoutMs: 120 };
const timeFor = (expected: unknown) => (expected === "TimeoutError" ? short : {});
const options = { timeoutMs: 10_000, maxRetries: 1, retryDelayMs: 1 };
const call = callerOf({ baseUrl: faulty.url, ...options });
const post = (idempotencyKey?: string, expected?: unknown): UntypedCall =>
  call(
    { method: "POST", body: {} },
    { body: { a: "x".repeat(1000) } },
    { ...timeFor(expected), ...(idempotencyKey === undefined ? {} : { idempotencyKey }) },
  );

/** Read in each way it comes to the same, in time. */
async function expectOutcome(one: UntypedCall, expected: unknown) {
  // Two attempts and what the machine needs; what is not to run out of time only has to end.
  const [ms, slack] = expected === "TimeoutError" ? [2 * short.timeoutMs, 400] : [0, 4000];
  const times = timesOf(one, ms);
  expect(await outcomeOf(one)).toEqual(expected);
  expect((await times).late).toBeLessThan(slack);
  const result = await one.result();
  if (result.ok) expect(await one).toBe(result.data);
  else {
    expect(result.error).toBeInstanceOf(ApiError);
    expect(await rejectionOf(one)).toBe(result.error);
    expect(result.error).toMatchObject({ operationId: "listThings", url: `${faulty.url}/things/` });
  }
}

const table: [Behaviour, unknown][] = [
  [faults.resetBeforeHeaders, "ConnectionError"],
  [faults.resetInHeaders, "ConnectionError"],
  [faults.resetAfterHeaders, "UnreadableResponseError"],
  [faults.resetInBody, "UnreadableResponseError"],
  [faults.closeWithoutAnswer, "ConnectionError"],
  [faults.closeInHeaders, "ConnectionError"],
  [faults.halfClose, "ConnectionError"],
  [faults.lengthTooLong, "UnreadableResponseError"],
  [faults.lengthTooShort, {}],
  [faults.chunksCut, "UnreadableResponseError"],
  [faults.invalidChunks, "UnreadableResponseError"],
  [faults.invalidStatusLine, "ConnectionError"],
  [faults.notHttp, "ConnectionError"],
  [faults.http10WithoutLength, { ok: true }],
  [faults.badGzip, "UnreadableResponseError"],
  [faults.cutGzip, "UnreadableResponseError"],
  [faults.hugeHeader(), "ConnectionError"],
  [faults.silent, "TimeoutError"],
  [faults.stallAfterHeaders, "TimeoutError"],
  [faults.neverEndingBody(), "TimeoutError"],
  [faults.slowBytes(1), { ok: true }],
  [faults.slowBytes(1, "{}", true), {}],
  [faults.slowBytes(200), "TimeoutError"],
  [faults.raw("", "sends nothing"), "TimeoutError"],
  [after(10, json([1])), [1]],
  [earlyHints(json({ a: 1 })), { a: 1 }],
  [earlyHints(answer(404)), "NotFoundError"],
  [continueUnasked(json({})), "ConnectionError"],
  [switchProtocols, "ConnectionError"],
  [json({ a: 1 }), { a: 1 }],
  [answer(204), undefined],
];

describe("a GET", () => {
  test.each(table.map(([fault, expected]) => [fault.name, expected, fault] as const))(
    "%s: %j",
    async (_, expected, fault) => {
      faulty.behaviour = fault;
      await expectOutcome(call({}, {}, timeFor(expected)), expected);
    },
  );
});

describe("a POST, with and without a key", () => {
  const early: [Behaviour, unknown][] = [
    [atHead(faults.resetBeforeHeaders), "ConnectionError"],
    [atHead(answer(413)), "StatusError"],
    [atHead(faults.silent), "TimeoutError"],
    // Fetch takes no 100 that it did not ask for.
    [continueFirst(json({ a: 1 })), "ConnectionError"],
  ];

  test.each(
    [...table, ...early].map(([fault, expected]) => [fault.name, expected, fault] as const),
  )("%s: %j", async (_, expected, fault) => {
    faulty.behaviour = fault;
    await expectOutcome(post(undefined, expected), expected);
    await expectOutcome(post("k", expected), expected);
  });
});

describe("a failure that is broken itself, in every attempt", () => {
  const type = { "content-type": "application/json" };
  const chunked = (status: number) => headOf(status, { ...type, "transfer-encoding": "chunked" });
  const gzip = (status: number) =>
    `${headOf(status, { ...type, "content-encoding": "gzip", "content-length": "3" })}{} `;
  const close = (bytes: string) =>
    behaviour("closes", async (connection) => {
      await connection.send(bytes);
      connection.close();
    });
  const long = (status: number) => headOf(status, { ...type, "content-length": "100" });
  const statuses = [302, 400, 404, 429, 500, 503];

  test.each(
    statuses.flatMap((status) => [
      [status, "a chunk of no size", faults.raw(`${chunked(status)}zz\r\n`)] as const,
      [status, "gzip that is none", faults.raw(gzip(status))] as const,
      [status, "less than its length", close(`${long(status)}{"a":`)] as const,
      [status, "cut between chunks", close(`${chunked(status)}2\r\n{}\r\n`)] as const,
    ]),
  )("%d, %s", async (status, _, fault) => {
    faulty.behaviour = fault;
    await expectOutcome(call({}), "UnreadableResponseError");
    expect(await rejectionOf(call({}))).toMatchObject({
      message: expect.stringContaining(`status ${status}, but its body cannot be read`),
    });
    await expectOutcome(post(), "UnreadableResponseError");
  });

  test.each(statuses)("%d, without end", async (status) => {
    faulty.behaviour = behaviour("never ends", async (connection) => {
      await connection.send(chunked(status));
      while (!connection.gone) {
        await connection.send("1\r\nx\r\n");
        await connection.pause(1);
      }
    });
    await expectOutcome(call({}, {}, short), "TimeoutError");
  });

  test.each([301, 308])("%d to another place", async (status) => {
    const location = { location: "/moved/" };
    for (const bytes of [
      `${headOf(status, { ...location, "transfer-encoding": "chunked" })}zz\r\n`,
      headOf(status, { ...location, "content-length": "100" }),
    ]) {
      faulty.behaviour = ({ path }) =>
        path === "/things/" && bytes ? faults.raw(bytes) : json("arrived");
      await expectOutcome(call({}), "arrived");
    }
  });
});

test("a body that fetch never gets to the end of, aborted or not, ends in time", async () => {
  // Node 20: what is called gzip, is none, has no length, and ends with the connection.
  faulty.behaviour = behaviour("lies and closes", async (connection) => {
    await connection.send(headOf(200, { "content-encoding": "gzip", connection: "close" }));
    await connection.send("{}");
    connection.close();
  });
  expect(["TimeoutError", "UnreadableResponseError"]).toContain(
    await outcomeOf(call({}, {}, short)),
  );
  const forever = () => new Promise<never>(() => {});
  const fetch = async () => new Response(new ReadableStream({ pull: forever, cancel: forever }));
  const deaf = callerOf({ baseUrl: faulty.url, fetch, ...options });
  await expectOutcome(deaf({}, {}, short), "TimeoutError");
  const cancelled = deaf({}, {}, { signal: AbortSignal.timeout(30) });
  await expectOutcome(cancelled, "CancelledError");
});

describe("a raw response", () => {
  test.each(table.map(([fault]) => [fault.name, fault] as const))(
    "is there, or a typed error: %s",
    async (_, fault) => {
      faulty.behaviour = fault;
      const one = call({}, {}, short);
      const response = await one.response().catch((error: unknown) => error);
      if (response instanceof Response) await response.body?.cancel().catch(() => {});
      else expect(response).toBeInstanceOf(ApiError);
    },
  );
});

test("the next call is not harmed by what came before", async () => {
  for (const [fault] of table) {
    faulty.behaviour = fault;
    await call({}, {}, { timeoutMs: 30, maxRetries: 0 }).result();
    faulty.behaviour = json({ fresh: fault.name });
    expect(await call({})).toEqual({ fresh: fault.name });
  }
});

test("100 at once, each with a fault of its own, are all accounted for", async () => {
  faulty.behaviour = ({ target }) =>
    table[Number(target.slice(1)) % table.length]?.[0] as Behaviour;
  const operation = { path: "/{id}", parameters: { id: { in: "path" } } } as const;
  const ids = Array.from({ length: 100 }, (_, id) => id);
  const found = await Promise.all(
    ids.map((id) => {
      const late = table[id % table.length]?.[1] === "TimeoutError";
      const limits = { timeoutMs: late ? 1000 : 10_000, maxRetries: 0 };
      return outcomeOf(call(operation, { id }, limits));
    }),
  );
  expect(found).toEqual(
    ids.map((id) => {
      const [fault, expected] = table[id % table.length] as [Behaviour, unknown];
      return fault.name === faults.slowBytes(200).name ? "TimeoutError" : expected;
    }),
  );
});

test("a wrong argument stays what it is", async () => {
  const wrong = call({ path: "/{id}/", parameters: { id: { in: "path" } } });
  expect(await rejectionOf(wrong)).toBeInstanceOf(InvalidArgumentError);
});
