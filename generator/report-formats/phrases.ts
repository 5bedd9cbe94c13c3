import { countOf, type Place } from "../diagnostics/index.js";

/** Phrases that reports of several rooms share; plain text, which the format escapes. */

export function describePlace(place: Place | undefined): string {
  return place ? `${place.file}:${place.line}:${place.column}` : "";
}

/** The first names, and how many more there are. */
export function shorten<T>(
  all: readonly T[],
  limit: number,
): { readonly names: readonly T[]; readonly more: number } {
  const names = all.slice(0, limit);
  return { names, more: all.length - names.length };
}

/** A value of the spec for people, limited in lines and in characters per line. */
export function describeValue(value: unknown, lines = 40, width = 200): string {
  if (value === undefined) return "";
  const text = typeof value === "string" ? value : JSON.stringify(value, undefined, 2);
  const all = text.split("\n");
  // The note takes a line too, so it never stands for a single one.
  const shown = (all.length === lines + 1 ? all : all.slice(0, lines)).map((line) =>
    line.length > width ? `${line.slice(0, width)}…` : line,
  );
  const more = all.length - shown.length;
  return [...shown, ...(more > 0 ? [`… ${countOf(more, "more line")}`] : [])].join("\n");
}
