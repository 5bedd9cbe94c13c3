import { lstatSync, type Stats } from "node:fs";
import { join } from "node:path";
import { errorCode } from "./error-code.js";

/** What can stand at a path. */
export type FileKind = "file" | "folder" | "link" | "pipe" | "socket" | "device";

export function kindOf(found: Stats): FileKind {
  if (found.isFile()) return "file";
  if (found.isDirectory()) return "folder";
  if (found.isSymbolicLink()) return "link";
  if (found.isFIFO()) return "pipe";
  return found.isSocket() ? "socket" : "device";
}

/**
 * What stands at a path, a link not followed; undefined if nothing does.
 *
 * @throws what the system says if that cannot be told
 */
export function kindAt(path: string): FileKind | undefined {
  try {
    return kindOf(lstatSync(path));
  } catch (error) {
    const code = errorCode(error);
    // Below what is no folder nothing is, either.
    if (code === "ENOENT" || code === "ENOTDIR") return undefined;
    throw error;
  }
}

/**
 * What stands at a path below a folder; undefined if nothing does. No link is followed, in none of
 * its parts.
 *
 * @param path relative, with forward slashes
 * @throws PathBlockedError if something else stands where a folder above it belongs
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

/** What the disk refuses, with its place and the reason in words. */
export class DiskError extends Error {
  readonly path: string;

  constructor(path: string, why: string) {
    super(why);
    this.path = path;
  }
}

/** Something stands where a file or a folder is needed. */
export class PathBlockedError extends DiskError {
  readonly kind: FileKind;
  readonly needed: "file" | "folder";

  constructor(path: string, kind: FileKind, needed: "file" | "folder", what = `a ${kind}`) {
    super(path, `expected a ${needed}, but found ${what}`);
    this.kind = kind;
    this.needed = needed;
  }
}
