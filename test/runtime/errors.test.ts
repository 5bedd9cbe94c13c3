import { afterAll, describe, expect, test } from "vitest";
import {
  ApiError,
  AuthenticationError,
  BadRequestError,
  CancelledError,
  ConflictError,
  ConnectionError,
  type Failure,
  InvalidArgumentError,
  NotFoundError,
  PermissionError,
  RateLimitError,
  ServerError,
  StatusError,
  type Success,
  type Unanswered,
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
      name: "BadRequestError",
      operationId: "createThing",
      method: "POST",
      url: `${server.url}/things/?q=a%20b`,
      status: 422,
      requestId: "r1",
      body: { name: ["too long"] },
      fields: { name: ["too long"] },
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

/** That the call is unanswered, with an error of this class, in each way of reading it. */
async function expectUnanswered<Err extends ApiError>(
  Class: new (...args: never[]) => Err,
  attempt: ReturnType<typeof call>,
  message: RegExp,
): Promise<Err> {
  const result = await attempt.result();
  expect(result).toEqual({
    ok: false,
    status: undefined,
    error: expect.any(Class),
    response: undefined,
  });
  const error = (result as { error: unknown }).error as Err;
  expect(error).toBeInstanceOf(ApiError);
  expect(error).toMatchObject({
    name: Class.name,
    operationId: "listThings",
    method: "GET",
    message: expect.stringMatching(message),
  });
  expect(await rejectionOf(attempt)).toBe(error);
  return error;
}

describe("the class of a status", () => {
  const classes: [number, unknown][] = [
    [400, BadRequestError],
    [401, AuthenticationError],
    [402, StatusError],
    [403, PermissionError],
    [404, NotFoundError],
    [405, StatusError],
    [409, ConflictError],
    [410, StatusError],
    [418, StatusError],
    [422, BadRequestError],
    [429, RateLimitError],
    [451, StatusError],
    [499, StatusError],
    [500, ServerError],
    [501, ServerError],
    [503, ServerError],
    [599, ServerError],
    [304, StatusError],
  ];

  test.each(classes)("%d", async (status, Class) => {
    const body = status === 304 ? undefined : { detail: "Because." };
    server.respond = answer(
      status,
      { "content-type": "application/json", "X-Request-Id": `r${status}`, "x-more": "1" },
      body ? JSON.stringify(body) : "",
    );
    const operation = { id: "changeThing", method: "PATCH", path: "/things/1/" };
    const one = call(operation);
    const error = (await rejectionOf(one)) as StatusError;
    expect(error.constructor).toBe(Class);
    expect(error).toBeInstanceOf(StatusError);
    expect(error).toBeInstanceOf(ApiError);
    expect(error).toMatchObject({
      name: (Class as { name: string }).name,
      status,
      operationId: "changeThing",
      method: "PATCH",
      url: `${server.url}/things/1/`,
      requestId: `r${status}`,
      message:
        `PATCH ${server.url}/things/1/ (changeThing): status ${status}` +
        (body ? ': {"detail":"Because."}' : ""),
    });
    expect(error.body).toEqual(body);
    expect(error.headers.get("x-more")).toBe("1");
    expect(await one.result()).toEqual({
      ok: false,
      status,
      error,
      response: expect.any(Response),
    });
    // What a log keeps of it, without its headers and body being lost.
    expect(JSON.parse(JSON.stringify(error))).toMatchObject({ status, operationId: "changeThing" });
  });

  test.each([
    ["x-request-id", "a"],
    ["request-id", "b"],
  ])("has the id of the request from %s", async (name, id) => {
    server.respond = answer(500, { [name]: id });
    expect(await rejectionOf(call({}))).toMatchObject({ requestId: id });
    server.respond = answer(500);
    expect(await rejectionOf(call({}))).toMatchObject({ requestId: undefined });
  });

  test.each([
    ["2", 2000],
    ["0", 0],
    ["Sun, 06 Nov 1994 08:49:37 GMT", 0],
    ["soon", undefined],
    ["", undefined],
    ["-1", undefined],
    ["1.5", undefined],
  ])("429 with Retry-After %j", async (value, retryAfterMs) => {
    server.respond = answer(429, value ? { "retry-after": value } : {});
    expect(await rejectionOf(call({}))).toMatchObject({ name: "RateLimitError", retryAfterMs });
  });

  test("status tells the class in a result", async () => {
    const read = async (status: number): Promise<unknown> => {
      server.respond = json({ name: ["No."] }, status);
      const result = (await call({}).result()) as Success<200, string> | Failure | Unanswered;
      if (result.ok) return result.data;
      // Compiles only if each comparison narrows the error.
      if (result.status === 400) return result.error.fields;
      if (result.status === 429) return [result.error.retryAfterMs];
      if (result.status === undefined) return result.error.name;
      return result.error.requestId ?? result.error.status;
    };
    expect(await read(400)).toEqual({ name: ["No."] });
    expect(await read(429)).toEqual([undefined]);
    expect(await read(503)).toBe(503);
    expect(await read(200)).toEqual({ name: ["No."] });
  });
});

describe("ConnectionError", () => {
  const expectConnectionError = (attempt: ReturnType<typeof call>, message: RegExp) =>
    expectUnanswered(ConnectionError, attempt, message);

  test("on a refused port", async () => {
    const attempt = callerOf({ baseUrl: refused })({});
    const error = await expectConnectionError(
      attempt,
      /no response \(fetch failed: .*ECONNREFUSED/,
    );
    expect(error.url).toBe(`${refused}/things/`);
    expect(error.cause).toMatchObject({ cause: { code: "ECONNREFUSED" } });
    expect(await rejectionOf(attempt.response())).toBe(error);
  });

  test("on a host that does not exist", async () => {
    const attempt = callerOf({ baseUrl: "http://nobody.invalid" })({});
    const error = await expectConnectionError(attempt, /no response \(fetch failed/);
    expect(error.cause).toBeInstanceOf(TypeError);
  });

  test("on a connection that is closed without an answer", async () => {
    server.respond = (response) => response.destroy();
    await expectConnectionError(call({}), /no response \(fetch failed/);
  });

  test("on anything that a custom fetch throws", async () => {
    const fetch = () => Promise.reject("offline");
    const error = await expectConnectionError(
      callerOf({ baseUrl: server.url, fetch })({}),
      /no response \(offline\)/,
    );
    expect(error.cause).toBe("offline");
  });
});

describe("CancelledError", () => {
  test("if aborted before the start; nothing is sent", async () => {
    server.take();
    const signal = AbortSignal.abort();
    const error = await expectUnanswered(CancelledError, call({}, {}, { signal }), /cancelled$/);
    expect(error.cause).toBe(signal.reason);
    expect(server.take()).toEqual([]);
  });

  test("if aborted while waiting for the answer", async () => {
    const controller = new AbortController();
    server.respond = () => controller.abort(new Error("enough"));
    const attempt = call({}, {}, { signal: controller.signal });
    const error = await expectUnanswered(CancelledError, attempt, /cancelled$/);
    expect(error.cause).toBe(controller.signal.reason);
  });

  test("if aborted while reading the body", async () => {
    const controller = new AbortController();
    server.respond = (response) => {
      response.writeHead(200, { "content-type": "application/json" });
      response.write("[1,", () => setTimeout(() => controller.abort(), 20));
    };
    const attempt = call({}, {}, { signal: controller.signal });
    const error = await expectUnanswered(CancelledError, attempt, /cancelled$/);
    expect(error.cause).toBe(controller.signal.reason);
  });

  test("if the signal is that of a timeout", async () => {
    server.respond = () => {};
    const signal = AbortSignal.timeout(20);
    const error = await expectUnanswered(CancelledError, call({}, {}, { signal }), /cancelled$/);
    expect(error.cause).toMatchObject({ name: "TimeoutError" });
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
      message: `GET ${server.url}/things/ (listThings): status 200, but its body is not valid JSON`,
    });
    // The engine's message quotes the body.
    expect(error).not.toHaveProperty("cause");
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
