/**
 * The identity of a parameter: its location and its name. Names of headers are case-insensitive.
 */
export function parameterKey(place: string, name: string): string {
  return `${place} ${place === "header" ? name.toLowerCase() : name}`;
}

const ignored: ReadonlySet<string> = new Set(["accept", "content-type", "authorization"]);

/** Whether OpenAPI says to ignore a parameter, because media types and security define it. */
export function isIgnoredParameter(place: string, name: string): boolean {
  return place === "header" && ignored.has(name.toLowerCase());
}

/** Like `isIgnoredParameter`, for a header of a response or of a part of a form. */
export function isIgnoredHeader(name: string): boolean {
  return name.toLowerCase() === "content-type";
}
