import { expect, test } from "vitest";
import { compile } from "../support/compiler.js";
import { generateInto, specWith } from "../support/generator.js";
import { loadOutput } from "../support/load-output.js";

const list = {
  type: "object",
  properties: { items: { type: "array", items: { type: "string" } }, next: { type: "string" } },
};
const ok = { 200: { description: "", content: { "application/json": { schema: list } } } };
const { folder, files } = await generateInto(
  specWith({
    "GET /things": { operationId: "listThings", responses: ok },
    "GET /pages": {
      operationId: "listPages",
      parameters: [{ name: "cursor", in: "query", schema: { type: "string" } }],
      responses: ok,
      "x-pagination": { style: "cursor", cursor: "cursor", next: "/next", items: "/items" },
    },
  }),
);

/** What a user without any tool of ours writes. */
const fakes = `
import type { ApiCall, ListPagesData, ListPagesItem, ListPagesResult, ListThingsData, ListThingsResult, PagedCall } from "./index.js";

export const data: ListThingsData = { items: ["a"] };
const result: ListThingsResult = { ok: true, status: 200, data, response: new Response("{}") };
export const call: ApiCall<ListThingsData, ListThingsResult> = Object.assign(
  Promise.resolve(data),
  { result: async () => result, response: async () => new Response("{}") },
);
async function* pages() { yield data; }
async function* items() { yield "a"; }
export const paged: PagedCall<ListPagesData, ListPagesResult, ListPagesItem> = Object.assign(
  Promise.resolve(data),
  { result: async () => result, response: async () => new Response("{}"), pages, items, all: async () => ["a"] },
);
`;

test("a handwritten call compiles, with its types", () => {
  expect(compile({ client: { ...files, "fakes.ts": fakes } })).toEqual([]);
});

test("a handwritten call without a way to read it, or with other data, does not compile", () => {
  const wrong = (code: string) =>
    compile({
      client: {
        ...files,
        "wrong.ts": `import type { ApiCall, ListThingsData } from "./index.js";\n${code}\n`,
      },
    });
  expect(
    wrong(
      "export const call: ApiCall<ListThingsData, unknown> = Object.assign(Promise.resolve({}), { result: async () => 1 });",
    ),
  ).toEqual([expect.stringContaining("Property 'response' is missing")]);
  expect(
    wrong(
      "export const call: ApiCall<ListThingsData, unknown> = Object.assign(Promise.resolve({ items: 1 }), { result: async () => 1, response: async () => new Response() });",
    ),
  ).toEqual([expect.stringContaining("'number' is not assignable to type 'string[]'")]);
});

test("a handwritten call is read like one that was sent", async () => {
  await loadOutput({ folder, files: { ...files, "fakes.ts": fakes } });
  const { call, paged } = await import(/* @vite-ignore */ `${folder}/fakes.js`);
  expect(await call).toEqual({ items: ["a"] });
  expect(await call.result()).toMatchObject({ ok: true, status: 200, data: { items: ["a"] } });
  expect((await call.response()).status).toBe(200);
  const items = [];
  for await (const item of paged.items()) items.push(item);
  expect(items).toEqual(["a"]);
});
