import { hashOf } from "../disk/index.js";
import type { OutputFile } from "../outputs/index.js";

/**
 * A file in the output folder: which of its files belong to this tool, and what they were made
 * from.
 */
export const manifestName = ".tether.json";

/** The record of the last run in a folder. */
export interface Manifest {
  /** What the files were made from, as the run recorded it; not read here. */
  readonly origin: unknown;
  /** The files with their SHA-256; undefined if it is not known. */
  readonly files: ReadonlyMap<string, string | undefined>;
}

/** The manifest of these files, with one line per file, so that git can merge branches. */
export function toManifest(files: readonly OutputFile[], origin: object | undefined): OutputFile {
  const hashes = files.map(({ path, text }) => [path, hashOf(text)] as const);
  const sorted = Object.fromEntries(hashes.sort(([a], [b]) => (a < b ? -1 : 1)));
  return {
    path: manifestName,
    text: `${JSON.stringify({ origin, files: sorted }, null, 2)}\n`,
  };
}

/** Parses a manifest; an empty one if there is none or it is invalid. */
export function parseManifest(text: string | undefined): Manifest {
  const nothing: Manifest = { origin: undefined, files: new Map() };
  try {
    const { origin, files } = JSON.parse(text ?? "{}") as { origin?: unknown; files?: unknown };
    if (typeof files !== "object" || files === null) return nothing;
    // Before 0.2 the files were a list.
    const entries: [unknown, unknown][] = Array.isArray(files)
      ? files.map((path) => [path, undefined])
      : Object.entries(files);
    const known = entries.flatMap(([path, hash]): [string, string | undefined][] =>
      // The manifest is an ordinary file and may have been edited; its paths must not lead outside.
      typeof path === "string" && isInside(path)
        ? [[path, typeof hash === "string" ? hash : undefined]]
        : [],
    );
    return { origin, files: new Map(known) };
  } catch {
    return nothing;
  }
}

/** Whether a relative path with forward slashes stays below its folder. */
export function isInside(path: string): boolean {
  return path.split("/").every((part) => /^[^\\:\0]+$/.test(part) && part !== "." && part !== "..");
}
