import type { Listing, Quote, Reading } from "../fact.js";
import type { Lead } from "../lead.js";
import { addressIn } from "../markdown/page-address.js";
import { quoteOf } from "../notes.js";
import type { Page } from "../page.js";
import type { ListedPage } from "../sources/llms-txt.js";
import { apidogReader } from "./apidog/index.js";
import { applicationShell } from "./application-shell.js";
import { documentReader } from "./document/index.js";
import { gitbookReader } from "./gitbook/index.js";
import { mintlifyReader } from "./mintlify/index.js";
import type { PageReader } from "./page-reader.js";
import { plainReader } from "./plain/index.js";
import { rapidocReader } from "./rapidoc/index.js";
import { readmeReader } from "./readme/index.js";
import { redocReader } from "./redoc/index.js";
import { scalarReader } from "./scalar/index.js";
import { stoplightReader } from "./stoplight/index.js";
import { swaggerUiReader } from "./swagger-ui/index.js";
import { unreadReaders } from "./unread/index.js";
import { jsonReader } from "./unread/json-files.js";

/** All readers, in order of precedence; the last one reads the pages of no known product. */
export const readers: readonly PageReader[] = [
  documentReader,
  swaggerUiReader,
  redocReader,
  scalarReader,
  stoplightReader,
  rapidocReader,
  readmeReader,
  mintlifyReader,
  gitbookReader,
  ...unreadReaders,
  jsonReader,
  apidogReader,
  plainReader,
];

/** Real pages have ten thousand to a hundred thousand characters. */
const maxLength = 2_000_000;

/** The pages that a text has one after the other; mostly the one that it is. */
export function pagesIn(page: Page): readonly Page[] {
  // A page of HTML is never several.
  const isWhole = page.links !== undefined || page.elements !== undefined;
  const starts = isWhole ? [1] : (readerOf(page).startsIn?.(page) ?? [1]);
  if (starts.length < 2) return [page];
  const lines = page.text.split("\n");
  return starts.map((start, index): Page => {
    const own = lines.slice(start - 1, (starts[index + 1] ?? lines.length + 1) - 1);
    const address = own
      .slice(0, maxHead)
      .map(addressIn)
      .find((found) => found !== undefined);
    const text = own.join("\n");
    return { ...page, text, firstLine: start, ...(address !== undefined && { address }) };
  });
}

/** The address of a page is above its title, or a few lines below. */
const maxHead = 12;

/** Reads the statements of a page, each with its place. Returns a reading for any text. */
export function readPage(page: Page): Reading {
  // A document was parsed before, within limits of its own.
  if (page.origin === "document") return documentReader.read(page);
  return inFile(page, read(page));
}

function read(page: Page): Reading {
  if (page.text.length > maxLength) {
    const because = `it is longer than ${maxLength / 1_000_000} million characters`;
    return { kind: "unreadable", because, quote: undefined };
  }
  const lines = page.text.split("\n");
  const binary = lines.findIndex((line) => /[\0\uFFFD]/.test(line) && isBinary(line));
  if (binary >= 0) {
    const because = "it is not text: it contains binary data";
    return { kind: "unreadable", because, quote: quoteOf(lines, binary + 1) };
  }
  const reading = readerOf(page).read(page);
  return reading.kind === "prose" ? (applicationShell(page) ?? reading) : reading;
}

/** Where the rest of the source of a page is. */
export function leadsOf(page: Page): readonly Lead[] {
  return page.text.length > maxLength ? [] : (readerOf(page).leadsOf?.(page) ?? []);
}

/** The entries of a page's navigation. */
export function listingsOf(page: Page): readonly Listing[] {
  return inFile(page, readerOf(page).listingsOf?.(page) ?? []);
}

/** The operation of an entry in a site's list, from the first reader that recognizes it. */
export function listingOf(entry: ListedPage): Listing | undefined {
  for (const reader of readers) {
    const listing = reader.listingOf?.(entry);
    if (listing) return listing;
  }
  return undefined;
}

function readerOf(page: Page): PageReader {
  return readers.find((reader) => reader.recognizes(page)) ?? plainReader;
}

/** A line with only a few undecodable characters still counts as text. */
function isBinary(line: string): boolean {
  return line.includes("\0") || (line.match(/\uFFFD/g)?.length ?? 0) > 3;
}

/** What was read, with the lines of the file that the page is in. */
function inFile<Read>({ firstLine = 1 }: Page, read: Read): Read {
  return firstLine === 1 ? read : (moved(read, firstLine - 1) as Read);
}

/** Moves every quote. No other part of what is read has lines, and operations are left alone. */
function moved(value: unknown, by: number): unknown {
  if (Array.isArray(value)) return value.map((item) => moved(item, by));
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).map(([key, part]): [string, unknown] => [
    key,
    key === "operation" || key === "components" ? part : moved(part, by),
  ]);
  const copy = Object.fromEntries(entries);
  return isQuote(value) ? { ...copy, line: value.line + by } : copy;
}

function isQuote(value: object): value is Quote {
  return "line" in value && "column" in value && typeof value.line === "number";
}
