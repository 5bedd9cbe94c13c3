import { formOf } from "../media-type.js";
import { isOpen, typesOf } from "./json-types.js";
import type { Parts } from "./normalized-schema.js";
import type { Schemas } from "./schema-normalizer.js";
import { rawOf } from "./sendable-schemas.js";

/** Server-sent events of one kind, as a document describes them. */
export interface StreamEvent {
  /** What `event` can be; undefined if it is not said. */
  readonly names: readonly string[] | undefined;
  /** Whether `data` is text that holds JSON. */
  readonly isJson: boolean;
  /** The schema of that JSON, as in the document; undefined if nothing is said of it. */
  readonly schema: unknown;
}

/**
 * The events of a stream by `itemSchema`, or by the schema of the stream or of its items: it
 * describes an event by its fields, as OpenAPI 3.2 has it, or else what its `data` holds, as most
 * documents before that. Empty if nothing is said.
 */
export function readStreamEvents(schema: Parts | undefined, schemas: Schemas): StreamEvent[] {
  if (!schema || isOpen(schema)) return [];
  const { single, types, unions } = schemas.read(schema);
  const items = types?.join() === "array" ? single.get("items") : undefined;
  if (items) return readStreamEvents(items, schemas);
  const variants = unions.flatMap(({ variants }) => variants);
  const all = variants.length > 0 ? variants.map((variant) => [...schema, ...variant]) : [schema];
  if (all.every((each) => isEvent(each, schemas)))
    return all.map((each) => readEvent(each, schemas));
  const { properties } = schemas.read(schema);
  // An object of which no property is known says nothing of what stands in it.
  if (types?.join() === "object" && variants.length === 0 && properties.size === 0) return [];
  return [readData(schema, undefined, schemas)];
}

const eventFields = new Set(["comment", "data", "event", "id", "retry"]);

function isEvent(parts: Parts, schemas: Schemas): boolean {
  const { properties } = schemas.read(parts);
  const names = [...properties.keys()];
  const isSaid = properties.has("data") || properties.has("event");
  return isSaid && names.every((name) => eventFields.has(name));
}

function readEvent(parts: Parts, schemas: Schemas): StreamEvent {
  const { properties } = schemas.read(parts);
  const event = properties.get("event");
  const values = event && schemas.read(event).values;
  const names = values?.every((value) => typeof value === "string") ? values : undefined;
  const data = properties.get("data");
  return data ? readData(data, names, schemas) : { names, isJson: false, schema: undefined };
}

/** What does not say that it is text is JSON, as nothing else can stand in `data`. */
function readData(parts: Parts, names: StreamEvent["names"], schemas: Schemas): StreamEvent {
  const { contentMediaType } = schemas.read(parts).plain;
  if (typeof contentMediaType === "string" && formOf(contentMediaType) === "json") {
    const holder = parts.find(({ raw }) => typeof raw !== "boolean" && "contentSchema" in raw);
    const raw = holder?.raw;
    return {
      names,
      isJson: true,
      schema: typeof raw === "object" ? raw["contentSchema"] : undefined,
    };
  }
  const types = typesOf(parts, schemas);
  const isJson = types ? !types.has("string") : schemas.read(parts).properties.size > 0;
  return { names, isJson, schema: isJson ? rawOf(parts) : undefined };
}
