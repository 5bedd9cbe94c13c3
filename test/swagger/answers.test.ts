import { describe } from "vitest";
import { operation, tableOf } from "./support.js";

/** What each part of a Swagger 2.0 document becomes, by the words of its specification. */

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
