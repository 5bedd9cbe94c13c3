/** The styles of parameters. A test writes each with the client's runtime. */
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

/** The styles that a query has, and with it the fields of a form. */
export const queryStyles = [
  "form",
  "spaceDelimited",
  "pipeDelimited",
  "deepObject",
] as const satisfies readonly ParameterStyle[];

export type QueryStyle = (typeof queryStyles)[number];

/** The style of a parameter that does not name one. */
export function defaultStyle(place: string): ParameterStyle {
  return place === "query" || place === "cookie" ? "form" : "simple";
}

/** Whether a parameter that does not say so is written with each item or member apart. */
export function explodesByDefault(style: unknown): boolean {
  return style === "form" || style === "cookie";
}
