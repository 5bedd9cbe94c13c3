/** What a parameter is: its place and its name. Names of headers are the same in any case. */
export function parameterKey(place: string, name: string): string {
  return `${place} ${place === "header" ? name.toLowerCase() : name}`;
}
