import { afterAll, describe, expect, test } from "vitest";
import {
  ApiError,
  ConnectionError,
  InvalidArgumentError,
  StatusError,
  UnreadableResponseError,
} from "../../generator/runtime/index.js";
import { callerOf, rejectionOf } from "./client.js";
import { answer, json, refusedUrl, serve } from "./server.js";

const server = await serve();
afterAll(() => server.close());
const call = callerOf({ baseUrl: server.url });
const refused = await refusedUrl();

describe("StatusError", () => {
  test("has all that is known of the request and the answer", async () => {
    server.respond = answer(
      422,
      { "content-type": "application/json", "x-request-id": "r1" },
      '{"name":["too long"]}',
    );
    const operation = {
      id: "createThing",
      method: "POST",
      parameters: { q: { in: "query" } },
    } as const;
    const error = await rejectionOf(call(operation, { q: "a b" }));
    expect(error).toBeInstanceOf(StatusError);
    expect(error).toBeInstanceOf(ApiError);
    expect(error).toBeInstanceOf(Error);
    expect(error).toMatchObject({
      name: "StatusError",
      operationId: "createThing",
      method: "POST",
      url: `${server.url}/things/?q=a%20b`,
      status: 422,
      body: { name: ["too long"] },
      message: `POST ${server.url}/things/?q=a%20b (createThing): status 422: {"name":["too long"]}`,
    });
    expect((error as StatusError).headers.get("x-request-id")).toBe("r1");
    expect(error).not.toHaveProperty("cause");
  });

  test.each<[string, string, RegExp]>([
    ["a short text", "Not here", /status 404: Not here$/],
    ["no body", "", /status 404$/],
    ["a long text", "x".repeat(1000), /status 404: x{300}…$/],
    ["null", "null", /status 404: null$/],
  ])("shows %s in its message", async (_, body, message) => {
    server.respond = answer(404, {}, body);
    expect(await rejectionOf(call({}))).toMatchObject({
      message: expect.stringMatching(message),
    });
  });
});

describe("ConnectionError", () => {
  async function expectConnectionError(attempt: ReturnType<typeof call>, message: RegExp) {
    const result = await attempt.result();
    expect(result).toEqual({
      ok: false,
      status: undefined,
      error: expect.any(ConnectionError),
      response: undefined,
    });
    const error = (result as { error: unknown }).error as ConnectionError;
    expect(error).toBeInstanceOf(ApiError);
    expect(error).toMatchObject({
      name: "ConnectionError",
      operationId: "listThings",
      method: "GET",
      message: expect.stringMatching(message),
    });
    expect(await rejectionOf(attempt)).toBe(error);
    return error;
  }

  test("on a refused port", async () => {
    const attempt = callerOf({ baseUrl: refused })({});
    const error = await expectConnectionError(attempt, /no answer \(fetch failed: .*ECONNREFUSED/);
    expect(error.url).toBe(`${refused}/things/`);
    expect(error.cause).toMatchObject({ cause: { code: "ECONNREFUSED" } });
    expect(await rejectionOf(attempt.response())).toBe(error);
  });

  test("on a host that does not exist", async () => {
    const attempt = callerOf({ baseUrl: "http://nobody.invalid" })({});
    const error = await expectConnectionError(attempt, /no answer \(fetch failed/);
    expect(error.cause).toBeInstanceOf(TypeError);
  });

  test("on a connection that is closed without an answer", async () => {
    server.respond = (response) => response.destroy();
    await expectConnectionError(call({}), /no answer \(fetch failed/);
  });

  test("if aborted before the start; nothing is sent", async () => {
    server.take();
    const signal = AbortSignal.abort();
    const error = await expectConnectionError(call({}, {}, { signal }), /aborted/);
    expect(error.cause).toBe(signal.reason);
    expect(server.take()).toEqual([]);
  });

  test("if aborted while waiting for the answer", async () => {
    const controller = new AbortController();
    server.respond = () => controller.abort(new Error("enough"));
    const attempt = call({}, {}, { signal: controller.signal });
    const error = await expectConnectionError(attempt, /no answer \(enough\)/);
    expect(error.cause).toBe(controller.signal.reason);
  });

  test("if aborted while reading the body", async () => {
    const controller = new AbortController();
    server.respond = (response) => {
      response.writeHead(200, { "content-type": "application/json" });
      response.write("[1,", () => setTimeout(() => controller.abort(), 20));
    };
    const attempt = call({}, {}, { signal: controller.signal });
    const error = await expectConnectionError(attempt, /aborted/);
    expect(error.cause).toBe(controller.signal.reason);
  });

  test("on a timeout of AbortSignal", async () => {
    server.respond = () => {};
    const signal = AbortSignal.timeout(20);
    const error = await expectConnectionError(call({}, {}, { signal }), /timeout/);
    expect(error.cause).toMatchObject({ name: "TimeoutError" });
  });

  test("on anything that a custom fetch throws", async () => {
    const fetch = () => Promise.reject("offline");
    const error = await expectConnectionError(
      callerOf({ baseUrl: server.url, fetch })({}),
      /no answer \(offline\)/,
    );
    expect(error.cause).toBe("offline");
  });

  test("does not come from an abort after the end", async () => {
    server.respond = json({ a: 1 });
    const controller = new AbortController();
    const attempt = call({}, {}, { signal: controller.signal });
    expect(await attempt).toEqual({ a: 1 });
    controller.abort();
    expect(await attempt).toEqual({ a: 1 });
  });
});

describe("UnreadableResponseError", () => {
  test("has all that is known of the request, and the answer", async () => {
    server.respond = answer(200, { "content-type": "application/json", "x-id": "1" }, "<p>");
    const error = await rejectionOf(call({}));
    expect(error).toBeInstanceOf(UnreadableResponseError);
    expect(error).toBeInstanceOf(ApiError);
    expect(error).toMatchObject({
      name: "UnreadableResponseError",
      operationId: "listThings",
      method: "GET",
      url: `${server.url}/things/`,
      cause: expect.any(SyntaxError),
    });
    const { response } = error as UnreadableResponseError;
    expect([response.status, response.headers.get("x-id")]).toEqual([200, "1"]);
  });

  test("also when an abort comes after broken JSON was read", async () => {
    const controller = new AbortController();
    server.respond = answer(200, {}, "<p>");
    const result = await call({}, {}, { signal: controller.signal }).result();
    controller.abort();
    expect(result).toMatchObject({ error: { name: "UnreadableResponseError" } });
  });
});

test("a call that was made wrongly rejects in every way, and is no ApiError", async () => {
  const attempt = call({ path: "/{id}/", parameters: { id: { in: "path" } } });
  for (const way of [attempt, attempt.result(), attempt.response(), attempt.finally()]) {
    const error = await rejectionOf(way);
    expect(error).toBeInstanceOf(InvalidArgumentError);
    expect(error).not.toBeInstanceOf(ApiError);
    expect(error).toMatchObject({ name: "InvalidArgumentError", parameter: "id" });
  }
});
