import type { JsonSchema } from "../json-schema/index.js";
import { isFields } from "../openapi/index.js";
import type { Faker } from "./load-faker.js";
import { mergeSchemas } from "./merge-schemas.js";
import { sampleText } from "./sample-text.js";
import { seedOf } from "./seeds.js";

type Keywords = Readonly<Record<string, unknown>>;

/** Whether a value matches a schema. */
export type Matches = (schema: JsonSchema, value: unknown) => boolean;

/** How often other alternatives and other values are tried, at each place. */
const attempts = 12;

/** Below it, a value has only what it must have: schemas refer to themselves, and answers stay short. */
const fullDepth = 5;

/** Below it, nothing is made: the schema demands a value without end. */
const greatestDepth = 24;

/** Members of one value; above it, only what it must have. */
const fullSize = 1500;

/** How many items a list has that may be of any length. */
const usualItems = 2;

/**
 * Makes values of schemas. The same seed, schema and key give the same value, and what has the same
 * key and name in two schemas is the same where they say the same.
 */
export class Sampler {
  readonly #definitions: Readonly<Record<string, JsonSchema>>;
  readonly #matches: Matches;
  readonly #faker: Faker;
  readonly #seed: number;

  constructor(
    definitions: Readonly<Record<string, JsonSchema>>,
    matches: Matches,
    faker: Faker,
    seed: number,
  ) {
    this.#definitions = definitions;
    this.#matches = matches;
    this.#faker = faker;
    this.#seed = seed;
  }

  /**
   * A value that matches the schema; undefined if none is found.
   *
   * @param key what the value is of, such as the path of a list and the index of an item
   */
  sample(schema: JsonSchema, key: string): unknown {
    const isOfFirst = key.endsWith("/0");
    // What a schema says is mostly said well: then one look at the whole value is enough. Checking each
    // part of it takes as many times longer as the value is deep.
    for (const checksParts of [false, true]) {
      const at = { key, name: undefined, depth: 0, size: { members: 0 }, isOfFirst, checksParts };
      const value = this.#make(schema, at);
      if (value !== undefined && (checksParts || this.#matches(schema, value))) return value;
    }
    return undefined;
  }

  #make(schema: JsonSchema, at: At): unknown {
    if (at.depth > greatestDepth) return undefined;
    for (let attempt = 0; attempt < attempts; attempt++) {
      const seed = seedOf(this.#seed, at.key, attempt);
      // First what stands first: authors begin with the usual alternative.
      let unions = 0;
      const merged = mergeSchemas(schema, this.#definitions, (count) =>
        attempt === 0 ? 0 : (attempt + unions++ * 7) % count,
      );
      if (!merged) continue;
      this.#faker.seed(seed);
      const value = this.#ofMerged(merged, at, attempt);
      if (value === undefined) continue;
      if (!at.checksParts || this.#matches(schema, value)) return value;
    }
    return undefined;
  }

  #ofMerged(schema: Keywords, at: At, attempt: number): unknown {
    if (Object.hasOwn(schema, "const")) return schema["const"];
    const listed = schema["enum"];
    if (Array.isArray(listed)) {
      const values = at.depth > fullDepth ? listed : listed.filter((value) => value !== null);
      return pick(
        values.length > 0 ? values : listed,
        at.isOfFirst ? attempt : this.#faker.number.int(1e6),
      );
    }
    if (attempt === 0) {
      const examples = Array.isArray(schema["examples"]) ? schema["examples"] : [];
      // An example stands for one value; where a list has many, the others differ.
      const isUseful = at.isOfFirst || examples.length > 1 || isFields(examples[0]);
      if (examples.length > 0 && isUseful)
        return pick(examples, at.isOfFirst ? 0 : this.#faker.number.int(1e6));
    }
    switch (this.#typeOf(schema, attempt)) {
      case "object":
        return this.#object(schema, at, attempt);
      case "array":
        return this.#list(schema, at);
      case "string":
        if (/[/+]json$/i.test(textIn(schema, "contentMediaType") ?? ""))
          return this.#jsonText(schema, at);
        return sampleText(
          {
            name: at.name,
            format: textIn(schema, "format"),
            pattern: textIn(schema, "pattern"),
            minLength: numberIn(schema, "minLength"),
            maxLength: numberIn(schema, "maxLength"),
          },
          this.#faker,
        );
      case "integer":
        return this.#number(schema, true);
      case "number":
        return this.#number(schema, false);
      case "boolean":
        return this.#faker.datatype.boolean();
      case "null":
        return null;
      default:
        return undefined;
    }
  }

  #jsonText(schema: Keywords, at: At): unknown {
    const inner = (schema["contentSchema"] ?? { type: "object" }) as JsonSchema;
    const value = this.#make(inner, below(at, "json", undefined));
    return value === undefined ? undefined : JSON.stringify(value);
  }

  /** The first that is not null; without types, what the other keywords are about. */
  #typeOf(schema: Keywords, attempt: number): string | undefined {
    const types = [schema["type"] ?? []].flat() as string[];
    if (types.length > 0) {
      const real = types.filter((type) => type !== "null");
      return real.length === 0 ? "null" : pick(real, attempt);
    }
    if (schema["type"] !== undefined) return undefined;
    const about = keywordTypes.find(([keywords]) => keywords.some((each) => each in schema));
    return about?.[1] ?? "string";
  }

  #object(schema: Keywords, at: At, attempt: number): unknown {
    const properties = isFields(schema["properties"]) ? schema["properties"] : {};
    const required = new Set((schema["required"] as string[] | undefined) ?? []);
    // The second half of the attempts leaves out what may be left out, and may not fit.
    const isFull = at.depth < fullDepth && attempt < attempts / 2 && at.size.members < fullSize;
    const most = numberIn(schema, "maxProperties") ?? Number.POSITIVE_INFINITY;
    const made: [string, unknown][] = [];
    const names = [
      ...Object.keys(properties),
      ...[...required].filter((name) => !Object.hasOwn(properties, name)),
    ];
    for (const name of names) {
      const isRequired = required.has(name);
      if (!isRequired && (!isFull || made.length >= most)) continue;
      const value = this.#make(this.#memberOf(schema, properties, name), below(at, name, name));
      at.size.members += 1;
      if (value !== undefined) made.push([name, value]);
      else if (isRequired) return undefined;
    }
    this.#addFurther(schema, made, at, isFull ? 1 : 0);
    return Object.fromEntries(made);
  }

  #memberOf(schema: Keywords, properties: Keywords, name: string): JsonSchema {
    if (Object.hasOwn(properties, name)) return properties[name] as JsonSchema;
    const patterns = isFields(schema["patternProperties"]) ? schema["patternProperties"] : {};
    const [pattern] = Object.values(patterns);
    return ((pattern ?? schema["additionalProperties"]) as JsonSchema | undefined) ?? true;
  }

  /** Members of maps: those that have a schema, and no names. */
  #addFurther(schema: Keywords, made: [string, unknown][], at: At, usual: number): void {
    const rest = schema["additionalProperties"];
    const isMap = isFields(rest);
    const least = numberIn(schema, "minProperties") ?? 0;
    const wanted = Math.max(least, isMap && made.length === 0 ? usual : 0);
    for (let index = 0; made.length < wanted && index < wanted + 10; index++) {
      this.#faker.seed(seedOf(this.#seed, at.key, "name", index));
      const name = this.#nameFor(schema);
      if (made.some(([other]) => other === name)) continue;
      const value = this.#make(isMap ? (rest as JsonSchema) : true, below(at, name, undefined));
      if (value === undefined) return;
      made.push([name, value]);
    }
  }

  #nameFor(schema: Keywords): string {
    const names = schema["propertyNames"];
    const value = isFields(names)
      ? this.#ofMerged({ type: "string", ...names }, nowhere, 0)
      : undefined;
    return typeof value === "string" ? value : this.#faker.lorem.word();
  }

  #list(schema: Keywords, at: At): unknown {
    const prefix = Array.isArray(schema["prefixItems"])
      ? (schema["prefixItems"] as JsonSchema[])
      : [];
    const items = schema["items"] as JsonSchema | undefined;
    const contains = schema["contains"] as JsonSchema | undefined;
    const least = Math.max(numberIn(schema, "minItems") ?? 0, contains === undefined ? 0 : 1);
    const most = numberIn(schema, "maxItems") ?? Number.POSITIVE_INFINITY;
    const isFull = at.depth < fullDepth && at.size.members < fullSize;
    const count = Math.min(
      most,
      Math.max(least, prefix.length, isFull && items !== false ? usualItems : 0),
    );
    if (count > 10_000) return undefined;
    const list: unknown[] = [];
    for (let index = 0; index < count; index++) {
      const schemaOfItem = prefix[index] ?? items ?? contains ?? true;
      const item = this.#distinct(
        schemaOfItem,
        below(at, String(index), at.name),
        schema["uniqueItems"] === true ? list : [],
      );
      at.size.members += 1;
      if (item === undefined) return list.length >= least ? list : undefined;
      list.push(item);
    }
    return list;
  }

  /** An item that is none of the others. */
  #distinct(schema: JsonSchema, at: At, others: readonly unknown[]): unknown {
    const known = others.map((other) => JSON.stringify(other));
    for (let attempt = 0; attempt < attempts; attempt++) {
      const key = attempt === 0 ? at.key : `${at.key}~${attempt}`;
      const item = this.#make(schema, { ...at, key, isOfFirst: at.isOfFirst && attempt === 0 });
      if (item === undefined || !known.includes(JSON.stringify(item))) return item;
    }
    return undefined;
  }

  #number(schema: Keywords, isWhole: boolean): unknown {
    const step = numberIn(schema, "multipleOf") ?? (isWhole ? 1 : 0.01);
    const unit = isWhole && !Number.isInteger(step) ? 1 : step;
    const lowest = bound(schema, "minimum", "exclusiveMinimum", Math.max);
    const highest = bound(schema, "maximum", "exclusiveMaximum", Math.min);
    const min = lowest ?? Math.min(1, highest ?? 1);
    const max = highest ?? Math.max(min + unit * 100, isWhole ? 1000 : 100);
    const [first, last] = [Math.ceil(min / unit), Math.floor(max / unit)];
    if (last < first) return isWhole ? undefined : (min + max) / 2;
    const isOpenBelow = first * unit === schema["exclusiveMinimum"];
    const isOpenAbove = last * unit === schema["exclusiveMaximum"];
    const [from, to] = [first + Number(isOpenBelow), last - Number(isOpenAbove)];
    if (to < from) return isWhole ? undefined : (min + max) / 2;
    const limit = Number.MAX_SAFE_INTEGER;
    const count = this.#faker.number.int({ min: clamp(from, limit), max: clamp(to, limit) });
    // 3 * 0.01 is not 0.03.
    return unit < 1 ? Number((count * unit).toPrecision(12)) : count * unit;
  }
}

/** Where a value is made. */
interface At {
  readonly key: string;
  /** The property that has it. */
  readonly name: string | undefined;
  readonly depth: number;
  /** Of the whole value, so far. */
  readonly size: { members: number };
  /** Whether it is part of the first of many, which takes the examples. */
  readonly isOfFirst: boolean;
  /** Whether each part is checked, so that another one is made where it does not match. */
  readonly checksParts: boolean;
}

const nowhere: At = {
  ...{ key: "", name: undefined, depth: 0, size: { members: 0 } },
  ...{ isOfFirst: true, checksParts: false },
};

function below(at: At, step: string, name: string | undefined): At {
  return { ...at, key: `${at.key}.${step}`, name, depth: at.depth + 1 };
}

const keywordTypes: readonly (readonly [keywords: readonly string[], type: string])[] = [
  [
    ["properties", "required", "additionalProperties", "patternProperties", "minProperties"],
    "object",
  ],
  [["items", "prefixItems", "minItems", "maxItems", "uniqueItems", "contains"], "array"],
  [["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"], "number"],
];

function bound(
  schema: Keywords,
  inclusive: string,
  exclusive: string,
  tighter: (...values: number[]) => number,
): number | undefined {
  const values = [numberIn(schema, inclusive), numberIn(schema, exclusive)].filter(
    (value) => value !== undefined,
  );
  return values.length > 0 ? tighter(...values) : undefined;
}

function clamp(value: number, limit: number): number {
  return Math.max(-limit, Math.min(limit, value));
}

function numberIn(schema: Keywords, keyword: string): number | undefined {
  const value = schema[keyword];
  return typeof value === "number" && Number.isFinite(value) ? value : undefined;
}

function textIn(schema: Keywords, keyword: string): string | undefined {
  const value = schema[keyword];
  return typeof value === "string" ? value : undefined;
}

function pick<Item>(items: readonly Item[], index: number): Item | undefined {
  return items[index % items.length];
}
