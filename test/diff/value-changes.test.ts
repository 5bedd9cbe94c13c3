import { describe, expect, test } from "vitest";
import { findingsBetween, integer, number, text, wiresBetween } from "./support.js";

describe("two sets", () => {
  /** What is found from the first to the second, in a request and in a response. */
  test.each<[string, unknown, unknown, sent: string[], received: string[]]>([
    [
      "fewer multiples",
      integer({ multipleOf: 5 }),
      integer({ multipleOf: 10 }),
      ["multipleOf.narrowed breaking"],
      ["multipleOf.narrowed info"],
    ],
    [
      "more multiples",
      number({ multipleOf: 0.1 }),
      number({ multipleOf: 0.01 }),
      ["multipleOf.widened info"],
      ["multipleOf.widened breaking"],
    ],
    [
      "other multiples",
      integer({ multipleOf: 4 }),
      integer({ multipleOf: 6 }),
      ["multipleOf.changed breaking"],
      ["multipleOf.changed breaking"],
    ],
    [
      "numbers that were integers",
      integer({ multipleOf: 2 }),
      number({ multipleOf: 0.5 }),
      ["multipleOf.widened info", "type.widened info"],
      ["multipleOf.widened breaking", "type.widened breaking"],
    ],
    [
      "a bound that moves by less than an integer",
      integer({ minimum: 1 }),
      integer({ exclusiveMinimum: 0.5 }),
      [],
      [],
    ],
    [
      "a bound that moves by an integer",
      integer({ minimum: 1 }),
      integer({ exclusiveMinimum: 1 }),
      ["exclusiveMinimum.set warning"],
      ["exclusiveMinimum.set info"],
    ],
    [
      "a type that goes with its limits",
      { type: ["string", "integer"], minLength: 3 },
      integer({}),
      ["type.narrowed breaking"],
      ["type.narrowed info"],
    ],
    [
      "a list of values that loses one to a limit",
      integer({ enum: [1, 5], maximum: 9 }),
      integer({ enum: [1, 5], maximum: 3 }),
      ["maximum.lowered breaking"],
      ["maximum.lowered info"],
    ],
    [
      "a list of values that loses one to a new limit",
      integer({ enum: [1, 5] }),
      integer({ enum: [1, 5], maximum: 3 }),
      ["enum.removed breaking"],
      ["enum.removed info"],
    ],
    [
      "values that are no longer listed, within a limit",
      integer({ enum: [1, 5] }),
      integer({ minimum: 0 }),
      ["enum.dropped info"],
      ["enum.dropped breaking"],
    ],
    [
      "values that are no longer listed, and partly beyond a limit",
      integer({ enum: [1, 5] }),
      integer({ minimum: 3 }),
      ["enum.dropped info", "enum.removed breaking"],
      ["enum.dropped breaking", "enum.removed info"],
    ],
    [
      "values that are listed now, within a limit",
      integer({ minimum: 0 }),
      integer({ enum: [1, 5] }),
      ["enum.begun breaking"],
      ["enum.begun info"],
    ],
    [
      "values that are listed now, and partly beyond a limit",
      integer({ minimum: 3 }),
      integer({ enum: [1, 5] }),
      ["enum.begun breaking", "minimum.unset info"],
      ["enum.begun info", "minimum.unset breaking"],
    ],
    [
      "a constant more",
      { oneOf: [{ const: "a" }, { const: "b" }] },
      { enum: ["a", "b", "c"] },
      ["enum.added info"],
      ["enum.added warning"],
    ],
    [
      "a list that may be null now",
      { enum: ["a"] },
      { type: ["string", "null"], enum: ["a", null] },
      ["nullable.added info"],
      ["nullable.added breaking"],
    ],
    [
      "a text where null was",
      { type: "null" },
      text({}),
      ["nullable.removed breaking", "type.widened info"],
      ["nullable.removed info", "type.widened breaking"],
    ],
    [
      "nothing, of a text",
      text({}),
      { not: {} },
      ["value.forbidden breaking"],
      ["value.forbidden warning"],
    ],
    [
      "a text, of nothing",
      { allOf: [text({}), integer({})] },
      text({}),
      ["value.allowed info"],
      ["value.allowed breaking"],
    ],
    [
      "further items, of none",
      { type: "array", prefixItems: [text({})], items: false },
      { type: "array", prefixItems: [text({})], items: text({}) },
      ["value.allowed info"],
      ["value.allowed breaking"],
    ],
    [
      "a property that is forbidden",
      { type: "object", properties: { a: true } },
      { type: "object", properties: { a: false } },
      ["property.forbidden breaking"],
      ["property.forbidden warning"],
    ],
    [
      "an undeclared property that is forbidden",
      { type: "object" },
      { type: "object", properties: { a: { not: {} } } },
      ["property.forbidden breaking"],
      ["property.forbidden warning"],
    ],
    [
      "a property that was forbidden",
      { type: "object", properties: { a: false } },
      { type: "object", properties: { a: text({}) } },
      ["property.allowed info"],
      ["property.allowed warning"],
    ],
    [
      "fewer items that have to match",
      { type: "array", contains: text({}) },
      { type: "array", contains: text({}), minContains: 0 },
      ["contains.removed info"],
      ["contains.removed breaking"],
    ],
    [
      "an item that has to be there, whatever it is",
      { type: "array" },
      { type: "array", contains: {} },
      ["contains.added breaking"],
      ["contains.added info"],
    ],
    [
      "further items of a list by position",
      { type: "array", prefixItems: [text({})] },
      { type: "array", prefixItems: [text({}), text({})] },
      ["prefixItems.added info"],
      ["prefixItems.added breaking"],
    ],
    [
      "fewer items that may match",
      { type: "array", contains: text({}), maxContains: 3 },
      { type: "array", contains: text({}), maxContains: 2 },
      ["maxContains.lowered breaking"],
      ["maxContains.lowered info"],
    ],
    [
      "a name that asks for one more",
      { type: "object", dependentRequired: { a: ["b"] } },
      { type: "object", dependentRequired: { a: ["b", "c"] } },
      ["dependentRequired.tightened breaking"],
      ["dependentRequired.tightened info"],
    ],
    [
      "names in lower case",
      { type: "object" },
      { type: "object", propertyNames: { pattern: "^[a-z]+$" } },
      ["propertyNames.added breaking"],
      ["propertyNames.added info"],
    ],
    [
      "nothing unevaluated",
      { type: "object" },
      { type: "object", unevaluatedProperties: false },
      ["unevaluatedProperties.added breaking"],
      ["unevaluatedProperties.added info"],
    ],
    [
      "more names than are required",
      { type: "object", required: ["a"] },
      { type: "object", required: ["a"], minProperties: 2 },
      ["minProperties.set warning"],
      ["minProperties.set info"],
    ],
    [
      "a name that is required no longer, but any",
      { type: "object", required: ["a"], properties: { a: text({}) }, minProperties: 1 },
      { type: "object", properties: { a: text({}) }, minProperties: 1 },
      ["required.removed info"],
      ["required.removed breaking"],
    ],
    [
      "a text that is not to be something",
      text({}),
      text({ not: { const: "a" } }),
      ["not.added breaking"],
      ["not.added info"],
    ],
    [
      "a text that encodes something else",
      text({ contentEncoding: "base64" }),
      text({ contentEncoding: "base32" }),
      ["contentEncoding.changed breaking"],
      ["contentEncoding.changed breaking"],
    ],
    [
      "items that are unique",
      { type: "array", items: text({}) },
      { type: "array", items: text({}), uniqueItems: true },
      ["uniqueItems.set breaking"],
      ["uniqueItems.set info"],
    ],
    [
      "names with a pattern that are numbers",
      { type: "object" },
      { type: "object", patternProperties: { "^x": integer({}) } },
      ["patternProperties.added breaking"],
      ["patternProperties.added info"],
    ],
  ])("%s", (_, before, after, sent, received) => {
    const of = (subject: string, kinds: string[]) =>
      kinds.map((kind) => `${subject}.${kind}`).sort();
    expect(wiresBetween("request", before, after).sort()).toEqual(of("request", sent));
    expect(wiresBetween("response", before, after).sort()).toEqual(of("response", received));
  });
});

describe("one cause is one finding", () => {
  const list = { type: "array", items: text({}), minItems: 1, uniqueItems: true };
  const object = {
    type: "object",
    properties: { a: text({}), b: text({}) },
    required: ["a"],
    minProperties: 1,
  };
  const word = text({ minLength: 3, pattern: "^a", enum: ["abc"] });
  test.each<[string, unknown, unknown]>([
    ["a list becomes an object", list, object],
    ["a list becomes a map", list, { type: "object", additionalProperties: text({}) }],
    ["a list becomes a text", list, text({ minLength: 1 })],
    ["an object becomes a text", object, text({})],
    ["a text becomes a number", word, integer({ minimum: 3 })],
    ["a text becomes a list", text({ pattern: "^a" }), list],
    [
      "a list without its type becomes an object",
      { items: text({}) },
      { properties: { a: text({}) } },
    ],
  ])("%s", (_, before, after) => {
    for (const subject of ["request", "response"]) {
      expect(wiresBetween(subject, before, after)).toEqual([`${subject}.type.changed breaking`]);
      const back = wiresBetween(subject, after, before);
      // Values that are listed now are a cause of their own.
      expect(back.filter((each) => !each.includes("enum.begun"))).toEqual([
        `${subject}.type.changed breaking`,
      ]);
    }
  });
});

describe("words", () => {
  const messages = (subject: string, before: unknown, after: unknown) =>
    findingsBetween(subject, before, after).map(({ message }) => message);
  const property = (a: unknown) => ({ type: "object", properties: { a } });
  test.each<[string, unknown, unknown, string]>([
    [
      "request",
      property(true),
      property(false),
      'the property "a" of the request body may no longer be sent',
    ],
    [
      "request",
      text({}),
      { not: {} },
      "the request body may no longer be sent: nothing is allowed any more",
    ],
    [
      "response",
      { not: {} },
      text({}),
      "the response body may now occur; nothing was allowed before",
    ],
    [
      "response",
      property({ allOf: [text({}), integer({})] }),
      property(text({})),
      'the property "a" of the response body may now occur; nothing was allowed for it before',
    ],
    [
      "response",
      property({}),
      property(text({})),
      'the type of the response property "a" was narrowed from anything to string',
    ],
    ["response", text({}), {}, "the type of the response body was widened from string to anything"],
    [
      "response",
      { type: "null" },
      text({}),
      "the type of the response body was widened from null to string",
    ],
    [
      "request",
      text({ default: "" }),
      text({ default: "a" }),
      'the default of the request body was changed from "" to a',
    ],
    [
      "request",
      text({ enum: ["a"] }),
      text({ enum: ["a", ""] }),
      'the request body has the new values ""',
    ],
  ])("in a %s", (subject, before, after, message) => {
    expect(messages(subject, before, after)).toContain(message);
  });

  test("every change of an empty schema has words", () => {
    const keywords = [
      "items",
      "contains",
      "not",
      "if",
      "propertyNames",
      "additionalProperties",
      "unevaluatedProperties",
      "unevaluatedItems",
    ];
    const schemas = [undefined, true, false, {}, { not: {} }, { type: "string" }, { enum: [] }];
    const combined = keywords.flatMap((keyword) =>
      schemas.map((inner) =>
        // biome-ignore lint/suspicious/noThenProperty: a keyword
        inner === undefined ? {} : { [keyword]: inner, then: { minLength: 1 } },
      ),
    );
    const all = [...schemas, ...combined, ...schemas.map(property)];
    for (const before of all) {
      for (const after of all) {
        for (const message of messages("request", before ?? {}, after ?? {})) {
          expect(message).not.toMatch(
            /undefined|\b(from|to|be|values|instead of)( to\b|,|;|$)| {2}/,
          );
        }
      }
    }
  });
});
