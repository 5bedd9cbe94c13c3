import { describe, expect, test } from "vitest";
import { diagnosticsOf, model, specOf, specWith } from "../support/generator.js";

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

  const key = (more: object) => ({
    components: {
      securitySchemes: { k: { type: "apiKey", in: "header", name: "X-Key", ...more } },
    },
  });
  test.each([
    ["a line end in the name of a header", { name: "X\r\nEvil: 1" }, "wrong-shape", "name"],
    ["a blank in it", { name: "X Key" }, "wrong-shape", "name"],
    ["a colon in it", { name: "X:Key" }, "wrong-shape", "name"],
    ["what is no Latin letter in it", { name: "X-Schlüssel" }, "wrong-shape", "name"],
    ["a semicolon in the name of a cookie", { in: "cookie", name: "a;b" }, "wrong-shape", "name"],
    ["an equals sign in it", { in: "cookie", name: "a=b" }, "wrong-shape", "name"],
    [
      "a line end in a prefix",
      { "x-client": { prefix: "Key\r\nEvil: 1 " } },
      "extension-invalid",
      "prefix",
    ],
    ["an emoji in a prefix", { "x-client": { prefix: "🔑 " } }, "extension-invalid", "prefix"],
    [
      "a prefix of a null character",
      { "x-client": { prefix: "\u0000" } },
      "extension-invalid",
      "prefix",
    ],
  ])("%s is refused with its place", async (_, more, code, field) => {
    const text = JSON.stringify(JSON.parse(specOf(key(more))), null, 1);
    const problems = await diagnosticsOf(model({ "openapi.json": text }));
    const line = text.split("\n").findIndex((each) => each.includes(`"${field}":`)) + 1;
    expect(problems).toMatchObject([{ code, severity: "error", place: { line } }]);
    // A log shows the message.
    expect(problems[0]?.message).not.toMatch(/[\r\n\0]/);
  });

  test.each([
    ["in a query, where every character can be written", { in: "query", name: "a;b =\r\n" }],
    ["in a query with a prefix, too", { in: "query", name: "k", "x-client": { prefix: "\n" } }],
    ["a header of all signs that it can have", { name: "X-!#$%&'*+.^_`|~" }],
    ["a prefix in Latin-1", { "x-client": { prefix: "Schlüssel\t" } }],
  ])("%s is not", async (_, more) => {
    const { api, warnings } = await model(specOf(key(more)));
    expect(warnings).toEqual([]);
    expect(api.security.schemes).toHaveLength(1);
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

  describe("two credentials in one place", () => {
    const more = {
      ...schemes,
      again: { type: "apiKey", in: "header", name: "x-KEY" },
      first: { type: "apiKey", in: "query", name: "key" },
      upper: { type: "apiKey", in: "query", name: "KEY" },
    };
    test.each<[string[], string | undefined]>([
      [["basic", "bearer"], "header `Authorization`"],
      [["bearer", "query", "oauth"], "header `Authorization`"],
      [["header", "again"], "header `x-KEY`"],
      [["query", "first"], "query `key`"],
      [["query", "upper"], undefined],
      [["header", "query", "cookie", "basic"], undefined],
    ])("%j", async (needed, place) => {
      const together = Object.fromEntries(needed.map((name) => [name, []]));
      const apart = needed.map((name) => ({ [name]: [] }));
      const components = { securitySchemes: more };
      const told = async (security: object[]) =>
        (await model(specOf({ components, security }))).warnings.map(({ message }) => message);
      const [first, last] = [needed[0], needed.at(-1)];
      expect(await told([together])).toEqual(
        place === undefined
          ? []
          : [
              `"${first}" and "${last}" are needed together, but both are sent in the ${place}; a client sends one of them`,
            ],
      );
      expect(await told(apart)).toEqual([]);
    });
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
