import { describe, expect, test, vi } from "vitest";
import { type Contract, readContract } from "../../generator/contract/index.js";
import { Schemas } from "../../generator/contract/schema-normalizer.js";
import type { Diagnostic } from "../../generator/diagnostics/index.js";
import { compareSpecs } from "../../generator/diff/index.js";
import { load, placed } from "../support/generator.js";

const head = { openapi: "3.1.0", info: { title: "T", version: "1" } };
const ok = { 200: { description: "A" } };
const get = (operation: object, rest: object = {}, path: object = {}) => ({
  ...head,
  paths: { "/a/{id}": { ...path, get: { responses: ok, ...operation } } },
  ...rest,
});

async function contractOf(document: object): Promise<Contract> {
  return readContract(await load(JSON.stringify(document)));
}

async function operationOf(document: object) {
  const [operation] = (await contractOf(document)).operations;
  if (!operation) throw new Error("the document has an operation");
  return operation;
}

describe("an operation is described as its caller meets it", () => {
  const server = (url: string) => ({ servers: [{ url }] });
  const none = { servers: [] };

  test.each<[name: string, document: object, urls: readonly string[]]>([
    ["its own servers", get(server("/op"), server("/doc"), server("/path")), ["/op"]],
    ["else its path's", get({}, server("/doc"), server("/path")), ["/path"]],
    ["else the document's", get({}, server("/doc")), ["/doc"]],
    ["an empty list is none", get(none, server("/doc"), none), ["/doc"]],
    ["without any, the root of where the document is", get({}), ["/"]],
    ["also if the document's list is empty", get({}, none), ["/"]],
  ])("servers: %s", async (_, document, urls) => {
    const { servers } = await operationOf(document);
    expect(servers.map(({ url }) => url)).toEqual(urls);
  });

  test("servers have their variables, with the possible values", async () => {
    const variables = { region: { default: "eu", enum: ["eu", "us"] }, port: { default: 443 } };
    const url = "https://{region}.a.example:{port}";
    const { servers } = await operationOf(get({ servers: [{ url, variables }] }));
    const read = [...(servers[0]?.variables ?? [])].map(([name, variable]) => [
      name,
      variable.default,
      variable.values,
    ]);
    expect(read).toEqual([
      ["region", "eu", ["eu", "us"]],
      ["port", "443", undefined],
    ]);
  });

  test("security has its schemes, and names undeclared ones", async () => {
    const key = { type: "apiKey", in: "header", name: "X-Key" };
    const components = { securitySchemes: { key } };
    const security = [{ key: ["read"], other: [] }, {}];
    const own = await operationOf(get({ security }, { components }));
    expect(
      own.security.alternatives.map((each) =>
        [...each].map(([name, { scheme, scopes }]) => [name, scheme?.carrier?.name, scopes]),
      ),
    ).toEqual([
      [
        ["key", "X-Key", ["read"]],
        ["other", undefined, []],
      ],
      [],
    ]);
    const inherited = await operationOf(get({}, { components, security: [{ key: [] }] }));
    expect(inherited.security.isOwn).toBe(false);
    expect(inherited.security.alternatives[0]?.get("key")?.scheme?.key).toBe("key");
  });

  test("parameters are its own, otherwise its path's; header names are case-insensitive", async () => {
    const parameter = (name: string, place: string, description: string) => ({
      name,
      in: place,
      description,
      schema: {},
    });
    const { parameters } = await operationOf(
      get(
        { parameters: [parameter("x-trace", "header", "own"), parameter("q", "query", "own")] },
        {},
        {
          parameters: [
            parameter("X-Trace", "header", "path"),
            parameter("id", "path", "path"),
            parameter("Authorization", "header", "ignored"),
          ],
        },
      ),
    );
    const read = [...parameters.values()].map(({ name, isOfPath, required, node }) => [
      name,
      isOfPath,
      required,
      node.get("description").text(),
    ]);
    expect(read).toEqual([
      ["x-trace", false, false, "own"],
      ["id", true, true, "path"],
      ["q", false, false, "own"],
    ]);
  });

  test("responses: successes, bodies, headers by name", async () => {
    const headers = { "X-Rate": { schema: {} }, "content-type": { schema: {} } };
    const answer = { description: "A", headers };
    const responses = { "2xx": answer, 204: answer, 404: answer, default: answer };
    const { responses: read } = await operationOf(get({ responses }));
    expect(
      [...read].map(([status, { isSuccess, mayHaveBody, headers: own }]) => [
        status,
        isSuccess,
        mayHaveBody,
        [...own.keys()],
      ]),
    ).toEqual([
      ["204", true, false, ["x-rate"]],
      ["404", false, true, ["x-rate"]],
      ["2XX", true, true, ["x-rate"]],
      ["default", false, true, ["x-rate"]],
    ]);
  });

  test("a webhook and a callback are called by the server", async () => {
    const callbacks = { done: { "{$request.body#/url}": { post: { responses: ok } } } };
    const webhooks = { sold: { post: { responses: ok } } };
    const { operations } = await contractOf(get({ callbacks }, { webhooks }));
    const [own, hook] = operations;
    expect([own?.kind, hook?.kind, hook?.name.path]).toEqual(["path", "webhook", "sold"]);
    expect(own?.callbacks.map(({ kind, name }) => [kind, name.path])).toEqual([
      ["callback", "done {$request.body#/url}"],
    ]);
  });

  test("each node has its place and its provenance", async () => {
    const sources = { "x-sources": { a: { title: "A" } } };
    const said = { level: "documented", sources: ["a"] };
    const components = { schemas: { A: { type: "object", "x-provenance": said } } };
    const contract = await contractOf(get({}, { components, ...sources }));
    const [operation] = contract.operations;
    const node = contract.document.get("components").get("schemas").get("A");
    expect(contract.statementOf(node)).toMatchObject({ level: "documented", sources: ["a"] });
    expect(operation?.node.place).toMatchObject({ line: 1, pointer: "/paths/~1a~1{id}/get" });
  });
});

describe("schemas have one form", () => {
  const read = async (schema: object, schemas: object = {}, openapi = "3.1.0") => {
    const content = { "application/json": { schema } };
    const document = get({ responses: { 200: { description: "A", content } } });
    const contract = await contractOf({ ...document, openapi, components: { schemas } });
    const [operation] = contract.operations;
    const media = operation?.responses.get("200")?.content.get("application/json");
    return { ...contract.schemas.read(media?.schema ?? []), contract };
  };
  const ref = { $ref: "#/components/schemas/A" };

  test.each<[name: string, schema: object, openapi?: string]>([
    ["a list of types", { type: ["string", "null"] }],
    ["nullable", { type: "string", nullable: true }, "3.0.3"],
    ["oneOf", { oneOf: [{ type: "string" }, { type: "null" }] }],
    ["anyOf", { anyOf: [{ type: "null" }, { type: "string" }] }],
    ["a constant null", { oneOf: [{ type: "string" }, { const: null }] }],
    ["an enum of null", { oneOf: [{ type: "string" }, { enum: [null] }] }],
    [
      "a type that only null is left of",
      { oneOf: [{ type: "string" }, { type: ["integer", "null"], enum: [null] }] },
    ],
    [
      "a nullable type that only null is left of",
      { anyOf: [{ type: "string" }, { type: "string", nullable: true, enum: [null] }] },
      "3.0.3",
    ],
  ])("text or null, by %s", async (_, schema, openapi) => {
    expect(await read(schema, {}, openapi)).toMatchObject({ types: ["string"], nullable: true });
  });

  test("a constant is a list of one value", async () => {
    expect((await read({ const: "a" })).values).toEqual((await read({ enum: ["a"] })).values);
  });

  test("`allOf` and references are resolved, also in a schema that contains itself", async () => {
    const schemas = { A: { type: "object", properties: { next: ref }, required: ["next"] } };
    const schema = await read({ allOf: [ref, { properties: { b: { minLength: 1 } } }] }, schemas);
    expect([...schema.properties.keys()]).toEqual(["next", "b"]);
    expect([...schema.required]).toEqual(["next"]);
    const next = schema.contract.schemas.read(schema.properties.get("next") ?? []);
    expect(next.component).toBe("A");
    expect(next.properties.get("next")).toEqual(next.parts);
  });

  test.each([5000])("a chain of %i schemas by `allOf` is read to its end", async (count) => {
    const chain = Array.from({ length: count }, (_, index) => [
      `S${index}`,
      { allOf: [{ $ref: `#/components/schemas/S${index + 1}` }] },
    ]);
    const end = [`S${count}`, { type: "object", properties: { end: { type: "string" } } }];
    const schemas = Object.fromEntries([...chain, end]) as object;
    const schema = await read({ $ref: "#/components/schemas/S0" }, schemas);
    expect([...schema.properties.keys()]).toEqual(["end"]);
  });
});

describe("a node is read when it is asked for", () => {
  test("and its mistakes are reported only then", async () => {
    const told: Diagnostic[] = [];
    const spec = await load(JSON.stringify(get({ parameters: [{ name: "a" }] })));
    const contract = readContract(spec, (problem) => told.push(problem));
    const [operation] = contract.operations;
    expect([operation?.name.path, operation?.responses.size]).toEqual(["/a/{id}", 1]);
    expect(told).toEqual([]);
    expect(operation?.parameters.size).toBe(0);
    expect(told.map(placed)).toEqual([
      expect.stringMatching(/^wrong-shape at openapi\.yaml:1:\d+$/),
    ]);
  });

  test("and nodes with the same text in two versions are not", async () => {
    const schemas = Object.fromEntries(
      Array.from({ length: 50 }, (_, index) => [
        `S${index}`,
        { type: "object", properties: { a: { type: "string", maxLength: 5 } } },
      ]),
    ) as Record<string, object>;
    const using = (all: object) =>
      load(
        JSON.stringify({
          ...head,
          paths: Object.fromEntries(
            Object.keys(all).map((key) => [
              `/${key}`,
              {
                get: {
                  responses: {
                    200: {
                      description: "A",
                      content: {
                        "application/json": { schema: { $ref: `#/components/schemas/${key}` } },
                      },
                    },
                  },
                },
              },
            ]),
          ),
          components: { schemas: all },
        }),
      );
    const changed = { type: "object", properties: { a: { type: "string", maxLength: 4 } } };
    const [before, after] = [await using(schemas), await using({ ...schemas, S7: changed })];
    const read = vi.spyOn(Schemas.prototype, "read");
    try {
      expect(compareSpecs(before, before).findings).toEqual([]);
      expect(read).not.toHaveBeenCalled();
      expect(compareSpecs(before, after).findings).toHaveLength(1);
      const met = new Set(read.mock.calls.map(([parts]) => parts[0]?.at.token));
      expect([...met].sort()).toEqual(["S7", "a"]);
    } finally {
      read.mockRestore();
    }
  });
});
