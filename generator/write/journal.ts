import { createHash, randomUUID } from "node:crypto";
import { readdirSync, renameSync, statSync, unlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { readFileAt } from "../disk/index.js";
import { isInside } from "./manifest.js";
import { isRunning, type ProcessName, thisProcess } from "./process-identity.js";
import { isOurs, openStateFolder, stateFolders } from "./state-folder.js";

/**
 * What a run notes while it replaces files, for the next one, should it not come to its end. It
 * lies outside of the output folder, where a repository cannot put one.
 */
export interface Journal {
  /** The output folder, without links in it. */
  readonly folder: string;
  /** Name of the folder in it that holds the new and the old files; made up for this run. */
  readonly work: string;
  /** Who writes; nobody else touches its work while it runs. */
  readonly process: ProcessName;
  /** What is being replaced; empty before that begins and after it is done. */
  readonly changes: readonly JournalChange[];
}

export interface JournalChange {
  readonly path: string;
  /** Whether the file was there before. */
  readonly exists: boolean;
  /** The SHA-256 of what the run puts there; undefined if it removes the file. */
  readonly after?: string | undefined;
}

/** The journal of a run that is under way. */
export interface OwnJournal {
  note(changes: readonly JournalChange[]): void;
  close(): void;
}

const nothing: OwnJournal = { note: () => {}, close: () => {} };

/**
 * Opens the journal of a run. Without a place for it the run is all or nothing all the same, except
 * when it is killed.
 */
export function openJournal(folder: string, work: string): OwnJournal {
  const state = openStateFolder();
  if (state === undefined) return nothing;
  const path = join(state, `${keyOf(folder)}.${randomUUID()}.json`);
  const draft = draftOf(path);
  const head = { folder, work, process: thisProcess() };
  const note = (changes: readonly JournalChange[]) => {
    try {
      // As a whole or not at all: half a journal would be none, and its work would stay for ever.
      writeFileSync(draft, JSON.stringify({ ...head, changes } satisfies Journal), { mode: 0o600 });
      renameSync(draft, path);
    } catch {
      // As without a journal.
    }
  };
  note([]);
  return { note, close: () => remove(path) };
}

/** A journal of a run that did not come to its end. */
export interface LeftJournal extends Journal {
  close(): void;
}

/** The journals of this user's runs for a folder, those left out that still run. */
export function journalsLeft(folder: string): LeftJournal[] {
  const key = keyOf(folder);
  return stateFolders()
    .filter(isOurs)
    .flatMap((state) => {
      const names = readdirSync(state).filter(
        (name) => name.startsWith(key) && name.endsWith(".json"),
      );
      return names.flatMap((name) => readJournal(folder, join(state, name)) ?? []);
    });
}

function readJournal(folder: string, path: string): LeftJournal | undefined {
  const close = () => remove(path);
  try {
    if (!isOurs(path)) return undefined;
    const text = readFileAt(path).toString("utf8");
    const journal = JSON.parse(text) as Journal;
    if (isRunning(journal.process, statSync(path).mtimeMs)) return undefined;
    if (isSound(journal, folder)) return { ...journal, close };
  } catch {
    // One that cannot be read says nothing.
  }
  close();
  return undefined;
}

/** It is a file of this user's like any other, and must not lead outside. */
function isSound({ folder, work, changes }: Journal, expected: string): boolean {
  return (
    folder === expected && isWorkName(work) && changes.every(({ path }) => isInside(String(path)))
  );
}

const workPrefix = ".tether-";

export function newWorkName(): string {
  return workPrefix + randomUUID();
}

function isWorkName(name: unknown): boolean {
  return typeof name === "string" && name.startsWith(workPrefix) && /^[\w.-]+$/.test(name);
}

function keyOf(folder: string): string {
  return createHash("sha256").update(folder).digest("hex").slice(0, 32);
}

const draftOf = (path: string): string => `${path}.draft`;

function remove(path: string): void {
  for (const each of [draftOf(path), path]) {
    try {
      unlinkSync(each);
    } catch {
      // What is not there needs no removing, and what cannot be removed is met by the next run.
    }
  }
}
