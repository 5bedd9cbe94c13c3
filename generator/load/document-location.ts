import { dirname, relative, resolve } from "node:path";
import { DiagnosticError, diagnose, type Place } from "../diagnostics/index.js";

/**
 * Where a document is: an absolute path, or an http(s) URL without fragment. It is its identity.
 */
export type Location = string;

export function isRemote(location: string): boolean {
  return /^https?:\/\//i.test(location);
}

/**
 * A spec as a person names it, from a folder; throws a DiagnosticError, at the place of the name,
 * if it is a malformed URL.
 */
export function toLocation(spec: string, folder: string, place?: Place): Location {
  if (!isRemote(spec)) return resolve(folder, spec);
  if (URL.canParse(spec)) return new URL(spec).href.replace(/#.*$/s, "");
  // What is malformed may hold a secret anywhere.
  const why = "the URL is malformed";
  throw new DiagnosticError([diagnose("remote-unreadable", { url: "the spec", why }, place)]);
}

/** What a reference without its fragment leads to, or in words why it leads nowhere. */
export function resolveLocation(
  reference: string,
  base: Location,
): Location | { readonly why: string } {
  if (isRemote(reference) || isRemote(base)) {
    if (/^(?!https?:)[a-z][a-z0-9+.-]*:/i.test(reference)) {
      return { why: "a document from a server may only refer to http and https URLs" };
    }
    return URL.canParse(reference, isRemote(base) ? base : undefined)
      ? new URL(reference, isRemote(base) ? base : undefined).href
      : { why: "the URL is malformed" };
  }
  if (/^[a-z][a-z0-9+.-]+:/i.test(reference)) {
    return { why: "only relative paths and http and https URLs are followed" };
  }
  try {
    const path = decodeURIComponent(reference);
    if (!path.includes("\0")) return resolve(dirname(base), path);
  } catch {
    // Told below.
  }
  return { why: "the file name is malformed" };
}

/**
 * As messages show it: a path relative to the current folder with forward slashes, a URL without
 * its secrets.
 */
export function displayLocation(location: Location): string {
  if (!isRemote(location)) return relative(process.cwd(), location).replaceAll("\\", "/");
  const { origin, pathname, search } = new URL(location);
  // Keys stand in queries and in user names.
  return `${origin}${pathname}${search === "" ? "" : "?…"}`;
}
