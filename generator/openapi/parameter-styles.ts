/** The styles of parameters. A test serializes each with the client's runtime. */
export const parameterStyles = [
  "matrix",
  "label",
  "simple",
  "form",
  "spaceDelimited",
  "pipeDelimited",
  "deepObject",
  "cookie",
] as const;

/** How lists and objects are written in a parameter. */
export type ParameterStyle = (typeof parameterStyles)[number];

/** The styles for a query, and therefore for the fields of a form. */
export const queryStyles = [
  "form",
  "spaceDelimited",
  "pipeDelimited",
  "deepObject",
] as const satisfies readonly ParameterStyle[];

/** The style of a parameter that does not specify one. */
export type QueryStyle = (typeof queryStyles)[number];

export function defaultStyle(place: string): ParameterStyle {
  return place === "query" || place === "cookie" ? "form" : "simple";
}

/** Whether `explode` defaults to true for a style. */
export function explodesByDefault(style: unknown): boolean {
  return style === "form" || style === "cookie";
}

/** How an object of the document, in a place of a request, says that its lists are written. */
export function spellingOf(
  raw: Readonly<Record<string, unknown>>,
  place: string,
): { readonly style: string; readonly explode: boolean } {
  const style = String(raw["style"] ?? defaultStyle(place));
  return { style, explode: Boolean(raw["explode"] ?? explodesByDefault(style)) };
}

/**
 * What separates the items of a list in a style, with and without `explode`; undefined if each item
 * has the name of the parameter before it. Without an entry, a style has no lists.
 */
export const listSeparators: Readonly<
  Record<ParameterStyle, { readonly joined: string; readonly exploded?: string } | undefined>
> = {
  matrix: { joined: "," },
  label: { joined: ",", exploded: "." },
  simple: { joined: ",", exploded: "," },
  form: { joined: "," },
  spaceDelimited: { joined: " " },
  pipeDelimited: { joined: "|" },
  deepObject: undefined,
  cookie: { joined: "," },
};
