/**
 * Schemas that between them use every keyword that shows in a type, each in the ways in which it can
 * stand with others. By what is odd about them; the keys are names of schemas.
 */
const text = { type: "string" };
const number = { type: "number" };
const ref = (key: string) => ({ $ref: `#/components/schemas/${key}` });
const object = (properties: object, required?: readonly string[]) => ({
  type: "object",
  properties,
  ...(required && { required }),
});

/** For OpenAPI 3.1. */
export const keywordSchemas: Readonly<Record<string, unknown>> = {
  Text: text,
  Number: number,
  Whole: { type: "integer", format: "int64" },
  Flag: { type: "boolean" },
  Nothing: { type: "null" },
  Anything: {},
  AnythingAtAll: true,
  NoValue: false,
  SeveralTypes: { type: ["string", "integer", "null"] },
  Words: { type: "string", enum: ["a", 'b"', "c d"] },
  WordsWithoutType: { enum: ["a", 1, true, null] },
  WordsOrNull: { type: ["string", "null"], enum: ["a", "b", null] },
  OneWord: { const: "a" },
  OneNumber: { const: -1.5 },
  OneFlag: { const: true },
  OneNull: { const: null },
  OneObject: { const: { a: { b: [1, "c"] } } },

  List: { type: "array", items: text },
  ListOfLists: { type: "array", items: { type: "array", items: number } },
  ListOfEither: { type: "array", items: { oneOf: [text, number] } },
  ListOfAnything: { type: "array" },
  ListOrNull: { type: ["array", "null"], items: text },
  ListOfNamed: { type: "array", items: ref("Text") },
  ListWithBounds: { type: "array", items: text, minItems: 1, maxItems: 2 },
  ListWithoutType: { items: text },
  ClosedPair: { type: "array", prefixItems: [text, number], items: false, minItems: 2 },
  OpenPair: { type: "array", prefixItems: [text, number], minItems: 2 },
  PairAndMore: { type: "array", prefixItems: [text, number], items: text, minItems: 2 },
  PartOfPair: { type: "array", prefixItems: [text, number], items: false, minItems: 1 },
  PairWithoutType: { prefixItems: [text], items: false, minItems: 1 },
  EmptyTuple: { type: "array", prefixItems: [], items: false },

  AnyObject: { type: "object" },
  ClosedEmpty: { type: "object", additionalProperties: false },
  Plain: object({ a: text, b: number }, ["a"]),
  PlainOrNull: { ...object({ a: text }), type: ["object", "null"] },
  PlainWithoutType: { properties: { a: text }, required: ["a"] },
  Nested: object({ a: object({ b: object({ c: text }, ["c"]) }) }),
  OddNames: object({ "a b": text, 1: text, "x-y": text, constructor: text, valueOf: number }),
  RequiredBeyond: { ...object({ a: text }, ["a", "b"]) },
  RequiredAlone: { type: "object", required: ["a"] },
  Closed: { ...object({ a: text }), additionalProperties: false },
  Index: { type: "object", additionalProperties: number },
  IndexOfNamed: { type: "object", additionalProperties: ref("Plain") },
  IndexOfAnything: { type: "object", additionalProperties: true },
  IndexOfAny: { type: "object", additionalProperties: {} },
  OpenObject: { ...object({ a: text }, ["a"]), additionalProperties: true },
  IndexBeside: { ...object({ a: text }, ["a"]), additionalProperties: number },
  Patterns: { type: "object", patternProperties: { "^x-": text } },
  PatternsBeside: { ...object({ a: number }), patternProperties: { "^x-": text } },
  NamesOfProperties: { type: "object", propertyNames: { enum: ["a", "b"] } },
  NeverProperty: object({ a: false, b: true }),
  WithDefault: object({ a: { ...text, default: "x" } }),
  Deprecated: { ...object({ a: { ...text, deprecated: true } }), deprecated: true },

  Same: ref("Plain"),
  SameWithText: { ...ref("Plain"), description: "The same." },
  More: { allOf: [ref("Plain"), object({ c: text }, ["c"])] },
  MoreRequired: { allOf: [ref("Plain")], required: ["b"] },
  MoreRequiredInPart: { allOf: [ref("Plain"), { required: ["b"] }] },
  MoreBeside: { allOf: [ref("Plain")], ...object({ c: text }) },
  OnlyOne: { allOf: [ref("Plain")] },
  RefinesText: { allOf: [ref("Text"), { minLength: 1 }] },
  RefinesNamed: { allOf: [ref("Plain"), object({ a: { const: "x" } })] },
  Either: { oneOf: [ref("Plain"), ref("Index")] },
  EitherSimple: { oneOf: [text, number, { type: "null" }] },
  EitherOrNull: { oneOf: [ref("Plain"), { type: "null" }] },
  EitherBeside: { ...object({ c: text }, ["c"]), oneOf: [ref("Plain"), ref("Nested")] },
  EitherRequired: {
    ...object({ c: text, d: text }),
    oneOf: [{ required: ["c"] }, { required: ["d"] }],
  },
  EitherOfTypes: { type: "string", oneOf: [{ const: "a" }, { const: "b" }] },
  Any: { anyOf: [ref("Plain"), ref("Nested")] },
  AnySimple: { anyOf: [text, number] },
  AnyBeside: { ...object({ c: text }, ["c"]), anyOf: [ref("Plain"), ref("Nested")] },
  AnyRequired: {
    ...object({ c: text, d: text }),
    anyOf: [{ required: ["c"] }, { required: ["d"] }],
  },
  Both: { allOf: [ref("Plain")], oneOf: [ref("Nested"), ref("Closed")] },
  Not: { not: {} },
  NotText: { not: text },
  Condition: {
    ...object({ kind: text }),
    if: object({ kind: { const: "a" } }),
    // biome-ignore lint/suspicious/noThenProperty: a keyword
    then: object({ a: text }),
    else: object({ b: text }),
  },
  Dependent: { ...object({ a: text }), dependentSchemas: { a: object({ b: text }) } },
  Definitions: { ...object({ a: text }), $defs: { Inner: text } },
  NoOthers: { allOf: [ref("Plain")], unevaluatedProperties: false },

  Bytes: { type: "string", format: "binary" },
  Image: { type: "string", contentMediaType: "image/png" },
  HoldsBytes: object({ file: { type: "string", format: "binary" } }),
  Hidden: object({ id: { ...text, readOnly: true }, secret: { ...text, writeOnly: true } }, ["id"]),
  HoldsHidden: object({ inner: ref("Hidden") }),

  Tree: object({ value: text, children: { type: "array", items: ref("Tree") } }, ["value"]),
  Node: object({ next: ref("Node") }),
  Json: {
    oneOf: [
      text,
      number,
      { type: "array", items: ref("Json") },
      { type: "object", additionalProperties: ref("Json") },
    ],
  },
  Lists: { type: "array", items: ref("Lists") },

  Cat: object({ kind: text, meows: { type: "boolean" } }, ["kind"]),
  Dog: object({ kind: text, barks: { type: "boolean" } }, ["kind"]),
  Pet: { oneOf: [ref("Cat"), ref("Dog")], discriminator: { propertyName: "kind" } },
  Fish: object({ kind: { const: "fish" } }, ["kind"]),
  Bird: object({ kind: { const: "bird" }, flies: { type: "boolean" } }, ["kind"]),
  Animal: {
    oneOf: [ref("Fish"), ref("Bird")],
    discriminator: {
      propertyName: "kind",
      mapping: { fish: "#/components/schemas/Fish", bird: "#/components/schemas/Bird" },
    },
  },
  Vehicle: { ...object({ type: text }, ["type"]), discriminator: { propertyName: "type" } },
  Car: { allOf: [ref("Vehicle"), object({ doors: number })] },
  Boat: { allOf: [ref("Vehicle"), object({ sails: number })] },
  Owned: { allOf: [ref("Pet"), object({ owner: text })] },
};

/** What OpenAPI 3.0 spells otherwise. */
export const openapi30Schemas: Readonly<Record<string, unknown>> = {
  Text: { ...text, nullable: true },
  Words: { ...text, enum: ["a", "b"], nullable: true },
  Plain: { ...object({ a: { ...number, nullable: true } }, ["a"]), nullable: true },
  List: { type: "array", items: text, nullable: true },
  Anything: { nullable: true },
  Named: { nullable: true, allOf: [ref("Plain")] },
  Either: { nullable: true, oneOf: [ref("Plain"), text] },
  Beside: { ...ref("Plain"), nullable: true },
};

const answer = (more: object = {}) => ({ description: "", ...more });
const content = { "application/json": { schema: text } };

/** Paths, and what they refer to. */
export const exchanges = {
  paths: {
    "/plain/{id}": {
      summary: "Plain",
      parameters: [
        { name: "id", in: "path", required: true, schema: { type: "integer" } },
        { name: "page", in: "query", schema: number },
      ],
      get: {
        parameters: [
          { $ref: "#/components/parameters/Size" },
          { name: "page", in: "query", required: true, schema: text },
          { name: "X-Key", in: "header", schema: text },
          { name: "session", in: "cookie", required: true, schema: text },
        ],
        responses: {
          200: answer({ headers: { "X-Own": { schema: text } }, content }),
          "4XX": { $ref: "#/components/responses/Wrong" },
          default: answer(),
        },
      },
      put: {
        requestBody: { $ref: "#/components/requestBodies/Thing" },
        responses: { 204: answer() },
      },
      patch: {
        requestBody: { content },
        responses: { 200: answer({ content: { "text/plain": {} } }) },
      },
    },
    "/headers": {
      get: {
        responses: {
          200: answer({ headers: { "X-Left": { $ref: "#/components/headers/Left" } } }),
        },
      },
    },
    "/bodiless": { get: { responses: { 304: answer({ content }) } } },
    "/head": { head: { responses: { 200: answer({ content }) } } },
  },
  components: {
    parameters: { Size: { name: "size", in: "query", required: true, schema: number } },
    requestBodies: { Thing: { required: true, content } },
    responses: { Wrong: answer({ content }) },
    headers: { Left: { schema: number } },
  },
};
