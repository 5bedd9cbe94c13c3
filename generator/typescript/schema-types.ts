import {
  type Alternatives,
  type Around,
  type Contract,
  componentAt,
  declaredIn,
  isBinary,
  isInt64,
  isNumeric,
  isVisible,
  nothingAround,
  type OwnSchema,
  type Part,
  type Parts,
  type Shape,
} from "../contract/index.js";
import {
  asInt64,
  fieldsOf,
  holdsInexact,
  type Int64Type,
  isFields,
  top,
} from "../openapi/index.js";
import { markOf } from "./known.js";
import { printDocs } from "./modules.js";
import { describeSchema } from "./schema-comments.js";
import { toStringLiteral } from "./text.js";
import {
  anyObject,
  indented,
  intersection,
  literals,
  member,
  never,
  operand,
  type Source,
  simple,
  union,
  unknown,
  whole,
} from "./type-source.js";

/**
 * The form of a schema: in a response it has no write-only properties, in a request no read-only
 * ones. In a multipart form, binary text is a file.
 */
export type View = "read" | "write" | "form";

/** The interface with the request forms of schemas that have a different response form. */
export const writable = "Writable";
/** The interface with the forms of schemas that contain files when they are sent as a form. */
export const writableForm = "WritableForm";

/** Prints the types of an API's schemas from the contract. */
export class SchemaTypes {
  readonly #contract: Contract;
  readonly #int64: Int64Type;
  readonly #types: ReadonlyMap<string, string>;
  /** For each schema that contains itself in a list: the schemas on the cycle. */
  readonly #nested: ReadonlyMap<string, ReadonlySet<string>>;
  /** Names in the current output that must be declared. */
  #names = new Set<string>();
  /** Keys of the schemas that need their own alias. */
  #aliased: ReadonlySet<string> = new Set();
  /** Inline schemas whose types are being printed: one that contains itself would never end. */
  readonly #open = new Set<unknown>();

  /**
   * @param types names of the exported types, by the key of the schema
   * @param int64 what integers of 64 bits are
   */
  constructor(contract: Contract, types: ReadonlyMap<string, string>, int64: Int64Type) {
    this.#int64 = int64;
    this.#contract = contract;
    this.#types = types;
    this.#nested = new Map(
      contract.cycles.nested().flatMap((keys) => {
        const all = new Set(keys);
        return keys.map((key) => [key, all] as const);
      }),
    );
  }

  /** The type of a schema where it is used: named schemas by their names. */
  use(schema: unknown, view: View): { text: string; names: ReadonlySet<string> } {
    const names = new Set<string>();
    this.#names = names;
    this.#aliased = noNames;
    const { text } = this.#write(this.#contract.schemas.follow(schema, top), view);
    return { text, names };
  }

  /** The declaration of a component schema. */
  define(key: string, view: View): string {
    this.#names = new Set();
    this.#aliased = this.#nested.get(key) ?? new Set();
    const [part] = this.#contract.components.get(key) ?? [];
    if (!part) return unknown.text;
    const isAlias = componentAt(part.at) !== key;
    return (isAlias ? this.#write(part, view) : this.#writeShape(part, view, nothingAround)).text;
  }

  /** The interface with the request form of a named schema; undefined if it has only one form. */
  formOf(key: string, view: View): typeof writable | typeof writableForm | undefined {
    const { twofold, filed } = this.#contract.directions;
    if (view === "form" && filed.has(key)) return writableForm;
    return view !== "read" && twofold.has(key) ? writable : undefined;
  }

  /**
   * The alias for a form of a schema that contains itself in a list; undefined for others. The
   * compiler only accepts such a type if it is an alias that refers to itself by name.
   */
  aliasOf(key: string, view: View): string | undefined {
    const home = this.formOf(key, view);
    return home === undefined || !this.#nested.has(key)
      ? undefined
      : `${this.#types.get(key)}$${home}`;
  }

  #write(part: Part, view: View, around: Around = nothingAround): Source {
    const { raw, at } = part;
    const key = componentAt(at);
    if (key !== undefined && this.#types.has(key)) return this.#name(key, view);
    if (typeof raw === "boolean") return raw ? unknown : never;
    if (this.#open.has(raw)) return unknown;
    this.#open.add(raw);
    const source = this.#writeShape(part, view, around);
    this.#open.delete(raw);
    return source;
  }

  #name(key: string, view: View): Source {
    const home = this.formOf(key, view);
    const type = this.#types.get(key) as string;
    if (home === undefined) {
      this.#names.add(type);
      return whole(type);
    }
    const alias = this.#aliased.has(key) ? this.aliasOf(key, view) : undefined;
    if (alias !== undefined) return whole(alias);
    this.#names.add(home);
    return whole(`${home}[${toStringLiteral(key)}]`);
  }

  /** The type of several schemas that apply together, such as a property of two parts. */
  #writeAll(parts: Parts, view: View): Source {
    const [first] = parts;
    if (first && parts.length === 1) return this.#write(first, view);
    return intersection(parts.map((part) => this.#write(part, view)));
  }

  #writeShape(part: Part, view: View, around: Around): Source {
    if (typeof part.raw === "boolean") return part.raw ? unknown : never;
    const shape = this.#contract.shapes.of(part);
    const { own, bases, unions } = shape;
    if (own.never) return never;
    const inner = declaredIn(shape, around, this.#contract);
    const sources = [
      ...bases.map((base) => this.#write(base, view)),
      ...this.#writeOwn(part, shape, view, inner),
      ...unions.map((union) => this.#writeUnion(union, view, inner)),
    ].filter(({ text }) => text !== unknown.text);
    const type = sources.length > 0 ? intersection(sources) : this.#writeNothing(own);
    const isNullable = type.text !== unknown.text && this.#contract.shapes.isNullable(shape);
    return isNullable ? union([type, whole("null")]) : type;
  }

  /** The type of a schema without anything that types show. */
  #writeNothing({ types, values }: OwnSchema): Source {
    return types?.length === 0 || values?.length === 0 ? never : unknown;
  }

  /** The types of a schema's own keywords; empty if there is none. */
  #writeOwn(part: Part, shape: Shape, view: View, inner: Around): Source[] {
    const { own, leaves, bases } = shape;
    const tag = isFields(part.raw) && this.#contract.discriminators.inheritedBy(part.raw);
    const required = bases.length > 0 ? this.#requiredOfBases(shape) : noNames;
    const extra = new Map<string, Source>();
    for (const name of required) {
      const declared = inner(name);
      if (declared && this.#isVisible(declared, view)) {
        extra.set(name, this.#short(this.#writeAll(declared, view)));
      }
    }
    if (tag) extra.set(tag.property, literals(tag.values));
    if (own.values !== undefined) {
      const beside = extra.size > 0 ? [this.#writeObject(shape, view, inner, extra, false)] : [];
      return own.values.length > 0 ? [this.#literals(own), ...beside] : beside;
    }
    const isObject = own.types?.includes("object") ?? (hasMembers(own) || hasConditions(own));
    const isList = own.types?.includes("array") ?? (own.single.has("items") || hasPositions(own));
    const alternatives: Source[] = [];
    for (const type of own.types ?? []) {
      if (type === "object" || type === "array") continue;
      const isFile = view === "form" && leaves.some(({ raw }) => isFields(raw) && isBinary(raw));
      if (isNumeric(type) && isInt64(own)) alternatives.push(whole(this.#int64));
      else alternatives.push(type === "string" && isFile ? whole("Blob") : simple(type));
    }
    if (isList) alternatives.push(this.#writeList(own, view));
    if (isObject || (extra.size > 0 && alternatives.length === 0)) {
      alternatives.push(this.#writeObject(shape, view, inner, extra, isObject));
    }
    return alternatives.length > 0 ? [union(alternatives)] : [];
  }

  #literals(own: OwnSchema): Source {
    const { values = [] } = own;
    if (!isInt64(own)) return literals(values);
    // An integer that JavaScript read as another may be any.
    const [exact, other] = [
      values.filter((each) => !holdsInexact(each)),
      values.some(holdsInexact),
    ];
    const listed = literals(exact.map((value) => asInt64(value, this.#int64)));
    return other ? union([listed, whole(this.#int64)]) : listed;
  }

  #writeUnion({ of, list }: Alternatives, view: View, inner: Around): Source {
    const { discriminators } = this.#contract;
    const sources = list.map(({ part, written }) => {
      const type = this.#contract.shapes.isTypeless(part)
        ? unknown
        : this.#write(part, view, inner);
      const tag = isFields(of.raw) ? discriminators.discriminatorOf(of.raw, written) : undefined;
      if (!tag) return type;
      return intersection([type, whole(`{ ${member(tag.property, literals(tag.values))} }`)]);
    });
    return union(sources);
  }

  // Lists.

  #writeList({ prefixItems, single, bounds }: OwnSchema, view: View): Source {
    const items = single.get("items");
    const item = items ? this.#writeAll(items, view) : unknown;
    if (prefixItems.length === 0) return whole(`${operand(item)}[]`);
    const least = bounds.minItems ?? 0;
    const most = bounds.maxItems ?? Number.POSITIVE_INFINITY;
    const positions = prefixItems.slice(0, most).map((parts, position) => {
      const type = this.#writeAll(parts, view);
      return position < least ? type.text : `${operand(type)}?`;
    });
    const isClosed = item.text === "never" || most <= prefixItems.length;
    return whole(`[${[...positions, ...(isClosed ? [] : [`...${operand(item)}[]`])].join(", ")}]`);
  }

  // Objects.

  #writeObject(
    shape: Shape,
    view: View,
    inner: Around,
    extra: ReadonlyMap<string, Source>,
    isObject: boolean,
  ): Source {
    const { own } = shape;
    const members = new Map<string, string>();
    const types: Source[] = [];
    for (const [name, parts] of own.properties) {
      const isVisible = this.#isVisible(parts, view);
      // A request must not even contain read-only properties.
      if (!isVisible && view === "read") continue;
      const type = isVisible ? this.#writeAll(parts, view) : never;
      const isRequired = isVisible && own.required.has(name);
      const comment = isVisible ? this.#describe(shape, name, parts) : "";
      types.push(type);
      members.set(name, `${comment}${member(name, type, isRequired)}`);
    }
    for (const [name, type] of extra) {
      const known = own.properties.get(name);
      const text = known ? intersection([this.#writeAll(known, view), type]) : type;
      const comment = known ? this.#describe(shape, name, known) : "";
      members.set(name, `${comment}${member(name, text)}`);
    }
    for (const name of own.required) {
      if (own.properties.has(name) || members.has(name)) continue;
      const declared = inner(name);
      if (declared && !this.#isVisible(declared, view)) continue;
      const further = own.additional ? this.#writeAll(own.additional, view) : unknown;
      const type = declared ? this.#short(this.#writeAll(declared, view)) : further;
      if (shape.bases.length > 0 && !declared && this.#isRequiredOf(shape, name)) continue;
      members.set(name, member(name, type));
    }
    for (const [name, parts] of this.#conditional(own)) {
      if (members.has(name) || inner(name) || !this.#isVisible(parts, view)) continue;
      const types = parts.map((part) => this.#write(part, view));
      members.set(name, member(name, union(types), false));
    }
    const index = isObject ? this.#writeIndex(own, types, view) : undefined;
    if (members.size === 0) {
      if (index) return index;
      return own.additional === false ? whole("Record<string, never>") : anyObject;
    }
    const object = whole(`{\n${[...members.values()].map(indented).join("")}}`);
    return index ? intersection([object, index]) : object;
  }

  /**
   * The type of additional properties. TypeScript requires every declared property to match it, so
   * it also includes their types, or is `unknown` if that would repeat whole objects.
   */
  #writeIndex(own: OwnSchema, declared: readonly Source[], view: View): Source | undefined {
    const { additional, patternProperties, isExtensible, single } = own;
    const names = this.#namesOf(single.get("propertyNames"));
    if (names && additional && declared.length === 0) {
      const type = this.#writeAll(additional, view);
      return whole(`{ ${names.map((name) => member(name, type, false)).join(" ")} }`);
    }
    const unevaluated = single.get("unevaluatedProperties");
    const isOpen = isExtensible || unevaluated?.some(({ raw }) => raw !== false);
    const further = [
      ...(additional ? [this.#writeAll(additional, view)] : []),
      ...[...patternProperties.values()].map((parts) => this.#writeAll(parts, view)),
    ];
    if (further.length === 0 && !isOpen) return undefined;
    const isRepeated = declared.some(({ text }) => text.includes("\n"));
    const type = isOpen || isRepeated ? unknown : union([...further, ...declared]);
    return whole(`{ [key: string]: ${type.text} }`);
  }

  /** The names that properties may have, if they are listed. */
  #namesOf(parts: Parts | undefined): readonly string[] | undefined {
    const values = parts && this.#contract.schemas.read(parts).values;
    return values?.every((value) => typeof value === "string") ? values : undefined;
  }

  /** Properties that are only declared under a condition, each with its possible schemas. */
  #conditional({ single, dependentSchemas }: OwnSchema): ReadonlyMap<string, Parts> {
    const conditions = [single.get("then"), single.get("else"), ...dependentSchemas.values()];
    const found = new Map<string, Part[]>();
    for (const parts of conditions) {
      if (!parts) continue;
      for (const [name, declared] of this.#contract.schemas.read(parts).properties) {
        found.set(name, [...(found.get(name) ?? []), ...declared]);
      }
    }
    return found;
  }

  // Properties of schemas that apply together.

  /**
   * Properties that the schema or one of its bases requires, and that none of them both declares
   * and requires.
   */
  #requiredOfBases({ own, bases }: Shape): ReadonlySet<string> {
    const all = [own, ...bases.map((base) => this.#contract.shapes.of(base).own)];
    const names = new Set(all.flatMap(({ required }) => [...required]));
    for (const name of names) {
      const isDone = all.some((each) => each.required.has(name) && each.properties.has(name));
      if (isDone) names.delete(name);
    }
    return names;
  }

  #isRequiredOf({ bases }: Shape, name: string): boolean {
    return bases.some((base) => this.#contract.shapes.of(base).own.required.has(name));
  }

  /** A type that may be repeated; a longer one is shortened to any value. */
  #short(type: Source): Source {
    return type.text.includes("\n") ? union([whole("{}"), whole("null")]) : type;
  }

  #isVisible(parts: Parts, view: View): boolean {
    return isVisible(parts, view === "read" ? "received" : "sent", this.#contract);
  }

  // Comments.

  #describe({ leaves }: Shape, name: string, parts: Parts): string {
    const own = parts.find((part) => componentAt(part.at) === undefined);
    const { statements } = this.#contract;
    const written =
      statements.size === 0
        ? []
        : leaves.map(({ raw }) => fieldsOf(fieldsOf(raw)["properties"])[name]);
    const known = written.map((each) => statements.get(each)).find((each) => each !== undefined);
    return printDocs(describeSchema(own?.raw, markOf(known)));
  }
}

const noNames: ReadonlySet<string> = new Set();

function hasMembers({
  properties,
  patternProperties,
  additional,
  isExtensible,
  single,
}: OwnSchema) {
  return (
    properties.size > 0 ||
    patternProperties.size > 0 ||
    additional !== undefined ||
    isExtensible ||
    single.has("unevaluatedProperties")
  );
}

/** Whether a schema has conditions for some of its values. */
function hasConditions({ single, dependentSchemas }: OwnSchema): boolean {
  return single.has("then") || single.has("else") || dependentSchemas.size > 0;
}

const hasPositions = ({ prefixItems }: OwnSchema) => prefixItems.length > 0;
