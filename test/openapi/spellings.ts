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
  /** What the diff finds between the two, if it does: no more than `info`. */
  readonly onlyInfo?: readonly string[];
  /** Why a page with one spelling adds to a spec with the other, or cannot say so. */
  readonly notInCapture?: string;
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

/** A pet, as what a discriminator with these fields says of Cat and Dog. */
const pets = (discriminator: object) => {
  const pet = { $ref: "#/components/schemas/Pet" };
  const extending = (name: string) => ({ allOf: [pet, object({ [name]: text })] });
  return answer(pet, "3.1.0", {
    components: {
      schemas: {
        Pet: object(
          { kind: text },
          { required: ["kind"], discriminator: { propertyName: "kind", ...discriminator } },
        ),
        Cat: extending("meows"),
        Dog: extending("barks"),
      },
    },
  });
};
/** An object with a property of which these fields say more. */
const withB = (fields: object, more: object = {}) =>
  object({ a: text, b: { ...text, ...fields } }, more);

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
    notInCapture: "silence of a page about values denies none, and parts are added as they stand",
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
    notInCapture: "a page has no operation of Swagger 2.0",
  },
  {
    rule: "a schema that extends one with a discriminator is known by its name",
    one: pets({}),
    other: pets({ mapping: { Cat: "#/components/schemas/Cat", Dog: "Dog" } }),
    changed: pets({ propertyName: "type" }),
    notInCapture: "a mapping that a page has is written down, whatever it says",
  },
  {
    rule: "a mapping names a schema by its name or by a reference",
    one: pets({ mapping: { c: "Cat", d: "Dog" } }),
    other: pets({ mapping: { c: "#/components/schemas/Cat", d: "#/components/schemas/Dog" } }),
    changed: pets({ mapping: { c: "Dog", d: "Cat" } }),
  },
  {
    rule: "what is readOnly is not sent, whether it is required or not",
    one: post({ requestBody: json(withB({ readOnly: true })) }),
    other: post({ requestBody: json(withB({ readOnly: true }, { required: ["b"] })) }),
    changed: post({ requestBody: json(withB({})) }),
    onlyInfo: ["request.required.added", "request.required.removed"],
    notInCapture: "what a page requires is written down, also of what only responses have",
  },
  {
    rule: "what is writeOnly is not received, whether it is required or not",
    one: answer(withB({ writeOnly: true })),
    other: answer(withB({ writeOnly: true }, { required: ["b"] })),
    changed: answer(withB({})),
    onlyInfo: ["response.required.added", "response.required.removed"],
    notInCapture: "what a page requires is written down, also of what only requests have",
  },
  {
    rule: "a lone default response is the success, and an extension beside it is no response",
    one: get({ responses: { default: { description: "A", ...json(text) } } }),
    other: get({
      responses: { default: { description: "A", ...json(text) }, "x-200": { description: "B" } },
    }),
    changed: get({ responses: { default: { description: "A", ...json(text) }, ...ok() } }),
  },
  {
    rule: "a range of statuses has no case",
    one: get({ responses: { "2xx": { description: "A", ...json(text) } } }),
    other: get({ responses: { "2XX": { description: "A", ...json(text) } } }),
    changed: get({ responses: { "2XX": { description: "A", ...json(number) } } }),
    shownIn: ["groups/default.ts", "paths.ts"],
  },
  {
    rule: "a reference to a parameter or a header is what it refers to",
    one: get(
      {
        parameters: [{ $ref: "#/components/parameters/Q" }],
        responses: ok({ headers: { "X-A": { $ref: "#/components/headers/A" } } }),
      },
      { components: { parameters: { Q: query(text) }, headers: { A: { schema: text } } } },
    ),
    other: get({
      parameters: [query(text)],
      responses: ok({ headers: { "X-A": { schema: text } } }),
    }),
    changed: get({
      parameters: [query(number)],
      responses: ok({ headers: { "X-A": { schema: text } } }),
    }),
    shownIn: ["paths.ts"],
  },
  {
    rule: "an allOf of one is that one",
    one: answer({ allOf: [thing] }, "3.0.3", withThing(object({ a: text }))),
    other: answer(thing, "3.0.3", withThing(object({ a: text }))),
    changed: answer(thing, "3.0.3", withThing(object({ a: number }))),
  },
  {
    rule: "a list of one type is the type",
    one: answer({ type: ["string"] }),
    other: answer(text),
    changed: answer(number),
  },
  {
    rule: "types and values of an enum have no order",
    one: answer({ type: ["string", "integer"], enum: ["a", 1] }),
    other: answer({ type: ["integer", "string"], enum: [1, "a"] }),
    changed: answer({ type: ["integer", "string"], enum: [1, "b"] }),
    shownIn: ["groups/default.ts", "paths.ts"],
  },
  {
    rule: "variants that are only types are a list of types",
    one: answer({ oneOf: [text, number] }),
    other: answer({ type: ["integer", "string"] }),
    changed: answer(text),
    shownIn: ["groups/default.ts", "paths.ts"],
    notInCapture: "parts that a page has are written down as they stand",
  },
  {
    rule: "a variant that is null makes null a value",
    one: answer({ anyOf: [text, { type: "null" }] }),
    other: answer({ type: ["string", "null"] }),
    changed: answer(text),
    notInCapture: "parts that a page has are written down as they stand",
  },
  {
    rule: "no length is below zero",
    one: answer({ type: "string", minLength: 0 }),
    other: answer(text),
    changed: answer(number),
    notInCapture: "a limit that a page has is written down, even one that excludes nothing",
  },
  {
    rule: "a schema that is true is one that is empty",
    one: answer({ type: "object", additionalProperties: true }),
    other: answer({ type: "object", additionalProperties: {} }),
    changed: answer({ type: "object", additionalProperties: false }),
  },
];
