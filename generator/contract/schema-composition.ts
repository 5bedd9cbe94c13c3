import { below, isFields, listOf } from "../openapi/index.js";
import { componentAt } from "./component-at.js";
import { type Direction, isHidden } from "./directional-schemas.js";
import { composedOf, isNull, isPlain, Merged, type OwnSchema } from "./flatten-schema.js";
import { typeOfValue } from "./json-types.js";
import type { Part, Parts } from "./normalized-schema.js";
import type { ReferenceCycles } from "./reference-cycles.js";
import type { Schemas } from "./schema-normalizer.js";

/**
 * A schema as it is put together: what it says itself, the named schemas that it extends, and what
 * it can be. What `allOf` brings in without a name is part of what it says itself.
 *
 * @example
 * // { allOf: [{ $ref: "#/components/schemas/Pet" }, { type: "object", properties: { barks: … } }] }
 * // is { own: { properties: { barks } }, bases: [Pet], unions: [] }
 */
export interface Shape {
  /** Merged from everything without a name; unions are apart. */
  readonly own: OwnSchema;
  /**
   * The types that are written, also where bases or alternatives say as much and `own` has none;
   * undefined if no alternative has them, so that they are a slip.
   */
  readonly types: readonly string[] | undefined;
  /** What `own` was merged from, outermost first. */
  readonly leaves: Parts;
  /** Component schemas that a value has to fit as well. */
  readonly bases: Parts;
  /** Of each, a value has to fit an alternative. */
  readonly unions: readonly Alternatives[];
}

/** `oneOf` or `anyOf`, without the alternative that only says `null`. */
export interface Alternatives {
  /** The schema whose alternatives they are; a discriminator stands there. */
  readonly of: Part;
  readonly kind: "oneOf" | "anyOf";
  readonly list: readonly Alternative[];
}

/** A schema one step deep: nothing that it refers to, extends or chooses from is merged into it. */
export interface Step {
  /** What stands in it. */
  readonly own: OwnSchema;
  /** What a value has to fit as well: what it refers to, and what its `allOf` lists. */
  readonly made: Parts;
  readonly unions: readonly Alternatives[];
}

export interface Alternative {
  readonly part: Part;
  /** As the list has it: a reference, or the schema itself. */
  readonly written: unknown;
}

/** Reads how schemas are put together, each once. */
export class Shapes {
  readonly #schemas: Schemas;
  readonly #cycles: () => ReferenceCycles;
  /** As they are written, and without what another keyword rules out. */
  readonly #written = new Map<unknown, Shape>();
  readonly #known = new Map<unknown, Shape>();

  /** @param circles what is known of schemas that are made of themselves */
  constructor(schemas: Schemas, circles: () => ReferenceCycles) {
    this.#schemas = schemas;
    this.#cycles = circles;
  }

  of(part: Part): Shape {
    const known = this.#known.get(part.raw);
    if (known) return known;
    const shape = this.#fit(this.#asWritten(part));
    // What has no name is met once, so that keeping it would only take room.
    if (componentAt(part.at) !== undefined) this.#known.set(part.raw, shape);
    return shape;
  }

  #asWritten(part: Part): Shape {
    const known = this.#written.get(part.raw);
    if (known) return known;
    const shape = this.#read(part);
    if (componentAt(part.at) !== undefined) this.#written.set(part.raw, shape);
    return shape;
  }

  /** Whether what a schema holds is no part of what goes in a direction. */
  isHidden(part: Part, direction: Direction): boolean {
    const { raw } = part;
    if (!isFields(raw)) return false;
    // Nearly every property is only what stands there.
    if (isPlain(part)) return isHidden(raw, direction);
    const { readOnly, writeOnly } = this.of(part).own.plain;
    return isHidden({ readOnly, writeOnly }, direction);
  }

  /** A schema as it stands there, without what would make it a part of itself. */
  stepOf(part: Part): Step {
    const schemas = this.#schemas;
    const opened = this.#opened(part);
    const merged = new Merged(schemas, "apart");
    merged.add(opened);
    const made = composedOf(opened, schemas).map(({ raw, at }) => schemas.follow(raw, at));
    return { own: merged.schema(), made, unions: this.#unionsOf(opened) };
  }

  /** Whether a schema has no type: it says nothing, or only what is required or how large it is. */
  isTypeless(part: Part): boolean {
    const { own, bases, unions } = this.#asWritten(part);
    return bases.length === 0 && unions.length === 0 && saysNothing(own);
  }

  /** Whether a schema lets null in: it says so, or says nothing of it and extends what does. */
  isNullable({ own, bases }: Shape, seen: ReadonlySet<unknown> = new Set()): boolean {
    if (own.nullable !== undefined || own.types !== undefined) return own.nullable === true;
    if (bases.length === 0 || seen.size > mostBases) return false;
    return bases.every((base) => {
      if (seen.has(base.raw)) return false;
      return this.isNullable(this.of(base), new Set([...seen, base.raw]));
    });
  }

  #read(part: Part): Shape {
    const schemas = this.#schemas;
    const merged = new Merged(schemas, "apart");
    if (isPlain(part)) {
      merged.add(part);
      const own = merged.schema();
      return { own, types: own.types, leaves: [part], bases: none, unions: none };
    }
    const leaves: Part[] = [];
    const bases: Part[] = [];
    const unions: Alternatives[] = [];
    // A schema that holds itself says nothing more the second time.
    const seen = new Set<unknown>();
    const open = [part];
    for (let next = open.pop(); next; next = open.pop()) {
      const followed = next === part ? next : schemas.follow(next.raw, next.at);
      if (seen.has(followed.raw)) continue;
      seen.add(followed.raw);
      if (followed !== part && componentAt(followed.at) !== undefined) {
        if (!this.#isPlainlyTypeless(followed)) {
          bases.push(followed);
          continue;
        }
      }
      const leaf = this.#opened(followed);
      leaves.push(leaf);
      merged.add(leaf);
      unions.push(...this.#unionsOf(leaf));
      open.push(...composedOf(leaf, schemas).reverse());
    }
    const own = merged.schema();
    return { own, types: own.types, leaves, bases, unions };
  }

  /**
   * Without alternatives that the type beside them rules out, and without a type that says no more.
   */
  #fit({ own, leaves, bases, unions }: Shape): Shape {
    const { types } = own;
    if (types === undefined || bases.length + unions.length === 0)
      return { own, types, leaves, bases, unions };
    const fitting = unions.map(({ of, kind, list }) => ({
      of,
      kind,
      list: list.filter(({ part }) => this.#mayBe(part, types)),
    }));
    // A type that none of the alternatives has is a slip, and the alternatives are what is meant.
    if (fitting.some(({ list }) => list.length === 0))
      return { own: { ...own, types: undefined }, types: undefined, leaves, bases, unions };
    const others = [bases, ...fitting.map(({ list }) => list.map(({ part }) => part))];
    const isSaid =
      saysNothing({ ...own, types: undefined }) &&
      (types.join() === "object"
        ? others.some((parts) => parts.length > 0)
        : others.some(
            (parts) => parts.length > 0 && parts.every((each) => this.#isA(each, types)),
          ));
    const rest = isSaid ? { ...own, types: undefined } : own;
    return { own: rest, types, leaves, bases, unions: fitting };
  }

  /** Whether a value of one of these types may fit a schema. */
  #mayBe(part: Part, types: readonly string[]): boolean {
    const own = this.#typesOf(part);
    return own === undefined || [...own].some((type) => isAmong(type, types) || has(own, types));
  }

  /**
   * The types of a schema, as far as they are found near it: a chain would be followed from each
   * link.
   */
  #typesOf(part: Part, depth = 0): ReadonlySet<string> | undefined {
    const { own, bases, unions } = this.#asWritten(part);
    const types = own.types ?? own.values?.map(typeOfValue);
    if (types) return new Set(types);
    if (depth === mostSteps) return undefined;
    for (const base of bases) {
      const inherited = this.#typesOf(base, depth + 1);
      if (inherited) return inherited;
    }
    for (const { list } of unions) {
      const all = list.map(({ part: each }) => this.#typesOf(each, depth + 1));
      if (!all.includes(undefined)) return new Set(all.flatMap((each) => [...(each ?? [])]));
    }
    return undefined;
  }

  /** Whether each value that fits a schema has one of these types. */
  #isA(part: Part, types: readonly string[]): boolean {
    const own = this.#typesOf(part);
    return own !== undefined && [...own].every((type) => type === "null" || isAmong(type, types));
  }

  /** Without what makes it a part of itself. */
  #opened(part: Part): Part {
    const raw = this.#cycles().opened.get(part.raw);
    return raw === undefined ? part : { raw, at: part.at };
  }

  /** Whether a component is only what stands in it, and has no type. */
  #isPlainlyTypeless(part: Part): boolean {
    const { raw } = part;
    if (!isFields(raw)) return raw;
    if (!isPlain(part)) return false;
    const merged = new Merged(this.#schemas, "apart");
    merged.add(part);
    return saysNothing(merged.schema());
  }

  /** The unions that stand in a schema itself. */
  #unionsOf(of: Part): Alternatives[] {
    const { raw, at } = of;
    if (!isFields(raw)) return [];
    return (["oneOf", "anyOf"] as const).flatMap((kind) => {
      const list = [...listOf(raw[kind]).entries()]
        .filter(([, written]) => !isNull(written))
        .map(([index, written]) => {
          const part = this.#schemas.follow(written, below(at, kind, String(index)));
          return { part, written };
        });
      return list.length > 0 ? [{ of, kind, list }] : [];
    });
  }
}

function isAmong(type: string, types: readonly string[]): boolean {
  return types.includes(type) || (type === "integer" && types.includes("number"));
}

/** Whether a number that is asked for may be one of these. */
function has(own: ReadonlySet<string>, types: readonly string[]): boolean {
  return own.has("number") && types.includes("integer");
}

const mostSteps = 5;

/** Nobody extends more; a chain would be followed from each of its links. */
const mostBases = 200;

/** Keywords with one schema that say what a value looks like. */
const shaping = ["items", "then", "else", "propertyNames", "unevaluatedProperties"] as const;

const none: readonly never[] = [];

function saysNothing(own: OwnSchema): boolean {
  return (
    !own.never &&
    own.types === undefined &&
    own.values === undefined &&
    own.properties.size === 0 &&
    own.patternProperties.size === 0 &&
    own.dependentSchemas.size === 0 &&
    own.additional === undefined &&
    !own.isExtensible &&
    own.prefixItems.length === 0 &&
    !shaping.some((keyword) => own.single.has(keyword))
  );
}
