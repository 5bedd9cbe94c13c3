/** What a parameter is: its place and its name. Names of headers are the same in any case. */
export function parameterKey(place: string, name: string): string {
  return `${place} ${place === "header" ? name.toLowerCase() : name}`;
}

const ignored: ReadonlySet<string> = new Set(["accept", "content-type", "authorization"]);

/** Whether OpenAPI says to ignore a parameter: contents and security say what it would. */
export function isIgnoredParameter(place: string, name: string): boolean {
  return place === "header" && ignored.has(name.toLowerCase());
}

/** As `isIgnoredParameter`, of a header of an answer or of a part of a form. */
export function isIgnoredHeader(name: string): boolean {
  return name.toLowerCase() === "content-type";
}
