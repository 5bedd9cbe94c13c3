import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  ApiError,
  BadRequestError,
  UnreadableResponseError,
} from "../../generator/runtime/index.js";
import { serializeParameters } from "../../generator/runtime/serialize.js";
import { readEvents, readLines } from "../../generator/runtime/streams.js";
import { headOf, json } from "../faulty/answer.js";
import { type Behaviour, behaviour } from "../faulty/behaviour.js";
import { startFaulty } from "../faulty/server.js";
import { fc, times } from "../support/random.js";
import { callerOf } from "./client.js";

const faulty = await startFaulty(json({}));
afterAll(() => faulty.stop());
/** An answer that is right has all the time that a busy machine needs. */
const long = { timeoutMs: 10_000 };
const short = { timeoutMs: 250 };
const call = callerOf({ baseUrl: faulty.url, ...long, maxRetries: 1, retryDelayMs: 0 });

// What a prototype holds before must be all that it holds after.
const prototypes = [Object.prototype, Array.prototype, Function.prototype, String.prototype];
const keysOf = () => prototypes.map((prototype) => Reflect.ownKeys(prototype));
let keysBefore: ReturnType<typeof keysOf>;
beforeAll(() => {
  keysBefore = keysOf();
});
const expectNothingPolluted = () => {
  expect(keysOf()).toEqual(keysBefore);
  expect(({} as Record<string, unknown>)["polluted"]).toBeUndefined();
};

function closing(...parts: readonly (string | Uint8Array)[]): Behaviour {
  return behaviour("sends and closes", async (connection) => {
    for (const part of parts) await connection.send(part);
    connection.close();
  });
}

/** Data or a typed error, in time. */
async function expectEnd(limits = short) {
  const start = performance.now();
  const result = await call({}, {}, limits).result();
  // Two attempts, and what the machine needs.
  expect(performance.now() - start).toBeLessThan(2 * limits.timeoutMs + 3000);
  if (!result.ok) {
    expect(result.error).toBeInstanceOf(ApiError);
    expect(result.error.message).toContain("(listThings): ");
    if (result.error instanceof BadRequestError) expectFields(result.error.fields);
  }
  return result;
}

function expectFields(fields: Record<string, string[]>) {
  expect(Object.getPrototypeOf(fields)).toBe(Object.prototype);
  for (const messages of Object.values(fields)) {
    expect(Array.isArray(messages) && messages.length > 0).toBe(true);
    expect(messages.every((message) => typeof message === "string")).toBe(true);
  }
}

const token = fc.stringMatching(/^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,20}$/);
const headerValue = fc.stringMatching(/^[\x21-\x7e]([\x20-\x7e]{0,30}[\x21-\x7e])?$/);
const telling = fc.oneof(
  fc.tuple(
    fc.constant("content-type"),
    fc.constantFrom(
      "application/json",
      "text/html",
      "text/event-stream",
      "application/pdf",
      ";",
      "x",
    ),
  ),
  fc.tuple(
    fc.constant("content-encoding"),
    fc.constantFrom("gzip", "br", "deflate", "identity", "x"),
  ),
  fc.tuple(
    fc.constant("retry-after"),
    fc.oneof(fc.constant("0"), fc.constant("Thu, 01 Jan 1970 00:00:00 GMT")),
  ),
  fc.tuple(fc.constant("location"), fc.oneof(headerValue, fc.webUrl(), fc.constant("/things/"))),
  fc.tuple(fc.constant("content-length"), fc.nat(50).map(String)),
  fc.tuple(fc.constant("transfer-encoding"), fc.constant("chunked")),
);
const headers = fc.array(fc.oneof(telling, fc.tuple(token, headerValue)), { maxLength: 6 });
const status = fc.oneof(
  fc.integer({ min: 200, max: 599 }),
  fc.constantFrom(200, 201, 204, 205, 301, 302, 304, 400, 401, 403, 404, 409, 422, 429, 500, 503),
);
const body = fc.oneof(
  fc.uint8Array({ maxLength: 200 }),
  fc.json().map((text) => Buffer.from(text)),
  fc.string({ unit: "binary" }).map((text) => Buffer.from(text)),
);

const runs = { numRuns: times(200) };

describe("whatever the server sends, a call ends in data or a typed error:", () => {
  test("any status, headers and body", async () => {
    await fc.assert(
      fc.asyncProperty(status, headers, body, async (code, all, bytes) => {
        // Without a Retry-After of days, which the client would be right to wait for.
        const kept = all.filter(
          ([name, value]) => name !== "retry-after" || !/^\d{2,}/.test(value),
        );
        faulty.behaviour = closing(headOf(code, Object.fromEntries(kept)), bytes);
        await expectEnd();
        expectNothingPolluted();
      }),
      runs,
    );
  });

  test("any bytes at all", async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), async (bytes) => {
        faulty.behaviour = closing(bytes);
        const result = await expectEnd();
        expect(result.ok).toBe(false);
      }),
      { numRuns: times(100) },
    );
  });

  test("a right answer that is cut anywhere", async () => {
    const text = `${headOf(200, { "content-type": "application/json", "content-length": "13" })}{"a":[1,2,3]}`;
    await fc.assert(
      fc.asyncProperty(fc.nat(text.length), async (cut) => {
        faulty.behaviour = closing(text.slice(0, cut));
        const result = await expectEnd(long);
        expect(result.ok).toBe(cut === text.length);
      }),
      { numRuns: times(100) },
    );
  });

  test("a stream of any bytes", async () => {
    const names = [
      ["text/event-stream", readEvents],
      ["application/x-ndjson", readLines],
    ] as const;
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...names), body, async ([accept, read], bytes) => {
        faulty.behaviour = closing(headOf(200, { "content-type": accept }), bytes);
        const data = await call({ accept, read });
        try {
          for await (const _ of data as AsyncIterable<unknown>);
        } catch (error) {
          expect(error).toBeInstanceOf(UnreadableResponseError);
        }
      }),
      { numRuns: times(100) },
    );
  });
});

const evil = fc.constantFrom("__proto__", "constructor", "prototype", "polluted", "toString", "a");
const tree = fc.letrec((tie) => ({
  node: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom("polluted", "text", ""),
    fc.constantFrom(null, true, 1),
    fc.array(tie("node"), { maxLength: 3 }),
    // As text, because an object would lose what is called __proto__.
    fc
      .array(fc.tuple(evil, tie("node")), { maxLength: 4 })
      .map((entries) => Object.defineProperties({}, describeAll(entries))),
  ),
})).node;

function describeAll(entries: readonly [string, unknown][]): PropertyDescriptorMap {
  const all: PropertyDescriptorMap = Object.create(null);
  for (const [name, value] of entries) {
    Object.defineProperty(all, name, {
      value: { value, enumerable: true, configurable: true, writable: true },
      enumerable: true,
      configurable: true,
    });
  }
  return all;
}

test("JSON with the names of prototypes pollutes nothing", async () => {
  await fc.assert(
    fc.asyncProperty(tree, fc.constantFrom(200, 400, 422, 403, 500), async (value, code) => {
      const text = JSON.stringify(value);
      faulty.behaviour = json(value, code);
      const result = await expectEnd(long);
      const got = result.ok ? result.data : (result.error as BadRequestError).body;
      expect(JSON.stringify(got)).toBe(text);
      expectNothingPolluted();
    }),
    { numRuns: times(150) },
  );
});

test("the field errors of any JSON are lists of text, each of them said in it", () => {
  fc.assert(
    fc.property(fc.oneof(fc.jsonValue(), tree), (value) => {
      const response = new Response("", { status: 400 });
      const { fields } = new BadRequestError(
        { operationId: "x", method: "GET", url: "" },
        response,
        value,
      );
      expectFields(fields);
      const said = JSON.stringify(value);
      for (const message of Object.values(fields).flat()) {
        expect(said).toContain(JSON.stringify(message));
      }
      expectNothingPolluted();
    }),
    { numRuns: times(500) },
  );
});

test("any text arrives in its place as it was", () => {
  const operation = {
    id: "x",
    method: "GET",
    path: "/a/{p}/b/",
    parameters: { p: { in: "path" }, q: { in: "query" } },
  } as const;
  const text = fc.string({ unit: "grapheme", minLength: 1 });
  fc.assert(
    fc.property(text, text, (p, q) => {
      fc.pre(p !== "." && p !== "..");
      const { path, query } = serializeParameters(operation, { p, q }, {}, {});
      const url = new URL(`http://x${path}?${query.join("&")}`);
      const [, a, got = "", b, end, ...rest] = url.pathname.split("/");
      expect([a, decodeURIComponent(got), b, end, rest]).toEqual(["a", p, "b", "", []]);
      expect([...url.searchParams]).toEqual([["q", q]]);
      expect(url.hash).toBe("");
    }),
    { numRuns: times(500) },
  );
});
