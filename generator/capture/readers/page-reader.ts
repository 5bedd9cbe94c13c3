import type { Listing, Reading } from "../fact.js";
import type { Lead } from "../lead.js";
import type { Page } from "../page.js";
import type { ListedPage } from "../sources/llms-txt.js";

/**
 * Reads the pages of one documentation product. All of it is pure: a page is untrusted, its text is
 * only data, and nothing of it is run or fetched here.
 */
export interface PageReader {
  /** The product's name in messages: `Apidog`. */
  readonly name: string;
  /** Whether the product made the page. The first reader that returns true reads it. */
  recognizes(page: Page): boolean;
  /**
   * The statements of the page, each fact with its place and its confidence. A page of the product
   * that cannot be read is `unreadable`, with the next step for the user. Never throws.
   */
  read(page: Page): Reading;
  /** Where the rest of the page's source is; default: nowhere else. Never throws. */
  leadsOf?(page: Page): readonly Lead[];
  /** The lines on which pages of a text of several pages begin, from 1; default: it is one page. */
  startsIn?(page: Page): readonly number[];
  /** The entries of the page's navigation; default: it has none. */
  listingsOf?(page: Page): readonly Listing[];
  /** The operation of an entry in a site's `llms.txt`; undefined if it is not an operation. */
  listingOf?(entry: ListedPage): Listing | undefined;
}
