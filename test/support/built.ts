import { createHash } from "node:crypto";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
} from "node:fs";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { repository } from "./repository.js";

/** Below the repository, where the dependencies of what is built are found. */
const builds = join(repository, "node_modules/.cache/tether-tool");

/**
 * A folder that several test files need and that takes long to make: once for each state of the
 * files that it is made of. It is made elsewhere, then renamed, so that half of one is none.
 *
 * @param sources paths of files
 */
export async function built(
  kind: string,
  sources: readonly string[],
  make: (draft: string) => Promise<void>,
): Promise<string> {
  const hash = createHash("sha256").update(kind);
  for (const path of [...sources, import.meta.filename]) {
    hash.update(`${path}\0`).update(readFileSync(path));
  }
  const folder = join(builds, `${kind}-${hash.digest("hex").slice(0, 16)}`);
  mkdirSync(builds, { recursive: true });
  const lock = `${folder}.lock`;
  while (!existsSync(folder)) {
    if (!take(lock)) {
      await setTimeout(100);
      continue;
    }
    try {
      const draft = mkdtempSync(join(builds, "draft-"));
      await make(draft);
      const outdated = readdirSync(builds)
        .map((name) => join(builds, name))
        .filter((path) => path.startsWith(join(builds, `${kind}-`)) && path !== lock);
      for (const path of outdated) rmSync(path, { recursive: true, force: true });
      renameSync(draft, folder);
    } finally {
      rmSync(lock, { recursive: true, force: true });
    }
  }
  return folder;
}

/** Whether it is ours to build; a process that was ended in the middle keeps nobody for long. */
function take(lock: string): boolean {
  try {
    mkdirSync(lock);
    return true;
  } catch {
    const since = statSync(lock, { throwIfNoEntry: false })?.mtimeMs ?? Date.now();
    if (Date.now() - since > 120_000) rmSync(lock, { recursive: true, force: true });
    return false;
  }
}
