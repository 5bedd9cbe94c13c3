import {
  type BoundKeyword,
  below,
  boundKeywords,
  canonical,
  entriesOf,
  type Fields,
  isFields,
  isSame,
  keywords,
  listOf,
  textsOf,
} from "../openapi/index.js";
import {
  type Bounds,
  type Part,
  type Parts,
  plainKeywords,
  type Schema,
  singleSchemas,
  type Union,
} from "./schema.js";
import { componentAt, type Schemas } from "./schemas.js";

/**
 * Merges schemas that hold together to one. Nothing is lost by it: what cannot be merged to one
 * value (two patterns, two unions) is kept as a list, and a property of two schemas is again a
 * list of parts.
 *
 * @param left members of `allOf`, as they are written, that are to be left out
 */
export function flatten(parts: Parts, schemas: Schemas, left: ReadonlySet<unknown>): Schema {
  const [first] = parts;
  const merged = new Merged(schemas);
  for (const leaf of leavesOf(parts, schemas, left)) merged.add(leaf);
  const at = first?.at ?? { up: undefined, token: "" };
  const component = parts.length === 1 ? componentAt(at) : undefined;
  return { ...merged.schema(), at, parts, component, members: membersOf(parts) };
}

/** Whether a schema is made of another by `allOf` or by a reference. */
export function isMadeOf(parts: Parts, raw: unknown, schemas: Schemas): boolean {
  return leavesOf(parts, schemas, new Set()).some((leaf) => leaf.raw === raw);
}

function membersOf(parts: Parts): Parts {
  return parts.flatMap(({ raw, at }) =>
    isFields(raw)
      ? listOf(raw["allOf"]).map((member, index) => ({
          raw: isFields(member) || typeof member === "boolean" ? member : {},
          at: below(at, "allOf", String(index)),
        }))
      : [],
  );
}

/** The schemas that hold, `allOf`, references and unions of one variant taken apart; outermost first. */
function leavesOf(parts: Parts, schemas: Schemas, left: ReadonlySet<unknown>): Part[] {
  const leaves: Part[] = [];
  // A schema that holds itself by `allOf` says nothing more the second time.
  const seen = new Set<unknown>();
  // A stack of its own: a chain of `allOf` may be longer than the stack of calls.
  const open = [...parts].reverse();
  for (let part = open.pop(); part; part = open.pop()) {
    const { raw } = part;
    if (left.has(raw) || raw === true || seen.has(raw)) continue;
    leaves.push(part);
    if (raw === false) continue;
    seen.add(raw);
    open.push(...insideOf(part, schemas).reverse());
  }
  return leaves;
}

/** The schemas that hold wherever one holds that refers to them or lists them. */
function insideOf({ raw, at }: Part, schemas: Schemas): Part[] {
  if (!isFields(raw)) return [];
  const inside: Part[] = [];
  if (typeof raw["$ref"] === "string") inside.push(schemas.target(raw["$ref"]));
  for (const [index, member] of listOf(raw["allOf"]).entries()) {
    if (isFields(member) || typeof member === "boolean")
      inside.push({ raw: member, at: below(at, "allOf", String(index)) });
  }
  for (const kind of ["oneOf", "anyOf"] as const) {
    const others = [...listOf(raw[kind]).entries()].filter(([, variant]) => !isNull(variant));
    const [index, only] = others[0] ?? [];
    if (others.length === 1 && isFields(only))
      inside.push({ raw: only, at: below(at, kind, String(index)) });
  }
  return inside;
}

export function isNull(schema: unknown): boolean {
  if (!isFields(schema)) return false;
  const { type } = schema;
  if (type === "null" || (Array.isArray(type) && type.length === 1 && type[0] === "null"))
    return true;
  const { enum: values } = schema;
  const isOnlyNull = Array.isArray(values) && values.length === 1 && values[0] === null;
  return type === undefined && (isOnlyNull || ("const" in schema && schema["const"] === null));
}

/** The keyword by which a bound is said not to be let in itself. */
const openOf: Readonly<Partial<Record<string, BoundKeyword>>> = {
  minimum: "exclusiveMinimum",
  maximum: "exclusiveMaximum",
};

class Merged {
  readonly #schemas: Schemas;
  #never = false;
  #types: readonly string[] | undefined;
  #nullable: boolean | undefined;
  #isNullableByWord = false;
  #formats: string[] = [];
  #values: readonly unknown[] | undefined;
  #isConst = false;
  readonly #bounds: Partial<Record<BoundKeyword, number>> = {};
  readonly #plain: Record<string, unknown> = {};
  readonly #properties = new Map<string, Part[]>();
  readonly #required = new Set<string>();
  #additional: Part[] | false | undefined;
  readonly #single = new Map<string, Part[]>();
  readonly #patternProperties = new Map<string, Part[]>();
  readonly #dependentSchemas = new Map<string, Part[]>();
  readonly #dependentRequired = new Map<string, readonly string[]>();
  readonly #prefixItems: Part[][] = [];
  readonly #unions: Union[] = [];
  #discriminator: Fields | undefined;

  constructor(schemas: Schemas) {
    this.#schemas = schemas;
  }

  schema(): Omit<Schema, "at" | "parts" | "component" | "members"> {
    return {
      never: this.#never,
      types: this.#types,
      nullable: this.#isNullableByWord ? true : this.#nullable,
      format: this.#formats.length > 0 ? this.#formats.sort().join(" and ") : undefined,
      values: this.#values,
      isConst: this.#isConst,
      bounds: this.#tightest(),
      plain: this.#plain,
      properties: this.#properties,
      required: this.#required,
      additional: this.#additional,
      single: this.#single,
      patternProperties: this.#patternProperties,
      dependentSchemas: this.#dependentSchemas,
      dependentRequired: this.#dependentRequired,
      prefixItems: this.#prefixItems,
      unions: this.#unions,
      discriminator: this.#discriminator,
    };
  }

  add({ raw, at }: Part): void {
    if (typeof raw === "boolean") {
      this.#never ||= !raw;
      return;
    }
    this.#addTypes(raw);
    this.#addUnions({ raw, at });
    this.#addValues(raw);
    this.#addBounds(raw);
    this.#addPlain(raw);
    const follow = (child: unknown, ...path: string[]) =>
      this.#schemas.follow(child, below(at, ...path));

    for (const [name, child] of entriesOf(raw["properties"])) {
      push(this.#properties, name, follow(child, "properties", name));
    }
    for (const name of textsOf(raw["required"])) this.#required.add(name);
    for (const keyword of singleSchemas) {
      const child = raw[keyword];
      if (isFields(child) || typeof child === "boolean")
        push(this.#single, keyword, follow(child, keyword));
    }
    for (const [name, child] of entriesOf(raw["patternProperties"])) {
      push(this.#patternProperties, name, follow(child, "patternProperties", name));
    }
    for (const [name, child] of entriesOf(raw["dependentSchemas"])) {
      push(this.#dependentSchemas, name, follow(child, "dependentSchemas", name));
    }
    for (const [name, names] of entriesOf(raw["dependentRequired"])) {
      const all = new Set([...(this.#dependentRequired.get(name) ?? []), ...textsOf(names)]);
      this.#dependentRequired.set(name, [...all].sort());
    }
    const positions = Array.isArray(raw["items"]) ? "items" : "prefixItems";
    for (const [index, child] of listOf(raw[positions]).entries()) {
      this.#prefixItems[index] ??= [];
      this.#prefixItems[index].push(follow(child, positions, String(index)));
    }
    if (isFields(raw["discriminator"])) this.#discriminator ??= raw["discriminator"];
    this.#addAdditional({ raw, at });
  }

  #addAdditional({ raw, at }: Part): void {
    const rest = isFields(raw) ? raw["additionalProperties"] : undefined;
    if (rest === false) this.#additional = false;
    if (!isFields(rest) || this.#additional === false || Object.keys(rest).length === 0) return;
    this.#additional = [
      ...(this.#additional ?? []),
      this.#schemas.follow(rest, below(at, "additionalProperties")),
    ];
  }

  #addTypes(raw: Fields): void {
    const { type, format } = raw;
    if (raw["nullable"] === true) this.#isNullableByWord = true;
    if (typeof format === "string" && !this.#formats.includes(format)) this.#formats.push(format);
    const types = typeof type === "string" ? [type] : textsOf(type);
    if (types.length > 0) this.#restrictTypes(types);
  }

  #restrictTypes(types: readonly string[]): void {
    const isNullable = types.includes("null");
    this.#nullable = isNullable && this.#nullable !== false;
    const others = types.filter((type) => type !== "null");
    // A number is an integer too.
    const all = others.includes("number") ? others.filter((type) => type !== "integer") : others;
    const before = this.#types;
    const left = before ? all.filter((type) => has(before, type)) : all;
    const narrower = before?.filter(
      (type) => type === "integer" && !left.includes(type) && has(all, type),
    );
    this.#types = [...new Set([...left, ...(narrower ?? [])])].sort();
  }

  #addUnions({ raw, at }: Part): void {
    if (typeof raw === "boolean") return;
    for (const kind of ["oneOf", "anyOf"] as const) {
      const all = listOf(raw[kind]);
      if (all.length === 0) continue;
      const hasNull = all.some(isNull);
      const written = [...all.entries()].filter(([, variant]) => !isNull(variant));
      if (hasNull && this.#nullable !== false) this.#nullable = true;
      if (written.length === 1) {
        // The variant itself does not let null in; the two together do.
        if (hasNull && raw["type"] === undefined) this.#isNullableByWord = true;
        continue;
      }
      const types = written.flatMap(([, variant]) => onlyTypes(variant) ?? [undefined]);
      if (!types.includes(undefined)) {
        this.#restrictTypes([...(types as string[]), ...(hasNull ? ["null"] : [])]);
        continue;
      }
      const variants = written.map(([index, variant]) => [
        this.#schemas.follow(variant, below(at, kind, String(index))),
      ]);
      if (!hasNull) this.#nullable ??= false;
      this.#unions.push({ kind, variants });
    }
  }

  #addValues(raw: Fields): void {
    const isConst = Object.hasOwn(raw, "const");
    if (!isConst && !Array.isArray(raw["enum"])) return;
    const all = isConst ? [raw["const"]] : listOf(raw["enum"]);
    if (all.includes(null) && this.#types === undefined && this.#nullable === undefined) {
      this.#nullable = true;
    }
    const values = all.filter((value) => value !== null);
    this.#isConst = isConst;
    const before = this.#values;
    this.#values = before
      ? before.filter((value) => values.some((other) => isSame(value, other)))
      : values;
  }

  #addBounds(raw: Fields): void {
    for (const name of boundKeywords) {
      const value = raw[name];
      if (typeof value !== "number") continue;
      const isLower = keywords[name]?.bound === "lower";
      // No length is below zero.
      if (isLower && value === 0 && keywords[name]?.data === "count") continue;
      // OpenAPI 3.0 says by a boolean that the bound itself is out.
      const open = openOf[name];
      const keyword = open !== undefined && raw[open] === true ? open : name;
      const before = this.#bounds[keyword];
      const pick = isLower ? Math.max : Math.min;
      this.#bounds[keyword] = before === undefined ? value : pick(before, value);
    }
  }

  /** On each side of a number the one bound that counts. */
  #tightest(): Bounds {
    const bounds = { ...this.#bounds };
    for (const [closed, open] of [
      ["minimum", "exclusiveMinimum"],
      ["maximum", "exclusiveMaximum"],
    ] as const) {
      const [value, beyond] = [bounds[closed], bounds[open]];
      if (value === undefined || beyond === undefined) continue;
      const isOpenTighter = closed === "minimum" ? beyond >= value : beyond <= value;
      delete bounds[isOpenTighter ? closed : open];
    }
    return bounds;
  }

  #addPlain(raw: Fields): void {
    for (const keyword of plainKeywords) {
      const value = raw[keyword];
      if (value === undefined || (value === false && keyword !== "default")) continue;
      if (keyword === "pattern" && value === "") continue;
      const before = this.#plain[keyword];
      if (before === undefined) this.#plain[keyword] = value;
      else if ((keyword === "pattern" || keyword === "multipleOf") && !isSame(before, value)) {
        this.#plain[keyword] = [...(Array.isArray(before) ? before : [before]), value].sort();
      }
    }
  }
}

/** The types of a schema that says nothing else; undefined if it does. */
function onlyTypes(schema: unknown): string[] | undefined {
  if (!isFields(schema)) return undefined;
  const keys = Object.keys(schema).filter((key) => key !== "title" && key !== "description");
  if (keys.length !== 1 || keys[0] !== "type") return undefined;
  return typeof schema["type"] === "string" ? [schema["type"]] : textsOf(schema["type"]);
}

function has(types: readonly string[], type: string): boolean {
  return types.includes(type) || (type === "integer" && types.includes("number"));
}

function push<Key>(map: Map<Key, Part[]>, key: Key, part: Part): void {
  const parts = map.get(key);
  if (!parts) map.set(key, [part]);
  else if (!parts.some(({ raw }) => raw === part.raw || canonical(raw) === canonical(part.raw)))
    parts.push(part);
}
