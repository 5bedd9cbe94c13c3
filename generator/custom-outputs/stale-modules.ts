import { readFileSync } from "node:fs";
import type { SourceFile } from "./module-sources.js";

/** The files that modules were loaded from in this process, with the hashes that they had then. */
const loaded = new Map<string, string>();

/**
 * A file that has changed since a module was loaded from it, and that Node would not read again; a
 * run that waits for files to be saved meets one. The module itself can be loaded anew, unless it
 * is of CommonJS.
 */
export function findStale(files: readonly SourceFile[], module: string): string | undefined {
  const stale = files.find(({ path, hash }) => {
    const before = loaded.get(path);
    if (before === undefined || before === hash) return false;
    return path !== module || !isEsm(path);
  });
  if (stale) return stale.path;
  for (const { path, hash } of files) loaded.set(path, hash);
  return undefined;
}

const isEsm = (path: string) => /^[ \t]*export\b/m.test(readFileSync(path, "utf8"));
