import { barks, meows, ref, type TypeProgram, tagged, text } from "./type-program.js";

export const keywords: Readonly<Record<string, TypeProgram>> = {
  "a default requires nothing": {
    schemas: { A: { type: "object", properties: { a: { type: "integer", default: 10 } } } },
    program: "({}) satisfies A;",
  },
  "further properties": {
    schemas: {
      Any: { type: "object", additionalProperties: true },
      None: { type: "object", additionalProperties: false, properties: { a: text } },
      Numbers: { type: "object", additionalProperties: { type: "number" } },
      Beside: {
        type: "object",
        required: ["name"],
        properties: { name: text, size: { type: "object", properties: { x: text } } },
        additionalProperties: { type: "number" },
      },
      Simple: {
        type: "object",
        properties: { name: text },
        additionalProperties: { type: "number" },
      },
      Patterns: { type: "object", patternProperties: { "^x-": text } },
      Empty: { type: "object" },
    },
    program: `
      ({ a: 1, b: "c" }) satisfies Any;
      // @ts-expect-error there are no others
      ({ a: "b", c: 1 }) satisfies None;
      ({ a: 1 }) satisfies Numbers;
      // @ts-expect-error not a number
      ({ a: "b" }) satisfies Numbers;
      ({ name: "a", size: { x: "b" }, other: 1 }) satisfies Beside;
      declare const beside: Beside;
      beside.name satisfies string;
      beside.size?.x satisfies string | undefined;
      declare const simple: Simple;
      simple["other"] satisfies string | number | undefined;
      ({ name: "a", other: 1 }) satisfies Simple;
      // @ts-expect-error neither
      ({ name: "a", other: true }) satisfies Simple;
      ({ "x-a": "b" }) satisfies Patterns;
      ({ anything: 1 }) satisfies Empty;`,
  },
  "lists by position, open and closed, and how long they are": {
    schemas: {
      Open: { type: "array", prefixItems: [text, { type: "number" }] },
      Partly: { type: "array", prefixItems: [text, { type: "number" }], items: false, minItems: 1 },
      Typed: { type: "array", prefixItems: [text], items: { type: "number" }, minItems: 1 },
      Short: { type: "array", prefixItems: [text, { type: "number" }], maxItems: 1 },
      Full: { type: "array", prefixItems: [text, text], minItems: 2, maxItems: 2 },
      Untyped: { prefixItems: [text] },
    },
    program: `
      [] satisfies Open; ["a"] satisfies Open; ["a", 1, true] satisfies Open;
      // @ts-expect-error its second is a number
      ["a", "b"] satisfies Open;
      declare const open: Open;
      // @ts-expect-error there may be none
      open[1] satisfies number;
      ["a"] satisfies Partly; ["a", 1] satisfies Partly;
      // @ts-expect-error there is a first
      [] satisfies Partly;
      // @ts-expect-error there is no third
      ["a", 1, 2] satisfies Partly;
      ["a", 1, 2] satisfies Typed;
      // @ts-expect-error numbers follow
      ["a", "b"] satisfies Typed;
      declare const typed: Typed; typed[0] satisfies string;
      [] satisfies Short; ["a"] satisfies Short;
      // @ts-expect-error it is too long
      ["a", 1] satisfies Short;
      declare const full: Full; full[1] satisfies string;
      ["a", 1] satisfies Untyped;
      // @ts-expect-error its first is text
      [1] satisfies Untyped;`,
  },
  "types that only keywords tell": {
    schemas: {
      Items: { items: text },
      Members: { properties: { a: text } },
      Either: { items: text, properties: { a: text } },
      NullOnly: { const: null },
      NullListed: { enum: [null] },
      Nothing: { not: {} },
      NothingEither: { not: true },
      Excluding: {
        oneOf: [
          { ...{ type: "object", required: ["i"] }, properties: { i: text, e: { not: {} } } },
          { ...{ type: "object", required: ["e"] }, properties: { e: text, i: { not: {} } } },
        ],
      },
      Tagged: { oneOf: [tagged({ const: null }, meows), tagged({ const: "dog" }, barks)] },
    },
    program: `
      ["a"] satisfies Items;
      // @ts-expect-error its items are text
      [1] satisfies Items;
      ({ a: "x" }) satisfies Members;
      ["a"] satisfies Either; ({ a: "x" }) satisfies Either;
      null satisfies NullOnly; null satisfies NullListed;
      // @ts-expect-error it is null
      5 satisfies NullOnly;
      // @ts-expect-error it is null
      "a" satisfies NullListed;
      // @ts-expect-error there is no value
      null satisfies Nothing;
      // @ts-expect-error there is no value
      ({}) satisfies NothingEither;
      ({ i: "x" }) satisfies Excluding; ({ e: "x" }) satisfies Excluding;
      // @ts-expect-error one of them
      ({ i: "x", e: "y" }) satisfies Excluding;
      declare const tagged: Tagged;
      if (tagged.kind === null) tagged.meows satisfies boolean | undefined;
      else tagged.barks satisfies boolean | undefined;`,
  },
  "what is required and not declared": {
    schemas: {
      Beyond: { type: "object", properties: { a: text }, required: ["a", "b"] },
      Further: {
        ...{ type: "object", additionalProperties: { type: "integer" }, required: ["storage"] },
      },
      Lone: { type: "object", required: ["b"] },
      Base: { type: "object", properties: { a: text } },
      Heir: { allOf: [ref("Base")], required: ["a", "b"] },
      Variants: {
        ...{ type: "object", properties: { a: text, b: text } },
        oneOf: [
          { type: "object", required: ["a"], properties: { x: text } },
          { type: "object", required: ["b"], properties: { y: text } },
        ],
      },
    },
    program: `
      ({ a: "x", b: 1 }) satisfies Beyond;
      // @ts-expect-error b is required
      ({ a: "x" }) satisfies Beyond;
      declare const further: Further; further.storage satisfies number;
      ({ storage: 1, more: 2 }) satisfies Further;
      // @ts-expect-error storage is required
      ({ more: 2 }) satisfies Further;
      // @ts-expect-error b is required
      ({}) satisfies Lone;
      declare const heir: Heir; heir.a satisfies string; heir.b satisfies unknown;
      // @ts-expect-error b is required
      ({ a: "x" }) satisfies Heir;
      ({ a: "x", x: "x" }) satisfies Variants;
      // @ts-expect-error neither a nor b is there
      ({ x: "x" }) satisfies Variants;`,
  },
  "properties that are known under a condition": {
    schemas: {
      If: {
        ...tagged({ enum: ["a", "b"] }),
        if: { properties: { kind: { const: "a" } } },
        // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
        then: { properties: { x: { type: "number" } }, required: ["x"] },
        else: { properties: { x: text, y: text } },
      },
      Dependent: {
        type: "object",
        properties: { card: text },
        dependentSchemas: { card: { properties: { address: text }, required: ["address"] } },
      },
      // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
      Untyped: { if: { required: ["a"] }, then: { properties: { b: text } } },
    },
    program: `
      ({ kind: "a", x: 1 }) satisfies If; ({ kind: "b", x: "x", y: "y" }) satisfies If;
      ({ kind: "a" }) satisfies If;
      // @ts-expect-error it is a number or text
      ({ kind: "a", x: true }) satisfies If;
      // @ts-expect-error there is no such property
      ({ kind: "a", z: 1 }) satisfies If;
      ({ card: "x", address: "y" }) satisfies Dependent;
      ({ b: "x" }) satisfies Untyped;`,
  },
  "which names there are, and whether there are others": {
    schemas: {
      Closed: { type: "object", additionalProperties: false },
      ClosedRef: { type: "object", properties: { inner: ref("Closed") } },
      Keys: {
        ...{ type: "object", propertyNames: { enum: ["foo", "bar"] } },
        additionalProperties: text,
      },
      Unevaluated: {
        ...{ type: "object", properties: { b: { type: "number" } } },
        unevaluatedProperties: text,
      },
      AllLeft: { type: "object", properties: { b: text }, unevaluatedProperties: true },
      NoneLeft: { type: "object", properties: { b: text }, unevaluatedProperties: false },
    },
    program: `
      ({}) satisfies Closed; ({ inner: {} }) satisfies ClosedRef;
      // @ts-expect-error there is no property
      ({ a: 1 }) satisfies Closed;
      // @ts-expect-error there is no property
      ({ inner: { a: 1 } }) satisfies ClosedRef;
      ({ foo: "x" }) satisfies Keys; ({}) satisfies Keys;
      // @ts-expect-error it has no such name
      ({ nope: "x" }) satisfies Keys;
      ({ b: 1, more: "x" }) satisfies Unevaluated;
      ({ b: "x", more: 1 }) satisfies AllLeft;
      // @ts-expect-error there is no other
      ({ b: "x", more: 1 }) satisfies NoneLeft;`,
  },
  "a type that says less than what stands beside it": {
    schemas: {
      Base: { type: "object", properties: { a: text } },
      Named: { type: "object", allOf: [ref("Base")] },
      Chosen: { type: "object", oneOf: [ref("Base"), { type: "object", properties: { b: text } }] },
      Narrowed: { ...text, oneOf: [text, { type: "number" }] },
      Maybe: { type: ["object", "null"], allOf: [ref("Base")] },
    },
    program: `
      declare const named: Named; named satisfies Base;
      // @ts-expect-error nothing else is known
      void named.b;
      ({ b: "x" }) satisfies Chosen;
      // @ts-expect-error it is text
      1 satisfies Narrowed;
      null satisfies Maybe;`,
  },
  recursion: {
    schemas: {
      Tree: {
        type: "object",
        required: ["children"],
        properties: {
          children: { type: "array", items: ref("Tree") },
          parent: { anyOf: [ref("Tree"), { type: "null" }] },
          byName: { type: "object", additionalProperties: ref("Tree") },
        },
      },
    },
    program: `
      declare const tree: Tree;
      tree.children[0]?.children[0]?.parent?.children satisfies readonly Tree[] | undefined;
      tree.byName?.["a"]?.children satisfies readonly Tree[] | undefined;`,
  },
  "a property in several parts": {
    schemas: {
      A: { type: "object", properties: { id: text, a: text } },
      B: { type: "object", required: ["id"], properties: { id: text, b: text } },
      Both: { allOf: [ref("A"), ref("B"), { required: ["a"], properties: { id: text } }] },
      Needs: { allOf: [ref("A")], required: ["a"] },
    },
    program: `
      declare const both: Both; declare const needs: Needs;
      both.id satisfies string;
      needs.a satisfies string;`,
  },
  "tuples, constants and several types": {
    schemas: {
      Pair: { type: "array", prefixItems: [text, { type: "number" }] },
      One: { const: 1 },
      Text: { const: 'it\'s "so"' },
      Mixed: { type: ["string", "integer", "array"], items: { type: "boolean" } },
      All: true,
      Nothing: false,
      Deep: { type: "array", items: { type: "array", items: { type: ["string", "null"] } } },
    },
    program: `
      ["a", 1] satisfies Pair;
      // @ts-expect-error the wrong way round
      [1, "a"] satisfies Pair;
      1 satisfies One;
      // @ts-expect-error not the constant
      2 satisfies One;
      "it's \\"so\\"" satisfies Text;
      "a" satisfies Mixed; 1 satisfies Mixed; [true] satisfies Mixed;
      // @ts-expect-error it has no such type
      true satisfies Mixed;
      ({ a: 1 }) satisfies All;
      // @ts-expect-error no value is one
      1 satisfies Nothing;
      [["a", null]] satisfies Deep;`,
  },
};
