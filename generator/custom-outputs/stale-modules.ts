import { readFileSync } from "node:fs";
import type { SourceFile } from "./module-sources.js";

/** The files that this process has loaded modules from, with their hashes at that time. */
const loaded = new Map<string, string>();

/**
 * A file that has changed since it was loaded, and that Node would not read again; this happens
 * with `--watch`. The module itself can be loaded again, unless it is a CommonJS module.
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
