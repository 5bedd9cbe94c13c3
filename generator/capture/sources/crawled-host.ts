import { setTimeout as pause } from "node:timers/promises";
import { defaultLimits } from "../../config-fields.js";
import { countOf, printable } from "../../diagnostics/index.js";
import { readAtMost, shownUrl, tool, trace } from "../../disk/index.js";
import { networkErrorReason } from "../../load/index.js";
import { essenceOf } from "../../media-type.js";
import { readRetryAfter } from "../../openapi/index.js";
import { toText } from "./content-detection.js";
import { Cache, type CachedResponse } from "./response-cache.js";
import { type Robots, readRobots, readRules } from "./robots-txt.js";
import { type ServerAnswer, sendRequest } from "./send-request.js";
import { defaults, type SourceOptions } from "./source-options.js";
import { withoutPassword } from "./without-password.js";

/** An answer that can be read. */
export interface Answer {
  /** Where it was found, redirects followed. */
  readonly url: string;
  readonly contentType: string;
  readonly fetchedAt: string;
  readonly text: string;
}

/** Why a page was not had; `status` if the host answered. */
export class FetchError extends Error {
  override readonly name = "FetchError";
  readonly status: number | undefined;

  constructor(why: string, status?: number) {
    super(why);
    this.status = status;
  }
}

/** Pages, documents in JSON or YAML, and scripts that say where these are. */
const readable =
  /^text\/|^application\/(?:xhtml\+xml|(?:x-)?(?:yaml|javascript)|octet-stream|(?:[\w.-]+\+)?(?:json|yaml))$/;
/** Types of whole documents, which are larger than pages. */
const ofDocuments = /\b(?:json|yaml|octet-stream)$/;
const attempts = 4;
const maxRedirects = 5;
/** A host that wants longer is left alone for this run. */
const maxPauseMs = 120_000;
const maxCrawlDelayMs = 10_000;
/** Requests that fail in a row before a host is left alone for this run. */
const maxFailed = 10;
const userAgent = tool.replace(" ", "/");

/**
 * One host, asked politely: robots.txt is obeyed, requests are conditional, pauses are kept. Only
 * the host that was named is ever asked, so an address within the own network is asked if it was
 * named and never because a page leads there. `load/fetch-document.ts`, which follows references to
 * other hosts, has to check each address that it connects to; this class needs no such check, but
 * decompression, because many hosts send pages in no other way.
 */
export class CrawledHost {
  readonly #origin: URL;
  readonly #cache: Cache;
  readonly #options: Required<
    Omit<SourceOptions, "cacheFolder" | "onProgress" | "leadsOf" | "documents">
  >;
  readonly #progress: (line: string) => void;
  readonly #maxDocumentBytes: number;
  #robots: Promise<Robots> | undefined;
  #turn: Promise<unknown> = Promise.resolve();
  #failed = 0;
  /** Characters of all pages. */
  #size = 0;

  constructor(url: string, options: SourceOptions) {
    this.#origin = new URL(url);
    this.#cache = new Cache(options.cacheFolder);
    const { cacheFolder: _, leadsOf: __, documents, onProgress, ...given } = options;
    this.#options = { ...defaults, ...given };
    this.#maxDocumentBytes = (documents?.fileMegabytes ?? defaultLimits.fileMegabytes) * 1_000_000;
    this.#progress = onProgress ?? (() => undefined);
  }

  get cache(): Cache {
    return this.#cache;
  }

  /** Whether an address is this host's; the same host by https counts as the one asked by http. */
  owns(url: string): boolean {
    const { hostname, protocol, port } = new URL(url);
    const known = this.#origin;
    if (hostname !== known.hostname) return false;
    if (protocol === known.protocol) return port === known.port;
    return protocol === "https:" && known.protocol === "http:" && port === "" && known.port === "";
  }

  /** @throws FetchError if the page cannot be had or read */
  async get(url: string): Promise<Answer> {
    await this.#assertAllowed(url);
    this.#progress(`fetching ${shownUrl(url)}`);
    return this.#count(await this.#request(url, true));
  }

  /** The answer of an interrupted run. */
  async kept(url: string): Promise<Answer | undefined> {
    const kept = await this.#cache.read(url);
    return kept && this.#count(kept);
  }

  #count(answer: Answer): Answer {
    this.#size += answer.text.length;
    return answer;
  }

  async #assertAllowed(url: string): Promise<void> {
    if (!this.owns(url)) throw new FetchError(`it is not on the host ${this.#origin.host}`);
    const { maxSiteBytes } = this.#options;
    if (this.#size > maxSiteBytes) {
      throw new FetchError(`the pages before it are larger than ${maxSiteBytes} bytes together`);
    }
    this.#robots ??= this.#readRobots();
    const robots = await this.#robots;
    // The rules are those of the origin that was named, also for the same host by https.
    const { pathname, search } = new URL(url);
    const ruled = new URL(this.#origin.origin + pathname + search).href;
    if (robots.isDisallowed(ruled, userAgent)) throw new FetchError("robots.txt disallows it");
    const delay = this.#delay(robots);
    if (delay === 0) return;
    const before = this.#turn;
    this.#turn = before.then(() => pause(delay));
    await before;
  }

  #delay(robots: Robots): number {
    return Math.min((robots.getCrawlDelay(userAgent) ?? 0) * 1000, maxCrawlDelayMs);
  }

  /** A missing robots.txt allows everything, one that the host fails to give nothing (RFC 9309). */
  async #readRobots(): Promise<Robots> {
    const url = new URL("/robots.txt", this.#origin).href;
    try {
      const robots = readRobots(url, (await this.#request(url, false)).text);
      const seconds = robots.getCrawlDelay(userAgent) ?? 0;
      if (seconds * 1000 > maxCrawlDelayMs) {
        this.#progress(
          `robots.txt asks for ${seconds} s between requests; the pauses are ${maxCrawlDelayMs / 1000} s`,
        );
      }
      return robots;
    } catch (error) {
      const status = error instanceof FetchError ? error.status : undefined;
      const isMissing = status !== undefined && status >= 300 && status < 500 && status !== 429;
      if (isMissing) return readRobots(url, "");
      throw new FetchError(
        `robots.txt cannot be read, so no page may be fetched: ${messageOf(error)}`,
        status,
      );
    }
  }

  async #request(url: string, checkType: boolean): Promise<Answer> {
    const kept = await this.#cache.read(url);
    let target = url;
    for (let redirects = 0; ; redirects++) {
      const response = await this.#send(target, target === url ? kept : undefined);
      const { status } = response;
      if (status === 304 && kept) {
        response.cancel();
        return kept;
      }
      const location = response.header("location");
      if (status >= 300 && status < 400 && location) {
        response.cancel();
        const next = this.#next(location, target, status);
        if (redirects === maxRedirects) throw new FetchError("it redirects in a loop", status);
        if (checkType) await this.#assertAllowed(next);
        target = next;
        continue;
      }
      if (status < 200 || status > 299) {
        response.cancel();
        throw new FetchError(`the host returned status ${status}`, status);
      }
      const contentType = essenceOf(response.header("content-type") ?? "");
      if (checkType && contentType !== "" && !readable.test(contentType)) {
        response.cancel();
        throw new FetchError(`it is ${contentType}, not a page`, status);
      }
      const answer: CachedResponse = {
        url: target,
        etag: response.header("etag"),
        lastModified: response.header("last-modified"),
        contentType,
        fetchedAt: new Date().toISOString(),
        text: await (checkType ? this.#readText(response, contentType) : rulesOf(response)),
      };
      await this.#cache.write({ ...answer, url });
      return answer;
    }
  }

  /** Where a redirect leads. */
  #next(location: string, from: string, status: number): string {
    if (!URL.canParse(location, from)) {
      throw new FetchError("it redirects to what is not a URL", status);
    }
    const next = withoutPassword(new URL(location, from));
    if (this.owns(next.href)) return next.href;
    const shown = /^https?:$/.test(next.protocol) ? shownUrl(next.href) : next.protocol;
    throw new FetchError(`it redirects to another host: ${printable(shown, 200)}`, status);
  }

  /** Sends until there is an answer that is worth reading. */
  async #send(url: string, kept: CachedResponse | undefined): Promise<ServerAnswer> {
    if (this.#failed >= maxFailed) {
      throw new FetchError(
        `the host failed ${countOf(maxFailed, "request")} in a row, so it is asked no more`,
      );
    }
    try {
      const response = await this.#sendRepeatedly(url, kept);
      this.#failed = 0;
      return response;
    } catch (error) {
      this.#failed += 1;
      throw error;
    }
  }

  async #sendRepeatedly(url: string, kept: CachedResponse | undefined): Promise<ServerAnswer> {
    for (let attempt = 1; ; attempt++) {
      let why: string;
      let wanted: number | undefined;
      let status: number | undefined;
      const start = performance.now();
      try {
        const headers = {
          "user-agent": userAgent,
          accept: "text/markdown, text/html;q=0.9, text/plain;q=0.8, */*;q=0.5",
          ...(kept?.etag !== undefined && { "if-none-match": kept.etag }),
          ...(kept?.lastModified !== undefined && { "if-modified-since": kept.lastModified }),
        };
        const signal = AbortSignal.timeout(this.#options.timeoutMs);
        const response = await sendRequest(url, headers, signal);
        trace({ did: "fetched", what: shownUrl(url), ms: performance.now() - start });
        if (response.status !== 429 && response.status < 500) return response;
        response.cancel();
        status = response.status;
        why = `the host returned status ${status}`;
        wanted = readRetryAfter(response.header("retry-after"));
      } catch (error) {
        why = reasonOf(error);
      }
      if (attempt === attempts)
        throw new FetchError(`${why}, in ${countOf(attempts, "attempt")}`, status);
      const pauseMs = Math.max(wanted ?? 0, this.#options.retryDelayMs * 2 ** (attempt - 1));
      if (pauseMs > maxPauseMs) {
        throw new FetchError(
          `${why} and asks for a pause of ${Math.round(pauseMs / 1000)} s`,
          status,
        );
      }
      await pause(pauseMs);
    }
  }

  async #readText(response: ServerAnswer, contentType: string): Promise<string> {
    const isDocument = ofDocuments.test(contentType);
    const maxPageBytes = isDocument ? this.#maxDocumentBytes : this.#options.maxPageBytes;
    let bytes: Buffer | undefined;
    try {
      bytes = await readAtMost(response.body, maxPageBytes);
    } catch (error) {
      throw new FetchError(`the transfer broke off: ${reasonOf(error)}`, response.status);
    }
    if (!bytes) {
      throw new FetchError(`it is larger than ${maxPageBytes} bytes`, response.status);
    }
    try {
      return toText(bytes);
    } catch (error) {
      throw new FetchError(messageOf(error), response.status);
    }
  }
}

async function rulesOf(response: ServerAnswer): Promise<string> {
  try {
    return await readRules(response.body);
  } catch (error) {
    // Without the status, which would say that there is a robots.txt to go by.
    throw new FetchError(`the transfer broke off: ${reasonOf(error)}`);
  }
}

function reasonOf(error: unknown): string {
  const isTimeout = error instanceof Error && error.name === "TimeoutError";
  return isTimeout ? "no response in time" : networkErrorReason(error);
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
