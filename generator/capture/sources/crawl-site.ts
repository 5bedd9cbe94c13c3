import { countOf } from "../../diagnostics/index.js";
import type { Page } from "../page.js";
import { detectForm } from "./content-detection.js";
import type { CrawlResult, PageFailure, UnreadPage } from "./crawl-result.js";
import { type Answer, CrawledHost, FetchError } from "./crawled-host.js";
import { placesOn, withLeads } from "./follow-leads.js";
import { type KnownPage, type ListedPage, readIndex } from "./llms-txt.js";
import { documentPage } from "./load-document.js";
import { readHtml } from "./read-html.js";
import { defaults, type SourceOptions } from "./source-options.js";
import { withoutPassword } from "./without-password.js";

const requestsAtOnce = 2;

/**
 * Reads the pages behind a URL: a site by its `llms.txt`, or else by the links of its pages; a
 * single page by its `.md` twin, or else as it is.
 *
 * @throws FetchError if not even the first page can be had
 */
export async function readUrl(url: string, options: SourceOptions): Promise<CrawlResult> {
  const host = new CrawledHost(url, options);
  return withLeads(await readOn(host, url, options), placesOn(host, options), options);
}

async function readOn(
  host: CrawledHost,
  url: string,
  options: SourceOptions,
): Promise<CrawlResult> {
  const { pathname } = new URL(url);
  if (/\/llms\.txt$/i.test(pathname)) return readListed(host, await host.get(url), options);
  if (!pathname.endsWith("/")) {
    const listed = { url, title: "", folder: [] };
    const pages = [await readPageAt(host, listed, options)];
    return { pages, failures: [], unread: [], complete: false };
  }
  const failures: PageFailure[] = [];
  const list = new URL("llms.txt", url).href;
  const index = await answerIf(
    host,
    list,
    (answer) => (readIndex(answer.text, answer.url).length > 0 ? answer : undefined),
    (why) => failures.push({ location: list, why }),
  );
  return index ? readListed(host, index, options) : readLinked(host, url, options, failures);
}

async function readListed(
  host: CrawledHost,
  index: Answer,
  options: SourceOptions,
): Promise<CrawlResult> {
  const { maxPages = defaults.maxPages } = options;
  const all = readIndex(index.text, index.url);
  if (all.length === 0) {
    const isHtml = detectForm(new URL("/", index.url).href, index.text) === "html";
    throw new FetchError(isHtml ? "it is an HTML page, not a list of pages" : "it lists no page");
  }
  const listed = all.slice(0, maxPages);
  const pages = new Map<string, Page>();
  const failures: PageFailure[] = [];
  if (all.length > maxPages) {
    const why = `it lists ${countOf(all.length, "page")}, and only the first ${maxPages} are read`;
    failures.push({ location: index.url, why });
  }
  const site = index.url;
  const before = await host.cache.interrupted(site);
  const done = new Set<string>();
  await inParallel(listed, async (entry) => {
    try {
      pages.set(entry.url, await readPageAt(host, entry, options, before.has(entry.url)));
      done.add(entry.url);
      // Often enough that little is asked for twice, and seldom enough to cost nothing.
      if (done.size % 10 === 0) await host.cache.noteDone(site, done);
    } catch (error) {
      failures.push({ location: entry.url, why: whyNot(error) });
    }
  });
  if (failures.length === 0) await host.cache.noteComplete(site);
  else await host.cache.noteDone(site, done);
  // In the order of the list, however the answers came.
  const inOrder = listed.flatMap(({ url }) => pages.get(url) ?? []);
  const unread = unreadOf(site, listed, ({ url }) => pages.has(url));
  return { pages: inOrder, failures: sorted(failures), unread, complete: failures.length === 0 };
}

/** Follows links within the start page's folder. */
async function readLinked(
  host: CrawledHost,
  start: string,
  options: SourceOptions,
  failures: PageFailure[],
): Promise<CrawlResult> {
  const { maxPages = defaults.maxPages } = options;
  const base = new URL(start);
  const seen = new Set([start]);
  const pages: Page[] = [];
  const read = async (url: string): Promise<string[]> => {
    const answer = await host.get(url);
    pages.push(await toPage(answer, { url, title: "", folder: [] }, options));
    if (detectForm(url, answer.text) !== "html") return [];
    return readHtml(answer.text).links.flatMap(({ href }) => {
      if (!URL.canParse(href, answer.url)) return [];
      const next = withoutPassword(new URL(href, answer.url));
      next.hash = "";
      next.search = "";
      const isPage = !/\.(?!html?$|md$)\w+$/i.test(next.pathname);
      return isPage && host.owns(next.href) && next.pathname.startsWith(base.pathname)
        ? [next.href]
        : [];
    });
  };
  let isCut = false;
  /** Of links that generate each other without end, no more are kept than are followed. */
  const fresh = (links: readonly string[]): string[] => {
    const found: string[] = [];
    for (const url of links) {
      if (seen.has(url)) continue;
      if (seen.size >= maxPages) {
        isCut = true;
        break;
      }
      seen.add(url);
      found.push(url);
    }
    return found;
  };
  let round = fresh(await read(start));
  while (round.length > 0) {
    const next: string[] = [];
    await inParallel(round, async (url) => {
      try {
        next.push(...fresh(await read(url)));
      } catch (error) {
        failures.push({ location: url, why: whyNot(error) });
      }
    });
    round = next;
  }
  if (isCut) {
    const why = `its links lead to more than ${maxPages} pages, and only those are read`;
    failures.push({ location: start, why });
  }
  pages.sort((a, b) => (a.location < b.location ? -1 : 1));
  return { pages, failures: sorted(failures), unread: [], complete: false };
}

/** A page by its `.md` twin, which says the most; the page itself if it has none. */
async function readPageAt(
  host: CrawledHost,
  listed: KnownPage,
  options: SourceOptions,
  resumed = false,
): Promise<Page> {
  const { url } = listed;
  const kept = resumed ? await host.kept(url) : undefined;
  if (kept) return toPage(kept, listed, options);
  if (/\.\w+$/.test(new URL(url).pathname)) return toPage(await host.get(url), listed, options);
  const twin = await answerIf(host, twinOf(url), (answer) =>
    detectForm(answer.url, answer.text) === "markdown" ? answer : undefined,
  );
  return toPage(twin ?? (await host.get(url)), listed, options);
}

function twinOf(url: string): string {
  const twin = new URL(url);
  twin.pathname += ".md";
  return twin.href;
}

/**
 * The answer, or undefined if the host has none of that kind there.
 *
 * @param onUnreadable called if it has one that cannot be read
 */
async function answerIf(
  host: CrawledHost,
  url: string,
  pick: (answer: Answer) => Answer | undefined,
  onUnreadable: (why: string) => void = () => undefined,
): Promise<Answer | undefined> {
  try {
    return pick(await host.get(url));
  } catch (error) {
    const { status } = error as FetchError;
    // Without a status the host gave no answer at all, and will give none to the next request.
    if (!(error instanceof FetchError) || status === undefined || status >= 500) throw error;
    if (status < 300) onUnreadable(error.message);
    return undefined;
  }
}

async function toPage(
  { url: base, text, fetchedAt, contentType }: Answer,
  { url, title, folder }: KnownPage,
  { documents = {} }: SourceOptions,
): Promise<Page> {
  const about = { fetchedAt, folder, title: title === "" ? undefined : title };
  const form = detectForm(url, text);
  if (form === "document") return documentPage(url, text, about, documents);
  const isHtml = /html/i.test(contentType) && form === "html";
  return { ...pageOf(url, text, { ...about, isHtml }), ...(base !== url && { base }) };
}

/** Makes a page of a text that is no whole document, as what the text shows itself to be. */
export function pageOf(
  location: string,
  text: string,
  {
    isHtml = detectForm(location, text) === "html",
    ...about
  }: Pick<Page, "fetchedAt" | "folder" | "title"> & { isHtml?: boolean },
): Page {
  const form = detectForm(location, text);
  const origin = form === "markdown" || form === "sample" ? form : "text";
  if (!isHtml) return { location, origin, text, ...about };
  return { location, origin: "text", ...readHtml(text), ...about };
}

/** What a list names and was not read, in no language: a page and its translations count as one. */
export function unreadOf(
  location: string,
  listed: readonly ListedPage[],
  isRead: (entry: ListedPage) => boolean,
): UnreadPage[] {
  const pathOf = ({ url }: ListedPage) =>
    new URL(url).pathname.replace(/^\/[a-z]{2}(?:-\w{2,4})?\//, "/");
  const read = new Set(listed.filter(isRead).map(pathOf));
  return listed
    .filter((entry) => !read.has(pathOf(entry)))
    .map((entry) => ({ location, listed: entry }));
}

async function inParallel<Item>(items: readonly Item[], run: (item: Item) => Promise<void>) {
  const queue = items.values();
  const worker = async () => {
    for (const item of queue) await run(item);
  };
  await Promise.all(Array.from({ length: requestsAtOnce }, worker));
}

function whyNot(error: unknown): string {
  if (error instanceof FetchError) return error.message;
  throw error;
}

function sorted(failures: readonly PageFailure[]): PageFailure[] {
  return failures.toSorted((a, b) => (a.location < b.location ? -1 : 1));
}
