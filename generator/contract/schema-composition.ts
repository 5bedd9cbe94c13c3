import { below, isFields, listOf } from "../openapi/index.js";
import { composedOf, isNull, isPlain } from "./applied-together.js";
import { componentAt } from "./component-at.js";
import { type Direction, isHidden } from "./directional-schemas.js";
import { Merged, type OwnSchema } from "./flatten-schema.js";
import { coversType, ownTypes } from "./json-types.js";
import type { Part, Parts } from "./normalized-schema.js";
import type { ReferenceCycles } from "./reference-cycles.js";
import type { Schemas } from "./schema-normalizer.js";

/**
 * The composition of a schema: its own keywords, the named schemas that it extends, and its unions.
 * Inline members of `allOf` are merged into its own keywords.
 *
 * @example
 * // { allOf: [{ $ref: "#/components/schemas/Pet" }, { type: "object", properties: { barks: … } }] }
 * // is { own: { properties: { barks } }, bases: [Pet], unions: [] }
 */
export interface Shape {
  /** Merged from everything inline, except unions. */
  readonly own: OwnSchema;
  /**
   * The types that are written, even if bases or alternatives imply them and `own` has none;
   * undefined if no alternative has them, which means that they are a mistake.
   */
  readonly types: readonly string[] | undefined;
  /** The schemas that `own` was merged from, outermost first. */
  readonly leaves: Parts;
  /** Component schemas that a value must match too. */
  readonly bases: Parts;
  /** A value must match an alternative of each. */
  readonly unions: readonly Alternatives[];
}

/** `oneOf` or `anyOf`, without the alternative that is only `null`. */
export interface Alternatives {
  /** The schema that lists the alternatives; it may have a discriminator. */
  readonly of: Part;
  readonly kind: "oneOf" | "anyOf";
  readonly list: readonly Alternative[];
}

/**
 * A schema one level deep: nothing that it refers to, extends or chooses from is merged into it.
 */
export interface Step {
  /** Its own keywords. */
  readonly own: OwnSchema;
  /**
   * Schemas that a value must match too: the target of its reference, and the members of its
   * `allOf`.
   */
  readonly made: Parts;
  readonly unions: readonly Alternatives[];
}

export interface Alternative {
  readonly part: Part;
  /** As in the list: a reference, or the schema itself. */
  readonly written: unknown;
}

/** Reads the composition of schemas, each once. */
export class Shapes {
  readonly #schemas: Schemas;
  readonly #cycles: () => ReferenceCycles;
  /** Before alternatives and types are dropped that another keyword excludes. */
  readonly #written = new Map<unknown, Shape>();
  readonly #known = new Map<unknown, Shape>();

  /** @param circles the schemas that are part of themselves */
  constructor(schemas: Schemas, circles: () => ReferenceCycles) {
    this.#schemas = schemas;
    this.#cycles = circles;
  }

  of(part: Part): Shape {
    const known = this.#known.get(part.raw);
    if (known) return known;
    const shape = this.#fit(this.#asWritten(part));
    // An inline schema is read once, so caching it would only use memory.
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

  /** Whether a schema is left out in this direction. */
  isHidden(part: Part, direction: Direction): boolean {
    const { raw } = part;
    if (!isFields(raw)) return false;
    // Nearly every property has neither references nor `allOf`.
    if (isPlain(part)) return isHidden(raw, direction);
    const { readOnly, writeOnly } = this.of(part).own.plain;
    return isHidden({ readOnly, writeOnly }, direction);
  }

  /** A schema one level deep, without references that make it a part of itself. */
  stepOf(part: Part): Step {
    const schemas = this.#schemas;
    const opened = this.#opened(part);
    const merged = new Merged(schemas, "apart");
    merged.add(opened);
    const made = composedOf(opened, schemas).map(({ raw, at }) => schemas.follow(raw, at));
    return { own: merged.schema(), made, unions: this.#unionsOf(opened) };
  }

  /** Whether a schema has no type: it is empty, or only has `required` or limits of size. */
  isTypeless(part: Part): boolean {
    const { own, bases, unions } = this.#asWritten(part);
    return bases.length === 0 && unions.length === 0 && saysNothing(own);
  }

  /**
   * Whether a schema allows null: it says so, or it does not say and extends a schema that does.
   */
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
    // If a schema contains itself, the second time adds nothing.
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

  /** Drops alternatives that the `type` next to them excludes, and types that add nothing. */
  #fit({ own, leaves, bases, unions }: Shape): Shape {
    const { types } = own;
    if (types === undefined || bases.length + unions.length === 0)
      return { own, types, leaves, bases, unions };
    const fitting = unions.map(({ of, kind, list }) => ({
      of,
      kind,
      list: list.filter(({ part }) => this.#mayBe(part, types)),
    }));
    // If no alternative has the type, it is a mistake, and the alternatives are what is meant.
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

  /** Whether a value of one of these types may match a schema. */
  #mayBe(part: Part, types: readonly string[]): boolean {
    const own = this.#typesOf(part);
    return own === undefined || [...own].some((type) => coversType(types, type) || has(own, types));
  }

  /** The types of a schema, within a limited depth: a chain would be followed from each link. */
  #typesOf(part: Part, depth = 0): ReadonlySet<string> | undefined {
    const { own, bases, unions } = this.#asWritten(part);
    const types = ownTypes(own);
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

  /** Whether every value that matches a schema has one of these types. */
  #isA(part: Part, types: readonly string[]): boolean {
    const own = this.#typesOf(part);
    return (
      own !== undefined && [...own].every((type) => type === "null" || coversType(types, type))
    );
  }

  /** Without the references that make it a part of itself. */
  #opened(part: Part): Part {
    const raw = this.#cycles().opened.get(part.raw);
    return raw === undefined ? part : { raw, at: part.at };
  }

  /** Whether a component has only its own keywords, and no type. */
  #isPlainlyTypeless(part: Part): boolean {
    const { raw } = part;
    if (!isFields(raw)) return raw;
    if (!isPlain(part)) return false;
    const merged = new Merged(this.#schemas, "apart");
    merged.add(part);
    return saysNothing(merged.schema());
  }

  /** The unions of the schema itself. */
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

/** Whether a value of the required types may have one of these. */
function has(own: ReadonlySet<string>, types: readonly string[]): boolean {
  return own.has("number") && types.includes("integer");
}

const mostSteps = 5;

/** A limit, because a chain would be followed from each of its links. */
const mostBases = 200;

/** Keywords with one schema that affect the form of a value. */
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
