import { type FSWatcher, statSync, watch } from "node:fs";
import { basename, dirname } from "node:path";

/** Editors save a file in several steps; it counts as saved this long after the last one. */
const quietMs = 60;

/**
 * Waits until one of the files changes, appears or disappears. Watches their folders, because many
 * editors save by replacing the file.
 *
 * @param paths absolute
 * @param since when the files were last read, in milliseconds; a later change counts
 * @returns the path that changed; undefined once the signal is aborted
 */
export function nextChange(
  paths: readonly string[],
  since: number,
  signal: AbortSignal,
): Promise<string | undefined> {
  const byFolder = new Map<string, Set<string>>();
  for (const path of paths) {
    const folder = dirname(path);
    byFolder.set(folder, (byFolder.get(folder) ?? new Set()).add(basename(path)));
  }
  return new Promise((resolve) => {
    const watchers: FSWatcher[] = [];
    let timer: NodeJS.Timeout | undefined;
    const finish = (path: string | undefined) => {
      clearTimeout(timer);
      for (const watcher of watchers) watcher.close();
      signal.removeEventListener("abort", cancel);
      resolve(path);
    };
    const debounce = (path: string) => {
      clearTimeout(timer);
      timer = setTimeout(() => finish(path), quietMs);
    };
    const cancel = () => finish(undefined);
    if (signal.aborted) return cancel();
    signal.addEventListener("abort", cancel);
    for (const [folder, names] of byFolder) {
      try {
        const watcher = watch(folder, (_, name) => {
          if (name === null || !names.has(name)) return;
          debounce(`${folder}/${name}`);
        });
        // If a folder is deleted, the watchers of the other folders continue.
        watchers.push(watcher.on("error", () => watcher.close()));
      } catch {
        // A folder that does not exist yet cannot be watched.
      }
    }
    const late = paths.find(
      (path) => (statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0) > since,
    );
    if (late !== undefined) debounce(late);
  });
}
