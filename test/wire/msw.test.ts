import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { generate } from "../../generator/generate/index.js";
import { loadSpec, type Spec } from "../../generator/load/index.js";
import { Judge } from "../../generator/verify/judge-exchange.js";
import { bodyOf, mockOf, origin, requestOf, requiredRequests } from "../mock/requests.js";
import { publicSpecs, without } from "../mock/specs.js";
import { makeFolder, readFiles, repository, specWith } from "../support/generator.js";
import { loadOutput } from "../support/load-output.js";
import { type Handler, setupServer } from "./msw-server.js";

type AnswerOperation = (answer?: unknown, options?: { readonly once?: boolean }) => Handler;

interface Msw {
  readonly handlers: readonly Handler[];
  readonly answer: Readonly<Record<string, AnswerOperation>>;
  readonly mockAt: (baseUrl: string) => Pick<Msw, "handlers" | "answer">;
  readonly reply: (status: number, body?: unknown) => unknown;
}

interface Call {
  readonly path: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly request: Request;
  readonly usual: (status?: number) => Promise<Response>;
}

/** The module of handlers that is generated of a spec. */
async function mswOf(spec: string, options: object | true = true): Promise<Msw> {
  const folder = makeFolder({ "config.json": JSON.stringify({ outputs: { msw: options } }) });
  const output = join(folder, "out");
  await generate({ spec, output, config: join(folder, "config.json") });
  const made = { folder: output, files: readFiles(output) };
  return (await loadOutput(made, "msw")) as unknown as Msw;
}

const server = setupServer();
beforeAll(() => server.listen({ onUnhandledRequest: "error" }));
afterEach(() => server.resetHandlers());
afterAll(() => server.close());

const shopFile = join(repository, "test/mock/shop.yaml");
const base = "https://shop.example/api/v1";
let shop: Spec;
let msw: Msw;
beforeAll(async () => {
  shop = await loadSpec(shopFile);
  msw = await mswOf(shopFile);
});

async function send(method: string, path: string, json?: unknown) {
  const response = await fetch(base + path, {
    method,
    headers: { authorization: "Bearer abc", "content-type": "application/json" },
    ...(json !== undefined && { body: JSON.stringify(json) }),
  });
  const text = await response.text();
  const body: unknown = text === "" ? undefined : JSON.parse(text);
  return { status: response.status, headers: response.headers, body };
}

describe("handlers answer as the mock with the same seed and as many things", () => {
  const sent = { lines: [{ sku: "ABC-1234", quantity: 2 }] };
  test.each<[method: string, path: string, json?: object]>([
    ["GET", "/orders"],
    ["GET", "/orders?limit=2"],
    ["GET", "/orders?limit=2&offset=2"],
    ["GET", "/orders?limit=2&offset=4"],
    ["GET", "/orders?limit=3&offset=99"],
    ["POST", "/orders", sent],
    ["POST", "/import", { any: [1] }],
    ["GET", "/status"],
    ["GET", "/impossible"],
  ])("%s %s %j", async (method, path, json) => {
    server.use(...msw.handlers);
    const wanted = mockOf(shop, { items: 5 }).answer(
      requestOf(method, `${base}${path}`.replace("https://shop.example", origin), {
        headers: { authorization: "Bearer abc" },
        json,
      }),
    );
    const { status, body, headers } = await send(method, path, json);
    const here = JSON.stringify(bodyOf(wanted) ?? null).replaceAll(origin, "https://shop.example");
    expect(body ?? null).toEqual(JSON.parse(here));
    expect(status).toBe(wanted.status);
    expect(headers.get("x-mock")).toBe(wanted.headers["x-mock"] ?? null);
  });

  test("one by one, with what is changed, and below the first", async () => {
    server.use(...msw.handlers);
    const mock = mockOf(shop, { items: 5 });
    const ask = (method: string, path: string, json?: unknown) =>
      bodyOf(
        mock.answer(requestOf(method, path, { headers: { authorization: "Bearer abc" }, json })),
      );
    const { body } = await send("GET", "/orders");
    const { results } = body as { results: { id: number }[] };
    expect(results).toHaveLength(5);
    for (const { id } of results) {
      const read = await send("GET", `/orders/${id}`);
      expect(read.body).toEqual(ask("GET", `/orders/${id}`));
      const changed = await send("PATCH", `/orders/${id}`, { note: "soon" });
      expect(changed.body).toEqual({ ...(read.body as object), note: "soon" });
      expect(changed.body).toEqual(ask("PATCH", `/orders/${id}`, { note: "soon" }));
    }
    const first = results[0]?.id;
    const lines = await send("GET", `/orders/${first}/lines`);
    expect(lines.body).toEqual(ask("GET", `/orders/${first}/lines`));
    expect((await send("DELETE", `/orders/${first}`)).status).toBe(204);
    expect((await send("GET", "/orders/4711")).body).toMatchObject({ id: 4711 });
  });

  test("with another seed, other data", async () => {
    const other = await mswOf(shopFile, { seed: 2, items: 2 });
    server.use(...other.handlers);
    const { body } = await send("GET", "/orders");
    const wanted = bodyOf(
      mockOf(shop, { seed: 2, items: 2 }).answer(
        requestOf("GET", "/orders", { headers: { authorization: "Bearer abc" } }),
      ),
    );
    expect(body).toEqual(wanted);
    expect(body).toMatchObject({ count: 2 });
  });
});

describe("one operation is answered otherwise", () => {
  test("with data, which has the status of its success", async () => {
    server.use(msw.answer["createOrder"]?.({ id: 7 }) as Handler, ...msw.handlers);
    expect(await send("POST", "/orders", { lines: [] })).toMatchObject({
      status: 201,
      body: { id: 7 },
    });
  });

  test("with a status, and a body of its own", async () => {
    server.use(msw.answer["getOrder"]?.(msw.reply(404, { message: "gone" })) as Handler);
    expect(await send("GET", "/orders/1")).toMatchObject({
      status: 404,
      body: { message: "gone" },
    });
  });

  test("once", async () => {
    server.use(
      msw.answer["getStatus"]?.(new Response("{}", { status: 503 }), { once: true }) as Handler,
      ...msw.handlers,
    );
    const statuses = [await send("GET", "/status"), await send("GET", "/status")];
    expect(statuses.map(({ status }) => status)).toEqual([503, 200]);
  });

  test("by a function, which may change the usual answer", async () => {
    const answer = async ({ path, query, request, usual }: Call) => ({
      ...((await (await usual()).json()) as object),
      ...((await request.json()) as object),
      note: `${path["order_id"]} ${query.get("q")}`,
    });
    server.use(msw.answer["updateOrder"]?.(answer) as Handler);
    const { body } = await send("PATCH", "/orders/a%20b?q=1", { customer: "Me" });
    expect(body).toMatchObject({ note: "a b 1", customer: "Me", status: expect.any(String) });
  });

  test("by a failure that the spec declares", async () => {
    server.use(msw.answer["getOrder"]?.(({ usual }: Call) => usual(404)) as Handler);
    const { status, body } = await send("GET", "/orders/1");
    expect([status, body]).toEqual([404, { message: "This call fails on purpose." }]);
  });
});

describe("the address", () => {
  test.each([
    ["http://localhost:3000/api/", "http://localhost:3000/api/status"],
    ["*/v9", "https://anywhere.example:8443/v9/status"],
  ])("%s", async (given, url) => {
    server.use(...msw.mockAt(given).handlers);
    expect((await fetch(url)).status).toBe(200);
  });

  test("must be one", () => {
    expect(() => msw.mockAt("/api")).toThrow("/api is no absolute URL");
  });

  test("is a concrete path before one with parameters, and a query before none", async () => {
    const answers = (text: string) => ({
      responses: { 200: { description: "", content: { "text/plain": { example: text } } } },
    });
    const folder = makeFolder({
      "openapi.json": specWith(
        {
          "GET /a/{id}": {
            operationId: "one",
            parameters: [{ name: "id", in: "path", required: true, schema: { type: "string" } }],
            ...answers("one"),
          },
          "GET /a/all": { operationId: "all", ...answers("all") },
          "GET /a/all?kind=b": { operationId: "kind", ...answers("kind") },
          "GET /a/(x+y).json": { operationId: "odd", ...answers("odd") },
          "POST /a/{id}:go": {
            operationId: "go",
            parameters: [{ name: "id", in: "path", required: true, schema: { type: "string" } }],
            ...answers("go"),
          },
        },
        {
          servers: [
            {
              url: "https://{region}.example/v{n}",
              variables: { region: { default: "eu" }, n: { default: "1" } },
            },
          ],
        },
      ),
    });
    const made = await mswOf(join(folder, "openapi.json"));
    server.use(...made.handlers);
    const text = async (path: string, method = "GET") =>
      (await fetch(`https://us.example/v2${path}`, { method })).text();
    expect(await text("/a/all")).toBe("all");
    expect(await text("/a/all?x=1&kind=b")).toBe("kind");
    expect(await text("/a/(x+y).json")).toBe("odd");
    expect(await text("/a/7")).toBe("one");
    expect(await text("/a/7:go", "POST")).toBe("go");
  });
});

test("what nobody documents is what was sent, and a header says so", async () => {
  server.use(...msw.handlers);
  const { body, headers } = await send("POST", "/import", { any: [1] });
  expect(body).toEqual({ any: [1] });
  expect(headers.get("x-mock")).toContain("undocumented");
});

describe("answers are what the spec says, as verify judges them", () => {
  test.each(publicSpecs)("%s", async (file) => {
    const spec = await loadSpec(join(repository, file));
    const { mockAt } = await mswOf(join(repository, file));
    server.use(...mockAt(origin).handlers);
    const judge = new Judge(spec, [origin]);
    const found: string[] = [];
    let calls = 0;
    for (const request of requiredRequests(spec)) {
      // No fetch sends these.
      if (!request || /^(?:TRACE|CONNECT|TRACK)$/.test(request.method)) continue;
      calls += 1;
      const hasBody = request.body && !/^(?:GET|HEAD)$/.test(request.method);
      const response = await fetch(request.url, {
        method: request.method,
        redirect: "manual",
        headers: request.headers as [string, string][],
        ...(hasBody && { body: new Uint8Array(request.body.bytes) }),
      });
      const bytes = Buffer.from(await response.arrayBuffer());
      const judgement = judge.judge({
        place: { file, index: calls },
        startedAt: undefined,
        request,
        response: {
          status: response.status,
          headers: [...response.headers],
          body:
            bytes.length > 0
              ? {
                  mediaType: response.headers.get("content-type") ?? undefined,
                  bytes,
                  isTruncated: false,
                }
              : undefined,
        },
      });
      const name = `${request.method} ${request.url.pathname}`;
      if (judgement.kind === "elsewhere") found.push(`${name}: elsewhere`);
      else
        for (const { rule, where } of judgement.deviations) found.push(`${name}: ${rule} ${where}`);
    }
    expect(found).toEqual(without[file] ?? []);
    expect(calls).toBeGreaterThan(file.includes("path-parameters") ? -1 : 0);
  });
});
