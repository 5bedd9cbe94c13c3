/** A parameter in a path: `{id}` of `/boms/{id}`. */
const expression = /\{([^{}]*)\}/g;

/** A path without the names of its parameters, which callers never see on the wire. */
export function templateOf(path: string): string {
  return path.replaceAll(expression, "{}");
}

/**
 * One spelling for paths that differ in nothing but capitals, repeated slashes and the last one.
 */
export function pathSpelling(path: string): string {
  return templateOf(path).toLowerCase().replaceAll(/\/+/g, "/").replace(/\/$/, "");
}

/** Names of the path's parameters, by their position. */
export function pathParametersOf(path: string): string[] {
  return [...path.matchAll(expression)].map(([, name]) => name ?? "");
}
