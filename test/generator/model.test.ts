import { Project } from "ts-morph";
import { describe, expect, test } from "vitest";
import { emit } from "../../generator/emit/index.js";
import { reservedExports, runtimeExports } from "../../generator/model/names.js";
import {
  codesOf,
  diagnosticsOf,
  format,
  generateInto,
  model,
  placed,
  repository,
  specOf,
  specWith,
  withoutFolder,
} from "./support.js";

const head = "openapi: 3.1.0\ninfo: { title: Things, version: '1' }\n";

test("every name that the runtime exports is reserved, or known to be shared with schemas", () => {
  const project = new Project({ tsConfigFilePath: `${repository}tsconfig.json` });
  const entry = project.getSourceFileOrThrow(`${repository}generator/runtime/index.ts`);
  const names = [...entry.getExportedDeclarations().keys()];
  expect(names.length).toBeGreaterThan(10);
  const known = new Set([...reservedExports, ...runtimeExports]);
  expect(names.filter((name) => !known.has(name))).toEqual([]);
  // A name that the runtime no longer exports would be kept from schemas for nothing.
  expect(runtimeExports.filter((name) => !names.includes(name))).toEqual([]);
});

test("an operationId that is used twice is told with both places", async () => {
  const diagnostics = await diagnosticsOf(
    model(
      `${head}paths:\n  /a:\n    get: { operationId: same, responses: {} }\n  /b:\n    get: { operationId: same, responses: {} }\n`,
    ),
  );
  expect(diagnostics.map(placed)).toEqual(["operation-id-duplicate at openapi.yaml:7:12"]);
  expect(withoutFolder(diagnostics[0]?.message ?? "")).toBe(
    'operationId "same" is used before, at openapi.yaml:5:5',
  );
});

describe("a wrong shape is told with its place", () => {
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
      says: "but is without a name",
    },
    {
      name: "a parameter without a place",
      given: "paths:\n  /a:\n    get:\n      parameters:\n        - name: a\n",
      want: "7:11",
      says: "but is without `in`",
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
      says: '"summary" must be text, but is a list',
    },
    {
      name: "a component without a name",
      given: "paths: {}\ncomponents:\n  schemas:\n    '': {}\n",
      want: "6:5",
      says: "components/schemas must be text",
    },
  ];
  test.each(cases)("$name", async ({ given, want, says }) => {
    const diagnostics = await diagnosticsOf(model(head + given));
    expect(diagnostics.map(placed)).toEqual([`wrong-shape at openapi.yaml:${want}`]);
    expect(format(diagnostics)).toContain(says);
  });

  test("but a blank description is none", async () => {
    const { api, warnings } = await model(
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
    expect(warnings).toEqual([]);
    const [operation] = api.operations;
    expect([operation?.summary, operation?.description]).toEqual([undefined, undefined]);
    expect(operation?.parameters[0]?.description).toBeUndefined();
    expect(emit(api, [], "test").find(({ path }) => path === "types.ts")?.text).not.toMatch(/null/);
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

describe("x-provenance that cannot be understood", () => {
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

  test("and one that can be gives the gate its reason", async () => {
    const provenance = { ...all, path: { level: "inferred", because: "all others are so" } };
    const { api } = await model(specWith({ "GET /a": { "x-provenance": provenance } }));
    expect(api.operations[0]?.inferred).toEqual({ because: "all others are so" });
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

  test("of a path and of its operation are one, the operation's first", async () => {
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

  test("that are undeclared are strings, those that are unused are left out; both are warned of", async () => {
    expect(await arguments_("/{a}/{b}", parameter("path", "b"), parameter("path", "c"))).toEqual({
      names: ["path b", "path a"],
      warnings: [
        'path-parameter-unused: path parameter "c" does not occur in /{a}/{b}; it is left out',
        "path-parameter-undeclared: {a} of /{a}/{b} is not declared; it is taken as a required string",
      ],
    });
  });

  test("of an unknown place are left out", async () => {
    const { names, warnings } = await arguments_("/", parameter("formData", "a"));
    expect(names).toEqual([]);
    expect(warnings).toEqual([
      'left-out: parameter "a" in formData is left out: this place is not supported',
    ]);
  });
});

describe("groups", () => {
  const operation = (id: string, group?: string, more: object = {}) => ({
    operationId: id,
    ...(group === undefined ? {} : { "x-client": { group } }),
    ...more,
  });

  test("come from x-client, else from the first tag, else there is a default one", async () => {
    const { api } = await model(
      specWith(
        {
          "GET /a": operation("a", "stock.lots"),
          "GET /b": operation("b", undefined, { tags: ["Stock Lots", "Other"] }),
          "GET /c": operation("c"),
          "GET /d": operation("d", undefined, { tags: ["v1.0"] }),
          "GET /e": operation("e", "stock", {
            "x-client": { group: "stock", method: "everything" },
          }),
        },
        {
          tags: [
            { name: "Stock Lots", description: "Tagged." },
            { name: "Sub", description: "Lots.", "x-client": { group: "stock.lots" } },
          ],
        },
      ),
    );
    const shown = api.groups.map(({ path, module, type, description, operations }) => ({
      path: path.join("."),
      module,
      type,
      description,
      methods: operations.map(({ names }) => names.method),
    }));
    expect(shown).toEqual([
      {
        path: "stock.lots",
        module: "stock-lots",
        type: expect.stringMatching(/^StockLotsGroup_\w{6}$/),
        description: "Lots.",
        methods: ["a"],
      },
      {
        path: "stockLots",
        module: "stockLots",
        type: expect.stringMatching(/^StockLotsGroup_\w{6}$/),
        description: "Tagged.",
        methods: ["b"],
      },
      {
        path: "default",
        module: "default",
        type: "DefaultGroup",
        description: undefined,
        methods: ["c"],
      },
      { path: "v10", module: "v10", type: "V10Group", description: undefined, methods: ["d"] },
      {
        path: "stock",
        module: "stock",
        type: "StockGroup",
        description: undefined,
        methods: ["everything"],
      },
    ]);
    expect(new Set(shown.map(({ type }) => type)).size).toBe(5);
  });

  test("a method that is called like a sub-group gives way", async () => {
    const { api } = await model(
      specWith({ "GET /a": operation("lots", "stock"), "GET /b": operation("b", "stock.lots") }),
    );
    expect(api.groups.map(({ path }) => path)).toEqual([["stock"], ["stock", "lots"]]);
    expect(api.operations[0]?.names.method).toMatch(/^lots_\w{6}$/);
  });

  test("two groups never share a module, whatever their case", async () => {
    const groups = ["a.b", "a-b", "A B", "a.B", "ab", "aB", "AB"];
    const { api } = await model(
      specWith(
        Object.fromEntries(
          groups.map((group, index) => [`GET /${index}`, operation(`op${index}`, group)]),
        ),
      ),
    );
    const modules = api.groups.map(({ module }) => module);
    expect(modules).toHaveLength(groups.length);
    // Some file systems hold names that differ only in case for one.
    expect(new Set(modules.map((module) => module.toLowerCase())).size).toBe(groups.length);
  });
});

describe("names", () => {
  const functionOf = async (id: string) => {
    const { api } = await model(specWith({ "GET /a": { operationId: id } }));
    return api.operations[0]?.names.function;
  };
  const cases = [
    { name: "an identifier stays", given: "listBoms", want: /^listBoms$/ },
    { name: "a capital is lowered", given: "ListBoms", want: /^listBoms$/ },
    { name: "an acronym is lowered as a whole", given: "APIKeys", want: /^apiKeys$/ },
    { name: "words are joined", given: "boms/list-all items", want: /^bomsListAllItems$/ },
    { name: "a word of the language", given: "delete", want: /^delete_\w{6}$/ },
    { name: "a global that types use", given: "Record", want: /^record$/ },
    { name: "a promise's method", given: "then", want: /^then_\w{6}$/ },
    { name: "what every object has", given: "constructor", want: /^constructor$/ },
    { name: "a leading digit", given: "2fa", want: /^_2fa$/ },
    { name: "nothing but an emoji", given: "🦊", want: /^n_\w{6}$/ },
    { name: "10,000 characters", given: "a".repeat(10_000), want: /^a{60}_\w{8}$/ },
    { name: "none: method and path", given: "", want: /^geta$/i },
  ];
  test.each(cases)("$name", async ({ given, want }) => {
    expect(await functionOf(given)).toMatch(want);
  });

  test("a schema is exported under no name that means something else", async () => {
    const keys = [
      "Record",
      "Promise",
      "Client",
      "Things",
      "ThingsOptions",
      "operations",
      "🦊",
      "1",
    ];
    const { api } = await model(
      specOf({ components: { schemas: Object.fromEntries(keys.map((key) => [key, {}])) } }),
    );
    const types = Object.fromEntries(api.schemas.map(({ key, type }) => [key, type]));
    expect(types).toEqual({
      Record: expect.stringMatching(/^Record_/),
      Promise: expect.stringMatching(/^Promise_/),
      Client: expect.stringMatching(/^Client_/),
      Things: expect.stringMatching(/^Things_/),
      ThingsOptions: expect.stringMatching(/^ThingsOptions_/),
      operations: "Operations",
      "🦊": expect.stringMatching(/^N_/),
      1: "_1",
    });
  });

  test("a method of the facade is none that the language looks for", async () => {
    const ids = ["then", "constructor", "toJSON", "__proto__", "delete"];
    const { api } = await model(
      specWith(Object.fromEntries(ids.map((id, index) => [`GET /${index}`, { operationId: id }]))),
    );
    const methods = api.operations.map(({ names }) => names.method);
    expect(methods).toEqual([
      expect.stringMatching(/^then_/),
      expect.stringMatching(/^constructor_/),
      expect.stringMatching(/^toJSON_/),
      "proto",
      "delete",
    ]);
  });

  test("a schema that is called like a derived name keeps its own", async () => {
    const { api } = await model(
      specOf({ components: { schemas: { ListThingsParams: {}, ListThingsResult: {} } } }),
    );
    expect(api.schemas.map(({ type }) => type)).toEqual(["ListThingsParams", "ListThingsResult"]);
    expect(api.operations[0]?.names).toEqual({
      method: "listThings",
      function: "listThings",
      params: expect.stringMatching(/^ListThingsParams_\w{6}$/),
      data: "ListThingsData",
      result: expect.stringMatching(/^ListThingsResult_\w{6}$/),
    });
  });

  test("depend on what is named, not on its order in the spec", async () => {
    const ids = ["list-things", "listThings", "list things", "List.Things", "a_b", "a-b"];
    const keys = ["a b", "a-b", "AB", "a.b", "ListThings", "listThings", "ListThingsData"];
    const schemes = ["api key", "api-key", "apiKey"];
    const build = async (order: <T>(list: readonly T[]) => T[]) => {
      const operations = ids.map((id, i): [string, object] => [
        `GET /${i}`,
        { operationId: id, tags: [id] },
      ]);
      const { api } = await model(
        specWith(Object.fromEntries(order(operations)), {
          components: {
            schemas: Object.fromEntries(order(keys).map((key) => [key, {}])),
            securitySchemes: Object.fromEntries(
              order(schemes).map((key) => [key, { type: "http", scheme: "bearer" }]),
            ),
          },
        }),
      );
      return {
        operations: new Map(api.operations.map(({ path, names }) => [path, names])),
        schemas: new Map(api.schemas.map(({ key, type }) => [key, type])),
        groups: new Set(api.groups.map(({ module, type }) => `${module} ${type}`)),
        options: new Map(api.security.schemes.map(({ key, option }) => [key, option])),
      };
    };
    const first = await build((list) => [...list]);
    expect(await build((list) => [...list].reverse())).toEqual(first);
    expect(await build((list) => [...list.slice(3), ...list.slice(0, 3)])).toEqual(first);

    const exported = [...first.operations.values()]
      .flatMap(({ function: name, params, data, result }) => [name, params, data, result])
      .concat([...first.schemas.values()]);
    expect(new Set(exported).size).toBe(exported.length);
    expect(first.operations.get("/1")?.function).toBe("listThings");
  });
});

describe("security", () => {
  const schemes = {
    header: { type: "apiKey", in: "header", name: "X-Key", "x-client": { prefix: "Key " } },
    query: { type: "apiKey", in: "query", name: "key" },
    cookie: { type: "apiKey", in: "cookie", name: "session" },
    basic: { type: "http", scheme: "Basic" },
    bearer: { type: "http", scheme: "bearer" },
    other: { type: "http", scheme: "HOBA" },
    oauth: { type: "oauth2", flows: {} },
    openId: { type: "openIdConnect", openIdConnectUrl: "x" },
  };
  const authorization = { in: "header", name: "Authorization", basic: false, serverOnly: false };
  const cases = [
    {
      name: "header",
      want: { in: "header", name: "X-Key", prefix: "Key ", basic: false, serverOnly: false },
    },
    {
      name: "query",
      want: { in: "query", name: "key", prefix: undefined, basic: false, serverOnly: false },
    },
    {
      name: "cookie",
      want: { in: "cookie", name: "session", prefix: undefined, basic: false, serverOnly: false },
    },
    {
      name: "basic",
      want: { ...authorization, prefix: undefined, basic: true, serverOnly: false },
    },
    { name: "bearer", want: { ...authorization, prefix: "Bearer " } },
    { name: "other", want: { ...authorization, prefix: "HOBA " } },
    { name: "oauth", want: { ...authorization, prefix: "Bearer " } },
    { name: "openId", want: { ...authorization, prefix: "Bearer " } },
  ];
  test.each(cases)("$name", async ({ name, want }) => {
    const { api, warnings } = await model(specOf({ components: { securitySchemes: schemes } }));
    const scheme = api.security.schemes.find(({ key }) => key === name);
    expect(scheme).toEqual({
      key: name,
      option: name,
      description: undefined,
      required: false,
      ...want,
    });
    expect(warnings).toEqual([]);
  });

  test("a scheme that is not supported is warned of, and no alternative needs it", async () => {
    const { api, warnings } = await model(
      specOf({
        components: { securitySchemes: { tls: { type: "mutualTLS" }, key: schemes.header } },
        security: [{ tls: [] }, { key: [] }, { key: [], tls: [] }],
      }),
    );
    expect(warnings.map(({ code, message }) => `${code}: ${message}`)).toEqual([
      'left-out: security scheme "tls" is left out: type "mutualTLS" with these fields is not supported',
    ]);
    expect(api.security.default).toEqual([["key"]]);
    expect(api.security.schemes.map(({ option, required }) => [option, required])).toEqual([
      ["key", true],
    ]);
  });

  test("of an operation takes the place of the API's", async () => {
    const { api } = await model(
      specWith(
        { "GET /a": {}, "GET /b": { security: [] }, "GET /c": { security: [{ basic: [] }, {}] } },
        { components: { securitySchemes: schemes }, security: [{ header: [], query: [] }] },
      ),
    );
    expect(api.security.default).toEqual([["header", "query"]]);
    expect(api.operations.map(({ security }) => security)).toEqual([
      undefined,
      [],
      [["basic"], []],
    ]);
  });

  test("a scheme that is called like an option of every client gets another name", async () => {
    const { api } = await model(
      specOf({ components: { securitySchemes: { headers: schemes.header } } }),
    );
    expect(api.security.schemes[0]?.option).toMatch(/^headers_\w{6}$/);
  });
});

test("one run tells of what reading finds and of what the model finds", async () => {
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
    "operation-id-duplicate 7",
    "ref-remote 12",
    "ref-unresolved 11",
    "ref-unresolved 7",
    "wrong-shape 5",
    "wrong-shape 7",
    "wrong-shape 8",
  ]);
});

test("schemas that lead back to themselves and to no value are told together", async () => {
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
    // As long as a stack of calls may not be.
    ...Object.fromEntries(
      Array.from({ length: 20_000 }, (_, index) => [
        `N${index}`,
        index < 19_999 ? { allOf: [ref(`N${index + 1}`)] } : object("N0"),
      ]),
    ),
  };
  const diagnostics = await diagnosticsOf(model(specOf({ components: { schemas } })));
  expect(diagnostics.map(({ message }) => message)).toEqual([
    "schemas A, B, C lead back to one another and to no value",
    'schema "Self" leads back to itself and to no value',
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

  test("are operations like others, but for those that fetch does not send", async () => {
    expect(await of("3.2.0")).toEqual({
      operations: ["QUERY findThings", "COPY copyA", "Purge purgeA"],
      warnings: [
        "TRACE /a is left out: fetch does not send this method",
        "CONNECT /a is left out: fetch does not send this method",
        "NOT ONE /a is left out: this is no method of HTTP",
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

test("a path that starts with no slash would change the host, and is refused", async () => {
  const diagnostics = await diagnosticsOf(model(specWith({ "GET .evil.example/a": {} })));
  expect(diagnostics.map(({ message }) => message)).toEqual([
    'a path must be text that starts with a slash, but is ".evil.example/a"',
  ]);
});

test("what the client has nothing of is named with its place", async () => {
  const requestBody = {
    content: {
      "multipart/form-data": {
        ...{ encoding: { a: {} }, prefixEncoding: [{}], itemEncoding: { contentType: "a/b" } },
      },
    },
  };
  const { warnings } = await model(
    specWith(
      {
        "POST /a": {
          callbacks: { a: {} },
          requestBody,
          parameters: [{ in: "querystring", name: "q" }],
        },
      },
      {
        openapi: "3.2.0",
        $self: "https://example.com/openapi.yaml",
        jsonSchemaDialect: "https://json-schema.org/draft/2020-12/schema",
        components: { securitySchemes: { m: { type: "mutualTLS" } } },
      },
    ),
  );
  expect(warnings.map(({ message }) => message)).toEqual([
    "`$self` is left out: references start from where the document was read",
    "`jsonSchemaDialect` is left out: schemas are read as OpenAPI's own",
    'security scheme "m" is left out: type "mutualTLS" with these fields is not supported',
    'parameter "q" in querystring is left out: this place is not supported',
    "`callbacks` of an operation is left out: the client receives nothing",
    ...["prefixEncoding", "itemEncoding"].map(
      (field) => `\`${field}\` of a form is left out: the fields of a form have names`,
    ),
  ]);
  expect(warnings.every(({ code, place }) => code === "left-out" && place)).toBe(true);
});

test("what stands in many places and is left out is told once, at the first", async () => {
  const linked = "description: d, links: { next: { operationId: b } }";
  const given = `openapi: 3.2.0
info: { title: T, version: "1" }
tags:
  - { name: x, kind: nav }
  - name: y
    parent: x
    kind: nav
paths:
  /a:
    put:
      operationId: a
      callbacks: { done: {} }
      requestBody: { $ref: "#/components/requestBodies/Form" }
      responses:
        200: { ${linked} }
        404: { description: d, links: {} }
        500: { $ref: "#/components/responses/Linked" }
  /b:
    put:
      operationId: b
      callbacks: { done: {} }
      requestBody: { $ref: "#/components/requestBodies/Form" }
      responses:
        500: { $ref: "#/components/responses/Linked" }
components:
  schemas:
    Pet:
      anyOf: [{ $ref: "#/components/schemas/Cat" }]
      discriminator: { propertyName: kind, defaultMapping: Cat }
    Cat: { type: object }
  responses:
    Linked: { ${linked} }
  requestBodies:
    Form: { content: { multipart/form-data: { prefixEncoding: [{ contentType: a/b }] } } }
`;
  const { warnings } = await model(given);
  expect(warnings.map((each) => `${placed(each)}: ${each.message}`)).toEqual([
    "left-out at openapi.yaml:6:5: `parent` of a tag is left out: `x-client` of an operation makes sub-groups",
    "left-out at openapi.yaml:4:16: `kind` of 2 tags, the first of them here, is left out: the first tag of an operation is its group, of whatever kind",
    "left-out at openapi.yaml:29:44: `defaultMapping` of a discriminator is left out: what has none of the tags fits none of the types",
    "left-out at openapi.yaml:12:7: `callbacks` of 2 operations, the first of them here, is left out: the client receives nothing",
    "left-out at openapi.yaml:34:47: `prefixEncoding` of a form is left out: the fields of a form have names",
    "left-out at openapi.yaml:15:32: `links` of 2 responses, the first of them here, is left out: a call follows none; give what they name as arguments",
  ]);
});

test("the summary of a tag is told of its group, before the description", async () => {
  const of = (tag: object) =>
    model(specWith({ "GET /a": { tags: ["a"] } }, { tags: [{ name: "a", ...tag }] })).then(
      ({ api }) => api.groups[0]?.description,
    );
  expect(await of({ summary: "Short." })).toBe("Short.");
  expect(await of({ summary: "Short.", description: "Long." })).toBe("Short.\n\nLong.");
  expect(await of({ summary: "Same.", description: "Same." })).toBe("Same.");
  expect(await of({})).toBeUndefined();
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
  expect(report.warnings.map(({ message }) => message)).toEqual([
    "`itemSchema` of text/event-stream is left out: events arrive as ServerSentEvent, whose `data` is text",
  ]);
});

test("a request body of GET or HEAD is left out, because fetch sends none", async () => {
  const requestBody = { required: true, content: { "application/json": {} } };
  const { api, warnings } = await model(
    specWith({ "GET /a": { requestBody }, "DELETE /a": { requestBody } }),
  );
  expect(api.operations.map(({ method, body }) => [method, body !== undefined])).toEqual([
    ["GET", false],
    ["DELETE", true],
  ]);
  expect(codesOf(warnings)).toEqual(["left-out"]);
});

test("the same spec gives the same model", async () => {
  const spec = specWith({ "GET /a": { operationId: "a" } }, { components: { schemas: { A: {} } } });
  const { api } = await model(spec);
  expect((await model(spec)).api).toEqual(api);
});

test("a base URL is the first server if that is absolute and has no variables", async () => {
  const baseUrl = async (...urls: string[]) =>
    (await model(specOf({ servers: urls.map((url) => ({ url })) }))).api.baseUrl;
  expect(await baseUrl("https://a.example/v1", "https://b.example")).toBe("https://a.example/v1");
  expect(await baseUrl("/v1")).toBeUndefined();
  expect(await baseUrl("https://{region}.example")).toBeUndefined();
  expect(await baseUrl()).toBeUndefined();
});

test("a path without an object is told, with what else is wrong", async () => {
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
  expect(types).toContain("All: string & unknown;");
  expect(types).toContain("None: string & never;");
  expect(types).not.toContain("x-note");
});
