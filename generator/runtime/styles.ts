/** A value as text: one, a list, or members by name; encoded already where the place wants it. */
export type Texts = string | readonly string[] | Readonly<Record<string, string>>;

/**
 * Writes a value in a style of OpenAPI, by the table "Style Examples" of its 3.1.1 and by RFC 6570,
 * on which that is built. What the table leaves out (`spaceDelimited` and `pipeDelimited` that
 * explode) is written as `form` is.
 *
 * @returns empty for a list or an object without anything in it: RFC 6570 takes it for no value
 */
export function writeStyled(name: string, value: Texts, style: string, explode: boolean): string {
  const lead = { label: ".", matrix: ";" }[style] ?? "";
  const isNamed = style !== "simple" && style !== "label";
  // RFC 6570, 3.2.7: of an empty value matrix writes the name alone.
  const pair = (key: string, text: string) => (text || style !== "matrix" ? `${key}=${text}` : key);
  const own = (text: string) => (isNamed ? pair(name, text) : text);
  if (typeof value === "string") return lead + own(value);
  const members = Object.entries(value);
  if (members.length === 0) return "";
  if (style === "deepObject") {
    return members.map(([key, text]) => pair(`${name}%5B${key}%5D`, text)).join("&");
  }
  const isList = Array.isArray(value);
  if (explode) {
    const parts = members.map(([key, text]) => (isList ? own(text) : pair(key, text)));
    return lead + parts.join(lead || (isNamed ? "&" : ","));
  }
  const between = { spaceDelimited: "%20", pipeDelimited: "%7C" }[style] ?? ",";
  return lead + own((isList ? Object.values(value) : members.flat()).join(between));
}
