import { afterAll, beforeAll, expect, test } from "vitest";
import { answer, serve, type TestServer } from "../runtime/server.js";
import { codesOf, generateInto, specWith } from "../support/generator.js";
import { loadOutput } from "../support/load-output.js";

/** Server-sent events whose data is typed, in each way that documents describe them. */

const stream = (media: object) => ({
  responses: { 200: { content: { "text/event-stream": media } } },
});
const text = { type: "string" };
const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });
const holding = (contentSchema?: object) => ({
  type: "string",
  contentMediaType: "application/json",
  ...(contentSchema && { contentSchema }),
});
const event = (data: object, name?: string) => ({
  type: "object",
  properties: { data, id: text, ...(name && { event: { const: name } }) },
});

const spec = specWith(
  {
    "GET /plain": { operationId: "plain", ...stream({ schema: text }) },
    "GET /unsaid": { operationId: "unsaid", ...stream({ itemSchema: { type: "object" } }) },
    "GET /item": { operationId: "item", ...stream({ itemSchema: event(holding(ref("Note"))) }) },
    "GET /bare": { operationId: "bare", ...stream({ itemSchema: event(holding()) }) },
    "GET /texts": { operationId: "texts", ...stream({ itemSchema: event(text) }) },
    "GET /objects": { operationId: "objects", ...stream({ itemSchema: event(ref("Note")) }) },
    "GET /whole": { operationId: "whole", ...stream({ schema: ref("Note") }) },
    "GET /list": {
      operationId: "list",
      ...stream({ schema: { type: "array", items: ref("Note") } }),
    },
    "GET /kinds": {
      operationId: "kinds",
      // As in the example of OpenAPI 3.2.
      ...stream({
        itemSchema: {
          $ref: "#/components/schemas/Event",
          required: ["event"],
          oneOf: [
            { properties: { event: { const: "note" }, data: holding(ref("Note")) } },
            { properties: { event: { enum: ["ping", "pong"] } } },
          ],
        },
      }),
    },
    "GET /sentinel": {
      operationId: "sentinel",
      ...stream({
        itemSchema: { oneOf: [event(holding(ref("Note"))), event({ const: "[DONE]" })] },
      }),
    },
    "POST /both": {
      operationId: "both",
      responses: {
        200: {
          content: {
            "application/json": { schema: ref("Note") },
            "text/event-stream": { schema: ref("Note") },
          },
        },
      },
    },
  },
  {
    openapi: "3.2.0",
    components: {
      schemas: {
        Note: { type: "object", required: ["n"], properties: { n: { type: "integer" } } },
        Event: {
          type: "object",
          required: ["data"],
          properties: { event: text, data: text, id: text, retry: { type: "integer" } },
        },
      },
    },
  },
);

let server: TestServer;
let operations: Record<string, (client: unknown, params?: object) => Promise<unknown>>;
let client: unknown;
let group = "";
let codes: readonly string[] = [];
beforeAll(async () => {
  server = await serve();
  const output = await generateInto(spec);
  group = output.files["groups/default.ts"] ?? "";
  codes = codesOf(output.report.warnings);
  operations = (await loadOutput(output)) as typeof operations;
  const create = operations["createThingsClient"] as unknown as (options: object) => unknown;
  client = create({ baseUrl: server.url, maxRetries: 0 });
});
afterAll(() => server.close());

/** The data of each event, and the name of the error that ends the stream. */
async function dataOf(name: string, body: string, params?: object): Promise<unknown[]> {
  server.respond = answer(200, { "content-type": "text/event-stream" }, body);
  const found: unknown[] = [];
  try {
    const events = (await operations[name]?.(client, params)) as AsyncIterable<{ data: unknown }>;
    for await (const { data } of events) found.push(data);
  } catch (error) {
    found.push((error as Error).name);
  }
  return found;
}

const note = 'data: {"n":\ndata: 1}\n\n';
const error = "UnreadableResponseError";

test.each<[string, string, unknown[]]>([
  ["plain", note, ['{"n":\n1}']],
  ["unsaid", note, ['{"n":\n1}']],
  ["texts", "data: 1\n\n", ["1"]],
  ["item", note + note, [{ n: 1 }, { n: 1 }]],
  ["item", "data: null\n\n", [null]],
  ["item", `event: constructor\n${note}`, [{ n: 1 }]],
  ["bare", note, [{ n: 1 }]],
  ["objects", note, [{ n: 1 }]],
  ["whole", note, [{ n: 1 }]],
  ["list", note, [{ n: 1 }]],
  [
    "kinds",
    `event: note\n${note}event: ping\n${note}event: other\n${note}`,
    [{ n: 1 }, '{"n":\n1}', '{"n":\n1}'],
  ],
  // What is no JSON although the spec says so, but for the way in which many APIs end a stream.
  ["item", `${note}data: {\n\n${note}`, [{ n: 1 }, error]],
  ["item", `${note}data: [DONE]\n\n${note}`, [{ n: 1 }]],
  ["sentinel", `${note}data: [DONE]\n\n`, [{ n: 1 }, "[DONE]"]],
])("%s, sent %j", async (name, body, data) => {
  expect(await dataOf(name, body)).toEqual(data);
});

test("a call that asks for events gets them typed", async () => {
  expect(await dataOf("both", note, { accept: "text/event-stream" })).toEqual([{ n: 1 }]);
});

test.each([
  ["Plain", "ServerSentEvent"],
  ["Unsaid", "ServerSentEvent"],
  ["Texts", "ServerSentEvent"],
  ["Item", "ServerSentEvent<Note>"],
  ["Bare", "ServerSentEvent<unknown>"],
  ["Objects", "ServerSentEvent<Note>"],
  ["Whole", "ServerSentEvent<Note>"],
  ["List", "ServerSentEvent<Note>"],
  ["Kinds", 'ServerSentEvent<Note, "note"> | ServerSentEvent<string, "ping" | "pong">'],
  ["Sentinel", "ServerSentEvent<Note> | ServerSentEvent"],
])("the data of %s are %s", (name, type) => {
  expect(group).toContain(`export type ${name}Data = AsyncIterable<${type}>;`);
});

test("nothing of this is left out", () => {
  expect(codes).toEqual([]);
});

test("a `retry` of days is data, and nothing waits for it", async () => {
  server.respond = answer(
    200,
    { "content-type": "text/event-stream" },
    "retry: 2592000000\ndata: a\n\ndata: b\n\n",
  );
  const events = (await operations["plain"]?.(client)) as AsyncIterable<{
    retry: number | undefined;
  }>;
  const found: unknown[] = [];
  for await (const { retry } of events) found.push(retry);
  expect(found).toEqual([2_592_000_000, undefined]);
});
