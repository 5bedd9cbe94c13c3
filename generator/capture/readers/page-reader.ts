import type { Listing, Reading } from "../fact.js";
import type { Page } from "../page.js";
import type { ListedPage } from "../sources/llms-txt.js";

/** Reads the pages of one documentation product. A page is untrusted: its text is only data. */
export interface PageReader {
  /** The product's name in messages: `Apidog`. */
  readonly name: string;
  /** Whether the product made the page. The first reader that returns true reads it. */
  recognizes(page: Page): boolean;
  /** The statements of the page, each fact with its place and its confidence. Never throws. */
  read(page: Page): Reading;
  /** The entries of the page's navigation; empty if it has none. */
  listingsOf(page: Page): readonly Listing[];
  /** The operation of an entry in a site's `llms.txt`; undefined if it is not an operation. */
  listingOf(entry: ListedPage): Listing | undefined;
}
