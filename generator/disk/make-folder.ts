import { mkdirSync, rmdirSync, statSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { errorCode } from "./error-code.js";
import { reasonOf } from "./error-reason.js";
import { DiskError, kindAt, kindOf, PathBlockedError } from "./file-kind.js";

/**
 * Makes a folder and those above it that are missing, one by one. Node's own way to do that loops
 * for ever where the system says of a folder that is there that it is not, as /proc does, and calls
 * a read-only disk a missing folder.
 *
 * @param made gets each folder that was not there before, outermost first, also if a later one
 *   fails
 * @param mode of the folders that are made; default: what the system gives
 * @throws DiskError with the folder that could not be made
 */
export function makeFolder(path: string, made: string[] = [], mode?: number): void {
  const missing: string[] = [];
  for (let at = resolve(path); !isFolder(at); at = dirname(at)) {
    missing.unshift(at);
    if (dirname(at) === at) break;
  }
  for (const each of missing) {
    try {
      mkdirSync(each, { mode });
      made.push(each);
    } catch (error) {
      const code = errorCode(error);
      // Another run may have been faster.
      if (code === "EEXIST" && isFolder(each)) continue;
      // The folder above it is there, so it is not that which is missing.
      const isNoPlace = code === "ENOENT";
      throw new DiskError(
        each,
        isNoPlace ? "the operating system does not create folders there" : reasonOf(error),
      );
    }
  }
}

/** Removes folders that were made, the last one first; those that hold something by now stay. */
export function removeFolders(made: readonly string[]): void {
  for (const path of [...made].reverse()) {
    try {
      rmdirSync(path);
    } catch {
      // As it should be.
    }
  }
}

/** Links are followed: where the folder lies is the choice of whoever named it. */
function isFolder(path: string): boolean {
  try {
    const found = statSync(path);
    if (found.isDirectory()) return true;
    throw new PathBlockedError(path, kindOf(found), "folder");
  } catch (error) {
    if (error instanceof DiskError) throw error;
    const code = errorCode(error);
    // What stands above it where a folder belongs is met further up.
    if (code === "ENOTDIR") return false;
    if (code !== "ENOENT") throw new DiskError(path, reasonOf(error));
    const kind = kindAt(path);
    if (kind !== undefined)
      throw new PathBlockedError(path, kind, "folder", "a broken symbolic link");
    return false;
  }
}
