import type { Exchange } from "./exchange.js";

/** What a file of exchanges has. */
export interface Recording {
  readonly exchanges: readonly Exchange[];
  /** Entries that are not used, each with the reason. */
  readonly skipped: readonly SkippedEntry[];
}

export interface SkippedEntry {
  readonly file: string;
  /** From 1, among all entries of the file. */
  readonly index: number;
  readonly because: string;
}

/** Reads one format of recordings. */
export interface RecordingReader {
  /** The format's name in messages: `HAR`. */
  readonly name: string;
  /** Whether a file has this format. */
  recognizes(content: RecordingContent): boolean;
  /**
   * The exchanges of a file.
   *
   * @throws Error with the reason and the next step, if the file cannot be used as a whole
   */
  read(content: RecordingContent, file: string): Recording;
}

/** A file as text, and as JSON if it is one JSON document. */
export interface RecordingContent {
  readonly text: string;
  readonly json: unknown;
}

/** An entry that cannot be used; the message says why. It never quotes a value. */
export class UnusableEntry extends Error {}

/** Reads entries one by one, and keeps what is wrong with the others. */
export function readEntries<Entry>(
  entries: readonly Entry[],
  file: string,
  read: (entry: Entry, index: number) => Exchange,
): Recording {
  const exchanges: Exchange[] = [];
  const skipped: SkippedEntry[] = [];
  for (const [position, entry] of entries.entries()) {
    const index = position + 1;
    try {
      exchanges.push(read(entry, index));
    } catch (error) {
      if (!(error instanceof UnusableEntry)) throw error;
      skipped.push({ file, index, because: error.message });
    }
  }
  return { exchanges, skipped };
}
