import { hashOf } from "../disk/index.js";
import type { OutputFile } from "../outputs/index.js";

/** Kept in the output folder: which of its files are this tool's, and what they were made from. */
export const manifestName = ".tether.json";

/** What the last run left in a folder. */
export interface Manifest {
  /** What the files were made from, as the run that wrote them put it; nothing here reads it. */
  readonly origin: unknown;
  /** The files with their SHA-256; undefined for those of which it is not known. */
  readonly files: ReadonlyMap<string, string | undefined>;
}

/** The manifest of these files; a line each, so that a merge of two branches stays readable. */
export function toManifest(files: readonly OutputFile[], origin: object | undefined): OutputFile {
  const hashes = files.map(({ path, text }) => [path, hashOf(text)] as const);
  const sorted = Object.fromEntries(hashes.sort(([a], [b]) => (a < b ? -1 : 1)));
  return {
    path: manifestName,
    text: `${JSON.stringify({ origin, files: sorted }, null, 2)}\n`,
  };
}

/** Reads a manifest; an empty one if there was none or it cannot be read. */
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
      // The manifest is a file like any other and may have been edited; it must not lead outside.
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
