import type { Api } from "../model/index.js";
import { isObject, mapFields, toHeading } from "./openapi-input.js";
import { Tags } from "./tags.js";

/** What a response holds leaves out what is only written; what a request takes, what is only read. */
export type View = "read" | "write";
type Schema = Readonly<Record<string, unknown>>;

/** Fields that hold schemas: a map of them, a list, or one. */
const maps = ["properties", "patternProperties", "$defs"];
const lists = ["allOf", "anyOf", "oneOf", "prefixItems"];
const singles = ["additionalProperties", "items"];
const inner = new Set([...maps, ...lists, ...singles]);

/** Where the schemas stand that a request takes in another form than a response has. */
export const writable = "Writable";

const inputs = new WeakMap<Api, SchemaInput>();

/** The schemas of an API; found out once for all that asks. */
export function schemaInputOf(api: Api): SchemaInput {
  const known = inputs.get(api);
  if (known) return known;
  const components = api.document["components"];
  const schemas = isObject(components) ? components["schemas"] : undefined;
  const input = new SchemaInput(isObject(schemas) ? schemas : {}, api.hasVisibility);
  inputs.set(api, input);
  return input;
}

/** Copies schemas for openapi-typescript, which knows one form of each and misreads some. */
export class SchemaInput {
  readonly #schemas: Schema;
  readonly #hasVisibility: boolean;
  readonly #tags: Tags;
  /** Keys of the schemas that have two forms. */
  readonly twofold: ReadonlySet<string>;

  constructor(schemas: Schema, hasVisibility: boolean) {
    this.#schemas = schemas;
    this.#hasVisibility = hasVisibility;
    this.#tags = new Tags(this.#schemas);
    this.twofold = hasVisibility ? this.#findTwofold() : new Set();
  }

  get(key: string): unknown {
    return Object.hasOwn(this.#schemas, key) ? this.#schemas[key] : undefined;
  }

  /** The form that requests take of a schema with two. */
  writable(key: string): unknown {
    return this.copy(this.get(key), "write");
  }

  copy(schema: unknown, view: View): unknown {
    if (!isObject(schema)) return schema;
    return mapFields(withOpenIndex(this.#tags.apply(schema)), (child, field) => {
      if (inner.has(field)) return this.#copyInner(field, child, view);
      if (field === "$ref") return this.#rename(child, view);
      if (field === "required") return this.#copyRequired(schema, child, view);
      return dropped.has(field) ? undefined : toHeading(field, child);
    });
  }

  #copyInner(field: string, value: unknown, view: View): unknown {
    if (Array.isArray(value)) return value.map((item) => this.copy(item, view));
    if (!isObject(value) || !maps.includes(field)) return this.copy(value, view);
    if (field === "properties") return this.#copyProperties(value, view);
    return mapFields(value, (item) => this.copy(item, view));
  }

  #copyRequired(schema: Schema, required: unknown, view: View): unknown {
    if (!this.#hasVisibility || !Array.isArray(required)) return required;
    const hidden = this.#hiddenIn(schema, view);
    return hidden.size === 0 ? required : required.filter((name) => !hidden.has(name));
  }

  #copyProperties(properties: Schema, view: View): Schema {
    if (!this.#hasVisibility) return mapFields(properties, (item) => this.copy(item, view));
    const kept = Object.entries(properties).filter(
      // A request must not even hold what is only read.
      ([, property]) => view === "write" || !isHidden(this.#follow(property), view),
    );
    return mapFields(Object.fromEntries(kept), (property) =>
      // `false` is the schema of no value.
      isHidden(this.#follow(property), view) ? false : this.copy(property, view),
    );
  }

  /** Names of the properties that a schema has somewhere, and that this view leaves out. */
  #hiddenIn(schema: unknown, view: View, seen = new Set<unknown>()): ReadonlySet<string> {
    const target = this.#resolve(schema);
    if (!isObject(target) || seen.has(target)) return nothing;
    seen.add(target);
    const own = isObject(target["properties"]) ? Object.entries(target["properties"]) : [];
    const names = own.filter(([, property]) => isHidden(this.#follow(property), view));
    const parts = Array.isArray(target["allOf"]) ? target["allOf"] : [];
    const inherited = parts.flatMap((part) => [...this.#hiddenIn(part, view, seen)]);
    if (names.length === 0 && inherited.length === 0) return nothing;
    return new Set([...names.map(([name]) => name), ...inherited]);
  }

  #findTwofold(): ReadonlySet<string> {
    const users = new Map<string, string[]>();
    const found: string[] = [];
    for (const [key, schema] of Object.entries(this.#schemas)) {
      const refs = new Set<string>();
      if (this.#scan(schema, refs)) found.push(key);
      for (const ref of refs) users.set(ref, [...(users.get(ref) ?? []), key]);
    }
    const twofold = new Set<string>();
    for (let key = found.pop(); key !== undefined; key = found.pop()) {
      if (twofold.has(key)) continue;
      twofold.add(key);
      found.push(...(users.get(key) ?? []));
    }
    return twofold;
  }

  /** Whether the schema itself has something that one view leaves out; collects what it refers to. */
  #scan(schema: unknown, refs: Set<string>): boolean {
    if (!isObject(schema)) return false;
    const key = keyOf(schema["$ref"]);
    if (key !== undefined) refs.add(key);
    const properties = isObject(schema["properties"]) ? Object.values(schema["properties"]) : [];
    let isTwofold = properties.some((property) => {
      const flags = this.#follow(property);
      return isHidden(flags, "read") || isHidden(flags, "write");
    });
    for (const [field, child] of Object.entries(schema)) {
      if (!inner.has(field)) continue;
      const isMap = maps.includes(field) && isObject(child);
      for (const each of isMap ? Object.values(child) : [child].flat()) {
        isTwofold = this.#scan(each, refs) || isTwofold;
      }
    }
    return isTwofold;
  }

  #rename(ref: unknown, view: View): unknown {
    const key = view === "write" ? keyOf(ref) : undefined;
    if (key === undefined || !this.twofold.has(key)) return ref;
    return `#/${writable}/${String(ref).slice(prefix.length)}`;
  }

  /** The keywords of a schema and of what it refers to. */
  #follow(schema: unknown): Schema {
    if (!isObject(schema)) return {};
    const target = this.#resolve(schema);
    return isObject(target) && target !== schema ? { ...target, ...schema } : schema;
  }

  #resolve(schema: unknown): unknown {
    let target = schema;
    // References may go round in a circle.
    for (let hops = 0; hops < 100; hops++) {
      const key = isObject(target) ? keyOf(target["$ref"]) : undefined;
      if (key === undefined) return target;
      target = this.get(key);
    }
    return undefined;
  }
}

/** What the copies have no use for. */
const dropped = new Set(["discriminator", "readOnly", "writeOnly"]);
const nothing: ReadonlySet<string> = new Set();
const prefix = "#/components/schemas/";

/** The key of the schema that a reference means; undefined if it means something else. */
export function keyOf(ref: unknown): string | undefined {
  if (typeof ref !== "string" || !ref.startsWith(prefix)) return undefined;
  return decodeToken(ref.slice(prefix.length));
}

/** A token of a reference as the key that it means. */
export function decodeToken(token: string): string {
  if (!/[%~]/.test(token)) return token;
  const decoded = token.replaceAll("~1", "/").replaceAll("~0", "~");
  try {
    return decodeURIComponent(decoded);
  } catch {
    return decoded;
  }
}

/**
 * TypeScript holds every property to what further ones are. They are therefore said to be either,
 * or anything if that would repeat whole objects.
 */
function withOpenIndex(schema: Schema): Schema {
  const { properties, additionalProperties: further, patternProperties: patterns } = schema;
  const isIndexed = (isObject(further) && Object.keys(further).length > 0) || isObject(patterns);
  if (!isIndexed || !isObject(properties)) return schema;
  const declared = Object.values(properties);
  const all = isObject(further) ? [further, ...declared] : declared;
  return { ...schema, additionalProperties: declared.every(isShort) ? { anyOf: all } : true };
}

function isShort(schema: unknown): boolean {
  if (!isObject(schema)) return false;
  if (schema["$ref"] !== undefined) return true;
  return schema["properties"] === undefined && schema["type"] !== "object" && !hasParts(schema);
}

const hasParts = (schema: Schema) =>
  [...lists, "items"].some((field) => Object.hasOwn(schema, field));

function isHidden(schema: Schema, view: View): boolean {
  const [one, other] = view === "write" ? ["readOnly", "writeOnly"] : ["writeOnly", "readOnly"];
  return schema[one as string] === true && schema[other as string] !== true;
}
