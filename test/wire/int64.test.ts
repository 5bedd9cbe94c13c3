import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Arrived, answer, type Respond, serve, type TestServer } from "../runtime/server.js";
import { generateInto } from "../support/generator.js";
import { loadOutput } from "../support/load-output.js";
import { int64Spec } from "./int64-spec.js";

/** Integers of 64 bits in what clients read and send whose config says `client.int64`. */

type Operation = (client: unknown, params?: object) => Promise<unknown>;
type Call = (name: string, params?: object, options?: object) => ReturnType<Operation>;

let server: TestServer;
const calls: Record<string, Call> = {};
const modules: Record<string, Record<string, unknown>> = {};
const folders: Record<string, string> = {};
beforeAll(async () => {
  server = await serve();
  for (const int64 of ["number", "bigint", "string"] as const) {
    const output = await generateInto(int64Spec, undefined, { int64 });
    const module = await loadOutput(output);
    modules[int64] = module;
    folders[int64] = output.folder;
    const create = module["createThingsClient"] as (options: object) => unknown;
    calls[int64] = (name, params, options) =>
      (module[name] as Operation)(
        create({ baseUrl: server.url, maxRetries: 0, key: "a-key", ...options }),
        params,
      );
  }
});
afterAll(() => server.close());

const respond = (body: string, type = "application/json", status = 200) => {
  server.respond = answer(status, { "content-type": type }, body);
};
const call: Call = (...given) => calls["bigint"]?.(...given) as Promise<unknown>;
const callText: Call = (...given) => calls["string"]?.(...given) as Promise<unknown>;

const large = "9007199254740993";
const exact = 9007199254740993n;

describe("reads what the spec calls int64, whatever its size", () => {
  test.each<[operation: string, json: string, value: unknown]>([
    ["getId", large, exact],
    ["getId", `-${large}`, -exact],
    ["getId", "-9223372036854775808", -9223372036854775808n],
    ["getId", "5", 5n],
    ["getId", "-0", 0n],
    ["getId", ` ${large}\n`, exact],
    // As some languages write integers.
    ["getId", `${large}.0`, exact],
    ["getId", "9.007199254740993e15", exact],
    ["getId", "90071992547409930E-1", exact],
    ["getId", "1e3", 1000n],
    ["getId", "0e999999999999", 0n],
    // None of these is an integer of 64 bits, and nothing is rounded to one.
    ["getId", "1.5", 1.5],
    ["getId", "1e400", Number.POSITIVE_INFINITY],
    ["getId", "1e999999999999", Number.POSITIVE_INFINITY],
    ["getId", "1e-999999999999", 0],
    ["getId", `"${large}"`, large],
    ["getId", "null", null],
    ["listIds", `[1,${large}, -${large}]`, [1n, exact, -exact]],
    ["listIds", "[]", []],
    ["listIds", "{}", {}],
    [
      "getAccount",
      `{"id":1,"note":"${large}","ratio":2,"count":3,"small":4,"unsigned":18446744073709551615,
        "nothing":null,"balances":{"a":${large},"__proto__":2},"pair":[1,2],"level":1,"new":5}`,
      {
        ...{ id: 1n, note: large, ratio: 2, count: 3, small: 4, unsigned: 18446744073709551615n },
        ...{ nothing: null, pair: [1, 2n], level: 1n, new: 5 },
        balances: JSON.parse(`{"a":0,"__proto__":0}`, (key, value) =>
          key === "a" ? exact : key === "__proto__" ? 2n : value,
        ),
      },
    ],
    // What is no int64 is what JSON.parse makes of it.
    [
      "getAccount",
      `{"id":${large},"count":${large},"ratio":1.5e1,"new":[${large},1e2]}`,
      { id: exact, count: Number(large), ratio: 15, new: [Number(large), 100] },
    ],
    ["getPlain", `{"id":${large}}`, { id: Number(large) }],
    [
      "getAccount",
      `{"id":${large},"note":"\\"${large}: \\\\\\" 1e5","${large}":"\\\\"}`,
      { id: exact, note: `"${large}: \\" 1e5`, [large]: "\\" },
    ],
    [
      "getTree",
      `{"id":${large},"children":[{"id":2,"children":[{"id":-${large},"children":[]}]}]}`,
      { id: exact, children: [{ id: 2n, children: [{ id: -exact, children: [] }] }] },
    ],
    [
      "getOwner",
      `{"id":${large},"first":{"id":2},"plain":{"id":3}}`,
      { id: exact, first: { id: 2n }, plain: { id: 3 } },
    ],
    ["getShape", `{"kind":"circle","id":1}`, { kind: "circle", id: 1n }],
    ["getShape", `{"kind":"square","id":1}`, { kind: "square", id: 1 }],
    ["getShape", `{"kind":"square","id":${large}}`, { kind: "square", id: Number(large) }],
    ["getMixed", large, exact],
    ["getMixed", "0.5", 0.5],
    ["getMixed", `"${large}"`, large],
  ])("%s, sent %s", async (operation, json, value) => {
    respond(json);
    expect(await call(operation)).toEqual(value);
  });

  test("by the status of the answer", async () => {
    respond(`{"id":1}`, undefined, 200);
    expect(await call("getEither")).toEqual({ id: 1n });
    respond(`{"id":1}`, undefined, 202);
    expect(await call("getEither")).toEqual({ id: 1 });
    respond(large, undefined, 206);
    expect(await call("getEither")).toEqual(exact);
  });

  test("as text", async () => {
    respond(`{"id":1,"count":2,"unsigned":${large},"note":"${large}","balances":{"a":-${large}}}`);
    expect(await callText("getAccount")).toEqual({
      ...{ id: "1", count: 2, unsigned: large, note: large, balances: { a: `-${large}` } },
    });
  });

  test("with numbers nothing is different", async () => {
    respond(`{"id":${large}}`);
    expect(await calls["number"]?.("getAccount")).toEqual({ id: Number(large) });
  });

  test("what is nested as deeply as JSON.parse takes it", async () => {
    const depth = 20_000;
    respond(`${'{"children":['.repeat(depth)}{"id":${large}}${"]}".repeat(depth)}`);
    let tree = (await call("getTree")) as { id?: unknown; children?: unknown[] };
    while (tree.children) tree = tree.children[0] as typeof tree;
    expect(tree).toEqual({ id: exact });
  });

  test.each([`{"id":0${large}}`, `{"id":${large}`, `{${large}:1}`, `[+${large}]`, `${large} 1`])(
    "and refuses what is no JSON: %s",
    async (json) => {
      respond(json);
      await expect(call("getAccount")).rejects.toThrow("not valid JSON");
    },
  );

  test("also of what `parseJson` gives", async () => {
    respond(`{"id":1,"count":2}`);
    const parseJson = (text: string) => ({ ...JSON.parse(text), unsigned: exact });
    const value = { id: 1n, count: 2, unsigned: exact };
    expect(await call("getAccount", {}, { parseJson })).toEqual(value);
  });
});

describe("streams", () => {
  const collect = async (stream: Promise<unknown>) => {
    const found: unknown[] = [];
    for await (const each of (await stream) as AsyncIterable<unknown>) found.push(each);
    return found;
  };

  test("lines", async () => {
    respond(`{"id":${large},"count":1}\n{"id":2}\n`, "application/x-ndjson");
    expect(await collect(call("readAccounts"))).toEqual([{ id: exact, count: 1 }, { id: 2n }]);
  });

  test("events, by their names", async () => {
    const event = (name: string) => `event: ${name}\ndata: {"id":1,"text":"${large}"}\n\n`;
    respond(event("account") + event("plain"), "text/event-stream");
    const found = (await collect(call("readEvents"))) as { data: unknown }[];
    expect(found.map(({ data }) => data)).toEqual([
      { id: 1n, text: large },
      { id: 1, text: large },
    ]);
  });

  test("an event that is no JSON is refused", async () => {
    respond(`event: account\ndata: {"id":${large}\n\n`, "text/event-stream");
    await expect(collect(call("readEvents"))).rejects.toThrow("not valid JSON");
  });

  test("whoever stops reading ends the call", async () => {
    let isClosed: (() => void) | undefined;
    const closed = new Promise<void>((resolve) => {
      isClosed = resolve;
    });
    server.respond = ((response) => {
      response.on("close", () => isClosed?.());
      response.writeHead(200, { "content-type": "text/event-stream" });
      response.write(`event: account\ndata: {"id":${large}}\n\n`);
    }) satisfies Respond;
    for await (const { data } of (await call("readEvents")) as AsyncIterable<{ data: unknown }>) {
      expect(data).toEqual({ id: exact });
      break;
    }
    await closed;
  });
});

describe("failures", () => {
  const bodyOf = async (status: number, body: string, options?: object) => {
    respond(body, undefined, status);
    return call("fail", {}, options).then(
      () => undefined,
      (error: { body: unknown }) => error.body,
    );
  };

  test("have them in their bodies, by status", async () => {
    expect(await bodyOf(409, `{"id":${large}}`)).toEqual({ id: exact });
    expect(await bodyOf(404, `{"id":1}`)).toEqual({ id: 1 });
    expect(await bodyOf(409, "busy")).toBe("busy");
    expect(await bodyOf(409, "")).toBeUndefined();
  });

  test("and no credential", async () => {
    const body = `{"id":${large},"note":"not \\u0073ecret-key","secret-key":["secret-key"]}`;
    expect(await bodyOf(409, body, { key: "secret-key" })).toEqual({
      ...{ id: exact, note: "not [hidden]", "[hidden]": ["[hidden]"] },
    });
  });
});

test("headers are read by their schemas", async () => {
  server.respond = answer(204, { "x-total": large, "x-ids": `1,-${large}`, "x-page": "3" });
  const resultOf = (given: Call) =>
    (given("getHeaders") as unknown as { result(): Promise<{ headers: object }> }).result();
  expect((await resultOf(call)).headers).toEqual({
    ...{ "x-total": exact, "x-ids": [1n, -exact], "x-page": 3 },
  });
  expect((await resultOf(callText)).headers).toEqual({
    ...{ "x-total": large, "x-ids": ["1", `-${large}`], "x-page": 3 },
  });
});

describe("sends them as integers with all their digits", () => {
  const sent = async (given: Call, operation: string, params: object) => {
    let arrived: Arrived | undefined;
    server.respond = (response, request) => {
      arrived = request;
      answer(204)(response, request);
    };
    await given(operation, params);
    return { ...arrived, body: String(arrived?.body) };
  };

  test.each([
    ["bigints", () => call, exact, 1n],
    ["text", () => callText, large, "1"],
  ] as const)("%s", async (_, given, id, one) => {
    const account = { id, note: large, count: 2, unsigned: one, balances: { a: id }, level: one };
    const json = `{"id":${large},"note":"${large}","count":2,"unsigned":1,"balances":{"a":${large}},"level":1}`;
    const arrived = await sent(given(), "sendAccount", {
      ...{ id, after: one, ids: [id, one], filter: account, "X-Trace": id, body: account },
    });
    expect(arrived.body).toBe(json);
    expect(arrived.target).toContain(`/accounts/${large}?`);
    const query = new URL(arrived.target ?? "", server.url).searchParams;
    expect(query.get("filter")).toBe(json);
    expect(query.get("after")).toBe("1");
    expect(query.getAll("ids")).toEqual([large, "1"]);
    expect(arrived.headers?.["x-trace"]).toBe(large);
    // What was given is the caller's.
    expect(account.balances).toEqual({ a: id });

    const form = await sent(given(), "sendForm", { body: { id, account } });
    expect(form.body).toContain(`name="id"\r\n\r\n${large}\r\n`);
    expect(form.body).toContain(`\r\n\r\n${json}\r\n`);

    const lines = `${json}\n${json}\n`;
    expect((await sent(given(), "sendAccounts", { body: [account, account] })).body).toBe(lines);
    const stream = (async function* () {
      yield account;
      yield account;
    })();
    expect((await sent(given(), "sendAccounts", { body: stream })).body).toBe(lines);
  });

  test("what JSON cannot hold is refused by its name", async () => {
    const circle: Record<string, unknown> = { id: exact };
    circle["self"] = circle;
    for (const given of [call, callText]) {
      await expect(given("sendAccount", { id: 1n, body: circle })).rejects.toThrow(
        /body cannot be written as JSON: .*circular/i,
      );
    }
  });
});

test("pages are counted by a bigint, and end at a total that is one", async () => {
  const asked: string[] = [];
  server.respond = (response, request) => {
    asked.push(request.target);
    answer(
      200,
      { "content-type": "application/json" },
      `{"items":[${asked.length},${large}],"total":4}`,
    )(response, request);
  };
  const pages = call("listPages", { offset: 0n }) as unknown as { all(): Promise<unknown[]> };
  expect(await pages.all()).toEqual([1n, exact, 2n, exact]);
  expect(asked).toEqual(["/pages?offset=0", "/pages?offset=2"]);
});

describe("events that a server posts", () => {
  const parse = (int64: string, body: unknown) =>
    (modules[int64] as Record<string, (body: unknown) => unknown>)["parseWebhook"]?.(body);
  const paid = `{"kind":"paid","id":${large},"ids":[1],"__proto__":1}`;

  test("hold them, by their kinds", () => {
    expect(parse("bigint", paid)).toEqual({ kind: "paid", id: exact, ids: [1n] });
    expect(parse("string", paid)).toEqual({ kind: "paid", id: large, ids: ["1"] });
    expect(parse("bigint", new TextEncoder().encode(paid))).toMatchObject({ id: exact });
    expect(parse("bigint", `{"kind":"noted","id":1}`)).toEqual({ kind: "noted", id: 1 });
    expect(parse("bigint", `{"kind":"new","id":1}`)).toEqual({ kind: "new", id: 1 });
  });

  test("that a framework has parsed stay as they are for it", () => {
    const body = { kind: "paid", id: 1, ids: [2] };
    expect(parse("bigint", body)).toEqual({ kind: "paid", id: 1n, ids: [2n] });
    expect(body).toEqual({ kind: "paid", id: 1, ids: [2] });
  });

  test.each(["bigint", "string"])("whose id is no integer are refused: %s", (int64) => {
    expect(() => parse(int64, `{"kind":"paid","id":1.5}`)).toThrow(/^id must be of type/);
    expect(() => parse(int64, `{"kind":"paid","id":`)).toThrow("not valid JSON");
  });
});

test("a test's handlers answer with what the types say", async () => {
  for (const [int64, id] of [
    ["bigint", exact],
    ["string", large],
  ] as const) {
    const { href } = pathToFileURL(join(folders[int64] ?? "", "testing.js"));
    const { createTestClient } = await import(/* @vite-ignore */ href);
    const client = createTestClient({ getAccount: () => ({ id }), listIds: () => [id] });
    const { getAccount, listIds } = modules[int64] as Record<string, Operation>;
    expect(await getAccount?.(client)).toEqual({ id });
    expect(await listIds?.(client)).toEqual([id]);
  }
});
