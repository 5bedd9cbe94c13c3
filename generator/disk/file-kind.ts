import { lstatSync, type Stats } from "node:fs";
import { join } from "node:path";
import { errorCode } from "./error-code.js";

/** The kinds of entries at a path. */
export type FileKind = "file" | "folder" | "link" | "pipe" | "socket" | "device";

export function kindOf(found: Stats): FileKind {
  if (found.isFile()) return "file";
  if (found.isDirectory()) return "folder";
  if (found.isSymbolicLink()) return "link";
  if (found.isFIFO()) return "pipe";
  return found.isSocket() ? "socket" : "device";
}

/**
 * The kind of entry at a path, without following a link; undefined if there is nothing.
 *
 * @throws the system's error if that cannot be determined
 */
export function kindAt(path: string): FileKind | undefined {
  try {
    return kindOf(lstatSync(path));
  } catch (error) {
    const code = errorCode(error);
    // There is nothing below a path that is not a folder.
    if (code === "ENOENT" || code === "ENOTDIR") return undefined;
    throw error;
  }
}

/**
 * The kind of entry at a path below a folder; undefined if there is nothing. Follows no link in any
 * part of the path.
 *
 * @param path relative, with forward slashes
 * @throws PathBlockedError if a parent of it is not a folder
 */
export function kindInside(folder: string, path: string): FileKind | undefined {
  const parts = path.split("/");
  for (let count = 1; count < parts.length; count++) {
    const parent = join(folder, ...parts.slice(0, count));
    const kind = kindAt(parent);
    if (kind === undefined) return undefined;
    if (kind !== "folder") throw new PathBlockedError(parent, kind, "folder");
  }
  return kindAt(join(folder, path));
}

/** An error of the file system, with the path and the reason in words. */
export class DiskError extends Error {
  readonly path: string;

  constructor(path: string, why: string) {
    super(why);
    this.path = path;
  }
}

/** There is something else where a file or a folder is needed. */
export class PathBlockedError extends DiskError {
  readonly kind: FileKind;
  readonly needed: "file" | "folder";

  constructor(path: string, kind: FileKind, needed: "file" | "folder", what = `a ${kind}`) {
    super(path, `expected a ${needed}, but found ${what}`);
    this.kind = kind;
    this.needed = needed;
  }
}
