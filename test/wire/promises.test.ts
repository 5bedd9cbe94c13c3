import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { formOf } from "../../generator/media-type.js";
import { isLinesType } from "../../generator/runtime/streams.js";
import { answer, serve, type TestServer } from "../runtime/server.js";
import { generateInto, specWith } from "../support/generator.js";
import { loadOutput } from "../support/load-output.js";

/** What the spec promises decides how an answer is read, whatever the server calls it. */

type Operation = (client: unknown, params?: object) => Promise<unknown>;

const content = (types: Readonly<Record<string, object>>) => ({
  responses: {
    200: {
      content: Object.fromEntries(
        Object.entries(types).map(([type, schema]) => [type, { schema }]),
      ),
    },
  },
});
const anyOf = (schema: object) => content({ "*/*": schema });
const binary = { type: "string", format: "binary" };
const text = { type: "string" };
const spec = specWith({
  "GET /nothing": { operationId: "nothing", responses: { 200: {} } },
  "POST /either": { operationId: "either", responses: { 200: {}, 204: {} } },
  "GET /unsaid": { operationId: "unsaid", responses: { 404: {} } },
  "GET /ranged": { operationId: "ranged", responses: { 200: { content: { "*/*": {} } } } },
  "GET /open": { operationId: "open", ...anyOf({}) },
  "GET /starText": { operationId: "starText", ...anyOf(text) },
  "GET /starByte": { operationId: "starByte", ...anyOf({ type: "string", format: "byte" }) },
  "GET /starObject": { operationId: "starObject", ...anyOf({ type: "object" }) },
  "GET /starFile": { operationId: "starFile", ...anyOf(binary) },
  "GET /starImage": {
    operationId: "starImage",
    ...anyOf({ type: "string", contentMediaType: "image/png" }),
  },
  "GET /file": { operationId: "file", ...content({ "application/octet-stream": binary }) },
  "GET /csv": { operationId: "csv", ...content({ "text/csv": text }) },
  "GET /json": { operationId: "json", ...content({ "application/json": { type: "object" } }) },
  "GET /lines": { operationId: "lines", ...content({ "application/jsonl": { type: "integer" } }) },
  "GET /sequence": {
    operationId: "sequence",
    ...content({ "application/json-seq": { type: "integer" } }),
  },
  "GET /mixed": {
    operationId: "mixed",
    responses: {
      200: { content: { "application/json": { schema: { type: "integer" } } } },
      202: { content: { "text/plain": { schema: text } } },
      203: {},
      204: {},
    },
  },
});

let server: TestServer;
let operations: Record<string, Operation>;
let client: unknown;
let types: (name: string) => string | undefined;
beforeAll(async () => {
  server = await serve();
  const output = await generateInto(spec);
  const group = output.files["groups/default.ts"] ?? "";
  types = (name) => new RegExp(`export type ${name}Data = (.*);`).exec(group)?.[1];
  operations = (await loadOutput(output)) as Record<string, Operation>;
  const create = operations["createThingsClient"] as unknown as (options: object) => unknown;
  client = create({ baseUrl: server.url, maxRetries: 0 });
});
afterAll(() => server.close());

/** What a call gives for an answer: a Blob as its bytes, an error as its name. */
async function read(name: string, type: string, body: string | Uint8Array, status = 200) {
  server.respond = answer(status, type ? { "content-type": type } : {}, body);
  const data: unknown = await operations[name]?.(client).catch(({ name }: Error) => name);
  if (!(data instanceof Blob)) return data;
  return { bytes: Buffer.from(await data.arrayBuffer()).toString("latin1"), type: data.type };
}

const unreadable = "UnreadableResponseError";
const png = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0xff, 0xd8, 0x00, 0x80]);
const image = { bytes: png.toString("latin1"), type: "image/png" };
const file = (bytes: string, type: string) => ({ bytes, type });

test.each<[string, string, string | Uint8Array, unknown]>([
  // Nothing is promised, so it is whatever comes.
  ["nothing", "application/json", '{"a":1}', { a: 1 }],
  ["nothing", "application/problem+json", '{"a":1}', { a: 1 }],
  ["nothing", "application/json", "\ufeff[]", []],
  ["nothing", "text/plain; charset=utf-8", "ü", "ü"],
  ["nothing", "text/html", "<p>", "<p>"],
  ["nothing", "image/png", png, image],
  ["nothing", "", "abc", file("abc", "")],
  ["nothing", "", "", undefined],
  ["nothing", "text/html", "", undefined],
  ["nothing", "application/json", "", undefined],
  ["nothing", "application/json", "{", unreadable],
  ["unsaid", "text/plain", "a", "a"],
  ["ranged", "application/json", "1", 1],
  ["ranged", "text/plain", "a", "a"],
  ["ranged", "image/png", png, image],
  ["open", "text/plain", "a", "a"],
  ["open", "image/png", png, image],
  // Any type is promised, so the schema says what it is.
  ["starText", "text/plain", "hi", "hi"],
  ["starText", "application/json", '"q"', "q"],
  ["starText", "application/json", "no JSON", "no JSON"],
  ["starText", "application/json", '{"x":1}', '{"x":1}'],
  ["starText", "text/plain", '"q"', '"q"'],
  ["starText", "", "hi", "hi"],
  ["starText", "text/plain", "", ""],
  ["starByte", "text/plain", "aGk=", "aGk="],
  ["starObject", "application/json", '{"x":1}', { x: 1 }],
  ["starObject", "text/plain", '{"x":1}', { x: 1 }],
  ["starObject", "text/html", "<p>", unreadable],
  ["starFile", "image/png", png, image],
  ["starFile", "text/plain", "a", file("a", "text/plain")],
  ["starFile", "application/json", '{ "a":  1 }', file('{ "a":  1 }', "application/json")],
  ["starImage", "image/png", png, image],
  // A file is one whatever it is of, and so is text.
  ["file", "application/json", "not json {", file("not json {", "application/json")],
  ["file", "application/geo+json", "", file("", "application/geo+json")],
  ["file", "text/html", "<p>", file("<p>", "text/html")],
  ["file", "", "a", file("a", "")],
  ["csv", "application/json", '{"name":"a"}', '{"name":"a"}'],
  ["csv", "text/csv", "", ""],
  ["csv", "", "a", "a"],
  // JSON is only read where it is promised, and then it must be JSON.
  ["json", "text/plain", "{}", unreadable],
  ["json", "application/json", "", unreadable],
  ["json", "", "{}", {}],
])("%s, answered as %j with %j", async (name, type, body, expected) => {
  expect(await read(name, type, body)).toEqual(expected);
});

test("the status says which of several types is promised", async () => {
  expect(await read("mixed", "application/json", "1", 200)).toBe(1);
  expect(await read("mixed", "text/plain", "1", 200)).toBe(unreadable);
  expect(await read("mixed", "text/plain", "1", 202)).toBe("1");
  expect(await read("mixed", "", "", 203)).toBeUndefined();
  expect(await read("mixed", "text/plain", "a", 203)).toBe("a");
  expect(await read("mixed", "", "", 204)).toBeUndefined();
});

test.each([
  ["nothing", "application/json, */*;q=0.1"],
  ["unsaid", "application/json, */*;q=0.1"],
  ["ranged", "*/*"],
  ["starText", "*/*"],
  ["file", "application/octet-stream, */*;q=0.1"],
  ["csv", "text/csv, */*;q=0.1"],
  ["lines", "application/jsonl, */*;q=0.1"],
  ["json", "application/json"],
  ["mixed", "application/json, text/plain, */*;q=0.1"],
])("%s asks for %s", async (name, accept) => {
  server.take();
  await read(name, "", "");
  expect(server.take()[0]?.headers.accept).toBe(accept);
});

test.each([
  ["Nothing", "unknown"],
  ["Unsaid", "unknown"],
  ["Either", "unknown | undefined"],
  ["Ranged", "unknown"],
  ["Open", "unknown"],
  ["StarText", "string"],
  ["StarByte", "string"],
  ["StarFile", "Blob"],
  ["StarImage", "Blob"],
  ["Csv", "string"],
  ["Lines", "AsyncIterable<number>"],
  ["Sequence", "AsyncIterable<number>"],
  ["Mixed", "number | string | undefined"],
])("the data of %s is typed %s", (name, type) => {
  expect(types(name)).toBe(type);
});

describe("lines of JSON", () => {
  const collect = async (name: string, type: string, body: string) => {
    server.respond = answer(200, type ? { "content-type": type } : {}, body);
    const found: unknown[] = [];
    try {
      const stream = (await operations[name]?.(client)) as AsyncIterable<unknown>;
      for await (const each of stream) found.push(each);
    } catch (error) {
      found.push((error as Error).name);
    }
    return found;
  };
  const spellings = [
    "application/x-ndjson",
    "application/ndjson",
    "application/nd-json",
    "application/jsonl",
    "application/x-jsonl",
    "application/jsonlines",
    "application/x-jsonlines",
    "application/json-lines",
    "application/x-json-lines",
    "application/stream+json",
    "application/vnd.acme.v1+ndjson",
    "text/jsonl",
    "text/x-ndjson",
  ];
  const sequences = ["application/json-seq", "application/geo+json-seq"];

  test.each(spellings)("may be called %s", async (type) => {
    expect(formOf(type)).toBe("lines");
    expect(await collect("lines", type, "1\n2\n")).toEqual([1, 2]);
    expect(await collect("lines", `${type.toUpperCase()}; charset=utf-8`, "1\n")).toEqual([1]);
  });

  test.each(["application/json", "application/ld+json", "text/json", "application/jsonld"])(
    "are not called %s",
    async (type) => {
      expect(formOf(type)).not.toBe("lines");
      expect(isLinesType(type)).toBe(false);
      expect(await collect("lines", type, "1\n2\n")).toEqual([unreadable]);
    },
  );

  test.each(sequences)("may be a sequence, as %s", async (type) => {
    expect(formOf(type)).toBe("lines");
    const body = '\x1e1\n\x1e2\n\x1e{"a":\n 3}\n\n\x1e\x1e"\\u001e"\n\x1e[4]';
    const all = [1, 2, { a: 3 }, "\x1e", [4]];
    expect(await collect("lines", type, body)).toEqual(all);
    expect(await collect("sequence", "", body)).toEqual(all);
    expect(await collect("lines", type, "\x1e1\n\x1e{\n\x1e2\n")).toEqual([1, unreadable]);
  });
});
