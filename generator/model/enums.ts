import { encodeToken, keywordsWhere, parameterKey, schemasIn } from "../openapi/index.js";
import type { EnumValues, Statement, Statements } from "./api.js";
import type { OperationNode } from "./methods.js";
import { toIdentifier } from "./names.js";
import type { OperationDraft } from "./operations.js";
import { isObject, type Reader } from "./reader.js";
import { enumOf } from "./schema.js";

/** An enum that has no name of its own, such as that of a property, before its list is given one. */
export interface EnumDraft {
  /** What it stands in, and its place there without positions: `schemas Bom#lines/state`. */
  readonly identity: string;
  /** The text that the name of its list is made of. */
  readonly text: string;
  /** What it is an enum of, in words. */
  readonly of: string;
  /** How the place is known where it is first found. */
  readonly statement: Statement | undefined;
  readonly list: EnumValues["list"];
}

/**
 * The enums inside components and operations, by their place. Alternatives, parts and items of a
 * schema have no place of their own: an identity must not depend on their order, and what they list
 * is what may stand at one place.
 */
export function readInnerEnums(
  components: Reader,
  drafts: readonly OperationDraft[],
  nodes: ReadonlyMap<string, OperationNode>,
  statements: Statements,
): EnumDraft[] {
  const enums = new Enums(statements);
  for (const [key, { value }] of components.at("schemas").fields()) {
    // An enum at the top is the schema itself, and its list has a name already.
    const schema = enumOf(value) && isObject(value) ? { ...value, enum: undefined } : value;
    enums.add(schema, { owner: `schemas ${key}`, called: key, of: `schema \`${key}\`` });
  }
  for (const [key, { value }] of components.at("parameters").fields()) {
    const owner = { owner: `parameters ${key}`, called: key, of: `parameter \`${key}\`` };
    enums.addHolder(value, owner);
  }
  for (const draft of drafts) {
    const { identity, called, parameters } = draft;
    const node = nodes.get(identity) as OperationNode;
    const owner = { owner: `operations ${identity}`, called, of: identity };
    for (const [key, value] of parametersOf(node)) {
      const parameter = parameters.find((each) => parameterKey(each.in, each.name) === key);
      if (parameter)
        enums.addHolder(value, owner, [parameter.in, parameter.name], [parameter.name]);
    }
    if (draft.body) enums.addHolder(draft.node.at("requestBody").value, owner, ["body"]);
    for (const { key, success } of draft.responses) {
      const { value } = draft.node.at("responses").at(key);
      enums.addHolder(value, owner, [success ? "data" : key]);
    }
  }
  return enums.all();
}

/** The parameters that an operation declares itself, or its path does, by place and name. */
function parametersOf({ pathItem, node }: OperationNode): ReadonlyMap<string, unknown> {
  const found = new Map<string, unknown>();
  for (const owner of [pathItem, node]) {
    for (const parameter of owner.at("parameters").items()) {
      const { value } = parameter.resolved();
      if (!isObject(value)) continue;
      // One that is referred to is a component; it may take the place of the path's.
      const own = parameter.ref() === undefined ? value : undefined;
      found.set(parameterKey(String(value["in"]), String(value["name"])), own);
    }
  }
  return found;
}

interface Owner {
  readonly owner: string;
  readonly called: string;
  readonly of: string;
}

class Enums {
  readonly #drafts = new Map<string, EnumDraft & { list: EnumValues["list"] }>();
  readonly #statements: Statements;

  constructor(statements: Statements) {
    this.#statements = statements;
  }

  all(): EnumDraft[] {
    return [...this.#drafts.values()];
  }

  /** What has a schema, or one for each media type. */
  addHolder(
    holder: unknown,
    owner: Owner,
    place: readonly string[] = [],
    words: readonly string[] = place,
  ): void {
    if (!isObject(holder) || holder["$ref"] !== undefined) return;
    const { schema, content } = holder;
    this.add(schema, owner, place, words);
    for (const media of Object.values(isObject(content) ? content : {})) {
      if (!isObject(media) || media["$ref"] !== undefined) continue;
      this.add(media["schema"], owner, place, words);
      this.add(media["itemSchema"], owner, place, words);
    }
  }

  /**
   * @param place identifies the schema in its owner
   * @param words says so in a name
   */
  add(
    schema: unknown,
    owner: Owner,
    place: readonly string[] = [],
    words: readonly string[] = place,
  ): void {
    if (!isObject(schema) || schema["$ref"] !== undefined) return;
    const list = enumOf(schema);
    if (list) this.#note(list, this.#statements.get(schema), owner, place, words);
    for (const [name, property] of entriesOf(schema["properties"])) {
      this.add(property, owner, [...place, name], [...words, name]);
    }
    for (const keyword of samePlace) {
      for (const each of schemasIn(keyword, schema[keyword])) this.add(each, owner, place, words);
    }
  }

  #note(
    list: EnumValues["list"],
    statement: Statement | undefined,
    { owner, called, of }: Owner,
    place: readonly string[],
    words: readonly string[],
  ): void {
    const identity = `${owner}#${place.map(escapeStep).join("/")}`;
    const known = this.#drafts.get(identity);
    if (known) {
      known.list = [...new Set([...known.list, ...list])];
      return;
    }
    const text = `${toIdentifier([called, ...words].join(" "), "pascal")}Values`;
    const inside = place.length === 0 ? of : `\`${place.join(".")}\` of ${of}`;
    this.#drafts.set(identity, { identity, text, of: inside, statement, list });
  }
}

/** Keywords whose schemas show in types and have no place of their own. */
const samePlace = keywordsWhere(
  ({ applies, means }) => applies !== undefined && means === "type",
).filter((keyword) => keyword !== "properties");

/** A `#` separates the owner from the place, and a slash the steps of the place. */
function escapeStep(step: string): string {
  return encodeToken(step).replaceAll("#", "~2");
}

function entriesOf(value: unknown): [string, unknown][] {
  return isObject(value) ? Object.entries(value) : [];
}
