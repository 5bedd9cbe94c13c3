import { fc } from "../support/random.js";

/** An operation as the tests make it up, before it is rendered to the text of a page. */
export interface Operation {
  readonly title: string;
  readonly method: string;
  /** Segments; those in braces are parameters. */
  readonly path: readonly string[];
  readonly query: readonly Member[];
  readonly header: readonly Member[];
  readonly body: Value | undefined;
  readonly answers: readonly Answer[];
}

export interface Answer {
  readonly status: string;
  readonly name: string;
  readonly description: string | undefined;
  readonly body: Value;
}

export interface Member {
  readonly name: string;
  readonly isRequired: boolean;
  readonly title: string | undefined;
  /** Line by line. */
  readonly description: readonly string[];
  readonly example: string | undefined;
  readonly value: Value;
}

export type Value =
  | {
      readonly kind: "scalar";
      readonly type: string;
      readonly format: string | undefined;
      readonly limits: Limits;
      readonly isNullable: boolean;
    }
  | { readonly kind: "enum"; readonly values: readonly string[] }
  | { readonly kind: "list"; readonly item: Value; readonly limits: Limits }
  | {
      readonly kind: "object";
      readonly members: readonly Member[];
      readonly hasMore: boolean;
      /** The name of the schema, where the document refers to it. */
      readonly ref: string | undefined;
    }
  | {
      readonly kind: "union";
      readonly keyword: "oneOf" | "anyOf";
      readonly forms: readonly Form[];
    };

export interface Form {
  readonly title: string | undefined;
  readonly value: Value;
}

export type Limits = Readonly<Record<string, number | string>>;

/** What the values of an operation may be; every part that is off makes them simpler. */
export interface Variety {
  readonly names: fc.Arbitrary<string>;
  /** Unions, lists of lists, titles, references, roots that are no objects. */
  readonly isRich: boolean;
  readonly description: fc.Arbitrary<readonly string[]>;
}

const words = ["lot", "part", "line", "stock", "price", "count", "maker", "site", "owner", "batch"];
/** Names that read like the page's own words. */
const confusing = [
  "object",
  "string",
  "type",
  "data",
  "Example",
  "array",
  "Request",
  "Body",
  "null",
  "default",
];

/** Names of a few words, so that they occur inside and outside of objects. */
export const repeatedNames = fc.constantFrom(...words.slice(0, 5), ...confusing.slice(0, 3));

/** Names that hardly ever occur twice. */
export const freeNames = fc
  .tuple(fc.constantFrom(...words, ...confusing), fc.integer({ min: 0, max: 9999 }))
  .map(([word, number]) => `${word}_${number}`);

/** Names that read like words of the page, and others. */
export const wordNames = fc.oneof(
  { weight: 4, arbitrary: freeNames },
  { weight: 1, arbitrary: fc.constantFrom(...words, ...confusing) },
);

const sentence = fc
  .array(fc.constantFrom(...words, "the", "of", "is", "all"), { minLength: 3, maxLength: 8 })
  .map((list) => `${list.join(" ")}.`);

export const sentences = fc
  .option(sentence, { nil: undefined })
  .map((text) => (text ? [text] : []));

/** Descriptions that read like types, marks, names and labels. */
export const anyDescription = fc.oneof(
  { weight: 4, arbitrary: fc.constant([]) },
  { weight: 4, arbitrary: fc.array(sentence, { minLength: 1, maxLength: 3 }) },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      ["string"],
      ["object"],
      ["required"],
      ["x or y"],
      ["lot"],
      ["Required"],
      ["Deprecated"],
      ["A list of pairs"],
      ["bids, from high to low"],
      ["One of the parts", "object"],
      ["Example: 5"],
      ["V4: Maximum 3000 characters"],
      ["200: Success"],
      ["Request"],
      ["Body"],
      ["价格列表"],
    ),
  },
);

const limits = {
  string: fc.oneof(
    fc.constant({}),
    fc.record({ maxLength: fc.integer({ min: 1, max: 999 }) }),
    fc.record({
      minLength: fc.integer({ min: 1, max: 9 }),
      maxLength: fc.integer({ min: 10, max: 99 }),
    }),
  ),
  number: fc.oneof(
    fc.constant({}),
    fc.record({
      minimum: fc.integer({ min: -9, max: 9 }),
      maximum: fc.integer({ min: 10, max: 99 }),
    }),
    fc.record({ exclusiveMinimum: fc.integer({ min: 0, max: 9 }) }),
  ),
};

type Scalar = Extract<Value, { readonly kind: "scalar" }>;

function scalars(isRich: boolean): fc.Arbitrary<Scalar> {
  const isNullable = isRich ? fc.nat(9).map((chance) => chance === 0) : fc.constant(false);
  const make = (
    type: string,
    formats: readonly (string | undefined)[],
    some: fc.Arbitrary<Limits>,
  ) =>
    fc
      .tuple(fc.constantFrom(...formats), some, isNullable)
      .map(([format, found, isNull]): Scalar => {
        return { kind: "scalar", type, format, limits: found, isNullable: isNull };
      });
  const textLimits: fc.Arbitrary<Limits> = isRich
    ? fc.oneof(
        { weight: 5, arbitrary: limits.string },
        { weight: 1, arbitrary: fc.constant({ pattern: "^[A-Z]+$" }) },
      )
    : limits.string;
  const numberLimits: fc.Arbitrary<Limits> = isRich
    ? fc.oneof(
        { weight: 5, arbitrary: limits.number },
        { weight: 1, arbitrary: fc.constant({ multipleOf: 0.01 }) },
      )
    : limits.number;
  return fc.oneof(
    make("string", [undefined, "date-time", "uuid", "uri"], textLimits),
    make("integer", [undefined, "int32", "int64"], limits.number),
    ...(isRich ? [make("number", [undefined, "float", "double"], numberLimits)] : []),
    make("boolean", [undefined], fc.constant({})),
  );
}

const enums = fc
  .uniqueArray(fc.constantFrom("open", "closed", "held", "lost", "string", "object"), {
    minLength: 2,
    maxLength: 4,
  })
  .map((values): Value => ({ kind: "enum", values }));

function values({ names, isRich, description }: Variety, depth: number): fc.Arbitrary<Value> {
  const scalar = scalars(isRich);
  const plain: Scalar[] = ["string", "integer", "boolean"].map((type) => {
    return { kind: "scalar", type, format: undefined, limits: {}, isNullable: false };
  });
  const lists = fc
    .constantFrom(...plain)
    .map((item): Value => ({ kind: "list", item, limits: {} }));
  const flat: fc.Arbitrary<Value> = fc.oneof(
    { weight: 3, arbitrary: scalar },
    { weight: 1, arbitrary: enums },
    { weight: 1, arbitrary: lists },
  );
  if (depth === 0) return flat;
  const inner = { names, isRich, description };
  const object = objects(inner, depth, 1);
  const containers = fc.oneof(
    object,
    object.map((item): Value => ({ kind: "list", item, limits: {} })),
  );
  const pairs = fc
    .oneof(scalar, lists)
    .map((item): Value => ({ kind: "list", item: { kind: "list", item, limits: {} }, limits: {} }));
  return fc.oneof(
    { weight: 6, arbitrary: flat },
    { weight: 4, arbitrary: containers },
    ...(isRich
      ? [
          { weight: 1, arbitrary: pairs },
          { weight: 1, arbitrary: unions(inner, depth) },
          {
            weight: 1,
            arbitrary: unions(inner, depth).map(
              (item): Value => ({ kind: "list", item, limits: { minItems: 1 } }),
            ),
          },
        ]
      : []),
  );
}

function unions(variety: Variety, depth: number): fc.Arbitrary<Value> {
  const form = fc.record({
    title: fc.option(fc.constantFrom("First", "By name", "Order"), { nil: undefined }),
    value: fc.oneof(scalars(false), objects(variety, depth, 1)),
  });
  return fc
    .tuple(
      fc.constantFrom("oneOf" as const, "anyOf" as const),
      fc.array(form, { minLength: 2, maxLength: 3 }),
    )
    .map(([keyword, forms]) => ({ kind: "union", keyword, forms }));
}

function objects(variety: Variety, depth: number, minLength: number): fc.Arbitrary<Value> {
  const { isRich } = variety;
  return fc
    .tuple(
      members(variety, depth - 1, minLength),
      fc.nat(9).map((chance) => isRich && chance === 0),
      fc.nat(5).map((chance) => (isRich && chance === 0 ? "Lot" : undefined)),
      fc.nat(9).map((chance) => isRich && chance === 0),
    )
    .map(([list, hasMore, ref, isEmpty]) => {
      return { kind: "object", members: isEmpty ? [] : list, hasMore, ref };
    });
}

function members(variety: Variety, depth: number, minLength: number) {
  const rarely = (word: fc.Arbitrary<string>) =>
    fc
      .tuple(fc.nat(7), word)
      .map(([chance, text]) => (variety.isRich && chance === 0 ? text : undefined));
  const member = fc.record({
    name: variety.names,
    isRequired: fc.boolean(),
    title: rarely(fc.constantFrom("Lot number", "lot", "Type", "Deprecated", "read-only")),
    description: variety.description,
    example: rarely(fc.constantFrom("5", "abc", "true")),
    value: values(variety, depth),
  });
  return fc.uniqueArray(member, { minLength, maxLength: 4, selector: ({ name }) => name });
}

export function operations(variety: Variety): fc.Arbitrary<Operation> {
  const flat = members(variety, 0, 0);
  const object = objects({ ...variety }, 4, 1);
  const body = variety.isRich
    ? fc.oneof(
        { weight: 8, arbitrary: object },
        { weight: 1, arbitrary: unions(variety, 3) },
        {
          weight: 1,
          arbitrary: object.map((item): Value => ({ kind: "list", item, limits: {} })),
        },
      )
    : object;
  return fc.record({
    title: sentence.map((text) => `Change ${text.slice(0, -1)}`),
    method: fc.constantFrom("GET", "POST", "PUT", "PATCH", "DELETE"),
    path: fc
      .array(fc.oneof(fc.constantFrom(...words), fc.constantFrom("{id}", "{lot_id}")), {
        minLength: 1,
        maxLength: 4,
      })
      .map((segments) => [...new Set(segments)]),
    query: flat,
    header: flat,
    body: fc.option(body, { nil: undefined }),
    answers: fc.uniqueArray(
      fc.record({
        status: fc.constantFrom("200", "201", "400", "404"),
        name: fc.constantFrom("Success", "Made", "Lost"),
        description: fc.option(sentence, { nil: undefined }),
        body,
      }),
      { minLength: 1, maxLength: 2, selector: ({ status }) => status },
    ),
  });
}
