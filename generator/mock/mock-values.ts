import type { Media } from "../contract/index.js";
import type { CompleteSchemas, JsonSchema } from "../json-schema/index.js";
import { encodedPart, isFields, partsOfPath } from "../openapi/index.js";
import type { ExchangeRequest } from "../recordings/index.js";
import { linkTo, overlaid, pageOf } from "../runtime/msw/index.js";
import type { Match } from "../verify/index.js";
import { type AnswerForm, type Collection, type Role, successOf } from "./collections.js";
import type { Entities, Entity } from "./entities.js";
import { bodyOfPage, pageFormOf } from "./page-of-list.js";
import type { Matches, Sampler } from "./sampler.js";

/** A call whose answer is JSON that the document describes. */
export interface Call {
  readonly request: ExchangeRequest;
  readonly match: Match;
  readonly role: Role | undefined;
  readonly place: string;
  /** The thing that the call has made or changed. */
  readonly acted: Entity | undefined;
}

export interface MockValuesOptions {
  /** As they are received. */
  readonly schemas: CompleteSchemas;
  readonly matches: Matches;
  readonly sampler: Sampler;
  readonly entities: Entities;
}

/** What answers say: examples first, then things of collections, then samples. */
export class MockValues {
  readonly #options: MockValuesOptions;

  constructor(options: MockValuesOptions) {
    this.#options = options;
  }

  valueFor(
    { request, match, role, place, acted }: Call,
    media: Media,
    schema: JsonSchema,
  ): { value: unknown; link?: string } {
    const example = this.#exampleOf(media, schema);
    if (!role) {
      const key = `${match.operation.name.path}?${[...match.pathValues.values()].join("/")}`;
      const base = example ?? this.#options.sampler.sample(schema, `${key}/0`);
      return { value: this.#overlaid(schema, base, sentBody(request)) };
    }
    if (role.does === "list") return this.#list(request, role, place, example, schema);
    if (acted) return { value: this.#options.entities.show(acted, schema) };
    const sent = sentBody(request);
    if (role.does === "create") {
      const base = example ?? this.#options.sampler.sample(schema, `${place}/+`);
      return { value: this.#overlaid(schema, base, sent) };
    }
    const entity = this.#find(role, place, match) ?? this.#anyWith(role, place, match, schema);
    const shown = this.#options.entities.show(entity, schema);
    const { idProperty } = role.collection;
    // An example with another id is another thing: its members would contradict the list's.
    const isOfExample =
      isFields(example) &&
      isFields(shown) &&
      (idProperty === undefined || example[idProperty] === shown[idProperty]);
    const own = isOfExample ? example : shown;
    return { value: this.#overlaid(schema, own, sent) };
  }

  #overlaid(schema: JsonSchema, base: unknown, sent: unknown): unknown {
    return overlaid(base, isFields(sent) ? sent : {}, (value) =>
      this.#options.matches(schema, value),
    );
  }

  #list(
    request: ExchangeRequest,
    { collection }: Role,
    place: string,
    example: unknown,
    schema: JsonSchema,
  ): { value: unknown; link?: string } {
    const item = this.#options.schemas.of(collection.item);
    const all = this.allOf(collection, place, example);
    const page = pageOf(pageFormOf(collection), request.url.searchParams, all.length);
    const items = all
      .slice(page.from, page.from + page.size)
      .map((entity) => this.#options.entities.show(entity, item));
    const base = example ?? this.#options.sampler.sample(schema, `${place}/list/0`);
    if (base === undefined) return { value: undefined };
    const around = { count: all.length, page, url: request.url };
    const value = bodyOfPage(base, collection, items, schema, around, this.#options.matches);
    const { pagination } = collection.list.operation;
    const hasHeader = pagination?.header !== undefined && page.next !== undefined;
    const link =
      hasHeader && page.next ? `<${linkTo(page.next, request.url)}>; rel="next"` : undefined;
    if (this.#options.matches(schema, value))
      return link === undefined ? { value } : { value, link };
    // A list of another length than its schema demands: then rather the schema's own.
    return { value: base };
  }

  allOf(collection: Role["collection"], place: string, example?: unknown): Entity[] {
    const item = this.#options.schemas.of(collection.item);
    const form = successOf(collection.list.operation);
    const shown =
      example ??
      (form?.media?.schema &&
        this.#exampleOf(form.media, this.#options.schemas.of(form.media.schema)));
    const examples = collection.list.items.reduce<unknown>(
      (value, step) => (isFields(value) ? value[step] : undefined),
      shown,
    );
    return this.#options.entities.all(
      collection,
      place,
      item,
      Array.isArray(examples) ? examples : [],
    );
  }

  #find({ collection, parameter }: Role, place: string, { pathValues }: Match): Entity | undefined {
    const id = parameter === undefined ? undefined : pathValues.get(parameter);
    return this.allOf(collection, place).find(
      (entity) => entity.id !== undefined && entity.id === id,
    );
  }

  #anyWith(
    { collection, parameter }: Role,
    place: string,
    { pathValues }: Match,
    schema: JsonSchema,
  ): Entity {
    const id = (parameter === undefined ? undefined : pathValues.get(parameter)) ?? "";
    return this.#options.entities.withId(collection, place, id, schema);
  }

  /** Creates, changes or deletes; `gone` if there is nothing with that id. */
  act(
    request: ExchangeRequest,
    match: Match,
    role: Role,
    place: string,
    form: AnswerForm,
  ): Entity | "gone" | undefined {
    const { collection, does } = role;
    if (does === "list") return undefined;
    const all = this.allOf(collection, place);
    const body = sentBody(request);
    const sent = isFields(body) ? body : {};
    if (does === "create") {
      const schema = form.media?.schema ?? collection.item;
      return this.#options.entities.create(
        collection,
        place,
        this.#options.schemas.of(schema),
        sent,
        all,
      );
    }
    const entity = this.#find(role, place, match);
    const index = entity ? all.indexOf(entity) : -1;
    if (!entity) return "gone";
    if (does === "delete") all.splice(index, 1);
    if (does === "read" || does === "delete") return entity;
    const changed = { ...entity, values: { ...entity.values, ...sent } };
    all[index] = changed;
    return changed;
  }

  #exampleOf({ node }: Media, schema: JsonSchema): unknown {
    const [named] = node.get("examples").fields();
    const candidates = [node.get("example").value, named?.[1].get("value").value];
    return candidates.find((value) => value !== undefined && this.#options.matches(schema, value));
  }
}

/** The path of the list with the values of the call. */
export function placeOf(collection: Collection, pathValues: ReadonlyMap<string, string>): string {
  return partsOfPath(collection.path)
    .map((part, index) => (index % 2 === 1 ? encodedPart(pathValues.get(part) ?? "") : part))
    .join("");
}

/** The JSON of a request; undefined if it has none. */
export function sentBody({ body }: ExchangeRequest): unknown {
  if (!body || body.bytes.length === 0) return undefined;
  try {
    return JSON.parse(body.bytes.toString("utf8"));
  } catch {
    return undefined;
  }
}
