import { isKeyName } from "./key-names.js";
import { isShownName } from "./looks-like-value.js";
import { maskText } from "./mask-text.js";

/**
 * A URL in which server and path are those of the spec, and values are masked. What the client was
 * given as its base URL stays; user names, passwords and fragments do not.
 *
 * @param template path of the operation
 * @param literals segments of all paths of the API
 */
export function maskUrl(
  text: string,
  base: string,
  template: string,
  literals: ReadonlySet<string>,
  words: ReadonlySet<string>,
): string {
  const url = new URL(text, base);
  const segments = url.pathname.split("/");
  const wanted = (template.replace(/[?#].*$/s, "").match(/[^/]+/g) ?? []).map(segmentPattern);
  const hasSlash = segments.at(-1) === "";
  const start = segments.length - wanted.length - Number(hasSlash);
  const path = segments.slice(start, start + wanted.length);
  const isOfTemplate =
    start > 0 && wanted.every((pattern, index) => pattern.test(path[index] ?? ""));
  const masked = segments.map((segment, index) => {
    if (segment === "" || (isOfTemplate && index < start)) return segment;
    const pattern = isOfTemplate ? wanted[index - start] : undefined;
    if (!pattern) return literals.has(segment) ? segment : maskSegment(segment, words);
    return maskGroups(segment, pattern, words);
  });
  const query = maskFields(url.searchParams, words).toString();
  return `${url.origin}${masked.join("/")}${query === "" ? "" : `?${query}`}`;
}

/** The fields of a query or a form. */
export function maskFields(fields: URLSearchParams, words: ReadonlySet<string>): URLSearchParams {
  const masked = new URLSearchParams();
  // They can only be iterated where a program names DOM.Iterable.
  fields.forEach((value, name) => {
    const shown = isShownName(name) ? name : maskText(name, words);
    masked.append(shown, isKeyName(name) ? "masked" : maskText(value, words));
  });
  return masked;
}

/** The segments of paths that are no parameters. */
export function literalsOf(templates: readonly string[]): ReadonlySet<string> {
  return new Set(
    templates.flatMap((each) => each.split(/[/?#]/).filter((part) => !/[{}]/.test(part))),
  );
}

/** A segment of a template: its literal parts, and a group for each parameter. */
function segmentPattern(segment: string): RegExp {
  const parts = segment.split(/\{[^{}]*\}/).map((part) => {
    const quoted = (each: string) => each.replaceAll(/[\\^$.*+?()[\]{}|]/g, "\\$&");
    return part === "" ? "()" : `(${quoted(part)}|${quoted(encodeURIComponent(part))})`;
  });
  return new RegExp(`^${parts.join("(.+)")}$`);
}

/** Literal parts and parameters take turns. */
function maskGroups(segment: string, pattern: RegExp, words: ReadonlySet<string>): string {
  const groups = pattern.exec(segment)?.slice(1) ?? [];
  return groups.map((part, index) => (index % 2 === 0 ? part : maskSegment(part, words))).join("");
}

function maskSegment(text: string, words: ReadonlySet<string>): string {
  let decoded = text;
  try {
    decoded = decodeURIComponent(text);
  } catch {
    // It is no encoding.
  }
  return encodeURIComponent(maskText(decoded, words));
}
