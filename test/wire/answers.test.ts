import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Arrived, serve, type TestServer } from "../runtime/server.js";
import { generateInto, repository, specWith } from "../support/generator.js";
import { loadOutput } from "../support/load-output.js";

/** What generated functions do with media types and statuses, over HTTP. */

interface Result {
  readonly ok: boolean;
  readonly status: number | undefined;
  readonly data?: unknown;
  readonly error?: Error & { readonly body?: unknown; readonly headers?: Headers };
}
type Call = Promise<unknown> & { result(): Promise<Result> };
type Operation = (client: unknown, params?: object, options?: object) => Call;

let server: TestServer;
beforeAll(async () => {
  server = await serve();
});
afterAll(() => server.close());

/** The functions of a client, and a client that talks to the server. */
async function clientOf(spec: string, create: string) {
  const module = await loadOutput(await generateInto(spec));
  const make = module[create] as (options: object) => unknown;
  const client = make({ baseUrl: server.url, maxRetries: 0 });
  return { client, operations: module as Record<string, Operation> };
}

const typed = (type: string, body: string) => (response: import("node:http").ServerResponse) => {
  response.setHeader("content-type", type);
  response.end(body);
};

describe("media types", () => {
  const spec = readFileSync(`${repository}test/micro/media-types/openapi.yaml`, "utf8");
  let operations: Record<string, Operation>;
  let client: unknown;
  beforeAll(async () => {
    ({ operations, client } = await clientOf(spec, "createMediaTypesClient"));
  });
  const call = (name: string, params?: object) => {
    const operation = operations[name];
    if (!operation) throw new Error(`there is no ${name}`);
    return operation(client, params);
  };
  const sent = async (name: string, params?: object): Promise<Arrived> => {
    server.respond = (response) => response.writeHead(204).end();
    await call(name, params).result();
    const [arrived] = server.take();
    if (!arrived) throw new Error("nothing arrived");
    return arrived;
  };

  const bodies = [
    { given: { body: { name: "a" } }, type: "application/json", text: '{"name":"a"}' },
    { given: { contentType: "text/csv", body: "name" }, type: "text/csv", text: "name" },
    {
      given: { contentType: "application/x-www-form-urlencoded", body: { name: "a b" } },
      type: "application/x-www-form-urlencoded",
      text: "name=a+b",
    },
  ];
  test.each(bodies)("a body goes as $type", async ({ given, type, text }) => {
    const { headers, body } = await sent("importThings", { id: 1, ...given });
    expect([headers["content-type"], body.toString()]).toEqual([type, text]);
  });

  test("of a range the call's is sent, else the file's own", async () => {
    const body = new Blob(["x"], { type: "image/gif" });
    const named = await sent("setPicture", { contentType: "image/png", body });
    expect(named.headers["content-type"]).toBe("image/png");
    expect((await sent("setPicture", { body })).headers["content-type"]).toBe("image/gif");
  });

  const answers = [
    { accept: undefined, sends: "application/json", body: '[{"name":"a"}]', want: [{ name: "a" }] },
    { accept: "text/csv", sends: "text/csv", body: "name", want: "name" },
    { accept: "text/csv", sends: "text/csv; charset=utf-8", body: "name", want: "name" },
  ];
  test.each(answers)("asked for $accept, $sends is read", async ({ accept, sends, body, want }) => {
    server.respond = typed(sends, body);
    expect(await call("getReport", { accept })).toEqual(want);
    expect(server.take()[0]?.headers.accept).toBe(
      // The spec says of 202 that it comes, and not what.
      `${accept ?? "application/json"}, */*;q=0.1`,
    );
  });

  test("asked for a file, a Blob is read; asked for lines, they come one by one", async () => {
    server.respond = typed("application/pdf", "%PDF");
    const file = (await call("getReport", { accept: "application/pdf" })) as Blob;
    expect(await file.text()).toBe("%PDF");
    expect(server.take()[0]?.headers.accept).toBe("application/pdf, */*;q=0.1");

    server.respond = typed("application/x-ndjson", '{"name":"a"}\n{"name":"b"}\n');
    const lines = (await call("getReport", {
      accept: "application/x-ndjson",
    })) as AsyncIterable<unknown>;
    const read: unknown[] = [];
    for await (const line of lines) read.push(line);
    expect(read).toEqual([{ name: "a" }, { name: "b" }]);
    server.take();
  });

  const wrong = [
    { name: "importThings", given: { id: 1, contentType: "text/html", body: "a" } },
    { name: "setPicture", given: { contentType: "image/", body: "a" } },
    { name: "setPicture", given: { contentType: "image/png\r\nx: y", body: "a" } },
    { name: "getReport", given: { accept: "constructor" } },
    { name: "getReport", given: { accept: 5 } },
  ];
  test.each(wrong)("$name with $given is refused, and nothing is sent", async ({ name, given }) => {
    const problem = call(name, given);
    await expect(problem).rejects.toThrow(/^(contentType|accept) must be one of /);
    await expect(problem.result()).rejects.toThrow();
    expect(server.take()).toEqual([]);
  });
});

describe("requests", () => {
  const parameter = (place: string, mediaType: string, type: string) => ({
    in: place,
    name: `${place}1`,
    required: true,
    content: { [mediaType]: { schema: { type } } },
  });
  const spec = specWith({
    "GET /a#Target=B": {
      operationId: "fragment",
      parameters: [{ in: "query", name: "q", schema: { type: "string" } }],
    },
    "GET /a/{b#c}#d": { operationId: "hash" },
    "GET /text/{path1}": {
      operationId: "text",
      parameters: [
        parameter("path", "text/plain", "string"),
        parameter("query", "application/jwt", "string"),
        parameter("header", "text/plain", "integer"),
        parameter("cookie", "application/vnd.a+json", "object"),
      ],
    },
  });
  let operations: Record<string, Operation>;
  let client: unknown;
  beforeAll(async () => {
    ({ operations, client } = await clientOf(spec, "createThingsClient"));
  });
  const send = async (name: string, params: object) => {
    server.respond = (response) => response.writeHead(204).end();
    await operations[name]?.(client, params);
    return server.take()[0];
  };

  test("have no fragment in their path, behind which a query would be lost", async () => {
    expect((await send("fragment", { q: "x" }))?.target).toBe("/a?q=x");
    expect((await send("hash", { "b#c": "x" }))?.target).toBe("/a/x");
  });

  test("hold a parameter as its media type says: JSON, or the text as it is", async () => {
    const arrived = await send("text", { path1: "a b", query1: "a.b", header1: 1, cookie1: {} });
    expect(arrived?.target).toBe("/text/a%20b?query1=a.b");
    expect(arrived?.headers).toMatchObject({ header1: "1", cookie: "cookie1=%7B%7D" });
    await expect(send("text", { path1: "a", query1: [], header1: 1, cookie1: {} })).rejects.toThrow(
      "query1 cannot be sent as text: a list",
    );
  });
});

describe("statuses", () => {
  const content = (type: string) => ({
    content: { "application/json": { schema: { type } } },
  });
  const spec = specWith({
    "GET /lone": { operationId: "lone", responses: { default: content("string") } },
    "GET /some": {
      operationId: "some",
      responses: { 200: content("integer"), "2XX": content("string"), 204: content("boolean") },
    },
    "HEAD /some": { operationId: "head", responses: { 200: content("string") } },
    "DELETE /some": {
      operationId: "remove",
      requestBody: { content: { "application/json": { schema: { type: "object" } } } },
      responses: { 200: {} },
    },
    "GET /moved": {
      operationId: "moved",
      responses: { 200: content("string"), 302: {}, 304: content("string"), 307: {} },
    },
    "GET /gone": { operationId: "gone", responses: { 200: content("string") } },
    "GET /text": {
      operationId: "text",
      responses: {
        200: {
          content: {
            "text/csv": { schema: { type: "array", items: { type: "string" } } },
            "text/html": { schema: { type: "string", enum: ["<a>"] } },
          },
        },
      },
    },
    "GET /form": {
      operationId: "form",
      responses: { 200: { content: { "multipart/form-data": {} } } },
    },
  });
  let operations: Record<string, Operation>;
  let client: unknown;
  beforeAll(async () => {
    ({ operations, client } = await clientOf(spec, "createThingsClient"));
  });
  const cases = [
    { call: "lone", status: 200, body: '"a"', want: { ok: true, status: 200, data: "a" } },
    { call: "lone", status: 299, body: '"a"', want: { ok: true, status: 299, data: "a" } },
    { call: "lone", status: 500, body: '"a"', want: { ok: false, status: 500 } },
    { call: "some", status: 200, body: "1", want: { ok: true, status: 200, data: 1 } },
    { call: "some", status: 206, body: '"a"', want: { ok: true, status: 206, data: "a" } },
    { call: "some", status: 204, body: "", want: { ok: true, status: 204, data: undefined } },
    { call: "head", status: 200, body: "", want: { ok: true, status: 200, data: undefined } },
    { call: "remove", status: 200, body: "", want: { ok: true, status: 200, data: undefined } },
    // Documented redirects are answers with their status; others are told apart from them.
    { call: "moved", status: 302, to: "https://a.example/", want: { ok: false, status: 302 } },
    { call: "moved", status: 304, want: { ok: false, status: 304 } },
    { call: "moved", status: 307, want: { ok: false, status: 307 } },
    { call: "gone", status: 302, to: "https://a.example/", want: { ok: false, status: undefined } },
    { call: "gone", status: 304, want: { ok: false, status: 304 } },
  ];
  test.each(cases)(
    "$call that is answered with $status",
    async ({ call, status, body, to, want }) => {
      server.respond = (response) => {
        if (to) response.setHeader("location", to);
        if (body) response.setHeader("content-type", "application/json");
        response.writeHead(status).end(body);
      };
      const result = await operations[call]?.(
        client,
        call === "remove" ? { body: { a: 1 } } : {},
      ).result();
      expect(result).toMatchObject(want);
      if (to && want.status) expect(result?.error?.headers?.get("location")).toBe(to);
      const [arrived] = server.take();
      if (call === "remove") expect(arrived?.body.toString()).toBe('{"a":1}');
      if (!want.ok) await expect(operations[call]?.(client)).rejects.toThrow(Error);
      server.take();
    },
  );

  test("a documented redirect within the origin is still followed", async () => {
    server.respond = (response, { target }) => {
      if (target === "/there") typed("application/json", '"b"')(response);
      else response.writeHead(302, { location: "/there" }).end();
    };
    expect(await operations["moved"]?.(client)).toBe("b");
    server.take();
  });

  test("a form that a server answers with is a file", async () => {
    server.respond = typed("multipart/form-data; boundary=x", "--x--");
    expect(await operations["form"]?.(client)).toBeInstanceOf(Blob);
    server.take();
  });

  test("their types say so", async () => {
    const { files } = await generateInto(spec);
    const group = files["groups/default.ts"] ?? "";
    const typeOf = (name: string) => new RegExp(`export type ${name} = (.*);`).exec(group)?.[1];
    expect(typeOf("LoneResult")).toBe("Success<Status2XX, string> | Failure | Unanswered");
    expect(typeOf("SomeData")).toMatchInlineSnapshot(`"number | undefined | string"`);
    expect(typeOf("SomeResult")).toMatchInlineSnapshot(
      `"Success<200, number> | Success<204, undefined> | Success<Exclude<Status2XX, 200 | 204>, string> | Failure | Unanswered"`,
    );
    expect(typeOf("HeadData")).toBe("undefined");
    expect(typeOf("MovedResult")).toMatchInlineSnapshot(
      `"Success<200, string> | FailedWith<302, undefined> | FailedWith<304, undefined> | FailedWith<307, undefined> | FailureByStatus[400 | 401 | 403 | 404 | 409 | 422 | 429] | OtherFailure<302 | 304 | 307> | OtherServerFailure | Unanswered"`,
    );
    expect(typeOf("FormData")).toBe("Blob");
    // What a schema makes of text is nothing that is read.
    expect(typeOf('TextData<\\$Accept .*? = "text/csv">')).toBe(
      '{ "text/csv": string; "text/html": "<a>" }[$Accept]',
    );
  });
});
