import {
  entriesOf,
  fieldsOf,
  isFields,
  keywordOf,
  listOf,
  type Fields as Schema,
  schemaKeyOf,
} from "../openapi/index.js";
import { referencedKey, targetOf } from "./component-schemas.js";

/**
 * The property and the values that identify a schema, according to `discriminator` and `mapping`.
 */
export interface DiscriminatorValues {
  readonly property: string;
  readonly values: readonly string[];
}

/**
 * So many subtypes distinguish nothing, and in a chain of schemas each link would list them all.
 */
const maxSubtypes = 500;
/** A limit, because a chain would be walked from each of its links. */
const maxBases = 200;

/**
 * What discriminators say about schemas: which values identify the alternatives of a union, and
 * which values a schema has because it extends a schema with a discriminator, directly or not.
 */
export class Discriminators {
  readonly #schemas: Schema;
  /** The schemas that inherit a discriminator, by the schema itself. */
  readonly #inherited = new Map<unknown, DiscriminatorValues>();

  /** @param schemas the component schemas, by key */
  constructor(schemas: Schema) {
    this.#schemas = schemas;
    for (const [key, schema] of Object.entries(schemas)) {
      // An alias of a schema is not a subtype of it.
      const base = isAlias(schema) ? undefined : this.#baseOf(schema);
      if (!base) continue;
      const above = mappedTo(base, key).length > 0 ? [] : this.#mappedAbove(base, schema);
      const subtypes = this.#subtypesOf(key);
      if (subtypes.length > maxSubtypes) continue;
      const mappedKeys = [key, ...subtypes].filter((subtype) => this.#isMapped(base, subtype));
      const below = mappedKeys.flatMap((subtype) => valuesOf(base, subtype));
      const values = [...above, ...below];
      const property = propertyOf(base);
      const known = this.#possibleValuesOf(base, property);
      const possible = known ? values.filter((value) => known.includes(value)) : values;
      const own = {
        ...fieldsOf(schema),
        allOf: partsOf(schema).filter((part) => !referencedKey(part)),
      };
      if (possible.length === 0 || this.#possibleValuesOf(own, property)) continue;
      this.#inherited.set(schema, { property, values: [...new Set(possible)] });
    }
  }

  /** The values that a schema gets from a base; undefined if no base has a discriminator for it. */
  inheritedBy(schema: unknown): DiscriminatorValues | undefined {
    return this.#inherited.get(schema);
  }

  /**
   * The values that identify an alternative of a union; undefined if the alternative declares them
   * itself.
   */
  discriminatorOf(union: Schema, alternative: unknown): DiscriminatorValues | undefined {
    const property = propertyOf(union);
    const values = property === "" ? undefined : this.#valuesAt(union, alternative, property);
    return values && { property, values };
  }

  /** Keys of the schemas that extend a schema directly. */
  subtypesOf(key: string): readonly string[] {
    return this.#extensions()[key] ?? [];
  }

  /**
   * Keys of all schemas that extend a schema; empty if there are so many that they distinguish
   * nothing.
   */
  descendantsOf(key: string): readonly string[] {
    const all = this.#subtypesOf(key);
    return all.length > maxSubtypes ? [] : all;
  }

  /**
   * Whether a value of a schema may be one of its subtypes, told apart by a discriminator: its own,
   * or that of a schema that it extends. Where a schema lists alternatives, these are meant.
   */
  isDiscriminated(key: string): boolean {
    const schema = Object.hasOwn(this.#schemas, key) ? this.#schemas[key] : undefined;
    if (!isFields(schema) || isUnion(schema)) return false;
    return propertyOf(schema) !== "" || this.#baseOf(schema) !== undefined;
  }

  /**
   * What each value of a discriminator means: the key of a schema. Values without a mapping are the
   * names of the alternatives; one that declares a value of its own is identified by that.
   *
   * @param alternatives keys of the schemas that the discriminator distinguishes
   */
  meaningsOf(discriminator: Schema, alternatives: readonly string[]): Map<string, string> {
    const meanings = mappingOf(discriminator);
    const mappedKeys = new Set(meanings.values());
    const property = String(discriminator["propertyName"]);
    for (const key of alternatives) {
      if (mappedKeys.has(key)) continue;
      const known = this.#possibleValuesOf(this.#schemas[key], property);
      const [only] = known ?? [];
      const isOwn = known?.length === 1 && typeof only === "string";
      const value = isOwn ? only : key;
      if (known?.length !== 0 && !meanings.has(value)) meanings.set(value, key);
    }
    return meanings;
  }

  /**
   * The values that identify an alternative; undefined if it declares them itself, or is not an
   * alternative.
   */
  #valuesAt(union: Schema, alternative: unknown, property: string): readonly string[] | undefined {
    const key = referencedKey(alternative);
    const target = targetOf(alternative, this.#schemas);
    if (key === undefined || !isFields(target) || isUnion(target)) return undefined;
    const { type } = target;
    if (type !== undefined && type !== "object") return undefined;
    const values = valuesOf(union, key);
    const known = this.#inherited.get(target)?.values ?? this.#possibleValuesOf(target, property);
    if (!known) return values;
    const possible = values.filter((value) => known.includes(value));
    const isNarrow = possible.length === known.length && this.#requires(target, property);
    return possible.length === 0 || isNarrow ? undefined : possible;
  }

  /**
   * Whether a base identifies a schema by its discriminator. A base with alternatives identifies
   * only those: another schema that extends it is any of them, and more.
   */
  #isMapped(base: Schema, key: string): boolean {
    return !isUnion(base) || mappedTo(base, key).length > 0 || this.#alternativesOf(base).has(key);
  }

  readonly #alternatives = new Map<Schema, ReadonlySet<string>>();
  /** Keys of the alternatives of a schema, of their alternatives, and of their bases. */
  #alternativesOf(base: Schema): ReadonlySet<string> {
    const known = this.#alternatives.get(base);
    if (known) return known;
    const found = new Set<string>();
    const open = [...unionsOf(base)];
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      const key = referencedKey(next);
      const target = targetOf(next, this.#schemas);
      if (key === undefined || found.has(key)) continue;
      found.add(key);
      if (isFields(target) && target !== base) open.push(...unionsOf(target), ...partsOf(target));
    }
    this.#alternatives.set(base, found);
    return found;
  }

  /** The nearest base that has a discriminator. */
  #baseOf(schema: unknown): Schema | undefined {
    for (const { schema: base } of this.#basesOf(schema, referencedKey)) {
      if (base !== schema && propertyOf(base) !== "") return base;
    }
    return undefined;
  }

  /**
   * The values of the nearest schema between a base and its subtype that the base maps values to.
   */
  #mappedAbove(base: Schema, subtype: unknown): readonly string[] {
    for (const { key } of this.#basesOf(subtype)) {
      const values = key === undefined ? [] : mappedTo(base, key);
      if (values.length > 0) return values;
    }
    return [];
  }

  /** Keys of the schemas that extend a schema, directly or not, up to the limit. */
  #subtypesOf(key: string): readonly string[] {
    const subtypes = new Set<string>();
    const open = [key];
    for (
      let next = open.pop();
      next !== undefined && subtypes.size <= maxSubtypes;
      next = open.pop()
    ) {
      for (const subtype of this.#extensions()[next] ?? []) {
        if (subtype === key || subtypes.has(subtype)) continue;
        subtypes.add(subtype);
        open.push(subtype);
      }
    }
    return [...subtypes];
  }

  /** A schema and all of its bases, the nearest first, each with its key if it is a reference. */
  *#basesOf(
    schema: unknown,
    follows: (part: unknown) => unknown = () => true,
  ): Generator<{ schema: Schema; key: string | undefined }> {
    const seen = new Set<unknown>();
    const open: unknown[] = [schema];
    while (open.length > 0 && seen.size < maxBases) {
      const next = open.pop();
      const target = targetOf(next, this.#schemas);
      if (!isFields(target) || seen.has(target)) continue;
      seen.add(target);
      yield { schema: target, key: referencedKey(next) };
      open.push(...partsOf(target).filter(follows).reverse());
    }
  }

  #extended: Record<string, string[]> | undefined;
  #extensions(): Record<string, string[]> {
    if (this.#extended) return this.#extended;
    const extended: Record<string, string[]> = Object.create(null);
    for (const [key, schema] of Object.entries(this.#schemas)) {
      for (const part of partsOf(schema)) {
        const base = referencedKey(part);
        if (base === undefined) continue;
        extended[base] ??= [];
        extended[base].push(key);
      }
    }
    this.#extended = extended;
    return extended;
  }

  /**
   * The values that the schema allows for a property, if it lists them; `[]` if none of them is
   * text.
   */
  #possibleValuesOf(schema: unknown, property: string): readonly unknown[] | undefined {
    for (const { schema: target } of this.#basesOf(schema)) {
      const { properties } = target;
      const found = isFields(properties)
        ? targetOf(properties[property], this.#schemas)
        : undefined;
      if (!isFields(found)) continue;
      if (found["const"] !== undefined) return [found["const"]];
      if (Array.isArray(found["enum"])) return found["enum"];
      const types = [found["type"] ?? "string"].flat();
      if (!types.includes("string")) return [];
    }
    return undefined;
  }

  #requires(schema: unknown, property: string): boolean {
    for (const { schema: target } of this.#basesOf(schema)) {
      const { required } = target;
      if (Array.isArray(required) && required.includes(property)) return true;
      if (this.#inherited.has(target)) return true;
    }
    return false;
  }
}

/** The values that identify a schema: those that are mapped to it, otherwise its key. */
function valuesOf(union: Schema, key: string): readonly string[] {
  const values = mappedTo(union, key);
  return values.length > 0 ? values : [key];
}

/** The values that a union maps to a schema. */
function mappedTo({ discriminator }: Schema, key: string): readonly string[] {
  if (!isFields(discriminator)) return [];
  let values = mapped.get(discriminator);
  if (!values) {
    values = new Map();
    for (const [value, to] of mappingOf(discriminator))
      values.set(to, [...(values.get(to) ?? []), value]);
    mapped.set(discriminator, values);
  }
  return values.get(key) ?? [];
}

/** The values that discriminators map to each schema; a union may have thousands of both. */
const mapped = new WeakMap<object, Map<string, readonly string[]>>();

/**
 * The keys of the schemas that the values of a discriminator mean: each mapping is a name or a
 * reference.
 */
export function mappingOf(discriminator: Schema): Map<string, string> {
  const entries = entriesOf(discriminator["mapping"]);
  return new Map(entries.map(([value, to]) => [value, schemaKeyOf(to) ?? String(to)]));
}

/** The property of a schema's discriminator; empty if it has none. */
function propertyOf(schema: Schema): string {
  const discriminator = schema["discriminator"];
  const name = isFields(discriminator) ? discriminator["propertyName"] : undefined;
  return typeof name === "string" ? name : "";
}

/** Whether a schema is a reference without siblings that show in a type. */
function isAlias(schema: unknown): boolean {
  if (referencedKey(schema) === undefined) return false;
  const others = Object.keys(fieldsOf(schema)).filter((keyword) => keyword !== "$ref");
  return others.every((keyword) => keywordOf(keyword)?.means !== "type");
}

function isUnion(schema: Schema): boolean {
  return Array.isArray(schema["oneOf"]) || Array.isArray(schema["anyOf"]);
}

function unionsOf(schema: Schema): unknown[] {
  return [...listOf(schema["oneOf"]), ...listOf(schema["anyOf"])];
}

function partsOf(schema: unknown): unknown[] {
  return isFields(schema) && Array.isArray(schema["allOf"]) ? schema["allOf"] : [];
}
