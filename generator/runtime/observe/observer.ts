import type { Fetch } from "../options.js";

/** Sees calls and answers, and has no part in them. */
export interface Observer {
  /** A fetch that does the same, and is seen. */
  watch(fetch: Fetch): Fetch;
}
