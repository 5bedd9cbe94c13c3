import { lstatSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { isAbsolute, join } from "node:path";
import { makeFolder } from "../disk/index.js";

/**
 * Folders in which this user's runs note what others must not be able to write, the best one first:
 * `$XDG_STATE_HOME/spec-tether` or `~/.local/state/spec-tether`, on macOS and Windows their own
 * places for that, and one among the temporary files where there is no home.
 */
export function stateFolders(): readonly string[] {
  const temporary = join(tmpdir(), `spec-tether-${process.geteuid?.() ?? "state"}`);
  const own = ownFolder();
  return own === undefined ? [temporary] : [join(own, "spec-tether"), temporary];
}

function ownFolder(): string | undefined {
  const { XDG_STATE_HOME = "", LOCALAPPDATA = "" } = process.env;
  // A relative one is to be ignored, says the XDG specification; it would be one of the repository.
  if (isAbsolute(XDG_STATE_HOME)) return XDG_STATE_HOME;
  if (process.platform === "win32") return isAbsolute(LOCALAPPDATA) ? LOCALAPPDATA : undefined;
  try {
    const home = homedir();
    if (!isAbsolute(home)) return undefined;
    const parts =
      process.platform === "darwin" ? ["Library/Application Support"] : [".local/state"];
    return join(home, ...parts);
  } catch {
    // A user who is in no list of users has no home.
    return undefined;
  }
}

/** The first of them that is there, or can be made; undefined if none can. */
export function openStateFolder(): string | undefined {
  return stateFolders().find((folder) => {
    try {
      makeFolder(folder, [], 0o700);
      return isOurs(folder);
    } catch {
      return false;
    }
  });
}

/** Whether what stands there is a folder, or a file, of this user that nobody else can write. */
export function isOurs(path: string): boolean {
  try {
    const found = lstatSync(path);
    if (!found.isDirectory() && !found.isFile()) return false;
    // Windows has neither; there the folder of a user is his alone.
    if (process.geteuid === undefined) return true;
    return found.uid === process.geteuid() && (found.mode & 0o022) === 0;
  } catch {
    return false;
  }
}
