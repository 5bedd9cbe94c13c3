import { diagnose } from "../diagnostics/index.js";
import { essenceOf, formOf, isMediaRange, isMultipart } from "../media-type.js";
import { isHeaderText, type Pointer } from "../openapi/index.js";
import type { Content, FieldEncoding } from "./api.js";
import { leaveOut } from "./left-out.js";
import { isObject, type Reader } from "./reader.js";
import { formatOf, typesOf } from "./schema.js";

/**
 * What a `content` map offers, the media type first that a client uses unless told otherwise: JSON if
 * there is one, else the first. Several ways to write the same JSON count as one.
 */
export function readContents(content: Reader): Content[] {
  const component = componentOf(content.pointer);
  const all = content.fields().flatMap(([mediaType, node]) => {
    if (isHeaderText(mediaType)) return { ...readContent(mediaType, node.resolved()), component };
    leaveOut(node, `media type ${JSON.stringify(mediaType)}`, "no header can carry it");
    return [];
  });
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
  const form = essenceOf(mediaType) === "*/*" && isFile ? "binary" : formOf(mediaType);
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
    encoding: form === "form" ? readEncoding(node.at("encoding"), mediaType) : undefined,
    open: isOpen(schema.value),
    unparsed: form === "text" && !isOpen(schema.value) && !typesOf(schema)?.has("string"),
  };
}

/**
 * How the fields of a form are written. In the URL's encoding, style, explode and allowReserved take the
 * place of a content type; in parts of a multipart body they mean nothing.
 */
function readEncoding(node: Reader, mediaType: string): Content["encoding"] {
  const isOfParts = isMultipart(mediaType);
  const entries = node.fields().flatMap(([name, field]): [string, FieldEncoding][] => {
    leaveOut(field.at("headers"), `\`headers\` of the form field "${name}"`, "no part has any");
    const contentType = field.at("contentType").text();
    const isOne = contentType !== undefined && !/[*,]/.test(contentType);
    const encoding = {
      contentType: isOne ? contentType : undefined,
      style: isOfParts ? undefined : field.at("style").text(),
      explode: isOfParts ? undefined : field.at("explode").flag(),
      allowReserved: (!isOfParts && field.at("allowReserved").flag()) || undefined,
    };
    const isUsual = Object.values(encoding).every((value) => value === undefined);
    return isUsual ? [] : [[name, encoding]];
  });
  return entries.length > 0 ? Object.fromEntries(entries) : undefined;
}

/** Whether the media type names many, of which a request has to name one: `image/*`. */
export function isRange({ mediaType, form }: Content): boolean {
  return isMediaRange(mediaType) && form !== "json";
}

function schemaOf(content: Reader, { mediaType }: Content): string {
  return JSON.stringify(content.at(mediaType).resolved().at("schema").value);
}

function isOpen(schema: unknown): boolean {
  if (schema === undefined || schema === true) return true;
  return isObject(schema) && Object.keys(schema).length === 0;
}
