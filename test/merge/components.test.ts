import { describe, expect, test } from "vitest";
import { parse, stringify } from "yaml";
import { capturePages } from "../../generator/capture/index.js";
import { loadSpec } from "../../generator/load/index.js";
import { makeFolder } from "../support/generator.js";
import type { Fields } from "../support/provenance.js";
import { json, Project, twin } from "./support.js";

/** What operations share: found, named, added and taken away by what refers to it. */

const to = (name: string) => ({ $ref: `#/components/schemas/${name}` });
const kinds = ["Cat", "Dog"];
const pet = {
  oneOf: kinds.map(to),
  discriminator: { propertyName: "kind", mapping: { cat: "Cat", dog: "#/components/schemas/Dog" } },
};
const animal = (field: string) => ({
  type: "object",
  properties: { kind: { type: "string" }, [field]: { type: "string" } },
});

const document = (rest: Record<string, unknown>) =>
  stringify({ openapi: "3.1.1", info: { title: "T", version: "1" }, ...rest });

/** A document of several pages, of which nothing was there before. */
async function documentOf(pages: Record<string, string>): Promise<Fields> {
  const report = await capturePages({
    sources: [makeFolder(pages)],
    target: `${makeFolder()}/openapi.yaml`,
    isNew: true,
    cacheFolder: makeFolder(),
  });
  return parse(report.differences[0]?.after ?? "") as Fields;
}

test("a schema that only a discriminator names comes along with it", async () => {
  const base = {
    type: "object",
    discriminator: { propertyName: "kind", mapping: { c: "#/components/schemas/Cat" } },
  };
  const made = await documentOf({
    "a.md": twin(
      "Get Pet",
      "GET /a",
      { responses: { 200: json(to("Pet")) } },
      {
        schemas: { Pet: base, Cat: animal("lives") },
      },
    ),
  });
  expect(made["components"]).toMatchObject({ schemas: { Pet: {}, Cat: animal("lives") } });
});

test.each([["Cat"], ["cats.yaml#/Cat"], ["cats.yaml#/Alias"]])(
  "a discriminator that spells what it names in another way says the same: %s",
  async (target) => {
    const pet = (name: string) => ({
      type: "object",
      discriminator: { propertyName: "kind", mapping: { c: name } },
    });
    const given = new Project({
      "spec/openapi.yaml": document({
        paths: {
          "/a": {
            get: { operationId: "getA", summary: "Get A", responses: { 200: json(pet(target)) } },
          },
        },
        components: { schemas: { Cat: { $ref: "cats.yaml#/Cat" } } },
      }),
      "spec/cats.yaml": stringify({ Cat: animal("lives"), Alias: { $ref: "#/Cat" } }),
    });
    const page = (name: string) =>
      twin(
        "Get A",
        "GET /a",
        { responses: { 200: json(pet(name)) } },
        {
          schemas: { Cat: animal("lives"), Dog: animal("bones") },
        },
      );
    const same = await given.capture({ "a.md": page("#/components/schemas/Cat") });
    expect([same.changes, same.conflicts]).toEqual([[], []]);
    const other = await given.capture({ "a.md": page("#/components/schemas/Dog") });
    expect(other.conflicts).toEqual([]);
    expect(other.changes.map(({ what }) => what)).toEqual([
      "components, Dog",
      "GET /a: response 200, discriminator",
    ]);
    expect(given.read("cats.yaml")["Dog"]).toMatchObject(animal("bones"));
  },
);

test("pages that use one name for different things keep them apart, wherever they name them", async () => {
  const page = (path: string, field: string, scheme: string) =>
    twin(
      "Get Pet",
      `GET ${path}`,
      { summary: `Get ${path}`, responses: { 200: json(pet) }, security: [{ key: [] }] },
      {
        schemas: { Cat: animal(field), Dog: animal(field) },
      },
    )
      .replace(
        '"components": {',
        `"components": { "securitySchemes": { "key": { "type": "http", "scheme": "${scheme}" } },`,
      )
      .replace("# Get Pet", `# Get ${path}`);
  const made = await documentOf({
    "a.md": page("/a", "one", "basic"),
    "b.md": page("/b", "two", "bearer"),
  });
  const { schemas, securitySchemes } = made["components"] as Record<string, Record<string, Fields>>;
  const paths = made["paths"] as Record<string, { get: Fields }>;
  for (const [path, field, scheme] of [
    ["/a", "one", "basic"],
    ["/b", "two", "bearer"],
  ] as const) {
    const operation = paths[path]?.get ?? {};
    const text = JSON.stringify(operation["responses"]);
    const names = [...text.matchAll(/"(?:cat|dog)":"(?:#\/components\/schemas\/)?(\w+)"/g)];
    expect(names).toHaveLength(2);
    for (const [, name = ""] of names) expect(schemas?.[name]).toMatchObject(animal(field));
    const [name = ""] = Object.keys((operation["security"] as Fields[])[0] ?? {});
    expect(securitySchemes?.[name]).toMatchObject({ type: "http", scheme });
  }
});

describe("text that only looks like a reference", () => {
  test.each([
    ["an example", { example: { $ref: "./nowhere.json#/a" } }],
    ["a default", { default: { $ref: "#/nowhere" } }],
    ["an extension", { "x-more": { $ref: "http://127.0.0.1:1/nowhere" } }],
  ])("in %s is followed by nobody", async (_, fields) => {
    const given = new Project({
      "spec/openapi.yaml": document({
        paths: {
          "/a": {
            get: {
              operationId: "getA",
              summary: "Get A",
              responses: { 200: json({ type: "object", ...fields }) },
            },
          },
        },
      }),
    });
    const page = twin("Get A", "GET /a", {
      responses: { 200: json({ type: "object", minProperties: 1 }) },
    });
    const { changes, conflicts } = await given.capture({ "a.md": page });
    expect(changes.map(({ what }) => what)).toEqual(["GET /a: response 200, minProperties"]);
    expect(conflicts).toEqual([]);
  });
});

test("a schema that a discriminator still names stays when nothing else refers to it", async () => {
  const given = new Project({
    "spec/openapi.yaml": document({
      paths: {
        "/pets": {
          get: { operationId: "getPet", summary: "Get Pet", responses: { 200: json(to("Pet")) } },
        },
        "/cats": {
          get: {
            operationId: "getCat",
            summary: "Get Cat",
            responses: { 200: json({ type: "object" }) },
          },
        },
      },
      components: {
        schemas: {
          Pet: { type: "object", discriminator: { propertyName: "kind", mapping: { cat: "Cat" } } },
          Cat: animal("lives"),
          Gone: animal("never"),
        },
      },
    }),
  });
  const cat = (schema: object) =>
    twin(
      "Get Cat",
      "GET /cats",
      { responses: { 200: json({ type: "object", properties: { a: schema, b: schema } }) } },
      {
        schemas: { Cat: animal("lives"), Only: animal("here") },
      },
    );
  const only = { allOf: [to("Cat"), to("Only")] };
  await given.capture({ "a.md": cat(only) });
  await given.capture({ "a.md": cat({ type: "string" }) });
  const { schemas } = given.read("openapi.yaml")["components"] as Record<string, Fields>;
  // `Gone` was there without anybody's reference before, and `Only` came and went with the page.
  expect(Object.keys(schemas ?? {})).toEqual(["Pet", "Cat", "Gone"]);
});

describe("a new component is put where the others are", () => {
  const page = twin(
    "Get A",
    "GET /a",
    { responses: { 200: json(to("New")) } },
    { schemas: { New: animal("x") } },
  );
  const paths = {
    "/a": { get: { operationId: "getA", summary: "Get A", responses: { 200: json({}) } } },
  };
  test.each<[string, Record<string, object>, file: string]>([
    [
      "a section in a file",
      {
        "openapi.yaml": { paths, components: { schemas: { $ref: "schemas.yaml" } } },
        "schemas.yaml": { Old: animal("o") },
      },
      "schemas.yaml",
    ],
    [
      "all components in a file",
      {
        "openapi.yaml": { paths, components: { $ref: "parts.yaml#/all" } },
        "parts.yaml": { all: { schemas: { Old: animal("o") } } },
      },
      "parts.yaml",
    ],
    [
      "each a reference into a file of many",
      {
        "openapi.yaml": {
          paths,
          components: { schemas: { Old: { $ref: "many.yaml#/defs/Old" } } },
        },
        "many.yaml": { defs: { Old: animal("o") } },
      },
      "many.yaml",
    ],
    [
      "each a file of its own: the new one stands in the spec",
      {
        "openapi.yaml": { paths, components: { schemas: { Old: { $ref: "Old.yaml" } } } },
        "Old.yaml": animal("o"),
      },
      "openapi.yaml",
    ],
  ])("%s", async (_, layout, file) => {
    const files = Object.entries(layout).map(([name, value]) => [
      `spec/${name}`,
      name === "openapi.yaml" ? document(value as Record<string, unknown>) : stringify(value),
    ]);
    const given = new Project(Object.fromEntries(files) as Record<string, string>);
    const before = given.files();
    await given.capture({ "a.md": page });
    const holders = Object.entries(given.files()).filter(
      ([name, text]) => !name.startsWith("captures/") && /^ *New:\n( +.*\n)* +x:/m.test(text),
    );
    expect(holders.map(([name]) => name)).toEqual([file]);
    const touched = Object.keys(layout).filter((name) => given.files()[name] !== before[name]);
    expect(touched.filter((name) => name !== file && name !== "openapi.yaml")).toEqual([]);
    expect(await given.look({ "a.md": page })).toMatchObject({
      changes: [],
      conflicts: [],
      differences: [],
    });
  });
});

describe("an operation moves within its files", () => {
  const get = {
    operationId: "getA",
    summary: "Get A",
    responses: { 200: { description: "A" } },
  };
  const page = (signature: string) =>
    twin("Get A", signature, { responses: { 200: { description: "" } } }, { id: "4100011" });
  test.each<[string, Record<string, object>]>([
    [
      "paths in a file",
      { "openapi.yaml": { paths: { $ref: "paths.yaml" } }, "paths.yaml": { "/a": { get } } },
    ],
    [
      "a path item in a file",
      { "openapi.yaml": { paths: { "/a": { $ref: "a.yaml" } } }, "a.yaml": { get } },
    ],
    [
      "a path item that is called like its path",
      {
        "openapi.yaml": { paths: { "/a": { $ref: "all.yaml#/~1a" } } },
        "all.yaml": { "/a": { get } },
      },
    ],
  ])("%s", async (_, layout) => {
    const files = Object.entries(layout).map(([name, value]) => [
      `spec/${name}`,
      name === "openapi.yaml" ? document(value as Record<string, unknown>) : stringify(value),
    ]);
    const given = new Project(Object.fromEntries(files) as Record<string, string>);
    await given.capture({ "a.md": page("GET /a") });
    const { changes, conflicts } = await given.capture({ "a.md": page("GET /b") });
    expect(changes).toMatchObject([{ before: "GET /a", after: "GET /b" }]);
    expect(conflicts).toEqual([]);
    const { document: linked } = await loadSpec(given.entry);
    expect(linked["paths"]).toEqual({
      "/b": { get: expect.objectContaining({ operationId: "getA" }) },
    });
    expect(
      Object.keys(given.files())
        .filter((name) => !name.startsWith("captures/"))
        .sort(),
    ).toEqual(Object.keys(layout).sort());
  });
});
