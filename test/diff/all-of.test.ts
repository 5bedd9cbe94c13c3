/** `allOf` by what it amounts to: however a schema is split into members, the findings are the same. */
import { expect, test } from "vitest";
import { compareSpecs, type Finding } from "../../generator/diff/index.js";
import { fc, times } from "../support/random.js";
import { randomFrom } from "./mutate.js";
import { head, operationWith, specOf } from "./support.js";

type Json = Record<string, unknown>;
type Fact = { readonly [keyword: string]: unknown };

const subjects = ["request", "response", "parameter"] as const;
const object = (properties: Json, more: Json = {}) => ({ type: "object", properties, ...more });
const text = { type: "string" };
const use = (name: string) => ({ $ref: `#/components/schemas/${name}` });

function document(schema: unknown, schemas: Json = {}, subject = "request") {
  return {
    ...head,
    paths: { "/a": { post: operationWith(subject, schema) } },
    components: { schemas },
  };
}

function findings(before: Json, after: Json): readonly Finding[] {
  return compareSpecs(specOf(before), specOf(after)).findings;
}

const kindOf = ({ kind, wire, source }: Finding) => `${kind} ${wire}/${source}`;
/** What a caller meets; which schema says it is a matter of names and prose. */
const met = (all: readonly Finding[]) =>
  all
    .filter(({ kind }) => !/^component\.|\.description\./.test(kind))
    .map(kindOf)
    .sort();

/** A schema in pieces that say one thing each. */
function factsOf({ properties, required, ...others }: Json): Fact[] {
  return [
    ...Object.entries((properties ?? {}) as Json).map(([name, own]) => ({
      properties: { [name]: own },
    })),
    ...((required ?? []) as string[]).map((name) => ({ required: [name] })),
    ...Object.entries(others).map(([keyword, value]) => ({ [keyword]: value })),
  ];
}

function merged(facts: readonly Fact[]): Json {
  const schema: Json = {};
  for (const [keyword, value] of facts.flatMap((fact) => Object.entries(fact))) {
    const before = schema[keyword];
    if (keyword === "properties") schema[keyword] = { ...(before as Json), ...(value as Json) };
    else if (keyword === "required")
      schema[keyword] = [...new Set([...((before ?? []) as string[]), ...(value as string[])])];
    else schema[keyword] = value;
  }
  return schema;
}

/** The same schema, put together from members: inline, by reference, nested; some say it twice. */
function split(schema: Json, random: () => number): { schema: Json; schemas: Json } {
  const members = Array.from({ length: 1 + Math.floor(random() * 4) }, (): Fact[] => []);
  for (const fact of factsOf(schema)) {
    const index = () => Math.floor(random() * (members.length + 1)) - 1;
    for (const at of random() < 0.2 ? [index(), index()] : [index()]) members[at]?.push(fact);
    // What no member has is said beside them.
    if (!members.some((own) => own.includes(fact))) (members[0] as Fact[]).push(fact);
  }
  const schemas: Json = {};
  let rest: Json[] = [];
  for (const [index, facts] of members.entries()) {
    const own = { ...merged(facts), ...(rest.length > 0 && random() < 0.5 ? { allOf: rest } : {}) };
    if ("allOf" in own) rest = [];
    if (random() < 0.5) {
      // The names are few, so that those of one split mean something else in another.
      schemas[`M${index}`] = own;
      rest.push(use(`M${index}`));
    } else rest.push(own);
  }
  return { schema: { allOf: rest }, schemas };
}

/** Ways in which a schema changes. */
const edits: readonly ((schema: Json) => Json)[] = [
  (schema) => ({ ...schema, properties: { ...(schema["properties"] as Json), z: text } }),
  (schema) => ({
    ...schema,
    properties: { ...(schema["properties"] as Json), z: { type: "integer" } },
    required: [...((schema["required"] ?? []) as string[]), "z"],
  }),
  (schema) => {
    const { a: _, ...properties } = schema["properties"] as Json;
    const required = ((schema["required"] ?? []) as string[]).filter((name) => name !== "a");
    return { ...schema, properties, required };
  },
  (schema) => ({ ...schema, required: ["a", "b"] }),
  (schema) => ({ ...schema, required: [] }),
  (schema) => ({
    ...schema,
    properties: { ...(schema["properties"] as Json), b: { type: "boolean" } },
  }),
  (schema) => ({ ...schema, maxProperties: 3 }),
  (schema) => ({ ...schema, minProperties: 2 }),
  (schema) => ({ ...schema, deprecated: true }),
];

const schemas = fc
  .record({
    required: fc.subarray(["a", "b", "c"]),
    maxProperties: fc.option(fc.integer({ min: 4, max: 9 }), { nil: undefined }),
    description: fc.option(fc.constant("One."), { nil: undefined }),
    b: fc.constantFrom(text, { type: "integer", minimum: 1 }, { type: "array", items: text }),
    c: fc.constantFrom(object({ d: text }), { type: "string", enum: ["x", "y"] }),
  })
  .map(({ required, b, c, ...others }): Json => {
    const said = Object.entries(others).filter(([, value]) => value !== undefined);
    return { ...object({ a: text, b, c }, { required }), ...Object.fromEntries(said) };
  });

test("however a schema is split into members, it is the same schema", () => {
  fc.assert(
    fc.property(schemas, fc.integer(), fc.constantFrom(...subjects), (schema, seed, subject) => {
      const random = randomFrom(seed);
      const [one, other] = [split(schema, random), split(schema, random)];
      const ways = [
        document(schema, {}, subject),
        ...[one, other].map((way) => document(way.schema, way.schemas, subject)),
      ];
      for (const before of ways)
        for (const after of ways) expect(met(findings(before, after))).toEqual([]);
    }),
    { numRuns: times(80) },
  );
});

test("a change is the same finding in whatever member it is", () => {
  fc.assert(
    fc.property(
      schemas,
      fc.constantFrom(...edits),
      fc.integer(),
      fc.constantFrom(...subjects),
      (schema, edit, seed, subject) => {
        const random = randomFrom(seed);
        const changed = edit(schema);
        const [before, after] = [split(schema, random), split(changed, random)];
        const want = findings(document(schema, {}, subject), document(changed, {}, subject));
        const got = findings(
          document(before.schema, before.schemas, subject),
          document(after.schema, after.schemas, subject),
        );
        expect(met(got)).toEqual(met(want));
      },
    ),
    { numRuns: times(200) },
  );
});

const a = object({ a: text });
const b = object({ b: text });
const closed = { additionalProperties: false };
// biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
const condition = (name: string) => ({ if: { required: [name] }, then: { required: ["z"] } });

test.each<[string, Json, Json, Json]>([
  ["an optional property", { allOf: [a] }, { allOf: [a, b] }, object({ a: text, b: text })],
  [
    "a required property",
    { allOf: [a] },
    { allOf: [a, { ...b, required: ["b"] }] },
    object({ a: text, b: text }, { required: ["b"] }),
  ],
  ["a limit", { allOf: [a] }, { allOf: [a, { maxProperties: 2 }] }, { ...a, maxProperties: 2 }],
  [
    "that it is deprecated",
    { allOf: [a] },
    { allOf: [a, { deprecated: true }] },
    { ...a, deprecated: true },
  ],
  ["a default", { allOf: [a] }, { allOf: [a, { default: {} }] }, { ...a, default: {} }],
  [
    "alternatives",
    { allOf: [a] },
    { allOf: [a, { oneOf: [b, object({ c: text })] }] },
    { ...a, oneOf: [b, object({ c: text })] },
  ],
  [
    "a first condition",
    { allOf: [a] },
    { allOf: [a, condition("a")] },
    { ...a, ...condition("a") },
  ],
  ["what it must not be", { allOf: [a] }, { allOf: [a, { not: b }] }, { ...a, not: b }],
  [
    "a component",
    { allOf: [use("A")] },
    { allOf: [use("A"), use("B")] },
    object({ a: text, b: text }),
  ],
])("a member that adds %s adds just that", (_, before, after, plainly) => {
  const schemas = { A: a, B: b };
  for (const subject of subjects) {
    const got = findings(document(before, schemas, subject), document(after, schemas, subject));
    const want = findings(document(a, schemas, subject), document(plainly, schemas, subject));
    expect(met(got)).toEqual(met(want));
    expect(met(got)).not.toEqual([]);
    const back = findings(document(after, schemas, subject), document(before, schemas, subject));
    const wanted = findings(document(plainly, schemas, subject), document(a, schemas, subject));
    expect(met(back)).toEqual(met(wanted));
  }
});

test.each<[string, Json, Json, readonly string[]]>([
  [
    "a property that moves from a base to what extends it",
    document({ allOf: [use("A"), b] }, { A: object({ a: text, x: text }) }),
    document({ allOf: [use("A"), object({ b: text, x: text })] }, { A: a }),
    [],
  ],
  [
    "a property that a base loses and another member still has",
    document({ allOf: [use("A"), object({ x: text })] }, { A: object({ a: text, x: text }) }),
    document({ allOf: [use("A"), object({ x: text })] }, { A: a }),
    [],
  ],
  [
    "a limit of a base that another member already keeps",
    document(object({ p: { $ref: "#/components/schemas/A", maxLength: 3 } }), {
      A: { ...text, maxLength: 9 },
    }),
    document(object({ p: { $ref: "#/components/schemas/A", maxLength: 3 } }), {
      A: { ...text, maxLength: 5 },
    }),
    [],
  ],
  [
    "a base with another name",
    document({ allOf: [use("A"), b] }, { A: a }),
    document({ allOf: [use("Other"), b] }, { Other: object({ a: text, c: text }) }),
    ["request.property.added info/info"],
  ],
  [
    "a member of another type, which no value has too",
    document({ allOf: [a] }),
    document({ allOf: [a, text] }),
    ["request.value.forbidden breaking/breaking"],
  ],
  [
    "a second condition",
    document({ ...a, allOf: [condition("a")] }),
    document({ ...a, allOf: [condition("b"), condition("a")] }),
    ["request.allOf.added breaking/none"],
  ],
  [
    "conditions in another order",
    document({ ...a, allOf: [condition("a"), condition("b")] }),
    document({ ...a, allOf: [condition("b"), { allOf: [condition("a")] }] }),
    [],
  ],
  [
    "one of two conditions that is another one",
    document({ ...a, allOf: [condition("a"), condition("b")] }),
    document({ ...a, allOf: [condition("a"), condition("c")] }),
    ["request.if.changed warning/none"],
  ],
  [
    "a second thing that it must not be",
    document({ ...a, allOf: [{ not: b }] }),
    document({ ...a, allOf: [{ not: b }, { not: { required: ["a"] } }] }),
    ["request.allOf.added breaking/none"],
  ],
  [
    "a member that comes to forbid what another one declares",
    document({ allOf: [a, b], unevaluatedProperties: false }),
    document({ allOf: [{ ...a, unevaluatedProperties: false }, b], unevaluatedProperties: false }),
    ["request.additionalProperties.closed breaking/none"],
  ],
  [
    "a member that no longer does",
    document({
      allOf: [
        { ...a, ...closed },
        { ...b, ...closed },
      ],
    }),
    document({ ...object({ a: text, b: text }), ...closed }),
    ["request.additionalProperties.opened info/none"],
  ],
])("%s", (_, before, after, want) => {
  expect(met(findings(before, after))).toEqual(want);
});

test("what changes in a member that many have is one finding, even where one keeps it", () => {
  const all = (base: Json) => ({
    ...head,
    paths: Object.fromEntries(
      ["B", "C", "D"].map((name) => [`/${name}`, { post: operationWith("request", use(name)) }]),
    ),
    components: {
      schemas: {
        A: base,
        B: { allOf: [use("A"), object({ b: text })] },
        C: { allOf: [use("A"), object({ c: text })] },
        // It requires `x` itself.
        D: { allOf: [use("A"), { required: ["x"] }] },
      },
    },
  });
  const base = object({ x: text });
  const found = findings(all(base), all({ ...base, required: ["x"] }));
  expect(found.map(({ kind }) => kind)).toEqual(["request.required.added"]);
  expect(found[0]?.operations.map(({ path }) => path)).toEqual(["/B", "/C"]);
});

test("a description beside a reference counts for its place, and the target is used", () => {
  const at = (description: string, target: Json) =>
    document(object({ p: { ...use("A"), description } }), { A: target });
  const found = findings(at("One.", a), at("Other.", object({ a: text, z: text })));
  expect(found.map(({ kind, pointer }) => [kind, pointer])).toEqual([
    ["request.property.added", "/components/schemas/A/properties/z"],
    [
      "request.description.changed",
      "/paths/~1a/post/requestBody/content/application~1json/schema/properties/p",
    ],
  ]);
});
