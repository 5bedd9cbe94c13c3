import { describe, expect, test } from "vitest";
import { diagnosticsOf, model, specOf, specWith } from "../support/generator.js";

describe("security", () => {
  const schemes = {
    header: { type: "apiKey", in: "header", name: "X-Key", "x-client": { prefix: "Key " } },
    query: { type: "apiKey", in: "query", name: "key" },
    cookie: { type: "apiKey", in: "cookie", name: "session" },
    basic: { type: "http", scheme: "Basic" },
    bearer: { type: "http", scheme: "bearer" },
    other: { type: "http", scheme: "Token" },
    oauth: { type: "oauth2", flows: {} },
    openId: { type: "openIdConnect", openIdConnectUrl: "x" },
  };
  const authorization = { in: "header", name: "Authorization", kind: "bearer", serverOnly: false };
  const cases = [
    {
      name: "header",
      want: { in: "header", name: "X-Key", prefix: "Key ", kind: "key", serverOnly: false },
    },
    {
      name: "query",
      want: { in: "query", name: "key", prefix: undefined, kind: "key", serverOnly: false },
    },
    {
      name: "cookie",
      want: { in: "cookie", name: "session", prefix: undefined, kind: "key", serverOnly: false },
    },
    {
      name: "basic",
      want: { ...authorization, prefix: undefined, kind: "basic" },
    },
    { name: "bearer", want: { ...authorization, prefix: "Bearer " } },
    { name: "other", want: { ...authorization, prefix: "Token ", kind: "other" } },
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

  test.each([
    ["digest", "an answer to the server's challenge"],
    ["HOBA", "an answer to the server's challenge"],
    ["Mutual", "an exchange of several messages"],
    ["negotiate", "an exchange of several messages"],
    ["AWS4-HMAC-SHA256", "a signature of each request"],
    ["DPoP", "a proof for each request"],
  ])("%s is reported, because a token is not enough for it", async (scheme, needs) => {
    const securitySchemes = { it: { type: "http", scheme } };
    const { api, warnings } = await model(specOf({ components: { securitySchemes } }));
    expect(warnings.map(({ code, message }) => `${code}: ${message}`)).toEqual([
      `credential-beyond-token: security scheme "it" is the HTTP scheme ${scheme}, which requires ${needs}; the client only sends "${scheme} " and the text of its option`,
    ]);
    expect(api.security.schemes).toMatchObject([{ kind: "other", prefix: `${scheme} ` }]);
  });

  test("of another name takes a token, without a warning", async () => {
    const securitySchemes = { it: { type: "http", scheme: "Token" } };
    const { contract, warnings } = await model(specOf({ components: { securitySchemes } }));
    expect(warnings).toEqual([]);
    expect(contract.securitySchemes.get("it")?.carrier).toEqual({
      in: "header",
      name: "Authorization",
      prefix: "Token ",
      kind: "other",
      scheme: "Token",
    });
  });

  test.each<[string, object, object | undefined]>([
    [
      "is read",
      {
        type: "oauth2",
        flows: { clientCredentials: { tokenUrl: "/t", scopes: { a: "", b: "" } } },
      },
      { tokenUrl: "/t", scopes: ["a", "b"] },
    ],
    [
      "is read whatever is missing",
      { type: "oauth2", flows: { clientCredentials: { scopes: null } } },
      { tokenUrl: undefined, scopes: [] },
    ],
    ["is not another flow", { type: "oauth2", flows: { password: { tokenUrl: "/t" } } }, undefined],
    [
      "is nothing of another type",
      { type: "openIdConnect", openIdConnectUrl: "x", flows: { clientCredentials: {} } },
      undefined,
    ],
  ])("OAuth's flow of client credentials %s", async (_, scheme, expected) => {
    const securitySchemes = { it: scheme };
    const { api, warnings } = await model(specOf({ components: { securitySchemes } }));
    expect(warnings).toEqual([]);
    expect(api.security.schemes[0]?.clientCredentials).toEqual(expected);
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
    [
      "a blank in a prefix of a cookie",
      { in: "cookie", name: "sid", "x-client": { prefix: "Key " } },
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

  test("a scheme that is not supported gives a warning, and no alternative needs it", async () => {
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

  test("of an operation replaces that of the API", async () => {
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

  test("a scheme with the name of a client option gets another name", async () => {
    const { api } = await model(
      specOf({ components: { securitySchemes: { headers: schemes.header } } }),
    );
    expect(api.security.schemes[0]?.option).toMatch(/^headers_\w{6}$/);
  });
});
