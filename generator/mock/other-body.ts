import type { Contract, Media, Parts } from "../contract/index.js";
import { isFields } from "../openapi/index.js";
import { placeholderOf } from "./placeholders.js";

/**
 * A body that is no JSON: its example, or what its schema says, or a small file of its type.
 *
 * @param samples values of a schema: of a stream, of each item
 */
export function otherBody(media: Media, samples: () => readonly unknown[]): Buffer {
  const { form, type } = media;
  const [named] = media.node.get("examples").fields();
  const example = media.node.get("example").value ?? named?.[1].get("value").value;
  if (typeof example === "string" && form !== "binary") return Buffer.from(example);
  if (form === "events") return Buffer.from(samples().map(writeEvent).join(""));
  if (form === "lines") {
    // RFC 7464
    const separator = /\bjson-seq\b/i.test(type) ? "\x1e" : "";
    const lines = samples().map((value) => `${separator}${JSON.stringify(value ?? {})}\n`);
    return Buffer.from(lines.join(""));
  }
  const placeholder = placeholderOf(type);
  if (placeholder) return placeholder;
  const [sample = "mock"] = samples();
  return Buffer.from(typeof sample === "string" ? sample : JSON.stringify(sample));
}

/** Of a stream the schemas of some items: two, or one of each kind. */
export function itemsOfBody(
  { form, schema, itemSchema }: Media,
  { schemas }: Contract,
): readonly Parts[] {
  const whole = itemSchema ?? schema;
  if (!whole) return [];
  if (form !== "events" && form !== "lines") return [whole];
  const { types, single, unions } = schemas.read(whole);
  const isList = form === "events" && types?.join() === "array";
  const item = (isList && single.get("items")) || whole;
  const { unions: ofItem } = item === whole ? { unions } : schemas.read(item);
  const variants = ofItem.flatMap((union) => union.variants);
  return variants.length > 0 ? variants.map((variant) => [...item, ...variant]) : [item, item];
}

const eventFields = ["event", "id", "retry", "data"];

/** As OpenAPI 3.2 has it, an item is the event with its fields; in older documents, it is the data. */
function writeEvent(item: unknown): string {
  const names = isFields(item) ? Object.keys(item) : [];
  const isEvent =
    (names.includes("data") || names.includes("event")) &&
    names.every((name) => [...eventFields, "comment"].includes(name));
  const fields: Readonly<Record<string, unknown>> =
    isEvent && isFields(item) ? item : { data: item ?? {} };
  const lines = eventFields.flatMap((name) => {
    const value = fields[name];
    if (value === undefined || value === null) return [];
    const text = typeof value === "string" ? value : JSON.stringify(value);
    return text.split(/\r\n|[\r\n]/).map((line) => `${name}: ${line}`);
  });
  return `${lines.join("\n")}\n\n`;
}

/** A range such as `image/*` is no type of an answer. */
export function concreteType({ type, form }: Media): string {
  if (!type.includes("*")) return type;
  if (/^image\//i.test(type)) return "image/png";
  if (/^text\//i.test(type)) return "text/plain";
  return form === "json" ? "application/json" : "application/octet-stream";
}
