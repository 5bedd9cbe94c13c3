import { createServer } from "node:http";
import { describe, expect, test } from "vitest";
import { writeRaw } from "../../generator/runtime/body.js";
import type { ClientOptions } from "../../generator/runtime/index.js";
import { retryingCallerOf } from "./client.js";
import { refusedUrl } from "./server.js";

/** Requests for which there was no connection: nothing can have been done, whatever the method. */

const quick = { baseUrl: "http://a.test", retryDelayMs: 1, maxRetryDelayMs: 1 };

describe("what was sent on no connection is sent again, whatever it is:", () => {
  /** How often a call is tried that never succeeds. */
  async function attemptsOf(options: Partial<ClientOptions>, method: string): Promise<number> {
    let attempts = 1;
    const hooks = { retry: () => void attempts++ };
    const result = await retryingCallerOf({ ...quick, ...options, hooks })({ method }).result();
    expect(result).toMatchObject({ error: { name: "ConnectionError" } });
    return attempts;
  }
  const methods = ["GET", "POST", "CHARGE"];

  test.each(methods)("%s to a port that refuses", async (method) => {
    expect(await attemptsOf({ baseUrl: await refusedUrl() }, method)).toBe(3);
  });

  test.each(methods)("%s to a name with several addresses that refuse", async (method) => {
    const baseUrl = (await refusedUrl()).replace("127.0.0.1", "localhost");
    expect(await attemptsOf({ baseUrl }, method)).toBe(3);
  });

  test.each(methods)("%s to a host that nobody knows", async (method) => {
    expect(await attemptsOf({ baseUrl: "http://nobody.invalid" }, method)).toBe(3);
  });

  const error = (message: string, more: object = {}) => Object.assign(new Error(message), more);
  const refused = { code: "ECONNREFUSED" };
  // As these runtimes throw, tried in their versions; `test/consumers/` has them run.
  test.each<[string, unknown, number]>([
    ["Node, several addresses", error("fetch failed", { cause: error("", refused) }), 3],
    [
      "Node, no name server",
      error("fetch failed", { cause: error("getaddrinfo EAI_AGAIN a.test") }),
      3,
    ],
    [
      "Deno 2.9",
      error("fetch failed", {
        cause: error(
          "error sending request for url (http://a.test/): client error (Connect): tcp connect error: Connection refused (os error 111)",
        ),
      }),
      3,
    ],
    [
      "Bun 1.3",
      error("Unable to connect. Is the computer able to access the url?", {
        code: "ConnectionRefused",
      }),
      3,
    ],
    [
      "Bun 1.4",
      error("ECONNREFUSED: Unable to connect. Is the computer able to access the url?", refused),
      3,
    ],
    ["Bun 1.4, unknown host", error("getaddrinfo ENOTFOUND a.test", { code: "ENOTFOUND" }), 3],
    [
      "a fetch for Node before that",
      error("request to http://a.test/ failed, reason: connect ECONNREFUSED 127.0.0.1:9", refused),
      3,
    ],
    ["Node, a reset", error("fetch failed", { cause: error("read ECONNRESET") }), 1],
    [
      "Deno 2.9, a connection that broke, at a URL that looks like a code",
      error("fetch failed", {
        cause: error(
          "error sending request from 127.0.0.1:1 for http://a.test/ECONNREFUSED?(Connect) (127.0.0.1:2): client error (SendRequest): connection closed before message completed",
        ),
      }),
      1,
    ],
    ["what says nothing", error("Failed to fetch"), 1],
    ["no error", undefined, 1],
  ])("%s", async (_, thrown, attempts) => {
    const fetch = () => Promise.reject(thrown);
    expect(await attemptsOf({ fetch }, "POST")).toBe(attempts);
  });

  test("a body that is a stream is not, because it may be gone", async () => {
    let attempts = 1;
    const hooks = { retry: () => void attempts++ };
    const caller = retryingCallerOf({ ...quick, baseUrl: await refusedUrl(), hooks });
    const body = { type: "application/octet-stream", write: writeRaw };
    const stream = new Blob(["a"]).stream();
    await caller({ method: "POST", body }, { body: stream }).result();
    expect(attempts).toBe(1);
  });

  test("once the server is there, it is done once", async () => {
    const url = await refusedUrl();
    const seen: string[] = [];
    const late = createServer((request, response) => {
      seen.push(request.method ?? "");
      response.writeHead(200, { "content-type": "application/json" }).end('"done"');
    });
    const listening = new Promise<void>((resolve) => {
      late.on("listening", resolve);
    });
    const hooks = {
      retry: async () => {
        if (!late.listening) late.listen(Number(new URL(url).port), "127.0.0.1");
      },
    };
    const caller = retryingCallerOf({ baseUrl: url, hooks, maxRetries: 20, retryDelayMs: 20 });
    expect(await caller({ method: "POST" })).toBe("done");
    await listening;
    expect(seen).toEqual(["POST"]);
    late.closeAllConnections();
    await new Promise((resolve) => late.close(resolve));
  });
});
