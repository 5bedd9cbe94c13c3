import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { type Files, removeAtEnd, writeFiles } from "./generator.js";

/**
 * Whoever runs the tests has settings of his own; they are left out. Those of the file are for speed:
 * starting a process takes longer than most of what git does in one.
 */
export const gitEnv = {
  GIT_CONFIG_GLOBAL: join(import.meta.dirname, "gitconfig"),
  GIT_CONFIG_SYSTEM: "/dev/null",
};

const env = {
  ...process.env,
  ...gitEnv,
  GIT_AUTHOR_NAME: "a",
  GIT_AUTHOR_EMAIL: "a@example.com",
  GIT_COMMITTER_NAME: "a",
  GIT_COMMITTER_EMAIL: "a@example.com",
};

export function git(folder: string, ...args: string[]): string {
  return execFileSync("git", args, {
    cwd: folder,
    env,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "pipe"],
  });
}

/** Makes a folder a repository, or commits what changed in it. */
export function commitAll(folder: string, tag?: string): string {
  if (!existsSync(join(folder, ".git"))) git(folder, "init", "--quiet", "--initial-branch=main");
  git(folder, "add", "--all");
  git(folder, "commit", "--quiet", "--allow-empty", "--message=x");
  if (tag !== undefined) git(folder, "tag", tag);
  return folder;
}

export function hashOf(folder: string, name: string): string {
  return git(folder, "rev-parse", name).trim();
}

/** A checkout of a branch in a folder of its own, with that many commits; default: all. */
export function clone(origin: string, branch: string, depth?: number): string {
  const folder = makeOutside();
  const options = depth === undefined ? [] : [`--depth=${depth}`];
  // By an address, because git copies a folder whole.
  const address = pathToFileURL(origin).href;
  git(folder, "clone", "--quiet", "--branch", branch, ...options, address, ".");
  return folder;
}

/** A folder outside of this repository; it is removed when the test file ends. */
export function makeOutside(files: Files = {}): string {
  const folder = mkdtempSync(join(tmpdir(), "drift-"));
  removeAtEnd(folder);
  writeFiles(folder, files);
  return folder;
}
