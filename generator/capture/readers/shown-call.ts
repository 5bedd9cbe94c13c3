import { methodOfName } from "../../openapi/index.js";

/** The line of the first call that a page shows, from 1; undefined if it shows none. */
export function shownCall(lines: readonly string[]): number | undefined {
  const at = lines.findIndex((line, index) => isCall(line.trim(), lines[index + 1]?.trim() ?? ""));
  return at < 0 ? undefined : at + 1;
}

/** A method with a path or a URL, and nothing else, on one line or on two. */
function isCall(line: string, next: string): boolean {
  const [method = "", path = next, ...rest] = line.split(/\s+/, 3);
  return (
    rest.length === 0 &&
    methodOfName(method.toUpperCase()) !== undefined &&
    (method === method.toUpperCase() || path.includes("{")) &&
    /^(?:https?:\/\/\S+\/\S*|\/\S*)$/.test(path)
  );
}
