/**
 * Rules of OpenAPI, each stated once for all who read documents: two spellings of one API, and one of
 * another API, in which what the rule is about is different.
 */
export interface Spelling {
  readonly rule: string;
  readonly one: object;
  readonly other: object;
  readonly changed: object;
  /** Files of the client that show how it was spelled; their readers take both for the same. */
  readonly shownIn?: readonly string[];
  /** Why the client of the other API is the same: what it has nothing of. */
  readonly notInClient?: string;
}

const text = { type: "string" };
const number = { type: "integer" };
const json = (schema: object) => ({ content: { "application/json": { schema } } });
const ok = (fields: object = {}) => ({ 200: { description: "A", ...fields } });
const info = { title: "T", version: "1" };

const document = (openapi: string, item: object, rest: object = {}) => ({
  openapi,
  info,
  servers: [{ url: "https://a.test" }],
  paths: { "/a": item },
  ...rest,
});
const get = (operation: object, rest: object = {}, openapi = "3.1.0") =>
  document(openapi, { get: { operationId: "a", responses: ok(), ...operation } }, rest);
const post = (operation: object, rest: object = {}, openapi = "3.1.0") =>
  document(openapi, { post: { operationId: "a", responses: ok(), ...operation } }, rest);
const query = (schema: object, more: object = {}) => ({ name: "q", in: "query", schema, ...more });
const answer = (schema: object, openapi = "3.1.0", rest: object = {}) =>
  get({ responses: ok(json(schema)) }, rest, openapi);
const object = (properties: object, more: object = {}) => ({ type: "object", properties, ...more });
const swagger = (operation: object, more: object = {}) => ({
  swagger: "2.0",
  info,
  host: "a.test",
  schemes: ["https"],
  paths: { "/a": { post: { operationId: "a", responses: ok(), ...operation } } },
  ...more,
});
const key = { type: "apiKey", in: "header", name: "X-Key" };
const secured = (rest: object) => ({ components: { securitySchemes: { key } }, ...rest });
const withThing = (thing: object) => ({ components: { schemas: { Thing: thing } } });
const thing = { $ref: "#/components/schemas/Thing" };

export const spellings: readonly Spelling[] = [
  {
    rule: "the siblings of a $ref in a schema of 3.0 say nothing",
    one: answer({ ...thing, maxLength: 3, enum: ["x"] }, "3.0.3", withThing(text)),
    other: answer(thing, "3.0.3", withThing(text)),
    changed: answer(thing, "3.0.3", withThing(number)),
  },
  {
    rule: "the siblings of a $ref in a schema of 3.1 hold as well",
    one: answer({ ...thing, enum: ["x", "y"] }, "3.1.0", withThing(text)),
    other: answer({ allOf: [thing], enum: ["x", "y"] }, "3.1.0", withThing(text)),
    changed: answer(thing, "3.1.0", withThing(text)),
  },
  {
    rule: "a parameter of an operation wins over that of its path with its name and place",
    one: document("3.1.0", {
      parameters: [query(number)],
      get: { operationId: "a", parameters: [query(text)], responses: ok() },
    }),
    other: get({ parameters: [query(text)] }),
    changed: get({ parameters: [query(number)] }),
  },
  {
    rule: "a parameter of a path is one of each of its operations",
    one: document("3.1.0", {
      parameters: [query(text, { required: true })],
      get: { operationId: "a", responses: ok() },
    }),
    other: get({ parameters: [query(text, { required: true })] }),
    changed: get({ parameters: [query(text)] }),
    shownIn: ["paths.ts"],
  },
  {
    rule: "names of headers have no case",
    one: get({ parameters: [{ name: "x-a", in: "header", schema: text }] }),
    other: document("3.1.0", {
      parameters: [{ name: "X-A", in: "header", schema: number }],
      get: {
        operationId: "a",
        parameters: [{ name: "x-a", in: "header", schema: text }],
        responses: ok(),
      },
    }),
    changed: get({ parameters: [{ name: "x-a", in: "header", schema: number }] }),
  },
  {
    rule: "an empty security asks for none, whatever the document asks for",
    one: get({ security: [] }, secured({ security: [{ key: [] }] })),
    other: get({ security: [{}] }, secured({ security: [{ key: [] }] })),
    changed: get({}, secured({ security: [{ key: [] }] })),
    shownIn: ["operations.ts"],
  },
  {
    rule: "an operation that asks for no security of its own has the document's",
    one: get({}, secured({ security: [{ key: [] }] })),
    other: get({ security: [{ key: [] }] }, secured({ security: [{ key: [] }] })),
    changed: get({ security: [] }, secured({ security: [{ key: [] }] })),
    shownIn: ["operations.ts"],
  },
  {
    rule: "nullable of 3.0 is the type null of 3.1",
    one: answer(object({ a: { ...text, nullable: true } }), "3.0.3"),
    other: answer(object({ a: { type: ["string", "null"] } })),
    changed: answer(object({ a: text })),
  },
  {
    rule: "exclusiveMinimum is a flag of minimum in 3.0, and a number in 3.1",
    one: answer({ type: "integer", minimum: 3, exclusiveMinimum: true }, "3.0.3"),
    other: answer({ type: "integer", exclusiveMinimum: 3 }),
    changed: answer({ type: "string" }),
  },
  {
    rule: "const is an enum of one",
    one: answer({ type: "string", const: "a" }),
    other: answer({ type: "string", enum: ["a"] }),
    changed: answer({ type: "string", enum: ["b"] }),
  },
  {
    rule: "a parameter in the query is a form that explodes",
    one: get({ parameters: [query({ type: "array", items: text })] }),
    other: get({
      parameters: [query({ type: "array", items: text }, { style: "form", explode: true })],
    }),
    changed: get({ parameters: [query({ type: "array", items: text }, { explode: false })] }),
    shownIn: ["operations.ts"],
  },
  {
    rule: "a parameter in a header is simple and does not explode",
    one: get({ parameters: [{ name: "X-A", in: "header", schema: object({ a: text }) }] }),
    other: get({
      parameters: [
        {
          name: "X-A",
          in: "header",
          schema: object({ a: text }),
          style: "simple",
          explode: false,
        },
      ],
    }),
    changed: get({
      parameters: [{ name: "X-A", in: "header", schema: object({ a: text }), explode: true }],
    }),
    shownIn: ["operations.ts"],
  },
  {
    rule: "a parameter and a body are optional unless they say otherwise",
    one: post({ parameters: [query(text)], requestBody: json(text) }),
    other: post({
      parameters: [query(text, { required: false })],
      requestBody: { ...json(text), required: false },
    }),
    changed: post({ parameters: [query(text)], requestBody: { ...json(text), required: true } }),
  },
  {
    rule: "the servers of an operation win over the document's",
    one: get({ servers: [{ url: "https://b.test" }] }),
    other: document("3.1.0", {
      servers: [{ url: "https://b.test" }],
      get: { operationId: "a", responses: ok() },
    }),
    changed: get({}),
    notInClient: "it calls the server of its options, by default the document's",
  },
  {
    rule: "what Swagger 2.0 consumes are the media types of a body",
    one: swagger({
      consumes: ["application/json"],
      parameters: [{ name: "body", in: "body", required: true, schema: text }],
    }),
    other: swagger(
      { parameters: [{ name: "body", in: "body", required: true, schema: text }] },
      { consumes: ["application/json"] },
    ),
    changed: swagger(
      { parameters: [{ name: "body", in: "body", required: true, schema: text }] },
      { consumes: ["text/plain"] },
    ),
  },
];
