import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";
import { afterAll, describe, expect, test } from "vitest";
import { newKey, startDrf } from "../drf/server.js";
import { rejectionOf } from "../runtime/client.js";
import { generateInto } from "../support/generator.js";
import { collect } from "./paged.js";

const page = (parameters: readonly string[], rule: object) => ({
  get: {
    tags: ["Parts"],
    "x-pagination": rule,
    parameters: [...parameters, "last"].map((name) => ({ name, in: "query" })),
    responses: {
      200: {
        description: "",
        content: { "application/json": { schema: { $ref: "#/components/schemas/Page" } } },
      },
    },
  },
});
const named = (operationId: string, path: ReturnType<typeof page>) => ({
  get: { operationId, ...path.get },
});
const rules = {
  page: { style: "page", page: "page", items: "/results", next: "/next" },
  offset: { style: "offset", offset: "offset", limit: "limit", items: "/results", total: "/count" },
  link: { style: "link", next: "/next", items: "/results" },
};
const spec = JSON.stringify({
  openapi: "3.1.0",
  info: { title: "Parts", version: "1" },
  security: [{ apiKey: [] }],
  paths: {
    "/v1/parts/pages/": named("listPages", page(["page", "page_size"], rules.page)),
    "/v1/parts/offsets/": named("listOffsets", page(["limit", "offset"], rules.offset)),
    "/v1/parts/cursors/": named("listCursors", page(["page_size"], rules.link)),
    "/v1/parts/": { get: { operationId: "listAll", tags: ["Parts"], responses: {} } },
  },
  components: {
    securitySchemes: {
      apiKey: {
        type: "apiKey",
        in: "header",
        name: "Authorization",
        "x-client": { prefix: "Api-Key " },
      },
    },
    schemas: {
      Page: {
        type: "object",
        required: ["results"],
        properties: {
          count: { type: "integer" },
          next: { type: ["string", "null"] },
          results: {
            type: "array",
            items: { type: "object", properties: { id: { type: "integer" } } },
          },
        },
      },
    },
  },
});

interface Part {
  readonly id: number;
}
interface Call extends PromiseLike<{ results: Part[] }> {
  pages(): AsyncIterable<{ results: Part[] }>;
  items(): AsyncIterable<Part>;
  all(options?: { max: number }): Promise<Part[]>;
}
type List = (client: object, params?: object, options?: object) => Call;
interface Module {
  createPartsClient(options: object): object;
  readonly listPages: List;
  readonly listOffsets: List;
  readonly listCursors: List;
}

const output = await generateInto(spec);

/** A program against the client, as one module. */
async function bundle(code: string): Promise<string> {
  const { outputFiles } = await build({
    stdin: { contents: code, resolveDir: output.folder },
    bundle: true,
    format: "esm",
    logLevel: "error",
    write: false,
  });
  return outputFiles[0]?.text ?? "";
}

test("only operations with the extension bring its code into a bundle", async () => {
  const calling = (name: string) =>
    bundle(`import { createPartsClient, ${name} } from "./index.js";
      ${name}(createPartsClient({ apiKey: "" }));`);
  expect(await calling("listPages")).toContain("walkPages");
  expect(await calling("listAll")).not.toContain("walkPages");
});

const server = await startDrf();
afterAll(() => server?.stop());

describe.skipIf(!server)("the generated client against Django REST framework", async () => {
  const outfile = join(output.folder, "bundle.mjs");
  writeFileSync(outfile, await bundle('export * from "./index.js";'));
  const module = (await import(/* @vite-ignore */ outfile)) as Module;
  const client = module.createPartsClient({
    apiKey: newKey(),
    baseUrl: server?.url ?? "http://localhost",
  });
  const numbers = (count: number) => Array.from({ length: count }, (_, index) => index + 1);
  const lists = {
    pages: module.listPages,
    offsets: module.listOffsets,
    cursors: module.listCursors,
  };

  test.each(Object.entries(lists))("%s: all 25 parts, in three pages", async (_, list) => {
    const pages = await collect(list(client).pages());
    expect(pages.map(({ results }) => results.length)).toEqual([10, 10, 5]);
    expect((await list(client).all()).map(({ id }) => id)).toEqual(numbers(25));
  });

  test.each(Object.entries(lists))("%s: none", async (_, list) => {
    expect(await list(client, { last: 0 }).all()).toEqual([]);
  });

  test.each(Object.entries(lists))("%s: exactly a page", async (_, list) => {
    expect(await list(client, { last: 10 }).all()).toHaveLength(10);
  });

  test.each(Object.entries(lists))("%s: links keep the other parameters", async (_, list) => {
    const size = { page_size: 4, limit: 4, last: 9 };
    const pages = await collect(list(client, size).pages());
    expect(pages.map(({ results }) => results.length)).toEqual([4, 4, 1]);
  });

  test("the server limits a larger page size, and nothing is lost", async () => {
    expect(await lists.offsets(client, { limit: 100 }).all()).toHaveLength(25);
    expect(await lists.pages(client, { page_size: 100 }).all()).toHaveLength(25);
  });

  test("links to another origin are not followed; styles that read no link continue", async () => {
    const options = { headers: { "X-Forwarded-Host": "evil.example" } };
    const first = await lists.cursors(client, {}, options);
    expect(first).toMatchObject({ next: expect.stringMatching(/^http:\/\/evil\.example\//) });
    expect(await rejectionOf(lists.cursors(client, {}, options).all())).toMatchObject({
      name: "PaginationError",
      message: expect.stringContaining("leads to http://evil.example/v1/parts/cursors/"),
    });
    expect(await lists.pages(client, {}, options).all()).toHaveLength(25);
  });

  test("a page that the server does not have throws its 404", async () => {
    const found = await rejectionOf(lists.pages(client, { page: 9 }).all());
    expect(found).toMatchObject({ name: "NotFoundError", status: 404 });
  });
});
