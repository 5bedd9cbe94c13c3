import {
  type Alternative,
  type Alternatives,
  type Contract,
  componentAt,
  isInt64,
  isVisible,
  type OwnSchema,
  type Part,
  type Parts,
} from "../../contract/index.js";
import type { Api } from "../../model/index.js";
import { isFields, top } from "../../openapi/index.js";
import {
  type ConstantStructure,
  Reference,
  type Statement,
  type StatementStructures,
  StructureKind,
  toLiteral,
} from "../../typescript/index.js";

/** Where 64-bit integers stand in values of a schema, as the runtime has it. */
export type Int64Place = true | Reference | { readonly [key: string]: unknown };

/** A name that no operation has. */
const imported = "$int64";

const known = new WeakMap<Api, Places>();

/** The places of a client whose 64-bit integers are no numbers; undefined if they are. */
export function int64PlacesOf(api: Api): Places | undefined {
  if (api.int64 === "number") return undefined;
  const places = known.get(api) ?? new Places(api);
  known.set(api, places);
  return places;
}

/** `int64.ts`: the places in component schemas, which refer to one another; empty without any. */
export function emitInt64Places(api: Api): readonly Statement[] {
  const places = int64PlacesOf(api);
  const declared = api.schemas.flatMap(({ key, type: name }): ConstantStructure[] => {
    const place = places?.define(key);
    if (place === undefined) return [];
    const value = toLiteral(place);
    return [
      { kind: "constant", isApart: true, isExported: true, name, type: "$Int64Place", value },
    ];
  });
  if (declared.length === 0) return [];
  const type: StatementStructures = {
    kind: StructureKind.ImportDeclaration,
    isTypeOnly: true,
    namedImports: [{ name: "Int64Place", alias: "$Int64Place" }],
    moduleSpecifier: "./runtime/int64.js",
  };
  return [type, ...declared];
}

/** What a module imports where it refers to these. */
export function importInt64Places(texts: readonly string[]): StatementStructures[] {
  if (!texts.some((text) => text.includes(`${imported}.`))) return [];
  return [
    {
      kind: StructureKind.ImportDeclaration,
      namespaceImport: imported,
      moduleSpecifier: "./int64.js",
    },
  ];
}

export class Places {
  readonly #contract: Contract;
  readonly #types: ReadonlyMap<string, string>;
  /** Keys of the component schemas that hold such an integer, themselves or in others. */
  readonly #holders: ReadonlySet<string>;
  /** Component schemas that were referred to. */
  #uses = new Set<string>();
  /** Whether one was found that is in no component. */
  #isFound = false;
  /** Schemas without a name that are being read: one that is in itself has no end. */
  readonly #open = new Set<unknown>();
  /** How references are written: in the module of the places, and in others. */
  #isInside = false;

  constructor({ contract, schemas }: Api) {
    this.#contract = contract;
    this.#types = new Map(schemas.map(({ key, type }) => [key, type]));
    // At first each schema may be one.
    this.#holders = new Set(this.#types.keys());
    this.#holders = this.#findHolders();
  }

  /** The place of a schema where it is used; undefined if it holds none. */
  use(schema: unknown): Int64Place | undefined {
    this.#isInside = false;
    return this.#read(this.#contract.schemas.follow(schema, top));
  }

  /** The place of a component schema, as its name is declared. */
  define(key: string): Int64Place | undefined {
    if (!this.#holders.has(key)) return undefined;
    this.#isInside = true;
    return this.#readComponent(key);
  }

  #readComponent(key: string): Int64Place | undefined {
    const [part] = this.#contract.components.get(key) ?? [];
    if (!part) return undefined;
    return componentAt(part.at) === key ? this.#readShape(part) : this.#read(part);
  }

  /** Goes from those that have one to all that refer to them. */
  #findHolders(): ReadonlySet<string> {
    const users = new Map<string, string[]>();
    const found = new Set<string>();
    for (const key of this.#types.keys()) {
      this.#uses = new Set();
      this.#isFound = false;
      this.#readComponent(key);
      for (const used of this.#uses) users.set(used, [...(users.get(used) ?? []), key]);
      if (this.#isFound) found.add(key);
    }
    for (const key of found) for (const user of users.get(key) ?? []) found.add(user);
    return found;
  }

  #read(part: Part): Int64Place | undefined {
    const { raw, at } = part;
    const key = componentAt(at);
    const type = key === undefined ? undefined : this.#types.get(key);
    if (key !== undefined && type !== undefined) {
      if (!this.#holders.has(key)) return undefined;
      this.#uses.add(key);
      return new Reference(this.#isInside ? `() => ${type}` : `${imported}.${type}`);
    }
    if (typeof raw === "boolean" || this.#open.has(raw)) return undefined;
    this.#open.add(raw);
    const place = this.#readShape(part);
    this.#open.delete(raw);
    return place;
  }

  #readShape(part: Part): Int64Place | undefined {
    const { own, bases, unions } = this.#contract.shapes.of(part);
    return together([
      ...bases.map((base) => this.#read(base)),
      this.#readOwn(own),
      ...unions.map((union) => this.#readUnion(union)),
    ]);
  }

  #readAll(parts: Parts | undefined): Int64Place | undefined {
    return together((parts ?? []).map((part) => this.#read(part)));
  }

  #readOwn(own: OwnSchema): Int64Place | undefined {
    const isOne = isInt64(own);
    if (isOne) this.#isFound = true;
    const inside = { ...this.#readList(own), ...this.#readObject(own) };
    return together([isOne || undefined, Object.keys(inside).length > 0 ? inside : undefined]);
  }

  #readList({ prefixItems, single }: OwnSchema): object {
    const first = prefixItems.map((parts) => this.#readAll(parts));
    const items = this.#readAll(single.get("items"));
    const isNeeded = first.some((place) => place !== undefined) || items !== undefined;
    return {
      ...(isNeeded && first.length > 0 && { first: first.map((place) => place ?? false) }),
      ...(items !== undefined && { items }),
    };
  }

  #readObject(own: OwnSchema): object {
    const properties = new Map<string, Int64Place | false>();
    for (const [name, parts] of own.properties) {
      properties.set(name, asMember(name, this.#readAll(parts)));
    }
    const conditions = [own.single.get("then"), own.single.get("else")];
    for (const parts of [...conditions, ...own.dependentSchemas.values()]) {
      const conditional = parts && this.#contract.schemas.read(parts).properties;
      for (const [name, declared] of conditional ?? []) {
        if (properties.get(name)) continue;
        properties.set(name, asMember(name, this.#readAll(declared)));
      }
    }
    // As in types, a property without a name may be what any of these says.
    const others = together([
      this.#readAll(own.additional || undefined),
      ...[...own.patternProperties.values()].map((parts) => this.#readAll(parts)),
    ]);
    const named = [...properties].filter(([, place]) => others !== undefined || place !== false);
    return {
      ...(named.length > 0 && { properties: Object.fromEntries(named) }),
      ...(others !== undefined && { others }),
    };
  }

  /** The alternatives that hold one, each with what tells a value of it. */
  #readUnion({ of, list }: Alternatives): Int64Place | undefined {
    return together(
      list.map((alternative) => {
        const place = this.#read(alternative.part);
        if (place === undefined || list.length === 1) return place;
        const { has, is } = this.#signsOf(of, alternative);
        const signs = {
          ...(has.length > 0 && { has }),
          ...(Object.keys(is).length > 0 && { is }),
        };
        return Object.keys(signs).length > 0 ? { ...signs, all: [place] } : place;
      }),
    );
  }

  /** By what a value of an alternative is told: its tag, what it requires, what is constant. */
  #signsOf(of: Part, { part, written }: Alternative) {
    const { discriminators, shapes } = this.#contract;
    const tags = [
      isFields(of.raw) ? discriminators.discriminatorOf(of.raw, written) : undefined,
      isFields(part.raw) ? discriminators.inheritedBy(part.raw) : undefined,
    ];
    const has = new Set<string>();
    const is = new Map<string, readonly unknown[]>();
    const shape = shapes.of(part);
    for (const { own } of [shape, ...shape.bases.map((base) => shapes.of(base))]) {
      for (const [name, parts] of own.properties) {
        const isSeen = ["sent", "received"] as const;
        const isAlways = isSeen.every((direction) => isVisible(parts, direction, this.#contract));
        if (own.required.has(name) && isAlways) has.add(name);
        // Of several values a server may send one more.
        const { values = [] } = this.#contract.schemas.read(parts);
        if (values.length === 1 && typeof values[0] === "string") is.set(name, values);
      }
    }
    for (const tag of tags) if (tag) is.set(tag.property, tag.values);
    return { has: [...has], is: Object.fromEntries(is) };
  }
}

/** Behind a name that every object has stands no reference (`toMember`). */
function asMember(name: string, place: Int64Place | undefined): Int64Place | false {
  const isOfAll = Object.hasOwn(Object.prototype, name) && place instanceof Reference;
  return isOfAll ? { all: [place] } : (place ?? false);
}

/** Each of them holds. */
function together(places: readonly (Int64Place | undefined)[]): Int64Place | undefined {
  const found = places.filter((place) => place !== undefined);
  const [first] = found;
  return found.length > 1 ? { all: found } : first;
}
