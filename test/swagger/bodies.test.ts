import { describe } from "vitest";
import { operation, tableOf } from "./support.js";

/** What each part of a Swagger 2.0 document becomes, by the words of its specification. */

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
