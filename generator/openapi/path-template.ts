/** A parameter in a path: `{id}` of `/boms/{id}`. */
const expression = /\{([^{}]*)\}/g;

/** A path without the names of its parameters, which are not sent. */
export function templateOf(path: string): string {
  return path.replaceAll(expression, "{}");
}

/** One spelling for paths that differ only in case, repeated slashes and a trailing slash. */
export function pathSpelling(path: string): string {
  return templateOf(path).toLowerCase().replaceAll(/\/+/g, "/").replace(/\/$/, "");
}

/** Names of the path's parameters, in order. */
export function pathParametersOf(path: string): string[] {
  return [...path.matchAll(expression)].map(([, name]) => name ?? "");
}
