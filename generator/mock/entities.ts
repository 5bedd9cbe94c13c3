import { randomUUID } from "node:crypto";
import type { JsonSchema } from "../json-schema/index.js";
import { isFields } from "../openapi/index.js";
import { overlaid, withMember } from "../runtime/msw/index.js";
import type { Collection } from "./collections.js";
import type { Matches, Sampler } from "./sampler.js";

/** One thing of a collection: what it is made from, and what is known of it besides. */
export interface Entity {
  readonly key: string;
  /** As its path names it; undefined if nothing of it looks like an id. */
  readonly id: string | undefined;
  /** Members that it has in every form in which it is shown. */
  readonly values: Fields;
}

type Fields = Readonly<Record<string, unknown>>;

export interface EntitiesOptions {
  readonly sampler: Sampler;
  readonly matches: Matches;
  /** How many things a collection has at first. */
  readonly count: number;
}

/** The things that collections have, so that a list and what is read one by one agree. */
export class Entities {
  readonly #options: EntitiesOptions;
  readonly #all = new Map<string, Entity[]>();
  readonly #shown = new WeakMap<Entity, Map<JsonSchema, unknown>>();

  constructor(options: EntitiesOptions) {
    this.#options = options;
  }

  /**
   * All of a collection, in order.
   *
   * @param place the path of the list with its values: `/boms/7/lines`
   * @param item the schema of an item in the list
   * @param examples items that the document shows; they come first
   */
  all(
    { idProperty }: Collection,
    place: string,
    item: JsonSchema,
    examples: readonly unknown[],
  ): Entity[] {
    const known = this.#all.get(place);
    if (known) return known;
    const made: Entity[] = [];
    for (
      let index = 0;
      made.length < this.#options.count && index < this.#options.count * 2;
      index++
    ) {
      const example = examples[index];
      const values = isFields(example) ? example : {};
      const key = `${place}/${index}`;
      const entity = { key, id: undefined, values };
      const shown = this.show(entity, item);
      if (!isFields(shown)) break;
      const id = idProperty === undefined ? undefined : textOf(shown[idProperty]);
      if (id !== undefined && made.some((other) => other.id === id)) continue;
      made.push(id === undefined ? entity : Object.assign(entity, { id }));
    }
    this.#all.set(place, made);
    return made;
  }

  /** A thing as a schema has it; undefined if no value of that schema was found. */
  show(entity: Entity, schema: JsonSchema): unknown {
    const known = this.#shown.get(entity) ?? new Map<JsonSchema, unknown>();
    this.#shown.set(entity, known);
    if (!known.has(schema)) {
      const base = this.#options.sampler.sample(schema, entity.key);
      const { matches } = this.#options;
      known.set(
        schema,
        overlaid(base, entity.values, (value) => matches(schema, value)),
      );
    }
    return known.get(schema);
  }

  /** One that was asked for by an id that nothing has: whoever mocks reads things by ids of his own. */
  withId({ idProperty }: Collection, place: string, id: string, schema: JsonSchema): Entity {
    const key = `${place}/=${id}`;
    const candidates = idProperty === undefined ? [] : [id, Number(id)];
    const fitting = candidates.find((value) => {
      const shown = this.#options.sampler.sample(schema, key);
      return (
        isFields(shown) && this.#options.matches(schema, withMember(shown, idProperty ?? "", value))
      );
    });
    return { key, id, values: fitting === undefined ? {} : { [idProperty ?? ""]: fitting } };
  }

  /** Adds a thing at the end of its collection. */
  create(
    collection: Collection,
    place: string,
    schema: JsonSchema,
    sent: Fields,
    all: Entity[],
  ): Entity {
    const { idProperty } = collection;
    const key = `${place}/+${randomUUID()}`;
    const shown = this.#options.sampler.sample(schema, key);
    const ids = new Set(all.map(({ id }) => id));
    const own = isFields(shown) && idProperty !== undefined ? shown[idProperty] : undefined;
    const id = this.#freeId(own, ids);
    const values =
      id === undefined || idProperty === undefined ? sent : { ...sent, [idProperty]: id };
    const entity = { key, id: textOf(id), values };
    all.push(entity);
    return entity;
  }

  #freeId(own: unknown, taken: ReadonlySet<string | undefined>): unknown {
    if (typeof own !== "number") return own;
    let id = Math.max(0, ...[...taken].map(Number).filter(Number.isSafeInteger)) + 1;
    while (taken.has(String(id))) id += 1;
    return id;
  }
}

function textOf(value: unknown): string | undefined {
  return typeof value === "string" || typeof value === "number" ? String(value) : undefined;
}
