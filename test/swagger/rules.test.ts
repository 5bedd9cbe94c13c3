import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { load } from "../support/generator.js";

/** What each part of a Swagger 2.0 document becomes, by the words of its specification. */

const head = "swagger: '2.0'\ninfo: { title: T, version: '1' }\n";

/** Two documents without what all have. */
async function read(given: string) {
  const { document, warnings } = await load({ "swagger.yaml": `${head}${given}` });
  const { openapi, info, ...rest } = document;
  return { openapi, info, rest, warnings: warnings.map(({ message }) => message) };
}

interface Case {
  readonly name: string;
  readonly given: string;
  readonly want: string;
  /** Messages of warnings; default: none. */
  readonly warns?: readonly string[];
}

function tableOf(cases: readonly Case[]): void {
  test.each(cases)("$name", async ({ given, want, warns = [] }) => {
    const { rest, warnings } = await read(given);
    expect(rest).toEqual(parse(want));
    expect(warnings).toEqual(warns);
  });
}

/** A document with one operation; `GET` unless told otherwise. */
const operation = (text: string, method = "get", rest = "") =>
  `${rest}paths: { /a: { ${method}: { ${text} } } }\n`;

test("the version of the new document is 3.0, and its information is the same", async () => {
  const { openapi, info } = await read("paths: {}\n");
  expect([openapi, info]).toEqual(["3.0.4", { title: "T", version: "1" }]);
});

test("a version that YAML reads as a number is the same one", async () => {
  const { document } = await load({ "swagger.yaml": "swagger: 2.0\npaths: {}\n" });
  expect(document).toEqual({ openapi: "3.0.4", paths: {} });
});

describe("servers", () => {
  const servers = (given: string, ...urls: string[]) => ({
    given: `${given}\npaths: {}`,
    want:
      urls.length > 0
        ? JSON.stringify({ servers: urls.map((url) => ({ url })), paths: {} })
        : "paths: {}",
  });
  tableOf([
    {
      name: "scheme, host and base path make one address",
      ...servers(
        "host: api.example:8080\nbasePath: /v1\nschemes: [https]",
        "https://api.example:8080/v1",
      ),
    },
    {
      name: "each scheme makes one, https first, whatever their order",
      ...servers(
        "host: a.example\nschemes: [ws, http, https, wss, http]",
        "https://a.example",
        "http://a.example",
        "ws://a.example",
        "wss://a.example",
      ),
    },
    {
      name: "without a scheme it is that by which the document was read",
      ...servers("host: a.example\nbasePath: /v1", "//a.example/v1"),
    },
    {
      name: "an empty list of schemes is none",
      ...servers("host: a.example\nschemes: []", "//a.example"),
    },
    {
      name: "without a host it is where the document was read",
      ...servers("basePath: /v1", "/v1"),
    },
    {
      name: "schemes without a host name nothing",
      ...servers("schemes: [https]"),
    },
    { name: "nothing names no server", ...servers("") },
    {
      name: "a base path of one slash is none, as paths begin with one",
      ...servers("host: a.example\nbasePath: /\nschemes: [https]", "https://a.example"),
    },
    {
      name: "a base path gets its slash in front and loses the one behind",
      ...servers("host: a.example\nbasePath: v1/\nschemes: [https]", "https://a.example/v1"),
    },
    ...["https://a.example", "a.example/v1", "user@a.example", "a example", "{tenant}.example"].map(
      (host) => ({
        name: `a host that is more than one: ${host}`,
        ...servers(`host: '${host}'\nschemes: [https]\nbasePath: /v1`, "/v1"),
        warns: [
          "`host` is left out: it must be a host, optionally with a port, without scheme and path",
        ],
      }),
    ),
    {
      name: "an operation's own schemes replace those of the document",
      given: operation(
        "schemes: [http]",
        "get",
        "host: a.example\nbasePath: /v1\nschemes: [https]\n",
      ),
      want: `
servers: [{ url: 'https://a.example/v1' }]
paths: { /a: { get: { servers: [{ url: 'http://a.example/v1' }] } } }`,
    },
    {
      name: "an operation's own schemes say nothing where there is no host",
      given: operation("schemes: [http]", "get", "basePath: /v1\n"),
      want: "servers: [{ url: /v1 }]\npaths: { /a: { get: {} } }",
    },
    {
      name: "an operation with the schemes of the document has no servers of its own",
      given: operation(
        "schemes: [http, https]",
        "get",
        "host: a.example\nschemes: [https, http]\n",
      ),
      want: `
servers: [{ url: 'https://a.example' }, { url: 'http://a.example' }]
paths: { /a: { get: {} } }`,
    },
  ]);
});

describe("bodies", () => {
  const body =
    "parameters: [{ in: body, name: it, required: true, description: D, schema: { type: object } }]";
  const want = (...types: string[]) =>
    JSON.stringify({
      paths: {
        "/a": {
          post: {
            requestBody: {
              required: true,
              description: "D",
              content: Object.fromEntries(
                types.map((type) => [type, { schema: { type: "object" } }]),
              ),
            },
          },
        },
      },
    });
  tableOf([
    {
      name: "one is JSON where nothing says it",
      given: operation(body, "post"),
      want: want("application/json"),
    },
    {
      name: "one is what the document consumes",
      given: operation(body, "post", "consumes: [application/xml, application/json]\n"),
      want: want("application/xml", "application/json"),
    },
    {
      name: "one is what its operation consumes",
      given: operation(`${body}, consumes: [text/x]`, "post", "consumes: [application/xml]\n"),
      want: want("text/x"),
    },
    {
      name: "an empty list clears what the document consumes",
      given: operation(`${body}, consumes: []`, "post", "consumes: [application/xml]\n"),
      want: want("application/json"),
    },
    {
      name: "extensions stay, examples get their media type",
      given: operation(
        "consumes: [a/b, c/d], parameters: [{ in: body, name: it, x-note: 1, x-examples: { c/d: 2 }, schema: {} }]",
        "post",
      ),
      want: `
paths:
  /a:
    post:
      requestBody:
        x-note: 1
        content: { a/b: { schema: {} }, c/d: { schema: {}, example: 2 } }`,
    },
    {
      name: "a file",
      given: operation("parameters: [{ in: body, name: it, schema: { type: file } }]", "post"),
      want: `
paths: { /a: { post: { requestBody: { content: {
  application/octet-stream: { schema: { type: string, format: binary } } } } } } }`,
    },
    {
      name: "one whose schema stands in the parameter itself",
      given: operation(
        "parameters: [{ in: body, name: it, type: array, items: { $ref: '#/definitions/A' } }]",
        "post",
        "definitions: { A: { type: string } }\n",
      ),
      want: `
paths: { /a: { post: { requestBody: { content: {
  application/json: { schema: { type: array, items: { $ref: '#/components/schemas/A' } } } } } } } }
components: { schemas: { A: { type: string } } }`,
    },
    {
      name: "a shared one keeps its name where the media types are the document's",
      given: `
consumes: [application/xml]
parameters: { It: { in: body, name: it, schema: { type: object } } }
paths:
  /a: { post: { parameters: [{ $ref: '#/parameters/It' }] } }
  /b: { post: { consumes: [a/b], parameters: [{ $ref: '#/parameters/It' }] } }`,
      want: `
paths:
  /a: { post: { requestBody: { $ref: '#/components/requestBodies/It' } } }
  /b: { post: { requestBody: { content: { a/b: { schema: { type: object } } } } } }
components: { requestBodies: { It: { content: { application/xml: { schema: { type: object } } } } } }`,
    },
    {
      name: "a shared one by another name",
      given: `
parameters: { It: { $ref: '#/parameters/Other' }, Other: { in: body, name: it, schema: {} } }
paths: { /a: { post: { parameters: [{ $ref: '#/parameters/It' }] } } }`,
      want: `
paths: { /a: { post: { requestBody: { $ref: '#/components/requestBodies/It' } } } }
components:
  requestBodies:
    It: { $ref: '#/components/requestBodies/Other' }
    Other: { content: { application/json: { schema: {} } } }`,
    },
    {
      name: "one of the path is one of each operation, unless that has another of its name",
      given: `
paths:
  /a:
    parameters: [{ in: body, name: it, schema: { type: string } }]
    put: {}
    post: { parameters: [{ in: body, name: it, schema: { type: integer } }] }`,
      want: `
paths:
  /a:
    put: { requestBody: { content: { application/json: { schema: { type: string } } } } }
    post: { requestBody: { content: { application/json: { schema: { type: integer } } } } }`,
    },
  ]);
});

describe("forms", () => {
  const field = (text: string) => `parameters: [{ in: formData, name: f, ${text} }]`;
  const form = (type: string, schema: string, rest = "") =>
    `paths: { /a: { post: { requestBody: { content: { ${type}: { schema: { type: object, properties: { f: ${schema} } }${rest} } } } } } }`;
  const [plain, parts] = ["application/x-www-form-urlencoded", "multipart/form-data"];
  const consuming = (...types: string[]) => `consumes: [${types.join(", ")}], `;
  tableOf([
    {
      name: "fields make one body, required if one of them is",
      given: operation(
        "parameters: [{ in: formData, name: a, type: string, required: true, description: D }, { in: query, name: q, type: string }, { in: formData, name: b, type: integer, default: 2, x-note: 1 }]",
        "post",
      ),
      want: `
paths:
  /a:
    post:
      parameters: [{ in: query, name: q, schema: { type: string } }]
      requestBody:
        required: true
        content:
          ${plain}:
            schema:
              type: object
              properties: { a: { type: string, description: D }, b: { type: integer, default: 2, x-note: 1 } }
              required: [a]`,
    },
    {
      name: "it is what the operation consumes",
      given: operation(`${consuming(parts)}${field("type: string")}`, "post"),
      want: form(parts, "{ type: string }"),
    },
    {
      name: "a document that consumes something else still has forms",
      given: operation(field("type: string"), "post", "consumes: [application/json]\n"),
      want: form(plain, "{ type: string }"),
    },
    {
      name: "what an operation consumes beside forms is told",
      given: operation(`${consuming("application/json", parts)}${field("type: string")}`, "post"),
      want: form(parts, "{ type: string }"),
      warns: [
        "`application/json` of `consumes` is left out: a body of `in: formData` parameters is a form",
      ],
    },
    {
      name: "a file needs multipart",
      given: operation(`${consuming(plain, parts)}${field("type: file")}`, "post"),
      want: form(parts, "{ type: string, format: binary }"),
    },
    {
      name: "a file has multipart even if only another form is listed",
      given: operation(`${consuming(plain)}${field("type: file")}`, "post"),
      want: form(parts, "{ type: string, format: binary }"),
    },
    {
      name: "several files",
      given: operation(field("type: array, items: { type: file }"), "post"),
      want: form(parts, "{ type: array, items: { type: string, format: binary } }"),
    },
    {
      name: "both kinds of form are two media types",
      given: operation(`${consuming(parts, plain)}${field("type: string")}`, "post"),
      want: `
paths: { /a: { post: { requestBody: { content: {
  ${parts}: { schema: { type: object, properties: { f: { type: string } } } },
  ${plain}: { schema: { type: object, properties: { f: { type: string } } } } } } } } }`,
    },
    {
      name: "a list has commas between its values unless told otherwise",
      given: operation(field("type: array, items: { type: string }"), "post"),
      want: form(
        plain,
        "{ type: array, items: { type: string } }",
        ", encoding: { f: { explode: false } }",
      ),
    },
    {
      name: "a list of several fields",
      given: operation(
        field("type: array, items: { type: string }, collectionFormat: multi"),
        "post",
      ),
      want: form(plain, "{ type: array, items: { type: string } }"),
    },
    {
      name: "a list with pipes",
      given: operation(
        field("type: array, items: { type: string }, collectionFormat: pipes"),
        "post",
      ),
      want: form(
        plain,
        "{ type: array, items: { type: string } }",
        ", encoding: { f: { style: pipeDelimited } }",
      ),
    },
    {
      name: "a list of several parts",
      given: operation(
        `${consuming(parts)}${field("type: array, items: { type: string }, collectionFormat: multi")}`,
        "post",
      ),
      want: form(parts, "{ type: array, items: { type: string } }"),
    },
    {
      name: "a list with commas in one part is text",
      given: operation(
        `${consuming(parts)}${field("type: array, items: { type: string }")}`,
        "post",
      ),
      want: form(parts, "{ type: string, description: Values separated by commas. }"),
      warns: [
        '`type: array` of parameter "f" is left out: OpenAPI 3 has no list separated by commas in a multipart body; pass it as one string',
      ],
    },
    {
      name: "shared fields go into each form",
      given: `
parameters: { F: { in: formData, name: f, type: string } }
paths: { /a: { post: { parameters: [{ $ref: '#/parameters/F' }] } } }`,
      want: form(plain, "{ type: string }"),
    },
    {
      name: "fields of the path and of the operation",
      given: `
paths:
  /a:
    parameters: [{ in: formData, name: f, type: string }, { in: formData, name: g, type: string }]
    post: { parameters: [{ in: formData, name: f, type: integer }] }`,
      want: `
paths: { /a: { post: { requestBody: { content: { ${plain}: {
  schema: { type: object, properties: { g: { type: string }, f: { type: integer } } } } } } } } }`,
    },
  ]);
});

describe("parameters", () => {
  const parameter = (given: string, want: string, warns: readonly string[] = []) => ({
    given: operation(`parameters: [{ ${given} }]`),
    want: `paths: { /a: { get: { parameters: [{ ${want} }] } } }`,
    warns,
  });
  const query = "in: query, name: p";
  const list = "type: array, items: { type: string }";
  const tabs = (carrier: string, separator: string) => ({
    ...parameter(
      `in: ${carrier}, name: p, ${list}, collectionFormat: ${separator}`,
      `in: ${carrier}, name: p, schema: { type: string, description: Values separated by ${{ tsv: "tabs", ssv: "spaces", pipes: "pipes" }[separator]}. }`,
      [
        `\`type: array\` of parameter "p" is left out: OpenAPI 3 has no list separated by ${{ tsv: "tabs", ssv: "spaces", pipes: "pipes" }[separator]}; pass it as one string`,
      ],
    ),
    name: `a list in ${carrier} as ${separator} is text`,
  });
  const keywords =
    "type: number, format: double, default: 1, enum: [1, 2], multipleOf: 1, pattern: x, maximum: 9, exclusiveMaximum: true, minimum: 0, exclusiveMinimum: false, maxLength: 3, minLength: 1";
  tableOf([
    {
      name: "what is said of the value becomes its schema",
      ...parameter(
        `${query}, description: D, required: true, allowEmptyValue: true, ${keywords}, x-note: 1`,
        `${query}, description: D, required: true, allowEmptyValue: true, x-note: 1, schema: { ${keywords} }`,
      ),
    },
    {
      name: "a list of limited length with commas, which 2.0 means if it says nothing",
      ...parameter(
        `${query}, ${list}, maxItems: 3, minItems: 1, uniqueItems: true`,
        `${query}, explode: false, schema: { ${list}, maxItems: 3, minItems: 1, uniqueItems: true }`,
      ),
    },
    {
      name: "a list as csv",
      ...parameter(
        `${query}, ${list}, collectionFormat: csv`,
        `${query}, explode: false, schema: { ${list} }`,
      ),
    },
    {
      name: "a list as ssv",
      ...parameter(
        `${query}, ${list}, collectionFormat: ssv`,
        `${query}, style: spaceDelimited, schema: { ${list} }`,
      ),
    },
    {
      name: "a list as pipes",
      ...parameter(
        `${query}, ${list}, collectionFormat: pipes`,
        `${query}, style: pipeDelimited, schema: { ${list} }`,
      ),
    },
    {
      name: "a list as multi",
      ...parameter(`${query}, ${list}, collectionFormat: multi`, `${query}, schema: { ${list} }`),
    },
    ...["path", "header"].map((carrier) => ({
      name: `a list in ${carrier} as csv`,
      ...parameter(
        `in: ${carrier}, name: p, ${list}`,
        `in: ${carrier}, name: p, schema: { ${list} }`,
      ),
    })),
    tabs("query", "tsv"),
    tabs("path", "tsv"),
    tabs("header", "ssv"),
    tabs("path", "pipes"),
    {
      name: "a list in a path as multi",
      ...parameter(
        `in: path, name: p, ${list}, collectionFormat: multi`,
        `in: path, name: p, schema: { ${list} }`,
        [
          '`collectionFormat: multi` of parameter "p" is left out: it is only for queries and forms; the values are separated by commas',
        ],
      ),
    },
    {
      name: "lists in a list are texts",
      ...parameter(
        `${query}, type: array, items: { ${list}, collectionFormat: pipes }`,
        `${query}, explode: false, schema: { type: array, items: { type: string, description: Values separated by pipes. } }`,
        [
          '`type: array` of the items of parameter "p" is left out: OpenAPI 3 has no list separated by pipes; pass it as one string',
        ],
      ),
    },
    {
      name: "a format of lists says nothing of a single value",
      ...parameter(
        `${query}, type: string, collectionFormat: tsv`,
        `${query}, schema: { type: string }`,
      ),
    },
    {
      name: "null as vendors allow it",
      ...parameter(
        `${query}, type: string, x-nullable: true`,
        `${query}, schema: { type: string, nullable: true }`,
      ),
    },
    {
      name: "examples as vendors write them",
      ...parameter(
        `${query}, type: string, x-example: a, x-examples: { one: b }`,
        `${query}, schema: { type: string }, example: a, examples: { one: { value: b } }`,
      ),
    },
    { name: "without a type it may be anything", ...parameter(query, `${query}, schema: {}`) },
    {
      name: "items make a list, type or not",
      ...parameter(
        `${query}, items: { type: string }`,
        `${query}, explode: false, schema: { type: array, items: { type: string } }`,
      ),
    },
    {
      name: "an object, which 2.0 does not have",
      ...parameter(
        `${query}, type: object, properties: { a: { type: string } }`,
        `${query}, schema: { type: object, properties: { a: { type: string } } }`,
      ),
    },
    {
      name: "a schema where only a body has one",
      ...parameter(`${query}, schema: { type: integer }`, `${query}, schema: { type: integer }`),
    },
    {
      name: "what OpenAPI 3 says of parameters",
      ...parameter(
        `${query}, type: string, style: form, content: { a/b: {} }`,
        `${query}, schema: { type: string }`,
        ["content", "style"].map(
          (field) => `\`${field}\` is left out: OpenAPI 3 has it, but Swagger 2.0 does not`,
        ),
      ),
    },
    {
      name: "a header that OpenAPI 3 says to ignore",
      ...parameter(
        "in: header, name: Authorization, type: string",
        "in: header, name: Authorization, schema: { type: string }",
        [
          'header parameter "Authorization" is left out: if you declare it under `securityDefinitions`, the client has an option for it',
        ],
      ),
    },
    {
      name: "shared ones keep their names, and paths theirs",
      given: `
parameters: { P: { in: query, name: p, type: string }, Q: { $ref: '#/parameters/P' } }
paths: { /a: { parameters: [{ $ref: '#/parameters/P' }], get: { parameters: [{ $ref: '#/parameters/Q' }] } } }`,
      want: `
paths:
  /a:
    parameters: [{ $ref: '#/components/parameters/P' }]
    get: { parameters: [{ $ref: '#/components/parameters/Q' }] }
components:
  parameters: { P: { in: query, name: p, schema: { type: string } }, Q: { $ref: '#/components/parameters/P' } }`,
    },
  ]);
});

describe("answers", () => {
  const answer = (
    given: string,
    want: string,
    more = "",
    rest = "",
    warns: readonly string[] = [],
  ) => ({
    given: operation(`${more}responses: { 200: { description: D, ${given} } }`, "get", rest),
    want: `paths: { /a: { get: { responses: { 200: { description: D, ${want} } } } } }`,
    warns,
  });
  tableOf([
    { name: "one without a schema has no body", ...answer("", "", "produces: [a/b], ") },
    {
      name: "one with a schema is JSON where nothing says it",
      ...answer(
        "schema: { type: integer }",
        "content: { application/json: { schema: { type: integer } } }",
      ),
    },
    {
      name: "one is what the document produces",
      ...answer(
        "schema: {}",
        "content: { a/b: { schema: {} }, c/d: { schema: {} } }",
        "",
        "produces: [a/b, c/d]\n",
      ),
    },
    {
      name: "one is what its operation produces",
      ...answer(
        "schema: {}",
        "content: { e/f: { schema: {} } }",
        "produces: [e/f], ",
        "produces: [a/b]\n",
      ),
    },
    {
      name: "an empty list clears what the document produces",
      ...answer(
        "schema: {}",
        "content: { application/json: { schema: {} } }",
        "produces: [], ",
        "produces: [a/b]\n",
      ),
    },
    {
      name: "examples go to their media types",
      ...answer(
        "schema: {}, examples: { a/b: 1, e/f: 2 }",
        "content: { a/b: { schema: {}, example: 1 }, c/d: { schema: {} } }",
        "produces: [a/b, c/d], ",
      ),
    },
    {
      name: "a file",
      ...answer(
        "schema: { type: file }",
        "content: { image/png: { schema: { type: string, format: binary } } }",
        "produces: [image/png], ",
      ),
    },
    {
      name: "a file is not the JSON that errors are",
      ...answer(
        "schema: { type: file }",
        "content: { image/png: { schema: { type: string, format: binary } } }",
        "produces: [application/json, image/png, application/problem+json], ",
      ),
    },
    {
      name: "a file of a type that nothing names",
      ...answer(
        "schema: { type: file }",
        "content: { '*/*': { schema: { type: string, format: binary } } }",
      ),
    },
    {
      name: "headers",
      ...answer(
        "headers: { X-A: { type: integer, description: H, x-note: 1 }, X-B: { type: array, items: { type: string } } }",
        "headers: { X-A: { description: H, x-note: 1, schema: { type: integer } }, X-B: { schema: { type: array, items: { type: string } } } }",
      ),
    },
    {
      name: "a list in a header with other signs than commas is text",
      ...answer(
        "headers: { X-A: { type: array, items: { type: string }, collectionFormat: pipes } }",
        "headers: { X-A: { schema: { type: string, description: Values separated by pipes. } } }",
        "",
        "",
        [
          '`type: array` of header "X-A" is left out: OpenAPI 3 has no list separated by pipes; pass it as one string',
        ],
      ),
    },
    {
      name: "what OpenAPI 3 has",
      ...answer("content: { a/b: {} }", "", "", "", [
        "`content` is left out: OpenAPI 3 has it, but Swagger 2.0 does not",
      ]),
    },
    {
      name: "all of them, without the extensions between them",
      given: operation("responses: { default: { description: D, x-note: 1 }, x-note: { a: 2 } }"),
      want: "paths: { /a: { get: { responses: { default: { description: D, x-note: 1 } } } } }",
    },
    {
      name: "a shared one keeps its name where the media types are the document's, or do not matter",
      given: `
produces: [a/b]
responses:
  It: { description: I, schema: { type: string } }
  Empty: { description: E }
  Same: { $ref: '#/responses/It' }
paths:
  /a: { get: { responses: { 200: { $ref: '#/responses/Same' }, 204: { $ref: '#/responses/Empty' } } } }
  /b: { get: { produces: [c/d], responses: { 200: { $ref: '#/responses/Same' }, 204: { $ref: '#/responses/Empty' } } } }`,
      want: `
paths:
  /a: { get: { responses: { 200: { $ref: '#/components/responses/Same' }, 204: { $ref: '#/components/responses/Empty' } } } }
  /b: { get: { responses: { 200: { description: I, content: { c/d: { schema: { type: string } } } }, 204: { $ref: '#/components/responses/Empty' } } } }
components:
  responses:
    It: { description: I, content: { a/b: { schema: { type: string } } } }
    Empty: { description: E }
    Same: { $ref: '#/components/responses/It' }`,
    },
  ]);
});

describe("schemas", () => {
  const schema = (given: string, want = given, warns: readonly string[] = []) => ({
    given: `paths: {}\ndefinitions: { A: { ${given} }, B: { type: string } }`,
    want: `{ paths: {}, components: { schemas: { A: { ${want} }, B: { type: string } } } }`,
    warns,
  });
  tableOf([
    {
      name: "are the same where nothing is different",
      ...schema(
        "title: T, type: object, description: D, required: [a], minProperties: 1, maxProperties: 2, properties: { a: { type: integer, format: int32, readOnly: true, maximum: 3, exclusiveMaximum: true } }, additionalProperties: false, xml: { name: a }, externalDocs: { url: u }, example: { $ref: x }, x-note: { $ref: y }",
      ),
    },
    {
      name: "refer to where schemas stand now, in every keyword",
      ...schema(
        "allOf: [{ $ref: '#/definitions/B' }], properties: { b: { $ref: '#/definitions/B' } }, items: { $ref: '#/definitions/B' }, additionalProperties: { $ref: '#/definitions/B' }",
        "allOf: [{ $ref: '#/components/schemas/B' }], properties: { b: { $ref: '#/components/schemas/B' } }, items: { $ref: '#/components/schemas/B' }, additionalProperties: { $ref: '#/components/schemas/B' }",
      ),
    },
    {
      name: "of JSON Schema, though 2.0 leaves them out",
      ...schema(
        "oneOf: [{ $ref: '#/definitions/B' }], anyOf: [{ type: string }], not: { $ref: '#/definitions/B' }",
        "oneOf: [{ $ref: '#/components/schemas/B' }], anyOf: [{ type: string }], not: { $ref: '#/components/schemas/B' }",
      ),
    },
    {
      name: "with the name of a discriminator",
      ...schema(
        "type: object, discriminator: kind",
        "type: object, discriminator: { propertyName: kind }",
      ),
    },
    {
      name: "with a discriminator of OpenAPI 3",
      ...schema(
        "discriminator: { propertyName: kind, mapping: { b: '#/definitions/B' } }",
        "discriminator: { propertyName: kind }",
        ["`mapping` is left out: OpenAPI 3 has it, but Swagger 2.0 does not"],
      ),
    },
    ...["x-nullable", "x-isnullable", "x-isNullable", "x-is-nullable"].map((name) => ({
      name: `with null, as ${name} says it`,
      ...schema(`type: string, ${name}: true`, "type: string, nullable: true"),
    })),
    { name: "without null", ...schema("type: string, x-nullable: false", "type: string") },
    { name: "of a file", ...schema("type: file", "type: string, format: binary") },
    {
      name: "with properties that are called like keywords",
      ...schema(
        "properties: { $ref: { type: string }, discriminator: { type: string }, x-nullable: { type: string }, __proto__: { type: string } }",
      ),
    },
    {
      name: "with a flag that says nothing",
      ...schema(
        "properties: { a: { type: string, required: true } }",
        "properties: { a: { type: string, required: [] } }",
        ["`required: true` has no meaning in a schema and is ignored"],
      ),
    },
    {
      name: "with keys that a reference has to encode",
      given: `
paths: {}
definitions:
  A: { properties: { a: { $ref: '#/definitions/a~1b%25%20c' }, b: { $ref: '#/definitions/A/properties/d' }, d: { type: integer } } }
  a/b% c: { type: string }`,
      want: `
paths: {}
components:
  schemas:
    A: { properties: { a: { $ref: '#/components/schemas/a~1b%25%20c' }, b: { $ref: '#/components/schemas/d' }, d: { type: integer } } }
    a/b% c: { type: string }
    d: { type: integer }`,
    },
  ]);
});

describe("security", () => {
  const scheme = (given: string, want: string, warns: readonly string[] = []) => ({
    given: `paths: {}\nsecurityDefinitions: { S: { ${given} } }`,
    want: `{ paths: {}, components: { securitySchemes: { S: { ${want} } } } }`,
    warns,
  });
  const [authorizationUrl, tokenUrl] = ["authorizationUrl: 'https://a'", "tokenUrl: 'https://t'"];
  const scopes = "scopes: { read: R, x-note: 1 }";
  tableOf([
    {
      name: "basic",
      ...scheme(
        "type: basic, description: D, x-note: 1",
        "type: http, scheme: basic, description: D, x-note: 1",
      ),
    },
    {
      name: "a key",
      ...scheme(
        "type: apiKey, in: header, name: X-Key, x-client: { prefix: 'K ' }",
        "type: apiKey, in: header, name: X-Key, x-client: { prefix: 'K ' }",
      ),
    },
    {
      name: "OAuth 2, implicit",
      ...scheme(
        `type: oauth2, flow: implicit, ${authorizationUrl}, ${scopes}`,
        `type: oauth2, flows: { implicit: { ${authorizationUrl}, ${scopes} } }`,
      ),
    },
    {
      name: "OAuth 2, password",
      ...scheme(
        `type: oauth2, flow: password, ${tokenUrl}, ${scopes}`,
        `type: oauth2, flows: { password: { ${tokenUrl}, ${scopes} } }`,
      ),
    },
    {
      name: "OAuth 2, application",
      ...scheme(
        `type: oauth2, flow: application, ${tokenUrl}, ${scopes}`,
        `type: oauth2, flows: { clientCredentials: { ${tokenUrl}, ${scopes} } }`,
      ),
    },
    {
      name: "OAuth 2, access code",
      ...scheme(
        `type: oauth2, flow: accessCode, ${authorizationUrl}, ${tokenUrl}`,
        `type: oauth2, flows: { authorizationCode: { ${authorizationUrl}, ${tokenUrl}, scopes: {} } }`,
      ),
    },
    {
      name: "OAuth 2 of another flow",
      ...scheme("type: oauth2, flow: magic", "type: oauth2, flows: {}", [
        'flow "magic" is left out: the flows of Swagger 2.0 are implicit, password, application, accessCode',
      ]),
    },
    {
      name: "what is needed stays, also of an operation",
      given: operation(
        "security: []",
        "get",
        "security: [{ S: [read] }]\nsecurityDefinitions: { S: { type: basic } }\n",
      ),
      want: `
security: [{ S: [read] }]
paths: { /a: { get: { security: [] } } }
components: { securitySchemes: { S: { type: http, scheme: basic } } }`,
    },
  ]);
});

describe("what stays", () => {
  tableOf([
    {
      name: "tags, documentation, extensions, and all else that an operation says",
      given: `
tags: [{ name: t, description: D, externalDocs: { url: u }, x-client: { group: g } }]
externalDocs: { url: u }
x-note: { $ref: a }
paths:
  /a:
    x-note: 2
    get: { tags: [t], summary: S, description: D, externalDocs: { url: u }, operationId: o, deprecated: true, x-client: { group: g } }`,
      want: `
tags: [{ name: t, description: D, externalDocs: { url: u }, x-client: { group: g } }]
externalDocs: { url: u }
x-note: { $ref: a }
paths:
  /a:
    x-note: 2
    get: { tags: [t], summary: S, description: D, externalDocs: { url: u }, operationId: o, deprecated: true, x-client: { group: g } }`,
    },
    {
      name: "every method",
      given:
        "paths: { /a: { get: {}, put: {}, post: {}, delete: {}, options: {}, head: {}, patch: {} } }",
      want: "paths: { /a: { get: {}, put: {}, post: {}, delete: {}, options: {}, head: {}, patch: {} } }",
    },
    {
      name: "nothing of OpenAPI 3, which is told",
      given: `
servers: [{ url: u }]
components: { schemas: {} }
paths: { /a: { trace: {}, post: { requestBody: {}, callbacks: {} } } }`,
      want: "paths: { /a: { post: {} } }",
      warns: ["servers", "components", "trace", "requestBody", "callbacks"].map(
        (field) => `\`${field}\` is left out: OpenAPI 3 has it, but Swagger 2.0 does not`,
      ),
    },
    {
      name: "a path that refers to another",
      given: "paths: { /a: { $ref: '#/x-paths/a' } }\nx-paths: { a: { get: { operationId: o } } }",
      want: "paths: { /a: { get: { operationId: o } } }\nx-paths: { a: { get: { operationId: o } } }",
    },
  ]);
});
