import { afterAll, afterEach, describe, expect, test } from "vitest";
import { InvalidArgumentError } from "../../generator/runtime/index.js";
import { callerOf } from "./client.js";
import { json, serve } from "./server.js";

const server = await serve(json({}));
afterAll(() => server.close());
const agents = () => server.take().map(({ headers }) => headers["user-agent"]);

describe("User-Agent", () => {
  test("is the client's name and version", async () => {
    await callerOf({ baseUrl: server.url }, { userAgent: "things-client/1.2.3" })({});
    expect(agents()).toEqual(["things-client/1.2.3"]);
  });

  test("may be the caller's", async () => {
    const call = callerOf({ baseUrl: server.url, headers: { "User-Agent": "app/1" } });
    await call({});
    await call({}, {}, { headers: { "user-agent": "job/2" } });
    expect(agents()).toEqual(["app/1", "job/2"]);
  });
});

describe("User-Agent in a page or a worker, which have a location", () => {
  const holder = globalThis as { location?: unknown };
  afterEach(() => {
    delete holder.location;
  });
  const sent = async (headers?: Record<string, string>) => {
    let names: string[] = [];
    const fetch = async (_: string, { headers }: RequestInit) => {
      names = Object.keys(headers as object);
      return Response.json({});
    };
    holder.location = { href: "https://app.test/" };
    await callerOf({ baseUrl: server.url, fetch, ...(headers && { headers }) })({});
    return names;
  };

  test("is left to the browser", async () => {
    expect(await sent()).toEqual(["accept"]);
  });

  test("may be the caller's", async () => {
    expect(await sent({ "user-agent": "app/1" })).toEqual(["user-agent", "accept"]);
  });
});

describe("an option that gives a parameter", () => {
  const operation = { parameters: { org_id: { in: "query", option: "orgId" } } } as const;
  const options = { baseUrl: server.url, orgId: "o1" };

  test("is sent unless the call gives another, and only where there is one", async () => {
    const call = callerOf(options);
    await call(operation);
    await call(operation, { org_id: "o 2" });
    await call({});
    await callerOf({ baseUrl: server.url })(operation);
    expect(server.take().map(({ target }) => target)).toEqual([
      "/things/?org_id=o1",
      "/things/?org_id=o%202",
      "/things/",
      "/things/",
    ]);
  });
});

describe("in a browser's window", () => {
  const holder = globalThis as { window?: unknown };
  afterEach(() => {
    delete holder.window;
  });
  const make = (config: object, options: object = {}) =>
    callerOf({ baseUrl: server.url, ...options }, config);
  const serverOnly = { serverOnly: true };

  test("a client for servers only is refused", () => {
    holder.window = { document: {} };
    expect(() => make(serverOnly)).toThrow(InvalidArgumentError);
    expect(() => make(serverOnly)).toThrow(
      expect.objectContaining({ parameter: "dangerouslyAllowBrowser" }),
    );
    expect(() => make(serverOnly, { dangerouslyAllowBrowser: false })).toThrow(/must be true/);
  });

  test("it may be had all the same", async () => {
    holder.window = { document: {} };
    expect(await make(serverOnly, { dangerouslyAllowBrowser: true })({})).toEqual({});
  });

  test("any other client is made", async () => {
    holder.window = { document: {} };
    expect(await make({})({})).toEqual({});
  });

  test.each([
    ["no window", undefined],
    ["a window without a document, as in some servers", {}],
    ["nothing as window", null],
  ])("does not hold for %s", async (_, window) => {
    if (window !== undefined) holder.window = window;
    expect(await make(serverOnly)({})).toEqual({});
  });
});
