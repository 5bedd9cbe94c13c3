import type { Listing, Reading } from "./fact.js";
import type { Page } from "./page.js";
import type { ListedPage } from "./sources/llms-txt.js";

/**
 * Reads the pages of one documentation product. A page is untrusted: its text is data and nothing
 * more.
 */
export interface PageReader {
  /** The product's name, as messages show it: `Apidog`. */
  readonly name: string;
  /** Whether the product made the page. The first reader that says so reads it. */
  recognizes(page: Page): boolean;
  /** What the page states, each fact with its place and its confidence. Never throws. */
  read(page: Page): Reading;
  /** What the page's navigation lists; empty if it has none. */
  listingsOf(page: Page): readonly Listing[];
  /** What an entry of a site's `llms.txt` stands for; undefined if that is no operation. */
  listingOf(entry: ListedPage): Listing | undefined;
}
