import { essenceOf, parseMediaType } from "../media-type.js";
import type { Body } from "../recordings/index.js";
import { addValue, emptyShape, parseKinds, type Shape } from "./shape.js";

/** What a body is for an observer. */
export type Form = "json" | "form" | "multipart" | "text" | "page" | "binary";

export function readableForm(mediaType: string): Form {
  const essence = essenceOf(mediaType);
  const parsed = parseMediaType(essence);
  const subtype = parsed?.subtype ?? essence;
  if (/json$/.test(subtype) && !/ndjson|jsonl|json-seq/.test(subtype)) return "json";
  if (essence === "application/x-www-form-urlencoded") return "form";
  if (parsed?.type === "multipart") return "multipart";
  if (
    /^(?:html|xhtml\+xml|css|javascript|x-javascript|ecmascript|wasm|manifest\+json)$/.test(subtype)
  ) {
    return "page";
  }
  if (["image", "font", "audio", "video"].includes(parsed?.type ?? "")) return "page";
  return parsed?.type === "text" || parsed?.suffix === "xml" || subtype === "xml"
    ? "text"
    : "binary";
}

/** A body as its media type and what it looks like; of a cut or unreadable one only the type. */
export interface SeenBody {
  /** Without parameters; `application/octet-stream` if none is declared. */
  readonly mediaType: string;
  readonly shape: Shape | undefined;
}

export function readBody(body: Body): SeenBody {
  const declared = body.mediaType ?? "";
  const text = body.isTruncated ? undefined : body.bytes.toString("utf8");
  // Servers that declare nothing often send JSON all the same.
  const isUndeclared = declared === "";
  const form = isUndeclared ? "json" : readableForm(declared);
  const value = text === undefined ? undefined : form === "json" ? parseKinds(text) : undefined;
  const mediaType = isUndeclared
    ? value === undefined
      ? "application/octet-stream"
      : "application/json"
    : essenceOf(declared);
  if (form === "json")
    return { mediaType, shape: value === undefined ? undefined : shapeOf(value) };
  if (form === "form" && text !== undefined) return { mediaType, shape: shapeOf(formValue(text)) };
  return { mediaType, shape: form === "text" && text !== undefined ? shapeOf(text) : undefined };
}

function shapeOf(value: unknown): Shape {
  const shape = emptyShape();
  addValue(shape, value);
  return shape;
}

/** The fields of a form: all are texts, and several of one name are a list. */
function formValue(text: string): Readonly<Record<string, unknown>> {
  const fields = new URLSearchParams(text);
  return Object.fromEntries(
    [...new Set(fields.keys())].map((name) => {
      const all = fields.getAll(name);
      return [name, all.length > 1 ? all : all[0]];
    }),
  );
}
