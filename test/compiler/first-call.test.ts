import { readdirSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { beforeAll, describe, expect, test } from "vitest";
import { readRuntimeFiles } from "../../generator/disk/index.js";
import { loadSpec } from "../../generator/load/index.js";
import { type Built, buildApi } from "../../generator/model/index.js";
import { type FirstCall, firstCallOf, makeFiles } from "../../generator/outputs/index.js";
import { compile } from "../support/compiler.js";
import { type Files, model, specOf, specWith } from "../support/generator.js";
import { repository } from "../support/repository.js";

/** The first call of an API, and its client with that in it. */
async function firstOf(
  built: Built,
  knowsNode = true,
): Promise<{ readonly files: Files; readonly firstCall: FirstCall | undefined }> {
  const firstCall = firstCallOf(built.api, { module: "./index.js", knowsNode });
  const files = await makeFiles(built, await readRuntimeFiles(), "test");
  const all = firstCall ? [...files, { path: "first-call.ts", text: firstCall.text }] : files;
  return { firstCall, files: Object.fromEntries(all.map(({ path, text }) => [path, text])) };
}

const json = { 200: { content: { "application/json": { schema: { type: "object" } } } } };
const string = { type: "string" };
const path = (name: string, schema: object = string) => ({
  ...{ name, in: "path", required: true, schema },
});
const schemes = {
  key: { type: "apiKey", in: "header", name: "X-Key" },
  login: { type: "http", scheme: "basic" },
  token: { type: "oauth2", flows: { clientCredentials: { tokenUrl: "/t", scopes: {} } } },
  "Ключ 1": { type: "apiKey", in: "query", name: "k" },
};
const secured = (security: readonly object[]) => ({
  ...{ security, components: { securitySchemes: schemes } },
});
const body = {
  requestBody: {
    required: true,
    content: {
      "application/json": {
        schema: { type: "object", required: ["a"], properties: { a: { type: "string" } } },
      },
    },
  },
};
const known = (level: "documented" | "inferred") => {
  const statement =
    level === "documented" ? { level, sources: ["guide"] } : { level, because: "A guess." };
  const open = { level: "undocumented" };
  return {
    "x-provenance": {
      ...{ title: statement, method: statement, path: statement },
      ...{ request: open, response: open },
    },
  };
};
const sources = { "x-sources": { guide: { title: "Guide", url: "https://example.com/guide" } } };

interface Case {
  readonly spec: string;
  /** Its call, as a line of the program; undefined if there is no program. */
  readonly call: string | undefined;
  readonly options?: string;
  readonly variables?: readonly string[];
}

const cases: Readonly<Record<string, Case>> = {
  "the read that needs nothing, behind one that does": {
    spec: specWith({
      "POST /things": { operationId: "createThing", ...body },
      "GET /things/{id}": { operationId: "getThing", parameters: [path("id")], responses: json },
      "GET /things": { operationId: "listThings", responses: json },
    }),
    call: "console.log(await client.default.listThings());",
  },
  "the one that is not deprecated": {
    spec: specWith({
      "GET /old": { operationId: "old", tags: ["a"], deprecated: true, responses: json },
      "GET /new": { operationId: "new", tags: ["a"], responses: json },
    }),
    call: "console.log(await client.a.new());",
  },
  "JSON rather than a file": {
    spec: specWith({
      "GET /file": {
        ...{ operationId: "file", tags: ["a"] },
        responses: { 200: { content: { "image/png": {} } } },
      },
      "GET /data": { operationId: "data", tags: ["a"], responses: json },
    }),
    call: "console.log(await client.a.data());",
  },
  "the documented one": {
    spec: specWith(
      {
        "GET /guess": { operationId: "guess", tags: ["a"], responses: json, ...known("inferred") },
        "GET /known/{id}": {
          ...{ operationId: "known", tags: ["a"], parameters: [path("id")], responses: json },
          ...known("documented"),
        },
      },
      sources,
    ),
    call: 'console.log(await client.a.known({ id: "…" }));',
  },
  "an inferred one only by name": {
    spec: specWith(
      {
        "GET /guess": { operationId: "guess", tags: ["a"], responses: json, ...known("inferred") },
      },
      sources,
    ),
    call: "console.log(await client.a.guess());",
    options: '{ baseUrl: process.env["THINGS_BASE_URL"]!, inferred: ["guess"] }',
  },
  "values of simple types": {
    spec: specWith({
      "GET /a/{text}/{count}/{on}/{kind}/{at}/{level}/{maybe}": {
        operationId: "get",
        tags: ["a"],
        parameters: [
          ...[path("text"), path("count", { type: "integer" }), path("on", { type: "boolean" })],
          path("kind", { enum: ['x"y', "z"] }),
          path("at", { type: "string", format: "date-time" }),
          path("level", { enum: [3, 4] }),
          path("maybe", { type: ["string", "null"] }),
          { name: "a-b", in: "query", required: true, schema: { type: "number" } },
        ],
      },
    }),
    call: 'console.log(await client.a.get({ text: "…", count: 1, on: true, kind: "x\\"y", at: new Date(), level: 3, maybe: "…", "a-b": 1 }));',
  },
  "what needs more than simple values": {
    spec: specWith({
      "GET /a": {
        ...{ operationId: "search", tags: ["a"] },
        parameters: [
          { name: "q", in: "query", required: true, schema: { type: "object", required: ["x"] } },
        ],
      },
    }),
    call: "return client.a.search(params);",
  },
  "only writes": {
    spec: specWith({ "POST /a": { operationId: "make", tags: ["a"], ...body } }),
    call: "return client.a.make(params);",
  },
  "only a write without arguments": {
    spec: specWith({ "DELETE /a": { operationId: "clear", tags: ["a"] } }),
    call: "return client.a.clear();",
  },
  "a body in one of two types": {
    spec: specWith({
      "PUT /a": {
        ...{ operationId: "put", tags: ["a"], responses: json },
        requestBody: {
          required: true,
          content: {
            "application/json": { schema: { type: "object" } },
            "text/csv": { schema: string },
          },
        },
      },
    }),
    call: "return client.a.put(params);",
  },
  "one of two types of an answer": {
    spec: specWith({
      "GET /a": {
        ...{ operationId: "get", tags: ["a"] },
        responses: {
          200: {
            content: {
              "application/json": { schema: { type: "object" } },
              "text/csv": { schema: string },
            },
          },
        },
      },
      "POST /a": { operationId: "post", tags: ["a"] },
    }),
    call: "console.log(await client.a.get());",
  },
  "only webhooks": {
    spec: specOf({
      paths: {},
      webhooks: {
        changed: {
          post: {
            "x-client": { discriminator: "type" },
            requestBody: {
              content: {
                "application/json": {
                  schema: { type: "object", properties: { type: { const: "changed" } } },
                },
              },
            },
            responses: { 204: {} },
          },
        },
      },
    }),
    call: "onEvent: (event) => console.log(event),",
  },
  "nothing at all": { spec: specOf({ paths: {} }), call: undefined },
  "members that are no identifiers": {
    spec: specWith({ "GET /a": { operationId: "列出", tags: ["订单"], responses: json } }),
    call: 'console.log(await client["订单"]["列出"]());',
  },
  "a key that every call needs": {
    spec: specWith({ "GET /a": { operationId: "get", tags: ["a"] } }, secured([{ key: [] }])),
    call: "console.log(await client.a.get());",
    variables: ["THINGS_KEY", "THINGS_BASE_URL"],
  },
  "the first of several ways": {
    spec: specWith(
      { "GET /a": { operationId: "get", tags: ["a"] } },
      secured([{ login: [] }, { key: [] }]),
    ),
    call: "console.log(await client.a.get());",
    variables: ["THINGS_LOGIN_USERNAME", "THINGS_LOGIN_PASSWORD", "THINGS_BASE_URL"],
  },
  "no credential where none is needed": {
    spec: specWith(
      { "GET /a": { operationId: "get", tags: ["a"], security: [{ key: [] }, {}] } },
      secured([{ token: [] }]),
    ),
    call: "console.log(await client.a.get());",
    // Its type demands what all other operations need.
    variables: ["THINGS_TOKEN", "THINGS_BASE_URL"],
  },
  "all that one way needs": {
    spec: specWith(
      { "GET /a": { operationId: "get", tags: ["a"], security: [{ key: [], token: [] }] } },
      { ...secured([]), servers: [{ url: "https://api.example.com" }] },
    ),
    call: "console.log(await client.a.get());",
    options: '{ key: process.env["THINGS_KEY"]!, token: process.env["THINGS_TOKEN"]! }',
  },
  "a scheme and a title in another script": {
    spec: specWith(
      { "GET /a": { operationId: "get", tags: ["a"] } },
      {
        ...secured([{ "Ключ 1": [] }]),
        info: { title: "商店", version: "1" },
        servers: [{ url: "https://api.example.com" }],
      },
    ),
    call: "console.log(await client.a.get());",
    variables: ["API_1"],
  },
};

/** All that is compiled at once, which is much cheaper than one by one. */
const clients: Record<string, Files> = {};

describe("the first call of an API", () => {
  test.each(Object.entries(cases))("%s", async (_, { spec, call, options, variables }) => {
    const { files, firstCall } = await firstOf(await model(spec));
    const lines = firstCall?.text.split("\n").map((line) => line.trim());
    if (call === undefined) expect(firstCall).toBeUndefined();
    else expect(lines, firstCall?.text).toContain(call);
    if (options !== undefined) {
      expect(firstCall?.text.replaceAll(/\s+/g, " ").replaceAll(", }", " }")).toContain(
        `(${options});`,
      );
    }
    if (variables) expect(firstCall?.variables).toEqual(variables);
    clients[`first-${Object.keys(clients).length}`] = files;
  });
});

describe("the first call of every micro spec and of this repository's", () => {
  const micro = join(repository, "test/micro");
  const specs = [
    ...readdirSync(micro).map((name) => join(micro, name, "openapi.yaml")),
    join(repository, "spec/openapi.yaml"),
  ];
  const without: Record<string, Files> = {};
  beforeAll(async () => {
    for (const [index, spec] of specs.entries()) {
      const built = buildApi(await loadSpec(spec));
      clients[`micro-${index}`] = (await firstOf(built)).files;
      without[`micro-${index}`] = (await firstOf(built, false)).files;
    }
  });

  test("exists", () => {
    expect(specs.length).toBeGreaterThan(25);
    const lacking = specs.filter((_, index) => !without[`micro-${index}`]?.["first-call.ts"]);
    expect(lacking).toEqual([]);
  });

  test("compiles as a module of Node, with every strict option, like those above", () => {
    expect(Object.keys(clients)).toHaveLength(Object.keys(cases).length + specs.length);
    expect(compile(clients)).toEqual([]);
  });

  test("compiles as CommonJS for ES2017, without the types of Node", () => {
    const options = {
      ...{ module: ts.ModuleKind.CommonJS, moduleResolution: ts.ModuleResolutionKind.Node10 },
      ...{
        target: ts.ScriptTarget.ES2017,
        lib: ["lib.es2017.d.ts", "lib.dom.d.ts", "lib.dom.iterable.d.ts"],
      },
      ...{ types: [], verbatimModuleSyntax: false },
    };
    expect(compile(without, options)).toEqual([]);
  });

  test("would not compile without its operation", () => {
    const [files = {}] = Object.values(clients);
    const wrong = files["first-call.ts"]?.replace(/client\.(\w+)\./, "client.nothing.") ?? "";
    expect(compile({ wrong: { ...files, "first-call.ts": wrong } })[0]).toContain("'nothing'");
  });
});
