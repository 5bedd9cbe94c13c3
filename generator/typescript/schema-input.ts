import { isBinary, isHidden, targetOf, typeKeywords, withTarget } from "../contract/index.js";
import type { Api, Statements } from "../model/index.js";
import { isFields, schemaKeyOf } from "../openapi/index.js";
import { markOf } from "./known.js";
import { mapFields, toField, withMark } from "./openapi-input.js";
import { asParts } from "./side-by-side.js";
import { withTags } from "./tags.js";
import { isMapKeyword, partKeywords } from "./type-keywords.js";

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
  const schemas = isFields(components) ? components["schemas"] : undefined;
  const input = new SchemaInput(isFields(schemas) ? schemas : {}, api);
  inputs.set(api, input);
  return input;
}

/** Copies schemas for openapi-typescript, which knows one form of each and misreads some. */
export class SchemaInput {
  readonly #schemas: Schema;
  readonly #types: ReadonlyMap<string, string>;
  readonly #hasVisibility: boolean;
  readonly #api: Api;
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
    this.#api = api;
    this.#nested = new Map(
      api.circles.nested.flatMap((keys) => {
        const all = new Set(keys);
        return keys.map((key) => [key, all] as const);
      }),
    );
    this.twofold = api.directions.twofold;
    this.filed = api.directions.filed;
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
    if (!isFields(schema)) return schema;
    const mark = markOf(this.#statements.get(schema));
    if (view === "form" && isBinary(schema)) {
      return mapFields(withMark(asFile(schema), mark), (child, field) => toField(field, child));
    }
    const input = withOpenIndex(
      asParts(withTags(schema, this.#api), (each) => targetOf(each, this.#schemas)),
    );
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
    if (!isFields(value) || !isMapKeyword(field)) return this.copy(value, view);
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
      ([, property]) => view !== "read" || !this.#isHidden(property, view),
    );
    return mapFields(Object.fromEntries(kept), (property) =>
      // `false` is the schema of no value.
      this.#isHidden(property, view) ? false : this.copy(property, view),
    );
  }

  #isHidden(property: unknown, view: View): boolean {
    const direction = view === "read" ? "received" : "sent";
    return isHidden(withTarget(property, this.#schemas), direction);
  }

  /** Names of the properties that a schema has somewhere, and that this view leaves out. */
  #hiddenIn(schema: unknown, view: View, seen = new Set<unknown>()): ReadonlySet<string> {
    const target = targetOf(schema, this.#schemas);
    if (!isFields(target) || seen.has(target)) return nothing;
    seen.add(target);
    const own = isFields(target["properties"]) ? Object.entries(target["properties"]) : [];
    const names = own.filter(([, property]) => this.#isHidden(property, view));
    const parts = Array.isArray(target["allOf"]) ? target["allOf"] : [];
    const inherited = parts.flatMap((part) => [...this.#hiddenIn(part, view, seen)]);
    if (names.length === 0 && inherited.length === 0) return nothing;
    return new Set([...names.map(([name]) => name), ...inherited]);
  }

  #rename(ref: unknown, view: View): unknown {
    const key = schemaKeyOf(ref);
    if (key !== undefined && this.#isNamed(key))
      return `#/${this.aliasOf(key, view) ?? this.#types.get(key)}`;
    const home = key === undefined ? undefined : this.formOf(key, view);
    return home === undefined ? ref : `#/${home}/${String(ref).slice(prefix.length)}`;
  }
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
  const isIndexed = (isFields(further) && Object.keys(further).length > 0) || isFields(patterns);
  if (!isIndexed || !isFields(properties)) return schema;
  const declared = Object.values(properties);
  const all = isFields(further) ? [further, ...declared] : declared;
  return { ...schema, additionalProperties: declared.every(isShort) ? { anyOf: all } : true };
}

function isShort(schema: unknown): boolean {
  if (!isFields(schema)) return false;
  if (schema["$ref"] !== undefined) return true;
  return schema["properties"] === undefined && schema["type"] !== "object" && !hasParts(schema);
}

const hasParts = (schema: Schema) => partKeywords.some((field) => Object.hasOwn(schema, field));

/** openapi-typescript takes no `true` or `false` as a part of `allOf`. */
function asObject(schema: unknown): unknown {
  if (typeof schema !== "boolean") return schema;
  return schema ? {} : { enum: [] };
}
