import { type FSWatcher, statSync, watch } from "node:fs";
import { basename, dirname } from "node:path";

/** Editors save a file in several steps; this long after the last one it is taken as saved. */
const quietMs = 60;

/**
 * Waits until one of some files changes, comes to be or goes. Their folders are watched, because
 * many editors save by putting another file in the place of the old one.
 *
 * @param paths absolute
 * @param since when the files were last looked at, in milliseconds; what was saved since then
 *   counts
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
        // A folder that goes away has no more to tell; the others go on.
        watchers.push(watcher.on("error", () => watcher.close()));
      } catch {
        // One that is not there yet cannot be watched.
      }
    }
    const late = paths.find(
      (path) => (statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0) > since,
    );
    if (late !== undefined) debounce(late);
  });
}
