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

/** The texts of a path around its parameters, and at odd positions the names of these. */
export function partsOfPath(path: string): string[] {
  return path.split(new RegExp(expression, ""));
}

/**
 * Orders paths so that of those that fit a request the one that applies comes first: concrete
 * segments before parameters, from the left.
 */
export function compareConcreteness(one: string, other: string): number {
  const [a, b] = [one, other].map((path) =>
    path
      .split("/")
      .map((segment) => (segment === templateOf(segment) ? "0" : "1"))
      .join(""),
  );
  return (a as string) < (b as string) ? -1 : (a as string) > (b as string) ? 1 : 0;
}

/** A text as a part of a URL, in which half of a surrogate pair becomes U+FFFD, as everywhere on the web. */
export function encodedPart(text: string): string {
  return encodeURIComponent(text.replaceAll(/\p{Cs}/gu, "\ufffd"));
}

/** A part of a URL without its encoding; as it is, if it is not encoded properly. */
export function decodedPart(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Names of the path's parameters, in order. */
export function pathParametersOf(path: string): string[] {
  return [...path.matchAll(expression)].map(([, name]) => name ?? "");
}
