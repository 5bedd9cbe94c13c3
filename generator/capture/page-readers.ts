import { apidogReader } from "./apidog/index.js";
import { quoteOf } from "./apidog/notes.js";
import type { Listing, Reading } from "./fact.js";
import type { Page } from "./page.js";
import type { PageReader } from "./page-reader.js";
import type { ListedPage } from "./sources/llms-txt.js";

/** Every reader, in the order in which they are asked. */
export const readers: readonly PageReader[] = [apidogReader];

/** Real pages have some ten to a hundred thousand characters. */
const maxLength = 2_000_000;

/**
 * Reads what a page states, with the place of everything. Whatever the text is, the answer is a
 * reading.
 */
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
  const reader = readerOf(page);
  if (reader) return reader.read(page);
  return {
    kind: "unreadable",
    because: "no reader knows the product that made it",
    quote: undefined,
  };
}

/** What a page's navigation lists. */
export function listingsOf(page: Page): readonly Listing[] {
  return readerOf(page)?.listingsOf(page) ?? [];
}

/** What an entry of a site's list stands for, to the first reader that knows. */
export function listingOf(entry: ListedPage): Listing | undefined {
  for (const reader of readers) {
    const listing = reader.listingOf(entry);
    if (listing) return listing;
  }
  return undefined;
}

function readerOf(page: Page): PageReader | undefined {
  return readers.find((reader) => reader.recognizes(page));
}

/** A stray character that could not be decoded is still a slip of the text around it. */
function isBinary(line: string): boolean {
  return line.includes("\0") || (line.match(/\uFFFD/g)?.length ?? 0) > 3;
}
