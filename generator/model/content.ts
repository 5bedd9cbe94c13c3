import { diagnose } from "../diagnostics/index.js";
import type { Pointer } from "../load/index.js";
import type { Content } from "./api.js";
import { isObject, type Reader } from "./reader.js";
import { formatOf, typesOf } from "./schema.js";

/**
 * What a `content` map offers, the media type first that a client uses unless told otherwise: JSON if
 * there is one, else the first. Several ways to write the same JSON count as one.
 */
export function readContents(content: Reader): Content[] {
  const component = componentOf(content.pointer);
  const all = content.fields().map(([mediaType, node]) => ({
    ...readContent(mediaType, node.resolved()),
    component,
  }));
  const json = all.find(({ form }) => form === "json");
  const first = json ?? all[0];
  if (!first) return [];
  const isSame = (other: Content) =>
    first.form === "json" &&
    other.form === "json" &&
    schemaOf(content, other) === schemaOf(content, first);
  return [first, ...all.filter((other) => other !== first && !isSame(other))];
}

function componentOf(pointer: Pointer): Content["component"] {
  const [home, section, key, ...rest] = pointer;
  if (home !== "components" || key === undefined || rest.length !== 1) return undefined;
  return section === "responses" || section === "requestBodies" ? { section, key } : undefined;
}

function readContent(mediaType: string, node: Reader): Omit<Content, "component"> {
  const items = node.at("itemSchema");
  const schema = items.exists ? items : node.at("schema");
  const isFile = formatOf(schema) === "binary";
  const form = mediaType === "*/*" && isFile ? "binary" : formOf(mediaType);
  if (items.exists && form !== "lines") {
    const what = `\`itemSchema\` of ${mediaType}`;
    const why =
      form === "events"
        ? "events arrive as ServerSentEvent, whose `data` is text"
        : "only NDJSON is read item by item";
    items.report(diagnose("left-out", { what, why }, items.place));
  }
  return {
    mediaType,
    schema: schema.value,
    schemaKey: schema.componentKey("schemas"),
    form,
    open: isOpen(schema.value),
    unparsed: form === "text" && !isOpen(schema.value) && !typesOf(schema)?.has("string"),
  };
}

/** Whether the media type names many, of which a request has to name one: `image/*`. */
export function isRange({ mediaType, form }: Content): boolean {
  return mediaType.includes("*") && form !== "json";
}

function schemaOf(content: Reader, { mediaType }: Content): string {
  return JSON.stringify(content.at(mediaType).resolved().at("schema").value);
}

/** How a client writes and reads a media type. */
export function formOf(mediaType: string): Content["form"] {
  const type = mediaType.split(";", 1)[0]?.trim().toLowerCase() ?? "";
  if (/[/+]json$/.test(type) || type === "*/*") return "json";
  if (type === "multipart/form-data" || type === "application/x-www-form-urlencoded") return "form";
  if (type === "text/event-stream") return "events";
  if (/^application\/(x-)?(ndjson|jsonl)$/.test(type)) return "lines";
  return type.startsWith("text/") ? "text" : "binary";
}

function isOpen(schema: unknown): boolean {
  if (schema === undefined || schema === true) return true;
  return isObject(schema) && Object.keys(schema).length === 0;
}
