import { dirname, relative, resolve } from "node:path";
import { DiagnosticError, diagnose, type Place } from "../diagnostics/index.js";
import { shownUrl } from "../disk/index.js";

/**
 * The location of a document, which identifies it: an absolute path, or an http(s) URL without a
 * fragment.
 */
export type Location = string;

export function isRemote(location: string): boolean {
  return /^https?:\/\//i.test(location);
}

/**
 * The location of a spec that a person named, relative to a folder; throws a DiagnosticError at the
 * place of the name if it is a malformed URL.
 */
export function toLocation(spec: string, folder: string, place?: Place): Location {
  if (!isRemote(spec)) return resolve(folder, spec);
  // A malformed URL may have a secret in any part, so it is not shown.
  const refuse = (why: string) =>
    new DiagnosticError([diagnose("remote-unreadable", { url: "the spec", why }, place)]);
  if (!URL.canParse(spec)) throw refuse("the URL is malformed");
  const url = new URL(spec);
  if (loginOf(url) === undefined) throw refuse("the credentials in the URL are malformed");
  return url.href.replace(/#.*$/s, "");
}

/** `user:password` of a URL, both empty if it has none; undefined if they are malformed. */
export function loginOf({ username, password }: URL): string | undefined {
  try {
    return `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  } catch {
    return undefined;
  }
}

/** The target of a reference without its fragment, or in words why there is none. */
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
    // Reported below.
  }
  return { why: "the file name is malformed" };
}

/**
 * A location as messages show it: a path relative to the current folder with forward slashes, a URL
 * without its secrets.
 */
export function displayLocation(location: Location): string {
  if (!isRemote(location)) return relative(process.cwd(), location).replaceAll("\\", "/");
  return shownUrl(location);
}
