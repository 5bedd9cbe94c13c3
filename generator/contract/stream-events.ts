import { formOf } from "../media-type.js";
import { isOpen, typesOf } from "./json-types.js";
import type { Parts } from "./normalized-schema.js";
import type { Schemas } from "./schema-normalizer.js";
import { rawOf } from "./sendable-schemas.js";

/** One kind of server-sent event, as a document describes it. */
export interface StreamEvent {
  /** The possible values of `event`; undefined if they are not described. */
  readonly names: readonly string[] | undefined;
  /** Whether `data` is text that contains JSON. */
  readonly isJson: boolean;
  /** The schema of that JSON, as in the document; undefined if it is not described. */
  readonly schema: unknown;
}

/**
 * The events of a stream, by `itemSchema`, or by the schema of the stream or of its items. The
 * schema describes either an event with its fields, as in OpenAPI 3.2, or the content of `data`, as
 * in most older documents. Empty if nothing is described.
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
  // An object without known properties does not describe its content.
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

/** If `data` is not described as text, it is JSON: nothing else is possible. */
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
