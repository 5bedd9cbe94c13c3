import { randomUUID } from "node:crypto";
import {
  copyFile,
  link,
  mkdir,
  readdir,
  readFile,
  rename,
  rm,
  rmdir,
  writeFile,
} from "node:fs/promises";
import { dirname, join } from "node:path";
import { isInside } from "./manifest.js";

/** One file of a folder: what it becomes, or undefined if it goes; and whether it is there now. */
export interface Change {
  readonly path: string;
  readonly after: string | undefined;
  readonly exists: boolean;
}

/**
 * Where a run keeps what it needs until it is done, inside the folder, so that a rename is enough to
 * get it out. Its journal says what to undo if the run does not come to its end.
 */
const workPrefix = ".tether-";
const journalName = "journal.json";

interface Journal {
  /** The process that writes; nobody else touches its work while it runs. */
  readonly pid: number;
  readonly changes: readonly { readonly path: string; readonly exists: boolean }[];
}

/**
 * Changes all files or none. New texts are complete on the disk before the first file is replaced,
 * old files are kept until the last one is, and at no moment is a file missing or half written.
 *
 * @param check called for each folder that files go to, before the first is replaced
 * @throws whatever the file system or `check` says, with everything as it was before
 */
export async function swapFiles(
  folder: string,
  changes: readonly Change[],
  check: (target: string) => Promise<void>,
): Promise<void> {
  const made: string[] = [];
  const makeFolder = async (path: string) => {
    const first = await mkdir(path, { recursive: true });
    if (first !== undefined) made.push(first);
  };
  const work = join(folder, workPrefix + randomUUID());
  try {
    await makeFolder(work);
    for (const [index, { path, after }] of changes.entries()) {
      const target = dirname(join(folder, path));
      if (after !== undefined) await makeFolder(target);
      await check(target);
      if (after !== undefined) await writeFile(newFile(work, index), after, { flag: "wx" });
    }
    const journal = changes.map(({ path, exists }) => ({ path, exists }));
    await writeFile(
      join(work, journalName),
      JSON.stringify({ pid: process.pid, changes: journal }),
    );
    await replaceAll(folder, work, changes);
  } catch (error) {
    await rm(work, { recursive: true, force: true });
    // Everything in a folder that was not there before is ours, and empty by now.
    await Promise.all(made.map((path) => rm(path, { recursive: true, force: true })));
    throw error;
  }
  // From here on the new files count.
  await rm(join(work, journalName), { force: true });
  await rm(work, { recursive: true, force: true });
  for (const { path, after } of changes) if (after === undefined) await removeEmpty(folder, path);
}

async function replaceAll(folder: string, work: string, changes: readonly Change[]): Promise<void> {
  let started = 0;
  try {
    for (const [index, { path, after, exists }] of changes.entries()) {
      const target = join(folder, path);
      if (exists) await keep(target, oldFile(work, index));
      started++;
      if (after !== undefined) await rename(newFile(work, index), target);
      else await rm(target, { force: true });
    }
  } catch (error) {
    await undo(folder, work, changes.slice(0, started));
    throw error;
  }
}

/** A second name for a file, or a copy where the file system has no such thing. */
async function keep(file: string, kept: string): Promise<void> {
  try {
    await link(file, kept);
  } catch {
    await copyFile(file, kept);
  }
}

async function undo(folder: string, work: string, changes: Journal["changes"]): Promise<void> {
  for (const [index, { path, exists }] of changes.entries()) {
    const target = join(folder, path);
    // What was not kept was not touched either.
    if (exists) await rename(oldFile(work, index), target).catch(() => undefined);
    else await rm(target, { force: true }).catch(() => undefined);
  }
}

/** Undoes what runs left behind that were ended in the middle; those that still run are let be. */
export async function undoInterrupted(folder: string): Promise<void> {
  const names = await readdir(folder).catch(() => []);
  for (const name of names.filter((name) => name.startsWith(workPrefix))) {
    const work = join(folder, name);
    const journal = await readJournal(join(work, journalName));
    if (journal && isRunning(journal.pid)) continue;
    if (journal) await undo(folder, work, journal.changes);
    await rm(work, { recursive: true, force: true });
  }
}

/** Undefined if there is none: then nothing was replaced yet, or everything. */
async function readJournal(path: string): Promise<Journal | undefined> {
  try {
    const { pid, changes } = JSON.parse(await readFile(path, "utf8")) as Journal;
    // It is a file like any other, and must not lead outside.
    return { pid, changes: changes.map((change) => checked(change)) };
  } catch {
    return undefined;
  }
}

function checked(change: Journal["changes"][number]): Journal["changes"][number] {
  if (!isInside(change.path)) throw new Error(`a journal leaves the folder: ${change.path}`);
  return change;
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

const newFile = (work: string, index: number) => join(work, `${index}.new`);
const oldFile = (work: string, index: number) => join(work, `${index}.old`);

/** Removes the folders that a removed file leaves empty. */
async function removeEmpty(folder: string, path: string): Promise<void> {
  for (let parent = dirname(path); parent !== "."; parent = dirname(parent)) {
    try {
      await rmdir(join(folder, parent));
    } catch {
      return;
    }
  }
}
