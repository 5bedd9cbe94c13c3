import type { At } from "../openapi/index.js";
import type { DeviationId } from "./rules.js";

/**
 * One deviation of one exchange from its spec. No value of the exchange is in it: names, where they
 * are those of fields, and what the spec says.
 */
export interface Deviation {
  readonly rule: DeviationId;
  /** Where in the exchange: `answer 200, lines[].mpn`, `query page_size`. */
  readonly where: string;
  /** What is wrong there, as a predicate: `is not a string`. */
  readonly what: string;
  /** What the spec says about it; undefined for the operation as a whole. */
  readonly at: At | undefined;
}
