import type { Api, Statements } from "../model/index.js";
import { schemaKeyOf } from "../openapi/index.js";
import { markOf } from "./known.js";
import { isObject, mapFields, toField, withMark } from "./openapi-input.js";
import { asParts } from "./side-by-side.js";
import { Tags } from "./tags.js";
import { isMapKeyword, partKeywords, typeKeywords } from "./type-keywords.js";

/**
 * What a response holds leaves out what is only written; what a request takes, what is only read. In
 * a form of several parts, binary text is a file.
 */
export type View = (typeof views)[number];
type Schema = Readonly<Record<string, unknown>>;

const views = ["read", "write", "form"] as const;

/** Keywords whose schemas show in types. */
const inner = new Set(typeKeywords);

/** Where the schemas stand that a request takes in another form than a response has. */
export const writable = "Writable";
/** Where those stand that hold files when they are sent as a form. */
export const writableForm = "WritableForm";

const inputs = new WeakMap<Api, SchemaInput>();

/** The schemas of an API; found out once for all that asks. */
export function schemaInputOf(api: Api): SchemaInput {
  const known = inputs.get(api);
  if (known) return known;
  const components = api.document["components"];
  const schemas = isObject(components) ? components["schemas"] : undefined;
  const input = new SchemaInput(isObject(schemas) ? schemas : {}, api);
  inputs.set(api, input);
  return input;
}

/** Copies schemas for openapi-typescript, which knows one form of each and misreads some. */
export class SchemaInput {
  readonly #schemas: Schema;
  readonly #types: ReadonlyMap<string, string>;
  readonly #hasVisibility: boolean;
  readonly #tags: Tags;
  readonly #statements: Statements;
  /** Keys of the schemas that requests take in another form than responses have. */
  readonly twofold: ReadonlySet<string>;
  /** Keys of the schemas that hold binary text. */
  readonly filed: ReadonlySet<string>;
  /** For each schema that holds itself in a list: all that it does so by. */
  readonly #nested: ReadonlyMap<string, ReadonlySet<string>>;
  /** Whether what is copied refers to a named schema by its name. */
  #isNamed: (key: string) => boolean = () => false;

  constructor(schemas: Schema, api: Api) {
    this.#schemas = schemas;
    this.#statements = api.statements;
    this.#types = new Map(api.schemas.map(({ key, type }) => [key, type]));
    this.#hasVisibility = api.hasVisibility;
    this.#tags = new Tags(this.#schemas, api.circles.opened);
    this.#nested = new Map(
      api.circles.nested.flatMap((keys) => {
        const all = new Set(keys);
        return keys.map((key) => [key, all] as const);
      }),
    );
    [this.twofold, this.filed] = this.#findForms();
  }

  get(key: string): unknown {
    return Object.hasOwn(this.#schemas, key) ? this.#schemas[key] : undefined;
  }

  /** What stands for a schema among the others. */
  member(key: string, view: View): unknown {
    const alias = this.aliasOf(key, view);
    return alias === undefined ? this.copy(this.get(key), view) : { $ref: `#/${alias}` };
  }

  /**
   * The name of a schema that holds itself in a list; undefined for others. The compiler only takes
   * such a type where it is an alias that refers to itself by name.
   */
  aliasOf(key: string, view: View): string | undefined {
    if (!this.#nested.has(key)) return undefined;
    const home = this.formOf(key, view);
    const type = this.#types.get(key) as string;
    return home === undefined ? type : `${type}$${home}`;
  }

  /** The schema that an alias stands for; undefined if nothing has that name. */
  ofAlias(name: string): unknown {
    this.#aliases ??= new Map([
      ...[...this.#types].map(([key, type]) => [type, key] as const),
      ...[...this.#nested.keys()].flatMap((key) =>
        views.map((view) => [this.aliasOf(key, view), key] as const),
      ),
    ]);
    const key = this.#aliases.get(name);
    return key === undefined ? undefined : this.get(key);
  }
  #aliases: ReadonlyMap<string | undefined, string> | undefined;

  /** A schema that has an alias, as that is to be defined. */
  definition(key: string, view: View): unknown {
    const around = this.#nested.get(key);
    return this.#copyBy((other) => around?.has(other) === true, this.get(key), view);
  }

  /** A schema where it is used, outside of the types module. */
  written(schema: unknown, view: View): unknown {
    const isNamed = (key: string) => this.formOf(key, view) === undefined && this.#types.has(key);
    return this.#copyBy(isNamed, schema, view);
  }

  #copyBy(isNamed: (key: string) => boolean, schema: unknown, view: View): unknown {
    this.#isNamed = isNamed;
    try {
      return this.copy(schema, view);
    } finally {
      this.#isNamed = () => false;
    }
  }

  /** Keys of the schemas that have an alias. */
  get nested(): Iterable<string> {
    return this.#nested.keys();
  }

  /** Where the form stands that a request takes of a named schema; undefined if it has only one. */
  formOf(key: string, view: View): typeof writable | typeof writableForm | undefined {
    if (view === "form" && this.filed.has(key)) return writableForm;
    return view !== "read" && this.twofold.has(key) ? writable : undefined;
  }

  copy(schema: unknown, view: View): unknown {
    if (!isObject(schema)) return schema;
    const mark = markOf(this.#statements.get(schema));
    if (view === "form" && isBinary(schema)) {
      return mapFields(withMark(asFile(schema), mark), (child, field) => toField(field, child));
    }
    const input = withOpenIndex(asParts(this.#tags.apply(schema), (each) => this.#resolve(each)));
    return mapFields(withMark(input, mark), (child, field) => {
      if (inner.has(field)) return this.#copyInner(field, child, view);
      if (field === "$ref") return this.#rename(child, view);
      if (field === "required") return this.#copyRequired(schema, child, view);
      return dropped.has(field) ? undefined : toField(field, child);
    });
  }

  #copyInner(field: string, value: unknown, view: View): unknown {
    if (Array.isArray(value)) {
      return value.map((item) => this.copy(field === "allOf" ? asObject(item) : item, view));
    }
    if (!isObject(value) || !isMapKeyword(field)) return this.copy(value, view);
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
      ([, property]) => view !== "read" || !isHidden(this.#follow(property), view),
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

  #findForms(): [twofold: ReadonlySet<string>, filed: ReadonlySet<string>] {
    const users = new Map<string, string[]>();
    const twofold: string[] = [];
    const filed: string[] = [];
    for (const [key, schema] of Object.entries(this.#schemas)) {
      const found: Found = { refs: new Set(), isTwofold: false, isFiled: false };
      this.#scan(schema, found);
      if (found.isTwofold) twofold.push(key);
      if (found.isFiled) filed.push(key);
      for (const ref of found.refs) users.set(ref, [...(users.get(ref) ?? []), key]);
    }
    return [withUsers(twofold, users), withUsers(filed, users)];
  }

  /** What a schema refers to, and whether there is something itself that a view changes. */
  #scan(schema: unknown, found: Found): void {
    if (!isObject(schema)) return;
    const key = schemaKeyOf(schema["$ref"]);
    if (key !== undefined) found.refs.add(key);
    if (isBinary(schema)) found.isFiled = true;
    if (this.#hasVisibility && isObject(schema["properties"])) {
      found.isTwofold ||= Object.values(schema["properties"]).some((property) => {
        const flags = this.#follow(property);
        return isHidden(flags, "read") || isHidden(flags, "write");
      });
    }
    for (const [field, child] of Object.entries(schema)) {
      if (!inner.has(field)) continue;
      const isMap = isMapKeyword(field) && isObject(child);
      for (const each of isMap ? Object.values(child) : [child].flat()) this.#scan(each, found);
    }
  }

  #rename(ref: unknown, view: View): unknown {
    const key = schemaKeyOf(ref);
    if (key !== undefined && this.#isNamed(key))
      return `#/${this.aliasOf(key, view) ?? this.#types.get(key)}`;
    const home = key === undefined ? undefined : this.formOf(key, view);
    return home === undefined ? ref : `#/${home}/${String(ref).slice(prefix.length)}`;
  }

  /** The keywords of a schema and of what it refers to. */
  #follow(schema: unknown): Schema {
    if (!isObject(schema)) return {};
    const target = this.#resolve(schema);
    if (!isObject(target) || target === schema) return schema;
    return { ...target, ...schema };
  }

  #resolve(schema: unknown): unknown {
    let target = schema;
    // References may go round in a circle.
    for (let hops = 0; hops < 100; hops++) {
      const key = isObject(target) ? schemaKeyOf(target["$ref"]) : undefined;
      if (key === undefined) return target;
      target = this.get(key);
    }
    return undefined;
  }
}

interface Found {
  readonly refs: Set<string>;
  isTwofold: boolean;
  isFiled: boolean;
}

/** These, and all that refer to them, directly or not. */
function withUsers(
  keys: readonly string[],
  users: ReadonlyMap<string, readonly string[]>,
): ReadonlySet<string> {
  const all = new Set<string>();
  const open = [...keys];
  for (let key = open.pop(); key !== undefined; key = open.pop()) {
    if (all.has(key)) continue;
    all.add(key);
    open.push(...(users.get(key) ?? []));
  }
  return all;
}

function isBinary({ type, format, contentMediaType }: Schema): boolean {
  if (![type].flat().includes("string")) return false;
  return format === "binary" || contentMediaType === "application/octet-stream";
}

/** A file in the place of a text; the references of copies may name what is no component. */
function asFile({ type, nullable, enum: _, ...annotations }: Schema): Schema {
  const isNullable = nullable === true || (Array.isArray(type) && type.includes("null"));
  const file = { $ref: "#/Blob" };
  return isNullable
    ? { ...annotations, anyOf: [file, { type: "null" }] }
    : { ...annotations, ...file };
}

/**
 * What the copies have no use for. Definitions stand among the components if something refers to
 * them; here openapi-typescript would take them for a property.
 */
const dropped = new Set(["$defs", "discriminator", "readOnly", "writeOnly"]);
const nothing: ReadonlySet<string> = new Set();
const prefix = "#/components/schemas/";

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

const hasParts = (schema: Schema) => partKeywords.some((field) => Object.hasOwn(schema, field));

function isHidden(schema: Schema, view: View): boolean {
  const [one, other] = view === "read" ? ["writeOnly", "readOnly"] : ["readOnly", "writeOnly"];
  return schema[one as string] === true && schema[other as string] !== true;
}

/** openapi-typescript takes no `true` or `false` as a part of `allOf`. */
function asObject(schema: unknown): unknown {
  if (typeof schema !== "boolean") return schema;
  return schema ? {} : { enum: [] };
}
