import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createClient } from "../../generator/runtime/client.js";
import { paginate } from "../../generator/runtime/pagination.js";
import { readAny } from "../../generator/runtime/readers.js";
import { readLines, readTypedEvents } from "../../generator/runtime/streams.js";
import { type Call, callerOf, rejectionOf } from "../runtime/client.js";
import { answer, json, serve, type TestServer } from "../runtime/server.js";
import { makeFolder, repository, writeFiles } from "../support/generator.js";
import { transpileAll } from "../support/transpile.js";

/** Integers that no number holds, with the option `parseJson`. */

let server: TestServer;
let parseJson: (text: string) => unknown;
let call: Call;
beforeAll(async () => {
  const page = readFileSync(join(repository, "docs/integers.md"), "utf8");
  const [, code = ""] = /^```ts\n([\s\S]*?)^```$/m.exec(page) ?? [];
  const folder = makeFolder();
  writeFiles(folder, {
    ...transpileAll({ "recipe.ts": code }),
    "package.json": '{ "type": "module" }',
  });
  const recipe = await import(/* @vite-ignore */ pathToFileURL(join(folder, "recipe.js")).href);
  parseJson = (recipe as { parseJson: typeof parseJson }).parseJson;
  server = await serve();
  call = callerOf({ baseUrl: server.url, parseJson });
});
afterAll(() => server.close());

describe("the recipe of docs/integers.md", () => {
  test.each<[string, unknown]>([
    ['{"id":9007199254740993}', { id: 9007199254740993n }],
    [
      "[-9223372036854775808, 18446744073709551615]",
      [-9223372036854775808n, 18446744073709551615n],
    ],
    ["[9007199254740991,1234567890123456]", [9007199254740991, 1234567890123456]],
    ['["9007199254740993","\\"9007199254740993"]', ["9007199254740993", '"9007199254740993']],
    [
      "[1.9007199254740993,9007199254740993.5,1e-9007199254740993]",
      [Number("1.9007199254740993"), Number("9007199254740993.5"), 0],
    ],
    ["[9007199254740993e2,0.1,null,true]", [9007199254740993e2, 0.1, null, true]],
    ['{"9007199254740993":{"a":[]}}', { "9007199254740993": { a: [] } }],
  ])("reads %s", (text, value) => {
    expect(parseJson(text)).toEqual(value);
  });

  test("refuses what JSON.parse refuses", () => {
    for (const text of ["", "{", "[09007199254740993]", "9007199254740993,"]) {
      expect(() => parseJson(text), text).toThrow(SyntaxError);
    }
  });
});

const large = "9007199254740993";
const typed = (type: string, body: string) => answer(200, { "content-type": type }, body);

test("data is read with it", async () => {
  server.respond = typed("application/json", `{"id":${large}}`);
  expect(await call({})).toEqual({ id: 9007199254740993n });
  expect(await call({ read: readAny })).toEqual({ id: 9007199254740993n });
});

test("lines and events are read with it", async () => {
  const collect = async (stream: Promise<unknown>) => {
    const found: unknown[] = [];
    for await (const each of (await stream) as AsyncIterable<unknown>) found.push(each);
    return found;
  };
  server.respond = typed("application/jsonl", `${large}\n1`);
  expect(await collect(call({ read: readLines }).then())).toEqual([9007199254740993n, 1]);
  server.respond = typed("text/event-stream", `data: ${large}\n\n`);
  const events = { read: readTypedEvents, eventData: { "*": "json" } } as const;
  expect(await collect(call(events).then())).toMatchObject([{ data: 9007199254740993n }]);
});

test("what it throws is an unreadable response, whose error does not quote the text", async () => {
  const own = callerOf({
    baseUrl: server.url,
    parseJson: (text) => {
      throw new Error(text);
    },
  });
  server.respond = json("S3CRET");
  const error = (await rejectionOf(own({}))) as Error;
  expect(error.name).toBe("UnreadableResponseError");
  expect(error.message + error.stack + String(error.cause)).not.toContain("S3CRET");
});

test("pages may hold bigints, and lead on by one", async () => {
  const client = createClient(
    { credentials: {}, security: [], servers: [], userAgent: "test/1" },
    { baseUrl: server.url, parseJson },
    {},
  );
  server.respond = (response, arrived) => {
    const next = arrived.target.endsWith(`cursor=${large}`) ? "null" : large;
    typed("application/json", `{"items":[${large}],"next":${next}}`)(response, arrived);
  };
  const operation = {
    id: "listThings",
    method: "GET",
    path: "/things",
    query: ["cursor"],
    pagination: { style: "cursor", argument: "cursor", items: ["items"], next: ["next"] },
  } as const;
  expect(await paginate(client, operation, {}, undefined).all()).toEqual([
    9007199254740993n,
    9007199254740993n,
  ]);
});
