import { Ajv2020 } from "ajv/dist/2020.js";
import { expect, test } from "vitest";
import { fc, times, toRepeat } from "../support/random.js";
import { wiresBetween } from "./support.js";

/** Random schemas, and what a validator says of them. */

type Json = Record<string, unknown>;

const numbers = [-1, 0, 0.5, 1, 2, 2.5, 3, 5, 10];
const listable = [0, 1, 2, 3, 5, 10, -1, 0.5, 2.5, "", "a", "abc", "abcd", true, false, null];
const scalarTypes = ["string", "integer", "number", "boolean", "null"];
const option = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined, freq: 2 });
const bound = option(fc.constantFrom(...numbers));
const length = option(fc.nat(4));
const types = fc.uniqueArray(fc.constantFrom(...scalarTypes), { minLength: 1, maxLength: 3 });
const schema = fc
  .record({
    type: fc.oneof(fc.constantFrom(...scalarTypes), types),
    enum: option(fc.uniqueArray(fc.constantFrom(...listable), { minLength: 1, maxLength: 5 })),
    const: fc.option(fc.constantFrom(...listable), { nil: undefined, freq: 8 }),
    minimum: bound,
    maximum: bound,
    exclusiveMinimum: bound,
    exclusiveMaximum: bound,
    multipleOf: option(fc.constantFrom(0.1, 0.5, 1, 1.5, 2, 3, 5, 10)),
    minLength: length,
    maxLength: length,
  })
  .map((keywords) => {
    const { enum: values, const: constant, ...others } = keywords;
    const isListable = (value: unknown) => value !== null || [others.type].flat().includes("null");
    // Null beside a type without it is read as a mistake of the type.
    const one =
      constant !== undefined && isListable(constant)
        ? { const: constant }
        : { enum: values?.some(isListable) ? values.filter(isListable) : undefined };
    return definedOf({ type: others.type, ...limitsOf(others), ...one });
  });

/** Without limits of types that a schema does not have: they limit nothing, but are reported. */
function limitsOf({ type, minLength, maxLength, ...ofNumbers }: Json): Json {
  const all = [type].flat();
  return {
    ...(all.includes("string") && { minLength, maxLength }),
    ...((all.includes("integer") || all.includes("number")) && ofNumbers),
  };
}

function withPart(of: Json, part: Json): Json {
  const parts = (of["allOf"] as Json[] | undefined) ?? [];
  return { ...of, allOf: [...parts, part] };
}

function definedOf(fields: Json): Json {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}

/** All numbers that could tell two schemas apart, and some other values. */
const probes: readonly unknown[] = [
  ...Array.from({ length: 1400 }, (_, index) => (index - 700) / 20),
  ...["", "a", "ab", "abc", "abcd", "abcde", true, false, null, [], {}],
];
const ajv = new Ajv2020({ strict: false, multipleOfPrecision: 6, addUsedSchema: false });
const validOf = (of: Json): readonly unknown[] => {
  const validate = ajv.compile(of);
  return probes.filter((value) => validate(value));
};
const isWithin = (values: readonly unknown[], others: readonly unknown[]) =>
  values.every((value) => others.includes(value));

/** Other spellings of a schema. */
const respellings: readonly ((schema: Json) => Json)[] = [
  ({ type, ...rest }) => ({ ...rest, type: [type].flat().reverse() }),
  ({ type, ...rest }) => withPart(rest, { type }),
  ({ const: value, ...rest }) =>
    definedOf({ ...rest, ...(value !== undefined && { enum: [value] }) }),
  (of) => {
    const { enum: values, ...rest } = of;
    // Alternatives beside a type with null may mean that null is one of them.
    if (!Array.isArray(values) || [of["type"]].flat().includes("null")) return of;
    return { ...rest, oneOf: values.map((value) => ({ const: value })) };
  },
  (of) => {
    const { minimum, exclusiveMinimum } = of;
    const isInteger = of["type"] === "integer";
    if (!isInteger || typeof minimum !== "number" || exclusiveMinimum !== undefined) return of;
    const { minimum: _, ...rest } = of;
    return { ...rest, exclusiveMinimum: Math.ceil(minimum) - 1 };
  },
  (of) => {
    const { type, multipleOf } = of;
    if (type !== "integer" || multipleOf !== undefined) return of;
    return { ...of, type: "number", multipleOf: 1 };
  },
  (of) => {
    const { maximum } = of;
    return typeof maximum === "number" ? withPart(of, { maximum: maximum + 1 }) : of;
  },
  (of) => (Array.isArray(of["enum"]) ? { ...of, enum: validOf(of) } : of),
];

test("random schemas are the same as their respellings", () => {
  fc.assert(
    fc.property(schema, fc.subarray([...respellings.keys()]), (one, steps) => {
      const other = steps.reduce<Json>((of, step) => respellings[step]?.(of) ?? of, one);
      expect(wiresBetween("request", one, other), `${JSON.stringify(other)}; ${toRepeat}`).toEqual(
        [],
      );
      expect(wiresBetween("response", other, one)).toEqual([]);
    }),
    { numRuns: times(300) },
  );
});

const isBad = (finding: string) => /breaking|warning/.test(finding);

test("what is found between random schemas is what a validator says", () => {
  fc.assert(
    fc.property(schema, schema, (one, other) => {
      const [before, after] = [validOf(one), validOf(other)];
      const [sent, received] = [
        wiresBetween("request", one, other),
        wiresBetween("response", one, other),
      ];
      const about = JSON.stringify({ one, other, sent, received });
      expect(sent.some(isBad), about).toBe(!isWithin(before, after));
      expect(
        received.some((each) => isBad(each) && !/forbidden/.test(each)),
        about,
      ).toBe(!isWithin(after, before));
    }),
    { numRuns: times(500) },
  );
});
