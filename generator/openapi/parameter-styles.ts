/** The styles of parameters. A test writes each with the client's runtime. */
export const parameterStyles: readonly string[] = [
  "matrix",
  "label",
  "simple",
  "form",
  "spaceDelimited",
  "pipeDelimited",
  "deepObject",
  "cookie",
];

/** The styles that a query has, and with it the fields of a form. */
export const queryStyles: readonly string[] = [
  "form",
  "spaceDelimited",
  "pipeDelimited",
  "deepObject",
];

/** The style of a parameter that says none. */
export function defaultStyle(place: string): string {
  return place === "query" || place === "cookie" ? "form" : "simple";
}

/** Whether a parameter that does not say so is written with each item or member apart. */
export function explodesByDefault(style: unknown): boolean {
  return style === "form" || style === "cookie";
}
