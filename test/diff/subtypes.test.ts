import { describe, expect, test } from "vitest";
import { compareSpecs } from "../../generator/diff/index.js";
import { head, operationWith, specOf } from "./support.js";

const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });
const object = (properties: Record<string, string>, ...required: string[]) => ({
  type: "object",
  ...(required.length > 0 ? { required } : {}),
  properties: Object.fromEntries(
    Object.entries(properties).map(([name, type]) => [name, { type }]),
  ),
});
const animal = (mapping?: object) => ({
  ...object({ kind: "string" }, "kind"),
  discriminator: { propertyName: "kind", ...(mapping ? { mapping } : {}) },
});
const extending = (base: string, own: object = object({})) => ({ allOf: [ref(base), own] });

type Schemas = Record<string, object>;

/** What is found if the components change, `wire kind name: operations`, prose about names aside. */
function found(paths: Schemas, before: Schemas, after: Schemas): string[] {
  const document = (schemas: Schemas) => specOf({ ...head, paths, components: { schemas } });
  return compareSpecs(document(before), document(after))
    .findings.filter(({ kind }) => !/^component\.schema\.(added|removed|renamed)$/.test(kind))
    .map(
      ({ kind, wire, operations }) =>
        `${wire} ${kind}: ${operations.map(({ path }) => path).join(" ")}`,
    );
}

const use = (subject: string, schema: object) => ({ post: operationWith(subject, schema) });
const cat = (...required: string[]) => extending("Animal", object({ name: "string" }, ...required));
const dog = extending("Animal", object({ barks: "boolean" }));

describe("a subtype is used wherever the schema that it extends is", () => {
  const before = { Animal: animal(), Cat: cat("name"), Dog: dog };
  const after = { Animal: animal(), Cat: cat(), Dog: dog };
  test.each<[string, Schemas, string]>([
    ["as a response", { "/a": use("response", ref("Animal")) }, "/a"],
    ["in a list", { "/a": use("response", { type: "array", items: ref("Animal") }) }, "/a"],
    [
      "in a property",
      { "/a": use("response", { type: "object", properties: { pet: ref("Animal") } }) },
      "/a",
    ],
    [
      "with a description beside it",
      { "/a": use("response", { allOf: [ref("Animal")], description: "The pet." }) },
      "/a",
    ],
    ["in a union", { "/a": use("response", { anyOf: [ref("Animal"), ref("Dog")] }) }, "/a"],
    [
      "but not where another subtype is",
      { "/a": use("response", ref("Animal")), "/dog": use("response", ref("Dog")) },
      "/a",
    ],
    [
      "and where it is used itself",
      { "/a": use("response", ref("Animal")), "/cat": use("response", ref("Cat")) },
      "/a /cat",
    ],
  ])("%s", (_, paths, operations) => {
    expect(found(paths, before, after)).toEqual([
      `breaking response.required.removed: ${operations}`,
    ]);
  });

  test("in a request, in which it is the other direction that breaks", () => {
    const paths = { "/a": use("request", ref("Animal")) };
    expect(found(paths, before, after)).toEqual(["info request.required.removed: /a"]);
    expect(found(paths, after, before)).toEqual(["breaking request.required.added: /a"]);
  });

  test("in a failure and in a webhook's payload", () => {
    const content = { "application/json": { schema: ref("Animal") } };
    const paths = { "/a": { get: { responses: { 404: { description: "A", content } } } } };
    expect(found(paths, before, after)).toEqual(["breaking response.required.removed: /a"]);
    const hook = (schemas: Schemas) =>
      specOf({
        ...head,
        webhooks: { arrived: { post: { requestBody: { content } } } },
        components: { schemas },
      });
    const { findings } = compareSpecs(hook(before), hook(after));
    expect(findings.map(({ kind, wire }) => `${wire} ${kind}`)).toEqual([
      "breaking response.required.removed",
    ]);
  });

  test("through schemas between them", () => {
    const between = (last: object) => ({
      Animal: animal(),
      Mammal: extending("Animal"),
      Cat: extending("Mammal", last),
      Bird: extending("Animal"),
    });
    const [old, now] = [object({ name: "string" }, "name"), object({ name: "string" })];
    for (const [used, operations] of [
      ["Animal", "/a"],
      ["Mammal", "/a"],
    ] as const) {
      expect(found({ "/a": use("response", ref(used)) }, between(old), between(now))).toEqual([
        `breaking response.required.removed: ${operations}`,
      ]);
    }
    expect(found({ "/a": use("response", ref("Bird")) }, between(old), between(now))).toEqual([
      "info component.schema.changed: ",
    ]);
  });

  test("only with a discriminator", () => {
    const plain = object({ kind: "string" }, "kind");
    const paths = { "/a": use("response", ref("Animal")) };
    expect(found(paths, { ...before, Animal: plain }, { ...after, Animal: plain })).toEqual([
      "info component.schema.changed: ",
    ]);
  });

  test("whose types show it only to code that chose the type", () => {
    const document = (schemas: Schemas) =>
      specOf({ ...head, paths: { "/a": use("response", ref("Animal")) }, components: { schemas } });
    const [finding] = compareSpecs(document(before), document(after)).findings;
    expect(finding?.source).toBe("warning");
  });
});

test("a subtype that comes or goes is judged like a variant of a union", () => {
  const [few, many] = [
    { Animal: animal(), Dog: dog },
    { Animal: animal(), Dog: dog, Cat: cat() },
  ];
  const used = (subject: string) => ({ "/a": use(subject, ref("Animal")) });
  expect(found(used("response"), few, many)).toEqual(["breaking response.subtype.added: /a"]);
  expect(found(used("response"), many, few)).toEqual(["info response.subtype.removed: /a"]);
  expect(found(used("request"), few, many)).toEqual(["info request.subtype.added: /a"]);
  expect(found(used("request"), many, few)).toEqual(["breaking request.subtype.removed: /a"]);
  const apart = { ...many, Cat: object({ name: "string" }) };
  expect(found(used("request"), many, apart)).toContain("breaking request.subtype.removed: /a");
});

describe("a value of a discriminator is on the wire", () => {
  const [meows, barks] = [
    object({ kind: "string", meows: "boolean" }, "kind"),
    object({ kind: "string", barks: "boolean" }, "kind"),
  ];
  const pets = (names: readonly string[], more: object = {}) => ({
    oneOf: names.map(ref),
    discriminator: { propertyName: "kind", ...more },
  });
  const mapped = (mapping: object) => ({ mapping });
  const both = { Cat: meows, Dog: barks };
  const values = (
    subject: string,
    [before, old]: readonly [object, Schemas],
    [after, now]: readonly [object, Schemas],
  ) => {
    const paths = { "/a": use(subject, ref("Pet")) };
    return found(paths, { Pet: before, ...old }, { Pet: after, ...now });
  };

  test.each<[string, readonly [object, Schemas], readonly [object, Schemas], string, string]>([
    [
      "the name of a component that is renamed",
      [pets(["Cat", "Dog"]), both],
      [pets(["Kitty", "Dog"]), { Kitty: meows, Dog: barks }],
      "breaking response.discriminatorMapping.added: /a",
      "breaking request.discriminatorMapping.removed: /a",
    ],
    [
      "a key that is renamed",
      [pets(["Cat", "Dog"], mapped({ cat: "Cat", dog: "Dog" })), both],
      [pets(["Cat", "Dog"], mapped({ kitty: "Cat", dog: "Dog" })), both],
      "breaking response.discriminatorMapping.added: /a",
      "breaking request.discriminatorMapping.removed: /a",
    ],
    [
      "a key in place of the name",
      [pets(["Cat", "Dog"]), both],
      [pets(["Cat", "Dog"], mapped({ cat: ref("Cat").$ref })), both],
      "breaking response.discriminatorMapping.added: /a",
      "breaking request.discriminatorMapping.removed: /a",
    ],
    [
      "a key that means another variant",
      [pets(["Cat", "Dog"], mapped({ a: "Cat", b: "Dog" })), both],
      [pets(["Cat", "Dog"], mapped({ a: "Dog", b: "Cat" })), both],
      "breaking response.discriminatorMapping.changed: /a",
      "breaking request.discriminatorMapping.changed: /a",
    ],
    [
      "one that only the default mapping still means",
      [pets(["Cat", "Dog"], mapped({ cat: "Cat", dog: "Dog" })), both],
      [pets(["Cat", "Dog"], { mapping: { dog: "Dog", tom: "Cat" }, defaultMapping: "Dog" }), both],
      "breaking response.discriminatorMapping.changed: /a",
      "breaking request.discriminatorMapping.changed: /a",
    ],
    [
      "the name of a subtype that is renamed",
      [animal(), { Cat: extending("Pet", meows) }],
      [animal(), { Kitty: extending("Pet", meows) }],
      "breaking response.discriminatorMapping.added: /a",
      "breaking request.discriminatorMapping.removed: /a",
    ],
    [
      "the key of a subtype",
      [animal({ cat: "Cat" }), { Cat: extending("Pet", meows) }],
      [animal({ tom: "Cat" }), { Cat: extending("Pet", meows) }],
      "breaking response.discriminatorMapping.added: /a",
      "breaking request.discriminatorMapping.removed: /a",
    ],
  ])("%s", (_, before, after, received, sent) => {
    expect(values("response", before, after)).toContain(received);
    expect(values("request", before, after)).toContain(sent);
  });

  const named = (value: string, schema: object) => ({
    ...schema,
    properties: { kind: { type: "string", const: value } },
  });
  test.each<[string, readonly [object, Schemas], readonly [object, Schemas]]>([
    [
      "a component that is renamed, and keeps its key",
      [pets(["Cat", "Dog"], mapped({ cat: "Cat", dog: "Dog" })), both],
      [pets(["Kitty", "Dog"], mapped({ cat: "Kitty", dog: "Dog" })), { Kitty: meows, Dog: barks }],
    ],
    [
      "a subtype that is renamed, and keeps its key",
      [animal({ cat: "Cat" }), { Cat: extending("Pet", meows) }],
      [animal({ cat: "Kitty" }), { Kitty: extending("Pet", meows) }],
    ],
    [
      "a mapping that says what the name says",
      [pets(["Cat", "Dog"]), both],
      [pets(["Cat", "Dog"], mapped({ Cat: ref("Cat").$ref })), both],
    ],
    [
      "a component that is renamed, and has a value of its own",
      [pets(["Cat", "Dog"]), { Cat: named("cat", meows), Dog: named("dog", barks) }],
      [pets(["Tom", "Dog"]), { Tom: named("cat", meows), Dog: named("dog", barks) }],
    ],
    [
      "a mapping that is dropped, where variants have values of their own",
      [
        pets(["A", "B"], mapped({ a: "A", b: "B" })),
        { A: named("a", meows), B: named("b", barks) },
      ],
      [pets(["A", "B"]), { A: named("a", meows), B: named("b", barks) }],
    ],
    [
      "a value that the default mapping meant before",
      [pets(["Cat", "Dog"], { mapping: { cat: "Cat" }, defaultMapping: "Dog" }), both],
      [pets(["Cat", "Dog"], { mapping: { cat: "Cat", dog: "Dog" }, defaultMapping: "Dog" }), both],
    ],
  ])("but not %s", (_, before, after) => {
    expect(values("response", before, after)).toEqual([]);
    expect(values("request", before, after)).toEqual([]);
  });

  test("and is reported with the variant, if that comes or goes", () => {
    const [two, one] = [
      [pets(["Cat", "Dog", "Cow"], mapped({ cow: "Cow" })), { ...both, Cow: barks }] as const,
      [pets(["Cat", "Dog"]), both] as const,
    ];
    expect(values("request", two, one)).toEqual(["breaking request.oneOf.removed: /a"]);
    expect(values("response", one, two)).toEqual(["breaking response.oneOf.added: /a"]);
  });
});
