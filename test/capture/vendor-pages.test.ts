import { describe, expect, test } from "vitest";
import { at, marksOf, readEndpoint } from "./pages.js";

/** A `.md` page of one operation, whose further fields come as YAML of two spaces' depth. */
const page = (operation: string, rest = "", path = "/lots") =>
  `# Lots\n\n## OpenAPI Specification\n\n\`\`\`yaml\nopenapi: 3.0.1\npaths:\n  ${path}:\n    get:\n      responses: {}\n${operation}${rest}\n\`\`\`\n`;

describe("what the vendor's editor adds", () => {
  const schema = (text: string) =>
    page(
      `      requestBody: { content: { application/json: { schema: ${text} } } }\n`,
      "components: { schemas: { A: { type: object, customProperties: [] } } }",
    );

  test.each<[string, string, unknown]>([
    ["in a schema", "{ type: string, customProperties: { a: 1 } }", { type: "string" }],
    [
      "in a member, and not a member of that name",
      "{ properties: { customProperties: { type: string, mock: { mock: '@id' } } } }",
      { properties: { customProperties: { type: "string" } } },
    ],
    [
      "with the prefix of the vendor",
      "{ type: string, x-apidog-mock: a, x-apifox-x: b, x-internal: c }",
      { type: "string" },
    ],
    [
      "in a referenced schema",
      "{ $ref: '#/components/schemas/A' }",
      { $ref: "#/components/schemas/A" },
    ],
    [
      "which JSON Schema knows stays",
      "{ type: object, minProperties: 1, patternProperties: { a: { type: string } } }",
      { type: "object", minProperties: 1, patternProperties: { a: { type: "string" } } },
    ],
  ])("%s", (_, text, want) => {
    const endpoint = readEndpoint(schema(text), "markdown");
    expect(at(endpoint, "/requestBody/content/application~1json/schema")).toEqual(want);
    expect(JSON.stringify(endpoint.components)).not.toContain("customProperties");
  });

  test("to operations, parameters, bodies, answers and schemes is dropped, too", () => {
    const endpoint = readEndpoint(
      page(
        `      customProperties: 1
      parameters: [{ name: a, in: query, enable: true, sampleValue: x, schema: { type: string } }]
      requestBody: { oasExtensions: '', content: { application/json: { jsonSchema: 1, schema: { type: string } } } }
      security: [{ Key: [] }]
`,
        "components: { securitySchemes: { Key: { type: apiKey, in: header, name: X-Key, customProperties: 1 } } }",
      ),
      "markdown",
    );
    expect(endpoint.operation).toEqual({
      parameters: [{ name: "a", in: "query", schema: { type: "string" } }],
      requestBody: { content: { "application/json": { schema: { type: "string" } } } },
      responses: {},
      security: [{ Key: [] }],
    });
    expect(endpoint.components).toEqual({
      securitySchemes: { Key: { type: "apiKey", in: "header", name: "X-Key" } },
    });
  });

  test("is read where it means something, also as Apifox names it", () => {
    const text = page(`      summary: ' 取得批次'
      requestBody:
        content:
          application/json:
            schema:
              type: object
              properties: { b: { type: integer, enum: [1, 2], x-apifox-enum: [{ value: 1, name: 小 }] }, a: {} }
              x-apifox-orders: [a, b]
      x-apifox-folder: 库存/批次
      x-apifox-status: deprecated
      x-run-in-apifox: https://app.apifox.com/web/project/1/apis/api-201521146-run
`);
    const endpoint = readEndpoint(text, "markdown");
    expect(endpoint).toMatchObject({
      pageId: "201521146",
      folder: ["库存", "批次"],
      status: "deprecated",
      operation: { deprecated: true },
    });
    const properties = at(endpoint, "/requestBody/content/application~1json/schema/properties");
    expect(Object.keys(properties as object)).toEqual(["a", "b"]);
    expect(properties).toMatchObject({ b: { "x-enum-varnames": ["小", ""] } });
  });
});

describe("the server of a page is the first that can be called", () => {
  test.each<[string, string, string | undefined]>([
    ["an empty one is none", "[{ url: '' }, { url: https://a.test }]", "https://a.test"],
    ["nor a relative one", "[{ url: /v1 }, { url: https://a.test/v1 }]", "https://a.test/v1"],
    ["nor a placeholder", "[{ url: '{{baseUrl}}' }, { url: https://a.test }]", "https://a.test"],
    ["nor a name", "[{ description: Production }, { url: https://a.test }]", "https://a.test"],
    [
      "nor this machine",
      "[{ url: http://localhost:3000 }, { url: https://a.test }]",
      "https://a.test",
    ],
    [
      "by whatever address",
      "[{ url: 'http://127.0.0.1:4523/m1/1' }, { url: 'http://[::1]/' }]",
      undefined,
    ],
    [
      "nor a mock, by its host",
      "[{ url: https://mock.apidog.com/m1/1-default }, { url: https://m1.apifoxmock.com/m1/1 }, { url: https://a.test }]",
      "https://a.test",
    ],
    [
      "or by its name",
      "[{ url: https://x.test, description: Cloud Mock }, { url: https://a.test, description: Production }]",
      "https://a.test",
    ],
    ["a host of that name is one", "[{ url: https://mock.test }]", "https://mock.test"],
    ["so is one in the vendor's network", "[{ url: http://10.0.0.5 }]", "http://10.0.0.5"],
    ["none may be left", "[{ url: ws://a.test }, {}]", undefined],
    [
      "variables have their defaults",
      "[{ url: 'https://{r}.a.test' }, { url: 'https://{r}.a.test', variables: { r: { default: eu } } }]",
      "https://eu.a.test",
    ],
  ])("%s", (_, servers, want) => {
    const endpoint = readEndpoint(page("", `servers: ${servers}`), "markdown");
    expect(endpoint.server?.value).toBe(want);
  });

  test("of the operation, of its path, of the document", () => {
    const text = page(
      "      servers: [{ url: '' }]\n    servers: [{ url: https://path.test }]\n",
      "servers: [{ url: https://document.test }]",
    );
    expect(readEndpoint(text, "markdown").server?.value).toBe("https://path.test");
  });

  test("in rendered text, too", () => {
    const text = (url: string) =>
      `Get lots\nGET\n${url}/lots\nRequest\nResponses\n🟢200Success\nThis response does not have a body.\n`;
    expect(readEndpoint(text("http://localhost:8000"))).toMatchObject({
      path: { value: "/lots" },
      server: undefined,
    });
    expect(readEndpoint(text("https://a.test")).server?.value).toBe("https://a.test");
  });
});

describe("a header parameter Authorization suggests a scheme", () => {
  const bearer = { type: "http", scheme: "bearer" };
  const basic = { type: "http", scheme: "basic" };
  const key = { type: "apiKey", in: "header", name: "Authorization" };
  const schemesOf = ({ components }: { components: Readonly<Record<string, unknown>> }) =>
    Object.values((components["securitySchemes"] as object | undefined) ?? {});
  const header = (text: string) =>
    `      parameters: [{ name: Authorization, in: header, ${text} }]\n`;

  test.each<[string, string, object]>([
    ["an example", "example: 'Bearer {{KEY}}', schema: { type: string }", bearer],
    ["an example in the schema", "schema: { type: string, example: Bearer abc }", bearer],
    ["a named example", "examples: { a: { value: Basic dXNlcjpwYXNz } }", basic],
    ["a pattern", "schema: { type: string, pattern: '^Bearer .+$' }", bearer],
    [
      "a pattern with an escape",
      "schema: { type: string, pattern: '^Basic\\s[A-Za-z0-9+/=]+$' }",
      basic,
    ],
    ["a default", "schema: { type: string, default: Basic abcdefgh }", basic],
    ["the description", "description: 'Send `Bearer <token>`.'", bearer],
    ["its words", "description: HTTP Basic auth with your key", basic],
    ["the example before the description", "example: Bearer x, description: Basic auth", bearer],
    ["nothing", "schema: { type: string }", key],
    ["another kind", "example: Api-Key abc, description: 'Basic plan and up: an API key'", key],
    ["two kinds", "description: Bearer token or Basic auth", key],
  ])("by %s", (_, text, want) => {
    const endpoint = readEndpoint(page(header(text), "security: []"), "markdown");
    expect(schemesOf(endpoint)).toEqual([want]);
    expect(endpoint.operation).toMatchObject({ security: [expect.anything()] });
    expect(endpoint.operation["parameters"]).toBeUndefined();
    const mark = endpoint.marks.find(({ pointer }) => pointer === "/security");
    expect(mark).toMatchObject({ confidence: "derived", quote: { line: 11 } });
    expect(mark?.because).toContain("Authorization");
  });

  test("and never says more than a stated one", () => {
    const endpoint = readEndpoint(
      page(
        `${header("example: Bearer x")}      security: [{ Key: [] }]\n`,
        "components: { securitySchemes: { Key: { type: apiKey, in: query, name: key } } }",
      ),
      "markdown",
    );
    expect(schemesOf(endpoint)).toEqual([{ type: "apiKey", in: "query", name: "key" }]);
    expect(marksOf(endpoint).filter((mark) => mark.includes("security"))).toEqual([]);
  });

  const text = (block: string, field: string) =>
    `Get lots\nGET\n/lots\nRequest\n${block}Header Params\nAuthorization\nstring\nrequired\n${field}Responses\n🟢200Success\nThis response does not have a body.\n`;

  test.each<[string, string, string, object]>([
    ["without a block", "", "Example:\nBearer {{token}}\n", bearer],
    ["beside a bare block", "Authorization\n", "The key as Basic auth\n", basic],
    ["of no kind", "", "", key],
    [
      "beside a block that says more",
      "Authorization\nAdd parameter in header\nX-Key\n",
      "Example:\nBearer a\n",
      { ...key, name: "X-Key" },
    ],
  ])("in rendered text, %s", (_, block, field, want) => {
    expect(schemesOf(readEndpoint(text(block, field)))).toEqual([want]);
  });
});

describe("a variable of the vendor's editor is no value", () => {
  const bodyOf = (schema: string, rest = "") =>
    page(`      requestBody: { content: { application/json: { schema: ${schema}${rest} } } }\n`);

  test.each<[string, string, unknown]>([
    ["a default", "{ type: string, default: '{{$randomUUID}}' }", { type: "string" }],
    ["a part of a default", "{ type: string, default: '{{baseUrl}}/a' }", { type: "string" }],
    ["a constant", "{ type: string, const: '{{key}}' }", { type: "string" }],
    [
      "an example",
      "{ type: integer, example: '{{$date.timestamp}}', default: 1 }",
      { type: "integer", default: 1 },
    ],
    [
      "one of the values of an enum, whose others are not all",
      "{ type: string, enum: [a, '{{kind}}'], x-enum-varnames: [A, B] }",
      { type: "string" },
    ],
    [
      "single braces are text",
      "{ type: string, default: '{a}' }",
      { type: "string", default: "{a}" },
    ],
  ])("not %s", (_, schema, want) => {
    const endpoint = readEndpoint(bodyOf(schema), "markdown");
    expect(at(endpoint, "/requestBody/content/application~1json/schema")).toEqual(want);
    expect(endpoint.contradictions).toEqual([]);
  });

  const integers = "{ type: object, properties: { a: { type: integer }, b: { type: integer } } }";

  test.each<[string, string, string[]]>([
    ["written as data", "{ a: '{{$randomInt}}', b: 1 }", []],
    ["in a text", `'{"a": "{{$date.now|format('X')}}", "b": 1}'`.replaceAll("'X'", "X"), []],
    ["bare in a text", `'{"a": {{$randomInt}}, "b": 1}'`, []],
    [
      "next to one that is wrong",
      "{ a: '{{$randomInt}}', b: x }",
      ['the schema says integer, the example shows "x"'],
    ],
  ])("an example that holds one contradicts nothing by it: %s", (_, example, want) => {
    const endpoint = readEndpoint(bodyOf(integers, `, example: ${example}`), "markdown");
    expect(endpoint.contradictions.map(({ about }) => about)).toEqual(want);
    expect(at(endpoint, "/requestBody/content/application~1json")).not.toHaveProperty("example");
  });

  test("in rendered text, too", () => {
    const text = `Save a lot
PUT
/lots
Request
Query Params
since
integer
required
Default:
{{$date.timestamp}}
Example:
{{$date.timestamp}}
kind
enum<string>
required
Allowed values:
a
{{kind}}
Body Params application/json
id
string
required
count
integer
required
Example
{
  "id": "{{$randomUUID}}",
  "count": "{{$randomInt}}",
  "more": "x"
}
Responses
🟢200Success
application/json
Example
{ "at": "{{$date.now}}", "open": true }
`;
    const endpoint = readEndpoint(text);
    expect(endpoint.operation["parameters"]).toMatchObject([
      { name: "since", schema: { type: "integer" } },
      { name: "kind", schema: { type: "string" } },
    ]);
    const shown = JSON.stringify(endpoint.operation);
    expect(shown).not.toContain("{{");
    expect(shown).not.toContain("enum");
    expect(at(endpoint, "/responses/200/content/application~1json/schema")).toEqual({
      type: "object",
      properties: { at: {}, open: { type: "boolean" } },
    });
    expect(endpoint.contradictions.map(({ about }) => about)).toEqual([
      expect.stringContaining('"more"'),
    ]);
  });
});
