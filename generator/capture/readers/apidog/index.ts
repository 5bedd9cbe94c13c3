import type { Reading } from "../../fact.js";
import { pageStartsIn, readFragmentPage } from "../../fragment/index.js";
import { readCall } from "../../listed/call-line.js";
import type { Page } from "../../page.js";
import { openapiHeading } from "../../sources/content-detection.js";
import type { PageReader } from "../page-reader.js";
import { apidogDialect } from "./fragment-dialect.js";
import { listingOf, listingsOf } from "./listings.js";
import { hasInterfaceWords } from "./text/interface-labels.js";
import { pageStartsIn as textStartsIn } from "./text/page-starts.js";
import { readText } from "./text/read-text.js";

/** Reads pages of Apidog, by the text that a browser shows or by their `.md` versions. */
export const apidogReader: PageReader = {
  name: "Apidog",
  recognizes,
  read,
  startsIn,
  listingsOf,
  listingOf,
};

/** No page names the product for certain; the words of its interface stand on all of them. */
function recognizes(page: Page): boolean {
  const { origin, text, elements = [] } = page;
  if (origin === "markdown") {
    if (/\bx-(?:run-in-)?(?:apidog|apifox)\b/.test(text)) return true;
    // Others have the same heading, and the call on a line of its own.
    return openapiHeading.test(text) && !text.split("\n").some(readCall);
  }
  if (origin !== "text" || elements.some(isOfOther)) return false;
  return text.split("\n").some(hasInterfaceWords) || listingsOf(page).length > 0;
}

/** Most products name themselves in the head of a page; Apidog does not. */
function isOfOther({ tag, attributes }: NonNullable<Page["elements"]>[number]): boolean {
  return tag === "meta" && attributes["name"]?.toLowerCase() === "generator";
}

function read(page: Page): Reading {
  return page.origin === "markdown"
    ? readFragmentPage(page, apidogDialect)
    : readText(page, page.text.split("\n"));
}

function startsIn({ origin, text }: Page): readonly number[] {
  const lines = text.split("\n");
  return origin === "markdown" ? pageStartsIn(lines, true) : textStartsIn(lines);
}
