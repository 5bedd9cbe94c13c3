import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { type Filter, loadSpec } from "../../generator/load/index.js";
import { makeFolder } from "../support/generator.js";

const document = {
  openapi: "3.1.0",
  info: { title: "Shop", version: "1" },
  security: [{ key: [] }],
  paths: {
    "/pets": {
      parameters: [{ $ref: "#/components/parameters/Page" }],
      get: {
        operationId: "listPets",
        tags: ["pets"],
        responses: { 200: { $ref: "#/components/responses/Pets" } },
      },
      post: { operationId: "addPet", tags: ["pets", "write"], security: [{ login: [] }] },
    },
    "/pets/{id}": { get: { operationId: "getPet", tags: ["pets"] } },
    "/pets/{id}/toys": { get: { operationId: "listToys", tags: ["toys"] } },
    "/shops": { get: { operationId: "listShops", tags: ["shops"] } },
  },
  webhooks: { sold: { post: { operationId: "onSold", tags: ["shops"] } } },
  components: {
    parameters: {
      Page: { name: "page", in: "query", schema: { $ref: "#/components/schemas/Number" } },
    },
    responses: {
      Pets: { content: { "application/json": { schema: { $ref: "#/components/schemas/Pet" } } } },
    },
    schemas: {
      Number: { type: "integer" },
      Pet: {
        type: "object",
        discriminator: {
          propertyName: "kind",
          mapping: { dog: "#/components/schemas/Dog", fish: "Fish" },
        },
      },
      Dog: { properties: { owner: { $ref: "#/components/schemas/Owner" } } },
      Fish: {},
      Cat: { allOf: [{ $ref: "#/components/schemas/Pet" }] },
      Owner: { properties: { pets: { items: { $ref: "#/components/schemas/Pet" } } } },
      Orphan: { properties: { other: { $ref: "#/components/schemas/OrphanToo" } } },
      OrphanToo: {},
    },
    securitySchemes: {
      key: { type: "apiKey", in: "header", name: "K" },
      login: { type: "http", scheme: "basic" },
    },
  },
};

async function filtered(filter: Filter) {
  const folder = makeFolder({ "openapi.json": JSON.stringify(document) });
  const place = (pointer: readonly string[]) => ({ file: pointer.join("/"), line: 1, column: 1 });
  return loadSpec(join(folder, "openapi.json"), { filter, place, allowEmpty: true });
}

function operationsOf(spec: Readonly<Record<string, unknown>>): string[] {
  return ["paths", "webhooks"].flatMap((field) =>
    Object.values((spec[field] ?? {}) as Record<string, object>).flatMap((item) =>
      Object.values(item).flatMap(
        (operation: { operationId?: string }) => operation.operationId ?? [],
      ),
    ),
  );
}

describe("a filter keeps", () => {
  const cases: { given: Filter; want: string[] }[] = [
    { given: {}, want: ["listPets", "addPet", "getPet", "listToys", "listShops", "onSold"] },
    { given: { tags: ["toys", "write"] }, want: ["addPet", "listToys"] },
    { given: { operations: ["getPet", "onSold"] }, want: ["getPet", "onSold"] },
    { given: { paths: ["/pets"] }, want: ["listPets", "addPet"] },
    { given: { paths: ["/pets/*"] }, want: ["getPet"] },
    { given: { paths: ["/pets/**"] }, want: ["getPet", "listToys"] },
    { given: { paths: ["/pets/{id}"] }, want: ["getPet"] },
    { given: { paths: ["*"] }, want: ["onSold"] },
    { given: { methods: ["post"] }, want: ["addPet", "onSold"] },
    { given: { tags: ["pets"], methods: ["get"] }, want: ["listPets", "getPet"] },
    { given: { tags: [] }, want: [] },
    { given: { exclude: { tags: ["pets"] } }, want: ["listToys", "listShops", "onSold"] },
    {
      given: { exclude: { methods: ["post"], paths: ["/pets/**"] } },
      want: ["listPets", "listShops"],
    },
    {
      given: { tags: ["pets"], exclude: { operations: ["addPet"] } },
      want: ["listPets", "getPet"],
    },
  ];
  test.each(cases)("$given", async ({ given, want }) => {
    const { document, warnings } = await filtered(given);
    expect(operationsOf(document)).toEqual(want);
    expect(warnings).toEqual([]);
  });
});

describe("keeps the components that are still needed", () => {
  const keys = (value: unknown) =>
    Object.fromEntries(
      Object.entries(value as object).map(([section, entries]) => [
        section,
        Object.keys(entries as object),
      ]),
    );

  test("also through responses, properties, discriminators and schemas that extend a base", async () => {
    const { document } = await filtered({ operations: ["listPets"] });
    expect(keys(document["components"])).toEqual({
      parameters: ["Page"],
      responses: ["Pets"],
      schemas: ["Number", "Pet", "Dog", "Fish", "Cat", "Owner"],
      securitySchemes: ["key"],
    });
  });

  test("also the security schemes that are named", async () => {
    const { document } = await filtered({ operations: ["addPet"] });
    expect(keys(document["components"])).toMatchObject({ securitySchemes: ["key", "login"] });
  });

  test("or nothing", async () => {
    const { document } = await filtered({ operations: ["listShops"] });
    expect(keys(document["components"])).toEqual({ securitySchemes: ["key"] });
  });

  test("without a filter, all stay", async () => {
    const folder = makeFolder({ "openapi.json": JSON.stringify(document) });
    const spec = await loadSpec(join(folder, "openapi.json"));
    expect(spec.document).toEqual(document);
  });
});

test("an entry that matches nothing is reported at its place", async () => {
  const { warnings } = await filtered({
    tags: ["pets", "Pets"],
    paths: ["/pets", "/pet"],
    exclude: { operations: ["nope"] },
  });
  expect(warnings.map(({ code, place }) => `${code} ${place?.file}`)).toEqual([
    "filter-unmatched filter/tags/1",
    "filter-unmatched filter/paths/1",
    "filter-unmatched filter/exclude/operations/0",
  ]);
});

test("the hash depends on the filter", async () => {
  const [all, some] = [await filtered({}), await filtered({ tags: ["pets"] })];
  expect(all.hash).not.toBe(some.hash);
});
