import { randomUUID } from "node:crypto";
import { mkdir, readFile, realpath, rename, rm, rmdir, stat, writeFile } from "node:fs/promises";
import { dirname, join, relative, sep } from "node:path";
import { DiagnosticError, diagnose } from "../diagnostics/index.js";
import type { OutputFile } from "../emit/index.js";
import { isInside, manifestName, ownedFiles, toManifest } from "./manifest.js";

/** One way in which a folder differs from what it should hold. */
export interface Difference {
  /** Relative to the folder, forward slashes. */
  readonly path: string;
  readonly kind: "added" | "changed" | "removed";
  /** The text that is there; undefined if the file is missing. */
  readonly before: string | undefined;
  /** The text that should be there; undefined if the file should not. */
  readonly after: string | undefined;
}

export interface Comparison {
  readonly differences: readonly Difference[];
  readonly unchanged: number;
}

/**
 * Compares a folder with the files that it should hold, without touching it. Only files that this
 * tool wrote count as too many.
 *
 * @throws DiagnosticError `output-foreign` if a file in the way was not written by this tool
 */
export async function compareFolder(
  folder: string,
  files: readonly OutputFile[],
): Promise<Comparison> {
  const wanted = [...files, toManifest(files)];
  const outside = wanted.find(({ path }) => !isInside(path));
  if (outside) throw new Error(`a generated path leaves the output folder: ${outside.path}`);

  // No line of JSON can say whose it is; a lock file that is not this tool's was refused when it was read.
  const lock = "names.lock.json";
  const owned = new Set([
    manifestName,
    lock,
    ...ownedFiles(await readText(join(folder, manifestName))),
  ]);
  const differences: Difference[] = [];
  for (const { path, text } of wanted) {
    const before = await readText(join(folder, path));
    if (before === text) continue;
    if (before !== undefined && !owned.has(path) && !isMarked(before)) {
      throw new DiagnosticError([diagnose("output-foreign", { path: join(folder, path) })]);
    }
    differences.push({
      path,
      kind: before === undefined ? "added" : "changed",
      before,
      after: text,
    });
  }
  const wantedPaths = new Set(wanted.map(({ path }) => path));
  for (const path of owned) {
    if (wantedPaths.has(path)) continue;
    const before = await readText(join(folder, path));
    // What has lost our first line is somebody's own by now.
    if (before === undefined || !isMarked(before)) continue;
    differences.push({ path, kind: "removed", before, after: undefined });
  }
  const present = differences.filter(({ kind }) => kind !== "removed").length;
  return { differences, unchanged: wanted.length - present };
}

/**
 * Makes a folder hold the files. Everything is staged before the first file is replaced, so a
 * full disk or a missing permission leaves the folder as it was.
 *
 * @throws DiagnosticError `output-unwritable`, with nothing changed
 */
export async function writeFolder(folder: string, { differences }: Comparison): Promise<void> {
  const staged: { from: string; to: string }[] = [];
  const firstMade: string[] = [];
  try {
    for (const { path, after } of differences) {
      const to = join(folder, path);
      if (after !== undefined) {
        const made = await mkdir(dirname(to), { recursive: true });
        if (made !== undefined) firstMade.push(made);
      }
      await assertStaysInside(folder, dirname(to));
      if (after === undefined) continue;
      const from = `${to}.${randomUUID()}.tmp`;
      staged.push({ from, to });
      await writeFile(from, after, { flag: "wx" });
    }
  } catch (error) {
    await Promise.all(staged.map(({ from }) => rm(from, { force: true })));
    // Everything in a folder that was not there before is ours, and empty by now.
    await Promise.all(firstMade.map((made) => rm(made, { recursive: true, force: true })));
    if (error instanceof DiagnosticError) throw error;
    throw unwritable(folder, error);
  }
  try {
    for (const { from, to } of staged) await rename(from, to);
    for (const { path, after } of differences) {
      if (after === undefined) await removeFile(folder, path);
    }
  } catch (error) {
    throw unwritable(folder, error);
  }
}

/** Removes a file, and the folders that it leaves empty. */
async function removeFile(folder: string, path: string): Promise<void> {
  await rm(join(folder, path), { force: true });
  for (let parent = dirname(path); parent !== "."; parent = dirname(parent)) {
    try {
      await rmdir(join(folder, parent));
    } catch {
      return;
    }
  }
}

/** A link in the folder must not lead a file to somewhere else. */
async function assertStaysInside(folder: string, target: string): Promise<void> {
  const way = relative(await realpath(folder), await realpath(target));
  if (way === ".." || way.startsWith(`..${sep}`)) {
    const why = "a link in it leads to another folder";
    throw new DiagnosticError([diagnose("output-unwritable", { path: target, why })]);
  }
}

/** Files of a lost manifest are known by their first line. */
function isMarked(text: string): boolean {
  return text.startsWith("// Generated by spec-tether");
}

async function readText(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOENT") return undefined;
    // A file where a folder belongs is met again when the folder is made; a folder where a file belongs is not.
    if (code === "ENOTDIR" && !(await stat(path).catch(() => undefined))) return undefined;
    throw unwritable(path, error);
  }
}

function unwritable(path: string, error: unknown): DiagnosticError {
  const { code, message } = error as NodeJS.ErrnoException;
  const reasons: Record<string, string> = {
    EACCES: "permission denied",
    EPERM: "permission denied",
    EEXIST: "a file stands where a folder is needed",
    ENOTDIR: "a file stands where a folder is needed",
    EISDIR: "a folder stands where a file is needed",
    ENOSPC: "the disk is full",
    EROFS: "the file system is read-only",
  };
  const why = reasons[code ?? ""] ?? message;
  return new DiagnosticError([diagnose("output-unwritable", { path, why })]);
}
