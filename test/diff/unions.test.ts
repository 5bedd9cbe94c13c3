import { describe, expect, test } from "vitest";
import { compareSpecs } from "../../generator/diff/index.js";
import { head, operationWith, specOf } from "./support.js";

const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });
const text = { type: "string" };
const object = (properties: Record<string, object>, ...required: string[]) => ({
  type: "object",
  properties,
  ...(required.length > 0 ? { required } : {}),
});
const closed = (properties: Record<string, object>, ...required: string[]) => ({
  ...object(properties, ...required),
  additionalProperties: false,
});
const oneOf = (...variants: object[]) => ({ oneOf: variants });
const anyOf = (...variants: object[]) => ({ anyOf: variants });

type Schemas = Record<string, object>;

/** What is found if the schema of a subject changes, `wire kind`. */
function found(
  subject: string,
  before: object,
  after: object,
  [old, now]: readonly [Schemas, Schemas] = [{}, {}],
): string[] {
  const document = (schema: object, schemas: Schemas) =>
    specOf({
      ...head,
      paths: { "/a": { post: operationWith(subject, schema) } },
      components: { schemas },
    });
  return compareSpecs(document(before, old), document(after, now))
    .findings.filter(({ kind }) => !kind.startsWith("component."))
    .map(({ kind, wire }) => `${wire} ${kind}`)
    .sort();
}

const a = object({ a: text }, "a");
const b = object({ b: text }, "b");
const pattern = (start: string) => ({ type: "string", pattern: `^${start}` });

describe("a request of a oneOf breaks if a value that was valid now matches two variants", () => {
  test.each<[string, object, object, string[]]>([
    [
      "a looser variant is added",
      oneOf(a, b),
      oneOf(a, b, object({ a: text })),
      ["breaking request.overlap.shown"],
    ],
    [
      "a variant of a type that includes another's is added",
      oneOf({ type: "integer", maximum: 5 }, text),
      oneOf({ type: "integer", maximum: 5 }, text, { type: "number", minimum: 1 }),
      ["breaking request.overlap.shown"],
    ],
    [
      "a variant with one of the constants is added",
      oneOf(object({ kind: { const: "a" } }, "kind"), text),
      oneOf(
        object({ kind: { const: "a" } }, "kind"),
        text,
        object({ kind: { enum: ["a", "b"] } }, "kind"),
      ),
      ["breaking request.overlap.shown"],
    ],
    [
      "a variant is loosened",
      oneOf(closed({ a: text }, "a"), closed({ a: text, b: text }, "a", "b")),
      oneOf(closed({ a: text }, "a"), closed({ a: text, b: text }, "a")),
      ["breaking request.overlap.shown", "info request.required.removed"],
    ],
    [
      "a constant of a variant becomes a list",
      oneOf(
        object({ kind: { type: "string", enum: ["a"] }, x: text }, "kind"),
        object({ kind: { type: "string", enum: ["b"] }, y: text }, "kind"),
      ),
      oneOf(
        object({ kind: { type: "string", enum: ["a", "b"] }, x: text }, "kind"),
        object({ kind: { type: "string", enum: ["b"] }, y: text }, "kind"),
      ),
      ["breaking request.overlap.shown", "info request.enum.added"],
    ],
    [
      "a schema is wrapped with a looser one",
      object({ a: text, b: text }, "a", "b"),
      oneOf(object({ a: text, b: text }, "a", "b"), object({ a: text })),
      ["breaking request.overlap.shown"],
    ],
    [
      "a text is wrapped with a list of texts",
      text,
      oneOf(text, { type: "string", enum: ["a", "b"] }),
      ["breaking request.overlap.shown"],
    ],
    [
      "anyOf becomes oneOf",
      anyOf(a, object({})),
      oneOf(a, object({})),
      ["breaking request.overlap.shown"],
    ],
    [
      "which a nested union allows",
      oneOf(a, { type: "integer" }),
      oneOf(a, { type: "integer" }, anyOf({ type: "boolean" }, object({ a: text }))),
      ["breaking request.overlap.shown"],
    ],
  ])("%s", (_, before, after, findings) => {
    expect(found("request", before, after)).toEqual(findings);
  });

  test("also inside of properties and lists, and in parameters", () => {
    const [before, after] = [oneOf(a, b), oneOf(a, b, object({ a: text }))];
    const inside = (schema: object) => object({ list: { type: "array", items: schema } });
    expect(found("request", inside(before), inside(after))).toEqual([
      "breaking request.overlap.shown",
    ]);
    expect(found("parameter", before, after)).toEqual(["breaking parameter.overlap.shown"]);
  });

  test("also if a component that variants refer to changes", () => {
    const kinds = (...values: string[]) => ({
      A: object({ kind: ref("Kind") }, "kind"),
      B: object({ kind: { type: "string", enum: ["b"] } }, "kind"),
      Kind: { type: "string", enum: values },
    });
    const union = oneOf(ref("A"), ref("B"));
    expect(found("request", union, union, [kinds("a"), kinds("a", "b")])).toEqual([
      "breaking request.overlap.shown",
      "info request.enum.added",
    ]);
  });

  test("with a value that shows it", () => {
    const document = (schema: object) =>
      specOf({ ...head, paths: { "/a": { post: operationWith("request", schema) } } });
    const [finding] = compareSpecs(document(a), document(oneOf(a, object({})))).findings;
    expect(finding?.message).toBe(
      '{"a":"a"}, which was valid for the request body, now matches several variants of oneOf, which refuses that',
    );
  });

  test.each<[string, object, object]>([
    ["a variant is added", oneOf(a, b), oneOf(a, b, object({ a: text }))],
    ["a schema is wrapped", a, oneOf(a, object({ a: text }))],
  ])("but not a response: %s", (_, before, after) => {
    expect(found("response", before, after)).toEqual([
      expect.stringMatching(/^breaking response\.oneOf\.(added|wrapped)$/),
    ]);
  });
});

describe("a request of a oneOf does not break if its variants exclude one another", () => {
  const named = (value: string) => object({ kind: { const: value }, [value]: text }, "kind");
  const pets = (...names: string[]) => ({
    ...oneOf(...names.map(ref)),
    discriminator: { propertyName: "kind" },
  });
  const pet = object({ kind: text }, "kind");
  const components: Schemas = { Cat: pet, Dog: pet, Cow: pet };
  test.each<[string, object, object, string[]]>([
    ["by type", oneOf(a, text), oneOf(a, text, { type: "integer" }), ["info request.oneOf.added"]],
    [
      "by a constant",
      oneOf(named("a"), named("b")),
      oneOf(named("a"), named("b"), named("c")),
      ["info request.oneOf.added"],
    ],
    [
      "because they are closed",
      oneOf(closed({ a: text }, "a"), closed({ b: text }, "b")),
      oneOf(closed({ a: text }, "a"), closed({ b: text }, "b"), closed({ c: text }, "c")),
      ["info request.oneOf.added"],
    ],
    [
      "because they require what callers of another do not know",
      oneOf(a, b),
      oneOf(a, b, object({ c: text }, "c")),
      ["info request.oneOf.added"],
    ],
    [
      "by limits",
      { type: "integer", maximum: 3 },
      oneOf({ type: "integer", maximum: 3 }, { type: "integer", minimum: 4 }),
      ["info request.oneOf.wrapped"],
    ],
    [
      "by a discriminator",
      pets("Cat", "Dog"),
      pets("Cat", "Dog", "Cow"),
      ["info request.oneOf.added"],
    ],
    [
      "in place of anyOf",
      anyOf(named("a"), named("b")),
      oneOf(named("a"), named("b")),
      ["info request.union.narrowed"],
    ],
    [
      "or need not any more",
      oneOf(a, object({})),
      anyOf(a, object({})),
      ["info request.union.widened"],
    ],
    [
      "or overlapped before",
      oneOf(object({ a: text }), object({ a: text, b: text })),
      oneOf(object({ a: text }), object({ a: text, b: text, c: text })),
      ["info request.property.added"],
    ],
    [
      "or are narrowed",
      oneOf(a, object({ a: text, b: text }, "b")),
      oneOf(a, object({ a: text, b: { ...text, maxLength: 3 } }, "b")),
      ["warning request.maxLength.set"],
    ],
    [
      "or differ in prose, whatever their patterns are",
      oneOf(pattern("a"), { ...pattern("b"), title: "B", description: "One." }),
      oneOf(pattern("a"), { ...pattern("b"), title: "B", description: "Another." }),
      ["none request.description.changed"],
    ],
  ])("%s", (_, before, after, findings) => {
    expect(found("request", before, after, [components, components])).toEqual(findings);
  });
});

test.each<[string, object, object, string[]]>([
  [
    "a variant is added",
    oneOf(pattern("a"), { type: "integer" }),
    oneOf(pattern("a"), { type: "integer" }, pattern("b")),
    ["warning request.overlap.possible"],
  ],
  [
    "a schema is wrapped",
    pattern("a"),
    oneOf(pattern("a"), pattern("b")),
    ["warning request.overlap.possible"],
  ],
  [
    "anyOf becomes oneOf",
    anyOf(pattern("a"), pattern("b")),
    oneOf(pattern("a"), pattern("b")),
    ["warning request.overlap.possible"],
  ],
  [
    "a variant is changed",
    oneOf({ ...pattern("a"), title: "A" }, pattern("b")),
    oneOf({ ...pattern("[ab]"), title: "A" }, pattern("b")),
    ["warning request.overlap.possible", "warning request.pattern.changed"],
  ],
])("what cannot be told is a warning: %s", (_, before, after, findings) => {
  expect(found("request", before, after)).toEqual(findings);
});

describe("a schema that becomes a union", () => {
  const payment = object({ a: text, pages: text });
  const split = [a, object({ pages: text }), object({ z: text })];
  test.each<[string, string, object, object, string[]]>([
    ["received", "response", payment, oneOf(...split), ["breaking response.oneOf.wrapped"]],
    [
      "received in anyOf",
      "response",
      payment,
      anyOf(...split),
      ["breaking response.anyOf.wrapped"],
    ],
    ["sent", "request", payment, oneOf(...split), ["breaking request.overlap.shown"]],
    ["sent in anyOf", "request", payment, anyOf(...split), ["warning request.overlap.possible"]],
    [
      "and back, received",
      "response",
      oneOf(...split),
      payment,
      ["warning response.widening.possible"],
    ],
    ["and back, sent", "request", oneOf(...split), payment, ["breaking request.oneOf.unwrapped"]],
    [
      "with a change that is true of it",
      "response",
      { ...payment, title: "P" },
      oneOf({ ...object({ a: text }), title: "P" }, { ...b, title: "B" }),
      ["breaking response.oneOf.wrapped", "warning response.property.removed"],
    ],
  ])("says nothing that is untrue: %s", (_, subject, before, after, findings) => {
    expect(found(subject, before, after)).toEqual(findings);
  });

  test.each<[string, object, object]>([
    ["in a oneOf", oneOf(a, { type: "null" }), oneOf(a, text, { type: "null" })],
    ["in its type", { ...a, type: ["object", "null"] }, oneOf(a, text, { type: "null" })],
    ["of OpenAPI 3.0", { ...a, nullable: true }, { ...oneOf(a, text), nullable: true }],
  ])("keeps its null: %s", (_, before, after) => {
    expect(found("request", before, after)).toEqual(["info request.oneOf.wrapped"]);
    expect(found("response", after, before)).toEqual(["info response.oneOf.unwrapped"]);
  });

  test("as a component, and in a property", () => {
    const pay = (schema: object) => object({ pay: schema });
    expect(found("response", pay(payment), pay(oneOf(...split)))).toEqual([
      "breaking response.oneOf.wrapped",
    ]);
    const schemas: readonly [Schemas, Schemas] = [{ A: a }, { A: object({ a: text }), B: b }];
    expect(found("response", ref("A"), oneOf(ref("A"), ref("B")), schemas)).toEqual([
      "breaking response.oneOf.wrapped",
      "breaking response.required.removed",
    ]);
  });
});

describe("a union that is wrapped as a whole", () => {
  const [cat, dog, fish] = ["cat", "dog", "fish"].map((kind) =>
    object({ kind: { const: kind } }, "kind"),
  ) as [object, object, object];
  const schemas: Schemas = { Cat: cat, Dog: dog, Fish: fish, Pet: oneOf(ref("Cat"), ref("Dog")) };
  const both: readonly [Schemas, Schemas] = [schemas, schemas];
  test.each<[string, object, object, string[]]>([
    [
      "with one more variant",
      oneOf(ref("Cat"), ref("Dog")),
      oneOf(ref("Pet"), ref("Fish")),
      ["info request.oneOf.added"],
    ],
    ["as a component", ref("Pet"), oneOf(ref("Pet"), ref("Fish")), ["info request.oneOf.added"]],
    ["inline", oneOf(cat, dog), oneOf(oneOf(cat, dog), fish), ["info request.oneOf.added"]],
    ["and back", oneOf(oneOf(cat, dog), fish), oneOf(cat, dog), ["breaking request.oneOf.removed"]],
    ["and only spelled otherwise", oneOf(cat, dog, fish), oneOf(oneOf(cat, dog), fish), []],
  ])("%s", (_, before, after, findings) => {
    expect(found("request", before, after, both)).toEqual(findings);
  });

  test("is one variant, if nothing of it is on the other side", () => {
    expect(
      found("response", oneOf(ref("Fish"), text), oneOf(ref("Fish"), text, ref("Pet")), both),
    ).toEqual(["breaking response.oneOf.added"]);
  });
});

describe("a union that an object gets besides its properties", () => {
  const needs = (...required: string[]) => ({ required });
  const before = object({ a: text }, "a");
  const both = object({ a: text, b: text }, "a");
  const free = object({ a: text, b: text });
  const met = ["info request.required.removed"];
  test.each<[string, object, object, string[]]>([
    [
      "one variant requires what was required",
      before,
      { ...free, ...anyOf(needs("a"), needs("b")) },
      ["info request.anyOf.begun", "info request.property.added", ...met],
    ],
    [
      "one of oneOf, of which nobody knew the others",
      before,
      { ...free, ...oneOf(needs("a"), needs("b")) },
      ["info request.oneOf.begun", "info request.property.added", ...met],
    ],
    [
      "one of oneOf, which callers may have matched with another one",
      both,
      { ...free, ...oneOf(needs("a"), needs("b")) },
      ["breaking request.oneOf.begun", ...met],
    ],
    [
      "no variant is met by all",
      free,
      { ...free, ...anyOf(needs("a"), needs("b")) },
      ["breaking request.anyOf.begun"],
    ],
    [
      "the variant that is met asks for more",
      before,
      { ...before, ...anyOf({ properties: { a: { type: "string", maxLength: 3 } } }, needs("b")) },
      ["breaking request.anyOf.begun"],
    ],
  ])("sent: %s", (_, old, now, want) => {
    expect(found("request", old, now)).toEqual(want);
  });

  test("received, and lost again: each value still matches a variant", () => {
    const union = { ...free, ...anyOf(needs("a"), needs("b")) };
    expect(found("response", union, both)).toEqual([
      "info response.anyOf.dropped",
      "info response.required.added",
    ]);
    expect(found("response", union, free)).toEqual(["breaking response.anyOf.dropped"]);
  });

  test("names the variants by what they require, if nothing else tells them apart", () => {
    const document = (schema: object) =>
      specOf({ ...head, paths: { "/a": { post: operationWith("request", schema) } } });
    const now = { ...free, ...anyOf(needs("a"), needs("a", "b"), { minProperties: 2 }) };
    const [finding] = compareSpecs(document(free), document(now)).findings;
    expect(finding?.message).toBe(
      'the request body must be one of the variants of anyOf: an object with a, an object with a and b, {"minProperties":2}',
    );
  });
});

describe("a property that goes into variants of its object was not removed", () => {
  test.each<[string, object[], string]>([
    ["some variants", [{ properties: { b: text } }, { properties: { c: text } }], "breaking"],
    [
      "all variants",
      [{ properties: { b: text } }, { properties: { b: text, c: text } }],
      "warning",
    ],
  ])("but code that reads it may not compile: %s", (_, variants, source) => {
    const version = (schema: object) =>
      specOf({ ...head, paths: { "/a": { post: operationWith("response", schema) } } });
    const now = { ...object({ a: text }), ...oneOf(...variants) };
    const { findings } = compareSpecs(version(object({ a: text, b: text })), version(now));
    expect(findings.map((finding) => `${finding.kind} ${finding.wire}/${finding.source}`)).toEqual([
      `response.oneOf.begun info/${source}`,
    ]);
  });

  const whole = object({ a: text, b: text, c: text }, "a", "b");
  const divided = (b: object) => ({
    ...object({ a: text }, "a"),
    ...oneOf({ properties: { b } }, { properties: { c: text } }),
  });
  test.each<[string, string, object, object, string[]]>([
    [
      "received",
      "response",
      whole,
      divided(text),
      ["breaking response.required.removed", "info response.oneOf.begun"],
    ],
    [
      "received, with another type",
      "response",
      whole,
      divided({ type: "integer" }),
      [
        "breaking response.required.removed",
        "breaking response.type.changed",
        "info response.oneOf.begun",
      ],
    ],
    [
      "received, required by each variant",
      "response",
      object({ a: text, b: text }, "a", "b"),
      {
        ...object({ a: text }, "a"),
        ...oneOf(object({ b: text }, "b"), object({ b: text }, "b", "c")),
      },
      ["info response.oneOf.begun"],
    ],
    [
      "and back, sent",
      "request",
      divided(text),
      whole,
      ["breaking request.required.added", "info request.oneOf.dropped"],
    ],
    [
      "and back, sent, with another type",
      "request",
      divided({ type: "integer" }),
      whole,
      [
        "breaking request.required.added",
        "breaking request.type.changed",
        "info request.oneOf.dropped",
      ],
    ],
    [
      "one that no variant has was removed",
      "response",
      object({ a: text, d: text }, "a"),
      divided(text),
      ["info response.oneOf.begun", "warning response.property.removed"],
    ],
  ])("%s", (_, subject, old, now, want) => {
    expect(found(subject, old, now)).toEqual(want);
  });
});

describe("a variant that is only null is the null of its union, however it is written", () => {
  const nulls: [string, object][] = [
    ["of OpenAPI 3.0", { type: "string", nullable: true, enum: [null] }],
    ["a list of one value", { enum: [null] }],
    ["a constant of several types", { type: ["string", "null"], const: null }],
  ];
  test.each(nulls)("%s", (_, written) => {
    const now = oneOf(a, { type: "null" });
    for (const subject of ["request", "response"]) {
      expect(found(subject, oneOf(a, written), now)).toEqual([]);
      expect(found(subject, now, oneOf(a, written))).toEqual([]);
      expect(found(subject, oneOf(a, b, written), oneOf(a, b, { type: "null" }))).toEqual([]);
    }
    expect(found("request", oneOf(a, b, written), oneOf(a, b))).toEqual([
      "breaking request.nullable.removed",
    ]);
  });
});

describe("an object that becomes a union of others", () => {
  const whole = object({ a: text, b: text, p: text }, "a", "p");
  const others = [object({ x: text, p: text }, "x"), object({ y: text, p: text }, "y")];

  test.each([
    ["oneOf", oneOf(...others)],
    ["anyOf", anyOf(...others)],
  ])("has no longer what none of them has, nor always what not all require: %s", (kind, union) => {
    expect(found("response", whole, union)).toEqual([
      "breaking response.required.removed",
      "breaking response.requiredProperty.removed",
      `info response.${kind}.begun`,
      "warning response.property.removed",
    ]);
    expect(found("request", whole, union)).toEqual([
      `breaking request.${kind}.begun`,
      "info request.required.removed",
      "warning request.property.removed",
      "warning request.requiredProperty.removed",
    ]);
  });

  test("and the way back asks for what none of them had", () => {
    expect(found("request", oneOf(...others), whole)).toEqual([
      "breaking request.required.added",
      "breaking request.requiredProperty.added",
      "info request.oneOf.dropped",
      "info request.property.added",
    ]);
  });
});
