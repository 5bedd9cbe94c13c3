import type { Reading } from "../fact.js";
import type { Page } from "../page.js";
import { readMarkdown } from "./markdown/read.js";
import { quoteOf } from "./notes.js";
import { readSample, readText } from "./text/read.js";

export { listingOf, listingsOf } from "./listings.js";

/** Real pages have some ten to a hundred thousand characters. */
const maxLength = 2_000_000;

/**
 * Reads what a page of Apidog states, with the place of everything. Whatever the text is, the
 * answer is a reading; text of a hostile page is data and nothing more.
 */
export function readPage(page: Page): Reading {
  if (page.text.length > maxLength) {
    const because = `it is longer than ${maxLength / 1_000_000} million characters`;
    return { kind: "unreadable", because, quote: undefined };
  }
  const lines = page.text.split("\n");
  const binary = lines.findIndex((line) => /[\0\uFFFD]/.test(line) && isBinary(line));
  if (binary >= 0) {
    const because = "it is no text: it holds bytes that no text has";
    return { kind: "unreadable", because, quote: quoteOf(lines, binary + 1) };
  }
  switch (page.origin) {
    case "markdown":
      return readMarkdown(page, lines);
    case "text":
      return readText(page, lines);
    case "sample":
      return readSample(page, lines);
  }
}

/** A stray character that could not be decoded is still a slip of the text around it. */
function isBinary(line: string): boolean {
  return line.includes("\0") || (line.match(/\uFFFD/g)?.length ?? 0) > 3;
}
