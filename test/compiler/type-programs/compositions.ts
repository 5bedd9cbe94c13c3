import { barks, meows, ref, type TypeProgram, tagged, text } from "./type-program.js";

export const compositions: Readonly<Record<string, TypeProgram>> = {
  "null in its three spellings": {
    schemas: {
      A: { type: ["string", "null"] },
      B: { anyOf: [{ type: "string" }, { type: "null" }] },
      C: { enum: ["a", null] },
      D: { type: ["string", "null"], enum: ["a", "b"] },
      Listed: { ...text, enum: ["a", null] },
      Chosen: { type: "object", oneOf: [ref("Named"), { type: "null" }] },
      ChosenOf: { type: "object", anyOf: [ref("Named"), ref("Other"), { type: "null" }] },
      Unquoted: { type: ["string", null] },
      Elsewhere: { allOf: [text, { enum: ["a", null] }] },
      Named: { type: "object", properties: { a: text } },
      Other: { type: "object", properties: { b: text } },
    },
    program: `
      null satisfies Listed; "a" satisfies Listed; null satisfies Chosen; null satisfies ChosenOf;
      null satisfies Unquoted; "a" satisfies Unquoted;
      // @ts-expect-error one part is text alone
      null satisfies Elsewhere;
      null satisfies A; "x" satisfies A;
      null satisfies B; "x" satisfies B;
      null satisfies C; "a" satisfies C; "a" satisfies D;
      // @ts-expect-error it is not listed
      null satisfies D;
      // @ts-expect-error it is not listed
      "b" satisfies C;
      // @ts-expect-error neither text nor null
      1 satisfies A;`,
  },
  "null as OpenAPI 3.0 writes it": {
    openapi: "3.0.3",
    schemas: {
      A: { type: "string", nullable: true },
      B: { type: "string", nullable: true, enum: ["a", null] },
      C: { type: "object", nullable: true, allOf: [ref("D")] },
      D: { type: "object", properties: { a: text } },
    },
    program: `
      null satisfies A; null satisfies B; null satisfies C;
      // @ts-expect-error it is not nullable
      null satisfies D;`,
  },
  "what an extension requires of a base that may be null": {
    openapi: "3.0.3",
    schemas: {
      Base: { type: "object", nullable: true, properties: { a: text, b: text } },
      Extended: { allOf: [ref("Base"), { type: "object" }], required: ["a"] },
      Same: { allOf: [ref("Base")], required: ["a"] },
    },
    program: `
      declare const extended: Extended;
      extended.a satisfies string; extended.b satisfies string | undefined;
      null satisfies Same; ({ a: "x" }) satisfies Same;
      // @ts-expect-error a is required
      ({}) satisfies Same;
      // @ts-expect-error one part takes no null
      null satisfies Extended;`,
  },
  "what an extension requires of a union": {
    schemas: {
      Base: {
        type: "object",
        properties: { a: text },
        oneOf: [
          { type: "object", properties: { b: text } },
          { type: "object", properties: { c: text } },
        ],
      },
      Extended: { allOf: [ref("Base")], required: ["a"] },
    },
    program: `
      ({ a: "x", c: "x" }) satisfies Extended;
      // @ts-expect-error a is required
      ({ c: "x" }) satisfies Extended;`,
  },
  "a hierarchy of bases that are unions": {
    schemas: {
      Animal: {
        ...tagged(text),
        oneOf: [ref("Pet"), ref("Wild")],
        discriminator: { propertyName: "kind" },
      },
      Wild: { allOf: [ref("Animal")] },
      Pet: {
        allOf: [ref("Animal"), { type: "object", properties: { name: text } }],
        anyOf: [ref("Cat"), ref("Dog")],
      },
      Cat: { allOf: [ref("Pet"), { type: "object", properties: meows }] },
      Dog: { allOf: [ref("Pet"), { type: "object", properties: barks }] },
    },
    program: `
      declare const animal: Animal;
      if (animal.kind === "Cat") animal.meows satisfies boolean | undefined;
      if (animal.kind !== "Wild") animal.name satisfies string | undefined;
      ({ kind: "Dog", name: "x", barks: true }) satisfies Animal;
      // @ts-expect-error there is no such kind
      ({ kind: "Cow" }) satisfies Animal;`,
  },
  "a schema that is one of its own parts": {
    schemas: {
      Either: { oneOf: [text, ref("Either")] },
      All: { allOf: [{ type: "object", properties: { a: text } }, ref("All")] },
      Nothing: { anyOf: [ref("Nothing")] },
    },
    program: `
      "x" satisfies Either; ({ a: "x" }) satisfies All; 1 satisfies Nothing;
      // @ts-expect-error it is text
      1 satisfies Either;
      // @ts-expect-error a is text
      ({ a: 1 }) satisfies All;`,
  },
  "schemas that are true or false, definitions, and lists that go on": {
    schemas: {
      Any: true,
      Named: { type: "object", properties: { any: ref("Any"), no: false }, $defs: { A: text } },
      Pair: { type: "array", prefixItems: [text, { type: "number" }] },
      Longer: {
        type: "array",
        prefixItems: [text, { type: "number" }],
        items: { type: "boolean" },
      },
    },
    program: `
      ({ any: 1 }) satisfies Named; ["x", 1] satisfies Pair; ["x", 1, true, false] satisfies Longer;
      // @ts-expect-error no list goes there
      ["x", 1, []] satisfies Longer;
      // @ts-expect-error it is no value
      ({ no: 1 }) satisfies Named;`,
  },
  "what one part requires and another declares": {
    schemas: {
      Base: { type: "object", properties: { a: text, b: text } },
      Both: { required: ["a", "b"] },
      Inline: { allOf: [ref("Base"), { required: ["a"] }] },
      Named: { allOf: [ref("Base"), ref("Both")], properties: { c: text } },
      Apart: {
        allOf: [ref("Base"), { type: "object", required: ["b", "c"], properties: { c: text } }],
      },
      Inner: { allOf: [{ allOf: [{ required: ["c"] }] }], type: "object", properties: { c: text } },
    },
    program: `
      declare const inline: Inline; inline.a satisfies string; inline.b satisfies string | undefined;
      declare const named: Named; named.a satisfies string; named.b satisfies string;
      named.c satisfies string | undefined;
      declare const apart: Apart; apart.b satisfies string; apart.c satisfies string;
      apart.a satisfies string | undefined;
      declare const inner: Inner; inner.c satisfies string;
      // @ts-expect-error a is required
      ({ b: "x" }) satisfies Inline;
      // @ts-expect-error b is required
      ({ c: "x" }) satisfies Apart;`,
  },
  "a union beside other keywords": {
    schemas: {
      OneIsRequired: {
        ...{ type: "object", properties: { a: text, b: text } },
        anyOf: [{ required: ["a"] }, { required: ["b"], description: "b" }],
      },
      Either: {
        ...{ type: "object", required: ["k"], properties: { k: text } },
        anyOf: [{ properties: { x: text } }, { properties: { y: text } }],
      },
      Both: {
        oneOf: [{ properties: { p: text } }, { properties: { q: text } }],
        anyOf: [{ properties: { x: text } }, { properties: { y: text } }],
      },
      Listed: { ...text, oneOf: [{ const: "a" }, { enum: ["b"] }] },
      MaybeListed: { type: ["string", "null"], anyOf: [{ enum: ["a"] }, { type: "null" }] },
      Slip: { type: "object", oneOf: [text, { type: "number" }] },
      Numbers: { type: "number", anyOf: [{ type: "integer" }, { minimum: 1 }] },
    },
    program: `
      declare const one: OneIsRequired; one.a satisfies string | undefined;
      declare const either: Either; either.k satisfies string;
      ({ k: "x", y: "x" }) satisfies Either;
      // @ts-expect-error k is required
      ({ y: "x" }) satisfies Either;
      ({ p: "x", y: "x" }) satisfies Both;
      // @ts-expect-error there is no such property
      ({ z: "x" }) satisfies Both;
      "a" satisfies Listed; "b" satisfies Listed; null satisfies MaybeListed;
      // @ts-expect-error it is not listed
      "c" satisfies Listed;
      // @ts-expect-error it is not listed
      "c" satisfies MaybeListed;
      "x" satisfies Slip; 1 satisfies Slip; 1 satisfies Numbers;
      // @ts-expect-error it is a number
      "x" satisfies Numbers;`,
  },
  "what stands beside a reference": {
    schemas: {
      Base: { type: "object", properties: { a: text } },
      More: { ...ref("Base"), properties: { b: text }, required: ["a"] },
      Choice: { ...ref("Base"), oneOf: [{ properties: { c: text } }, { properties: { d: text } }] },
      Described: { ...ref("Base"), description: "The same." },
    },
    program: `
      ({ a: "x", b: "x" }) satisfies More; ({ a: "x", d: "x" }) satisfies Choice;
      const described: Described = {} as Base; described;
      // @ts-expect-error a is required
      ({ b: "x" }) satisfies More;
      // @ts-expect-error b is text
      ({ a: "x", b: 1 }) satisfies More;`,
  },
  "and is nothing in OpenAPI 3.0": {
    openapi: "3.0.3",
    schemas: {
      Base: { type: "object", properties: { a: text } },
      More: { ...ref("Base"), properties: { b: text }, required: ["a"] },
    },
    program: `
      ({}) satisfies More;
      // @ts-expect-error there is no b
      ({ b: "x" }) satisfies More;`,
  },
  "values that hold themselves in lists": {
    schemas: {
      Nested: { type: "array", items: ref("Nested") },
      Json: { oneOf: [text, { type: "array", items: ref("Json") }, ref("Fields")] },
      Fields: { type: "object", additionalProperties: ref("Json") },
      Tuple: { type: "array", prefixItems: [text, ref("Or")] },
      Or: { anyOf: [{ type: "number" }, ref("Tuple")] },
      Both: { allOf: [ref("Open"), { type: "array", items: ref("Both") }] },
      Open: {},
    },
    program: `
      [[], [[]]] satisfies Nested;
      ["a", ["b"], { c: ["d"] }] satisfies Json;
      // @ts-expect-error no number is in there
      ["a", [1]] satisfies Json;
      ["a", ["b", 1]] satisfies Tuple;
      // @ts-expect-error its first is text
      [1, ["b", 1]] satisfies Tuple;
      [[]] satisfies Both;
      // @ts-expect-error there are lists alone
      [1] satisfies Nested;`,
  },
};
