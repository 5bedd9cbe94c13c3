import { type RequestInfo, refuse } from "../errors.js";
import { exchangeMasker, type RecordedApi } from "./masked-exchange.js";
import type { Observer } from "./observer.js";
import { seeBody } from "./seen-answer.js";

export interface RecordOptions {
  /** The share of calls that are recorded, from 0 to 1. Default 1. */
  readonly sample?: number;
  /** How much is written at most, in bytes. Default 100,000,000. */
  readonly maxBytes?: number;
}

/** Records calls into a file of its own, a line of NDJSON for each. */
export interface Recorder extends Observer {
  /** Waits until everything is written: for the end of a program. */
  flush(): Promise<void>;
  readonly counts: RecorderCounts;
}

/** What has become of calls so far. */
export interface RecorderCounts {
  readonly written: number;
  /** Not written: too many were waiting, the file is full, or the connection broke. */
  readonly skipped: number;
  /** Failures of the recorder itself, such as a full disk; none of them reaches a call. */
  readonly errors: number;
}

/** What is used of `node:fs/promises`; a client is checked without the types of Node, too. */
interface FileSystem {
  mkdir(path: string, options: object): Promise<unknown>;
  appendFile(path: string, text: string, options: object): Promise<unknown>;
}

/** Calls that wait to be written; of more, some are let go. */
const maxWaiting = 200;

/**
 * Masks are no option: what is written has no key, token, name, mail address or long number in it.
 *
 * @throws InvalidArgumentError naming an option that cannot be used
 */
export function recordTo(api: RecordedApi, folder: string, options: RecordOptions = {}): Recorder {
  const { sample = 1, maxBytes = 100_000_000 } = options;
  if (typeof folder !== "string" || folder === "") refuse("folder", "must be the path of a folder");
  if (!(sample >= 0 && sample <= 1)) refuse("sample", "must be a number from 0 to 1");
  if (!(maxBytes >= 0)) refuse("maxBytes", "must be a number of at least 0");
  const counts = { written: 0, skipped: 0, errors: 0 };
  const mask = exchangeMasker(api);
  const start = new Date().toISOString().replaceAll(/[:.]/g, "-");
  const file = `${folder}/${start}-${Math.random().toString(36).slice(2, 8)}.ndjson`;
  const waiting = new Set<Promise<void>>();
  let size = 0;
  let opened: Promise<FileSystem> | undefined;
  /** Lines are written one after the other. */
  let last: Promise<unknown> = Promise.resolve();

  const append = async (line: string): Promise<void> => {
    opened ??= openFolder(folder);
    const files = await opened;
    await files.appendFile(file, line, { mode: 0o600 });
    counts.written++;
  };

  const write = async (
    seen: Omit<Parameters<typeof mask>[0], "body">,
    body: ReturnType<typeof seeBody>,
  ) => {
    let read: Awaited<typeof body>;
    try {
      read = await body;
    } catch {
      counts.skipped++;
      return;
    }
    // Behind what the caller does with the answer.
    await new Promise((resolve) => setTimeout(resolve, 0));
    const line = `${JSON.stringify(mask({ ...seen, body: read }))}\n`;
    size += line.length;
    if (size > maxBytes) {
      counts.skipped++;
      return;
    }
    const written = last.then(() => append(line));
    last = written.catch(() => {});
    await written;
  };

  const see = (
    response: Response,
    url: string,
    init: RequestInit,
    call: RequestInfo,
    startedAt: string,
  ) => {
    try {
      if (waiting.size >= maxWaiting) {
        counts.skipped++;
        return;
      }
      const writing = write({ startedAt, call, url, init, response }, seeBody(response))
        .catch(() => {
          counts.errors++;
        })
        .finally(() => waiting.delete(writing));
      waiting.add(writing);
    } catch {
      counts.errors++;
    }
  };

  return {
    counts,
    watch: (fetch) => (url, init, call) => {
      const startedAt = new Date().toISOString();
      const answered = fetch(url, init, call);
      if (Math.random() < sample) {
        const look = (response: Response) => see(response, url, init, call, startedAt);
        Promise.resolve(answered).then(look, () => {});
      }
      return answered;
    },
    flush: async () => {
      while (waiting.size > 0) await Promise.all(waiting);
    },
  };
}

/** Only Node, Bun and Deno have it; a bundler for browsers is not to look for it. */
async function openFolder(folder: string): Promise<FileSystem> {
  const module = "node:fs/promises";
  const files = (await import(/* @vite-ignore */ module)) as FileSystem;
  // What calls look like is for whoever runs the program.
  await files.mkdir(folder, { recursive: true, mode: 0o700 });
  return files;
}
