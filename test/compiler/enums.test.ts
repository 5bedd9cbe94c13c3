import { expect, test } from "vitest";
import { buildApi } from "../../generator/model/index.js";
import { compile } from "../support/compiler.js";
import { generateInto, load, specWith } from "../support/generator.js";
import { fc, times } from "../support/random.js";

const list = (...values: unknown[]) => ({ enum: values });
const body = (schema: object) => ({ content: { "application/json": { schema } } });
const operations = {
  "GET /boms/{id}": {
    operationId: "listBoms",
    parameters: [
      { in: "path", name: "id", required: true, schema: list("a", "b") },
      { in: "query", name: "sort", schema: { type: "array", items: list("up", "down") } },
      { in: "query", name: "filter", content: { "application/json": { schema: list(1, 2) } } },
      { $ref: "#/components/parameters/Direction" },
    ],
    responses: {
      200: body({ properties: { state: list("open") } }),
      201: body({ properties: { state: list("closed") } }),
      404: body({ properties: { "error-code": list("gone") } }),
    },
  },
  "POST /boms": {
    operationId: "createBom",
    requestBody: body({ properties: { lines: { items: { properties: { unit: list("m") } } } } }),
  },
};
const schemas = {
  Bom: {
    properties: {
      state: { anyOf: [list("open", null), list("closed", "open"), { type: "string" }] },
      flags: { additionalProperties: list(true, false) },
      kind: { $ref: "#/components/schemas/Kind" },
      not: { not: list("never") },
      pair: list(["a"]),
      constructor: list("c"),
    },
  },
  Kind: list("x", "y"),
  // Its list wants the name that the list of a property wants.
  BomState: list("s"),
};
const parameters = { Direction: { in: "query", name: "direction", schema: list("asc", "desc") } };
const specOf = (
  more: { operations?: object; schemas?: object } = {},
  turn: (object: object) => object = (object) => object,
) =>
  specWith(turn({ ...operations, ...more.operations }) as Record<string, object>, {
    components: { parameters, schemas: turn({ ...schemas, ...more.schemas }) },
  });

const withLists = (spec: string, folder?: string) =>
  generateInto(spec, folder, undefined, { enums: { inner: true } });

const listsOf = (files: Readonly<Record<string, string>>) =>
  [...(files["enums.ts"] ?? "").matchAll(/^export const (\w+) = (.*) as const;$/gm)].map(
    ([, name, values]) => `${name} ${values}`,
  );

test("every enum has a list if lists are requested", async () => {
  const { files } = await withLists(specOf());
  expect(listsOf(files)).toEqual([
    'KindValues ["x", "y"]',
    'BomStateValues ["s"]',
    expect.stringMatching(/^BomStateValues_\w{6} \["open", null, "closed"\]$/),
    "BomFlagsValues [true, false]",
    'BomConstructorValues ["c"]',
    'DirectionValues ["asc", "desc"]',
    'ListBomsIdValues ["a", "b"]',
    'ListBomsSortValues ["up", "down"]',
    "ListBomsFilterValues [1, 2]",
    'ListBomsDataStateValues ["open", "closed"]',
    'ListBoms404ErrorCodeValues ["gone"]',
    'CreateBomBodyLinesUnitValues ["m"]',
  ]);
  expect(files["enums.ts"]).toContain(
    "/** The values that the spec lists for `query.sort` of GET /boms/{id}. */",
  );
  expect(JSON.parse(files["names.lock.json"] ?? "").enums).toMatchObject({
    "operations GET /boms/{id}#query/sort": "ListBomsSortValues",
    "schemas Bom#flags": "BomFlagsValues",
  });
  const program = `import { BomFlagsValues, ListBomsIdValues } from "./out/index.js";
export const flags: readonly [true, false] = BomFlagsValues;
export const ids: readonly ("a" | "b")[] = ListBomsIdValues;
// @ts-expect-error
export const wrong: readonly "a"[] = ListBomsIdValues;
`;
  const output = Object.entries(files).map(([path, text]) => [`out/${path}`, text]);
  expect(compile({ a: { ...Object.fromEntries(output), "main.ts": program } })).toEqual([]);
});

test("otherwise, only schemas that are an enum have one", async () => {
  const { files } = await generateInto(specOf());
  expect(listsOf(files)).toEqual(['KindValues ["x", "y"]', 'BomStateValues ["s"]']);
  expect(JSON.parse(files["names.lock.json"] ?? "").enums).toBeUndefined();
});

test("an additional enum only changes its own place", async () => {
  const { files: before } = await withLists(specOf());
  const Other = { properties: { state: list("open") } };
  const { files: after } = await withLists(specOf({ schemas: { Other } }));
  const touched = Object.keys(after).filter((path) => after[path] !== before[path]);
  expect(touched).toEqual([".tether.json", "enums.ts", "index.ts", "names.lock.json", "types.ts"]);
  const lines = (after["enums.ts"] ?? "").split("\n");
  expect(lines.filter((line) => !before["enums.ts"]?.includes(line))).toEqual([
    "/** The values that the spec lists for `state` of schema `Other`. */",
    'export const OtherStateValues = ["open"] as const;',
  ]);
  // The hash of the spec.
  expect(after["index.ts"]?.replace(/\w{64}/, "")).toBe(before["index.ts"]?.replace(/\w{64}/, ""));
});

test("the order of a spec changes no name of a list", async () => {
  const turn = (object: object) => Object.fromEntries(Object.entries(object).reverse());
  const { files: straight } = await withLists(specOf());
  const { files: reversed } = await withLists(specOf({}, turn));
  expect(reversed["names.lock.json"]).toBe(straight["names.lock.json"]);
});

test("a list keeps its name with the lock", async () => {
  const { folder } = await withLists(specOf());
  const renamed = {
    ...operations["GET /boms/{id}"],
    operationId: "findBoms",
    parameters: [{ in: "query", name: "sort", schema: list("up", "down", "none") }],
  };
  const { "GET /boms/{id}": _, ...others } = operations;
  // Another name of the path's parameter and of the operation, and a newcomer that wants the name.
  const now = specWith(
    { ...others, "GET /boms/{bom_id}": renamed },
    { components: { schemas: { ...schemas, "list-boms": { properties: { sort: list(1) } } } } },
  );
  const lists = listsOf((await withLists(now, folder)).files);
  expect(lists).toContain('ListBomsSortValues ["up", "down", "none"]');
  expect(lists).toContainEqual(expect.stringMatching(/^ListBomsSortValues_\w{6} \[1\]$/));
});

const names = fc.constantFrom(
  "a",
  "A",
  "a/b",
  "a#b",
  "a~1b",
  "__proto__",
  "constructor",
  "*/",
  "🦊",
);
const schemaOf = fc.letrec<{ schema: object }>((tie) => ({
  schema: fc.oneof(
    { maxDepth: 3 },
    fc.uniqueArray(names, { minLength: 1 }).map((values) => list(...values)),
    fc.dictionary(names, tie("schema")).map((properties) => ({ type: "object", properties })),
    fc.record({ items: tie("schema") }),
    fc.record({ anyOf: fc.array(tie("schema"), { minLength: 1 }) }),
  ),
})).schema;

test("no two lists have the same name, and the lock keeps each", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.dictionary(names, schemaOf),
      fc.dictionary(names, schemaOf),
      async (a, b) => {
        const apiOf = async (made: object, before?: ReadonlyMap<string, string>) =>
          buildApi(await load(specWith({}, { components: { schemas: made } })), {
            innerEnums: true,
            before,
          }).api;
        const first = await apiOf(a);
        const identities = Object.entries(first.names["enums"] ?? {});
        expect(new Set(identities.map(([, name]) => name)).size).toBe(first.innerEnums.length);
        const before = new Map(identities.map(([key, name]) => [`enum ${key}`, String(name)]));
        const second = (await apiOf({ ...b, ...a }, before)).names["enums"] ?? {};
        for (const [identity, name] of identities) expect(second[identity]).toBe(name);
      },
    ),
    { numRuns: times(60) },
  );
});
