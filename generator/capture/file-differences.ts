import { relative } from "node:path";
import { readFileAt } from "../disk/index.js";
import type { Difference } from "../write/index.js";

/**
 * What new texts change in the files of a folder.
 *
 * @param edits the texts by path
 */
export function differencesOf(folder: string, edits: ReadonlyMap<string, string>): Difference[] {
  const differences: Difference[] = [];
  for (const [file, after] of edits) {
    const before = textAt(file);
    const path = relative(folder, file).replaceAll("\\", "/");
    if (before === after) continue;
    differences.push({ path, kind: before === undefined ? "added" : "changed", before, after });
  }
  return differences.sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** Undefined if the file does not exist. */
function textAt(path: string): string | undefined {
  try {
    return readFileAt(path).toString("utf8");
  } catch {
    // Another kind of entry is reported when the file is written.
    return undefined;
  }
}
