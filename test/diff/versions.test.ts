import { expect, test } from "vitest";
import { compareSpecs } from "../../generator/diff/index.js";
import { load } from "../support/generator.js";

/** Two documents of any version, read like files: what each difference is, and how bad. */
async function findings(before: string, after: string): Promise<string[]> {
  const [base, revision] = [await load(before), await load(after)];
  return compareSpecs(base, revision).findings.map(
    ({ kind, wire, source, operations }) => `${kind} ${wire}/${source} ×${operations.length}`,
  );
}

const info = 'info: { title: T, version: "1" }';
const v2 = (text: string) => `swagger: "2.0"\n${info}\n${text}`;
const v30 = (text: string) => `openapi: 3.0.3\n${info}\n${text}`;
const v31 = (text: string) => `openapi: 3.1.0\n${info}\n${text}`;
const v32 = (text: string) => `openapi: 3.2.0\n${info}\n${text}`;

const responses = "responses: { 200: { description: A } }";
const get = (fields = "") =>
  `{ get: { operationId: a, ${fields ? `${fields}, ` : ""}${responses} } }`;
const one = `paths: { /a: ${get()} }`;
const schemes = (...list: string[]) => `components: { securitySchemes: { ${list.join(", ")} } }`;
const all = "security: [{ k: [] }]";
const api = (...list: string[]) => `${one}\n${all}\n${schemes(...list)}`;

const basic = "{ type: http, scheme: basic }";
const bearer = "{ type: http, scheme: bearer }";
const key = (place: string, name = "X-Key") => `{ type: apiKey, in: ${place}, name: ${name} }`;
const oauth = (flows: string) => `{ type: oauth2, flows: { ${flows} } }`;
const flow = (name: string, scopes = "r: R, w: W", token = "/t") =>
  `${name}: { authorizationUrl: https://a.example/a, tokenUrl: https://a.example${token}, scopes: { ${scopes} } }`;
const o = `o: ${oauth(flow("authorizationCode"))}`;

test.each<[string, string, string, string[]]>([
  [
    "Swagger 2.0: basic under another name",
    v2(`${one}\nsecurity: [{ k: [] }]\nsecurityDefinitions: { k: { type: basic } }`),
    v2(`${one}\nsecurity: [{ z: [] }]\nsecurityDefinitions: { z: { type: basic } }`),
    ["securityScheme.definition.renamed info/breaking ×1"],
  ],
  [
    "Swagger 2.0: basic to a key under another name",
    v2(`${one}\nsecurity: [{ k: [] }]\nsecurityDefinitions: { k: { type: basic } }`),
    v2(
      `${one}\nsecurity: [{ z: [] }]\nsecurityDefinitions: { z: { type: apiKey, in: header, name: K } }`,
    ),
    ["document.security.changed breaking/warning ×1"],
  ],
  [
    "Swagger 2.0 to OpenAPI 3.0",
    v2(`${one}\n${all}\nsecurityDefinitions: { k: { type: basic } }`),
    v30(api(`k: ${basic}`)),
    [],
  ],
  ["OpenAPI 3.0 to 3.1", v30(api(`k: ${bearer}`)), v31(api(`k: ${bearer}`)), []],
  [
    "a scheme that is another's reference",
    v31(api(`k: ${bearer}`, `base: ${bearer}`)),
    v31(api("k: { $ref: '#/components/securitySchemes/base' }", `base: ${bearer}`)),
    [],
  ],
  [
    "schemes that nobody declares have no option",
    v31(`${one}\nsecurity: [{ x: [] }]`),
    v31(`${one}\nsecurity: [{ y: [] }]`),
    ["document.security.changed breaking/none ×1"],
  ],
  [
    "a certificate beside the token",
    v31(api(`k: ${bearer}`, "m: { type: mutualTLS }")),
    v31(
      `${one}\nsecurity: [{ k: [], m: [] }]\n${schemes(`k: ${bearer}`, "m: { type: mutualTLS }")}`,
    ),
    ["document.security.tightened breaking/none ×1"],
  ],
  [
    "a scope of OpenID Connect",
    v31(
      `${one}\nsecurity: [{ k: [r] }]\n${schemes("k: { type: openIdConnect, openIdConnectUrl: https://a.example/o }")}`,
    ),
    v31(
      `${one}\nsecurity: [{ k: [r, w] }]\n${schemes("k: { type: openIdConnect, openIdConnectUrl: https://a.example/o }")}`,
    ),
    ["document.securityScope.added breaking/none ×1"],
  ],
  [
    "a cookie to a header of the same name",
    v30(api(`k: ${key("cookie")}`)),
    v30(api(`k: ${key("header")}`)),
    ["securityScheme.location.changed breaking/none ×1"],
  ],
  [
    "another header",
    v30(api(`k: ${key("header")}`)),
    v30(api(`k: ${key("header", "X-Other")}`)),
    ["securityScheme.location.changed breaking/none ×1"],
  ],
  [
    "an operation that was open inherits",
    v30(`paths: { /a: ${get("security: []")} }\n${all}\n${schemes(`k: ${bearer}`)}`),
    v30(api(`k: ${bearer}`)),
    ["operation.security.begun breaking/none ×1"],
  ],
  [
    "an operation with a choice inherits one of it",
    v30(
      `paths: { /a: ${get("security: [{ k: [] }, { o: [r] }]")} }\n${all}\n${schemes(`k: ${bearer}`, o)}`,
    ),
    v30(api(`k: ${bearer}`, o)),
    ["operation.security.removed breaking/none ×1"],
  ],
  [
    "an alternative that is there twice",
    v30(`${one}\nsecurity: [{ k: [] }, { k: [] }]\n${schemes(`k: ${bearer}`)}`),
    v30(api(`k: ${bearer}`)),
    [],
  ],
  [
    "scopes in another order",
    v30(`${one}\nsecurity: [{ o: [r, w] }]\n${schemes(o)}`),
    v30(`${one}\nsecurity: [{ o: [w, r] }]\n${schemes(o)}`),
    [],
  ],
  [
    "another name and one more scope",
    v30(`${one}\nsecurity: [{ o: [r] }]\n${schemes(o)}`),
    v30(`${one}\nsecurity: [{ p: [r, w] }]\n${schemes(o.replace("o:", "p:"))}`),
    [
      "document.securityScope.added breaking/none ×1",
      "securityScheme.definition.renamed info/breaking ×1",
    ],
  ],
  [
    "another name and another description",
    v30(
      `${one}\nsecurity: [{ a: [] }]\n${schemes("a: { type: http, scheme: bearer, description: A }")}`,
    ),
    v30(
      `${one}\nsecurity: [{ b: [] }]\n${schemes("b: { type: http, scheme: bearer, description: B }")}`,
    ),
    [
      "securityScheme.definition.renamed info/breaking ×1",
      "securityScheme.description.changed none/none ×1",
    ],
  ],
  [
    "the default reaches an operation without its own",
    v30(
      `paths: { /a: ${get("security: [{ k: [] }]")}, /b: { get: { ${responses} } } }\n${schemes(`k: ${bearer}`)}`,
    ),
    v30(
      `paths: { /a: ${get("security: [{ k: [] }]")}, /b: { get: { ${responses} } } }\n${all}\n${schemes(`k: ${bearer}`)}`,
    ),
    ["document.security.begun breaking/warning ×1"],
  ],
  [
    "an HTTP scheme in another case",
    v31(api("k: { type: http, scheme: HOBA }")),
    v31(api("k: { type: http, scheme: hoba }")),
    [],
  ],
  [
    "the token URL of two flows",
    v30(
      `${one}\nsecurity: [{ o: [r] }]\n${schemes(`o: ${oauth(`${flow("authorizationCode")}, ${flow("password")}`)}`)}`,
    ),
    v30(
      `${one}\nsecurity: [{ o: [r] }]\n${schemes(`o: ${oauth(`${flow("authorizationCode", "r: R, w: W", "/u")}, ${flow("password", "r: R, w: W", "/u")}`)}`)}`,
    ),
    ["securityScheme.tokenUrl.changed info/none ×1"],
  ],
  [
    "OpenAPI 3.2: a flow for devices",
    v32(`${one}\nsecurity: [{ o: [r] }]\n${schemes(o)}`),
    v32(
      `${one}\nsecurity: [{ o: [r] }]\n${schemes(`o: ${oauth(`${flow("authorizationCode")}, deviceAuthorization: { deviceAuthorizationUrl: https://a.example/d, tokenUrl: https://a.example/t, scopes: { r: R } }`)}`)}`,
    ),
    ["securityScheme.flow.added info/none ×1"],
  ],
  [
    "a webhook that gets a signature",
    v31(`${one}\nwebhooks: { w: { post: { ${responses} } } }\n${schemes(`k: ${bearer}`)}`),
    v31(
      `${one}\nwebhooks: { w: { post: { security: [{ k: [] }], ${responses} } } }\n${schemes(`k: ${bearer}`)}`,
    ),
    ["webhook.security.narrowed info/none ×1"],
  ],
])("security: %s", async (_, before, after, want) => {
  expect(await findings(before, after)).toEqual(want);
});

const parameter = (fields: string, more = "") =>
  `paths: { /a: ${get(`parameters: [{ ${fields} }]`)} }${more}`;
const query = (name: string, schema = "{ type: string }") =>
  `in: query, name: ${name}, schema: ${schema}`;
const list = (items: string) => `{ type: array, items: ${items} }`;
const text = "{ type: string }";
const colors = "\ncomponents: { schemas: { Color: { type: string, enum: [red, blue] } } }";
const color = "{ $ref: '#/components/schemas/Color' }";
const shared = (schema: string) =>
  `paths: { /a: { parameters: [{ ${query("q", schema)} }], get: { ${responses} }, put: { ${responses} } } }`;
const hook = (fields: string) =>
  `${one}\nwebhooks: { w: { post: { parameters: [{ ${fields} }], ${responses} } } }`;
const begun = "parameter.list.begun info/breaking ×1";

test.each<[string, string, string, string[]]>([
  [
    "the name of a query in another case",
    v30(parameter(query("q"))),
    v30(parameter(query("Q"))),
    ["operation.parameter.renamed breaking/breaking ×1"],
  ],
  [
    "the name of a cookie in another case",
    v30(parameter("in: cookie, name: c, schema: { type: string }")),
    v30(parameter("in: cookie, name: C, schema: { type: string }")),
    ["operation.parameter.renamed breaking/breaking ×1"],
  ],
  [
    "the name of a header in another case",
    v30(parameter("in: header, name: X-A, schema: { type: string }")),
    v30(parameter("in: header, name: x-a, schema: { type: string }")),
    ["operation.headerParameter.respelled info/breaking ×1"],
  ],
  [
    "a header of the path that moves to the operation",
    v30(
      `paths: { /a: { parameters: [{ in: header, name: X-A, schema: ${text} }], get: { ${responses} } } }`,
    ),
    v30(
      `paths: { /a: { get: { parameters: [{ in: header, name: X-A, schema: ${text} }], ${responses} } } }`,
    ),
    [],
  ],
  [
    "a parameter that becomes a component",
    v30(parameter(query("q"))),
    v30(
      parameter(
        "$ref: '#/components/parameters/q'",
        `\ncomponents: { parameters: { q: { ${query("q")} } } }`,
      ),
    ),
    [],
  ],
  [
    "a list that two operations of a path share",
    v30(shared(text)),
    v30(shared(list(text))),
    ["parameter.list.begun info/breaking ×2"],
  ],
  [
    "Swagger 2.0: several times the same name",
    v2(parameter("in: query, name: q, type: string")),
    v2(
      parameter(
        "in: query, name: q, type: array, items: { type: string }, collectionFormat: multi",
      ),
    ),
    [begun],
  ],
  [
    "Swagger 2.0: with commas, which is the default",
    v2(parameter("in: query, name: q, type: string")),
    v2(parameter("in: query, name: q, type: array, items: { type: string }")),
    ["parameter.delimitedList.begun warning/breaking ×1"],
  ],
  [
    "Swagger 2.0: numbers with bars",
    v2(parameter("in: query, name: q, type: integer")),
    v2(
      parameter(
        "in: query, name: q, type: array, items: { type: integer }, collectionFormat: pipes",
      ),
    ),
    [begun],
  ],
  [
    "Swagger 2.0: a header",
    v2(parameter("in: header, name: X-A, type: string")),
    v2(parameter("in: header, name: X-A, type: array, items: { type: string }")),
    ["parameter.delimitedList.begun warning/breaking ×1"],
  ],
  [
    "a list with one more value",
    v31(parameter(query("q", "{ type: string, enum: [a, b] }"))),
    v31(parameter(query("q", list("{ type: string, enum: [a, b, c] }")))),
    [begun, "parameter.enum.added info/info ×1"],
  ],
  [
    "a list with one value less",
    v31(parameter(query("q", "{ type: string, enum: [a, b] }"))),
    v31(parameter(query("q", list("{ type: string, enum: [a] }")))),
    ["parameter.enum.removed breaking/breaking ×1", begun],
  ],
  [
    "a number that becomes a list of text",
    v31(parameter(query("q", "{ type: integer }"))),
    v31(parameter(query("q", list(text)))),
    [begun, "parameter.type.widened info/info ×1"],
  ],
  [
    "a list of a component",
    v30(parameter(query("q", color), colors)),
    v30(parameter(query("q", list(color)), colors)),
    [begun],
  ],
  [
    "a list of which only one item may be there",
    v31(parameter(query("q", "{ type: array, maxItems: 1, items: { type: string } }"))),
    v31(parameter(query("q"))),
    ["parameter.type.changed breaking/breaking ×1"],
  ],
  [
    "a matrix that explodes",
    v31(
      `paths: { "/a/{m}": ${get("parameters: [{ in: path, name: m, required: true, style: matrix, explode: true, schema: { type: string } }]")} }`,
    ),
    v31(
      `paths: { "/a/{m}": ${get("parameters: [{ in: path, name: m, required: true, style: matrix, explode: true, schema: { type: array, items: { type: string } } }]")} }`,
    ),
    [begun],
  ],
  [
    "explode that meant nothing to a single value",
    v31(parameter(`explode: false, ${query("q")}`)),
    v31(parameter(query("q", list(text)))),
    [begun],
  ],
  [
    "a webhook that sends one number instead of several",
    v31(hook(`in: header, name: X-A, schema: ${list("{ type: integer }")}`)),
    v31(hook("in: header, name: X-A, schema: { type: integer }")),
    ["header.list.dropped info/none ×1"],
  ],
  [
    "a webhook that sends several numbers instead of one",
    v31(hook("in: header, name: X-A, schema: { type: integer }")),
    v31(hook(`in: header, name: X-A, schema: ${list("{ type: integer }")}`)),
    ["header.type.changed breaking/none ×1"],
  ],
  [
    "Swagger 2.0: from basePath into the paths",
    v2(`host: a.example\nschemes: [https]\nbasePath: /v1\npaths: { /a: ${get()} }`),
    v2(`host: a.example\nschemes: [https]\npaths: { /v1/a: ${get()} }`),
    ["operation.serverPath.changed info/warning ×1"],
  ],
  [
    "Swagger 2.0: a charset of JSON",
    v2(
      "produces: [application/json]\npaths: { /a: { get: { responses: { 200: { description: A, schema: { type: string } } } } } }",
    ),
    v2(
      "produces: [application/json; charset=utf-8]\npaths: { /a: { get: { responses: { 200: { description: A, schema: { type: string } } } } } }",
    ),
    ["response.mediaType.respelled info/none ×1"],
  ],
])("parameters and paths: %s", async (_, before, after, want) => {
  expect(await findings(before, after)).toEqual(want);
});
