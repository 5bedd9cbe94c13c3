import type { SerialisedBody } from "./body.js";
import { toJson } from "./json.js";
import { writeRaw } from "./raw.js";
import { isPlainObject, toText } from "./values.js";

/** Writes an object as a form; a FormData, or whatever else fetch takes, goes as it is. */
export function writeForm(type: string, body: unknown): SerialisedBody {
  if (!isPlainObject(body)) return writeRaw(type, body);
  if (type === "multipart/form-data")
    return { type: undefined, content: fill(new FormData(), body) };
  return { type, content: fill(new URLSearchParams(), body) };
}

function fill<Form extends URLSearchParams | FormData>(
  form: Form,
  body: Record<string, unknown>,
): Form {
  for (const [name, value] of Object.entries(body)) {
    for (const item of Array.isArray(value) ? value : [value]) {
      if (item === undefined) continue;
      if (item instanceof Blob && form instanceof FormData) form.append(name, item);
      else if (isPlainObject(item) || Array.isArray(item)) form.append(name, toJson("body", item));
      else form.append(name, toText(`body.${name}`, item));
    }
  }
  return form;
}
