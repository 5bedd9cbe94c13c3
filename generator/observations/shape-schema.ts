import type { Fields } from "../openapi/index.js";
import type { Shape } from "./shape.js";

/**
 * Answers in which a member must have been before its absence means something: below this, a member
 * that was always there may just not have been left out yet.
 */
const minForRequired = 5;

/** Objects that share no names are maps: from so many names on, none of them in a third of all. */
const minForMap = 12;

export interface SchemaOptions {
  /**
   * The statement beside a member that was not always there: in how many objects it was, and of how
   * many; default: none.
   */
  readonly statement?: (seen: number, of: number) => Fields;
  /**
   * Whether members that were always there are required. Not of requests: that a server took a
   * member shows nothing about doing without it.
   */
  readonly hasRequired: boolean;
}

/** The JSON Schema that all values of a shape match, and that says nothing they do not show. */
export function schemaOf(shape: Shape, options: SchemaOptions): Fields {
  const parts: Fields[] = [];
  const types: string[] = [];
  const add = (type: string, keywords: Fields = {}) => {
    types.push(type);
    parts.push(keywords);
  };
  if (shape.texts) add("string", formatIn(shape.texts));
  if (shape.numbers) add("number");
  else if (shape.integers) add("integer");
  if (shape.booleans) add("boolean");
  if (shape.lists) {
    const { items } = shape.lists;
    add("array", { items: items ? schemaOf(items, options) : {} });
  }
  if (shape.objects) add("object", objectKeywords(shape.objects, options));
  const known = Object.keys(kinds).reduce((sum, kind) => sum + countOf(shape, kind), 0);
  // Null alone does not tell what would be there otherwise, and neither does a placeholder.
  if (types.length === 0 || known < shape.count) return {};
  if (shape.nulls) types.push("null");
  const [only, ...more] = types;
  return Object.assign({ type: more.length > 0 ? types : only }, ...parts);
}

const kinds = {
  nulls: (shape: Shape) => shape.nulls,
  booleans: (shape: Shape) => shape.booleans,
  integers: (shape: Shape) => shape.integers,
  numbers: (shape: Shape) => shape.numbers,
  texts: (shape: Shape) => shape.texts?.count,
  lists: (shape: Shape) => shape.lists?.count,
  objects: (shape: Shape) => shape.objects?.count,
} as const;

function countOf(shape: Shape, kind: string): number {
  return kinds[kind as keyof typeof kinds](shape) ?? 0;
}

/** A format holds if every text had it. */
function formatIn({ count, formats }: NonNullable<Shape["texts"]>): Fields {
  const format = Object.entries(formats).find(([, of]) => of === count)?.[0];
  return format === undefined ? {} : { format };
}

function objectKeywords(
  { count, properties, entries }: NonNullable<Shape["objects"]>,
  options: SchemaOptions,
): Fields {
  const names = Object.keys(properties).sort();
  if (isMap(count, properties)) return {};
  const always =
    options.hasRequired && count >= minForRequired
      ? names.filter((name) => properties[name]?.count === count)
      : [];
  return {
    ...(names.length > 0 && {
      properties: Object.fromEntries(
        names.map((name) => [name, memberSchema(properties[name], count, options)]),
      ),
    }),
    ...(always.length > 0 && { required: always }),
    ...(entries && { additionalProperties: entriesSchema(entries, names, options) }),
  };
}

function memberSchema(shape: Shape | undefined, of: number, options: SchemaOptions): Fields {
  const seen = shape?.count ?? 0;
  const schema = shape ? schemaOf(shape, options) : {};
  return seen < of && options.statement ? { ...schema, ...options.statement(seen, of) } : schema;
}

/** Names that came as values do apply to all further members, and those may have other shapes. */
function entriesSchema(entries: Shape, names: readonly string[], options: SchemaOptions): unknown {
  return names.length > 0 ? {} : schemaOf(entries, options);
}

/** Whether the names of an object change from one to the next, as those of a map do. */
function isMap(count: number, properties: Readonly<Record<string, Shape>>): boolean {
  const counts = Object.values(properties).map(({ count }) => count);
  return count >= 3 && counts.length >= minForMap && counts.every((each) => each * 3 <= count);
}
