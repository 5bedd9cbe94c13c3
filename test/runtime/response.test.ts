import { gzipSync } from "node:zlib";
import { afterAll, describe, expect, test } from "vitest";
import { UnreadableResponseError } from "../../generator/runtime/index.js";
import { readBlob, readByStatus, readJson, readText } from "../../generator/runtime/readers.js";
import { callerOf } from "./client.js";
import { answer, json, type Respond, serve } from "./server.js";

const server = await serve();
afterAll(() => server.close());
const call = callerOf({ baseUrl: server.url });

function resultOf(respond: Respond, operation: Parameters<typeof call>[0] = {}) {
  server.respond = respond;
  return call(operation).result();
}

const typed = (type: string, body: string | Uint8Array, status = 200) =>
  answer(status, { "content-type": type }, body);

describe("success where JSON is expected", () => {
  test.each<[string, Respond, number, unknown]>([
    ["200 with JSON", json({ a: [1, null] }), 200, { a: [1, null] }],
    ["201 with JSON", json([], 201), 201, []],
    ["200 with null", json(null), 200, null],
    ["200 with false", json(false), 200, false],
    ["200 with empty text", json(""), 200, ""],
    ["299", json(1, 299), 299, 1],
    ["a charset parameter", typed("application/json; charset=utf-8", '"ü"'), 200, "ü"],
    ["a charset in capitals", typed('Application/JSON;Charset="UTF-8"', '"ü"'), 200, "ü"],
    ["+json", typed("application/problem+json", '{"a":1}'), 200, { a: 1 }],
    ["text/json", typed("text/json", "{}"), 200, {}],
    ["no content type", answer(200, {}, '{"a":1}'), 200, { a: 1 }],
    ["a byte order mark", typed("application/json", "\ufeff{}"), 200, {}],
    ["204", answer(204), 204, undefined],
    ["204 with a content type", answer(204, { "content-type": "text/html" }), 204, undefined],
    ["205", answer(205), 205, undefined],
    [
      "200 in chunks that split a character",
      chunks('{"a":"', "\xc3", "\xbc", '"}'),
      200,
      { a: "ü" },
    ],
  ])("%s", async (_, respond, status, data) => {
    const result = await resultOf(respond);
    expect(result).toEqual({ ok: true, status, data, response: expect.any(Response) });
    expect(result.response?.bodyUsed ?? true).toBe(status !== 204 && status !== 205);
  });
});

test("the answer to HEAD has no data, but its headers", async () => {
  const head = answer(200, { "content-type": "application/json", "content-length": "17" });
  const result = await resultOf(head, { method: "HEAD" });
  expect(result).toMatchObject({ ok: true, status: 200, data: undefined });
  expect(result.response?.headers.get("content-length")).toBe("17");
});

describe("cannot be read:", () => {
  const html = "<!doctype html><title>Sign in</title>";

  test.each<[string, Respond, RegExp, unknown]>([
    [
      "HTML on 200",
      typed("text/html; charset=utf-8", html),
      /its body is text\/html.*, not application\/json/,
      undefined,
    ],
    [
      "text on 200",
      typed("text/plain", '{"a":1}'),
      /its body is text\/plain, not application\/json/,
      undefined,
    ],
    ["HTML that is called JSON", typed("application/json", html), /is not valid JSON/, undefined],
    ["HTML without a type", answer(200, {}, html), /is not valid JSON/, undefined],
    ["broken JSON", typed("application/json", '{"a":'), /is not valid JSON/, undefined],
    ["a body that is cut", cutAfter("100", '{"a":'), /its body cannot be read/, TypeError],
    ["chunks that are cut", cutAfter(undefined, '{"a":1}'), /its body cannot be read/, TypeError],
  ])("%s", async (_, respond, problem, cause) => {
    const result = await resultOf(respond);
    expect(result).toEqual({
      ok: false,
      status: undefined,
      error: expect.any(UnreadableResponseError),
      response: undefined,
    });
    const error = result.ok ? undefined : (result.error as UnreadableResponseError);
    expect(error?.message).toMatch(problem);
    expect(error?.message).toContain(`GET ${server.url}/things/ (listThings): status 200, but `);
    expect(error?.response.status).toBe(200);
    if (cause === undefined) expect(error).not.toHaveProperty("cause");
    else expect(error?.cause).toBeInstanceOf(cause);
  });

  test("a failure whose body is cut", async () => {
    const result = await resultOf(cutAfter("100", "Bad gate", 502));
    expect(result).toMatchObject({ ok: false, status: undefined });
    expect(result.ok ? "" : result.error.message).toMatch(
      /status 502, but its body cannot be read/,
    );
  });
});

describe("failure", () => {
  test.each<[string, Respond, number, unknown]>([
    ["JSON", json({ detail: "no" }, 400), 400, { detail: "no" }],
    ["+json", typed("application/problem+json", '{"a":1}', 422), 422, { a: 1 }],
    ["JSON that is called text", typed("text/plain", '{"a":1}', 400), 400, { a: 1 }],
    ["HTML", typed("text/html", "<p>Bad gateway", 502), 502, "<p>Bad gateway"],
    ["broken JSON", typed("application/json", '{"a":', 500), 500, '{"a":'],
    ["an empty 500 of length 0", answer(500, { "content-length": "0" }), 500, undefined],
    ["an empty 500 in chunks", chunks.with(500), 500, undefined],
    ["an empty 404", answer(404), 404, undefined],
    ["304", answer(304), 304, undefined],
    ["a status without a name", json({}, 599), 599, {}],
  ])("%s", async (_, respond, status, body) => {
    const result = await resultOf(respond);
    expect(result).toMatchObject({ ok: false, status, error: { status } });
    expect(result.ok ? undefined : result.error).toHaveProperty("body", body);
    expect(result.response?.status).toBe(status);
  });
});

describe("success without a body where JSON is expected", () => {
  const empty: [string, Respond][] = [
    ["without a type", answer(200)],
    ["as JSON", typed("application/json", "")],
    ["as HTML", typed("text/html", "")],
    ["of length 0", answer(200, { "content-length": "0" })],
    ["in chunks", chunks()],
  ];

  test.each(empty)("is undefined for a write, %s", async (_, respond) => {
    for (const method of ["POST", "PUT", "PATCH", "DELETE"]) {
      const result = await resultOf(respond, { method });
      expect(result, method).toMatchObject({ ok: true, data: undefined });
    }
  });

  test.each(empty)("is unreadable for a read, %s", async (_, respond) => {
    for (const method of ["GET", "QUERY"]) {
      const result = await resultOf(respond, { method });
      expect(result, method).toMatchObject({
        ok: false,
        error: { name: "UnreadableResponseError" },
      });
    }
  });
});

test("what is compressed twice is an error that says so", async () => {
  const twice = gzipSync(gzipSync('{"a":1}'));
  const headers = { "content-type": "application/json", "content-encoding": "gzip" };
  const result = await resultOf(answer(200, headers, twice));
  expect(result.ok ? "" : result.error.message).toMatch(
    /status 200, but its body is compressed twice$/,
  );
  // What all of the encodings are named for is read.
  const named = answer(200, { ...headers, "content-encoding": "gzip, gzip" }, twice);
  expect(await resultOf(named)).toMatchObject({ data: { a: 1 } });
});

describe("text is expected", () => {
  test.each([
    ["text/plain", "text/plain", '{"a":1}'],
    ["text/csv", "text/csv; charset=utf-8", "a,ü"],
    ["text/plain; charset=utf-8", "text/plain", "a"],
    ["text/plain", "", "a"],
    ["text/plain", "text/plain", ""],
    ["text/plain", "", ""],
    ["text/plain", "application/json", '{ "a": 1 }'],
    ["text/plain", "application/octet-stream", "a"],
  ])("%s, %s answered with %j", async (accept, type, body) => {
    const respond = answer(200, type ? { "content-type": type } : {}, body);
    expect(await resultOf(respond, { accept, read: readText })).toMatchObject({
      ok: true,
      data: body,
    });
  });
});

describe("bytes are expected", () => {
  const bytes = new Uint8Array([0, 255, 128, 10]);

  test.each(["application/pdf", "application/octet-stream"])("as %s", async (accept) => {
    const result = await resultOf(typed(accept, bytes), { accept, read: readBlob });
    const data = result.ok ? (result.data as Blob) : undefined;
    expect(data).toBeInstanceOf(Blob);
    expect(data?.type).toBe(accept);
    expect(new Uint8Array((await data?.arrayBuffer()) as ArrayBuffer)).toEqual(bytes);
  });

  test.each(["application/json", "text/html", ""])("but a server says %j", async (type) => {
    const body = '{ "keep":  "my spacing" }';
    const respond = answer(200, type ? { "content-type": type } : {}, body);
    const accept = "application/octet-stream";
    const result = await resultOf(respond, { accept, read: readBlob });
    expect(await (result.ok ? (result.data as Blob) : undefined)?.text()).toBe(body);
  });

  test("and none come", async () => {
    const result = await resultOf(answer(200), { accept: "application/pdf", read: readBlob });
    expect(result.ok && result.data).toMatchObject({ size: 0 });
  });

  test("but 204 has none", async () => {
    const result = await resultOf(answer(204), { accept: "application/pdf", read: readBlob });
    expect(result).toMatchObject({ ok: true, data: undefined });
  });

  test("and a failure is read as JSON or text all the same", async () => {
    const result = await resultOf(json({ a: 1 }, 404), {
      accept: "application/pdf",
      read: readBlob,
    });
    expect(result).toMatchObject({ ok: false, status: 404, error: { body: { a: 1 } } });
  });
});

test("of an operation with several types the status says which is promised", async () => {
  const readers = { 200: readJson, "2XX": readText, 202: readBlob };
  const operation = { accept: "application/json, text/plain", read: readByStatus, readers };
  const dataOf = async (status: number) => {
    const result = await resultOf(typed("application/json", '"a"', status), operation);
    return result.ok && result.data;
  };
  expect(await dataOf(200)).toBe("a");
  expect(await dataOf(201)).toBe('"a"');
  expect(await dataOf(202)).toBeInstanceOf(Blob);
  const others = { ...operation, readers: { 201: readText } };
  expect(await resultOf(typed("text/plain", "a", 203), others)).toMatchObject({ data: "a" });
});

/** Answers without a Content-Length; each text is a chunk, one byte a character. */
function chunks(...texts: string[]): Respond {
  return chunked(200, texts);
}
chunks.with = (status: number): Respond => chunked(status, []);

function chunked(status: number, texts: readonly string[]): Respond {
  return async (response) => {
    response.writeHead(status, { "content-type": "application/json" });
    response.flushHeaders();
    for (const text of texts) {
      await new Promise((resolve) => response.write(Buffer.from(text, "latin1"), resolve));
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    response.end();
  };
}

/** Closes the connection before the promised length, or before the last chunk. */
function cutAfter(length: string | undefined, text: string, status = 200): Respond {
  return (response) => {
    response.writeHead(status, {
      "content-type": "application/json",
      ...(length ? { "content-length": length } : {}),
    });
    response.write(text, () => setTimeout(() => response.destroy(), 20));
  };
}
