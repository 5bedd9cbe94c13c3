import { encodeToken, type Fields } from "../openapi/index.js";
import { componentAt } from "./component-at.js";
import type { Contract } from "./contract.js";
import { isVisible } from "./declared-properties.js";
import { impliedTypes, ownTypes, typeOfValue } from "./json-types.js";
import type { Parts, Schema } from "./normalized-schema.js";

/**
 * The nesting that a place with text allows: single values; also lists of these; also objects of
 * these; or any nesting.
 */
export type Depth = "single" | "list" | "flat" | "deep";

/** The values that a place can hold. */
export interface Capacity {
  readonly depth: Depth;
  /** By name: the properties of a form that are not written in the default way. */
  readonly fields?: ReadonlyMap<string, Depth>;
  /** Whether the whole value may be null, which leaves it out. */
  readonly takesNull: boolean;
  /** Whether null may occur in a list or an object, which leaves it out there. */
  readonly takesNullInside: boolean;
}

/** The rest of a schema if only some of its values can be sent. */
export interface Sendable {
  /**
   * The schema itself if nothing is lost, otherwise one derived from it; false if nothing is left.
   */
  readonly schema: unknown;
  /**
   * The values that can never be sent, in words: `an object in a list`, `null in property "range"`.
   */
  readonly lost: readonly string[];
}

/**
 * The part of a schema that a place can hold. Undescribed parts are not judged: an object with any
 * properties may have sendable ones.
 */
export function sendableOf(parts: Parts, capacity: Capacity, contract: Contract): Sendable {
  return new Reduction(capacity, contract).reduce(parts, capacity.depth, capacity.takesNull);
}

/** A limit for nested alternatives. */
const mostSteps = 50;

class Reduction {
  readonly #capacity: Capacity;
  readonly #contract: Contract;
  /**
   * Finished results, and undefined for a schema that is being read: it may be its own alternative.
   */
  readonly #known = new Map<string, Sendable | undefined>();
  #steps = 0;

  constructor(capacity: Capacity, contract: Contract) {
    this.#capacity = capacity;
    this.#contract = contract;
  }

  reduce(parts: Parts, depth: Depth, takesNull: boolean): Sendable {
    const whole = { schema: rawOf(parts), lost: [] };
    if ((depth === "deep" && takesNull) || this.#steps > mostSteps) return whole;
    const { schemas } = this.#contract;
    const key = `${schemas.identity(parts)} ${depth} ${takesNull}`;
    if (this.#known.has(key)) return this.#known.get(key) ?? whole;
    this.#known.set(key, undefined);
    this.#steps++;
    const { schema, lost } = this.#reduceNew(schemas.read(parts), depth, takesNull);
    this.#steps--;
    const reduced = lost.length > 0 ? { schema, lost: [...new Set(lost)] } : whole;
    this.#known.set(key, reduced);
    return reduced;
  }

  #reduceNew(schema: Schema, depth: Depth, takesNull: boolean): Sendable {
    const { nullable, values } = schema;
    const inner = depth === "deep" ? "deep" : "single";
    const lost = nullable && !takesNull ? ["null"] : [];
    const isNullable = nullable === true && takesNull;
    /** Records the losses of a part, and returns its schema. */
    const noting = (part: Sendable, where = ""): unknown => {
      lost.push(...part.lost.map((each) => each + where));
      return part.schema;
    };
    const kept: Record<string, unknown> = { ...schema.plain };
    const types = typesOf(schema)?.filter((type) => {
      if (type !== "array" && type !== "object") return true;
      if (depth === "single" || (depth === "list" && type === "object")) {
        lost.push(type === "array" ? "a list" : "an object");
        return false;
      }
      const inside = type === "array" ? this.#listOf(schema, inner) : this.#objectOf(schema, inner);
      Object.assign(kept, noting(inside));
      return inside.schema !== false;
    });
    if (types?.length === 0) return { schema: isNullable ? { type: "null" } : false, lost };
    if (types) kept["type"] = isNullable ? [...types, "null"] : types;
    if (values) {
      const fitting = values.filter((value) => types?.includes(typeOfValue(value)));
      kept["enum"] = isNullable ? [...fitting, null] : fitting;
    }
    const unions = schema.unions.map(({ variants }) =>
      variants
        .map((variant) => noting(this.reduce(variant, depth, takesNull)))
        .filter((variant) => variant !== false),
    );
    if (unions.some((variants) => variants.length === 0)) return { schema: false, lost };
    if (unions.length > 0) {
      const none = isNullable ? [{ type: "null" }] : [];
      kept["allOf"] = unions.map((variants) => ({ anyOf: [...variants, ...none] }));
    }
    return { schema: kept, lost };
  }

  /** Keywords of a list; false if none of its items can be sent. */
  #listOf({ single, prefixItems }: Schema, depth: Depth): Sendable {
    const { takesNullInside } = this.#capacity;
    const items = single.get("items");
    const inside = [...(items ? [items] : []), ...prefixItems].map((item) =>
      this.reduce(item, depth, takesNullInside),
    );
    const lost = inside.flatMap((item) => item.lost.map((each) => `${each} in a list`));
    const reduced = inside.map(({ schema }) => schema);
    if (reduced.includes(false)) return { schema: false, lost };
    const schema = {
      ...(items && { items: reduced.shift() }),
      ...(prefixItems.length > 0 && { prefixItems: reduced }),
    };
    return { schema, lost };
  }

  /** Keywords of an object; false if one of its properties is required and cannot be sent. */
  #objectOf({ properties, required, additional }: Schema, depth: Depth): Sendable {
    const { takesNullInside, fields } = this.#capacity;
    const lost: string[] = [];
    const inside = (parts: Parts, where: string, own = depth) => {
      const part = this.reduce(parts, own, takesNullInside);
      lost.push(...part.lost.map((each) => `${each} in ${where}`));
      return part.schema;
    };
    let isPossible = true;
    const reduced = [...properties].map(([name, parts]) => {
      // Read-only properties are not part of a request.
      if (!isVisible(parts, "sent", this.#contract)) return [name, rawOf(parts)] as const;
      // In forms, nested objects are not checked: these fields are the form's own.
      const schema = inside(parts, `property ${JSON.stringify(name)}`, fields?.get(name));
      if (schema === false && required.has(name)) isPossible = false;
      return [name, schema] as const;
    });
    const further = additional ? inside(additional, "further properties") : additional;
    if (properties.size === 0 && additional && further === false) isPossible = false;
    const keywords: Fields = {
      ...(reduced.length > 0 && { properties: Object.fromEntries(reduced) }),
      ...(required.size > 0 && { required: [...required] }),
      ...(further !== undefined && { additionalProperties: further }),
    };
    return { schema: isPossible && keywords, lost };
  }
}

/** The types of a schema, also if only its keywords imply them; undefined if it may have any. */
function typesOf(schema: Schema): readonly string[] | undefined {
  return ownTypes(schema) ?? impliedTypes(schema);
}

/** Schemas that apply together as one schema, with named ones by reference. */
export function rawOf(parts: Parts): unknown {
  const all = parts.map(({ raw, at }) => {
    const key = componentAt(at);
    return key === undefined ? raw : { $ref: `#/components/schemas/${encodeToken(key)}` };
  });
  return all.length === 1 ? all[0] : { allOf: all };
}
