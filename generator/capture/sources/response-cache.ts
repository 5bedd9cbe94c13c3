import { createHash, randomUUID } from "node:crypto";
import { readFile, rename, rm, writeFile } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";
import { makeFolder } from "../../disk/index.js";

/** An answer as it is kept for the next run. */
export interface CachedResponse {
  readonly url: string;
  readonly etag: string | undefined;
  readonly lastModified: string | undefined;
  readonly contentType: string;
  /** ISO 8601. */
  readonly fetchedAt: string;
  readonly text: string;
}

/** `$XDG_CACHE_HOME/spec-tether`, or `~/.cache/spec-tether`. */
export function defaultCacheFolder(): string {
  return join(process.env["XDG_CACHE_HOME"] || join(homedir(), ".cache"), "spec-tether");
}

/**
 * Answers on disk, one file for each URL. A file that is missing or broken is fetched again; one
 * that cannot be written only costs that the next run asks anew.
 */
export class Cache {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  async read(url: string): Promise<CachedResponse | undefined> {
    const kept = (await this.#read(url)) as CachedResponse | undefined;
    return kept?.url === url && typeof kept.text === "string" ? kept : undefined;
  }

  async write(kept: CachedResponse): Promise<void> {
    await this.#write(kept.url, kept);
  }

  /** The URLs that an interrupted run of this site had finished, if it was within a day. */
  async interrupted(site: string): Promise<ReadonlySet<string>> {
    const journal = (await this.#read(journalOf(site))) as Journal | undefined;
    const isFresh = Date.now() - Date.parse(journal?.at ?? "") < 24 * 60 * 60 * 1000;
    return new Set(isFresh ? journal?.done : []);
  }

  async noteDone(site: string, done: Iterable<string>): Promise<void> {
    const journal: Journal = { at: new Date().toISOString(), done: [...done] };
    await this.#write(journalOf(site), journal);
  }

  async noteComplete(site: string): Promise<void> {
    await rm(this.#path(journalOf(site)), { force: true });
  }

  #path(key: string): string {
    const name = createHash("sha256").update(key).digest("hex").slice(0, 32);
    return join(this.#folder, `${name}.json`);
  }

  async #read(key: string): Promise<unknown> {
    try {
      return JSON.parse(await readFile(this.#path(key), "utf8"));
    } catch {
      return undefined;
    }
  }

  async #write(key: string, value: unknown): Promise<void> {
    const path = this.#path(key);
    const draft = `${path}.${randomUUID()}`;
    try {
      makeFolder(this.#folder);
      await writeFile(draft, JSON.stringify(value));
      await rename(draft, path);
    } catch {
      await rm(draft, { force: true });
    }
  }
}

interface Journal {
  readonly at: string;
  readonly done: readonly string[];
}

function journalOf(site: string): string {
  return `journal ${site}`;
}
