/**
 * Schemas, and a program against the types that are made of them. Below `@ts-expect-error` stands
 * what must not compile; the compiler complains if it does.
 */
export interface TypeProgram {
  readonly schemas: Readonly<Record<string, unknown>>;
  readonly program: string;
  readonly openapi?: "3.0.3";
}

export const tagged = (tag: object, more: object = {}, required = ["kind"]) => ({
  type: "object",
  required,
  properties: { kind: tag, ...more },
});
export const text = { type: "string" };
export const ref = (key: string) => ({ $ref: `#/components/schemas/${key}` });
export const meows = { meows: { type: "boolean" } };
export const barks = { barks: { type: "boolean" } };

export const discriminators: Readonly<Record<string, TypeProgram>> = {
  "a tag that is any text": {
    schemas: {
      Cat: tagged(text, meows),
      Dog: tagged(text, barks),
      Pet: { oneOf: [ref("Cat"), ref("Dog")], discriminator: { propertyName: "kind" } },
    },
    program: `
      declare const pet: Pet;
      if (pet.kind === "Cat") pet.meows satisfies boolean | undefined;
      else pet.barks satisfies boolean | undefined;
      ({ kind: "Dog", barks: true }) satisfies Pet;
      // @ts-expect-error there is no such kind
      ({ kind: "Cow" }) satisfies Pet;`,
  },
  "a mapping to schemas that extend others": {
    schemas: {
      Base: { type: "object", properties: { name: text } },
      Cat: { allOf: [ref("Base"), { type: "object", properties: { kind: text, ...meows } }] },
      Dog: { allOf: [ref("Base"), { type: "object", properties: barks }] },
      Pet: {
        oneOf: [ref("Cat"), ref("Dog")],
        discriminator: {
          propertyName: "kind",
          mapping: { cat: "#/components/schemas/Cat", lion: "Cat", dog: "Dog" },
        },
      },
    },
    program: `
      declare const pet: Pet;
      switch (pet.kind) {
        case "cat": case "lion": pet.meows satisfies boolean | undefined; break;
        case "dog": pet.barks satisfies boolean | undefined; break;
        default: pet satisfies never;
      }
      pet.name satisfies string | undefined;`,
  },
  "a base with a discriminator, and heirs of heirs": {
    schemas: {
      Pet: { ...tagged(text), discriminator: { propertyName: "kind", mapping: { dog: "Dog" } } },
      Cat: { allOf: [ref("Pet"), { type: "object", properties: meows }] },
      Lion: { allOf: [ref("Cat"), { type: "object", properties: { roars: { type: "boolean" } } }] },
      Dog: { allOf: [ref("Pet"), { type: "object", properties: barks }] },
      Zoo: { oneOf: [ref("Lion"), ref("Dog")], discriminator: { propertyName: "kind" } },
    },
    program: `
      declare const lion: Lion; declare const dog: Dog; declare const zoo: Zoo;
      lion.kind satisfies "Lion";
      lion.meows satisfies boolean | undefined;
      lion satisfies Cat;
      dog.kind satisfies "dog";
      if (zoo.kind === "Lion") zoo.roars satisfies boolean | undefined;`,
  },
  "another name for a base with a discriminator, which is no heir": {
    schemas: {
      Pet: { ...tagged(text), discriminator: { propertyName: "kind", mapping: { dog: "Dog" } } },
      Dog: { allOf: [ref("Pet"), { type: "object", properties: barks }] },
      Animal: ref("Pet"),
      Beast: { ...ref("Pet"), description: "The same, in other words." },
    },
    program: `
      declare const pet: Pet; declare const animal: Animal; declare const dog: Dog;
      pet satisfies Animal;
      pet satisfies Beast;
      animal.kind satisfies string;
      "cat" satisfies Animal["kind"];
      dog.kind satisfies "dog";`,
  },
  "an heir of what a base maps a value to": {
    schemas: {
      Pet: { ...tagged(text), discriminator: { propertyName: "kind", mapping: { cat: "Cat" } } },
      Cat: { allOf: [ref("Pet"), { type: "object", properties: meows }] },
      Lion: { allOf: [ref("Cat"), { type: "object", properties: { roars: { type: "boolean" } } }] },
      Dog: tagged(text, barks),
      Zoo: {
        oneOf: [ref("Lion"), ref("Dog")],
        discriminator: { propertyName: "kind", mapping: { cat: "Lion" } },
      },
    },
    program: `
      declare const lion: Lion; declare const zoo: Zoo;
      lion.kind satisfies "cat" | "Lion";
      if (zoo.kind === "cat") zoo.roars satisfies boolean | undefined;`,
  },
  "a base whose union lists its heirs": {
    schemas: {
      Pet: {
        ...tagged(text, { name: text }),
        oneOf: [ref("Cat"), ref("Dog")],
        discriminator: { propertyName: "kind" },
      },
      Cat: { allOf: [ref("Pet"), { type: "object", properties: meows }] },
      Dog: { allOf: [ref("Pet"), { type: "object", properties: barks }] },
    },
    program: `
      declare const pet: Pet;
      pet.name satisfies string | undefined;
      if (pet.kind === "Cat") pet.meows satisfies boolean | undefined;
      else pet.barks satisfies boolean | undefined;
      // @ts-expect-error nothing is known of it
      void pet.other;`,
  },
  "a base whose tag is an enum": {
    schemas: {
      Pet: {
        ...tagged({ type: "string", enum: ["Cat", "Dog"] }),
        discriminator: { propertyName: "kind" },
      },
      Cat: { allOf: [ref("Pet"), { type: "object", properties: meows }] },
      Dog: { allOf: [ref("Pet"), { type: "object", properties: barks }] },
      Any: { oneOf: [ref("Cat"), ref("Dog")], discriminator: { propertyName: "kind" } },
    },
    program: `
      declare const any: Any;
      if (any.kind === "Cat") any.meows satisfies boolean | undefined;
      else any.barks satisfies boolean | undefined;`,
  },
  "tags that the schemas list themselves, whatever the mapping says": {
    schemas: {
      Cat: tagged({ type: "string", enum: ["cat", "lion"] }, meows),
      Dog: tagged({ const: "dog" }, barks),
      Pet: { oneOf: [ref("Cat"), ref("Dog")], discriminator: { propertyName: "kind" } },
    },
    program: `
      declare const pet: Pet;
      if (pet.kind === "dog") pet.barks satisfies boolean | undefined;
      else pet.kind satisfies "cat" | "lion";`,
  },
  "unions in unions": {
    schemas: {
      Cat: tagged(text, meows),
      Dog: tagged(text, barks),
      Cow: tagged(text, { moos: { type: "boolean" } }),
      Pet: { oneOf: [ref("Cat"), ref("Dog")], discriminator: { propertyName: "kind" } },
      Animal: { oneOf: [ref("Pet"), ref("Cow")], discriminator: { propertyName: "kind" } },
    },
    program: `
      declare const animal: Animal;
      if (animal.kind === "Cow") animal.moos satisfies boolean | undefined;
      else if (animal.kind === "Dog") animal.barks satisfies boolean | undefined;
      else animal.meows satisfies boolean | undefined;`,
  },
  "a union with null": {
    schemas: {
      Cat: tagged(text, meows),
      Dog: tagged(text, barks),
      Pet: {
        oneOf: [ref("Cat"), ref("Dog"), { type: "null" }],
        discriminator: { propertyName: "kind" },
      },
    },
    program: `
      declare const pet: Pet;
      if (pet?.kind === "Cat") pet.meows satisfies boolean | undefined;
      null satisfies Pet;`,
  },
  "a union with nullable": {
    openapi: "3.0.3",
    schemas: {
      Cat: tagged(text, meows),
      Dog: tagged(text, barks),
      Pet: {
        nullable: true,
        oneOf: [ref("Cat"), ref("Dog")],
        discriminator: { propertyName: "kind" },
      },
    },
    program: `
      declare const pet: Pet;
      if (pet?.kind === "Cat") pet.meows satisfies boolean | undefined;
      null satisfies Pet;`,
  },
  "anyOf, and one schema in two unions": {
    schemas: {
      Cat: tagged(text, meows),
      Dog: tagged(text, barks),
      Pet: { anyOf: [ref("Cat"), ref("Dog")], discriminator: { propertyName: "kind" } },
      Guest: {
        anyOf: [ref("Cat")],
        discriminator: { propertyName: "kind", mapping: { visitor: "Cat" } },
      },
    },
    program: `
      declare const pet: Pet; declare const guest: Guest;
      if (pet.kind === "Cat") pet.meows satisfies boolean | undefined;
      guest.kind satisfies "visitor";`,
  },
  "an extension of a union, which is any of its alternatives": {
    schemas: {
      Cat: tagged(text, meows, ["kind", "meows"]),
      Dog: tagged(text, barks, ["kind", "barks"]),
      Pet: {
        oneOf: [ref("Cat"), ref("Dog")],
        discriminator: { propertyName: "kind", mapping: { cat: "Cat", dog: "Dog" } },
      },
      Owned: {
        allOf: [ref("Pet"), { type: "object", required: ["owner"], properties: { owner: text } }],
      },
      Registered: { allOf: [ref("Owned"), { type: "object", properties: { number: text } }] },
      Again: { ...ref("Pet"), properties: { again: text } },
    },
    program: `
      declare const owned: Owned; declare const registered: Registered; declare const again: Again;
      (owned.kind === "cat" ? owned.meows : owned.barks) satisfies boolean;
      (registered.kind === "cat" ? registered.meows : registered.barks) satisfies boolean;
      (again.kind === "cat" ? again.meows : again.barks) satisfies boolean;
      ({ kind: "dog", barks: true, owner: "x" }) satisfies Owned;
      // @ts-expect-error that is no alternative
      ({ kind: "Owned", barks: true, owner: "x" }) satisfies Owned;`,
  },
  "alternatives that are no objects": {
    schemas: {
      List: { type: "array", items: text },
      Cat: tagged(text, meows),
      Pet: { oneOf: [ref("Cat"), ref("List")], discriminator: { propertyName: "kind" } },
    },
    program: `
      ["a"] satisfies Pet;
      ({ kind: "Cat" }) satisfies Pet;`,
  },
  "a tag that the union declares itself, in an inline union": {
    schemas: {
      Cat: tagged(text, meows),
      Dog: tagged(text, barks),
      Owner: {
        type: "object",
        required: ["pet"],
        properties: {
          pet: { oneOf: [ref("Cat"), ref("Dog")], discriminator: { propertyName: "kind" } },
        },
      },
    },
    program: `
      declare const owner: Owner;
      if (owner.pet.kind === "Cat") owner.pet.meows satisfies boolean | undefined;`,
  },
};

export const shapes: Readonly<Record<string, TypeProgram>> = {
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
      null satisfies C; "a" satisfies C;
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

/** All of them. */
export const typePrograms: Readonly<Record<string, TypeProgram>> = { ...discriminators, ...shapes };
