import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, test, vi } from "vitest";
import { StatusError, UnreadableResponseError } from "../../generator/runtime/index.js";
import { callerOf, rejectionOf } from "./client.js";
import { json, serve } from "./server.js";

const server = await serve();
afterAll(() => server.close());
const call = callerOf({ baseUrl: server.url });
const good = () => {
  server.respond = json({ a: 1 });
  return call({});
};
const bad = () => {
  server.respond = json({ detail: "no" }, 404);
  return call({});
};

describe("a call that succeeds", () => {
  test("gives its data when awaited", async () => {
    expect(await good()).toEqual({ a: 1 });
  });

  test("gives its result", async () => {
    expect(await good().result()).toEqual({
      ok: true,
      status: 200,
      data: { a: 1 },
      response: expect.any(Response),
    });
  });

  test("gives its response with the body unread", async () => {
    const response = await good().response();
    expect([response.status, response.bodyUsed]).toEqual([200, false]);
    expect(await response.text()).toBe('{"a":1}');
  });

  test("goes through then, catch and finally", async () => {
    const onError = vi.fn();
    const onEnd = vi.fn();
    expect(await good().then((data) => [data])).toEqual([{ a: 1 }]);
    expect(await good().then()).toEqual({ a: 1 });
    expect(await good().then(null, onError)).toEqual({ a: 1 });
    expect(await good().catch(onError)).toEqual({ a: 1 });
    expect(await good().finally(onEnd)).toEqual({ a: 1 });
    expect(onError).not.toHaveBeenCalled();
    expect(onEnd).toHaveBeenCalledExactlyOnceWith();
  });
});

describe("a call that fails", () => {
  test("rejects when awaited", async () => {
    expect(await rejectionOf(bad())).toBeInstanceOf(StatusError);
  });

  test("gives its result", async () => {
    expect(await bad().result()).toEqual({
      ok: false,
      status: 404,
      error: expect.any(StatusError),
      response: expect.any(Response),
    });
  });

  test("gives its response with the body unread, whatever the status", async () => {
    const response = await bad().response();
    expect([response.status, response.bodyUsed]).toEqual([404, false]);
    expect(await response.json()).toEqual({ detail: "no" });
  });

  test("goes through then, catch and finally", async () => {
    const onData = vi.fn();
    const onEnd = vi.fn();
    expect(await bad().then(onData, () => "caught")).toBe("caught");
    expect(await bad().catch((error) => (error as StatusError).status)).toBe(404);
    expect(await rejectionOf(bad().finally(onEnd))).toBeInstanceOf(StatusError);
    expect(await rejectionOf(bad().catch(null))).toBeInstanceOf(StatusError);
    expect(onData).not.toHaveBeenCalled();
    expect(onEnd).toHaveBeenCalledExactlyOnceWith();
  });
});

describe("a call", () => {
  test("calls itself an ApiCall, and is a promise for everything that takes one", async () => {
    const one = good();
    expect(Object.prototype.toString.call(one)).toBe("[object ApiCall]");
    expect(await Promise.all([one, 2, good()])).toEqual([{ a: 1 }, 2, { a: 1 }]);
    expect(await Promise.race([good()])).toEqual({ a: 1 });
    expect(await Promise.resolve(good())).toEqual({ a: 1 });
    expect(await (async () => good())()).toEqual({ a: 1 });
    const [settled] = await Promise.allSettled([bad()]);
    expect(settled).toMatchObject({ status: "rejected", reason: { status: 404 } });
  });

  test("starts at once and is sent once, however often it is read", async () => {
    server.take();
    const one = good();
    const seen = await Promise.all([one, one.result(), one, one.then(), one.result()]);
    expect(seen[0]).toBe(seen[2]);
    expect(seen[1]).toBe(seen[4]);
    expect(await one.result()).toBe(seen[1]);
    expect(server.take()).toHaveLength(1);
  });

  test("gives the same error each time", async () => {
    const one = bad();
    expect(await rejectionOf(one)).toBe(await rejectionOf(one));
    const result = await one.result();
    expect(result.ok ? undefined : result.error).toBe(await rejectionOf(one));
  });

  test("whose result was read has a response with its body used", async () => {
    const one = good();
    const result = await one.result();
    expect(await one.response()).toBe(result.response);
    expect(result.response?.bodyUsed).toBe(true);
  });

  test("whose response was read has no result any more, and says so", async () => {
    const one = good();
    await (await one.response()).text();
    const error = await rejectionOf(one);
    expect(error).toBeInstanceOf(UnreadableResponseError);
    expect(error).toMatchObject({
      message: expect.stringContaining("its body cannot be read"),
      cause: expect.any(TypeError),
    });
  });

  test("is sent even if nobody reads it", async () => {
    server.take();
    good();
    await vi.waitFor(() => expect(server.take()).toHaveLength(1));
  });
});

// Node ends a process on an unhandled rejection, so each of these has one of its own.
describe("a call that nobody reads", () => {
  const script = fileURLToPath(new URL("unread-call.ts", import.meta.url));

  function run(scenario: string): Promise<{ code: number; stderr: string }> {
    return new Promise((resolve) => {
      const args = ["--import", "tsx", script, scenario];
      execFile(process.execPath, args, (error, _, stderr) => {
        resolve({ code: Number(error?.code ?? 0), stderr });
      });
    });
  }

  test.concurrent.each([
    // As any promise: what is wrong with it does not go unnoticed.
    ["wrong", "InvalidArgumentError"],
    ["refused", "ConnectionError"],
    ["wrong-read-late", "InvalidArgumentError"],
    ["wrong-finally", "InvalidArgumentError"],
  ])("ends the process: %s", async (scenario, name) => {
    const { code, stderr } = await run(scenario);
    expect(code).toBe(1);
    expect(stderr).toContain(name);
  });

  test.concurrent.each([
    // The status of an answer is not looked at before somebody reads.
    ["status"],
    ["wrong-result-caught"],
    ["wrong-response-caught"],
    ["wrong-awaited-and-caught"],
    ["refused-result"],
    ["all-ways-caught"],
  ])("does not end the process: %s", async (scenario) => {
    const { code, stderr } = await run(scenario);
    expect(code, stderr).toBe(0);
  });
});
