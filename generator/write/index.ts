import { join } from "node:path";
import { type Diagnostic, DiagnosticError, diagnose } from "../diagnostics/index.js";
import {
  DiskError,
  hasHeader,
  hashOf,
  kindInside,
  PathBlockedError,
  readFileAt,
  reasonOf,
  takesHeader,
  withLf,
} from "../disk/index.js";
import type { OutputFile } from "../outputs/index.js";
import { attributesName, isOurAttributes, toAttributes } from "./git-attributes.js";
import { isInside, manifestName, parseManifest, toManifest } from "./manifest.js";
import { replaceFiles } from "./replace-files.js";

export { describeDifference, formatDifference, patchOfFile } from "./describe-difference.js";
export { type Manifest, manifestName, parseManifest } from "./manifest.js";
export { type FileChange, replaceFiles, undoInterrupted } from "./replace-files.js";

/** A difference between a folder and its expected content. */
export interface Difference {
  /** Relative to the folder, forward slashes. */
  readonly path: string;
  /** What has to happen to the file: it is missing, differs, or should not exist. */
  readonly kind: "added" | "changed" | "removed";
  /** The current text; undefined if the file is missing. */
  readonly before: string | undefined;
  /** The expected text; undefined if the file should not exist. */
  readonly after: string | undefined;
}

export interface Comparison {
  readonly differences: readonly Difference[];
  readonly unchanged: number;
}

/**
 * Compares a folder with its expected files, without changing it. Only files that this tool wrote
 * count as surplus. Reads only plain files, and follows no link.
 *
 * @param origin what the files were made from, for the manifest
 * @throws DiagnosticError with everything that is in the way: `output-foreign` for a file that this
 *   tool did not write, `output-unwritable` for an entry that is not a file, or not a folder
 */
export function compareFolder(
  folder: string,
  files: readonly OutputFile[],
  origin?: object,
): Comparison {
  const own = withAttributes(folder, files);
  const wanted = [...own, toManifest(own, origin)];
  const outside = wanted.find(({ path }) => !isInside(path));
  if (outside) throw new Error(`a generated path is outside the output folder: ${outside.path}`);

  const earlier = parseManifest(textAt(folder, manifestName)).files;
  const problems: Diagnostic[] = [];
  const differences: Difference[] = [];
  for (const { path, text } of wanted) {
    const found = look(folder, path);
    const before = typeof found === "object" ? undefined : found;
    // If git has changed the line ends to CRLF, the file is still current.
    if (before !== undefined && withLf(before) === withLf(text)) continue;
    if (typeof found === "object") problems.push(unwritable(found.path, found));
    else if (before !== undefined && !isOurs(path, before) && !mayReplace(path, earlier)) {
      problems.push(diagnose("output-foreign", { path: join(folder, path) }));
    }
    const kind = before === undefined ? "added" : "changed";
    differences.push({ path, kind, before, after: text });
  }
  if (problems.length > 0) throw new DiagnosticError(distinct(problems));

  const wantedPaths = new Set(wanted.map(({ path }) => path));
  for (const [path, hash] of earlier) {
    if (wantedPaths.has(path)) continue;
    // The manifest may have been edited. A file without our first line is not ours, unless its type
    // cannot have that line and it is still as it was written.
    const before = look(folder, path);
    if (typeof before !== "string") continue;
    if (!isOurs(path, before) && (takesHeader(path) || hashOf(before) !== hash)) continue;
    differences.push({ path, kind: "removed", before, after: undefined });
  }
  const present = differences.filter(({ kind }) => kind !== "removed").length;
  return { differences, unchanged: wanted.length - present };
}

/** Adds the file for git, unless another file that is not ours has its name. */
function withAttributes(folder: string, files: readonly OutputFile[]): readonly OutputFile[] {
  const there = look(folder, attributesName);
  const isFree = there === undefined || (typeof there === "string" && isOurAttributes(there));
  return isFree ? [...files, toAttributes([...files, { path: manifestName, text: "" }])] : files;
}

/** A link in place of a folder is in the way of each of its files, but is reported once. */
function distinct(problems: readonly Diagnostic[]): Diagnostic[] {
  return [...new Map(problems.map((problem) => [problem.message, problem])).values()];
}

/**
 * Writes the files into a folder: all of them, or none.
 *
 * @throws DiagnosticError `output-unwritable`, with nothing changed
 */
export function writeFolder(folder: string, { differences }: Comparison): void {
  const changes = differences.map(({ path, before, after }) => ({
    path,
    after,
    exists: before !== undefined,
  }));
  try {
    replaceFiles(folder, changes);
  } catch (error) {
    throw new DiagnosticError([unwritable(folder, error)]);
  }
}

/**
 * Whether to replace a file that cannot have our first line, such as Markdown: only if an output
 * writes it now and the last run wrote it too. An edited manifest alone is not enough.
 */
function mayReplace(path: string, earlier: ReadonlyMap<string, string | undefined>): boolean {
  return !takesHeader(path) && earlier.has(path);
}

/**
 * Whether this tool wrote a file, by its first line. JSON cannot have such a line; an invalid lock
 * file was rejected when it was read.
 */
function isOurs(path: string, text: string): boolean {
  if (path === manifestName || path === "names.lock.json") return true;
  if (path === attributesName) return isOurAttributes(text);
  return hasHeader(text);
}

/** The text of a file of the folder, or what is in its way; undefined if there is nothing. */
function look(folder: string, path: string): string | PathBlockedError | undefined {
  const file = join(folder, path);
  try {
    return kindInside(folder, path) && readFileAt(file).toString("utf8");
  } catch (error) {
    if (error instanceof PathBlockedError) return error;
    throw new DiagnosticError([unwritable(file, error)]);
  }
}

/** The text of a plain file; undefined if there is none. */
function textAt(folder: string, path: string): string | undefined {
  const found = look(folder, path);
  return typeof found === "string" ? found : undefined;
}

function unwritable(path: string, error: unknown): Diagnostic {
  const place = error instanceof DiskError ? error.path : path;
  return diagnose("output-unwritable", { path: place, why: reasonOf(error) });
}
