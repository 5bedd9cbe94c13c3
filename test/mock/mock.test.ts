import { createServer } from "node:http";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Spec } from "../../generator/load/index.js";
import { loadSpec } from "../../generator/load/index.js";
import { type RunningMock, serveMock } from "../../generator/mock/index.js";
import { fieldErrors } from "../../generator/runtime/errors.js";
import { diagnosticsOf, load, placed, repository, specWith } from "../support/generator.js";
import { bodyOf, mockOf, requestOf } from "./requests.js";

const key = { authorization: "Bearer abc" };

interface Order {
  readonly id: number;
  readonly status: string;
  readonly customer?: string;
  readonly note?: string | null;
  readonly lines: readonly { readonly sku: string; readonly quantity: number }[];
}

interface Page {
  readonly count: number;
  readonly next: string | null;
  readonly results: readonly Order[];
}

let shop: Spec;
beforeAll(async () => {
  shop = await loadSpec(join(repository, "test/mock/shop.yaml"));
});

function caller(mock = mockOf(shop)) {
  return (method: string, path: string, json?: unknown, headers: Record<string, string> = key) => {
    const answer = mock.answer(requestOf(method, path, { json, headers }));
    return { ...answer, json: bodyOf(answer) };
  };
}

describe("a list", () => {
  test("is walked page by page, and each item is read as the list shows it", () => {
    const call = caller();
    const seen: Order[] = [];
    let path: string | null = "/orders?limit=10";
    while (path !== null) {
      const page: Page = call("GET", path).json as Page;
      expect(page.count).toBe(25);
      seen.push(...page.results);
      path = page.next;
    }
    expect(seen).toHaveLength(25);
    expect(new Set(seen.map(({ id }) => id)).size).toBe(25);
    for (const shown of seen) {
      const order = call("GET", `/orders/${shown.id}`).json as Order;
      expect(order).toMatchObject(shown);
      expect(order.lines[0]?.sku).toMatch(/^[A-Z]{3}-[0-9]{4}$/);
    }
  });

  test("is another one below each parent", () => {
    const call = caller();
    const [one, other] = [1, 2].map((id) =>
      JSON.stringify(call("GET", `/orders/${id}/lines`).json),
    );
    expect(one).not.toBe(other);
    expect(JSON.stringify(call("GET", "/orders/1/lines").json)).toBe(one);
  });

  test("is the same with the same seed, and another with another", () => {
    const lists = [1, 1, 2].map((seed) =>
      JSON.stringify(caller(mockOf(shop, { seed }))("GET", "/orders").json),
    );
    expect(lists[0]).toBe(lists[1]);
    expect(lists[0]).not.toBe(lists[2]);
  });
});

test("what says whether there are more tells the truth", async () => {
  const item = { type: "object", required: ["id"], properties: { id: { type: "integer" } } };
  const page = {
    type: "object",
    required: ["has_more", "data"],
    properties: {
      has_more: { type: "boolean", example: true },
      data: { type: "array", items: item },
    },
  };
  const parameters = ["limit", "offset"].map((name) => ({
    name,
    in: "query",
    schema: { type: "integer" },
  }));
  const responses = {
    200: { description: "", content: { "application/json": { schema: page } } },
  };
  const call = caller(mockOf(await load(specWith({ "GET /things": { parameters, responses } }))));
  expect(call("GET", "/things?limit=20").json).toMatchObject({ has_more: true });
  expect(call("GET", "/things?limit=20&offset=20").json).toMatchObject({ has_more: false });
});

test("the path of the server may stand before the path", () => {
  const call = caller();
  expect(call("GET", "/api/v1/orders").json).toMatchObject({ count: 25 });
});

test("without state, what was sent is answered, and forgotten", () => {
  const call = caller();
  const sent = { note: "soon", lines: [{ sku: "ABC-1234", quantity: 2 }] };
  const made = call("POST", "/orders", sent);
  expect(made.status).toBe(201);
  expect(made.json).toMatchObject(sent);
  expect(call("GET", "/orders").json).toMatchObject({ count: 25 });
  // Nothing has this id, and a mock without state answers for any.
  expect(call("GET", "/orders/777777").status).toBe(200);
  expect(call("GET", "/orders/7777").json).toMatchObject({ id: 7777 });
});

test("with state, what was made is there, changed, and gone", () => {
  const call = caller(mockOf(shop, { keepsState: true }));
  const { id } = call("POST", "/orders", { lines: [{ sku: "ABC-1234", quantity: 2 }] })
    .json as Order;
  expect(call("GET", "/orders").json).toMatchObject({ count: 26 });
  expect(call("GET", `/orders/${id}`).json).toMatchObject({
    lines: [{ sku: "ABC-1234", quantity: 2 }],
  });
  expect(call("PATCH", `/orders/${id}`, { note: "today" }).json).toMatchObject({
    id,
    note: "today",
  });
  expect(call("GET", `/orders/${id}`).json).toMatchObject({
    note: "today",
    lines: [{ quantity: 2 }],
  });
  expect(call("DELETE", `/orders/${id}`).status).toBe(204);
  const gone = call("GET", `/orders/${id}`);
  expect(gone.status).toBe(404);
  expect(gone.json).toEqual({ message: "Not found." });
  expect(call("GET", "/orders").json).toMatchObject({ count: 25 });
});

describe("a request is refused", () => {
  test("without the credential", () => {
    const call = caller();
    const { status, headers } = call("GET", "/orders", undefined, {});
    expect([status, headers["www-authenticate"]]).toEqual([401, "Bearer"]);
    expect(call("GET", "/orders", undefined, { authorization: "Basic abc" }).status).toBe(401);
    expect(call("GET", "/status", undefined, {}).status).toBe(200);
  });

  test("by field as Django REST framework does, where the spec has that form", () => {
    const { status, json } = caller()("POST", "/orders", { lines: [{ quantity: 0 }] });
    expect(status).toBe(400);
    expect(Object.keys(fieldErrors(json)).sort()).toEqual(["lines.0.quantity", "lines.0.sku"]);
  });

  test("by field as FastAPI does, where the spec has that form", () => {
    const { status, json } = caller()("PATCH", "/orders/1", { note: "much too long a note" });
    expect(status).toBe(422);
    expect(json).toMatchObject({ detail: [{ loc: ["body", "note"] }] });
    expect(Object.keys(fieldErrors(json))).toEqual(["note"]);
  });

  test("for a parameter", () => {
    const { status, json } = caller()("GET", "/orders?limit=999");
    expect(status).toBe(400);
    expect(Object.keys(fieldErrors(json))).toEqual(["limit"]);
  });

  test("for a path and a method that the spec lacks", () => {
    const call = caller();
    expect(call("GET", "/nothing").status).toBe(404);
    const { status, headers } = call("PUT", "/orders");
    expect([status, headers["allow"]]).toEqual([405, "GET, POST"]);
  });
});

test("an example is answered as it is", () => {
  expect(caller()("GET", "/status").json).toEqual({ state: "ready", since: "yesterday" });
});

test("a body that nobody documents is what was sent, and a header says so", () => {
  const { json, headers } = caller()("POST", "/import", { any: [1] });
  expect(json).toEqual({ any: [1] });
  expect(headers["x-mock"]).toContain("undocumented");
});

test("a schema that nothing satisfies is told, and not answered", () => {
  const { status, unsatisfied } = caller()("GET", "/impossible");
  expect(status).toBe(501);
  expect(unsatisfied).toEqual({ operation: "GET /impossible", status: 200 });
});

test("the caller may ask for a declared status", () => {
  const { status, json } = caller()("GET", "/status", undefined, { prefer: "code=503" });
  expect(status).toBe(503);
  expect(json).toEqual({ error: "This call fails on purpose." });
});

test("calls fail as often as wanted, and the same ones each time", () => {
  const statuses = () => {
    const call = caller(mockOf(shop, { failRate: 0.2 }));
    return Array.from({ length: 500 }, () => call("GET", "/status").status);
  };
  const [first, second] = [statuses(), statuses()];
  expect(first).toEqual(second);
  const failed = first.filter((status) => status === 503).length;
  // Far from both ends: a fair coin of one in five is outside with a chance below 1 in 10,000.
  expect(failed).toBeGreaterThan(65);
  expect(failed).toBeLessThan(140);
});

describe("over HTTP", () => {
  let running: RunningMock;
  beforeAll(async () => {
    running = await serveMock(shop, { port: 0 });
  });
  afterAll(() => running.close());

  test("pages lead to each other, and HEAD has no body", async () => {
    const page = await fetch(`${running.url}/orders?limit=3`, { headers: key });
    const { next } = (await page.json()) as Page;
    const second = await fetch(next ?? "", { headers: key });
    expect((await second.json()) as Page).toMatchObject({ results: [{}, {}, {}] });
    const head = await fetch(`${running.url}/orders`, { method: "HEAD", headers: key });
    expect([head.status, await head.text()]).toEqual([200, ""]);
  });

  test("a page of another origin may call it", async () => {
    const preflight = await fetch(`${running.url}/orders`, {
      method: "OPTIONS",
      headers: {
        origin: "http://localhost:5173",
        "access-control-request-method": "GET",
        "access-control-request-headers": "authorization",
      },
    });
    expect(preflight.status).toBe(204);
    expect(preflight.headers.get("access-control-allow-origin")).toBe("http://localhost:5173");
    expect(preflight.headers.get("access-control-allow-headers")).toBe("authorization");
  });

  test("a port that is in use is told", async () => {
    const taken = createServer();
    await new Promise<void>((resolve) => taken.listen(0, "localhost", resolve));
    const address = taken.address();
    const port = typeof address === "object" && address ? address.port : 0;
    const [diagnostic] = await diagnosticsOf(serveMock(shop, { port }));
    taken.close();
    expect(diagnostic && placed(diagnostic)).toContain("mock-unservable");
    expect(diagnostic?.message).toBe(`cannot serve on port ${port}: something else uses it`);
  });
});
