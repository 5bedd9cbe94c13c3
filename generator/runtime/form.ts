import type { SerialisedBody } from "./body.js";
import { isJson, toJson } from "./json.js";
import { type Field, writeMultipart } from "./multipart.js";
import { writeRaw } from "./raw.js";
import { isPlainObject, toText } from "./values.js";

/** Writes an object as a form; a FormData, or whatever else fetch takes, goes as it is. */
export function writeForm(type: string, body: unknown): SerialisedBody {
  if (!isPlainObject(body)) return writeRaw(type, body);
  if (type === "multipart/form-data") return writeMultipart(fieldsOf(body, true));
  const form = new URLSearchParams();
  for (const { name, value } of fieldsOf(body, false)) form.append(name, value as string);
  return { type, content: form };
}

/**
 * A list gives a field for each of its items.
 *
 * @param contentType of each field, if it is not the usual one of its value
 */
export function fieldsOf(
  body: Record<string, unknown>,
  takesFiles: boolean,
  contentType?: string,
): Field[] {
  const fields: Field[] = [];
  for (const [name, value] of Object.entries(body)) {
    for (const item of Array.isArray(value) ? value : [value]) {
      if (item === undefined) continue;
      if (takesFiles && item instanceof Blob) {
        fields.push({ name, value: item, type: contentType });
        continue;
      }
      const isObject = isPlainObject(item) || Array.isArray(item);
      const type = contentType ?? (isObject ? "application/json" : undefined);
      // Nothing here writes an object in another type; as text it is refused.
      const text = type && isJson(type) ? toJson("body", item) : toText(`body.${name}`, item);
      fields.push({ name, value: text, type });
    }
  }
  return fields;
}
