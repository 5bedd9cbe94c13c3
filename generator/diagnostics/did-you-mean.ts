import { closestName } from "./closest-name.js";

/** The end of a message about a name that does not exist: the closest one, or nothing. */
export function didYouMean(name: string, known: readonly string[], quote: '"' | "`" = '"'): string {
  const near = closestName(name, known);
  return near === undefined ? "" : `; did you mean ${quote}${near}${quote}?`;
}
