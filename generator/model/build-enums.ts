import {
  type Contract,
  type EnumInside,
  enumsIn,
  enumsOfSchemaOwner,
  isWrittenInt64,
  type NamedValue,
  namedValuesOf,
  type Statement,
} from "../contract/index.js";
import { encodeToken } from "../openapi/index.js";
import type { EnumValues } from "./api.js";
import type { OperationDraft } from "./build-operations.js";
import { toIdentifier } from "./identifiers.js";

/**
 * An enum that has no name of its own, such as that of a property, before its list is given one.
 */
export interface EnumDraft {
  /** What it stands in, and its place there without positions: `schemas Bom#lines/state`. */
  readonly identity: string;
  /** The text that the names of its list and of its values by name are made of. */
  readonly text: string;
  /** What it is an enum of, in words. */
  readonly of: string;
  /** How the place is known where it is first found. */
  readonly statement: Statement | undefined;
  readonly list: EnumValues["list"];
  readonly isInt64: boolean;
  /** Undefined unless the spec has names for all of them. */
  readonly named: readonly NamedValue[] | undefined;
}

/** The enums inside components and operations, by their place. */
export function buildInnerEnums(
  contract: Contract,
  drafts: readonly OperationDraft[],
): EnumDraft[] {
  const enums = new Enums(contract);
  const components = contract.document.get("components");
  for (const [key, { value }] of components.get("schemas").fields()) {
    // An enum at the top is the schema itself, and its list has a name already.
    const inside = enumsIn(value).filter(({ schema }) => schema !== value);
    enums.add(inside, { owner: `schemas ${key}`, called: key, of: `schema \`${key}\`` });
  }
  for (const [key, parameter] of contract.parameters) {
    const owner = { owner: `parameters ${key}`, called: key, of: `parameter \`${key}\`` };
    enums.add(enumsOfSchemaOwner(parameter), owner);
  }
  for (const { identity, called, parameters, source, body, responses } of drafts) {
    const owner = { owner: `operations ${identity}`, called, of: identity };
    for (const parameter of source.parameters.values()) {
      const { in: place, name } = parameter;
      if (parameters.some((each) => each.in === place && each.name === name))
        enums.add(enumsOfSchemaOwner(parameter), owner, [place, name], [name]);
    }
    if (body && source.body) enums.add(enumsOfSchemaOwner(source.body), owner, ["body"]);
    for (const { key, success } of responses) {
      const response = [...source.responses.values()].find((each) => each.key === key);
      if (response) enums.add(enumsOfSchemaOwner(response), owner, [success ? "data" : key]);
    }
  }
  return enums.all();
}

interface Owner {
  readonly owner: string;
  readonly called: string;
  readonly of: string;
}

type Growing = EnumDraft & { list: EnumDraft["list"]; named: EnumDraft["named"] };

class Enums {
  readonly #drafts = new Map<string, Growing>();
  readonly #contract: Contract;

  constructor(contract: Contract) {
    this.#contract = contract;
  }

  all(): EnumDraft[] {
    return [...this.#drafts.values()];
  }

  /**
   * @param place identifies what they stand in, in its owner
   * @param words says so in a name
   */
  add(
    found: readonly EnumInside[],
    { owner, called, of }: Owner,
    place: readonly string[] = [],
    words: readonly string[] = place,
  ): void {
    for (const { path, list, schema } of found) {
      const whole = [...place, ...path];
      const identity = `${owner}#${whole.map(escapeStep).join("/")}`;
      const known = this.#drafts.get(identity);
      if (known) {
        known.list = [...new Set([...known.list, ...list])];
        known.named = together(known.named, namedValuesOf(schema));
        continue;
      }
      const text = toIdentifier([called, ...words, ...path].join(" "), "pascal");
      const inside = whole.length === 0 ? of : `\`${whole.join(".")}\` of ${of}`;
      const statement = this.#contract.statements.get(schema);
      const named = namedValuesOf(schema);
      const isInt64 = isWrittenInt64(schema);
      this.#drafts.set(identity, { identity, text, of: inside, statement, list, isInt64, named });
    }
  }
}

/**
 * The names of enums that stand at one place; none if one has none, or two mean other values by
 * one.
 */
function together(one: EnumDraft["named"], other: EnumDraft["named"]): EnumDraft["named"] {
  if (!one || !other) return undefined;
  const known = new Map(one.map(({ name, value }) => [name, value]));
  const more = other.filter(({ name }) => !known.has(name));
  const isClear = other.every(({ name, value }) => !known.has(name) || known.get(name) === value);
  return isClear ? [...one, ...more] : undefined;
}

/** A `#` separates the owner from the place, and a slash the steps of the place. */
function escapeStep(step: string): string {
  return encodeToken(step).replaceAll("#", "~2");
}
