import { describe, expect, test } from "vitest";
import { writeQueryCredential } from "../../generator/runtime/auth.js";
import type { FetchOptions, Hooks } from "../../generator/runtime/index.js";
import { callerOf, retryingCallerOf } from "./client.js";

const baseUrl = "https://api.test";

describe("`fetchOptions`", () => {
  async function given(ofClient: FetchOptions | undefined, ofCall: FetchOptions | undefined) {
    let seen: object = {};
    const fetch = async (_: string, init: RequestInit) => {
      seen = init;
      return Response.json({});
    };
    const call = callerOf({ baseUrl, fetch, ...(ofClient && { fetchOptions: ofClient }) });
    await call({}, {}, ofCall && { fetchOptions: ofCall });
    return seen;
  }

  test("reach fetch, from the client and from a call", async () => {
    const options = {
      cache: "no-store",
      credentials: "include",
      keepalive: true,
      mode: "cors",
      priority: "low",
      next: { revalidate: 60, tags: ["things"] },
    } as const;
    expect(await given(options, undefined)).toMatchObject(options);
    expect(await given(undefined, options)).toMatchObject(options);
  });

  test("of a call take the place of the client's", async () => {
    const sent = await given({ cache: "no-store" }, { priority: "low" });
    expect(sent).toMatchObject({ priority: "low" });
    expect(sent).not.toHaveProperty("cache");
  });

  test("are nothing if nobody gives any", async () => {
    expect(Object.keys(await given(undefined, undefined)).sort()).toEqual([
      "headers",
      "method",
      "redirect",
      "signal",
    ]);
  });

  test("change nothing that the client decides", async () => {
    const options = { method: "DELETE", redirect: "follow", headers: {}, signal: null } as object;
    expect(await given(options, undefined)).toMatchObject({
      method: "GET",
      redirect: "manual",
      headers: { accept: "application/json" },
      signal: expect.any(AbortSignal),
    });
  });
});

test("a fetch of one's own is told which call it serves, as hooks are, in each attempt", async () => {
  const told: unknown[] = [];
  const calls = new Set<object>();
  const hooks: Hooks = { request: ({ call }) => void calls.add(call) };
  const fetch = async (url: string, _: RequestInit, call: object) => {
    told.push([url, call]);
    calls.add(call);
    return Response.json({}, { status: told.length === 1 ? 503 : 200 });
  };
  const config = {
    credentials: {
      key: {
        option: "key",
        in: "query",
        name: "key",
        write: writeQueryCredential,
      },
    },
    security: [["key"]],
  } as const;
  const options = { baseUrl, fetch, hooks, retryDelayMs: 0 };
  await retryingCallerOf(options, config, { key: "secret" })({ query: ["q"] }, { q: "a" });
  const call = { operationId: "listThings", method: "GET", url: `${baseUrl}/things/?q=a` };
  expect(told).toEqual([
    [`${baseUrl}/things/?q=a&key=secret`, call],
    [`${baseUrl}/things/?q=a&key=secret`, call],
  ]);
  expect(calls.size).toBe(1);
});
