import type { SerialisedBody } from "./body.js";
import { fieldsOf } from "./form.js";
import { writeLists } from "./lists.js";
import { writeMultipart } from "./multipart.js";
import type { FieldEncoding } from "./operation.js";
import { writeRaw } from "./raw.js";
import { isPlainObject, percentEncode } from "./values.js";

/** Writes an object as a form some of whose fields are written in a way of their own. */
export function writeEncodedForm(
  type: string,
  body: unknown,
  encoding: Readonly<Record<string, FieldEncoding>> = {},
): SerialisedBody {
  if (!isPlainObject(body)) return writeRaw(type, body);
  const ruleOf = (name: string) => (Object.hasOwn(encoding, name) ? encoding[name] : undefined);
  const members = Object.entries(body);
  if (type === "multipart/form-data") {
    return writeMultipart(
      members.flatMap(([name, value]) => fieldsOf(name, value, true, ruleOf(name)?.contentType)),
    );
  }
  const pairs = members.flatMap(([name, value]) => {
    if (value === undefined) return [];
    const { contentType, ...styled } = ruleOf(name) ?? {};
    // OpenAPI writes a field with a style like a parameter of the query.
    if (Object.keys(styled).length > 0) {
      return writeLists(`body.${name}`, value, { in: "query", name, ...styled }, {}) || [];
    }
    return fieldsOf(name, value, false, contentType).map(
      (field) => `${percentEncode(name)}=${percentEncode(String(field.value))}`,
    );
  });
  return { type, content: pairs.join("&") };
}
