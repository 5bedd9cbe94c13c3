import { gzipSync } from "node:zlib";
import { afterAll, describe, expect, test } from "vitest";
import { UnreadableResponseError } from "../../generator/runtime/index.js";
import { readAny, readBlob, readText } from "../../generator/runtime/readers.js";
import { readLines } from "../../generator/runtime/streams.js";
import { callerOf } from "./client.js";
import { answer, type Respond, serve } from "./server.js";

const server = await serve();
afterAll(() => server.close());
const maxResponseBytes = 1000;
const call = callerOf({ baseUrl: server.url, maxResponseBytes });

/** A JSON text of so many bytes. */
const textOf = (bytes: number) => `"${"x".repeat(bytes - 2)}"`;

const json = "application/json";
const inChunks =
  (text: string, status = 200, type = json): Respond =>
  (response) => {
    response.writeHead(status, { "content-type": type });
    response.write(text.slice(0, 10));
    response.end(text.slice(10));
  };
const announced = (text: string, status = 200, type = json) =>
  answer(status, { "content-type": type, "content-length": `${text.length}` }, text);
const compressed = (text: string, status = 200, type = json) => {
  const headers = { "content-type": type, "content-encoding": "gzip" };
  const body = gzipSync(text);
  return answer(status, { ...headers, "content-length": `${body.length}` }, body);
};

const ways: [string, (text: string, status?: number, type?: string) => Respond][] = [
  ["in chunks", inChunks],
  ["of an announced length", announced],
  ["compressed", compressed],
];

describe.each(ways)("a body %s", (_, respondWith) => {
  test.each([
    ["JSON", undefined],
    ["text", readText],
    ["a file", readBlob],
    ["anything", readAny],
  ])("as %s may have as many bytes as the limit says, and no more", async (_, read) => {
    server.respond = respondWith(textOf(1000));
    expect(await call({ read }).result()).toMatchObject({ ok: true });
    server.respond = respondWith(textOf(1001));
    const result = await call({ read }).result();
    const error = result.ok ? undefined : result.error;
    expect(error).toBeInstanceOf(UnreadableResponseError);
    expect(error?.message).toMatch(/status 200, but its body is longer than maxResponseBytes$/);
  });

  test("of a failure is limited, too", async () => {
    server.respond = respondWith(textOf(1001), 422);
    const result = await call({}).result();
    expect(result.ok ? "" : result.error.message).toMatch(
      /status 422, but its body is longer than maxResponseBytes$/,
    );
    server.respond = respondWith(textOf(1000), 422);
    expect(await call({}).result()).toMatchObject({ ok: false, status: 422 });
  });

  test("has the limit of its call, or none", async () => {
    server.respond = respondWith(textOf(5000));
    for (const limit of [5000, Number.POSITIVE_INFINITY]) {
      expect(await call({}, {}, { maxResponseBytes: limit })).toHaveLength(4998);
    }
    await expect(call({}, {}, { maxResponseBytes: 4999 })).rejects.toThrow(
      "longer than maxResponseBytes",
    );
  });

  test("that streams has no limit", async () => {
    server.respond = respondWith(textOf(5000), 200, "application/jsonl");
    const found: unknown[] = [];
    for await (const line of (await call({ read: readLines })) as AsyncIterable<unknown>) {
      found.push(line);
    }
    expect(found).toHaveLength(1);
  });
});

test("the limit is 100 MB unless an option says otherwise", async () => {
  const lengthOf = async (length: string) => {
    const headers = { "content-length": length, "content-type": "application/json" };
    const fetch = async () => new Response("1", { headers });
    const result = await callerOf({ baseUrl: "http://a.example", fetch })({}).result();
    return result.ok ? result.data : result.error.message;
  };
  expect(await lengthOf("100000000")).toBe(1);
  expect(await lengthOf("100000001")).toMatch("longer than maxResponseBytes");
  expect(await lengthOf("many")).toBe(1);
});

/** What is taken of a body without an end, in kilobytes. */
async function takenOf(headers: Readonly<Record<string, string>>): Promise<number> {
  let taken = 0;
  let isCancelled = false;
  const body = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        taken++;
        controller.enqueue(new Uint8Array(1024));
      },
      cancel() {
        isCancelled = true;
      },
    },
    { highWaterMark: 0 },
  );
  const fetch = async () => new Response(body, { headers });
  const result = await callerOf({ baseUrl: "http://a.example", fetch, maxResponseBytes: 10_240 })(
    {},
  ).result();
  expect(result.ok ? "" : result.error.message).toMatch("longer than maxResponseBytes");
  expect(isCancelled).toBe(true);
  return taken;
}

test("what is announced to be longer is not read, and of the rest no more than the limit", async () => {
  expect(await takenOf({ "content-length": "10241" })).toBe(0);
  expect(await takenOf({})).toBe(11);
  // What is announced is what comes before it is decoded.
  expect(await takenOf({ "content-length": "10241", "content-encoding": "gzip" })).toBe(11);
});
