import { describe, expect, test } from "vitest";
import { compareSpecs } from "../../generator/diff/index.js";
import { buildApi } from "../../generator/model/index.js";
import { load, placed } from "../support/generator.js";

/** What the diff and the client once read in two ways, or one of them not at all. */

const text = { type: "string" };
const number = { type: "integer" };
const json = (schema: unknown) => ({ content: { "application/json": { schema } } });
const head = { openapi: "3.1.0", info: { title: "T", version: "1" } };
const get = (operation: object, rest: object = {}, path = "/a") => ({
  ...head,
  paths: { [path]: { get: { responses: { 200: { description: "A" } }, ...operation } } },
  ...rest,
});
const answer = (fields: object, rest: object = {}) =>
  get({ responses: { 200: { description: "A", ...fields } } }, rest);
const schema = (value: object, rest: object = {}) => answer(json(value), rest);
const use = (ref: string) => ({ $ref: `#/components/${ref}` });

async function kindsOf(before: object, after: object): Promise<string[]> {
  const [base, revision] = await Promise.all(
    [before, after].map((document) => load(JSON.stringify(document))),
  );
  if (!base || !revision) throw new Error("two documents were given");
  return compareSpecs(base, revision).findings.map(({ kind }) => kind);
}

describe("an entry of a map counts, whatever its name begins with", () => {
  const names = ["x-rate", "__proto__", "constructor"] as const;
  const named = (name: string, value: unknown) =>
    JSON.parse(`{ ${JSON.stringify(name)}: ${JSON.stringify(value)} }`) as object;
  const maps: Record<string, [(name: string) => object, gone: object, kind: RegExp]> = {
    headers: [
      (name) => answer({ headers: named(name, { required: true, schema: text }) }),
      answer({}),
      /^response\.requiredHeader\.removed$/,
    ],
    securitySchemes: [
      (name) =>
        get(
          {},
          { components: { securitySchemes: named(name, { type: "http", scheme: "basic" }) } },
        ),
      get({}),
      /^securityScheme\.definition\.removed$/,
    ],
    links: [
      (name) => answer({ links: named(name, { operationId: "a" }) }),
      answer({}),
      /^response\.link\.removed$/,
    ],
    webhooks: [
      (name) => ({ ...get({}), webhooks: named(name, { post: { responses: {} } }) }),
      get({}),
      /^webhook\.endpoint\.removed$/,
    ],
    patternProperties: [
      (name) => schema({ patternProperties: named(name, text) }),
      schema({ patternProperties: {} }),
      /patternProperties\.removed$/,
    ],
    dependentRequired: [
      (name) => schema({ dependentRequired: named(name, ["b"]) }),
      schema({ dependentRequired: {} }),
      /dependentRequired\.removed$/,
    ],
    properties: [
      (name) => schema({ properties: named(name, text) }),
      schema({ properties: {} }),
      /property\.removed$/,
    ],
  };

  test.each(Object.keys(maps).flatMap((map) => names.map((name) => [map, name] as const)))(
    "%s: %s",
    async (map, name) => {
      const [make, gone, kind] = maps[map] as (typeof maps)[string];
      const kinds = await kindsOf(make(name), gone);
      expect(kinds.some((each) => kind.test(each))).toBe(true);
      expect(await kindsOf(make(name), make(name))).toEqual([]);
    },
  );

  test("the client has the scheme, and requires it", async () => {
    const security = {
      components: { securitySchemes: { "x-key": { type: "http", scheme: "bearer" } } },
      security: [{ "x-key": [] }],
    };
    const { api } = buildApi(await load(JSON.stringify(get({}, security))));
    expect(api.security.schemes.map(({ key, option }) => [key, option])).toEqual([
      ["x-key", "xKey"],
    ]);
    expect(api.security.default).toEqual([["x-key"]]);
  });

  test.each(["paths", "responses", "callbacks"])(
    "but in %s, where OpenAPI has extensions",
    async (map) => {
      const extension = { "x-other": { get: { responses: {} }, description: "B" } };
      const written =
        map === "paths"
          ? { ...head, paths: { ...extension } }
          : map === "responses"
            ? get({ responses: { ...extension } })
            : get({ callbacks: { a: { ...extension } } });
      const bare =
        map === "paths"
          ? { ...head, paths: {} }
          : get(map === "responses" ? { responses: {} } : { callbacks: { a: {} } });
      expect(await kindsOf(written, bare)).toEqual([]);
      const { api, warnings } = buildApi(await load(JSON.stringify(written)));
      expect(warnings.map(({ code }) => code)).not.toContain("wrong-shape");
      if (map === "callbacks") return;
      expect(api.operations.flatMap(({ responses }) => responses)).toEqual([]);
    },
  );
});

describe("items of a stream", () => {
  const lines = (fields: object, type = "application/x-ndjson") => ({
    ...answer({ content: { [type]: fields } }),
    openapi: "3.2.0",
  });
  test.each([
    [
      "another type",
      { itemSchema: text },
      { itemSchema: number },
      /^response\.type\.(changed|narrowed)$/,
    ],
    [
      "a property that is gone",
      { itemSchema: { type: "object", properties: { a: text } } },
      { itemSchema: { type: "object", properties: {} } },
      /^response\.property\.removed$/,
    ],
    ["no schema any more", { itemSchema: text }, {}, /^response\.schema\.removed$/],
  ])("%s", async (_, before, after, kind) => {
    expect(await kindsOf(lines(before), lines(after))).toEqual([expect.stringMatching(kind)]);
    const events = "text/event-stream";
    expect(await kindsOf(lines(before, events), lines(after, events))).toEqual([
      expect.stringMatching(kind),
    ]);
  });
});

describe("successes", () => {
  const only = (responses: object) => get({ responses });
  const [old, now] = [json(text), json(number)].map((each) => ({ description: "A", ...each }));
  test.each([
    ["a lone default", { default: old }, { default: now }, true],
    ["a default beside failures", { 404: old, default: old }, { 404: old, default: now }, true],
    ["a default beside a success", { 204: {}, default: old }, { 204: {}, default: now }, false],
    ["a class", { "2xx": old }, { "2XX": now }, true],
  ])("%s, in the diff and in the client", async (_, before, after, isSuccess) => {
    const [base, revision] = await Promise.all(
      [before, after].map((each) => load(JSON.stringify(only(each)))),
    );
    if (!base || !revision) throw new Error("two documents were given");
    const [finding] = compareSpecs(base, revision).findings;
    expect(finding?.shown.map(({ side }) => side)).toEqual([isSuccess ? "answer" : "error"]);
    const outcomes = buildApi(revision).api.operations[0]?.responses ?? [];
    const changed = outcomes.at(-1);
    expect(changed?.success).toBe(isSuccess);
  });
});

test("names of query parameters are case-sensitive", async () => {
  const parameters = ["a", "A"].map((name) => ({ in: "query", name, schema: text }));
  const { api } = buildApi(await load(JSON.stringify(get({ parameters }))));
  expect(api.operations[0]?.parameters).toHaveLength(2);
});

describe("siblings of a reference", () => {
  const using = (openapi: string, beside: object) => ({
    ...schema(
      { type: "object", properties: { n: { ...use("schemas/N"), ...beside } } },
      { components: { schemas: { N: text } } },
    ),
    openapi,
  });
  test.each([
    ["nullable", { nullable: true }],
    ["a limit", { maxLength: 3 }],
    ["readOnly", { readOnly: true }],
    ["deprecated", { deprecated: true }],
  ])("of a schema says nothing before 3.1: %s", async (_, beside) => {
    expect(await kindsOf(using("3.0.3", {}), using("3.0.3", beside))).toEqual([]);
    const { document } = await load(JSON.stringify(using("3.0.3", beside)));
    expect(JSON.stringify(document)).not.toContain(Object.keys(beside)[0]);
  });

  test.each([
    ["a limit", { maxLength: 3 }, "response.maxLength.set"],
    ["readOnly", { readOnly: true }, "response.readOnly.set"],
  ])("of a schema counts since then: %s", async (_, beside, kind) => {
    expect(await kindsOf(using("3.1.0", {}), using("3.1.0", beside))).toContain(kind);
  });

  test.each(["3.0.3", "3.1.0"])("text for readers is told in %s", async (openapi) => {
    const beside = { description: "B" };
    expect(await kindsOf(using(openapi, {}), using(openapi, beside))).toContain(
      "response.description.changed",
    );
  });

  const parameter = (openapi: string, beside: object) => ({
    ...get(
      { parameters: [{ ...use("parameters/P"), ...beside }] },
      { components: { parameters: { P: { in: "query", name: "p", schema: text } } } },
    ),
    openapi,
  });
  test("of a parameter is its description since 3.1, in the diff and in the client", async () => {
    const documented = parameter("3.1.0", { description: "B" });
    expect(await kindsOf(parameter("3.1.0", {}), documented)).toEqual([
      "parameter.description.changed",
    ]);
    const { api } = buildApi(await load(JSON.stringify(documented)));
    expect(api.operations[0]?.parameters[0]?.description).toBe("B");
  });

  test.each([
    ["3.0.3", { description: "B" }],
    ["3.0.3", { required: true }],
    ["3.1.0", { required: true }],
  ])("of a parameter is nothing else: %s %j", async (openapi, beside) => {
    expect(await kindsOf(parameter(openapi, {}), parameter(openapi, beside))).toEqual([]);
  });
});

describe("a security requirement without a declared scheme", () => {
  const schemes = { securitySchemes: { apiKey: { type: "http", scheme: "bearer" } } };
  test.each([
    ["of the document", get({}, { components: schemes, security: [{ apikey: [] }] })],
    ["of an operation", get({ security: [{ apikey: [] }] }, { components: schemes })],
    ["where none is declared", get({ security: [{ apikey: [] }, {}] })],
    ["of a name that every object inherits", get({ security: [{ constructor: [] }] })],
  ])("is told with its place: %s", async (_, document) => {
    const { warnings } = buildApi(await load(JSON.stringify(document)));
    expect(warnings.map(placed)).toEqual([expect.stringMatching(/^security-unknown at openapi/)]);
  });

  test("is not one if the scheme is declared but not supported, or if it requires nothing", async () => {
    const document = get(
      { security: [{ tls: [] }, {}] },
      { components: { securitySchemes: { tls: { type: "mutualTLS" } } } },
    );
    const { warnings } = buildApi(await load(JSON.stringify(document)));
    expect(warnings.map(({ code }) => code)).toEqual(["left-out"]);
  });
});

describe("path parameters are identified by their position", () => {
  const path = (template: string, types: Record<string, object>) =>
    get(
      {
        parameters: Object.entries(types).map(([name, type]) => ({
          in: "path",
          name,
          required: true,
          schema: type,
        })),
      },
      {},
      template,
    );
  test.each([
    ["/a/{x}/{y}", "/a/{y}/{x}", { x: text, y: number }],
    ["/a/{x}/{y}/{z}", "/a/{y}/{z}/{x}", { x: text, y: number, z: number }],
    ["/{x}.{y}", "/{y}.{x}", { x: text, y: number }],
  ])("%s became %s", async (before, after, types) => {
    const kinds = await kindsOf(path(before, types), path(after, types));
    // One cause, although the types at both positions differ and the arguments have other names.
    expect(kinds).toEqual(["operation.pathParameter.swapped"]);
  });
});

describe("changes to two variants of a union are two findings", () => {
  const variants = (a: object, b: object, titles: readonly (string | undefined)[]) =>
    [a, b].map((x, index) => ({
      ...(titles[index] !== undefined && { title: titles[index] }),
      type: "object",
      properties: { [`own${index}`]: text, x },
    }));
  const inline = (oneOf: object[]) => schema({ oneOf });
  const shared = (anyOf: object[]) =>
    schema(use("schemas/A"), { components: { schemas: { A: { anyOf } } } });
  test.each<[string, (all: object[]) => object, readonly (string | undefined)[]]>([
    ["with titles", inline, ["A", "B"]],
    ["without", inline, []],
    ["of a component", shared, ["A", "B"]],
  ])("%s", async (_, make, titles) => {
    const idsOf = async (a: object, b: object) => {
      const [base, revision] = await Promise.all(
        [make(variants(text, text, titles)), make(variants(a, b, titles))].map((document) =>
          load(JSON.stringify(document)),
        ),
      );
      if (!base || !revision) throw new Error("two documents were given");
      return compareSpecs(base, revision).findings.map(({ fingerprint }) => fingerprint);
    };
    const [one, other] = [await idsOf(number, text), await idsOf(text, number)];
    expect(one).toHaveLength(1);
    expect(other).toHaveLength(1);
    expect(one).not.toEqual(other);
  });
});
