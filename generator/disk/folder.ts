import { mkdirSync, rmdirSync, statSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { InTheWay, kindAt, kindOf } from "./kind.js";

/**
 * Makes a folder and those above it that are missing, one by one. Node's own way to do that loops for
 * ever where the system says of a folder that is there that it is not, as /proc does, and calls a
 * read-only disk a missing folder.
 *
 * @param made gets each folder that was not there before, outermost first, also if a later one fails
 * @param mode of the folders that are made; default: what the system gives
 * @throws InTheWay, or what the system says
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
      // Another run may have been faster.
      if ((error as NodeJS.ErrnoException).code !== "EEXIST" || !isFolder(each)) throw error;
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
    throw new InTheWay(path, kindOf(found), "folder");
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    // What stands above it where a folder belongs is met further up.
    if (code === "ENOTDIR") return false;
    if (code !== "ENOENT") throw error;
    const kind = kindAt(path);
    if (kind !== undefined) throw new InTheWay(path, kind, "folder", "a link that leads nowhere");
    return false;
  }
}
