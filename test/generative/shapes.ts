import { fc } from "../support/random.js";

/** A schema, and the values that it allows. */
export interface Shape {
  readonly schema: Schema;
  readonly value: fc.Arbitrary<unknown>;
}

export type Schema = Readonly<Record<string, unknown>> | boolean;
export type Version = "3.0.3" | "3.1.0" | "3.2.0";

/** What breaks generators: words of the language, what every object has, quotes, comments, no letters. */
export const hostileNames = [
  ...["id", "name", "a b", "x-y", "snake_case", "camelCase", "UPPER", "class", "default", "then"],
  ...["constructor", "__proto__", "toString", "hasOwnProperty", "valueOf", "prototype", "length"],
  ...[
    'quo"te',
    "apo'strophe",
    "back`tick",
    "\u0024{dollar}",
    "*/ end",
    "// line",
    "back\\slash",
    "a.b",
  ],
  ...["1st", "🦊", "ü", "日本", "$ref-like", "[]", "a[b]", "Record", "Promise", "string", "\u2028"],
];

/** Text for values: what separates, quotes and encodes, in every alphabet. */
export const texts: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(
    "a",
    "b c",
    "1",
    "true",
    "null",
    "ü",
    "日本",
    "🦊",
    "a/b",
    "a?b",
    "a#b",
    "50%",
    "%41",
  ),
  fc.constantFrom("a&b=c", "a+b", '"q"', "a,b", "a;b", "a|b", "(x)", "~!*'", "{x}", "<x>", "a\\b"),
  fc.string({ unit: "grapheme", minLength: 1, maxLength: 8 }),
);

export const singles: fc.Arbitrary<Shape> = fc.oneof(
  { weight: 3, arbitrary: fc.constant<Shape>({ schema: { type: "string" }, value: texts }) },
  fc.constant<Shape>({ schema: { type: "integer" }, value: fc.integer() }),
  fc.constant<Shape>({
    schema: { type: "number" },
    value: fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0),
  }),
  fc.constant<Shape>({ schema: { type: "boolean" }, value: fc.boolean() }),
  fc.constant<Shape>({
    schema: { type: "string", format: "date-time" },
    value: fc
      .date({ noInvalidDate: true, min: new Date(0), max: new Date(4e12) })
      .map((date) => date.toISOString()),
  }),
  fc.uniqueArray(fc.constantFrom(...hostileNames), { minLength: 1, maxLength: 4 }).map(
    (values): Shape => ({
      schema: { type: "string", enum: values },
      value: fc.constantFrom(...values),
    }),
  ),
);

/** A schema's name among the components, and what stands there. */
export interface Component {
  readonly key: string;
  readonly shape: Shape;
}

/** Any JSON, up to a depth; components can be referred to. */
export function shapes(
  version: Version,
  components: readonly Component[],
  depth = 2,
): fc.Arbitrary<Shape> {
  if (depth === 0) return singles;
  const inner = shapes(version, components, depth - 1);
  return fc.oneof(
    { weight: 3, arbitrary: singles },
    { weight: 3, arbitrary: objects(inner) },
    inner.map(
      (item): Shape => ({
        schema: { type: "array", items: item.schema },
        value: fc.array(item.value, { maxLength: 3 }),
      }),
    ),
    inner.map(
      (member): Shape => ({
        schema: { type: "object", additionalProperties: member.schema },
        value: fc.dictionary(fc.constantFrom("a", "b c", "1", "ü"), member.value, { maxKeys: 3 }),
      }),
    ),
    inner.chain((shape) => nullable(version, shape)),
    fc.tuple(objects(inner, "l_"), objects(inner, "r_")).map(
      ([left, right]): Shape => ({
        schema: { allOf: [left.schema, right.schema] },
        value: fc
          .tuple(left.value, right.value)
          .map(([a, b]) => ({ ...(a as object), ...(b as object) })),
      }),
    ),
    fc.tuple(inner, inner).map(
      ([left, right]): Shape => ({
        schema: { anyOf: [left.schema, right.schema] },
        value: fc.oneof(left.value, right.value),
      }),
    ),
    fc.constantFrom(...components, undefined).map(
      (component): Shape =>
        component
          ? {
              schema: { $ref: `#/components/schemas/${pointerOf(component.key)}` },
              value: component.shape.value,
            }
          : { schema: {}, value: fc.jsonValue({ maxDepth: 2 }) },
    ),
  );
}

/** An object with some properties required. */
export function objects(inner: fc.Arbitrary<Shape>, prefix = ""): fc.Arbitrary<Shape> {
  const property = fc
    .record({
      name: fc.constantFrom(...hostileNames).map((name) => prefix + name),
      shape: inner,
      required: fc.boolean(),
    })
    // To the compiler no object is without `constructor`, so that an optional one cannot be left out.
    .map((each) => (each.name in {} ? { ...each, required: true } : each));
  return fc
    .uniqueArray(property, { selector: ({ name }) => name, minLength: 1, maxLength: 4 })
    .map((properties): Shape => {
      const required = properties.filter((each) => each.required).map(({ name }) => name);
      return {
        schema: {
          type: "object",
          ...(required.length > 0 && { required }),
          properties: Object.fromEntries(properties.map(({ name, shape }) => [name, shape.schema])),
        },
        value: fc
          .tuple(
            ...properties.map(({ shape, required }) =>
              required
                ? shape.value.map(only)
                : fc.option(shape.value.map(only), { nil: undefined }),
            ),
          )
          .map((values) =>
            Object.fromEntries(
              values.flatMap((value, index) =>
                value ? [[properties[index]?.name, value.it]] : [],
              ),
            ),
          ),
      };
    });
}

/** Wrapped, to tell a value that is null from one that is left out. */
const only = (it: unknown) => ({ it });

/** The three ways in which versions spell it. */
function nullable(version: Version, { schema, value }: Shape): fc.Arbitrary<Shape> {
  const or = fc.option(value, { nil: null });
  if (typeof schema === "boolean") return fc.constant({ schema, value });
  const { type } = schema;
  if (version === "3.0.3") {
    // A reference takes nothing beside it there, and an enum has to list null too.
    const isPlain = typeof type === "string" && !("enum" in schema);
    return fc.constant({
      schema: isPlain ? { ...schema, nullable: true } : { nullable: true, anyOf: [schema] },
      value: isPlain ? or : value,
    });
  }
  const spellings: Schema[] = [{ oneOf: [schema, { type: "null" }] }];
  if (typeof type === "string" && !("enum" in schema))
    spellings.push({ ...schema, type: [type, "null"] });
  return fc.constantFrom(...spellings).map((spelled) => ({ schema: spelled, value: or }));
}

/** Components, one of them a tree that holds itself. */
export function componentsOf(version: Version): fc.Arbitrary<readonly Component[]> {
  const keys = fc.uniqueArray(fc.constantFrom(...hostileNames, "Thing", "ListParams"), {
    minLength: 1,
    maxLength: 4,
  });
  return keys.chain(([tree = "", ...others]) =>
    fc
      .tuple(...others.map(() => shapes(version, [], 1)))
      .map((inner) => [
        { key: tree, shape: treeOf(tree) },
        ...inner.map((shape, index) => ({ key: others[index] as string, shape })),
      ]),
  );
}

function treeOf(key: string): Shape {
  const ref = { $ref: `#/components/schemas/${pointerOf(key)}` };
  const leaf = fc.record({ value: texts });
  const node = fc.record({ value: texts, children: fc.array(leaf, { maxLength: 2 }) });
  return {
    schema: {
      type: "object",
      required: ["value"],
      properties: { value: { type: "string" }, children: { type: "array", items: ref } },
    },
    value: fc.record({ value: texts, children: fc.array(node, { maxLength: 2 }) }),
  };
}

function pointerOf(key: string): string {
  return encodeURIComponent(key.replaceAll("~", "~0").replaceAll("/", "~1"));
}
