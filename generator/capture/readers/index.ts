import type { Listing, Reading } from "../fact.js";
import type { Lead } from "../lead.js";
import { quoteOf } from "../notes.js";
import type { Page } from "../page.js";
import type { ListedPage } from "../sources/llms-txt.js";
import { apidogReader } from "./apidog/index.js";
import type { PageReader } from "./page-reader.js";
import { plainReader } from "./plain/index.js";

/** All readers, in order of precedence; the last one reads the pages of no known product. */
export const readers: readonly PageReader[] = [apidogReader, plainReader];

/** Real pages have ten thousand to a hundred thousand characters. */
const maxLength = 2_000_000;

/** Reads the statements of a page, each with its place. Returns a reading for any text. */
export function readPage(page: Page): Reading {
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
  return readerOf(page).read(page);
}

/** Where the rest of the source of a page is. */
export function leadsOf(page: Page): readonly Lead[] {
  return page.text.length > maxLength ? [] : (readerOf(page).leadsOf?.(page) ?? []);
}

/** The entries of a page's navigation. */
export function listingsOf(page: Page): readonly Listing[] {
  return readerOf(page).listingsOf?.(page) ?? [];
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
