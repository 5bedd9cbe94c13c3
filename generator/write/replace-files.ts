import {
  chmodSync,
  copyFileSync,
  linkSync,
  mkdirSync,
  realpathSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
  unlinkSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import {
  hashOf,
  kindAt,
  kindInside,
  makeFolder,
  PathBlockedError,
  readFileAt,
  removeFolders,
  trace,
} from "../disk/index.js";
import { type JournalChange, journalsLeft, newWorkName, openJournal } from "./journal.js";
import { isInside } from "./manifest.js";

/** A change to one file: its new text, or undefined to remove it, and whether it exists now. */
export interface FileChange {
  readonly path: string;
  readonly after: string | undefined;
  readonly exists: boolean;
}

/**
 * Changes all files or none. All new texts are on the disk before the first file is replaced, old
 * files are kept until the last one is, and no file is ever missing or half written. The folder may
 * be a link; below it no link is followed.
 *
 * @throws PathBlockedError, or the file system's error, with everything unchanged
 */
export function replaceFiles(output: string, changes: readonly FileChange[]): void {
  const made: string[] = [];
  try {
    makeFolder(output, made);
    replaceIn(realpathSync(output), changes, made);
  } catch (error) {
    removeFolders(made);
    throw error;
  }
}

function replaceIn(folder: string, changes: readonly FileChange[], made: string[]): void {
  // Inside the folder, so that a rename is enough to move its files.
  const work = newWorkName();
  const journal = openJournal(folder, work);
  const started: JournalChange[] = [];
  try {
    mkdirSync(join(folder, work), { mode: 0o700 });
    prepare(folder, work, changes, made);
    journal.note(changes.map(toNote));
    replaceAll(folder, work, changes, started);
  } catch (error) {
    // The next run can undo what cannot be undone now.
    if (undo(folder, work, started)) cleanUp(folder, work, journal);
    throw error;
  }
  // From here on, the new files count.
  journal.note([]);
  cleanUp(folder, work, journal);
  for (const { path, after } of changes) if (after === undefined) removeEmpty(folder, path);
}

/** If a work folder cannot be removed, its journal stays too, for the next run. */
function cleanUp(folder: string, work: string, journal: { close(): void }): void {
  try {
    rmSync(join(folder, work), { recursive: true, force: true });
    journal.close();
  } catch {
    // The files are already correct.
  }
}

/** Writes the new files to the disk, and creates their folders. */
function prepare(
  folder: string,
  work: string,
  changes: readonly FileChange[],
  made: string[],
): void {
  for (const [index, { path, after }] of changes.entries()) {
    if (!isInside(path)) throw new Error(`${path} is outside the folder`);
    if (after === undefined) continue;
    const target = join(folder, path);
    const kind = kindInside(folder, path);
    makeFolder(dirname(target), made);
    writeFileSync(newFile(folder, work, index), after, { flag: "wx" });
    // A script stays one that can be run.
    if (kind === "file") chmodSync(newFile(folder, work, index), statSync(target).mode & 0o777);
  }
}

function toNote({ path, exists, after }: FileChange): JournalChange {
  return { path, exists, after: after === undefined ? undefined : hashOf(after) };
}

/** @param started receives each change when it begins, in order */
function replaceAll(
  folder: string,
  work: string,
  changes: readonly FileChange[],
  started: JournalChange[],
): void {
  for (const [index, change] of changes.entries()) {
    const { path, after, exists } = change;
    const target = join(folder, path);
    const kind = kindInside(folder, path);
    if (kind !== undefined && kind !== "file") throw new PathBlockedError(target, kind, "file");
    if (exists) keep(target, oldFile(folder, work, index));
    started.push(toNote(change));
    if (after !== undefined) renameSync(newFile(folder, work, index), target);
    else unlinkSync(target);
    trace({ did: after === undefined ? "removed" : "wrote", what: target });
  }
}

/** A hard link to a file, or a copy if the file system has no hard links. */
function keep(file: string, kept: string): void {
  try {
    linkSync(file, kept);
  } catch {
    copyFileSync(file, kept);
  }
}

/**
 * Undoes the changes, the last one first, where the run's text is still in place; later edits stay.
 *
 * @returns whether nothing is left to undo
 */
function undo(folder: string, work: string, changes: readonly JournalChange[]): boolean {
  let isDone = true;
  for (const [index, { path, exists, after }] of [...changes.entries()].reverse()) {
    try {
      const kind = kindInside(folder, path);
      const target = join(folder, path);
      const isOurs =
        kind === "file" ? hashOf(readFileAt(target)) === after : (kind ?? after) === undefined;
      if (!isOurs) continue;
      const old = oldFile(folder, work, index);
      if (!exists) unlinkSync(target);
      else if (kindAt(old) === "file") renameSync(old, target);
    } catch (error) {
      // The others can still be undone.
      if (!(error instanceof PathBlockedError)) isDone = false;
    }
  }
  return isDone;
}

/** Undoes runs that were interrupted, except those that are still running. */
export function undoInterrupted(output: string): void {
  let folder: string;
  try {
    folder = realpathSync(output);
  } catch {
    return;
  }
  for (const journal of journalsLeft(folder)) {
    const { work, changes } = journal;
    // The name of the work folder is random, so if it exists, this is the folder of the journal.
    if (kindAt(join(folder, work)) !== "folder") journal.close();
    else if (undo(folder, work, changes)) cleanUp(folder, work, journal);
  }
}

const newFile = (folder: string, work: string, index: number) => join(folder, work, `${index}.new`);
const oldFile = (folder: string, work: string, index: number) => join(folder, work, `${index}.old`);

/** Removes the folders that are empty after a file was removed. */
function removeEmpty(folder: string, path: string): void {
  for (let parent = dirname(path); parent !== "."; parent = dirname(parent)) {
    try {
      if (kindInside(folder, parent) !== "folder") return;
      rmdirSync(join(folder, parent));
    } catch {
      return;
    }
  }
}
