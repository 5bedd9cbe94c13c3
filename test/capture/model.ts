import { fc } from "../support/random.js";

/** An operation as the tests make it up, before it is rendered to the text of a page. */
export interface Operation {
  readonly title: string;
  readonly method: string;
  /** Segments; those in braces are parameters. */
  readonly path: readonly string[];
  readonly query: readonly Member[];
  readonly header: readonly Member[];
  readonly body: readonly Member[] | undefined;
  readonly answers: readonly {
    readonly status: string;
    readonly name: string;
    readonly body: readonly Member[];
  }[];
}

export interface Member {
  readonly name: string;
  readonly isRequired: boolean;
  readonly description: string | undefined;
  readonly value: Value;
}

export type Value =
  | {
      readonly kind: "scalar";
      readonly type: string;
      readonly format: string | undefined;
      readonly limits: Limits;
    }
  | { readonly kind: "enum"; readonly values: readonly string[] }
  | { readonly kind: "list"; readonly item: string }
  | { readonly kind: "object"; readonly members: readonly Member[] }
  | { readonly kind: "objects"; readonly members: readonly Member[] };

export type Limits = Readonly<Record<string, number>>;

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

const sentence = fc
  .array(fc.constantFrom(...words, "the", "of", "is", "all"), { minLength: 3, maxLength: 8 })
  .map((list) => `${list.join(" ")}.`);

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

const scalar: fc.Arbitrary<Value> = fc.oneof(
  fc
    .tuple(fc.constantFrom(undefined, "date-time", "uuid", "uri"), limits.string)
    .map(([format, found]): Value => {
      return { kind: "scalar", type: "string", format, limits: found };
    }),
  fc
    .tuple(fc.constantFrom(undefined, "int32", "int64"), limits.number)
    .map(([format, found]): Value => {
      return { kind: "scalar", type: "integer", format, limits: found };
    }),
  fc.constant<Value>({ kind: "scalar", type: "boolean", format: undefined, limits: {} }),
  fc
    .uniqueArray(fc.constantFrom("open", "closed", "held", "lost", "string", "object"), {
      minLength: 2,
      maxLength: 4,
    })
    .map((values): Value => ({ kind: "enum", values })),
  fc.constantFrom("string", "integer", "boolean").map((item): Value => ({ kind: "list", item })),
);

function members(
  names: fc.Arbitrary<string>,
  value: (depth: number) => fc.Arbitrary<Value>,
  depth: number,
  minLength: number,
) {
  const member = fc.record({
    name: names,
    isRequired: fc.boolean(),
    description: fc.option(sentence, { nil: undefined }),
    value: value(depth),
  });
  return fc.uniqueArray(member, { minLength, maxLength: 4, selector: ({ name }) => name });
}

function tree(names: fc.Arbitrary<string>) {
  const value = (depth: number): fc.Arbitrary<Value> =>
    depth === 0
      ? scalar
      : fc.oneof(
          { weight: 3, arbitrary: scalar },
          {
            weight: 2,
            arbitrary: fc
              .tuple(
                fc.constantFrom("object" as const, "objects" as const),
                members(names, value, depth - 1, 1),
              )
              .map(([kind, list]): Value => ({ kind, members: list })),
          },
        );
  return (minLength: number) => members(names, value, 3, minLength);
}

/** Operations whose names come from a few words, so that they occur inside and outside of objects. */
export const repeatedNames = fc.constantFrom(...words.slice(0, 5), ...confusing.slice(0, 3));

/** Names that hardly ever occur twice. */
export const freeNames = fc
  .tuple(fc.constantFrom(...words, ...confusing), fc.integer({ min: 0, max: 9999 }))
  .map(([word, number]) => `${word}_${number}`);

export function operations(names: fc.Arbitrary<string>): fc.Arbitrary<Operation> {
  const list = tree(names);
  const flat = members(names, () => scalar, 0, 0);
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
    body: fc.option(list(1), { nil: undefined }),
    answers: fc.uniqueArray(
      fc.record({
        status: fc.constantFrom("200", "201", "400", "404"),
        name: fc.constantFrom("Success", "Made", "Lost"),
        body: list(1),
      }),
      { minLength: 1, maxLength: 2, selector: ({ status }) => status },
    ),
  });
}
