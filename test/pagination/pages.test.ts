import { afterAll, beforeEach, describe, expect, expectTypeOf, test } from "vitest";
import type { Pagination } from "../../generator/contract/index.js";
import {
  CancelledError,
  InvalidArgumentError,
  NotFoundError,
  PaginationError,
} from "../../generator/runtime/index.js";
import type { PaginationRule } from "../../generator/runtime/pagination.js";
import { writeParameter } from "../../generator/runtime/serialize.js";
import { rejectionOf } from "../runtime/client.js";
import { answer, json, type Respond, serve } from "../runtime/server.js";
import { type Body, collect, pagedBy } from "./paged.js";

const server = await serve();
afterAll(() => server.close());
beforeEach(() => {
  server.take();
});

/** Answers by the request's query, and its path. */
function respond(answerOf: (query: URLSearchParams, url: URL) => Body | Respond | unknown): void {
  server.respond = (response, arrived) => {
    const url = new URL(arrived.target, server.url);
    const found = answerOf(url.searchParams, url);
    if (typeof found === "function") (found as Respond)(response, arrived);
    else json(found)(response, arrived);
  };
}

const targets = (): string[] => server.take().map(({ target }) => target);
const options = { baseUrl: server.url };
const query = (name: string) => ({ [name]: { in: "query" } as const });

/** The things 1 to 7, three on a page. */
const things = [1, 2, 3, 4, 5, 6, 7];

describe("page", () => {
  const rule = { style: "page", argument: "page" } as const;
  const parameters = { ...query("page"), ...query("kind") };
  const pageOf = (page: number) => things.slice(page * 3 - 3, page * 3);
  const byNumber = (parameters: URLSearchParams) => ({
    items: pageOf(Number(parameters.get("page") ?? 1)),
  });

  test("continues until a page is empty", async () => {
    respond(byNumber);
    const list = pagedBy(rule, options, { parameters });
    expect(await collect(list({ kind: "a b" }).items())).toEqual(things);
    expect(targets()).toEqual([
      "/things/?kind=a%20b",
      "/things/?page=2&kind=a%20b",
      "/things/?page=3&kind=a%20b",
      "/things/?page=4&kind=a%20b",
    ]);
  });

  test.each([null, false, "", undefined])("ends where `next` is %s", async (end) => {
    respond((query) => ({
      ...byNumber(query),
      next: query.get("page") === "3" ? end : "/things/?page=more",
    }));
    const list = pagedBy({ ...rule, next: ["next"] }, options, { parameters });
    expect(await list().all()).toEqual(things);
    expect(targets()).toHaveLength(3);
  });

  test("continues after an empty page if `next` says so, and leaves that page out", async () => {
    const pages: Body[] = [
      { items: [1], next: true },
      { items: [], next: true },
      { items: [2], next: false },
    ];
    respond((query) => pages[Number(query.get("page") ?? 1) - 1]);
    const list = pagedBy({ ...rule, next: ["next"] }, options, { parameters });
    expect(await collect(list().pages())).toEqual([pages[0], pages[2]]);
  });

  test("continues from the requested page", async () => {
    respond(byNumber);
    const list = pagedBy(rule, options, { parameters });
    expect(await list({ page: "2" }).all()).toEqual([4, 5, 6, 7]);
    expect(targets().at(-1)).toBe("/things/?page=4");
  });

  test("starts at another first page", async () => {
    respond((query) => ({ items: pageOf(Number(query.get("page") ?? 0) + 1) }));
    const list = pagedBy({ ...rule, first: 0 }, options, { parameters });
    expect(await list().all()).toEqual(things);
  });

  test("refuses to count from a value that is not a number", async () => {
    respond(byNumber);
    const call = pagedBy(rule, options, { parameters })({ page: "1st" });
    respond(() => ({ items: [1] }));
    expect(await rejectionOf(call.all())).toMatchObject({
      name: "PaginationError",
      message: expect.stringContaining("cannot continue counting from page 1st"),
    });
  });

  test("ends if the server ignores the parameter, and `all` says so", async () => {
    respond(() => ({ items: [1, 2] }));
    const list = pagedBy(rule, options, { parameters });
    expect(await collect(list().items())).toEqual([1, 2]);
    expect(await collect(list().pages())).toEqual([{ items: [1, 2] }]);
    expect(targets()).toHaveLength(4);
    expect(await rejectionOf(list().all())).toMatchObject({
      name: "PaginationError",
      message: expect.stringContaining("(listThings): the page is the same as the one before it"),
    });
    expect(targets()).toHaveLength(2);
  });

  test("treats equal items as two pages if `next` has changed", async () => {
    respond((query) => {
      const page = Number(query.get("page") ?? 1);
      return { items: [0, 0], next: page < 3 ? page + 1 : null };
    });
    const list = pagedBy({ ...rule, next: ["next"] }, options, { parameters });
    expect(await list().all()).toEqual([0, 0, 0, 0, 0, 0]);
  });
});

describe("offset", () => {
  const rule = { style: "offset", argument: "offset" } as const;
  const parameters = { ...query("limit"), ...query("offset") };
  const byOffset = (query: URLSearchParams, most = 3) => {
    const offset = Number(query.get("offset") ?? 0);
    return things.slice(offset, offset + Math.min(Number(query.get("limit") ?? 3), most));
  };

  test("counts the received items, whatever the limit, until a page is empty", async () => {
    respond((query) => ({ items: byOffset(query) }));
    expect(await pagedBy(rule, options, { parameters })({ limit: 100 }).all()).toEqual(things);
    expect(targets()).toEqual([
      "/things/?limit=100",
      "/things/?limit=100&offset=3",
      "/things/?limit=100&offset=6",
      "/things/?limit=100&offset=7",
    ]);
  });

  test("ends at the total", async () => {
    respond((query) => ({ items: byOffset(query), total: things.length }));
    const list = pagedBy({ ...rule, total: ["total"] }, options, { parameters });
    expect(await list({ offset: 1 }).all()).toEqual([2, 3, 4, 5, 6, 7]);
    expect(targets()).toEqual(["/things/?offset=1", "/things/?offset=4"]);
  });

  test("ignores an invalid total", async () => {
    respond((query) => ({ items: byOffset(query), total: "0" }));
    const list = pagedBy({ ...rule, total: ["total"] }, options, { parameters });
    expect(await list().all()).toEqual(things);
  });

  test("ends at an empty page even if `next` promises more", async () => {
    respond((query) => ({ items: byOffset(query), next: "more" }));
    const list = pagedBy({ ...rule, next: ["next"] }, options, { parameters });
    expect(await list().all()).toEqual(things);
  });
});

describe("cursor", () => {
  const rule = { style: "cursor", argument: "cursor", next: ["next"] } as const;
  const parameters = { ...query("cursor"), ...query("kind") };

  test("passes the cursor on, with any characters", async () => {
    const pages: Record<string, Body> = {
      "": { items: [1], next: "a&b=+ /é" },
      "a&b=+ /é": { items: [2], next: 0 },
      "0": { items: [3], next: null },
    };
    respond((query) => pages[query.get("cursor") ?? ""]);
    const list = pagedBy(rule, options, { parameters });
    expect(await list({ kind: "x" }).all()).toEqual([1, 2, 3]);
    expect(targets().every((target) => target.includes("kind=x"))).toBe(true);
  });

  test("ends at a cursor that occurred before, without an error", async () => {
    const after: Record<string, string> = { "": "a", a: "b", b: "a" };
    respond((query) => {
      const cursor = query.get("cursor") ?? "";
      return { items: [cursor.length], next: after[cursor] };
    });
    const list = pagedBy(rule, options, { parameters });
    expect(await list().all()).toEqual([0, 1, 1]);
    expect(targets()).toHaveLength(3);
  });

  test("ends at the cursor that the caller started with", async () => {
    respond(() => ({ items: [1], next: "a" }));
    expect(await pagedBy(rule, options, { parameters })({ cursor: "a" }).all()).toEqual([1]);
    expect(targets()).toHaveLength(1);
  });

  test.each([[{}], [[1]], [true]])("refuses the cursor %j", async (next) => {
    respond(() => ({ items: [1], next }));
    const found = collect(pagedBy(rule, options, { parameters })().items());
    expect(await rejectionOf(found)).toMatchObject({
      name: "PaginationError",
      operationId: "listThings",
      message: expect.stringContaining("neither a string nor a number"),
    });
  });

  test("the body and the other arguments are sent for every page, each with its own key", async () => {
    respond((query) => ({ items: [1], next: query.has("cursor") ? null : "a" }));
    const list = pagedBy(rule, options, { method: "POST", body: {}, parameters });
    await list({ body: { name: "x" } }, { idempotencyKey: "k", headers: { "x-a": "1" } }).all();
    const sent = server
      .take()
      .map(({ body, headers }) => [body.toString(), headers["idempotency-key"], headers["x-a"]]);
    expect(sent).toEqual([
      ['{"name":"x"}', "k", "1"],
      ['{"name":"x"}', "k-2", "1"],
    ]);
  });
});

describe("link", () => {
  const rule = { style: "link", next: ["next"], credentials: ["api_key"] } as const;
  const parameters = {
    ...query("kind"),
    "X-Org": { in: "header", write: writeParameter } as const,
  };
  const list = pagedBy(rule, options, { parameters, security: [["key"]] });

  test.each([
    ["absolute", () => `${server.url}/things/?cursor=a%26b&kind=x&kind=y`],
    ["by its path", () => "/things/?cursor=a%26b&kind=x&kind=y"],
    ["only a query", () => "?cursor=a%26b&kind=x&kind=y"],
    ["with the credential in it", () => "?api_key=s3cret&cursor=a%26b&kind=x&kind=y"],
    ["with other encoding", () => "/%74hings/?cursor=a%26b&kind=x&kind=y"],
  ])("%s: its query replaces the one that was sent", async (_, link) => {
    respond((query) => ({ items: [1], next: query.has("cursor") ? null : link() }));
    expect(await list({ kind: "z", "X-Org": "o" }).all()).toEqual([1, 1]);
    const sent = server.take();
    expect(sent.map(({ target, headers }) => [target, headers["x-org"]])).toEqual([
      ["/things/?kind=z&api_key=s3cret", "o"],
      ["/things/?cursor=a%26b&kind=x&kind=y&api_key=s3cret", "o"],
    ]);
  });

  test.each([
    ["another host", () => "https://evil.example/things/?cursor=s3cret"],
    ["another port", () => "http://127.0.0.1:1/things/?cursor=s3cret"],
    ["another scheme", () => `${server.url.replace("http", "https")}/things/?cursor=s3cret`],
    ["a host without a scheme", () => "//evil.example/things/?cursor=s3cret"],
    ["a host behind a user name", () => `${server.url}@evil.example/things/?cursor=s3cret`],
    ["backslashes", () => "\\\\evil.example\\things/?cursor=s3cret"],
    ["another path", () => `${server.url}/keys/?cursor=s3cret`],
    ["a path by dots", () => "../keys/?cursor=s3cret"],
    ["no web address", () => "javascript:alert(1)"],
    ["no URL", () => "http://["],
  ])("%s: throws behind the page, and sends nothing", async (_, link) => {
    respond(() => ({ items: [1], next: link() }));
    const found: number[] = [];
    const error = await rejectionOf(
      (async () => {
        for await (const item of list().items()) found.push(item);
      })(),
    );
    expect(error).toBeInstanceOf(PaginationError);
    expect(String(error)).not.toContain("s3cret");
    expect(found).toEqual([1]);
    expect(targets()).toHaveLength(1);
  });

  test("ends at a link to the current or an earlier page", async () => {
    respond(() => ({ items: [1], next: "?api_key=s3cret" }));
    expect(await list().all()).toEqual([1]);
    respond((query) => ({ items: [2], next: query.get("p") === "a" ? "?p=b" : "?p=a" }));
    expect(await list().all()).toEqual([2, 2, 2]);
  });

  /** A fetch whose answers do not tell where they come from, as a bare Response does not. */
  function bare(next: (page: number) => string | null) {
    const urls: string[] = [];
    const fetch = async (url: string) => {
      urls.push(url);
      return Response.json({ items: [urls.length], next: next(urls.length) });
    };
    const at = (baseUrl: string) => pagedBy(rule, { baseUrl, fetch }, { parameters })();
    return { urls, at };
  }

  test("uses the URL of the request if the response has none", async () => {
    const { urls, at } = bare((page) => (page < 3 ? `?p=${page + 1}` : null));
    expect(await at("https://api.test/v1").all()).toEqual([1, 2, 3]);
    expect(urls).toEqual(
      ["", "?p=2", "?p=3"].map((query) => `https://api.test/v1/things/${query}`),
    );
    const { at: elsewhere } = bare(() => "https://evil.test/v1/things/?p=2");
    expect(await rejectionOf(elsewhere("https://api.test/v1").all())).toMatchObject({
      name: "PaginationError",
      url: "https://api.test/v1/things/",
      message: expect.stringContaining("leads to https://evil.test/v1/things/; not followed"),
    });
  });

  test.each([
    ["https://api.test", "http://api.test", true],
    ["https://api.test:8443", "http://api.test:8443", true],
    ["https://api.test", "http://api.test:8080", false],
    ["https://api.test", "http://other.test", false],
    ["http://api.test", "https://api.test", false],
    ["http://api.test:80", "https://api.test:443", false],
  ])("of %s that leads to %s: followed is %s", async (base, place, isFollowed) => {
    const { urls, at } = bare((page) => (page === 1 ? `${place}/things/?p=2` : null));
    const outcome = await at(base)
      .all()
      .catch((error: Error) => error.name);
    expect(outcome).toEqual(isFollowed ? [1, 2] : "PaginationError");
    // What is sent stays where the client was told to send to.
    for (const url of urls) expect(url.startsWith(`${new URL(base).origin}/`)).toBe(true);
  });

  test.each([
    ['<?p=2>; rel="next"', 2],
    ["<?p=2>;rel=next", 2],
    ['<?p=1>; rel="prev first", </things/?p=2>; title="a, <b>; rel=no"; REL="last NEXT"', 2],
    ['<?p=2>; title="rel=next"', 1],
    ['<?p=2>; rel="prev"; rel="next"', 1],
    ["?p=2; rel=next", 1],
    ["", 1],
  ])("in a header: %s", async (link, requests) => {
    respond((query) => {
      const headers = { "content-type": "application/json", link: query.has("p") ? "" : link };
      return answer(200, headers, "[1]");
    });
    const inHeader = pagedBy({ style: "link", header: "Link", items: [] }, options);
    expect(await inHeader().all()).toHaveLength(requests);
    expect(targets()).toHaveLength(requests);
  });
});

describe("a paginated call", () => {
  const rule = { style: "cursor", argument: "cursor", next: ["next"] } as const;
  const list = pagedBy(rule, options, { parameters: query("cursor") });
  /** A list that never ends. */
  const endless = (query: URLSearchParams) => {
    const page = Number(query.get("cursor") ?? 0);
    return { items: [page * 2, page * 2 + 1], next: page + 1 };
  };

  test("is the first page when awaited, and sends nothing else", async () => {
    respond(endless);
    const call = list();
    expect(await call).toEqual({ items: [0, 1], next: 1 });
    expect(await call.result()).toMatchObject({ ok: true, status: 200 });
    expect((await list().response()).status).toBe(200);
    expect(targets()).toHaveLength(2);
  });

  test("requests the first page once, however it is read", async () => {
    respond((query) => ({ ...endless(query), next: query.has("cursor") ? null : 1 }));
    const call = list();
    await call;
    expect(await call.all()).toEqual([0, 1, 2, 3]);
    expect(await collect(call.items())).toEqual([0, 1, 2, 3]);
    expect(targets()).toEqual(["/things/", "/things/?cursor=1", "/things/?cursor=1"]);
  });

  test("sends nothing more after a break", async () => {
    respond(endless);
    for await (const item of list().items()) if (item === 3) break;
    for await (const _ of list().pages()) break;
    expect(targets()).toEqual(["/things/", "/things/?cursor=1", "/things/"]);
  });

  test("throws the error of a page, after the pages before it", async () => {
    respond((query) => (query.has("cursor") ? answer(404) : endless(query)));
    const found: number[] = [];
    const loop = async () => {
      for await (const item of list().items()) found.push(item);
    };
    expect(await rejectionOf(loop())).toBeInstanceOf(NotFoundError);
    expect(found).toEqual([0, 1]);
    respond(() => answer(404));
    expect(await rejectionOf(collect(list().pages()))).toBeInstanceOf(NotFoundError);
  });

  test("retries a page like any other call", async () => {
    let failures = 1;
    respond((query) => {
      if (query.has("cursor") && failures-- > 0) return answer(503);
      return { items: [1], next: query.has("cursor") ? null : "a" };
    });
    const retried = pagedBy(
      rule,
      { ...options, maxRetries: 1, retryDelayMs: 1 },
      {
        parameters: query("cursor"),
      },
    );
    expect(await retried().all()).toEqual([1, 1]);
    expect(targets()).toHaveLength(3);
  });

  test("ends with the caller's signal", async () => {
    respond(endless);
    const controller = new AbortController();
    const loop = async () => {
      const call = list(undefined, { signal: controller.signal });
      for await (const item of call.items()) if (item === 3) controller.abort();
    };
    expect(await rejectionOf(loop())).toBeInstanceOf(CancelledError);
    expect(targets()).toHaveLength(2);
  });

  test("rejects if its arguments are invalid", async () => {
    const wrong = pagedBy(rule, options, { parameters: { id: { in: "query", required: true } } });
    expect(await rejectionOf(wrong().all())).toBeInstanceOf(InvalidArgumentError);
    expect(await rejectionOf(collect(wrong().items()))).toBeInstanceOf(InvalidArgumentError);
    expect(targets()).toEqual([]);
  });

  test("returns all or nothing: more than `max` is an error, exactly `max` is not", async () => {
    respond(endless);
    expect(await rejectionOf(list().all({ max: 3 }))).toMatchObject({
      name: "PaginationError",
      message: expect.stringContaining("more than 3 items"),
    });
    expect(targets()).toHaveLength(2);
    respond((query) => ({ ...endless(query), next: query.has("cursor") ? null : 1 }));
    expect(await list().all({ max: 4 })).toHaveLength(4);
    respond(() => ({ items: Array.from({ length: 10_001 }, () => 1), next: null }));
    expect(await rejectionOf(list().all())).toBeInstanceOf(PaginationError);
    expect(await list().all({ max: Infinity })).toHaveLength(10_001);
  });

  test.each([-1, Number.NaN, "10" as never])("refuses %s as max", async (max) => {
    respond(endless);
    expect(await rejectionOf(list().all({ max }))).toMatchObject({
      name: "InvalidArgumentError",
      parameter: "max",
    });
  });

  test.each([[{ items: null }], [{}], [{ next: "" }]])(
    "takes %j for an empty page",
    async (body) => {
      respond(() => body);
      const call = list();
      expect(await collect(call.pages())).toEqual([body]);
      expect(await call.all()).toEqual([]);
    },
  );

  test.each([[{ items: {} }], [{ items: "abc" }], [{ items: 0 }]])("refuses %j", async (body) => {
    respond(() => body);
    expect(await rejectionOf(list().all())).toMatchObject({
      name: "PaginationError",
      url: `${server.url}/things/`,
      message: expect.stringContaining("no list at /items"),
    });
  });

  test("does not confuse inherited members with members of the page", async () => {
    respond(() => ({ items: [1] }));
    const odd = pagedBy(
      { style: "cursor", argument: "constructor", next: ["constructor", "name"] },
      options,
      { parameters: query("constructor") },
    );
    expect(await odd().all()).toEqual([1]);
    expect(targets()).toEqual(["/things/"]);
  });
});

test("works in each style that a spec can declare", () => {
  // The compiler checks it.
  expectTypeOf<PaginationRule["style"]>().toEqualTypeOf<Pagination["style"]>();
});
