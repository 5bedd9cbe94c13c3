import { open, readdir, stat } from "node:fs/promises";
import { dirname, join, relative, resolve } from "node:path";
import { defaultLimits } from "../../config-fields.js";
import { DiagnosticError, diagnose } from "../../diagnostics/index.js";
import { readAtMost, reasonOf } from "../../disk/index.js";
import { isRemote } from "../../load/index.js";
import type { Page } from "../page.js";
import { detectForm, toText } from "./content-detection.js";
import type { CrawlResult, PageFailure, UnreadPage } from "./crawl-result.js";
import { pageOf, readUrl, unreadOf } from "./crawl-site.js";
import { FetchError } from "./crawled-host.js";
import { type Places, placesOn, resolveUrl, withLeads } from "./follow-leads.js";
import { type ListedPage, readIndex } from "./llms-txt.js";
import { documentPage } from "./load-document.js";
import { defaults, type SourceOptions } from "./source-options.js";

export type { CrawlResult, PageFailure, UnreadPage } from "./crawl-result.js";
export { defaultCacheFolder } from "./response-cache.js";
export type { SourceOptions } from "./source-options.js";

/**
 * Reads the pages of one source: a URL (a site or one page), a folder, a file, or `-` for standard
 * input.
 *
 * @throws DiagnosticError `source-unusable` if there is nothing to read; a single page of several
 *   that fails is among the failures
 */
export async function readPages(source: string, options: SourceOptions): Promise<CrawlResult> {
  try {
    if (/^https?:\/\//i.test(source)) return await readUrl(checkedUrl(source), options);
    if (source === "-") return await readStdin(options);
    const isFolder = (await stat(source)).isDirectory();
    const read = isFolder
      ? await readFolder(source, options)
      : onePage(await readFile(source, undefined, options));
    const places = placesIn(isFolder ? source : dirname(source), options);
    const whole = await withLeads(read, places, options);
    return isFolder ? belongingTo(resolve(source), whole) : whole;
  } catch (error) {
    const why = reasonOf(error);
    throw new DiagnosticError([
      diagnose("source-unusable", { source: withoutPassword(source), why }),
    ]);
  }
}

/** What pages of a folder lead to belongs to the folder, too, if it is in there. */
function belongingTo(sourceFolder: string, result: CrawlResult): CrawlResult {
  const owned = <Found extends { readonly location: string }>(found: Found) =>
    isRemote(found.location) ? found : { ...found, sourceFolder };
  return { ...result, pages: result.pages.map(owned), failures: result.failures.map(owned) };
}

function onePage(page: Page): CrawlResult {
  return { pages: [page], failures: [], unread: [], complete: false };
}

function checkedUrl(source: string): string {
  if (!URL.canParse(source)) throw new Error("it is not a URL");
  const url = new URL(source);
  if (url.username !== "" || url.password !== "")
    throw new Error("a URL must not contain a password");
  url.hash = "";
  return url.href;
}

function withoutPassword(source: string): string {
  return source.replace(/^(https?:\/\/)[^/?#]*@/i, "$1…@");
}

async function readStdin(options: SourceOptions): Promise<CrawlResult> {
  const { maxPageBytes } = { ...defaults, ...options };
  const bytes = await readAtMost(process.stdin, maxPageBytes);
  if (!bytes) throw new Error(`it is larger than ${maxPageBytes} bytes`);
  const about = { fetchedAt: undefined, folder: [], title: undefined };
  return onePage(await toPage("-", toText(bytes), about, options));
}

/** A saved site: every page below a folder; an `llms.txt` in it tells folders and titles. */
async function readFolder(folder: string, options: SourceOptions): Promise<CrawlResult> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => !isOfTools(relative(folder, file)))
    .sort();
  const indexes = files.filter((file) => detectForm(file.replaceAll("\\", "/"), "") === "index");
  const names = new Set(files.map((file) => pathIn(folder, file)));
  const listed = new Map<string, ListedPage>();
  const unread: UnreadPage[] = [];
  for (const index of indexes) {
    const entries = readIndex(await readText(index, options), "file:///");
    for (const entry of entries) listed.set(pathOf(entry), entry);
    unread.push(...unreadOf(locationOf(index), entries, (entry) => names.has(pathOf(entry))));
  }
  const pages: Page[] = [];
  const failures: PageFailure[] = [];
  for (const file of files) {
    const isPage = /\.(mdx?|txt|html?)$/i.test(file) && !indexes.includes(file);
    if (!isPage) continue;
    try {
      pages.push(await readFile(file, listed.get(pathIn(folder, file)), options));
    } catch (error) {
      failures.push({ location: locationOf(file), why: reasonOf(error) });
    }
  }
  if (pages.length + failures.length === 0)
    throw new Error("it contains no page (.md, .mdx, .txt, .html)");
  return { pages, failures, unread, complete: true };
}

/** What tools keep beside the pages: `.github/`, `.vitepress/`, packages. */
function isOfTools(path: string): boolean {
  return path.split(/[\\/]/).some((name) => name.startsWith(".") || name === "node_modules");
}

/** As `pathOf` gives it. */
function pathIn(folder: string, file: string): string {
  return relative(folder, file)
    .replaceAll("\\", "/")
    .replace(/\.(mdx?|html?)$/i, "");
}

/** By address without the ending: the twin and the page itself are the same page. */
function pathOf({ url }: ListedPage): string {
  return decodeURIComponent(new URL(url).pathname.slice(1)).replace(/\.(mdx?|html?)$/i, "");
}

async function readFile(
  file: string,
  listed: ListedPage | undefined,
  options: SourceOptions,
): Promise<Page> {
  const about = { fetchedAt: undefined, folder: listed?.folder ?? [], title: listed?.title };
  return toPage(locationOf(file), await readText(file, options), about, options);
}

async function toPage(
  location: string,
  text: string,
  about: Pick<Page, "fetchedAt" | "folder" | "title">,
  { documents = {} }: SourceOptions,
): Promise<Page> {
  return detectForm(location, text) === "document"
    ? documentPage(location, text, about, documents)
    : pageOf(location, text, about);
}

/** The files of a saved site: no address on a page leads out of its folder. */
function placesIn(folder: string, options: SourceOptions): Places {
  const web = placesOn(undefined, options);
  return {
    resolve(href, base) {
      if (isRemote(href)) return resolveUrl(href, href);
      const path = decodeURIComponent(href.replace(/[?#].*$/s, ""));
      const file = path.startsWith("/") ? join(folder, path) : resolve(dirname(base), path);
      const isOutside = /^\.\.(?:[\\/]|$)/.test(relative(folder, file));
      if (isOutside) throw new FetchError(`"${href}" is not in the folder of the source`);
      return locationOf(file);
    },
    async get(location) {
      if (isRemote(location)) return web.get(location);
      try {
        return { text: await readText(location, options), fetchedAt: undefined };
      } catch (error) {
        throw new FetchError(reasonOf(error));
      }
    },
  };
}

async function readText(file: string, options: SourceOptions): Promise<string> {
  const megabytes = options.documents?.fileMegabytes ?? defaultLimits.fileMegabytes;
  const isDocument = /\.(?:json|ya?ml)$/i.test(file);
  const { maxPageBytes = isDocument ? megabytes * 1_000_000 : defaults.maxPageBytes } = options;
  const handle = await open(file);
  try {
    // A pipe or a device has no size and need not end, so no more is read than a page may hold.
    const buffer = Buffer.alloc(maxPageBytes + 1);
    let size = 0;
    for (;;) {
      const { bytesRead } = await handle.read(buffer, size, buffer.length - size);
      size += bytesRead;
      if (bytesRead === 0) break;
      if (size > maxPageBytes) throw new Error(`it is larger than ${maxPageBytes} bytes`);
    }
    return toText(buffer.subarray(0, size));
  } finally {
    await handle.close();
  }
}

/** As messages name it: relative to the current folder. */
function locationOf(file: string): string {
  return relative(process.cwd(), resolve(file)).replaceAll("\\", "/");
}
