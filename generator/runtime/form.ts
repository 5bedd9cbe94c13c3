import type { SerialisedBody } from "./body.js";
import { isJson, toJson } from "./json.js";
import { type Field, writeMultipart } from "./multipart.js";
import { writeRaw } from "./raw.js";
import { isPlainObject, toText } from "./values.js";

/** Writes an object as a form; a FormData, or whatever else fetch takes, goes as it is. */
export function writeForm(type: string, body: unknown): SerialisedBody {
  if (!isPlainObject(body)) return writeRaw(type, body);
  const isMultipart = type === "multipart/form-data";
  const fields = Object.entries(body).flatMap(([name, value]) =>
    fieldsOf(name, value, isMultipart),
  );
  if (isMultipart) return writeMultipart(fields);
  const form = new URLSearchParams();
  for (const { name, value } of fields) form.append(name, value as string);
  return { type, content: form };
}

/**
 * The fields of a member of the body: a list gives one for each of its items.
 *
 * @param contentType of each field, if it is not the usual one of its value
 */
export function fieldsOf(
  name: string,
  value: unknown,
  takesFiles: boolean,
  contentType?: string,
): Field[] {
  const items = (Array.isArray(value) ? value : [value]).filter((item) => item !== undefined);
  return items.map((item: unknown) => {
    if (takesFiles && item instanceof Blob) return { name, value: item, type: contentType };
    const isObject = isPlainObject(item) || Array.isArray(item);
    const type = contentType ?? (isObject ? "application/json" : undefined);
    // Nothing here writes an object in another type; as text it is refused.
    const text = type && isJson(type) ? toJson("body", item) : toText(`body.${name}`, item);
    return { name, value: text, type };
  });
}
