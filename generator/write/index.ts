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

export { describeDifference, formatDifference } from "./describe-difference.js";
export { type Manifest, manifestName, parseManifest } from "./manifest.js";
export { undoInterrupted } from "./replace-files.js";

/** One way in which a folder differs from what it should hold. */
export interface Difference {
  /** Relative to the folder, forward slashes. */
  readonly path: string;
  readonly kind: "added" | "changed" | "removed";
  /** The text that is there; undefined if the file is missing. */
  readonly before: string | undefined;
  /** The text that should be there; undefined if the file should not. */
  readonly after: string | undefined;
}

export interface Comparison {
  readonly differences: readonly Difference[];
  readonly unchanged: number;
}

/**
 * Compares a folder with the files that it should hold, without touching it. Only files that this
 * tool wrote count as too many. Nothing but plain files is read, and no link is followed.
 *
 * @param origin what the files were made from, for the manifest
 * @throws DiagnosticError with all that stands in the way: `output-foreign` for a file that this
 *   tool did not write, `output-unwritable` for what is no file, or a folder that is none
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
    // Where git has made the line ends those of Windows, the file is what it should be.
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
    // The manifest may be edited. What is no plain file with our first line is somebody's own, and
    // so is one that can have no such line and is not as it was written.
    const before = look(folder, path);
    if (typeof before !== "string") continue;
    if (!isOurs(path, before) && (takesHeader(path) || hashOf(before) !== hash)) continue;
    differences.push({ path, kind: "removed", before, after: undefined });
  }
  const present = differences.filter(({ kind }) => kind !== "removed").length;
  return { differences, unchanged: wanted.length - present };
}

/** The files with one for git, unless something of somebody else's has its name. */
function withAttributes(folder: string, files: readonly OutputFile[]): readonly OutputFile[] {
  const there = look(folder, attributesName);
  const isFree = there === undefined || (typeof there === "string" && isOurAttributes(there));
  return isFree ? [...files, toAttributes([...files, { path: manifestName, text: "" }])] : files;
}

/** A link in the place of a folder stands in the way of each of its files. */
function distinct(problems: readonly Diagnostic[]): Diagnostic[] {
  return [...new Map(problems.map((problem) => [problem.message, problem])).values()];
}

/**
 * Makes a folder hold the files: all of them, or everything stays as it was.
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
 * Whether a file that can have no first line of ours, such as one of Markdown, is replaced: if an
 * output makes it and the last run made it, too. That an output has its name is no choice of the
 * manifest's.
 */
function mayReplace(path: string, earlier: ReadonlyMap<string, string | undefined>): boolean {
  return !takesHeader(path) && earlier.has(path);
}

/**
 * Whether this tool wrote a file: by its first line. No line of JSON can say it; a lock file that
 * is not this tool's was refused when it was read.
 */
function isOurs(path: string, text: string): boolean {
  if (path === manifestName || path === "names.lock.json") return true;
  if (path === attributesName) return isOurAttributes(text);
  return hasHeader(text);
}

/** The text of a file of the folder, or what stands in its way; undefined if nothing is there. */
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
