import { lstatSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { isAbsolute, join } from "node:path";
import { makeFolder } from "../disk/index.js";

/**
 * Folders for records of this user's runs that others must not be able to write, the best one
 * first: `$XDG_STATE_HOME/spec-tether` or `~/.local/state/spec-tether`, the usual places on macOS
 * and Windows, and a temporary folder if there is no home.
 */
export function stateFolders(): readonly string[] {
  const temporary = join(tmpdir(), `spec-tether-${process.geteuid?.() ?? "state"}`);
  const own = ownFolder();
  return own === undefined ? [temporary] : [join(own, "spec-tether"), temporary];
}

function ownFolder(): string | undefined {
  const { XDG_STATE_HOME = "", LOCALAPPDATA = "" } = process.env;
  // The XDG specification says to ignore a relative path; here it could be in the repository.
  if (isAbsolute(XDG_STATE_HOME)) return XDG_STATE_HOME;
  if (process.platform === "win32") return isAbsolute(LOCALAPPDATA) ? LOCALAPPDATA : undefined;
  try {
    const home = homedir();
    if (!isAbsolute(home)) return undefined;
    const parts =
      process.platform === "darwin" ? ["Library/Application Support"] : [".local/state"];
    return join(home, ...parts);
  } catch {
    // A user without an entry in the user database has no home.
    return undefined;
  }
}

/** The first of them that exists or can be created; undefined if none can. */
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

/** Whether the entry is a folder, or a file, of this user that nobody else can write. */
export function isOurs(path: string): boolean {
  try {
    const found = lstatSync(path);
    if (!found.isDirectory() && !found.isFile()) return false;
    // Windows has neither; there, a user's folder is private.
    if (process.geteuid === undefined) return true;
    return found.uid === process.geteuid() && (found.mode & 0o022) === 0;
  } catch {
    return false;
  }
}
