import { essenceOf } from "../media-type.js";
import type { Api } from "../model/index.js";
import { isExact } from "../numbers.js";
import {
  decodeToken,
  type Fields,
  isFields,
  type Kind,
  kindIn,
  kindOfSection,
  methodFields,
  parameterKey,
  refOf,
  resolveIn,
  slotOf,
} from "../openapi/index.js";
import { markOf, sayAspects } from "./known.js";
import {
  type SchemaInput,
  schemaInputOf,
  type View,
  writable,
  writableForm,
} from "./schema-input.js";
import { toComment, toLineComment } from "./text.js";

/** Those that openapi-typescript knows. */
export const methods: readonly string[] = methodFields("3.1");

const inputs = new WeakMap<Api, OpenApiInput>();

/** What there is to print of an API; found out once for all that asks. */
export function openApiInputOf(api: Api): OpenApiInput {
  const known = inputs.get(api);
  if (known) return known;
  const { components } = api.document;
  const input = new OpenApiInput(isFields(components) ? components : {}, schemaInputOf(api), api);
  inputs.set(api, input);
  return input;
}

/**
 * What openapi-typescript is given: a copy of one object of the spec at a time, in which schemas
 * are as the place of the object wants them, and texts are safe in a comment.
 */
export class OpenApiInput {
  readonly #components: Fields;
  readonly #schemas: SchemaInput;
  readonly #known: Pick<Api, "statements" | "provenances">;
  readonly #resolved = new Map<string, unknown>();

  constructor(
    components: Fields,
    schemas: SchemaInput,
    known: Pick<Api, "statements" | "provenances">,
  ) {
    this.#components = components;
    this.#schemas = schemas;
    this.#known = known;
  }

  path(value: unknown): unknown {
    return this.#copy("pathItem", value, "write");
  }

  /** The client receives what others send to a webhook. */
  webhook(value: unknown): unknown {
    return this.#copy("pathItem", this.#posted(value), "read");
  }

  /** The component that a reference means, as a copy; openapi-typescript reads its outer fields. */
  resolve(ref: string): unknown {
    const [, home = "", section = "", name = ""] = ref.split("/").map(decodeToken);
    if (home === writable || home === writableForm) return this.#schemas.get(section);
    const aliased = this.#schemas.ofAlias(home);
    if (aliased !== undefined) return aliased;
    if (section === "schemas") return this.#schemas.get(name);
    const known = this.#resolved.get(ref);
    if (known) return known;
    const entries = this.#components[section];
    const value = isFields(entries) && Object.hasOwn(entries, name) ? entries[name] : undefined;
    // Put there before it is followed, for references that go round in a circle.
    this.#resolved.set(ref, value);
    const next = isFields(value) ? value["$ref"] : undefined;
    const resolved = typeof next === "string" ? this.resolve(next) : this.component(section, value);
    this.#resolved.set(ref, resolved);
    return resolved;
  }

  component(section: string, value: unknown): unknown {
    const kind = kindOfSection(section);
    if (kind === "schema" || kind === undefined) return this.#schemas.copy(value, "read");
    const input = kind === "pathItem" ? this.#posted(value) : value;
    return this.#copy(kind, input, section === "headers" ? "read" : "write");
  }

  /** openapi-typescript knows neither parameters that are described by a media type nor items of a stream. */
  #withSchema(kind: Kind, value: Fields): Fields {
    if ((kind === "parameter" || kind === "header") && isFields(value["content"])) {
      const [media] = Object.values(value["content"]);
      return {
        ...value,
        schema: isFields(media) ? this.#withSchema("mediaType", media)["schema"] : {},
      };
    }
    if (kind !== "mediaType") return value;
    const ref = refOf(value);
    if (ref !== undefined) {
      const target = resolveIn({ components: this.#components }, ref);
      return isFields(target) && !("$ref" in target) ? this.#withSchema(kind, target) : {};
    }
    return "itemSchema" in value ? { ...value, schema: value["itemSchema"] } : value;
  }

  /** Of parameters that a list declares twice the last, as in the model. */
  #lastOfEach(parameters: readonly unknown[]): readonly unknown[] {
    const byIdentity = new Map<unknown, unknown>();
    for (const parameter of parameters) {
      const ref = isFields(parameter) ? parameter["$ref"] : undefined;
      const target = typeof ref === "string" ? this.resolve(ref) : parameter;
      const { name, in: place } = isFields(target) ? target : {};
      const key = name === undefined ? parameter : parameterKey(String(place), String(name));
      byIdentity.set(key, parameter);
    }
    return [...byIdentity.values()];
  }

  /** What a body or an answer is known by says the same of its media types. */
  #markOf(kind: Kind, value: Fields): string | undefined {
    if (kind === "mediaType" && value["x-provenance"] === undefined) return undefined;
    return markOf(this.#known.statements.get(value));
  }

  /**
   * What no function calls is printed where it stands. With an id it would be printed among the
   * operations, where a function, or a second use of the same path item, may have that name.
   */
  #posted(pathItem: unknown): unknown {
    if (!isFields(pathItem)) return pathItem;
    return mapFields(pathItem, (child, field) => {
      if (!methods.includes(field) || !isFields(child)) return child;
      const { operationId: _, ...operation } = child;
      const provenance = this.#known.provenances.get(child);
      return withMark(operation, provenance && sayAspects(provenance));
    });
  }

  /** @param view of what is sent to where the object belongs; a response goes the other way */
  #copy(kind: Kind, value: unknown, view: View): unknown {
    if (!isFields(value)) return value;
    const own = kind === "response" ? opposite[view] : view;
    const marked = withMark(this.#withSchema(kind, value), this.#markOf(kind, value));
    return mapFields(marked, (child, field) => {
      const slot = slotOf(kind, field);
      const inner = slot && kindIn(slot);
      if (inner === "schema") return this.#schemas.copy(child, own);
      if (!slot || !inner || !copied.has(inner)) return toField(field, child);
      if (Array.isArray(child))
        return this.#lastOfEach(child).map((item) => this.#copy(inner, item, own));
      if (!("map" in slot) || !isFields(child)) return this.#copy(inner, child, own);
      return mapFields(child, (item, name) => {
        const isForm =
          kind === "requestBody" && own === "write" && essenceOf(name) === "multipart/form-data";
        return this.#copy(inner, item, isForm ? "form" : own);
      });
    });
  }
}

const opposite = { read: "write", write: "read", form: "read" } as const;
/** Objects that openapi-typescript makes types of; it takes the others as they are, or not at all. */
const copied: ReadonlySet<Kind> = new Set<Kind>([
  "operation",
  "parameter",
  "requestBody",
  "response",
  "header",
  "mediaType",
]);

/** A field of the copy: what openapi-typescript writes into comments is text that is safe there. */
export function toField(field: string, value: unknown): unknown {
  switch (field) {
    case "title":
    case "summary":
      return isText(value) ? toComment(String(value)) : undefined;
    case "format":
      return isText(value) ? toLineComment(String(value)) : undefined;
    case "description":
      return value === null ? undefined : toProse(value);
    case "default":
    case "example":
      return toProse(value);
    case "examples":
      // Elsewhere than in a schema they are a map, which is not printed.
      return Array.isArray(value) ? value.map(toProse).filter((each) => each !== undefined) : value;
    case "type":
      // It stands in the comment of an enum. Names of types are no prose.
      return mapText(value, toLineComment);
    default:
      return value;
  }
}

/**
 * A copy in whose comment a mark stands, behind its heading: openapi-typescript starts a comment with the
 * title and the summary, each on a line of its own.
 */
export function withMark(node: Fields, mark: string | undefined): Fields {
  if (mark === undefined) return node;
  const { title, summary } = node;
  const heading = [title, summary].filter((text) => text !== undefined && text !== null);
  return { ...node, title: heading.length > 0 ? heading.join("\n") : undefined, summary: mark };
}

/** What an inexact number was in the document nobody knows any more, so the comment says nothing of it. */
function toProse(value: unknown): unknown {
  if (holdsInexact(value)) return undefined;
  const isData = typeof value === "object" && value !== null;
  return mapText(isData ? JSON.stringify(value, null, 2) : value, toComment);
}

function holdsInexact(value: unknown): boolean {
  if (typeof value === "number") return !isExact(value);
  if (typeof value !== "object" || value === null) return false;
  return Object.values(value).some(holdsInexact);
}

function mapText(value: unknown, change: (text: string) => string): unknown {
  if (Array.isArray(value)) return value.map((each) => mapText(each, change));
  return typeof value === "string" ? change(value) : value;
}

const isText = (value: unknown) => typeof value === "string" || typeof value === "number";

/** A copy that also keeps a field called `__proto__` as a field. */
export function mapFields(
  value: Fields,
  change: (child: unknown, field: string) => unknown,
): Record<string, unknown> {
  const copy: Record<string, unknown> = {};
  for (const [field, child] of Object.entries(value)) {
    const changed = change(child, field);
    if (field !== "__proto__") copy[field] = changed;
    else Object.defineProperty(copy, field, { value: changed, enumerable: true });
  }
  return copy;
}
