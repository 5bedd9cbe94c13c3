import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { answer, json, type Respond, serve } from "../runtime/server.js";
import { generateInto, specWith } from "../support/generator.js";
import { loadOutput } from "../support/load-output.js";

const content = (schema: object) => ({ content: { "application/json": { schema } } });
const lines = { content: { "application/x-ndjson": { schema: { type: "object" } } } };
const spec = specWith(
  {
    "GET /parts/{id}": {
      operationId: "getPart",
      parameters: [
        { name: "id", in: "path", required: true, schema: { type: "string" } },
        { name: "q", in: "query", schema: { type: "string" } },
      ],
      responses: { 200: content({ $ref: "#/components/schemas/Part" }) },
    },
    "GET /lines": { operationId: "getLines", responses: { 200: lines } },
  },
  {
    security: [{ key: [] }],
    components: {
      securitySchemes: { key: { type: "apiKey", in: "query", name: "key" } },
      schemas: {
        Part: {
          type: "object",
          required: ["mpn"],
          properties: {
            mpn: { type: "string", pattern: "^[A-Z]+$" },
            slow: { type: "string", pattern: "^(a+)+$" },
            tags: { type: "object", additionalProperties: { type: "string" } },
            parts: { type: "array", items: { $ref: "#/components/schemas/Part" } },
          },
        },
      },
    },
  },
);

interface Finding {
  readonly rule: string;
  readonly message: string;
  readonly count: number;
}
interface Counts {
  seen: number;
  checked: number;
  skipped: number;
  errors: number;
}
interface Observer {
  flush(): Promise<void>;
  readonly counts: Counts;
}
interface Options {
  readonly sample?: number;
  readonly batchMs?: number;
  readonly onFinding?: unknown;
}
interface Api {
  getPart(params: object, options?: object): Promise<unknown> & { response(): Promise<Response> };
  getLines(): Promise<AsyncIterable<unknown>>;
}

const made = await generateInto(spec, undefined, { name: "Parts" }, { observe: true });
const index = await loadOutput(made);
const { createObserver } = (await loadOutput(made, "observe")) as {
  createObserver(options: Options): Observer;
};
const server = await serve();
afterAll(() => server.close());

let batches: Finding[][] = [];
beforeEach(() => {
  batches = [];
});

function observing(options: Options = {}, more: object = {}): { observer: Observer; api: Api } {
  const onFinding = (findings: Finding[]) => batches.push(findings);
  const observer = createObserver({ sample: 1, onFinding, ...options });
  const create = index["createParts"] as (options: object) => Readonly<Record<string, Api>>;
  const facade = create({ baseUrl: server.url, key: "k", observe: observer, ...more });
  return { observer, api: Object.values(facade)[0] as Api };
}

async function foundOf(respond: Respond): Promise<string[]> {
  const { observer, api } = observing({}, { maxRetries: 0 });
  server.respond = respond;
  await api.getPart({ id: "1" }).catch(() => undefined);
  await observer.flush();
  expect(observer.counts).toMatchObject({ errors: 0, checked: 1 });
  return batches.flat().map(({ rule, message }) => `${rule}: ${message}`);
}

describe("an observer", () => {
  test("tells what deviates, and nothing of what does not", async () => {
    expect(await foundOf(json({ mpn: "A", parts: [{ mpn: "B" }] }))).toEqual([]);
    expect(await foundOf(json({ mpn: "A", parts: [{ mpn: 1, more: 2 }] }))).toEqual([
      "answer-type: GET /parts/{id}: answer 200, parts[].mpn is not a string",
      "answer-member-unknown: GET /parts/{id}: answer 200, parts[].more is not in the schema",
    ]);
  });

  test.each<[string, Respond, readonly string[]]>([
    [
      "an error of the server",
      json({}, 503),
      ["status-usual: GET /parts/{id}: answer 503 is not declared"],
    ],
    [
      "a page",
      answer(200, { "content-type": "text/html" }, "<p>"),
      ["answer-type-undeclared: GET /parts/{id}: answer 200 has a media type that is not declared"],
    ],
    [
      "nothing",
      answer(200, { "content-type": "application/json", "content-length": "0" }),
      ["answer-body-missing: GET /parts/{id}: answer 200 has no body"],
    ],
    [
      "nothing, in chunks",
      answer(200, { "content-type": "application/json" }),
      ["answer-body-missing: GET /parts/{id}: answer 200 has no body"],
    ],
    ["what may come without a type", answer(200, {}, "{}"), []],
    ["not modified", answer(304), []],
    [
      "a pattern",
      json({ mpn: "a" }),
      ["answer-limit: GET /parts/{id}: answer 200, mpn does not match its pattern"],
    ],
    ["a pattern that could take for ever", json({ mpn: "A", slow: `${"a".repeat(50)}!` }), []],
    ["more than it looks into", json({ mpn: 1, more: "x".repeat(1_000_001) }), []],
  ])("judges %s as verify does", async (_, respond, expected) => {
    expect(await foundOf(respond)).toEqual(expected);
  });

  test("shows nothing of what was sent and what came", async () => {
    const { observer, api } = observing(
      {},
      { key: "CANARYkey7f3a", headers: { "x-a": "CANARYheader7f3a" } },
    );
    server.respond = answer(
      200,
      { "content-type": "application/json", "x-b": "CANARYback7f3a" },
      JSON.stringify({ mpn: ["CANARYvalue7f3a"], CANARYmember7f3a: 1, tags: { CANARYtag7f3a: 1 } }),
    );
    await api.getPart({ id: "CANARYid7f3a", q: "CANARYq7f3a" });
    await observer.flush();
    expect(batches.flat()).toHaveLength(3);
    expect(JSON.stringify([batches, observer.counts])).not.toContain("CANARY");
  });

  test("gives batches, each finding once with its count", async () => {
    const { observer, api } = observing({ batchMs: 60_000 });
    server.respond = json({ mpn: 1 });
    for (let call = 0; call < 3; call++) await api.getPart({ id: "1" });
    expect(batches).toEqual([]);
    await observer.flush();
    await api.getPart({ id: "1" });
    await observer.flush();
    await observer.flush();
    expect(batches.map((batch) => batch.map(({ count }) => count))).toEqual([[3], [1]]);
  });

  test("gives a batch by itself when its time has come", async () => {
    const { api } = observing({ batchMs: 1 });
    server.respond = json({ mpn: 1 });
    await api.getPart({ id: "1" });
    await expect.poll(() => batches.length).toBe(1);
  });

  test("looks at none, or at a part of the answers", async () => {
    server.respond = json({ mpn: 1 });
    const none = observing({ sample: 0 });
    await none.api.getPart({ id: "1" });
    await none.observer.flush();
    expect(none.observer.counts).toEqual({ seen: 1, checked: 0, skipped: 0, errors: 0 });
    const { observer, api } = observing({ sample: 0.5 });
    for (let call = 0; call < 200; call++) await api.getPart({ id: "1" });
    await observer.flush();
    // One that is right fails once in 10 to the power of 12.
    expect(observer.counts.checked).toBeGreaterThan(50);
    expect(observer.counts.checked).toBeLessThan(150);
  });
});

test("what a browser hides of a redirect is no answer", async () => {
  const hidden = { type: "opaqueredirect", status: 0, headers: new Headers(), body: null };
  const { observer, api } = observing({}, { fetch: async () => hidden });
  await expect(api.getPart({ id: "1" })).rejects.toMatchObject({
    name: "UnexpectedRedirectError",
  });
  await observer.flush();
  expect([batches, observer.counts.errors]).toEqual([[], 0]);
});

describe("a call that is observed", () => {
  test("gives the same data, response and error", async () => {
    const { api } = observing();
    const plain = observing({}, { observe: undefined }).api;
    for (const respond of [json({ mpn: 1 }), json({ why: "no" }, 422), answer(200, {}, "{")]) {
      server.respond = respond;
      const outcome = (call: Promise<unknown>) =>
        call.catch(({ name, message }) => ({ name, message }));
      expect(await outcome(api.getPart({ id: "1" }))).toEqual(
        await outcome(plain.getPart({ id: "1" })),
      );
    }
    server.respond = json({ mpn: 1 });
    const response = await api.getPart({ id: "1" }).response();
    expect(await response.json()).toEqual({ mpn: 1 });
  });

  test("does not fail with the observer, which counts", async () => {
    server.respond = json({ mpn: 1 });
    const onFinding = () => {
      throw new Error("of the caller");
    };
    const { observer, api } = observing({ onFinding });
    expect(await api.getPart({ id: "1" })).toEqual({ mpn: 1 });
    await observer.flush();
    expect(observer.counts).toMatchObject({ checked: 1, errors: 1 });
    const rejecting = observing({ onFinding: async () => onFinding() });
    await rejecting.api.getPart({ id: "1" });
    await rejecting.observer.flush();
    expect(rejecting.observer.counts).toMatchObject({ checked: 1, errors: 1 });
  });

  test("may use a fetch whose responses are none that can be copied", async () => {
    const headers = new Headers({ "content-type": "application/json" });
    const body = () => new Response('{"mpn":"A"}').body;
    const fetch = async () => ({ ok: true, status: 200, headers, body: body(), type: "basic" });
    const { observer, api } = observing({}, { fetch });
    expect(await api.getPart({ id: "1" })).toEqual({ mpn: "A" });
    await observer.flush();
    expect(observer.counts).toMatchObject({ checked: 0, errors: 1 });
  });

  test("fails as it would where there is no answer, or one that breaks off", async () => {
    const { observer, api } = observing({}, { maxRetries: 0 });
    server.respond = (response) => response.destroy();
    await expect(api.getPart({ id: "1" })).rejects.toMatchObject({ name: "ConnectionError" });
    server.respond = (response) => {
      response.writeHead(200, { "content-type": "application/json", "content-length": "9" });
      response.write("{");
      setTimeout(() => response.destroy(), 5);
    };
    await expect(api.getPart({ id: "1" })).rejects.toMatchObject({
      name: "UnreadableResponseError",
    });
    await observer.flush();
    expect(observer.counts).toEqual({ seen: 2, checked: 0, skipped: 1, errors: 0 });
  });

  test("can stream, and nobody else reads along", async () => {
    const { observer, api } = observing();
    let end = () => {};
    server.respond = (response) => {
      response.writeHead(200, { "content-type": "application/x-ndjson" });
      response.write('{"n":1}\n');
      end = () => response.end('{"n":2}\n');
    };
    const found: unknown[] = [];
    for await (const line of await api.getLines()) {
      found.push(line);
      await observer.flush();
      end();
    }
    expect(found).toEqual([{ n: 1 }, { n: 2 }]);
    expect(observer.counts).toMatchObject({ checked: 1, errors: 0 });
    expect(batches).toEqual([]);
  });
});

test("what cannot be used is refused", () => {
  const onFinding = () => {};
  expect(() => createObserver({ sample: 5, onFinding })).toThrow(
    "sample must be a number from 0 to 1",
  );
  expect(() => createObserver({})).toThrow("onFinding must be a function");
  expect(() => createObserver({ batchMs: -1, onFinding })).toThrow("batchMs must be");
});
