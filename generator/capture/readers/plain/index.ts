import type { Reading } from "../../fact.js";
import { pageStartsIn } from "../../fragment/index.js";
import { quoteOf } from "../../notes.js";
import type { Page } from "../../page.js";
// What a call says does not depend on the page that it was copied from.
import { readSample } from "../apidog/text/read-text.js";
import { classifyPage } from "../not-endpoint.js";
import type { PageReader } from "../page-reader.js";
import { shownCall } from "../shown-call.js";
import { linkedDocuments } from "./linked-document.js";
import { readMarkdown } from "./read-markdown.js";

/**
 * Reads what needs no knowledge of a product: an OpenAPI fragment in Markdown, and a sample call.
 * The last of all readers: it takes whatever no other one recognizes.
 */
export const plainReader: PageReader = {
  name: "no known product",
  recognizes: () => true,
  read,
  startsIn: ({ origin, text }) => (origin === "markdown" ? pageStartsIn(text.split("\n")) : [1]),
  leadsOf: linkedDocuments,
};

function read(page: Page): Reading {
  const lines = page.text.split("\n");
  if (page.origin === "markdown") return readMarkdown(page, lines);
  if (page.origin === "sample") return readSample(page, lines);
  const [lead] = linkedDocuments(page);
  if (lead && (lead.kind === "embedded" || lead.isSure)) {
    return { kind: "shell", because: "it names the document that it shows", quote: lead.quote };
  }
  const call = shownCall(lines);
  if (call === undefined) return classifyPage(lines);
  return {
    kind: "unreadable",
    because: "it shows a call, but no reader knows the product that made it",
    next: "capture the OpenAPI document that it is made of, or a recording of calls",
    quote: quoteOf(lines, call),
  };
}
