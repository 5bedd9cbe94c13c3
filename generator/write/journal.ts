import { createHash, randomUUID } from "node:crypto";
import { readdirSync, renameSync, statSync, unlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { readFileAt } from "../disk/index.js";
import { isInside } from "./manifest.js";
import { isRunning, type ProcessName, thisProcess } from "./process-identity.js";
import { isOurs, openStateFolder, stateFolders } from "./state-folder.js";

/**
 * A record of a run while it replaces files, for the next run in case this one is killed. It is
 * outside the output folder, where a repository cannot put one.
 */
export interface Journal {
  /** The real path of the output folder, without links. */
  readonly folder: string;
  /** Name of the folder in it for the new and the old files; random for each run. */
  readonly work: string;
  /** The process that writes; nobody else touches its work folder while it runs. */
  readonly process: ProcessName;
  /** The replacements in progress; empty before they begin and after they are done. */
  readonly changes: readonly JournalChange[];
}

export interface JournalChange {
  readonly path: string;
  /** Whether the file existed before. */
  readonly exists: boolean;
  /** The SHA-256 of the new text; undefined if the run removes the file. */
  readonly after?: string | undefined;
}

/** The journal of the current run. */
export interface OwnJournal {
  note(changes: readonly JournalChange[]): void;
  close(): void;
}

const nothing: OwnJournal = { note: () => {}, close: () => {} };

/**
 * Opens the journal of a run. If there is no place for it, the run is still all or nothing, unless
 * it is killed.
 */
export function openJournal(folder: string, work: string): OwnJournal {
  const state = openStateFolder();
  if (state === undefined) return nothing;
  const path = join(state, `${keyOf(folder)}.${randomUUID()}.json`);
  const draft = draftOf(path);
  const head = { folder, work, process: thisProcess() };
  const note = (changes: readonly JournalChange[]) => {
    try {
      // Written as a whole: with half a journal, the work folder would stay forever.
      writeFileSync(draft, JSON.stringify({ ...head, changes } satisfies Journal), { mode: 0o600 });
      renameSync(draft, path);
    } catch {
      // The run continues without a journal.
    }
  };
  note([]);
  return { note, close: () => remove(path) };
}

/** A journal of a run that did not finish. */
export interface LeftJournal extends Journal {
  close(): void;
}

/** The journals of this user's runs for a folder, except those that are still running. */
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
    // An unreadable journal is ignored.
  }
  close();
  return undefined;
}

/** The journal is an ordinary file of this user, and its paths must not lead outside. */
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
      // A missing file needs no removal, and the next run retries the others.
    }
  }
}
