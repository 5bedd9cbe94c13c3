import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { inspect } from "node:util";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { parse } from "yaml";
import { type Call, type Facade, loadClient } from "./load-client.js";
import { newKey, startDrf } from "./server.js";

const server = await startDrf();
afterAll(() => server?.stop());

/** With two paths that lack the slash that Django wants. */
function description(): string {
  const text = readFileSync(fileURLToPath(new URL("openapi.yaml", import.meta.url)), "utf8");
  const { paths, ...rest } = parse(text) as { paths: Record<string, Record<string, object>> };
  const things = paths["/v1/things/"];
  const bare = (method: string, operationId: string) => ({ ...things?.[method], operationId });
  return JSON.stringify({
    ...rest,
    paths: {
      ...paths,
      "/v1/things": { get: bare("get", "listBare"), post: bare("post", "createBare") },
      "/v1/exact": { get: { ...paths["/v1/exact/"]?.["get"], operationId: "exactBare" } },
    },
  });
}

const make = server && (await loadClient(description()));

let key = "";
let client: Facade;
const clientWith = (options: object): Facade =>
  (make as NonNullable<typeof make>)({ baseUrl: server?.url, apiKey: key, ...options });
beforeEach(() => {
  key = newKey();
  if (make) client = clientWith({});
});

/** The error of a call that is to fail. */
async function errorOf(call: Call | undefined): Promise<Error & Record<string, unknown>> {
  const result = await call?.result();
  expect(result).toMatchObject({ ok: false });
  const error = result?.error as Error & Record<string, unknown>;
  expect(inspect(error, { depth: 10 }) + JSON.stringify(error)).not.toContain(key);
  return error;
}

const id = "00000000-0000-4000-8000-000000000001";
const bolt = { name: "new", kind: "bolt", price: "1.5" };

describe.skipIf(!server)("a key", () => {
  const bad = () => clientWith({ apiKey: `00000000.${"bad-key-of-nobody".padEnd(32, "0")}` });

  test("that the permission does not know is 403", async () => {
    const error = await errorOf(bad().things["listThings"]?.());
    expect(error).toMatchObject({
      name: "PermissionError",
      status: 403,
      operationId: "listThings",
      method: "GET",
      url: `${server?.url}/v1/things/`,
      body: { detail: "You do not have permission to perform this action." },
      message: expect.stringContaining("do not have permission"),
    });
  });

  test("that an authenticator refuses is 401, with its challenge", async () => {
    const error = await errorOf(bad().things["listThingsWithChallenge"]?.());
    expect(error).toMatchObject({ name: "AuthenticationError", status: 401 });
    expect((error["headers"] as Headers).get("www-authenticate")).toBe('Api-Key realm="things"');
  });

  test("that an authenticator without challenge refuses is 403", async () => {
    const error = await errorOf(bad().things["listThingsWithoutChallenge"]?.());
    expect(error).toMatchObject({ name: "PermissionError", body: { detail: "Invalid API key." } });
  });

  test("that is good", async () => {
    expect(await client.things["listThings"]?.()).toMatchObject({ count: 2 });
    expect(await client.things["listThingsWithChallenge"]?.()).toMatchObject({ count: 2 });
  });

  test("that expires is requested again", async () => {
    let asked = 0;
    const rotating = clientWith({ apiKey: () => (++asked === 1 ? "bad-key" : key) });
    await errorOf(rotating.things["listThings"]?.());
    expect(await rotating.things["listThings"]?.()).toMatchObject({ count: 2 });
  });
});

describe.skipIf(!server)("a thing", () => {
  test("is read, with decimals as text and times unchanged", async () => {
    expect(await client.things["getThing"]?.({ id })).toMatchObject({
      price: "12.50",
      weight: 0.1,
      created_at: "2024-01-02T03:04:05.678901Z",
      launched_on: "2024-02-29",
      lead_time: "3 04:00:05",
      note: "ü",
    });
  });

  test("is created, changed in part, replaced and deleted", async () => {
    const created = await client.things["createThing"]?.({ body: bolt }).result();
    expect(created).toMatchObject({ ok: true, status: 201, data: { ...bolt, price: "1.50" } });
    const own = (created?.data as { id: string } | undefined)?.id ?? "";
    const patch = { note: null, price: "0.10", tags: ["ü"] };
    expect(await client.things["updateThing"]?.({ id: own, body: patch })).toMatchObject({
      ...bolt,
      ...patch,
    });
    const whole = { ...bolt, name: "other" };
    expect(await client.things["replaceThing"]?.({ id: own, body: whole })).toMatchObject({
      name: "other",
      price: "1.50",
    });
    const deleted = await client.things["deleteThing"]?.({ id: own }).result();
    expect(deleted).toMatchObject({ ok: true, status: 204, data: undefined });
    const error = await errorOf(client.things["getThing"]?.({ id: own }));
    expect(error).toMatchObject({ name: "NotFoundError", body: { detail: "Not found." } });
    expect(await client.things["listThings"]?.({ kind: ["bolt", "nut"] })).toMatchObject({
      count: 2,
    });
    expect(await client.things["listThings"]?.({ kind: ["nut"] })).toMatchObject({ count: 1 });
  });
});

describe.skipIf(!server)("the messages by field:", () => {
  const required = ["This field is required."];

  test.each<[string, string, unknown, Record<string, string[]>]>([
    [
      "flat",
      "createThing",
      { name: "", kind: "bolt" },
      { name: ["This field may not be blank."], price: required },
    ],
    [
      "nested",
      "createThing",
      { ...bolt, maker: { contact: { email: "x" } } },
      { "maker.name": required, "maker.contact.email": ["Enter a valid email address."] },
    ],
    [
      "a nested object that is none",
      "createThing",
      { ...bolt, maker: 1 },
      { "maker.non_field_errors": ["Invalid data. Expected a dictionary, but got int."] },
    ],
    [
      "entries of a list",
      "createThing",
      { ...bolt, tags: ["a", "x".repeat(11)] },
      { "tags.1": ["Ensure this field has no more than 10 characters."] },
    ],
    [
      "the whole",
      "createThing",
      { ...bolt, kind: "nut", quantity: 3 },
      { non_field_errors: ["Nuts come in pairs."] },
    ],
    [
      "rows of many",
      "createThings",
      [bolt, {}, { ...bolt, price: "x" }],
      {
        "1.name": required,
        "1.kind": required,
        "1.price": required,
        "2.price": ["A valid number is required."],
      },
    ],
    ["raised as text", "refuse", { detail: "No." }, { non_field_errors: ["No."] }],
    ["raised as texts", "refuse", { detail: ["a", "b"] }, { non_field_errors: ["a", "b"] }],
    ["raised as an object", "refuse", { detail: { a: "No." } }, { a: ["No."] }],
    ["raised deep", "refuse", { detail: { a: [{}, { b: ["No."] }] } }, { "a.1.b": ["No."] }],
  ])("%s", async (_, operation, body, fields) => {
    const group = operation === "refuse" ? client.answers : client.things;
    const error = await errorOf(group[operation]?.({ body }));
    expect(error).toMatchObject({ name: "BadRequestError", status: 400 });
    expect(error["fields"]).toEqual(fields);
  });

  test("none, if the body could not be parsed", async () => {
    const call = client.bodies["upload"]?.({ body: "not a form" });
    const error = await errorOf(call);
    expect(error).toMatchObject({ name: "BadRequestError", body: { detail: expect.any(String) } });
    expect(error["fields"]).toEqual({});
  });
});

describe.skipIf(!server)("a quota that is exhausted", () => {
  test("is waited for, and the call succeeds", async () => {
    const pauses: number[] = [];
    const hooks = { retry: ({ delayMs }: { delayMs: number }) => void pauses.push(delayMs) };
    const patient = clientWith({ hooks });
    const found = await Promise.all([1, 2, 3].map(() => patient.answers["burst"]?.()));
    expect(found).toEqual([{ ok: true }, { ok: true }, { ok: true }]);
    expect(pauses).toEqual([1000]);
  });

  test("for longer than the limit is a RateLimitError", async () => {
    const impatient = clientWith({ maxRetryAfterMs: 1000 });
    for (const _ of [1, 2, 3]) await impatient.answers["throttled"]?.();
    const start = performance.now();
    const error = await errorOf(impatient.answers["throttled"]?.());
    // It would have waited for nearly a minute.
    expect(performance.now() - start).toBeLessThan(30_000);
    expect(error).toMatchObject({ name: "RateLimitError", status: 429 });
    expect(error["retryAfterMs"]).toBeGreaterThan(50_000);
    expect(error["retryAfterMs"]).toBeLessThanOrEqual(60_000);
    expect(error.message).toContain("Request was throttled.");
  });
});

describe.skipIf(!server)("a missing slash", () => {
  test("of a read is followed, with the key and the query", async () => {
    expect(await client.things["listBare"]?.({ kind: ["bolt"] })).toMatchObject({ count: 1 });
  });

  test("of a write is an error that names both URLs; nothing is created", async () => {
    const error = await errorOf(client.things["createBare"]?.({ body: bolt }));
    expect(error).toMatchObject({
      name: "UnexpectedRedirectError",
      location: `${server?.url}/v1/things/`,
    });
    expect(error.message).toContain(`POST ${server?.url}/v1/things (`);
    expect(error.message).toContain(`redirected to ${server?.url}/v1/things/`);
    expect(await client.things["listThings"]?.()).toMatchObject({ count: 2 });
  });

  test("that Django does not fix is its error page", async () => {
    expect(await client.answers["exact"]?.()).toEqual({ ok: true });
    const error = await errorOf(client.answers["exactBare"]?.());
    expect(error).toMatchObject({
      name: "NotFoundError",
      body: expect.stringContaining("<h1>Not Found</h1>"),
    });
  });
});

describe.skipIf(!server)("an answer", () => {
  test("of a crash is ServerError with Django's page, after the retries", async () => {
    const attempts: number[] = [];
    const hooks = { response: ({ status }: { status: number }) => void attempts.push(status) };
    const one = clientWith({ hooks, retryDelayMs: 1 }).answers["crash"]?.();
    const error = await errorOf(one);
    expect(error).toMatchObject({
      name: "ServerError",
      status: 500,
      body: expect.stringContaining("<h1>Server Error (500)</h1>"),
    });
    expect(attempts).toEqual([500, 500, 500]);
  });

  test("of an unknown path", async () => {
    const error = await errorOf(client.things["getThing"]?.({ id: "a/b" }));
    expect(error).toMatchObject({ name: "NotFoundError", body: expect.stringContaining("<h1>") });
  });

  test.each([
    [402, "StatusError"],
    [409, "ConflictError"],
    [418, "StatusError"],
    [503, "ServerError"],
  ])("of %d is %s", async (code, name) => {
    const error = await errorOf(client.answers["fail"]?.({ code }, { maxRetries: 0 }));
    expect(error).toMatchObject({ name, status: code, body: { detail: `Failure ${code}.` } });
  });

  test("that says nothing", async () => {
    const result = await client.answers["startJob"]?.().result();
    expect(result).toMatchObject({ ok: true, status: 202, data: undefined });
  });

  test("that takes too long", async () => {
    const error = await errorOf(
      client.answers["wait"]?.({ seconds: 2 }, { timeoutMs: 100, maxRetries: 0 }),
    );
    expect(error).toMatchObject({ name: "TimeoutError", limitMs: 100 });
    expect(await client.answers["wait"]?.({ seconds: 0.01 })).toEqual({ ok: true });
  });

  test("to OPTIONS", async () => {
    expect(await client.things["describeThings"]?.()).toMatchObject({ name: expect.any(String) });
  });
});

describe.skipIf(!server)("a stream", () => {
  async function collect(call: Call | undefined): Promise<unknown[]> {
    const found: unknown[] = [];
    for await (const each of (await call) as AsyncIterable<unknown>) found.push(each);
    return found;
  }

  test("of events", async () => {
    const found = await collect(client.answers["watch"]?.({ count: 3 }));
    expect(found).toMatchObject(
      [0, 1, 2].map((number) => ({
        event: "message",
        id: `${number}`,
        data: `{"number": ${number}}`,
      })),
    );
  });

  test("of lines of JSON", async () => {
    const found = await collect(client.answers["watchLines"]?.({ count: 3 }));
    expect(found).toEqual([{ number: 0 }, { number: 1 }, { number: 2 }]);
  });

  test("arrives as it is sent, and may be left early", async () => {
    const numbers = (await client.answers["watchLines"]?.({
      count: 500,
    })) as AsyncIterable<unknown>;
    const start = performance.now();
    for await (const number of numbers) {
      expect(number).toEqual({ number: 0 });
      break;
    }
    // All of them would take ten seconds.
    expect(performance.now() - start).toBeLessThan(5000);
  });

  test("that is refused is the error of its status", async () => {
    const bad = clientWith({ apiKey: `00000000.${"bad-key-of-nobody".padEnd(32, "0")}` });
    expect(await errorOf(bad.answers["watch"]?.())).toMatchObject({ name: "PermissionError" });
  });
});

describe.skipIf(!server)("the hooks", () => {
  test("are called for each step, without a key", async () => {
    const seen: string[] = [];
    const shown: string[] = [];
    const hook =
      (name: string) =>
      (event: { attempt: number; operationId: string; url: string }): void => {
        seen.push(`${name} ${event.attempt}`);
        expect(event).toMatchObject({
          operationId: "fail",
          url: `${server?.url}/v1/failures/503/`,
        });
        shown.push(inspect(event, { depth: 10, showHidden: true }));
      };
    const names = ["request", "response", "retry", "error"];
    const hooks = Object.fromEntries(names.map((name) => [name, hook(name)]));
    const told = clientWith({ hooks, maxRetries: 1, retryDelayMs: 1 });
    await errorOf(told.answers["fail"]?.({ code: 503 }));
    expect(seen).toEqual(
      ["request 1", "response 1", "retry 1"].concat("request 2", "response 2", "error 2"),
    );
    expect(shown.join()).not.toContain(key);
  });

  test("may add a header", async () => {
    const hooks = {
      request: ({ headers }: { headers: Headers }) => headers.set("traceparent", "00-1"),
    };
    const found = await clientWith({ hooks }).bodies["echo"]?.({ rest: "x" });
    expect(JSON.stringify(found)).toContain("00-1");
  });
});

describe.skipIf(!server)("one call at a time", () => {
  test("takes as long as all of them", async () => {
    const limited = clientWith({ maxConcurrency: 1 });
    const start = performance.now();
    await Promise.all([1, 2, 3].map(() => limited.answers["wait"]?.({ seconds: 0.1 })));
    expect(performance.now() - start).toBeGreaterThan(295);
  });
});

describe.skipIf(!server)("a call", () => {
  test("that is cancelled", async () => {
    const left = new AbortController();
    setTimeout(() => left.abort(), 50);
    const { signal } = left;
    const error = await errorOf(client.answers["wait"]?.({ seconds: 30 }, { signal }));
    expect(error).toMatchObject({ name: "CancelledError", operationId: "wait" });
  });

  test("has the headers of the client and its own, and its idempotency key", async () => {
    const own = clientWith({ headers: { "X-A": "client", "X-B": "client" } });
    const options = { headers: { "x-b": "call" }, idempotencyKey: "k-1" };
    const found = await own.bodies["echo"]?.({ rest: "x" }, options);
    const { headers } = found as { headers: [string, string][] };
    const sent = Object.fromEntries(headers.map(([name, value]) => [name.toLowerCase(), value]));
    expect(sent).toMatchObject({ "x-a": "client", "x-b": "call", "idempotency-key": "k-1" });
  });
});

describe.skipIf(!server)("in a browser window", () => {
  test("a client for servers only does not start, unless allowed", async () => {
    const text = description().replace('"prefix":"Api-Key "', '$&,"serverOnly":true');
    const makeServerOnly = await loadClient(text);
    const options = { baseUrl: server?.url, apiKey: key };
    const holder = globalThis as { window?: unknown };
    holder.window = { document: {} };
    try {
      expect(() => makeServerOnly(options)).toThrow(/dangerouslyAllowBrowser/);
      const allowed = makeServerOnly({ ...options, dangerouslyAllowBrowser: true });
      expect(await allowed.answers["wait"]?.()).toEqual({ ok: true });
    } finally {
      delete holder.window;
    }
  });
});

describe.skipIf(!server)("a body that is not JSON", () => {
  const bytes = Uint8Array.from({ length: 100_000 }, (_, index) => (index * 7) % 256);
  const sha256 = createHash("sha256").update(bytes).digest("hex");

  test("a file is uploaded and downloaded", async () => {
    const body = {
      file: new File([bytes], "ü.bin", { type: "image/png" }),
      note: "ü",
      more: [new File(["a"], "a.txt"), new File(["b"], "b.txt")],
    };
    const sent = (await client.bodies["upload"]?.({ body })) as {
      file: { url: string };
      more: { name: string }[];
    };
    expect(sent).toMatchObject({
      file: { name: "ü.bin", size: 100_000, type: "image/png", sha256 },
      note: "ü",
    });
    expect(sent.more.map(({ name }) => name)).toEqual(["a.txt", "b.txt"]);
    const [, own = ""] = /uploads\/([^/]+)\//.exec(sent.file.url) ?? [];
    const blob = (await client.bodies["download"]?.({ id: own })) as Blob;
    expect(new Uint8Array(await blob.arrayBuffer())).toEqual(bytes);
  });

  test("a form", async () => {
    const body = { a: ["1", "2"], b: "ü &=", c: 1.5 };
    expect(await client.bodies["sendForm"]?.({ body })).toEqual({
      fields: { a: ["1", "2"], b: ["ü &="], c: ["1.5"] },
    });
  });
});

describe.skipIf(!server)("what arrives", () => {
  test("is what was given, with the headers of the client", async () => {
    const args = { rest: "a b", q: ["1", "ü&"], "X-Trace": "t1" };
    const found = (await client.bodies["echo"]?.(args)) as {
      target: string;
      headers: [string, string][];
    };
    expect(found.target).toBe("/v1/echo/a%20b?q=1&q=%C3%BC%26");
    const headers = new Map(found.headers.map(([name, value]) => [name.toLowerCase(), value]));
    expect(Object.fromEntries(headers)).toMatchObject({
      authorization: `Api-Key ${key}`,
      "x-trace": "t1",
      accept: "application/json",
      "user-agent": expect.stringMatching(/^\S+\/1$/),
    });
  });
});
