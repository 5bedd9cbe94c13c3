import {
  type Alternatives,
  type Around,
  type Contract,
  componentAt,
  type Direction,
  type DiscriminatorValues,
  declaredIn,
  isVisible,
  nothingAround,
  type OwnSchema,
  type Part,
  type Parts,
} from "../contract/index.js";
import {
  type At,
  fieldsOf,
  holdsInexact,
  type Int64Type,
  isExact,
  isFields,
  keywords,
  textOf,
  top,
  types as typesOfJson,
} from "../openapi/index.js";
import { asInMemory } from "./int64.js";
import { toPattern } from "./pattern.js";
import { schemaOfValues } from "./values.js";

/** A schema of JSON Schema 2020-12. */
export type JsonSchema = boolean | Keywords;
type Keywords = Readonly<Record<string, unknown>>;

/** A schema, and the keys of the component schemas that it refers to. */
export interface WrittenSchema {
  readonly schema: JsonSchema;
  readonly uses: ReadonlySet<string>;
}

/**
 * Writes the schemas of a contract as JSON Schema 2020-12, for one direction. The composition is
 * kept: references stay references, and members of `allOf` stay a list, because
 * `additionalProperties` and `unevaluatedProperties` depend on the keywords next to them.
 */
export class JsonSchemas {
  readonly #contract: Contract;
  readonly #types: ReadonlyMap<string, string>;
  readonly #direction: Direction;
  readonly #int64: Int64Type;
  readonly #namesSubtypes: boolean;
  #uses = new Set<string>();
  readonly #places = new WeakMap<object, At>();
  /** Inline schemas that are being written: one that contains itself would never end. */
  readonly #open = new Set<unknown>();

  /**
   * @param types the names of component schemas, by key
   * @param int64 the type of 64-bit integers
   * @param namesSubtypes whether a schema that its discriminator makes one of several names the members
   *   of the others, without a demand: for checks that ask which members a schema has a word for
   */
  constructor(
    contract: Contract,
    types: ReadonlyMap<string, string>,
    direction: Direction,
    int64: Int64Type,
    namesSubtypes = false,
  ) {
    this.#namesSubtypes = namesSubtypes;
    this.#int64 = int64;
    this.#contract = contract;
    this.#types = types;
    this.#direction = direction;
  }

  /** A schema where it is used, in a body or a response. */
  use(schema: unknown): WrittenSchema {
    const part = this.#contract.schemas.follow(schema, top);
    return this.#collect(() => this.#write(part, nothingAround));
  }

  /** The same for a schema that was read already. */
  useParts(parts: Parts): WrittenSchema {
    return this.#collect(() => this.#writeAll(parts));
  }

  /**
   * Where the document has what a schema says; undefined for a schema that only joins others, and for
   * one that was not written here.
   */
  placeOf(schema: object): At | undefined {
    return this.#places.get(schema);
  }

  /** The definition of a component schema. */
  define(key: string): WrittenSchema {
    const [part] = this.#contract.components.get(key) ?? [];
    if (!part) return { schema: true, uses: new Set() };
    const isAlias = componentAt(part.at) !== key;
    return this.#collect(() =>
      isAlias || typeof part.raw === "boolean"
        ? this.#write(part, nothingAround, isAlias)
        : this.#writeStep(part, nothingAround),
    );
  }

  #collect(write: () => JsonSchema): WrittenSchema {
    this.#uses = new Set();
    const schema = write();
    return { schema, uses: this.#uses };
  }

  #write({ raw, at }: Part, around: Around, byName = true): JsonSchema {
    const key = componentAt(at);
    const name = key === undefined || !byName ? undefined : this.#types.get(key);
    if (key !== undefined && name !== undefined) {
      this.#uses.add(key);
      return { $ref: `#/$defs/${name}` };
    }
    if (typeof raw === "boolean") return raw;
    if (this.#open.has(raw)) return true;
    this.#open.add(raw);
    const schema = this.#writeStep({ raw, at }, around);
    this.#open.delete(raw);
    return schema;
  }

  #writeAll(parts: Parts): JsonSchema {
    const [first] = parts;
    if (first && parts.length === 1) return this.#write(first, nothingAround);
    return join(parts.map((part) => this.#write(part, nothingAround)));
  }

  #writeStep(part: Part, around: Around): JsonSchema {
    const { shapes, survey } = this.#contract;
    const { own: written, made, unions } = shapes.stepOf(part);
    const own = asInMemory(written, this.#int64);
    if (own.never) return false;
    const shape = shapes.of(part);
    const inner = survey.hasVisibility ? declaredIn(shape, around, this.#contract) : nothingAround;
    // A type that no alternative has is a mistake.
    const types = shape.types && own.types;
    const tag = this.#tagOf(part, own, inner);
    const isNullable = own.nullable === true;
    // If null is one more value of these keywords, it is listed; otherwise it is an alternative to
    // the whole schema.
    const isWhole =
      made.length > 0 || unions.length > 0 || own.single.has("not") || own.single.has("if");
    const listsNull = isNullable && !isWhole;
    const isEmpty = types?.length === 0 && !listsNull;
    const schema = join([
      isEmpty ? false : this.#writeOwn(part, { ...own, types }, tag, inner, listsNull),
      ...(own.values ? [schemaOfValues(own.values, own.isConst, listsNull)] : []),
      ...made.map((each) => this.#write(each, inner)),
      ...unions.map((union) => this.#writeUnion(union, inner)),
    ]);
    const whole = withText(annotationsOf(own), isNullable && isWhole ? orNull(schema) : schema);
    if (typeof whole === "object") this.#places.set(whole, part.at);
    return whole;
  }

  #writeOwn(
    part: Part,
    own: OwnSchema,
    tag: DiscriminatorValues | undefined,
    inner: Around,
    listsNull: boolean,
  ): JsonSchema {
    return {
      ...typeOf(own, listsNull),
      ...limitsOf(own),
      ...boundsOf(part, own),
      ...this.#writeItems(own),
      ...this.#writeMembers(part, own, tag, inner),
      ...this.#writeConditions(own, inner),
    };
  }

  #writeItems({ prefixItems, single }: OwnSchema): Keywords {
    return {
      ...(prefixItems.length > 0 && {
        prefixItems: prefixItems.map((parts) => this.#writeAll(parts)),
      }),
      ...this.#writeSingle(single, ["items", "contains", "unevaluatedItems", "contentSchema"]),
    };
  }

  #writeMembers(
    part: Part,
    own: OwnSchema,
    tag: DiscriminatorValues | undefined,
    inner: Around,
  ): Keywords {
    const { additional, isExtensible, dependentRequired, single } = own;
    const shown = [...own.properties].filter(([, parts]) => this.#isVisible(parts));
    const known = (name: string) => this.#isVisible(own.properties.get(name) ?? inner(name) ?? []);
    const required = new Set([...own.required].filter(known));
    const members = new Map(shown.map(([name, parts]) => [name, this.#writeAll(parts)]));
    if (tag) {
      const { property, values } = tag;
      members.set(property, join([members.get(property) ?? true, oneOfTexts(values)]));
      required.add(property);
    }
    const patterns = [...own.patternProperties].map(
      ([pattern, parts]) => [toPattern(pattern), parts] as const,
    );
    // A property that only an unreadable pattern allows would count as an additional property.
    const isReadable = patterns.every(([pattern]) => pattern !== undefined);
    const further = additional === undefined ? isExtensible || undefined : additional;
    return {
      ...mapOf("properties", members),
      ...mapOf(
        "patternProperties",
        patterns.flatMap(([pattern, parts]) =>
          pattern === undefined ? [] : [[pattern, this.#writeAll(parts)] as const],
        ),
      ),
      ...(further !== undefined &&
        isReadable && {
          additionalProperties: typeof further === "boolean" ? further : this.#writeAll(further),
        }),
      ...this.#writeSingle(single, ["propertyNames", "unevaluatedProperties"]),
      ...(required.size > 0 && { required: [...required] }),
      ...mapOf("dependentRequired", [
        ...this.#membersOfSubtypes(part).map((name) => [name, []] as const),
        ...[...dependentRequired].map(([name, names]) => [name, names.filter(known)] as const),
      ]),
    };
  }

  #membersOfSubtypes({ raw, at }: Part): readonly string[] {
    const { components, discriminators, schemas } = this.#contract;
    const key = this.#namesSubtypes ? componentAt(at) : undefined;
    if (key === undefined || !discriminators.isDiscriminated(key)) return [];
    const tag = isFields(raw) ? textOf(fieldsOf(raw["discriminator"])["propertyName"]) : undefined;
    const members = discriminators
      .descendantsOf(key)
      .flatMap((subtype) => [...schemas.read(components.get(subtype) ?? []).properties.keys()]);
    return tag === undefined ? members : [tag, ...members];
  }

  #writeConditions({ dependentSchemas, single }: OwnSchema, inner: Around): Keywords {
    const conditional = (parts: Parts) => join(parts.map((part) => this.#write(part, inner)));
    return {
      ...mapOf(
        "dependentSchemas",
        [...dependentSchemas].map(([name, parts]) => [name, conditional(parts)]),
      ),
      // Negated and conditional schemas are written unchanged: dropping a part would reverse their
      // effect.
      ...this.#writeSingle(single, ["not", "if"]),
      ...this.#writeSingle(single, ["then", "else"], conditional),
    };
  }

  #writeSingle(
    single: OwnSchema["single"],
    names: readonly string[],
    write: (parts: Parts) => JsonSchema = (parts) => this.#writeAll(parts),
  ): Keywords {
    const written = names.flatMap((keyword) => {
      const parts = single.get(keyword);
      return parts ? [[keyword, write(parts)] as const] : [];
    });
    return Object.fromEntries(written);
  }

  // Tags.

  /** The property that distinguishes a schema from others with the same base. */
  #tagOf({ raw }: Part, own: OwnSchema, inner: Around): DiscriminatorValues | undefined {
    const tag = this.#contract.discriminators.inheritedBy(raw);
    const declared = tag && (own.properties.get(tag.property) ?? inner(tag.property));
    return this.#isVisible(declared ?? []) ? tag : undefined;
  }

  #writeUnion({ of, kind, list }: Alternatives, inner: Around): JsonSchema {
    const { discriminators, shapes } = this.#contract;
    const alternatives = list.map(({ part, written }) => {
      const schema = this.#write(part, inner);
      const tag = isFields(of.raw) ? discriminators.discriminatorOf(of.raw, written) : undefined;
      const declared = tag && declaredIn(shapes.of(part), inner, this.#contract)(tag.property);
      if (!tag || !this.#isVisible(declared ?? [])) return schema;
      return join([tagged(tag), schema]);
    });
    const [only] = alternatives;
    return only !== undefined && alternatives.length === 1 ? only : { [kind]: alternatives };
  }

  #isVisible(parts: Parts): boolean {
    return isVisible(parts, this.#direction, this.#contract);
  }
}

function tagged({ property, values }: DiscriminatorValues): Keywords {
  return { ...mapOf("properties", [[property, oneOfTexts(values)]]), required: [property] };
}

function oneOfTexts(values: readonly string[]): Keywords {
  return values.length === 1 ? { const: values[0] } : { enum: values };
}

/** A keyword with a map, if the map is not empty. */
function mapOf(keyword: string, entries: Iterable<readonly [string, unknown]>): Keywords {
  const map = Object.fromEntries(entries);
  return Object.keys(map).length > 0 ? { [keyword]: map } : {};
}

/**
 * Combines schemas into one. A schema whose keywords do not depend on others is merged into the
 * first; the rest is listed in `allOf`.
 */
function join([first, ...others]: readonly JsonSchema[]): JsonSchema {
  if (first === false || others.includes(false)) return false;
  const beside: Record<string, unknown> = { ...(first as object) };
  const listed: Keywords[] = [];
  for (const schema of others) {
    if (typeof schema === "boolean") continue;
    const isFree = Object.keys(schema).every(
      (name) => alone.has(name) && !Object.hasOwn(beside, name),
    );
    if (isFree) Object.assign(beside, schema);
    else listed.push(schema);
  }
  if (listed.length > 0) beside["allOf"] = listed;
  return Object.keys(beside).length > 0 ? beside : true;
}

const alone = new Set(["$ref", "oneOf", "anyOf", "enum", "const"]);

function orNull(schema: JsonSchema): JsonSchema {
  if (typeof schema === "boolean") return schema || nothing;
  const alternatives = Object.keys(schema).join() === "anyOf" ? schema["anyOf"] : [schema];
  return { anyOf: [...(alternatives as JsonSchema[]), nothing] };
}

const nothing: Keywords = { type: "null" };

function withText(text: Keywords, schema: JsonSchema): JsonSchema {
  if (schema === false || Object.keys(text).length === 0) return schema;
  return { ...text, ...(schema as object) };
}

/** The keyword `type`; left out if one is not a JSON type, because its meaning is unknown. */
function typeOf({ types }: OwnSchema, listsNull: boolean): Keywords {
  if (!types?.every((type) => (typesOfJson as readonly string[]).includes(type))) return {};
  const all = listsNull ? [...types, "null"] : types;
  return { type: all.length === 1 ? all[0] : all };
}

/** Keywords for strings and lists that have a single value. */
function limitsOf({ format, plain }: OwnSchema): Keywords {
  const { pattern, multipleOf, uniqueItems } = plain;
  const readable = typeof pattern === "string" ? toPattern(pattern) : undefined;
  const isStep = typeof multipleOf === "number" && multipleOf > 0 && isExact(multipleOf);
  return {
    ...(format !== undefined && { format }),
    ...(readable !== undefined && { pattern: readable }),
    ...(isStep && { multipleOf }),
    ...(uniqueItems === true && { uniqueItems }),
  };
}

function boundsOf({ raw }: Part, { bounds, single }: OwnSchema): Keywords {
  const usable = Object.entries(bounds).filter(([name, value]) =>
    keywords[name]?.data === "count" ? Number.isInteger(value) && value >= 0 : isExact(value),
  );
  // Unlike other counts, this one matters if it is 0: without it, at least one item must match.
  const isOptional = single.has("contains") && isFields(raw) && raw["minContains"] === 0;
  return { ...Object.fromEntries(usable), ...(isOptional && { minContains: 0 }) };
}

/** Keywords that do not restrict values. */
function annotationsOf({ plain }: OwnSchema): Keywords {
  const { default: assumed, examples, example } = plain;
  const shown = Array.isArray(examples) ? examples : example === undefined ? [] : [example];
  const exact = shown.filter((each) => !holdsInexact(each));
  const texts = (["title", "description", "contentEncoding", "contentMediaType"] as const).flatMap(
    (name) => (typeof plain[name] === "string" ? [[name, plain[name]] as const] : []),
  );
  const flags = (["deprecated", "readOnly", "writeOnly"] as const).flatMap((name) =>
    plain[name] === true ? [[name, true] as const] : [],
  );
  return {
    ...Object.fromEntries([...texts, ...flags]),
    ...(assumed !== undefined && !holdsInexact(assumed) && { default: assumed }),
    ...(exact.length > 0 && { examples: exact }),
  };
}
