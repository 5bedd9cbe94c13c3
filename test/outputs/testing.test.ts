import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Files, generateInto } from "../support/generator.js";
import { loadOutput } from "../support/load-output.js";
import { spec } from "./testing-spec.js";

// biome-ignore lint/suspicious/noExplicitAny: a client that is loaded has no types here; test/compiler has them
type Loaded = any;

let api: Loaded;
let testing: Loaded;
let files: Files;
let requests = 0;
const server = createServer((_, response) => {
  requests++;
  response.end();
});
const realFetch = globalThis.fetch;
beforeAll(async () => {
  const output = await generateInto(spec);
  files = output.files;
  api = await loadOutput(output);
  testing = await import(/* @vite-ignore */ `${output.folder}/testing.js`);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
});
afterAll(() => {
  expect(globalThis.fetch).toBe(realFetch);
  server.close();
});

const client = (handlers: object, options?: object): Loaded =>
  testing.createTestClient(handlers, options);
const reply = (...args: readonly unknown[]): unknown => testing.reply(...args);

async function errorOf(promise: PromiseLike<unknown>): Promise<Loaded> {
  return promise.then(
    () => expect.unreachable("it did not reject"),
    (error: unknown) => error,
  );
}

async function collect(source: AsyncIterable<unknown>): Promise<unknown[]> {
  const found: unknown[] = [];
  for await (const item of source) found.push(item);
  return found;
}

describe("a handler", () => {
  test("answers the facade and the standalone function, in each way to read a call", async () => {
    const tested = client({ listThings: () => [{ id: "1" }] });
    expect(await tested.things.listThings()).toEqual([{ id: "1" }]);
    expect(await api.listThings(tested)).toEqual([{ id: "1" }]);
    expect(await api.listThings(tested.$client)).toEqual([{ id: "1" }]);
    expect(await tested.things.listThings().result()).toMatchObject({
      ok: true,
      status: 200,
      data: [{ id: "1" }],
    });
    const response = await tested.things.listThings().response();
    expect([response.status, await response.json()]).toEqual([200, [{ id: "1" }]]);
  });

  test("receives the arguments and the options of the call", async () => {
    const seen: unknown[] = [];
    const tested = client({
      listThings: (...args: unknown[]) => {
        seen.push(args);
        return [];
      },
      thingsGet: async ({ id }: { id: string }) => ({ id }),
    });
    await tested.things.listThings({ org_id: "o1" }, { maxRetries: 3 });
    await tested.things.listThings();
    expect(seen).toEqual([
      [{ org_id: "o1" }, { maxRetries: 3 }],
      [{}, {}],
    ]);
    expect(await tested.things.get({ id: "7" })).toEqual({ id: "7" });
  });

  test.each([
    ["makeThing", { body: { id: "1" } }, { id: "1" }, 201],
    ["deleteThing", { id: "1" }, undefined, 204],
    ["hasThing", { id: "1" }, undefined, 200],
    ["getText", {}, "a,b", 200],
    ["getName", {}, "a name", 200],
  ])(
    "of %s gives the data and the status that the spec promises",
    async (name, args, data, status) => {
      const tested = client({ [name]: () => data });
      const result = await api[name](tested, args).result();
      expect(result).toMatchObject({ ok: true, status });
      expect(result.data).toEqual(data);
    },
  );

  test("returns files, events and lines", async () => {
    async function* things() {
      yield { id: "1" };
      yield { id: "2" };
    }
    async function* events() {
      yield { event: "made", data: "a\nb", id: "5", retry: 10 };
      yield { event: "message", data: "c", id: "5", retry: undefined };
    }
    async function* typed() {
      yield { data: "5" };
      yield { event: "thing", data: { id: "1" } };
    }
    const tested = client({
      getFile: () => new Blob(["%PDF"]),
      getEvents: events,
      getTypedEvents: typed,
      getLines: things,
      getSequence: things,
    });
    expect(await collect(await tested.kinds.getTypedEvents())).toMatchObject([
      { event: "message", data: "5" },
      { event: "thing", data: { id: "1" } },
    ]);
    expect(await collect(await tested.kinds.getSequence())).toEqual([{ id: "1" }, { id: "2" }]);
    const json = client({ getFile: () => new Blob(["{}"], { type: "application/json" }) });
    expect(await (await json.kinds.getFile()).text()).toBe("{}");
    const file = await tested.kinds.getFile();
    expect([await file.text(), file.type]).toEqual(["%PDF", "application/pdf"]);
    expect(await collect(await tested.kinds.getLines())).toEqual([{ id: "1" }, { id: "2" }]);
    expect(await collect(await tested.kinds.getEvents())).toEqual([
      { event: "made", data: "a\nb", id: "5", retry: 10 },
      { event: "message", data: "c", id: "5", retry: undefined },
    ]);
  });

  test("returns a bigint with all its digits", async () => {
    const tested = client({ listThings: () => [{ id: 9007199254740993n }, { id: -1n }] });
    const response = await tested.things.listThings().response();
    expect(await response.text()).toBe('[{"id":9007199254740993},{"id":-1}]');
  });

  test("only knows the media type that a call requests", async () => {
    const tested = client({
      getReport: ({ accept }: { accept?: string }) => (accept ? "id\n1" : { id: "1" }),
    });
    expect(await tested.kinds.getReport()).toEqual({ id: "1" });
    expect(await tested.kinds.getReport({ accept: "text/csv" })).toBe("id\n1");
  });

  test("without an operation is an error at once", () => {
    expect(() => client({ listThing: () => [] })).toThrow(/listThing is no operation/);
    expect(() => client({ toString: () => [] })).toThrow(/toString is no operation/);
    expect(() => client({ listThings: undefined })).not.toThrow();
  });
});

describe("reply", () => {
  test("with a failure gives the error of its status", async () => {
    const tested = client({
      thingsGet: () => reply(404, { detail: "gone" }, { "x-request-id": "r1" }),
      makeThing: () => reply(422, { name: ["too long"] }),
      listThings: () => reply(503, "<h1>down</h1>", { "content-type": "text/html" }),
    });
    const error = await errorOf(tested.things.get({ id: "1" }));
    expect(error).toBeInstanceOf(api.NotFoundError);
    expect(error).toMatchObject({
      status: 404,
      body: { detail: "gone" },
      requestId: "r1",
      operationId: "things/get",
      url: "https://api.example.com/v1/things/1",
    });
    const result = await tested.things.makeThing({ body: { id: "1" } }).result();
    expect(result).toMatchObject({ ok: false, status: 422 });
    expect(result.error).toBeInstanceOf(api.BadRequestError);
    expect(result.error.fields).toEqual({ name: ["too long"] });
    expect((await errorOf(tested.things.listThings())).body).toBe("<h1>down</h1>");
    expect((await tested.things.listThings().response()).headers.get("content-type")).toBe(
      "text/html",
    );
  });

  test("with a success can violate the spec, like a server", async () => {
    const tested = client({
      listThings: () => reply(200, "<html>", { "content-type": "text/html" }),
      thingsGet: () => reply(202, { id: "1" }),
      deleteThing: () => reply(204, { ignored: true }),
    });
    expect(await errorOf(tested.things.listThings())).toBeInstanceOf(api.UnreadableResponseError);
    expect(await tested.things.get({ id: "1" }).result()).toMatchObject({
      status: 202,
      data: { id: "1" },
    });
    expect(await tested.things.deleteThing({ id: "1" })).toBe(undefined);
  });

  test("with a redirect that must not be followed gives its error", async () => {
    const tested = client({
      makeThing: () => reply(302, undefined, { location: "https://other.example/" }),
    });
    expect(await errorOf(tested.things.makeThing({ body: { id: "1" } }))).toBeInstanceOf(
      api.UnexpectedRedirectError,
    );
  });
});

describe("a call", () => {
  test("of an operation without a handler rejects, and names it and the existing ones", async () => {
    const tested = client({ listThings: () => [] });
    const call = tested.things.get({ id: "1" });
    const error = await errorOf(call);
    expect(error).toBeInstanceOf(testing.MissingHandlerError);
    expect(error.message).toBe(
      "thingsGet has no handler: createTestClient({ thingsGet: () => … }). Handlers are given for listThings.",
    );
    expect(error.operation).toBe("thingsGet");
    expect(await errorOf(call.result())).toBe(error);
    expect(await errorOf(call.response())).toBe(error);
    expect((await errorOf(client({}).pages.listByCursor().all())).operation).toBe("listByCursor");
  });

  test("whose handler throws has no response", async () => {
    const tested = client({
      listThings: () => {
        throw new TypeError("socket hang up");
      },
    });
    const error = await errorOf(tested.things.listThings());
    expect(error).toBeInstanceOf(api.ConnectionError);
    expect(error.message).toContain("socket hang up");
    expect(error.cause).toBeInstanceOf(TypeError);
    expect(await tested.things.listThings().result()).toMatchObject({
      ok: false,
      status: undefined,
    });
  });

  test("with invalid arguments rejects, and no handler is called", async () => {
    const tested = client({ thingsGet: () => ({ id: "1" }) });
    expect(await errorOf(tested.things.get({}))).toBeInstanceOf(api.InvalidArgumentError);
    expect(tested.$calls).toEqual([]);
  });

  test("ends with its time limit and with its signal", async () => {
    const tested = client({ listThings: () => new Promise(() => {}) });
    expect(await errorOf(tested.things.listThings({}, { timeoutMs: 1 }))).toBeInstanceOf(
      api.TimeoutError,
    );
    const abort = new AbortController();
    const call = errorOf(tested.things.listThings({}, { signal: abort.signal }));
    abort.abort();
    expect(await call).toBeInstanceOf(api.CancelledError);
  });

  test("is retried if that is requested, and recorded once", async () => {
    let attempts = 0;
    const tested = client({
      listThings: () => (++attempts < 3 ? reply(503) : [{ id: "1" }]),
    });
    expect(await errorOf(tested.things.listThings())).toBeInstanceOf(api.ServerError);
    expect(await tested.things.listThings({}, { maxRetries: 2 })).toEqual([{ id: "1" }]);
    expect(attempts).toBe(3);
    expect(tested.$calls).toHaveLength(2);
  });

  test("sends nothing, with any options", async () => {
    const { port } = server.address() as AddressInfo;
    const tested = client({ listThings: () => [] }, { baseUrl: `http://127.0.0.1:${port}` });
    await tested.things.listThings();
    await errorOf(tested.things.get({ id: "1" }));
    await errorOf(tested.$client.send({ id: "x", method: "GET", path: "/" }, () => ({})));
    expect(requests).toBe(0);
  });
});

test("calls are recorded, each with its operation, its arguments and its options", async () => {
  const tested = client({
    listThings: () => [],
    makeThing: ({ body }: { body: unknown }) => body,
    deleteThing: () => {},
  });
  await tested.things.listThings();
  await tested.things.makeThing({ body: { id: "1" } }, { idempotencyKey: "k" });
  await errorOf(tested.things.get({ id: "1" }));
  await api.deleteThing(tested, { id: "1" });
  expect(tested.$calls).toEqual([
    { operation: "listThings", params: {}, options: {} },
    { operation: "makeThing", params: { body: { id: "1" } }, options: { idempotencyKey: "k" } },
    { operation: "deleteThing", params: { id: "1" }, options: {} },
  ]);
});

test("options are the client's: hooks are called, parameters have values", async () => {
  const urls: string[] = [];
  const tested = client(
    { listThings: () => [] },
    { orgId: "o 1", hooks: { request: ({ url }: { url: string }) => urls.push(url) } },
  );
  await tested.things.listThings();
  expect(urls).toEqual(["https://api.example.com/v1/things?org_id=o%201"]);
  expect(() => client({}, { baseUrl: "nonsense" })).toThrow(api.InvalidArgumentError);
});

describe("pages", () => {
  const pages = {
    listByCursor: ({ cursor }: { cursor?: string }) =>
      cursor === undefined
        ? { items: [{ id: "1" }, { id: "2" }], next: "c2" }
        : { items: [{ id: cursor }] },
  };

  test("follow one another, by `pages`, `items` and `all`", async () => {
    const tested = client(pages);
    expect(await tested.pages.listByCursor().all()).toEqual([
      { id: "1" },
      { id: "2" },
      { id: "c2" },
    ]);
    expect(await collect(tested.pages.listByCursor().pages())).toHaveLength(2);
    expect(await collect(api.listByCursor(tested).items())).toHaveLength(3);
    expect(tested.$calls.map(({ params }: Loaded) => params)).toEqual([
      {},
      { cursor: "c2" },
      {},
      { cursor: "c2" },
      {},
      { cursor: "c2" },
    ]);
  });

  test("of links pass their query as the arguments of the operation", async () => {
    const seen: unknown[] = [];
    const tested = client({
      listByLink: (params: Loaded) => {
        seen.push(params);
        const next = `https://api.example.com/v1/links/${params.id}?id_query=x&id=q2&size=5`;
        return params.size === 1 ? { items: [{ id: "1" }], next } : { items: [] };
      },
    });
    await tested.pages.listByLink({ id: "a", size: 1, id_query: "q1" }).all();
    expect(seen).toEqual([
      { id: "a", size: 1, id_query: "q1" },
      { id: "a", size: "5", id_query: "q2" },
    ]);
  });

  test("that fail end the loop with their error", async () => {
    const tested = client({
      listByCursor: ({ cursor }: { cursor?: string }) =>
        cursor ? reply(500) : { items: [{ id: "1" }], next: "c2" },
    });
    expect(await errorOf(tested.pages.listByCursor().all())).toBeInstanceOf(api.ServerError);
  });
});

test("no module of an application imports the code for tests", () => {
  const importing = (module: RegExp) =>
    Object.keys(files).filter((path) => module.test(files[path] ?? ""));
  expect(importing(/from "\.\/runtime\/testing\.js"/)).toEqual(["testing.ts"]);
  expect(importing(/from ".*\/test-replies\.js"/)).toEqual(["runtime/testing.ts", "testing.ts"]);
  expect(importing(/from "(\.\/|\.\.\/)testing\.js"/)).toEqual([]);
});
