import { barks, meows, ref, type TypeProgram, tagged, text } from "./type-program.js";

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
