import { describe, expect, test } from "vitest";
import { compile } from "../support/compiler.js";
import { diagnosticsOf, generateInto, model, placed, specOf } from "../support/generator.js";

const list = { type: "array", items: { type: "string" } };
const properties = {
  list,
  orNull: { type: ["array", "null"], items: {} },
  either: { type: ["array", "object"] },
  text: { type: "string" },
  count: { type: "integer" },
  flag: { type: "boolean" },
  nothing: { type: "null" },
  any: {},
  "a/b": list,
  inner: { $ref: "#/components/schemas/Inner" },
  alternatives: { oneOf: [{ properties: { list } }, { properties: { text: {} } }] },
  texts: { enum: ["a", null] },
};
const page = { allOf: [{ $ref: "#/components/schemas/Page" }] };

function specWithRule(rule: unknown, responses: object = jsonResponse(page)): string {
  return specOf({
    paths: {
      "/things": {
        get: {
          operationId: "listThings",
          parameters: [
            { name: "page", in: "query" },
            { name: "offset", in: "header" },
          ],
          responses,
          "x-pagination": rule,
        },
      },
    },
    components: {
      schemas: {
        Page: { type: "object", properties },
        Inner: { anyOf: [{ type: "null" }, { $ref: "#/components/schemas/Loop" }] },
        Loop: { allOf: [{ $ref: "#/components/schemas/Inner" }], properties: { list } },
      },
    },
  });
}

function jsonResponse(schema: object) {
  const headers = { Link: { schema: { type: "string" } } };
  return { 200: { description: "", headers, content: { "application/json": { schema } } } };
}

const byPage = { style: "page", page: "page" };
const byCursor = { style: "cursor", cursor: "page", items: "/list" };
const byLink = { style: "link", items: "/list" };

describe("a rule that fits", () => {
  test.each([
    [
      { ...byPage, items: "/list" },
      { style: "page", argument: "page", items: ["list"] },
    ],
    [
      { ...byPage, items: "/orNull", first: 0 },
      { first: 0, items: ["orNull"] },
    ],
    [{ ...byPage, items: "/list", first: 1 }, { first: undefined }],
    [
      { ...byPage, items: "/a~1b", next: "/flag" },
      { items: ["a/b"], next: ["flag"] },
    ],
    [{ ...byPage, items: "/inner/list", next: "/any" }, { items: ["inner", "list"] }],
    [{ ...byPage, items: "/list", next: "/nothing" }, { next: ["nothing"] }],
    [
      { ...byCursor, next: "/texts" },
      { style: "cursor", next: ["texts"] },
    ],
    [{ ...byCursor, next: "/count" }, { next: ["count"] }],
    [
      { ...byLink, next: "/text" },
      { argument: undefined, next: ["text"], header: undefined },
    ],
    [
      { ...byLink, next: { header: "link" } },
      { next: undefined, header: "link" },
    ],
  ])("%j", async (rule, want) => {
    const { api } = await model(specWithRule(rule));
    expect(api.operations[0]?.pagination).toMatchObject(want);
    expect(api.operations[0]?.names.item).toBe("ListThingsItem");
  });

  test("a body that is the list itself", async () => {
    const { api } = await model(specWithRule({ ...byPage, items: "" }, jsonResponse(list)));
    expect(api.operations[0]?.pagination?.items).toEqual([]);
  });

  test("none", async () => {
    const { api } = await model(specWithRule(undefined));
    expect(api.operations[0]).toMatchObject({ pagination: undefined, names: { item: undefined } });
  });
});

const one = "the operation must have one success response, and that must be JSON";

describe("a rule that does not fit is reported with its place and the reason", () => {
  test.each<[unknown, object | undefined, string[]]>([
    ["page", undefined, ["must be an object with a `style`"]],
    [[], undefined, ["must be an object with a `style`"]],
    [{}, undefined, ["`style` must be one of page, offset, cursor, link"]],
    [{ style: "constructor" }, undefined, ["`style` must be one of page, offset, cursor, link"]],
    [
      { style: "page" },
      undefined,
      ["the style `page` needs `page`", "the style `page` needs `items`"],
    ],
    [{ ...byCursor }, undefined, ["the style `cursor` needs `next`"]],
    [
      { ...byLink, next: "/text", page: "page" },
      undefined,
      ['the style `link` has no field "page"'],
    ],
    [
      { style: "page", page: "pages", items: "/list" },
      undefined,
      ['there is no query parameter "pages"'],
    ],
    [
      { style: "offset", offset: "offset", limit: 1, items: "/list" },
      undefined,
      ["there is no query parameter 1", 'there is no query parameter "offset"'],
    ],
    [{ ...byPage, items: "list" }, undefined, ['`items` must be a JSON pointer such as "/items"']],
    [{ ...byPage, items: "/a~b" }, undefined, ['`items` must be a JSON pointer such as "/items"']],
    [{ ...byPage, items: 1 }, undefined, ['`items` must be a JSON pointer such as "/items"']],
    [
      { ...byPage, items: "/nope/list" },
      undefined,
      [`the response's schema has no property "nope" for /nope/list`],
    ],
    [
      { ...byPage, items: "/alternatives/list" },
      undefined,
      [`the response's schema has no property "list" for /alternatives/list`],
    ],
    [{ ...byPage, items: "" }, undefined, ["the body must be array, but is object"]],
    [{ ...byPage, items: "/text" }, undefined, ["/text must be array, but is string"]],
    [{ ...byPage, items: "/either" }, undefined, ["/either must be array, but is array or object"]],
    [{ ...byPage, items: "/any" }, undefined, ["/any must be array, but is untyped"]],
    [
      { ...byPage, items: "/list", next: "/list" },
      undefined,
      ["/list must be string or number or integer or boolean or null, but is array"],
    ],
    [
      { ...byCursor, next: "/flag" },
      undefined,
      ["/flag must be string or number or integer, but is boolean"],
    ],
    [{ ...byLink, next: "/count" }, undefined, ["/count must be string, but is integer"]],
    [
      { ...byLink, next: { header: "X-Next" } },
      undefined,
      ['the response declares no header "X-Next"'],
    ],
    [
      { ...byLink, next: { headers: "Link" } },
      undefined,
      ["`next` must be a JSON pointer or `{ header: Link }`"],
    ],
    [
      { ...byCursor, next: { header: "Link" } },
      undefined,
      ['`next` must be a JSON pointer such as "/next"'],
    ],
    [{ ...byPage, items: "/list", first: "1" }, undefined, ["`first` must be an integer"]],
    [{ ...byPage, items: "/list" }, {}, [one]],
    [{ ...byPage, items: "/list" }, { 204: { description: "" } }, [one]],
    [{ ...byPage, items: "/list" }, { ...jsonResponse(page), 201: { description: "" } }, [one]],
    [
      { ...byPage, items: "/list" },
      jsonResponse({}),
      [`the response's schema has no property "list" for /list`],
    ],
  ])("%j", async (rule, responses, want) => {
    const diagnostics = await diagnosticsOf(model(specWithRule(rule, responses)));
    expect(diagnostics.map(({ message }) => message)).toEqual(
      want.map((why) => `x-pagination of GET /things: ${why}`),
    );
    for (const each of diagnostics) {
      expect(placed(each)).toMatch(/^pagination-invalid at openapi\.yaml:1:\d+$/);
    }
  });

  test("the place is the field's", async () => {
    const text = specWithRule({ ...byPage, items: "/nope" });
    const [found] = await diagnosticsOf(model(text));
    expect(text.slice((found?.place?.column ?? 0) - 1)).toMatch(/^"\/nope"|^"items":"\/nope"/);
  });
});

test("hostile text stays text", async () => {
  const texts = ["__proto__", "constructor", '"];throw 1;//', "*/ bad()", "a\u2028b", "`\\${", ""];
  const outputs = await Promise.all(
    texts.map(async (text, index): Promise<[string, Record<string, string>]> => {
      const step = text.replaceAll("~", "~0").replaceAll("/", "~1");
      const schema = {
        properties: Object.fromEntries([
          [text, { type: "object", properties: Object.fromEntries([[text, list]]) }],
          ["next", { type: "string" }],
        ]),
      };
      const operation = {
        operationId: "listThings",
        parameters: [{ name: text || "empty", in: "query" }],
        responses: jsonResponse(schema),
        "x-pagination": {
          style: "cursor",
          cursor: text || "empty",
          items: `/${step}/${step}`,
          next: "/next",
        },
      };
      const paths = { "/things": { get: operation } };
      return [`hostile-${index}`, (await generateInto(specOf({ paths }))).files];
    }),
  );
  expect(compile(Object.fromEntries(outputs))).toEqual([]);
});
