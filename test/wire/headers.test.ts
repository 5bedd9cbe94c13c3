import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { answer, serve, type TestServer } from "../runtime/server.js";
import { compile } from "../support/compiler.js";
import { generateInto, type Output, specWith } from "../support/generator.js";
import { loadOutput } from "../support/load-output.js";

/** Headers that the spec names, on the result of a call. */

type Result = Promise<{ readonly headers?: Readonly<Record<string, unknown>> }>;
type Call = Promise<unknown> & { result(): Result; all?(): Promise<unknown[]> };
type Operation = (client: unknown, params?: object) => Call;

const header = (type: string, more: object = {}) => ({ schema: { type, ...more } });
const json = { "application/json": { schema: { type: "array", items: { type: "integer" } } } };
const spec = specWith({
  "GET /things": {
    operationId: "listThings",
    responses: {
      200: {
        content: json,
        headers: {
          "X-Total": header("integer"),
          "X-Rate": header("number"),
          "X-Last": header("boolean"),
          "X-Ids": header("array", { items: { type: "integer" } }),
          "X-Tags": header("array", { items: { type: "string" } }),
          "X-When": header("string", { format: "date-time" }),
          "X-Either": { schema: { oneOf: [{ type: "integer" }, { type: "string" }] } },
          "X-Object": header("object"),
          "X-Coded": { content: { "application/json": { schema: { type: "integer" } } } },
          "Content-Type": header("integer"),
        },
      },
      404: {},
      429: { headers: { "Retry-After": header("integer"), "X-Key": header("string") } },
      "5XX": { content: json, headers: { "X-Incident": header("string") } },
    },
  },
  "GET /plain": { operationId: "plain", responses: { 200: { content: json } } },
  "GET /pages": {
    operationId: "pages",
    "x-pagination": { style: "link", next: { header: "Link" }, items: "" },
    responses: {
      200: { content: json, headers: { Link: header("string"), "X-Total": header("integer") } },
    },
  },
});

let server: TestServer;
let output: Output;
let operations: Record<string, Operation>;
let client: unknown;
beforeAll(async () => {
  server = await serve();
  output = await generateInto(spec);
  operations = (await loadOutput(output)) as Record<string, Operation>;
  const create = operations["createThingsClient"] as unknown as (options: object) => unknown;
  client = create({ baseUrl: server.url, maxRetries: 0 });
});
afterAll(() => server.close());

const call = (name: string): Call => {
  const operation = operations[name];
  if (!operation) throw new Error(`there is no ${name}`);
  return operation(client);
};

async function headersOf(
  sent: Readonly<Record<string, string>>,
  status = 200,
  name = "listThings",
) {
  server.respond = answer(status, { "content-type": "application/json", ...sent }, "[]");
  return (await call(name).result()).headers;
}

const none = {
  "x-total": undefined,
  "x-rate": undefined,
  "x-last": undefined,
  "x-ids": undefined,
  "x-tags": undefined,
  "x-when": undefined,
  "x-either": undefined,
  "x-object": undefined,
  "x-coded": undefined,
};

describe("a header is read by its schema:", () => {
  test.each<[string, string, unknown]>([
    ["x-total", "12", 12],
    ["x-total", "-1", -1],
    ["x-total", "12.5", "12.5"],
    ["x-total", "many", "many"],
    ["x-total", "", ""],
    ["x-total", "0x10", "0x10"],
    // No number holds it exactly.
    ["x-total", "9007199254740993", "9007199254740993"],
    ["x-rate", "1.5", 1.5],
    ["x-rate", "1e3", 1000],
    ["x-rate", "Infinity", "Infinity"],
    ["x-last", "true", true],
    ["x-last", "false", false],
    ["x-last", "yes", "yes"],
    ["x-last", "constructor", "constructor"],
    ["x-ids", "1, 2,3", [1, 2, 3]],
    ["x-ids", "", []],
    ["x-ids", "1,b", "1,b"],
    ["x-tags", "a, b", ["a", "b"]],
    ["x-when", "2026-01-01T00:00:00Z", "2026-01-01T00:00:00Z"],
    ["x-either", "1", "1"],
    ["x-object", "a,1", "a,1"],
    ["x-coded", "1", "1"],
  ])("%s: %s", async (name, text, value) => {
    expect(await headersOf({ [name]: text })).toEqual({ ...none, [name]: value });
  });
});

test("headers that do not come are undefined, and those that nobody names are left out", async () => {
  expect(await headersOf({ "x-other": "1" })).toEqual(none);
});

test("a failure has those of its status or its class", async () => {
  expect(await headersOf({ "retry-after": "7" }, 429)).toEqual({
    "retry-after": 7,
    "x-key": undefined,
  });
  expect(await headersOf({ "x-incident": "i1" }, 503)).toEqual({ "x-incident": "i1" });
  expect(await headersOf({ "x-total": "1" }, 404)).toEqual({});
});

test("an operation without named headers carries nothing, nor does one without an answer", async () => {
  expect(await headersOf({ "x-total": "1" }, 200, "plain")).toBeUndefined();
  server.respond = (response) => response.destroy();
  expect(await call("listThings").result()).not.toHaveProperty("headers");
  expect(output.files["groups/default.ts"]).toContain(
    "return client.call(descriptors.plain, params, options);",
  );
});

test("a result that is asked for again has the same headers, and data comes as before", async () => {
  server.respond = answer(200, { "content-type": "application/json", "x-total": "3" }, "[1]");
  const one = call("listThings");
  expect(await one).toEqual([1]);
  const [first, second] = await Promise.all([one.result(), one.result()]);
  expect(first.headers).toMatchObject({ "x-total": 3 });
  expect(second.headers).toBe(first.headers);
});

test("those of a failure hold no credential that a server repeats", async () => {
  const secured = {
    components: { securitySchemes: { key: { type: "apiKey", in: "header", name: "X-Key" } } },
    security: [{ key: [] }],
  };
  const echo = { "X-Key": header("string") };
  const responses = { 200: { content: json, headers: echo }, 403: { headers: echo } };
  const own = (await loadOutput(
    await generateInto(specWith({ "GET /echo": { operationId: "echo", responses } }, secured)),
  )) as Record<string, Operation>;
  const create = own["createThingsClient"] as unknown as (options: object) => unknown;
  const key = "S3CRET-of-the-headers";
  server.respond = answer(403, { "x-key": `no ${key}` });
  const echoed = own["echo"]?.(create({ baseUrl: server.url, maxRetries: 0, key }));
  expect((await echoed?.result())?.headers).toEqual({ "x-key": "no [hidden]" });
});

test("a page has them, too", async () => {
  server.respond = answer(200, { "content-type": "application/json", "x-total": "1" }, "[1]");
  const pages = call("pages");
  expect((await pages.result()).headers).toEqual({ link: undefined, "x-total": 1 });
  expect(await pages.all?.()).toEqual([1]);
});

test("their types say so", () => {
  const program = `
    import { type Client, listThings, pages, plain } from "./index.js";
    declare const client: Client;
    const result = await listThings(client).result();
    if (result.status === 200) {
      result.data satisfies number[];
      result.headers["x-total"] satisfies number | undefined;
      result.headers["x-last"] satisfies boolean | undefined;
      result.headers["x-ids"] satisfies readonly number[] | undefined;
      result.headers["x-tags"] satisfies readonly string[] | undefined;
      result.headers["x-when"] satisfies string | undefined;
      result.headers["x-coded"] satisfies string | undefined;
      // @ts-expect-error a header may not come
      result.headers["x-total"].toFixed();
      // @ts-expect-error the spec names no such header
      void result.headers["x-other"];
      // @ts-expect-error OpenAPI says to ignore it
      void result.headers["content-type"];
    } else if (result.status === 429) {
      result.headers["retry-after"] satisfies number | undefined;
      result.error.retryAfterMs satisfies number | undefined;
    } else if (result.status === 503) {
      result.headers["x-incident"] satisfies string | undefined;
      result.error.body satisfies number[];
    } else if (result.status === 404) {
      // @ts-expect-error the spec names none
      void result.headers;
    }
    const page = await pages(client).result();
    if (page.ok) page.headers["x-total"] satisfies number | undefined;
    const other = await plain(client).result();
    // @ts-expect-error the spec names none
    if (other.ok) void other.headers;
    export {};`;
  expect(compile({ things: { ...output.files, "program.ts": program } })).toEqual([]);
});
