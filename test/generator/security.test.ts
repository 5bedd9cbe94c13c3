import { describe, expect, test } from "vitest";
import { model, specOf, specWith } from "./support.js";

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
