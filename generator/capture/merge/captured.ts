import type { Contradiction, Endpoint } from "../fact.js";
import type { Page } from "../page.js";
import type { JoinedPages } from "./name-pages.js";

/** One operation, and the page that describes it. */
export interface Captured {
  readonly page: Page;
  readonly endpoint: Endpoint;
  readonly contradictions: readonly Contradiction[];
  /** If several pages describe the operation: all of them; `page` is the first. */
  readonly joined?: JoinedPages;
}
