import { readCall } from "../../listed/call-line.js";
import { quoteOf } from "../../notes.js";
import type { Page } from "../../page.js";
import type { PageReader } from "../page-reader.js";
import { linkedDocuments } from "../plain/linked-document.js";
import { readMarkdown } from "../plain/read-markdown.js";
import { shownCall } from "../shown-call.js";
import { type Product, products } from "./products.js";

/**
 * Products whose pages are not read: what they show was made of something better. They are named,
 * so that a person knows what to capture in their place.
 */
export const unreadReaders: readonly PageReader[] = products.map(readerFor);

function readerFor({ name, hasSign, shows, next }: Product): PageReader {
  const recognizes = (page: Page) => {
    const isShell = linkedDocuments(page).some((lead) => lead.kind === "embedded" || lead.isSure);
    return !isShell && hasSign(page) && (shows === "always" || callOn(page) !== undefined);
  };
  return {
    name,
    recognizes,
    // A link may lead to what the pages were made of.
    leadsOf: linkedDocuments,
    read(page) {
      const lines = page.text.split("\n");
      // What is written by hand may be in a form that needs no knowledge of a product.
      const read = shows === "calls" && isMarkdown(page) ? readMarkdown(page, lines) : undefined;
      if (read?.kind === "endpoint") return read;
      const line = callOn(page);
      const quote = line === undefined ? undefined : quoteOf(lines, line);
      return { kind: "unreadable", because: `it is a page of ${name}`, next, quote };
    },
  };
}

function isMarkdown({ origin }: Page): boolean {
  return origin === "markdown";
}

/** The line of the first call on a page, from 1. */
function callOn(page: Page): number | undefined {
  const lines = page.text.split("\n");
  if (!isMarkdown(page)) return shownCall(lines);
  const at = lines.findIndex((line) => readCall(line) !== undefined);
  return at < 0 ? undefined : at + 1;
}
