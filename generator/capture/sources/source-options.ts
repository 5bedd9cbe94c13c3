import type { Lead } from "../lead.js";
import type { Page } from "../page.js";
import type { DocumentLimits } from "./load-document.js";

/** How pages are fetched. */
export interface SourceOptions {
  /** Where the rest of a page's source is; default: nowhere else. */
  readonly leadsOf?: (page: Page) => readonly Lead[];
  /** Which other hosts whole documents may be read from, and how large they may be. */
  readonly documents?: DocumentLimits;
  /** Where answers are kept for conditional requests; outside of any repository by default. */
  readonly cacheFolder: string;
  /** Milliseconds for one request with its whole body. Default: 30,000. */
  readonly timeoutMs?: number;
  /**
   * Milliseconds before the second attempt; each further pause is twice as long. Default: 1,000.
   */
  readonly retryDelayMs?: number;
  /** Bytes of one page; what is larger is refused. Default: 8 MiB. */
  readonly maxPageBytes?: number;
  /** Pages of one site. Default: 5,000. */
  readonly maxPages?: number;
  /** Bytes of all pages of one site; after them, no more is asked for. Default: 512 MiB. */
  readonly maxSiteBytes?: number;
  /** Called with a line for each page that is asked for. */
  readonly onProgress?: (line: string) => void;
}

export const defaults = {
  timeoutMs: 30_000,
  retryDelayMs: 1_000,
  maxPageBytes: 8 * 1024 * 1024,
  maxPages: 5_000,
  maxSiteBytes: 512 * 1024 * 1024,
} as const;
