import type { Place } from "../../diagnostics/index.js";

/** One thing that a page states and the spec did not, or not so. */
export interface Change {
  /** `PATCH /v1/boms/{bom_id}/: request body, name, maxLength`. */
  readonly what: string;
  /** Undefined: nothing stood there. */
  readonly before: unknown;
  /** Undefined: the page no longer states it. */
  readonly after: unknown;
  /** In the spec as it was. */
  readonly place: Place;
  /** Location of the page. */
  readonly page: string;
  /** True if only the list of sources grows: nothing that is stated differs. */
  readonly isBookkeeping?: boolean;
}

/** Two statements of which at most one holds. The spec is left as it is. */
export interface Conflict {
  readonly what: string;
  readonly spec: unknown;
  readonly page: unknown;
  readonly place: Place;
  /** Location of the page that states the other. */
  readonly location: string;
}

export interface MergeLog {
  readonly changes: Change[];
  readonly conflicts: Conflict[];
}

/** As messages show a value: short, and on one line. */
export function formatValue(value: unknown): string {
  if (value === undefined) return "nothing";
  const text = typeof value === "string" ? value : JSON.stringify(value);
  const line = text.replaceAll(/\s+/g, " ");
  return line.length > 120 ? `${line.slice(0, 120)}…` : line;
}
