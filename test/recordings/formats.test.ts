import { join } from "node:path";
import { brotliCompressSync, deflateSync, gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { DiagnosticError } from "../../generator/diagnostics/index.js";
import { type Exchange, readRecordings } from "../../generator/recordings/index.js";
import { makeFolder } from "../support/generator.js";

/** A file in a folder of its own. */
function fileOf(content: unknown, name = "a.har"): string {
  const text = typeof content === "string" ? content : JSON.stringify(content);
  return join(makeFolder({ [name]: text }), name);
}

function read(content: unknown, name?: string) {
  const { exchanges, warnings } = readRecordings([fileOf(content, name)]);
  return { exchanges, skipped: warnings.map(({ message }) => message) };
}

/** The message of the one error. */
function errorOf(content: unknown, name?: string): string {
  const file = fileOf(content, name);
  try {
    readRecordings([file]);
  } catch (error) {
    if (error instanceof DiagnosticError) {
      return error.diagnostics.map(({ message }) => message).join();
    }
  }
  throw new Error("there was no error");
}

/** An exchange as plain data: bodies as texts. */
function plain({ startedAt, request, response }: Exchange) {
  const body = (of: Exchange["request"]["body"]) =>
    of && { type: of.mediaType, text: of.bytes.toString(), isTruncated: of.isTruncated };
  return {
    startedAt,
    sent: `${request.method} ${request.url.href}`,
    sentHeaders: request.headers,
    marked: [...request.pathParameters],
    sentBody: body(request.body),
    status: response.status,
    headers: response.headers,
    body: body(response.body),
  };
}

const har = (...entries: object[]) => ({ log: { version: "1.2", creator: {}, entries } });
const get = (url: string, more: object = {}) => ({
  request: { method: "GET", url, headers: [], ...more },
});
const answer = (status: number, content: object = {}, headers: object[] = []) => ({
  response: { status, headers, content },
});

describe("HAR 1.2", () => {
  test("an entry is an exchange, without the password and the fragment of its URL", () => {
    const { exchanges, skipped } = read(
      har({
        startedDateTime: "2026-11-30T12:00:00.000+02:00",
        request: {
          method: "post",
          url: "https://user:secret@api.test/v1/a?x=1#part",
          headers: [
            { name: ":authority", value: "api.test" },
            { name: "Accept", value: "*/*" },
          ],
          postData: { mimeType: "application/json", text: '{"a":1}' },
        },
        ...answer(201, { size: 2, mimeType: "application/json", text: "{}" }, [
          { name: "X-A", value: "1" },
        ]),
      }),
    );
    expect(skipped).toEqual([]);
    expect(exchanges.map(plain)).toEqual([
      {
        startedAt: "2026-11-30T10:00:00.000Z",
        sent: "POST https://api.test/v1/a?x=1",
        sentHeaders: [["Accept", "*/*"]],
        marked: [],
        sentBody: { type: "application/json", text: '{"a":1}', isTruncated: false },
        status: 201,
        headers: [["X-A", "1"]],
        body: { type: "application/json", text: "{}", isTruncated: false },
      },
    ]);
  });

  const bodyOf = (content: object) => {
    const { exchanges } = read(har({ ...get("https://api.test/"), ...answer(200, content) }));
    return exchanges.map(plain)[0]?.body;
  };

  test.each([
    [
      "base64",
      { size: 3, mimeType: "text/plain", text: "w6Rh", encoding: "base64" },
      { text: "äa", isTruncated: false },
    ],
    ["a size in characters", { size: 2, text: "äa" }, { text: "äa", isTruncated: false }],
    ["a size in bytes", { size: 3, text: "äa" }, { text: "äa", isTruncated: false }],
    ["a text that was cut", { size: 9, text: "äa" }, { text: "äa", isTruncated: true }],
    ["a body that was left out", { size: 9 }, { text: "", isTruncated: true }],
    ["a size that is not known", { size: -1, text: "a" }, { text: "a", isTruncated: false }],
    ["no body", { size: 0, mimeType: "x-unknown" }, undefined],
  ])("%s", (_, content, expected) => {
    if (expected === undefined) expect(bodyOf(content)).toBeUndefined();
    else expect(bodyOf(content)).toMatchObject(expected);
  });

  const answered = '{"a":1}';
  test.each([
    ["gzip", gzipSync(answered)],
    ["x-gzip", gzipSync(answered)],
    ["deflate", deflateSync(answered)],
    ["BR", brotliCompressSync(answered)],
    ["gzip", Buffer.from(answered)],
    ["snappy", Buffer.from(answered)],
  ])("bytes in %s, or that only were", (value, bytes) => {
    const content = { size: bytes.length, text: bytes.toString("base64"), encoding: "base64" };
    const headers = [{ name: "Content-Encoding", value }];
    const { exchanges } = read(
      har({ ...get("https://api.test/"), ...answer(200, content, headers) }),
    );
    expect(exchanges.map(plain)[0]?.body).toMatchObject({ text: answered, isTruncated: false });
  });

  test.each([
    ["was left out", { postData: { mimeType: "application/json" }, bodySize: -1 }, true],
    ["is nothing", { postData: { mimeType: "application/json" }, bodySize: 0 }, undefined],
    ["is a file", { postData: { mimeType: "multipart/form-data", params: [] } }, true],
    ["is not there", { bodySize: -1 }, undefined],
    ["has no type", { postData: { mimeType: "", params: [] }, bodySize: -1 }, undefined],
  ])("a body that was sent and %s", (_, sent, isTruncated) => {
    const { exchanges } = read(
      har({ ...get("https://api.test/", { method: "POST", ...sent }), ...answer(200) }),
    );
    expect(exchanges.map(plain)[0]?.sentBody?.isTruncated).toBe(isTruncated);
  });

  test("a form may be recorded as its fields", () => {
    const postData = {
      mimeType: "application/x-www-form-urlencoded",
      params: [{ name: "a b", value: "1&2" }, { name: "c" }],
    };
    const { exchanges } = read(
      har({ ...get("https://api.test/", { method: "POST", postData }), ...answer(200) }),
    );
    expect(exchanges.map(plain)[0]?.sentBody?.text).toBe("a+b=1%262&c=");
  });

  test("entries that cannot be used are told once for each reason, and the others are read", () => {
    const { exchanges, skipped } = read(
      har(
        { ...get("https://api.test/1"), ...answer(0) },
        { ...get("https://api.test/2"), ...answer(0) },
        { ...get("/relative?key=secret"), ...answer(200) },
        { ...get("data:text/plain,secret"), ...answer(200) },
        { ...get("https://api.test/5", { method: "G T" }), ...answer(200) },
        { ...get("https://api.test/6"), ...answer(999) },
        { ...get("https://api.test/7"), ...answer(200) },
        null as unknown as object,
      ),
    );
    expect(exchanges.map(({ place }) => place.index)).toEqual([7]);
    expect(skipped.map((message) => message.replace(/^.*?: /, ""))).toEqual([
      "entry 1 and 1 more: it got no answer",
      "entry 3: its URL is not absolute",
      "entry 4: its URL is neither http nor https",
      "entry 5 and 1 more: it has no method",
      "entry 6: its status is not a number from 100 to 599",
    ]);
  });
});

describe("NDJSON", () => {
  const line = (more: object = {}) =>
    JSON.stringify({
      schemaVersion: 1,
      request: { method: "GET", url: "https://api.test/a", headers: [] },
      response: { status: 200, headers: [["Content-Type", "text/plain"]], body: { text: "a" } },
      ...more,
    });

  test("a line is an exchange; its body has the type of its header", () => {
    const { exchanges } = read(
      `${line({ startedAt: "2026-11-30T10:00:00Z" })}\r\n\n${line()}\n`,
      "a.ndjson",
    );
    expect(exchanges.map(({ place }) => place.line)).toEqual([1, 3]);
    expect(exchanges.map(plain)[0]).toMatchObject({
      startedAt: "2026-11-30T10:00:00.000Z",
      sent: "GET https://api.test/a",
      body: { type: "text/plain", text: "a", isTruncated: false },
    });
  });

  test("bytes are in base64, and may be cut", () => {
    const response = { status: 200, body: { base64: "w6Q=", mediaType: "a/b", isTruncated: true } };
    const { exchanges } = read(line({ response }), "a.ndjson");
    expect(exchanges.map(plain)[0]?.body).toEqual({ type: "a/b", text: "ä", isTruncated: true });
  });

  test("a last line that was cut off costs only itself", () => {
    const { exchanges, skipped } = read(`${line()}\n${line().slice(0, 50)}`, "a.ndjson");
    expect(exchanges.length).toBe(1);
    expect(skipped.join()).toContain("entry 2: line 2: it is not a JSON object");
  });

  test("lines of another version are not read", () => {
    expect(errorOf(line({ schemaVersion: 2 }), "a.ndjson")).toContain(
      "no entry can be used; the first: line 1: its `schemaVersion` is not 1",
    );
  });
});

describe("Postman collections", () => {
  const schema = "https://schema.getpostman.com/json/collection/v2.1.0/collection.json";
  const collection = (item: object[], variable: object[] = []) => ({
    info: { name: "Shop", schema },
    item,
    variable,
  });
  const saved = (request: unknown, more: object = {}) => ({
    name: "one",
    request,
    response: [{ name: "OK", originalRequest: request, code: 200, body: "{}", ...more }],
  });

  test("a saved answer is an exchange; variables of the collection and of folders are filled in", () => {
    const url = {
      raw: "{{base}}/v1/parts/:id/lots?limit={{limit}}",
      variable: [{ key: "id", value: "42" }],
    };
    const folder = {
      name: "Parts",
      variable: [{ key: "limit", value: 10 }],
      item: [
        saved(
          {
            method: "PUT",
            url,
            header: [
              { key: "X-A", value: "{{limit}}" },
              { key: "X-B", value: "b", disabled: true },
            ],
            body: { mode: "raw", raw: '{"a":1}', options: { raw: { language: "json" } } },
          },
          { header: [{ key: "Content-Type", value: "application/json" }] },
        ),
      ],
    };
    const { exchanges } = read(
      collection(
        [folder],
        [
          { key: "base", value: "https://{{host}}" },
          { key: "host", value: "api.test" },
        ],
      ),
      "a.json",
    );
    expect(exchanges.map(plain)).toEqual([
      {
        startedAt: undefined,
        sent: "PUT https://api.test/v1/parts/42/lots?limit=10",
        sentHeaders: [["X-A", "10"]],
        marked: [[2, "id"]],
        sentBody: { type: "application/json", text: '{"a":1}', isTruncated: false },
        status: 200,
        headers: [["Content-Type", "application/json"]],
        body: { type: "application/json", text: "{}", isTruncated: false },
      },
    ]);
  });

  test.each([
    ["an address alone", "https://api.test/a", "GET https://api.test/a", []],
    ["no scheme", { method: "GET", url: "api.test/a" }, "GET http://api.test/a", []],
    [
      "a segment that is a variable without a value",
      { method: "GET", url: { raw: "https://api.test/a/{{id}}" } },
      "GET https://api.test/a/%7B%7Bid%7D%7D",
      [[1, "id"]],
    ],
  ])("%s", (_, request, sent, marked) => {
    const [exchange] = read(collection([saved(request)]), "a.json").exchanges.map(plain);
    expect(exchange).toMatchObject({ sent, marked });
  });

  test("a variable that stands for itself ends", () => {
    const request = { method: "GET", url: "https://api.test/{{a}}" };
    const loop = [
      { key: "a", value: "{{b}}{{b}}" },
      { key: "b", value: "{{a}}{{a}}" },
    ];
    expect(read(collection([saved(request)], loop), "a.json").exchanges.length).toBe(1);
  });

  test("a server that is not known is told by the name of its variable", () => {
    const unknown = saved({ method: "GET", url: "{{baseUrl}}/a" });
    const { skipped } = read(collection([unknown, saved("https://api.test/a")]), "a.json");
    expect(skipped.join()).toContain(
      "entry 1: its server is the variable baseUrl, which the collection does not define",
    );
  });

  test("without saved answers, the message says how to get some", () => {
    const item = { name: "one", request: "https://api.test/a", response: [] };
    expect(errorOf(collection([item]), "a.json")).toContain(
      "no request of this Postman collection has a saved answer; in Postman, send each request",
    );
  });
});

describe("what is no recording", () => {
  test.each([
    ["an empty file", "", "it is empty"],
    ["HTML", "<!doctype html>", "it is not valid JSON"],
    ["JSON that was cut off", '{"log":{"entries":[{"request"', "it is not valid JSON"],
    ["other JSON", "{}", "it is JSON, but neither HAR"],
    ["null", "null", "it is JSON, but neither HAR"],
    ["no entries", har(), "this HAR has no entries"],
  ])("%s", (_, content, expected) => {
    expect(errorOf(content)).toContain(expected);
  });

  test("a file that does not exist", () => {
    expect(() => readRecordings([join(makeFolder(), "no.har")])).toThrow(DiagnosticError);
  });
});
