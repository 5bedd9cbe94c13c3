import type { Page } from "../page.js";
import type { ListedPage } from "./llms-txt.js";

/** A page that could not be had, and why. */
export interface PageFailure {
  readonly location: string;
  readonly why: string;
  /** As of a page. */
  readonly sourceFolder?: string;
}

/** A page that a list names and that was not read. */
export interface UnreadPage {
  /** Of the list. */
  readonly location: string;
  readonly listed: ListedPage;
}

export interface CrawlResult {
  readonly pages: readonly Page[];
  readonly failures: readonly PageFailure[];
  /** What a page links to without loading it itself, and that could not be had. */
  readonly unsure?: readonly PageFailure[];
  /** What a list of pages names and is not among `pages`. */
  readonly unread: readonly UnreadPage[];
  /**
   * True if the pages and failures are all that the site lists or the folder has, so that a page
   * that is missing is gone.
   */
  readonly complete: boolean;
}
