import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { askWith } from "./ask.js";
import { newKey, startDrf } from "./server.js";

const server = await startDrf();
afterAll(() => server?.stop());
const url = server?.url ?? "";

let key = "";
beforeEach(() => {
  key = newKey();
});
const ask = askWith(url, () => key);

const id = "00000000-0000-4000-8000-000000000001";
const bolt = { name: "new", kind: "bolt", price: "1.5" };

describe.skipIf(!server)("a key", () => {
  const forbidden = { detail: "You do not have permission to perform this action." };
  const missing = { detail: "Authentication credentials were not provided." };

  test.each([
    ["none", ""],
    ["a bad one", "Api-Key 00000000.bad"],
    ["another keyword", "Bearer 00000000.0123456789abcdef0123456789abcdef"],
  ])("%s, without an authenticator", async (_, authorization) => {
    const { status, body, headers } = await ask("/v1/things/", { headers: { authorization } });
    expect([status, body]).toEqual([403, forbidden]);
    expect(headers.has("www-authenticate")).toBe(false);
  });

  test("none, with an authenticator that asks", async () => {
    const found = await ask("/v2/things/", { headers: { authorization: "" } });
    expect([found.status, found.body]).toEqual([401, missing]);
    expect(found.headers.get("www-authenticate")).toBe('Api-Key realm="things"');
  });

  test("a bad one, with an authenticator that asks", async () => {
    const found = await ask("/v2/things/", { headers: { authorization: "Api-Key bad" } });
    expect([found.status, found.body]).toEqual([401, { detail: "Invalid API key." }]);
    expect(found.headers.get("www-authenticate")).toBe('Api-Key realm="things"');
  });

  test("none, with an authenticator that cannot ask", async () => {
    const found = await ask("/v3/things/", { headers: { authorization: "" } });
    expect([found.status, found.body]).toEqual([403, missing]);
    expect(found.headers.has("www-authenticate")).toBe(false);
  });

  test.each(["/v1/things/", "/v2/things/", "/v3/things/"])("a good one, %s", async (path) => {
    expect((await ask(path)).status).toBe(200);
  });

  test("in any case of its keyword", async () => {
    const headers = { authorization: `API-KEY ${key}` };
    expect((await ask("/v1/things/", { headers })).status).toBe(200);
  });

  test("a world for each", async () => {
    expect((await ask(`/v1/things/${id}/`, { method: "DELETE" })).status).toBe(204);
    expect((await ask(`/v1/things/${id}/`)).status).toBe(404);
    key = newKey();
    expect((await ask(`/v1/things/${id}/`)).status).toBe(200);
  });
});

describe.skipIf(!server)("a thing", () => {
  const first = {
    id,
    name: "first",
    kind: "bolt",
    price: "12.50",
    quantity: 3,
    weight: 0.1,
    active: true,
    tags: ["a", "b"],
    attributes: { thread: "M3", deep: { list: [1, null] } },
    note: "ü",
    launched_on: "2024-02-29",
    lead_time: "3 04:00:05",
    maker: { name: "Acme", contact: { email: "a@acme.example" } },
    created_at: "2024-01-02T03:04:05.678901Z",
  };

  test("its encodings", async () => {
    expect((await ask(`/v1/things/${id}/`)).body).toEqual(first);
  });

  test("a time without a fraction has none", async () => {
    const { body } = await ask(`/v1/things/${id.replace(/1$/, "2")}/`);
    expect(body).toMatchObject({ price: "0.10", created_at: "2024-01-02T03:04:05Z", maker: null });
  });

  test("is created", async () => {
    const { status, body } = await ask("/v1/things/", { json: bolt });
    expect([status, body]).toEqual([
      201,
      {
        ...{ id: expect.stringMatching(/^[0-9a-f-]{36}$/), created_at: expect.any(String) },
        ...{ ...bolt, price: "1.50", quantity: 0, weight: null, active: true, tags: [] },
        ...{ attributes: {}, note: null, launched_on: null, lead_time: null, maker: null },
      },
    ]);
    expect((await ask("/v1/things/")).body).toMatchObject({ count: 3, results: [{}, {}, body] });
  });

  test("is replaced only as a whole", async () => {
    const { status, body } = await ask(`/v1/things/${id}/`, { method: "PUT", json: { name: "a" } });
    const required = ["This field is required."];
    expect([status, body]).toEqual([400, { kind: required, price: required }]);
    expect(await ask(`/v1/things/${id}/`, { method: "PUT", json: bolt })).toMatchObject({
      status: 200,
      body: { ...first, ...bolt, price: "1.50" },
    });
  });

  test("is updated in part", async () => {
    const json = { note: null, maker: { name: "Other" } };
    expect(await ask(`/v1/things/${id}/`, { method: "PATCH", json })).toMatchObject({
      status: 200,
      body: { ...first, note: null, maker: { ...first.maker, name: "Other" } },
    });
  });

  test("is deleted, with nothing to say", async () => {
    const { status, text, headers } = await ask(`/v1/things/${id}/`, { method: "DELETE" });
    expect([status, text]).toEqual([204, ""]);
    expect(headers.has("content-type")).toBe(false);
    expect(headers.get("content-length")).toBe("0");
  });

  test("many at once", async () => {
    const { status, body } = await ask("/v1/things/bulk/", { json: [bolt, bolt] });
    expect([status, body]).toMatchObject([201, [bolt, bolt].map(() => ({ name: "new" }))]);
  });

  test("by a repeated parameter", async () => {
    expect((await ask("/v1/things/?kind=bolt")).body).toMatchObject({ count: 1 });
    expect((await ask("/v1/things/?kind=bolt&kind=nut")).body).toMatchObject({ count: 2 });
    expect((await ask("/v1/things/?kind=bolt,nut")).body).toMatchObject({ count: 0 });
  });
});

describe.skipIf(!server)("a refused body", () => {
  test.each<[string, object, object]>([
    [
      "fields",
      { ...bolt, name: "x".repeat(41), kind: "screw", price: "1.234", quantity: -1 },
      {
        name: ["Ensure this field has no more than 40 characters."],
        kind: ['"screw" is not a valid choice.'],
        price: ["Ensure that there are no more than 2 decimal places."],
        quantity: ["Ensure this value is greater than or equal to 0."],
      },
    ],
    [
      "what is missing, null or blank",
      { name: "", kind: null },
      {
        name: ["This field may not be blank."],
        kind: ["This field may not be null."],
        price: ["This field is required."],
      },
    ],
    [
      "a taken name",
      { ...bolt, name: "first" },
      { name: ["thing with this name already exists."] },
    ],
    [
      "entries of a list, by their index as text",
      { ...bolt, tags: ["a", "x".repeat(11)] },
      { tags: { 1: ["Ensure this field has no more than 10 characters."] } },
    ],
    [
      "a nested object",
      { ...bolt, maker: { contact: { email: "x" } } },
      {
        maker: {
          name: ["This field is required."],
          contact: { email: ["Enter a valid email address."] },
        },
      },
    ],
    [
      "a nested object that is none",
      { ...bolt, maker: 1 },
      { maker: { non_field_errors: ["Invalid data. Expected a dictionary, but got int."] } },
    ],
    [
      "the whole",
      { ...bolt, kind: "nut", quantity: 3 },
      { non_field_errors: ["Nuts come in pairs."] },
    ],
    ["a list", [], { non_field_errors: ["Invalid data. Expected a dictionary, but got list."] }],
  ])("%s", async (_, json, expected) => {
    const { status, body } = await ask("/v1/things/", { json });
    expect([status, body]).toEqual([400, expected]);
  });

  test("one row of many", async () => {
    const { status, body } = await ask("/v1/things/bulk/", { json: [bolt, {}, bolt] });
    const required = ["This field is required."];
    const row = { name: required, kind: required, price: required };
    expect([status, body]).toEqual([400, [{}, row, {}]]);
  });

  test("no list where one belongs", async () => {
    const { status, body } = await ask("/v1/things/bulk/", { json: bolt });
    const message = 'Expected a list of items but got type "dict".';
    expect([status, body]).toEqual([400, { non_field_errors: [message] }]);
  });

  test.each([
    ["a text", "x", ["x"]],
    ["texts", ["x", "y"], ["x", "y"]],
    ["an object", { a: "x" }, { a: "x" }],
    ["a number, as text", { a: [1] }, { a: ["1"] }],
  ])("raised of %s", async (_, detail, expected) => {
    const { status, body } = await ask("/v1/refusals/", { json: { detail } });
    expect([status, body]).toEqual([400, expected]);
  });

  test("that is no JSON", async () => {
    const { status, body } = await ask("/v1/things/", { json: 1, body: "{" });
    expect([status, body]).toEqual([
      400,
      { detail: expect.stringMatching(/^JSON parse error - Expecting property name/) },
    ]);
  });

  test("of a type that is not taken", async () => {
    const init = { method: "POST", body: "a", headers: { "content-type": "text/plain" } };
    const { status, body } = await ask("/v1/things/", init);
    expect([status, body]).toEqual([
      415,
      { detail: 'Unsupported media type "text/plain" in request.' },
    ]);
  });

  test("none at all is an empty object, whatever is taken", async () => {
    const { status, body } = await ask("/v1/uploads/", { method: "POST" });
    expect([status, body]).toEqual([400, { file: ["No file was submitted."] }]);
  });
});

interface Page {
  readonly count?: number;
  readonly next: string | null;
  readonly previous: string | null;
  readonly results: readonly { readonly id: number }[];
}

async function page(target: string): Promise<Page> {
  return (await ask(target.replace(url, ""))).body as Page;
}

describe.skipIf(!server)("a list", () => {
  const upTo = (last: number, from = 1) =>
    Array.from({ length: last - from + 1 }, (_, index) => index + from);
  const idsOf = ({ results }: Page) => results.map((part) => part.id);

  test.each(["pages", "offsets", "cursors"])("in %s, there and back", async (style) => {
    const sizes: number[] = [];
    const seen: number[] = [];
    let last = await page(`/v1/parts/${style}/`);
    for (let current: Page | undefined = last; current; ) {
      last = current;
      sizes.push(current.results.length);
      seen.push(...idsOf(current));
      current = current.next === null ? undefined : await page(current.next);
    }
    expect(sizes).toEqual([10, 10, 5]);
    expect(seen).toEqual(upTo(25));
    expect(idsOf(await page(last.previous ?? ""))).toEqual(upTo(20, 11));
  });

  test("without pages", async () => {
    const { body } = await ask("/v1/parts/");
    expect((body as { id: number }[]).map((part) => part.id)).toEqual(upTo(25));
    expect((await ask("/v1/parts/?last=0")).body).toEqual([]);
  });

  test("in pages, their links", async () => {
    const base = `${url}/v1/parts/pages/`;
    expect(await page("/v1/parts/pages/?page=2&page_size=5&last=15")).toMatchObject({
      count: 15,
      next: `${base}?last=15&page=3&page_size=5`,
      previous: `${base}?last=15&page_size=5`,
    });
    expect(await page("/v1/parts/pages/?last=0")).toEqual({
      ...{ count: 0, next: null, previous: null },
      results: [],
    });
  });

  test("in offsets, their links", async () => {
    const base = `${url}/v1/parts/offsets/`;
    expect(await page("/v1/parts/offsets/?offset=5&limit=5")).toMatchObject({
      count: 25,
      next: `${base}?limit=5&offset=10`,
      previous: `${base}?limit=5`,
    });
  });

  test("in cursors, without a count", async () => {
    const found = await page("/v1/parts/cursors/?page_size=3");
    expect(Object.keys(found)).toEqual(["next", "previous", "results"]);
    expect(found.previous).toBeNull();
    expect(found.next).toMatch(/\?cursor=[\w%]+&page_size=3$/);
  });

  test("a page is never larger than allowed", async () => {
    expect((await page("/v1/parts/pages/?page_size=100")).results).toHaveLength(20);
    expect((await page("/v1/parts/offsets/?limit=100")).results).toHaveLength(20);
    expect((await page("/v1/parts/cursors/?page_size=100")).results).toHaveLength(20);
  });

  test("a bad size is as none", async () => {
    expect((await page("/v1/parts/pages/?page_size=x")).results).toHaveLength(10);
    expect((await page("/v1/parts/offsets/?limit=-1&offset=x")).results).toHaveLength(10);
  });

  test.each([
    ["/v1/parts/pages/?page=4", "Invalid page."],
    ["/v1/parts/pages/?page=x", "Invalid page."],
    ["/v1/parts/cursors/?cursor=x", "Invalid cursor"],
  ])("%s", async (path, detail) => {
    const { status, body } = await ask(path);
    expect([status, body]).toEqual([404, { detail }]);
  });

  test("beyond its end, by offset", async () => {
    expect(await page("/v1/parts/offsets/?offset=99")).toMatchObject({ next: null, results: [] });
  });

  test("links behind a proxy name the outer host", async () => {
    const headers = { "x-forwarded-host": "api.example" };
    expect((await ask("/v1/parts/pages/", { headers })).body).toMatchObject({
      next: "http://api.example/v1/parts/pages/?page=2",
    });
  });
});

describe.skipIf(!server)("a quota", () => {
  const statuses = async (path: string, count: number) => {
    const found: number[] = [];
    for (let each = 0; each < count; each += 1) found.push((await ask(path)).status);
    return found;
  };

  test("for a minute", async () => {
    expect(await statuses("/v1/throttled/", 3)).toEqual([200, 200, 200]);
    const { status, headers, body } = await ask("/v1/throttled/");
    const seconds = Number(headers.get("retry-after"));
    expect(status).toBe(429);
    expect(seconds).toBeGreaterThan(55);
    expect(seconds).toBeLessThanOrEqual(60);
    expect(body).toEqual({
      detail: `Request was throttled. Expected available in ${seconds} seconds.`,
    });
    key = newKey();
    expect((await ask("/v1/throttled/")).status).toBe(200);
  });

  test("is charged for OPTIONS too", async () => {
    for (const _ of [1, 2, 3]) await ask("/v1/throttled/", { method: "OPTIONS" });
    expect((await ask("/v1/throttled/")).status).toBe(429);
  });

  test("for a second, after which it goes on", async () => {
    expect(await statuses("/v1/bursts/", 2)).toEqual([200, 200]);
    const { status, headers, body } = await ask("/v1/bursts/");
    expect([status, headers.get("retry-after")]).toEqual([429, "1"]);
    expect(body).toEqual({
      detail: "Request was throttled. Expected available in 1 second.",
    });
    await new Promise((resolve) => setTimeout(resolve, 1000));
    expect((await ask("/v1/bursts/")).status).toBe(200);
  });
});

describe.skipIf(!server)("a missing slash", () => {
  test.each(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"])("%s is sent on", async (method) => {
    const { status, headers, text } = await ask("/v1/things?kind=bolt", { method });
    expect([status, headers.get("location"), text]).toEqual([301, "/v1/things/?kind=bolt", ""]);
  });

  test("a POST that is followed is a GET", async () => {
    const { status, body } = await ask("/v1/things", { json: bolt, redirect: "follow" });
    expect([status, body]).toMatchObject([200, { count: 2 }]);
  });

  test("needs no key", async () => {
    const headers = { authorization: "" };
    expect((await ask("/v1/things", { headers })).status).toBe(301);
  });

  test("is not always sent on", async () => {
    expect((await ask("/v1/exact/")).status).toBe(200);
    const { status, headers, text } = await ask("/v1/exact");
    expect([status, headers.get("content-type")]).toEqual([404, "text/html"]);
    expect(text).toContain("<h1>Not Found</h1>");
  });
});
