import { describe, expect, test } from "vitest";
import { makeFiles } from "../../generator/outputs/index.js";
import {
  codesOf,
  diagnosticsOf,
  format,
  generateInto,
  model,
  placed,
  specOf,
  specWith,
  withoutFolder,
} from "../support/generator.js";

const head = "openapi: 3.1.0\ninfo: { title: Things, version: '1' }\n";

test("a duplicate operationId is reported with both places", async () => {
  const { warnings } = await model(
    `${head}paths:\n  /a:\n    get: { operationId: same, responses: {} }\n  /b:\n    get: { operationId: same, responses: {} }\n`,
  );
  expect(warnings.map(placed)).toEqual(["operation-id-duplicate at openapi.yaml:7:12"]);
  expect(withoutFolder(warnings[0]?.message ?? "")).toBe(
    'operationId "same" is already used at openapi.yaml:5:5; these operations are named after their methods and paths',
  );
});

describe("a wrong shape is reported with its place", () => {
  const cases = [
    {
      name: "paths",
      given: "paths:\n",
      want: "3:1",
      says: '"paths" must be an object, but is empty',
    },
    {
      name: "a path",
      given: "paths:\n  /a: 5\n",
      want: "4:3",
      says: '"/a" must be an object, but is 5',
    },
    {
      name: "an operation",
      given: "paths:\n  /a:\n    get:\n",
      want: "5:5",
      says: '"get" must be',
    },
    {
      name: "parameters",
      given: "paths:\n  /a:\n    get:\n      parameters:\n",
      want: "6:7",
      says: '"parameters" must be a list, but is empty',
    },
    {
      name: "a parameter",
      given: "paths:\n  /a:\n    get:\n      parameters: [null]\n",
      want: "6:20",
      says: '"0" must be an object',
    },
    {
      name: "a parameter without a name",
      given: "paths:\n  /a:\n    get:\n      parameters:\n        - in: query\n",
      want: "7:11",
      says: "but is one without `name`",
    },
    {
      name: "a parameter without a place",
      given: "paths:\n  /a:\n    get:\n      parameters:\n        - name: a\n",
      want: "7:11",
      says: "but is one without `in`",
    },
    {
      name: "responses",
      given: "paths:\n  /a:\n    get:\n      responses: []\n",
      want: "6:7",
      says: '"responses" must be an object, but is a list',
    },
    {
      name: "a status",
      given: "paths:\n  /a:\n    get:\n      responses:\n        2000: {}\n",
      want: "7:9",
      says: "a response must be a status",
    },
    {
      name: "components",
      given: "paths: {}\ncomponents:\n",
      want: "4:1",
      says: '"components" must',
    },
    { name: "info", given: "info2: 1\npaths: {}\nservers: {}\n", want: "5:1", says: "a list" },
    {
      name: "a summary",
      given: "paths:\n  /a:\n    get:\n      summary: [404]\n      responses: {}\n",
      want: "6:7",
      says: '"summary" must be a string, but is a list',
    },
    {
      name: "a component without a name",
      given: "paths: {}\ncomponents:\n  schemas:\n    '': {}\n",
      want: "6:5",
      says: "components/schemas must be a string",
    },
  ];
  test.each(cases)("$name", async ({ given, want, says }) => {
    const diagnostics = await diagnosticsOf(model(head + given));
    expect(diagnostics.map(placed)).toEqual([`wrong-shape at openapi.yaml:${want}`]);
    expect(format(diagnostics)).toContain(says);
  });

  test("but an empty description is allowed", async () => {
    const built = await model(
      `${head}tags: [{ name: a, description: }]
paths:
  /a:
    get:
      tags: [a]
      summary:
      description:
      parameters: [{ name: q, in: query, description: , schema: { type: string } }]
      responses: { 204: { description: } }
components: { schemas: { A: { type: string, title: , description: } } }
`,
    );
    const { api, warnings } = built;
    expect(warnings).toEqual([]);
    const [operation] = api.operations;
    expect([operation?.summary, operation?.description]).toEqual([undefined, undefined]);
    expect(operation?.parameters[0]?.description).toBeUndefined();
    const files = await makeFiles(built, [], "test");
    expect(files.find(({ path }) => path === "types.ts")?.text).not.toMatch(/null/);
  });

  test("once, however many operations use the parameter", async () => {
    const parameters = [{ $ref: "#/components/parameters/P" }];
    const spec = specWith(
      { "GET /a": { parameters }, "GET /b": { parameters } },
      { components: { parameters: { P: { in: "query" } } } },
    );
    expect(codesOf(await diagnosticsOf(model(spec)))).toEqual(["wrong-shape"]);
  });
});

describe("an invalid x-provenance is reported", () => {
  const good = { level: "documented", sources: ["a"] };
  const all = { title: good, method: good, path: good, request: good, response: good };
  const cases = [
    {
      name: "an aspect is missing",
      given: { ...all, path: undefined },
      want: "x-provenance.path: must be an object",
    },
    {
      name: "an aspect is text",
      given: { ...all, path: "documented" },
      want: "must be an object with a `level`",
    },
    {
      name: "an unknown level",
      given: { ...all, path: { level: "guessed" } },
      want: "`level` must be one of",
    },
    {
      name: "documented by nothing",
      given: { ...all, path: { level: "documented" } },
      want: "needs `sources`",
    },
    {
      name: "documented by an empty list",
      given: { ...all, path: { level: "documented", sources: [] } },
      want: "needs `sources`",
    },
    {
      name: "inferred without a reason",
      given: { ...all, path: { level: "inferred" } },
      want: "needs a `because`",
    },
  ];
  test.each(cases)("$name", async ({ given, want }) => {
    const spec = specWith({ "GET /a": { "x-provenance": given } });
    const diagnostics = await diagnosticsOf(model(spec));
    expect(codesOf(diagnostics)).toEqual(["extension-invalid"]);
    expect(format(diagnostics)).toContain(want);
  });

  test.each(["path", "method"])(
    "a valid one makes the client refuse the operation: %s",
    async (aspect) => {
      const provenance = { ...all, [aspect]: { level: "inferred", because: "all others are so" } };
      const { api } = await model(specWith({ "GET /a": { "x-provenance": provenance } }));
      expect(api.operations[0]?.isInferred).toBe(true);
    },
  );

  const wrong = { "x-provenance": { level: "guessed" } };
  const places: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
    "a server": { servers: [{ url: "https://example.com", ...wrong }] },
    "a tag": { tags: [{ name: "a", description: "b", ...wrong }] },
    "a schema": { components: { schemas: { A: wrong } } },
    "a property": {
      components: { schemas: { A: { properties: { a: { items: { allOf: [wrong] } } } } } },
    },
    "a parameter": { components: { parameters: { A: { name: "a", in: "query", ...wrong } } } },
    "a response": { components: { responses: { A: { description: "", ...wrong } } } },
    "a header": { components: { headers: { A: wrong } } },
    "a security scheme": {
      components: { securitySchemes: { a: { type: "http", scheme: "bearer", ...wrong } } },
    },
    "a webhook": { webhooks: { a: { post: { responses: {}, ...wrong } } } },
  };
  test.each(Object.entries(places))("is reported at its place: %s", async (_, parts) => {
    const diagnostics = await diagnosticsOf(model(specOf(parts)));
    expect(new Set(codesOf(diagnostics))).toEqual(new Set(["extension-invalid"]));
  });

  test("is data where a property, an example or an extension has its name", async () => {
    const properties = { "x-provenance": { type: "string" } };
    const { contract } = await model(
      specOf({ components: { schemas: { A: { properties, example: wrong, "x-a": wrong } } } }),
    );
    expect(contract.statements.size).toBe(0);
  });
});

describe("parameters", () => {
  const arguments_ = async (path: string, ...parameters: object[]) => {
    const { api, warnings } = await model(specWith({ [`GET ${path}`]: { parameters } }));
    return {
      names: api.operations[0]?.parameters.map(({ argument, in: place }) => `${place} ${argument}`),
      warnings: warnings.map(({ code, message }) => `${code}: ${message}`),
    };
  };
  const parameter = (place: string, name: string) => ({ in: place, name, schema: {} });
  const cases = [
    {
      name: "one name in four places",
      given: ["cookie", "header", "query", "path"].map((place) => parameter(place, "id")),
      path: "/{id}",
      want: ["path id", "query id_query", "header id_header", "cookie id_cookie"],
    },
    {
      name: "without one in the path, the query keeps the name",
      given: [parameter("header", "id"), parameter("query", "id")],
      path: "/",
      want: ["query id", "header id_header"],
    },
    {
      name: "`body` is the request body's",
      given: [parameter("query", "body")],
      path: "/",
      want: ["query body_query"],
    },
    {
      name: "`__proto__` would be the prototype",
      given: [parameter("query", "__proto__")],
      path: "/",
      want: ["query __proto___query"],
    },
    {
      name: "a name that another one's replacement would take",
      given: [parameter("query", "id"), parameter("query", "id_header"), parameter("header", "id")],
      path: "/",
      want: ["query id", "query id_header", "header id_header_header"],
    },
    {
      name: "headers that OpenAPI describes elsewhere are not arguments",
      given: [parameter("header", "Accept"), parameter("header", "AUTHORIZATION")],
      path: "/",
      want: [],
    },
  ];
  test.each(cases)("$name", async ({ given, path, want }) => {
    expect(await arguments_(path, ...given)).toEqual({ names: want, warnings: [] });
  });

  test("of a path and of its operation are merged, the operation's first", async () => {
    const spec = specOf({
      paths: {
        "/a": {
          parameters: [parameter("query", "a"), { ...parameter("query", "b"), required: true }],
          get: { parameters: [{ ...parameter("query", "a"), required: true }], responses: {} },
        },
      },
    });
    const { api } = await model(spec);
    expect(api.operations[0]?.parameters.map(({ name, required }) => [name, required])).toEqual([
      ["a", true],
      ["b", true],
    ]);
  });

  test("if undeclared, are strings; if unused, are left out; both with a warning", async () => {
    expect(await arguments_("/{a}/{b}", parameter("path", "b"), parameter("path", "c"))).toEqual({
      names: ["path b", "path a"],
      warnings: [
        'path-parameter-unused: path parameter "c" does not occur in /{a}/{b}; it is left out',
        "path-parameter-undeclared: {a} of /{a}/{b} is not declared; it is treated as a required string",
      ],
    });
  });

  test("with an unknown location are left out", async () => {
    const { names, warnings } = await arguments_("/", parameter("formData", "a"));
    expect(names).toEqual([]);
    expect(warnings).toEqual([
      'left-out: parameter "a" in formData is left out: this location is not supported',
    ]);
  });
});

test("one run reports the problems of reading and of the model", async () => {
  const spec = `openapi: 3.1.0
info: { title: Things, version: "1" }
paths:
  /a:
    get: { operationId: a, parameters: [{ in: query }], responses: {} }
  /b:
    get: { operationId: a, responses: { 2000: {}, 200: { $ref: "#/components/responses/No" } } }
    post: 5
components:
  schemas:
    A: { $ref: "other.yaml#/%" }
    B: { allOf: [{ $ref: "https://a.example/b.yaml" }] }
`;
  const found = await diagnosticsOf(generateInto({ "openapi.yaml": spec, "other.yaml": "a: 1" }));
  expect(found.map(({ code, place }) => `${code} ${place?.line}`).sort()).toEqual([
    "ref-remote 12",
    "ref-unresolved 11",
    "ref-unresolved 7",
    "wrong-shape 5",
    "wrong-shape 7",
    "wrong-shape 8",
  ]);
});

test("schemas that consist only of one another are reported together", async () => {
  const ref = (key: string) => ({ $ref: `#/components/schemas/${key}` });
  const object = (...properties: string[]) => ({
    type: "object",
    properties: Object.fromEntries(properties.map((key) => [key, ref(key)])),
  });
  const schemas = {
    A: { allOf: [ref("B"), object("A")] },
    B: { allOf: [{ anyOf: [ref("C")] }, ref("Other")] },
    C: { allOf: [ref("A")] },
    Self: { oneOf: [{ oneOf: [ref("Self")] }] },
    Other: object("A", "Other"),
    Listed: { type: "array", items: { anyOf: [ref("Listed"), ref("Base")] } },
    Base: { ...object("Heir"), oneOf: [ref("Heir"), object()] },
    Heir: { allOf: [ref("Between"), object("Base")] },
    Between: { allOf: [ref("Base")] },
  };
  const diagnostics = await diagnosticsOf(model(specOf({ components: { schemas } })));
  expect(diagnostics.map(({ message }) => message)).toEqual([
    "schemas A, B, C lead back to one another and never to a value",
    'schema "Self" leads back to itself and never to a value',
  ]);
});

describe("methods of OpenAPI 3.2", () => {
  const paths = {
    "/a": {
      query: { operationId: "findThings", responses: {} },
      additionalOperations: {
        COPY: { responses: {} },
        Purge: { responses: {} },
        CONNECT: { responses: {} },
        "NOT ONE": { responses: {} },
      },
      trace: { responses: {} },
    },
  };
  const of = async (openapi: string) => {
    const { api, warnings } = await model(specOf({ openapi, paths }));
    return {
      operations: api.operations.map(({ method, names }) => `${method} ${names.function}`),
      warnings: warnings.map(({ message }) => message),
    };
  };

  test("are operations like others, except those that fetch does not send", async () => {
    expect(await of("3.2.0")).toEqual({
      operations: ["QUERY findThings", "COPY copyA", "Purge purgeA"],
      warnings: [
        "TRACE /a is left out: fetch does not send this method",
        "CONNECT /a is left out: fetch does not send this method",
        "NOT ONE /a is left out: this is not a valid HTTP method",
      ],
    });
  });

  test("are left out of an older document", async () => {
    expect(await of("3.1.0")).toEqual({
      operations: [],
      warnings: [
        "`query` of /a is left out: only OpenAPI 3.2 has it",
        "`additionalOperations` of /a is left out: only OpenAPI 3.2 has it",
        "TRACE /a is left out: fetch does not send this method",
      ],
    });
  });
});

test("a path without a leading slash would change the host, and is refused", async () => {
  const diagnostics = await diagnosticsOf(model(specWith({ "GET .evil.example/a": {} })));
  expect(diagnostics.map(({ message }) => message)).toEqual([
    'a path must be a string that starts with a slash, but is ".evil.example/a"',
  ]);
});

test("items of a stream are typed by itemSchema of OpenAPI 3.2", async () => {
  const { files, report } = await generateInto(
    specWith(
      {
        "GET /a": {
          operationId: "a",
          responses: {
            200: {
              content: { "application/jsonl": { itemSchema: { $ref: "#/components/schemas/A" } } },
            },
            201: { content: { "text/event-stream": { itemSchema: { type: "object" } } } },
          },
        },
      },
      { openapi: "3.2.0", components: { schemas: { A: { type: "object" } } } },
    ),
  );
  expect(files["groups/default.ts"]).toContain(
    "export type AData = AsyncIterable<A> | AsyncIterable<ServerSentEvent>;",
  );
  expect(report.warnings).toEqual([]);
});

test("the same spec gives the same model", async () => {
  const spec = specWith({ "GET /a": { operationId: "a" } }, { components: { schemas: { A: {} } } });
  const { api } = await model(spec);
  const withoutContract = { ...api, contract: undefined };
  expect({ ...(await model(spec)).api, contract: undefined }).toEqual(withoutContract);
});

test("a path that is not an object is reported, together with other problems", async () => {
  const run = generateInto(specOf({ paths: { "/a": null, "/b": 1 }, tags: {} }));
  expect((await diagnosticsOf(run)).map(({ message }) => message)).toEqual([
    '"/a" must be an object, but is empty',
    '"/b" must be an object, but is 1',
    '"tags" must be a list, but is an object',
  ]);
});

test("true and false as parts of allOf, and an extension among the schemas, do no harm", async () => {
  const schemas = {
    "x-note": "text",
    All: { allOf: [{ type: "string" }, true] },
    None: { allOf: [{ type: "string" }, false] },
  };
  const { files } = await generateInto(specOf({ components: { schemas } }));
  const types = files["types.ts"] ?? "";
  expect(types).toContain("export type All = string;");
  expect(types).toContain("export type None = never;");
  expect(types).not.toContain("x-note");
});
