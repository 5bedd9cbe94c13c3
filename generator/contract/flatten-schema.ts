import {
  type At,
  types as allTypes,
  type BoundKeyword,
  below,
  boundKeywords,
  canonical,
  entriesOf,
  type Fields,
  includesSame,
  isFields,
  isSame,
  keywords,
  listOf,
  textsOf,
} from "../openapi/index.js";
import { isNull, leavesOf } from "./applied-together.js";
import { componentAt } from "./component-at.js";
import {
  type Bounds,
  type Part,
  type Parts,
  plainKeywords,
  type Schema,
  singleSchemas,
  type Union,
} from "./normalized-schema.js";
import type { Schemas } from "./schema-normalizer.js";

/**
 * Merges schemas that apply together into one. Nothing is lost: keywords that cannot be merged to
 * one value (two patterns, two unions) stay a list, and a property of two schemas is again a list
 * of parts. What a keyword says together with others of its own schema is lost; see `groupsApart`.
 */
export function flatten(parts: Parts, schemas: Schemas): Schema {
  const [first] = parts;
  const merged = new Merged(schemas);
  for (const leaf of leavesOf(parts, schemas)) merged.add(leaf);
  const at = first?.at ?? { up: undefined, token: "" };
  const component = parts.length === 1 ? componentAt(at) : undefined;
  return { ...merged.schema(), at, parts, component };
}

/** The keyword that makes a bound exclusive. */
const openOf: Readonly<Partial<Record<string, BoundKeyword>>> = {
  minimum: "exclusiveMinimum",
  maximum: "exclusiveMaximum",
};

/** Whether unions are merged where that means the same, or left to the caller. */
type OfUnions = "merged" | "apart";

/** The keywords of a schema, without its position. */
export type OwnSchema = Omit<Schema, "at" | "parts" | "component">;

export class Merged {
  readonly #schemas: Schemas;
  readonly #unionsAre: OfUnions;
  #never = false;
  #types: readonly string[] | undefined;
  #nullable: boolean | undefined;
  #isNullableByWord = false;
  #formats: string[] = [];
  #values: readonly unknown[] | undefined;
  #isConst = false;
  #bounds: Partial<Record<BoundKeyword, number>> | undefined;
  readonly #plain: Record<string, unknown> = {};
  readonly #maps = new Map<MapKeyword, Map<string, Part[]>>();
  #single: Map<string, Part[]> | undefined;
  #required: Set<string> | undefined;
  #additional: Part[] | false | undefined;
  #isExtensible = false;
  #dependentRequired: Map<string, readonly string[]> | undefined;
  #prefixItems: Part[][] | undefined;
  #unions: Union[] | undefined;
  #discriminator: Fields | undefined;

  constructor(schemas: Schemas, unions: OfUnions = "merged") {
    this.#schemas = schemas;
    this.#unionsAre = unions;
  }

  schema(): OwnSchema {
    return {
      never: this.#never,
      types:
        this.#types && every.every((type) => this.#types?.includes(type)) ? undefined : this.#types,
      nullable: this.#isNullableByWord ? true : this.#nullable,
      format: this.#formats.length > 0 ? this.#formats.sort().join(" and ") : undefined,
      values: this.#values,
      isConst: this.#isConst,
      bounds: this.#bounds ? tightest(this.#bounds) : none.bounds,
      plain: this.#plain,
      properties: this.#maps.get("properties") ?? none.map,
      required: this.#required ?? none.set,
      additional: this.#additional,
      isExtensible: this.#isExtensible,
      single: this.#single ?? none.map,
      patternProperties: this.#maps.get("patternProperties") ?? none.map,
      dependentSchemas: this.#maps.get("dependentSchemas") ?? none.map,
      dependentRequired: this.#dependentRequired ?? none.names,
      prefixItems: this.#prefixItems ?? none.list,
      unions: this.#unions ?? none.unions,
      discriminator: this.#discriminator,
    };
  }

  add(part: Part): void {
    const { raw } = part;
    if (typeof raw === "boolean") {
      this.#never ||= !raw;
      return;
    }
    // These three depend on each other; the remaining keywords are independent.
    this.#addTypes(raw);
    this.#addUnions(part);
    this.#addValues(raw);
    // Loops over the keywords that are present: most schemas have two or three.
    for (const keyword in raw) this.#addKeyword(keyword, raw[keyword], part, raw);
  }

  #addKeyword(keyword: string, value: unknown, { at }: Part, raw: Fields): void {
    const follow = (child: unknown, ...path: string[]) =>
      this.#schemas.follow(child, below(at, keyword, ...path));
    switch (roles.get(keyword)) {
      case "plain":
        this.#addPlain(keyword, value);
        break;
      case "bound":
        this.#addBound(keyword as BoundKeyword, value, raw);
        break;
      case "map": {
        const known = this.#maps.get(keyword as MapKeyword) ?? new Map<string, Part[]>();
        this.#maps.set(keyword as MapKeyword, known);
        for (const [name, child] of entriesOf(value)) push(known, name, follow(child, name));
        break;
      }
      case "required":
        this.#required ??= new Set();
        for (const name of textsOf(value)) this.#required.add(name);
        break;
      case "dependentRequired":
        this.#addDependentRequired(value);
        break;
      case "discriminator":
        if (isFields(value)) this.#discriminator ??= value;
        break;
      case "additional":
        this.#addAdditional(value, at);
        break;
      case "positions":
        this.#addPositions(value, follow);
        break;
      case "single":
        if (keyword === "not" && isAnything(value)) this.#never = true;
        // A list of `items` is the old spelling of `prefixItems`.
        if (Array.isArray(value) && keyword === "items") this.#addPositions(value, follow);
        else if (isFields(value) || typeof value === "boolean") {
          this.#single ??= new Map();
          push(this.#single, keyword, follow(value));
        }
        break;
    }
  }

  #addPositions(value: unknown, follow: (child: unknown, ...path: string[]) => Part): void {
    this.#prefixItems ??= [];
    for (const [index, child] of listOf(value).entries()) {
      this.#prefixItems[index] ??= [];
      this.#prefixItems[index].push(follow(child, String(index)));
    }
  }

  #addDependentRequired(value: unknown): void {
    this.#dependentRequired ??= new Map();
    for (const [name, names] of entriesOf(value)) {
      const all = new Set([...(this.#dependentRequired.get(name) ?? []), ...textsOf(names)]);
      this.#dependentRequired.set(name, [...all].sort());
    }
  }

  #addAdditional(rest: unknown, at: At): void {
    if (rest === false) this.#additional = false;
    if (isAnything(rest)) this.#isExtensible = true;
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
    const types = typeof type === "string" ? [type] : typesIn(type);
    if (types.length > 0) this.#restrictTypes(types);
  }

  #restrictTypes(types: readonly string[]): void {
    const isNullable = types.includes("null");
    this.#nullable = isNullable && this.#nullable !== false;
    const others = types.filter((type) => type !== "null");
    // `number` includes `integer`.
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
      const all = raw[kind];
      if (!Array.isArray(all) || all.length === 0) continue;
      const hasNull = all.some(isNull);
      const written = [...all.entries()].filter(([, variant]) => !isNull(variant));
      if (hasNull && this.#nullable !== false) this.#nullable = true;
      // An alternative that the `type` next to it excludes would have no purpose.
      if (hasNull && rulesOutNull(raw)) this.#isNullableByWord = true;
      if (this.#unionsAre === "apart" && written.length !== 1) continue;
      if (written.length === 1) {
        // The variant alone does not allow null; both together do.
        if (hasNull && raw["type"] === undefined) this.#isNullableByWord = true;
        continue;
      }
      const types = written.map(([, variant]) => onlyTypes(variant));
      if (types.every((each) => each !== undefined)) {
        this.#restrictTypes([...types.flat(), ...(hasNull ? ["null"] : [])]);
        continue;
      }
      const variants = written.map(([index, variant]) => [
        this.#schemas.follow(variant, below(at, kind, String(index))),
      ]);
      if (!hasNull) this.#nullable ??= false;
      this.#unions ??= [];
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
    if (all.includes(null) && rulesOutNull(raw)) this.#isNullableByWord = true;
    // What is not listed does not fit, whatever the type says; only `nullable` adds to a list.
    if (!all.includes(null)) this.#nullable = false;
    const values = all.filter((value) => value !== null);
    this.#isConst = isConst;
    const before = this.#values;
    this.#values = before ? before.filter((value) => includesSame(values, value)) : values;
  }

  #addBound(name: BoundKeyword, value: unknown, raw: Fields): void {
    if (typeof value !== "number") return;
    const isLower = keywords[name]?.bound === "lower";
    // No length is below zero; but without `minContains`, one item has to match.
    const isCount = keywords[name]?.data === "count" && name !== "minContains";
    if (isLower && value === 0 && isCount) return;
    // In OpenAPI 3.0, a boolean makes the bound exclusive.
    const open = openOf[name];
    const keyword = open !== undefined && raw[open] === true ? open : name;
    this.#bounds ??= {};
    const before = this.#bounds[keyword];
    const pick = isLower ? Math.max : Math.min;
    this.#bounds[keyword] = before === undefined ? value : pick(before, value);
  }

  #addPlain(keyword: string, value: unknown): void {
    if (value === undefined || (value === false && keyword !== "default")) return;
    if (keyword === "pattern" && value === "") return;
    const before = this.#plain[keyword];
    if (before === undefined) this.#plain[keyword] = value;
    else if ((keyword === "pattern" || keyword === "multipleOf") && !isSame(before, value)) {
      this.#plain[keyword] = [...(Array.isArray(before) ? before : [before]), value].sort();
    }
  }
}

/** Whether a schema accepts everything: `true` or `{}`. */
function isAnything(schema: unknown): boolean {
  return schema === true || (isFields(schema) && Object.keys(schema).length === 0);
}

/** A schema that allows all types says nothing of them; null is apart, and numbers are one. */
const every = allTypes.filter((type) => type !== "null" && type !== "integer");

const mapKeywords = ["properties", "patternProperties", "dependentSchemas"] as const;
type MapKeyword = (typeof mapKeywords)[number];
type Role =
  | "plain"
  | "bound"
  | "map"
  | "required"
  | "dependentRequired"
  | "discriminator"
  | "additional"
  | "positions"
  | "single";

/** How each keyword is read; the others are read together with one of these, or have no meaning. */
const roles: ReadonlyMap<string, Role> = new Map<string, Role>([
  ...plainKeywords.map((keyword) => [keyword, "plain"] as const),
  ...boundKeywords.map((keyword) => [keyword, "bound"] as const),
  ...singleSchemas.map((keyword) => [keyword, "single"] as const),
  ...mapKeywords.map((keyword) => [keyword, "map"] as const),
  ["required", "required"],
  ["dependentRequired", "dependentRequired"],
  ["discriminator", "discriminator"],
  ["additionalProperties", "additional"],
  ["prefixItems", "positions"],
]);

/** Shared defaults, because most schemas lack most of these. */
const none = {
  bounds: {} as Bounds,
  map: new Map() as ReadonlyMap<string, Parts>,
  names: new Map() as ReadonlyMap<string, readonly string[]>,
  set: new Set() as ReadonlySet<string>,
  list: [] as readonly Parts[],
  unions: [] as readonly Union[],
} as const;

/** Keeps the stricter bound on each side. */
function tightest(all: Bounds): Bounds {
  const bounds: Partial<Record<BoundKeyword, number>> = { ...all };
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

/** The members of `type`; YAML reads `null` without quotes as null. */
function typesIn(type: unknown): string[] {
  return textsOf(listOf(type).map((word) => (word === null ? "null" : word)));
}

/** Whether the `type` of a schema excludes null. */
function rulesOutNull({ type }: Fields): boolean {
  if (typeof type === "string") return type !== "null";
  const types = typesIn(type);
  return types.length > 0 && !types.includes("null");
}

/** The types of a schema that has no other keyword; undefined if it has one. */
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
