import {
  type Fields,
  isIgnoredParameter,
  parameterKey,
  pathParametersOf,
} from "../openapi/index.js";
import type { Quote } from "./fact.js";
import { addContradiction, addMark, type Notes } from "./notes.js";

/** Splits what stands as a path into the server, if it is a whole URL, and the path template. */
export function splitServer(written: string): { server: string | undefined; path: string } {
  const [, server, rest = ""] =
    /^((?:https?:\/\/[^/?#\s]+)|(?:\{\{[^{}]*\}\}))?(.*)$/s.exec(written.trim()) ?? [];
  const path = rest.replace(/[?#].*$/s, "");
  // A placeholder in double braces stands for a server that only the vendor's editor knows.
  const isKnown = server !== undefined && !server.startsWith("{{");
  return { server: isKnown ? server : undefined, path: path.startsWith("/") ? path : `/${path}` };
}

interface Path {
  readonly template: string;
  readonly quote: Quote;
}

/** A parameter, and where it stands among those that the page lists. */
export interface ListedParameter {
  readonly parameter: Fields;
  readonly index: number;
}

/**
 * Those of the listed parameters that an operation can have: not those that OpenAPI ignores, none
 * twice, and none for a placeholder that the path lacks.
 */
export function fitParameters(
  listed: readonly ListedParameter[],
  path: Path,
  quoteOf: (listed: ListedParameter) => Quote,
  notes: Notes,
): readonly ListedParameter[] {
  const placeholders = new Set(placeholdersOf(path.template));
  const known = new Set<string>();
  return listed.filter((candidate) => {
    const { name, in: place, $ref } = candidate.parameter;
    if ($ref !== undefined) return true;
    if (typeof name !== "string" || typeof place !== "string" || name.trim() === "") return false;
    if (isIgnoredParameter(place, name)) return false;
    if (place === "path" && !placeholders.has(name)) {
      const about = `the path has no place for the path parameter "${name}"`;
      addContradiction(notes, ["parameters"], about, path.quote, quoteOf(candidate));
      return false;
    }
    const id = parameterKey(place, name);
    if (known.has(id)) return false;
    known.add(id);
    return true;
  });
}

/** Adds a parameter for each placeholder of the path that has none. */
export function withPlaceholders(
  parameters: readonly Fields[],
  path: Path,
  notes: Notes,
): readonly Fields[] {
  const inPath = parameters.filter((parameter) => parameter["in"] === "path");
  const known = new Set(inPath.map((parameter) => parameter["name"]));
  const missing = placeholdersOf(path.template).filter((name) => !known.has(name));
  const added = missing.map((name) => ({ name, in: "path", required: true, schema: {} }));
  for (const [index, { name }] of added.entries()) {
    const at = ["parameters", String(parameters.length + index)];
    const because = `the path holds {${name}}, and no parameter describes it`;
    addMark(notes, at, "derived", because, path.quote);
  }
  return [...parameters, ...added];
}

function placeholdersOf(template: string): string[] {
  return [...new Set(pathParametersOf(template))].filter((name) => name !== "");
}
