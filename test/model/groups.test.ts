import { describe, expect, test } from "vitest";
import { digest } from "../../generator/model/identifiers.js";
import { diagnosticsOf, model, specOf, specWith } from "../support/generator.js";

describe("groups", () => {
  const operation = (id: string, group?: string, more: object = {}) => ({
    operationId: id,
    ...(group === undefined ? {} : { "x-client": { group } }),
    ...more,
  });

  test("come from x-client, otherwise from the first tag, otherwise there is a default group", async () => {
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

  test("a method with the name of a sub-group gives way", async () => {
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

  test("no module has a name that is too long or that Windows reserves for a device", async () => {
    const devices = ["con", "AUX", "nul", "prn", "Com1", "com9", "lpt1", "LPT0"];
    const others = ["consul", "com10", "com", "auxiliary", "con.x"];
    const long = Array.from({ length: 10 }, (_, index) => `${index}`.padEnd(70, "a")).join(".");
    const groups = [...devices, ...others, long];
    const { api } = await model(
      specWith(
        Object.fromEntries(
          groups.map((group, index) => [`GET /${index}`, operation(`op${index}`, group)]),
        ),
      ),
    );
    const modules = new Map(api.groups.map(({ module }, index) => [groups[index], module]));
    for (const device of devices) {
      expect(modules.get(device)).toMatch(new RegExp(`^${device.toLowerCase()}-[0-9a-f]{6}$`));
    }
    expect(others.map((group) => modules.get(group))).toEqual([
      "consul",
      "com10",
      "com",
      "auxiliary",
      "con-x",
    ]);
    expect(modules.get(long)).toMatch(/^_0a.{100}[0-9a-f]{6}$|^.{100}-[0-9a-f]{6}$/);
    // What the facade calls them is no file's concern.
    expect(api.groups[0]?.path).toEqual(["con"]);
  });

  test("a suffix is never another group's name", async () => {
    // The digest of each as the name of a group below it, where that is a word.
    const digests = ["con", "aux", "nul", "prn", "com1", "com2", "com3", "lpt1", "lpt2"]
      .map((group) => [group, digest(group, 6)] as const)
      .filter(([, suffix]) => /^[a-f]/.test(suffix));
    expect(digests.length).toBeGreaterThan(0);
    const groups = digests.flatMap(([group, suffix]) => [group, `${group}.${suffix}`]);
    const { api } = await model(
      specWith(
        Object.fromEntries(
          groups.map((group, index) => [`GET /${index}`, operation(`op${index}`, group)]),
        ),
      ),
    );
    expect(new Set(api.groups.map(({ module }) => module)).size).toBe(groups.length);
  });

  test.each([20, 21])(
    "stand in at most 20 others: %i are refused only beyond that",
    async (depth) => {
      const group = Array.from({ length: depth + 1 }, (_, index) => `g${index}`).join(".");
      const built = model(specWith({ "GET /a": operation("a", group) }));
      if (depth > 20) {
        const [problem] = await diagnosticsOf(built);
        expect(problem).toMatchObject({ code: "extension-invalid", place: { line: 1 } });
      } else {
        expect((await built).api.groups[0]?.path).toHaveLength(21);
      }
    },
  );
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

  test("a schema is not exported under a name with another meaning", async () => {
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

  test("a method of the facade has no name that JavaScript itself looks up", async () => {
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

  test("a schema with the same name as a derived one keeps its own", async () => {
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

  test("depend on identity, not on the order in the spec", async () => {
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

test("the comment of a group has the tag's summary, before the description", async () => {
  const of = (tag: object) =>
    model(specWith({ "GET /a": { tags: ["a"] } }, { tags: [{ name: "a", ...tag }] })).then(
      ({ api }) => api.groups[0]?.description,
    );
  expect(await of({ summary: "Short." })).toBe("Short.");
  expect(await of({ summary: "Short.", description: "Long." })).toBe("Short.\n\nLong.");
  expect(await of({ summary: "Same.", description: "Same." })).toBe("Same.");
  expect(await of({})).toBeUndefined();
});
