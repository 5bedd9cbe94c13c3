import type { Content } from "./api.js";
import { isObject, type Reader } from "./reader.js";

/** The media type that a client uses of a `content` map: JSON if there is one, else the first. */
export function chooseContent(content: Reader): Content | undefined {
  const entries = content.fields();
  const [mediaType, node] =
    entries.find(([type]) => formOf(type) === "json") ?? entries[0] ?? ([] as const);
  if (mediaType === undefined || node === undefined) return undefined;
  const schema = node.resolved().at("schema");
  return {
    mediaType,
    schemaKey: schema.componentKey("schemas"),
    form: formOf(mediaType),
    open: isOpen(schema.value),
  };
}

function formOf(mediaType: string): Content["form"] {
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
