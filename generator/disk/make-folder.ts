import { mkdirSync, rmdirSync, statSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { errorCode } from "./error-code.js";
import { reasonOf } from "./error-reason.js";
import { DiskError, kindAt, kindOf, PathBlockedError } from "./file-kind.js";

/**
 * Creates a folder and its missing parents, one by one. Node's own function loops forever on file
 * systems that deny the existence of a folder that exists, such as /proc, and reports a read-only
 * disk as a missing folder.
 *
 * @param made receives each folder that was created, outermost first, also if a later one fails
 * @param mode of the created folders; default: the system's
 * @throws DiskError with the folder that could not be created
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
      // Another run may have created it in the meantime.
      if (code === "EEXIST" && isFolder(each)) continue;
      // Its parent exists, so ENOENT does not mean that the parent is missing.
      const isNoPlace = code === "ENOENT";
      throw new DiskError(
        each,
        isNoPlace ? "the operating system does not create folders there" : reasonOf(error),
      );
    }
  }
}

/** Removes created folders, the last one first; those that are no longer empty stay. */
export function removeFolders(made: readonly string[]): void {
  for (const path of [...made].reverse()) {
    try {
      rmdirSync(path);
    } catch {
      // A folder that is not empty must stay.
    }
  }
}

/** Follows links: the user chose the place of the folder. */
function isFolder(path: string): boolean {
  try {
    const found = statSync(path);
    if (found.isDirectory()) return true;
    throw new PathBlockedError(path, kindOf(found), "folder");
  } catch (error) {
    if (error instanceof DiskError) throw error;
    const code = errorCode(error);
    // A parent that is not a folder is reported at its own level.
    if (code === "ENOTDIR") return false;
    if (code !== "ENOENT") throw new DiskError(path, reasonOf(error));
    const kind = kindAt(path);
    if (kind !== undefined)
      throw new PathBlockedError(path, kind, "folder", "a broken symbolic link");
    return false;
  }
}
