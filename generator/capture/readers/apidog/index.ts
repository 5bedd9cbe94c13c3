import type { Reading } from "../../fact.js";
import type { Page } from "../../page.js";
import type { PageReader } from "../page-reader.js";
import { listingOf, listingsOf } from "./listings.js";
import { readMarkdown } from "./markdown/read-markdown.js";
import { readSample, readText } from "./text/read-text.js";

/** Reads pages of Apidog, and takes for one whatever no other reader knows. */
export const apidogReader: PageReader = {
  name: "Apidog",
  recognizes: () => true,
  read,
  listingsOf,
  listingOf,
};

function read(page: Page): Reading {
  const lines = page.text.split("\n");
  switch (page.origin) {
    case "markdown":
      return readMarkdown(page, lines);
    case "text":
      return readText(page, lines);
    case "sample":
      return readSample(page, lines);
  }
}
