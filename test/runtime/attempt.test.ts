import { describe, expect, test, vi } from "vitest";
import { redirectTarget, sendOnce } from "../../generator/runtime/attempt.js";
import type { StoredCredential } from "../../generator/runtime/auth.js";
import type { CallHook } from "../../generator/runtime/hooks.js";
import {
  ConnectionError,
  type Hooks,
  UnexpectedRedirectError,
} from "../../generator/runtime/index.js";
import { defaultSettings } from "../../generator/runtime/options.js";
import type { PreparedRequest } from "../../generator/runtime/request.js";
import { rejectionOf } from "./client.js";

const secret = "s3cret-of-the-call";
const key: StoredCredential = {
  header: "authorization",
  secrets: [secret],
  apply: ({ headers }, value) => {
    headers["authorization"] = `Key ${value}`;
  },
};

const request: PreparedRequest = {
  operation: { id: "listThings", method: "GET", path: "/things/" },
  info: { operationId: "listThings", method: "GET", url: "https://api.test/things/?a=1" },
  url: "https://api.test/things/",
  query: ["a=1"],
  headers: { accept: "application/json" },
  body: undefined,
  accept: "application/json",
  isRepeatable: true,
};

type Fetch = (url: string, init: RequestInit, call?: object) => Promise<Response>;
interface Given {
  readonly request?: Partial<PreparedRequest>;
  readonly hooks?: Hooks;
  readonly credentials?: readonly StoredCredential[];
  readonly signal?: AbortSignal;
  readonly callHook?: CallHook;
  readonly secrets?: string[];
}

const attempt = (fetch: Fetch, given: Given = {}) =>
  sendOnce(
    { ...request, ...given.request },
    { ...defaultSettings, fetch, hooks: given.hooks ?? {} },
    given.signal ?? new AbortController().signal,
    given.callHook ?? (async () => undefined),
    given.credentials ?? [],
    given.secrets ?? [],
  );

describe("an attempt", () => {
  test("gives fetch the request with its credentials, and leaves the request itself as it is", async () => {
    const fetch = vi.fn<Fetch>(async () => new Response("a"));
    const query: StoredCredential = {
      header: "query",
      secrets: ["k"],
      apply: (to, value) => to.query.push(value),
    };
    const { signal } = new AbortController();
    const before = structuredClone({ headers: request.headers, query: request.query });
    const response = await attempt(fetch, { credentials: [key, query], signal });
    expect(await response.text()).toBe("a");
    const init = {
      method: "GET",
      headers: { accept: "application/json", authorization: `Key ${secret}` },
      signal,
      redirect: "manual",
    };
    const url = "https://api.test/things/?a=1&k";
    expect(fetch).toHaveBeenCalledExactlyOnceWith(url, init, request.info);
    expect({ headers: request.headers, query: request.query }).toEqual(before);
  });

  test("takes the fetch of its request before that of the client", async () => {
    const clients = vi.fn<Fetch>(async () => new Response("client's"));
    const own = async () => new Response("its own");
    const response = await attempt(clients, { request: { fetch: own } });
    expect(await response.text()).toBe("its own");
    expect(clients).not.toHaveBeenCalled();
  });

  test("sends what its `request` hook adds, and shows it no credential", async () => {
    const fetch = vi.fn<Fetch>(async () => new Response());
    const shown: string[][] = [];
    await attempt(fetch, {
      hooks: { request() {} },
      credentials: [key],
      callHook: async (_, own) => {
        const { headers } = own as unknown as { headers: Headers };
        shown.push([...headers.keys()]);
        headers.set("x-trace", "1");
      },
    });
    expect(shown).toEqual([["accept"]]);
    expect(fetch.mock.calls[0]?.[1].headers).toEqual({
      accept: "application/json",
      "x-trace": "1",
      authorization: `Key ${secret}`,
    });
  });

  test("sends nothing if it was aborted while a hook or a credential was waited for", async () => {
    const fetch = vi.fn<Fetch>(async () => new Response());
    const controller = new AbortController();
    const slow: StoredCredential = {
      header: "authorization",
      secrets: async () => {
        controller.abort(new Error("too late"));
        return [secret];
      },
      apply() {},
    };
    const given = { credentials: [slow], signal: controller.signal };
    await expect(attempt(fetch, given)).rejects.toThrow("too late");
    expect(fetch).not.toHaveBeenCalled();
  });

  test("without a response is a ConnectionError that hides its own credential", async () => {
    const error = await rejectionOf(
      attempt(() => Promise.reject(new TypeError(`fetch failed: ${secret}`)), {
        credentials: [key],
      }),
    );
    expect(error).toBeInstanceOf(ConnectionError);
    expect(String(error)).not.toContain(secret);
    expect((error as Error).cause).toBeInstanceOf(TypeError);
    expect(String((error as Error).cause)).not.toContain(secret);
  });

  test("adds its credentials to the secrets of the call, and tells its `response` hook none", async () => {
    const told: unknown[] = [];
    const secrets = ["of an attempt before"];
    await attempt(
      async () => new Response("", { status: 500, headers: { "x-echo": `<${secret}>` } }),
      {
        hooks: { response() {} },
        credentials: [key],
        callHook: async (name, own) => told.push({ name, ...own }),
        secrets,
      },
    );
    expect(secrets).toEqual(["of an attempt before", secret]);
    expect(told).toEqual([
      {
        name: "response",
        status: 500,
        headers: expect.any(Headers),
        durationMs: expect.any(Number),
      },
    ]);
    expect((told[0] as { headers: Headers }).headers.get("x-echo")).not.toContain(secret);
  });

  test("goes on to where a read is redirected, with the same headers", async () => {
    const urls: string[] = [];
    const response = await attempt(
      async (url, init) => {
        urls.push(url);
        expect(init.headers).toHaveProperty("authorization");
        return urls.length < 3
          ? new Response(null, { status: 307, headers: { location: `/${urls.length}` } })
          : new Response("there");
      },
      { credentials: [key] },
    );
    expect(await response.text()).toBe("there");
    expect(urls).toEqual([
      "https://api.test/things/?a=1",
      "https://api.test/1",
      "https://api.test/2",
    ]);
  });
});

describe("of a redirect", () => {
  const url = "https://api.test/a/b?c=1";
  const targetOf = (
    location: string | undefined,
    { status = 302, method = "GET", before = 0, documented = [] as (number | "3XX")[] } = {},
  ) =>
    redirectTarget(
      {
        ...request,
        info: { ...request.info, method },
        operation: { ...request.operation, redirects: documented },
      },
      new Response(null, { status, headers: location === undefined ? {} : { location } }),
      url,
      before,
      (text) => text.replaceAll(secret, "*"),
    );

  test.each([
    ["/d", "https://api.test/d"],
    ["d?e=2", "https://api.test/a/d?e=2"],
    ["https://api.test/d", "https://api.test/d"],
    ["https://api.test:443/d", "https://api.test/d"],
  ])("to %s a read goes on", (location, target) => {
    expect(targetOf(location)).toBe(target);
    expect(targetOf(location, { method: "HEAD", before: 4 })).toBe(target);
  });

  test.each([
    ["another host", "https://other.test/d", {}],
    ["another scheme", "http://api.test/d", {}],
    ["another port", "https://api.test:8443/d", {}],
    ["a host that only starts alike", "https://api.test.other/d", {}],
    ["a user name in front", "https://api.test@other.test/d", {}],
    ["no URL", "https://", {}],
    ["a sixth place", "/d", { before: 5 }],
    ["anywhere with a body", "/d", { method: "POST", status: 307 }],
  ])("to %s nothing goes on", (_, location, given) => {
    expect(() => targetOf(location, given)).toThrow(UnexpectedRedirectError);
    // What the spec documents is the caller's, then.
    expect(targetOf(location, { ...given, documented: ["3XX"] })).toBeUndefined();
    expect(
      targetOf(location, { ...given, documented: [(given as { status?: number }).status ?? 302] }),
    ).toBeUndefined();
  });

  test.each([
    ["success", "/d", 200],
    ["a redirect without a place", undefined, 302],
    ["304", "/d", 304],
    ["a failure", "/d", 404],
  ])("%s is the caller's", (_, location, status) => {
    expect(targetOf(location, { status })).toBeUndefined();
  });

  test("the error tells where to, without the credential", () => {
    const errors: unknown[] = [];
    try {
      targetOf(`https://other.test/?key=${secret}`);
    } catch (error) {
      errors.push(error);
    }
    expect(errors).toMatchObject([{ location: "https://other.test/?key=*" }]);
  });
});
