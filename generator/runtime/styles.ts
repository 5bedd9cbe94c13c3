import { serializeArrayParam, serializeObjectParam } from "openapi-fetch";

/** A value as text: one, a list, or members by name; encoded already where the place wants it. */
export type Texts = string | readonly string[] | Readonly<Record<string, string>>;

/**
 * The only place that knows openapi-fetch: its writers of lists and objects, in all styles of
 * OpenAPI. They get text that is encoded already and so are told to leave it as it is; what they
 * add themselves is encoded here.
 */
export function writeStyled(name: string, value: Texts, style: string, explode: boolean): string {
  if (typeof value === "string") {
    if (style === "label") return `.${value}`;
    if (style === "matrix") return `;${name}=${value}`;
    return style === "simple" ? value : `${name}=${value}`;
  }
  if (Object.keys(value).length === 0) return "";
  // Objects in these two styles are lists of names and values; openapi-fetch would drop the parameter's name.
  const delimited = style === "spaceDelimited" || style === "pipeDelimited";
  const list = delimited && !isList(value) && !explode ? Object.entries(value).flat() : value;
  const how = { style, explode, allowReserved: true };
  const text = isList(list)
    ? serializeArrayParam(name, [...list], how as Parameters<typeof serializeArrayParam>[2])
    : serializeObjectParam(name, list, how as Parameters<typeof serializeObjectParam>[2]);
  if (style === "deepObject") return text.replaceAll("[", "%5B").replaceAll("]", "%5D");
  return style === "pipeDelimited" ? text.replaceAll("|", "%7C") : text;
}

/** Array.isArray does not tell a readonly list from an object. */
function isList(value: Texts): value is readonly string[] {
  return Array.isArray(value);
}
