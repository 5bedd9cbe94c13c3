/** Schemas of documents, and what fits them; judged by hand. */

export const ref = (key: string) => ({ $ref: `#/components/schemas/${key}` });
/** A schema, and what fits it or does not. `T` is the schema; others stand beside it. */
export interface Case {
  readonly about: string;
  readonly openapi?: string;
  readonly schemas: Readonly<Record<string, unknown>>;
  readonly fits: readonly unknown[];
  readonly misfits: readonly unknown[];
}

const dog = {
  type: "object",
  properties: { kind: { type: "string" }, barks: { type: "boolean" } },
};
const cat = {
  type: "object",
  properties: { kind: { type: "string" }, lives: { type: "integer" } },
};
export const cases: readonly Case[] = [
  {
    about: "null as a type",
    schemas: { T: { type: ["string", "null"] } },
    fits: ["a", null],
    misfits: [1, {}],
  },
  {
    about: "null as 3.0 says it",
    openapi: "3.0.3",
    schemas: { T: { type: "string", nullable: true } },
    fits: ["a", null],
    misfits: [1],
  },
  {
    about: "null as 3.0 says it, beside an enum that does not list it",
    openapi: "3.0.3",
    schemas: { T: { type: "string", enum: ["a", "b"], nullable: true } },
    fits: ["a", null],
    misfits: ["c", "null"],
  },
  {
    about: "null as 3.0 says it, around a reference",
    openapi: "3.0.3",
    schemas: { T: { nullable: true, allOf: [ref("U")] }, U: { type: "object", required: ["a"] } },
    fits: [{ a: 1 }, null],
    misfits: [{}, "a"],
  },
  {
    about: "null as an alternative",
    schemas: { T: { oneOf: [ref("U"), { type: "null" }] }, U: { type: "integer" } },
    fits: [1, null],
    misfits: ["a", 1.5],
  },
  {
    about: "null as one of three alternatives",
    schemas: { T: { oneOf: [{ type: "integer" }, { type: "boolean" }, { type: "null" }] } },
    fits: [1, true, null],
    misfits: ["a"],
  },
  {
    about: "null as a value",
    schemas: { T: { enum: ["a", null] } },
    fits: ["a", null],
    misfits: ["b"],
  },
  { about: "nothing but null", schemas: { T: { const: null } }, fits: [null], misfits: [0, ""] },
  {
    about: "nothing but null, as a type",
    schemas: { T: { type: "null" } },
    fits: [null],
    misfits: [0, ""],
  },
  {
    about: "null beside a condition that it would not pass",
    openapi: "3.0.3",
    schemas: { T: { nullable: true, type: "string", not: { enum: ["x", null] } } },
    fits: ["a", null],
    misfits: ["x", 1],
  },
  {
    about: "bounds that are out themselves, as 3.0 says it",
    openapi: "3.0.3",
    schemas: {
      T: { type: "number", minimum: 0, exclusiveMinimum: true, maximum: 9, exclusiveMaximum: true },
    },
    fits: [0.1, 8.9],
    misfits: [0, 9],
  },
  {
    about: "bounds that are in, as 3.0 says it",
    openapi: "3.0.3",
    schemas: { T: { type: "number", minimum: 0, exclusiveMinimum: false, maximum: 9 } },
    fits: [0, 9],
    misfits: [-0.1, 9.1],
  },
  {
    about: "bounds that are out themselves, as numbers",
    schemas: { T: { type: "number", exclusiveMinimum: 0, exclusiveMaximum: 9, multipleOf: 0.5 } },
    fits: [0.5, 8.5],
    misfits: [0, 9, 0.3],
  },
  {
    about: "lengths and counts",
    schemas: {
      T: {
        type: "object",
        minProperties: 1,
        maxProperties: 2,
        properties: {
          a: { type: "string", minLength: 1, maxLength: 2 },
          b: { type: "array", minItems: 1, maxItems: 2, uniqueItems: true },
        },
      },
    },
    fits: [{ a: "x" }, { a: "xy", b: [1, 2] }],
    misfits: [{}, { a: "" }, { a: "xyz" }, { b: [] }, { b: [1, 1] }, { a: "x", b: [1], c: 1 }],
  },
  {
    about: "a number that JavaScript has not",
    schemas: { T: { enum: [1, 2 ** 53, "a"] }, U: {} },
    // What the number was nobody knows, so that any will do.
    fits: [1, "a", 7],
    misfits: ["b", true],
  },
  {
    about: "a bound that JavaScript has not",
    schemas: { T: { type: "integer", minimum: 1, maximum: 2 ** 53 } },
    fits: [1, 1e300],
    misfits: [0],
  },
  {
    about: "constants, lists and objects among them",
    schemas: { T: { oneOf: [{ const: [1] }, { const: { a: 1 } }, { const: "a" }] } },
    fits: [[1], { a: 1 }, "a"],
    misfits: [[2], {}, "b"],
  },
  {
    about: "patterns, and backslashes that mean nothing",
    schemas: { T: { type: "string", pattern: "^[\\w\\-.]+\\@\\-\\_$" } },
    fits: ["a.b-c@-_"],
    misfits: ["a@", "@-_"],
  },
  {
    about: "a pattern that is none",
    schemas: { T: { type: "string", pattern: "(?i)a" } },
    fits: ["b"],
    misfits: [1],
  },
  {
    about: "everything that it extends",
    schemas: {
      T: { allOf: [ref("U"), { type: "object", required: ["b"] }] },
      U: { type: "object", required: ["a"], properties: { a: { type: "string" } } },
    },
    fits: [{ a: "x", b: 1 }],
    misfits: [{ a: "x" }, { b: 1 }, { a: 1, b: 1 }],
  },
  {
    about: "what stands beside a reference",
    schemas: { T: { ...ref("U"), maxLength: 2 }, U: { type: "string", minLength: 1 } },
    fits: ["a", "ab"],
    misfits: ["", "abc"],
  },
  {
    about: "alternatives that are told apart",
    schemas: {
      T: {
        oneOf: [ref("Dog"), ref("Cat")],
        discriminator: { propertyName: "kind", mapping: { wau: ref("Dog").$ref } },
      },
      Dog: dog,
      Cat: cat,
    },
    fits: [
      { kind: "wau", barks: true },
      { kind: "Cat", lives: 7 },
    ],
    misfits: [
      { barks: true },
      { kind: "Dog" },
      { kind: "wau", barks: 1 },
      { kind: "Cat", lives: "x" },
    ],
  },
  {
    about: "alternatives that are told apart, or null",
    openapi: "3.0.3",
    schemas: {
      T: {
        nullable: true,
        oneOf: [ref("Dog"), ref("Cat")],
        discriminator: { propertyName: "kind" },
      },
      Dog: dog,
      Cat: cat,
    },
    fits: [{ kind: "Dog" }, null],
    misfits: [{ kind: "Bird" }, "Dog"],
  },
  {
    about: "one of the schemas that extend a base with a discriminator",
    schemas: {
      T: { allOf: [ref("Pet"), { properties: { barks: { type: "boolean" } } }] },
      Pet: {
        type: "object",
        required: ["kind"],
        properties: { kind: { type: "string" } },
        discriminator: { propertyName: "kind", mapping: { dog: "T" } },
      },
    },
    fits: [{ kind: "dog" }],
    misfits: [{ kind: "cat" }, {}, { kind: "dog", barks: 1 }],
  },
  {
    about: "a base that lists the schema which extends it",
    schemas: {
      T: { allOf: [ref("Pet"), { properties: { barks: { type: "boolean" } } }] },
      Pet: {
        type: "object",
        oneOf: [ref("T"), ref("Cat")],
        properties: { kind: { type: "string" }, name: { type: "string" } },
        discriminator: { propertyName: "kind" },
      },
      Cat: { allOf: [ref("Pet")] },
    },
    fits: [{ kind: "T", name: "a", barks: true }],
    misfits: [{ kind: "T", name: 1 }, { kind: "Cat" }],
  },
  {
    about: "a tree",
    schemas: {
      T: {
        type: "object",
        required: ["id"],
        properties: { id: { type: "integer" }, children: { type: "array", items: ref("T") } },
      },
    },
    fits: [{ id: 1, children: [{ id: 2, children: [] }] }],
    misfits: [
      { id: 1, children: [{ id: "2" }] },
      { id: 1, children: [{}] },
    ],
  },
  {
    about: "schemas in a circle",
    schemas: {
      T: { type: "object", properties: { u: ref("U") }, additionalProperties: false },
      U: { type: "object", properties: { t: ref("T"), v: ref("V") }, required: ["v"] },
      V: { type: "string" },
    },
    fits: [{}, { u: { v: "a", t: { u: { v: "b" } } } }],
    misfits: [{ u: {} }, { u: { v: 1 } }, { u: { v: "a", t: { x: 1 } } }],
  },
  {
    about: "tuples",
    schemas: {
      T: {
        type: "array",
        prefixItems: [{ type: "string" }, { type: "integer" }],
        items: { type: "boolean" },
        minItems: 1,
      },
    },
    fits: [["a"], ["a", 1], ["a", 1, true]],
    misfits: [[], [1], ["a", "b"], ["a", 1, 2]],
  },
  {
    about: "closed tuples",
    schemas: { T: { type: "array", prefixItems: [{ type: "string" }], items: false } },
    fits: [[], ["a"]],
    misfits: [["a", "b"]],
  },
  {
    about: "what a list contains",
    schemas: { T: { type: "array", contains: { const: 1 }, maxContains: 2 } },
    fits: [[1], [1, 2, 1]],
    misfits: [[], [2], [1, 1, 1]],
  },
  {
    about: "what a list may contain, but need not",
    schemas: { T: { type: "array", contains: { const: 1 }, minContains: 0, maxContains: 1 } },
    fits: [[], [2], [1]],
    misfits: [[1, 1]],
  },
  {
    about: "further properties",
    schemas: {
      T: {
        type: "object",
        properties: { a: { type: "string" } },
        patternProperties: { "^x-": { type: "boolean" } },
        additionalProperties: { type: "integer" },
      },
    },
    fits: [{ a: "x", b: 1, "x-c": true }],
    misfits: [{ b: "x" }, { "x-c": 1 }, { a: 1 }],
  },
  {
    about: "no further properties",
    schemas: { T: { type: "object", properties: { a: {} }, additionalProperties: false } },
    fits: [{}, { a: 1 }],
    misfits: [{ b: 1 }],
  },
  {
    about: "no further properties beside what is extended",
    schemas: {
      T: { allOf: [ref("U")], properties: { b: {} }, unevaluatedProperties: false },
      U: { type: "object", properties: { a: {} } },
    },
    fits: [{ a: 1, b: 1 }],
    misfits: [{ c: 1 }],
  },
  {
    about: "further properties that a part does not know",
    schemas: {
      T: {
        allOf: [{ properties: { a: {} }, additionalProperties: false }, { properties: { b: {} } }],
      },
    },
    fits: [{ a: 1 }],
    // As JSON Schema reads it: the first part knows nothing of the second.
    misfits: [{ b: 1 }],
  },
  {
    about: "names of properties",
    schemas: { T: { type: "object", propertyNames: { pattern: "^[a-z]+$" } } },
    fits: [{ a: 1 }],
    misfits: [{ A: 1 }],
  },
  {
    about: "conditions",
    schemas: {
      T: {
        type: "object",
        if: { properties: { kind: { const: "a" } }, required: ["kind"] },
        // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
        then: { required: ["a"] },
        else: { required: ["b"] },
        dependentSchemas: { c: { required: ["d"] } },
        dependentRequired: { e: ["f"] },
      },
    },
    fits: [{ kind: "a", a: 1 }, { b: 1 }, { b: 1, c: 1, d: 1 }, { b: 1, e: 1, f: 1 }],
    misfits: [{ kind: "a" }, {}, { b: 1, c: 1 }, { b: 1, e: 1 }],
  },
  {
    about: "what must not be",
    schemas: { T: { type: "string", not: { enum: ["a"] } } },
    fits: ["b"],
    misfits: ["a", 1],
  },
  { about: "anything", schemas: { T: {} }, fits: [1, null, {}, "a"], misfits: [] },
  { about: "nothing", schemas: { T: { not: {} } }, fits: [], misfits: [1, null, {}, "a"] },
  {
    about: "a type that is none",
    schemas: { T: { type: "file" } },
    fits: ["a", 1],
    misfits: [],
  },
  {
    about: "a type that none of the alternatives has",
    schemas: { T: { type: "string", oneOf: [{ type: "integer" }, { type: "boolean" }] } },
    fits: [1, true],
    misfits: ["a"],
  },
  {
    about: "another name",
    schemas: { T: ref("U"), U: { type: "integer" } },
    fits: [1],
    misfits: ["a"],
  },
  {
    about: "names that every object has",
    schemas: {
      T: {
        type: "object",
        properties: { constructor: { type: "string" }, toString: ref("U") },
        required: ["constructor"],
        default: { constructor: "a", valueOf: null },
      },
      U: { type: "boolean" },
    },
    fits: [{ constructor: "a" }, { constructor: "a", toString: true }],
    misfits: [{}, { constructor: 1 }, { constructor: "a", toString: 1 }],
  },
  {
    about: "a part of a component, which is in itself",
    schemas: {
      T: { $ref: "#/components/schemas/U/properties/node" },
      U: {
        type: "object",
        properties: {
          node: {
            type: "object",
            properties: {
              id: { type: "integer" },
              next: { $ref: "#/components/schemas/U/properties/node" },
            },
          },
        },
      },
    },
    fits: [{ id: 1, next: { id: 2, next: {} } }],
    misfits: [{ id: "1" }, { next: { next: { id: "1" } } }],
  },
];
