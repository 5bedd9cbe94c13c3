import type { Place } from "../../diagnostics/index.js";

/** A statement of a page that the spec lacked, or had differently. */
export interface Change {
  /** `PATCH /v1/boms/{bom_id}/: request body, name, maxLength`. */
  readonly what: string;
  /** The operation that `what` begins with; absent if it begins with none. */
  readonly operation?: string;
  /** Undefined if the spec had no value. */
  readonly before: unknown;
  /** Undefined if the page no longer states it. */
  readonly after: unknown;
  /** In the spec before the merge. */
  readonly place: Place;
  /** Location of the page. */
  readonly page: string;
  /** Whether only the list of sources grows, without another statement. */
  readonly isBookkeeping?: boolean;
}

/** Two statements of which at most one is true. The spec is not changed. */
export interface Conflict {
  /** As of a change. */
  readonly what: string;
  /** As of a change. */
  readonly operation?: string;
  /** What tells it from others in any capture, if that is not `what`: a node of the spec. */
  readonly subject?: string;
  /** The value in the spec. */
  readonly spec: unknown;
  /** The value on the page. */
  readonly page: unknown;
  /** In the spec. */
  readonly place: Place;
  /** Location of the page with the other statement. */
  readonly location: string;
}

export interface MergeLog {
  readonly changes: Change[];
  readonly conflicts: Conflict[];
}

/** A value in messages: short, and on one line. */
export function formatValue(value: unknown): string {
  if (value === undefined) return "nothing";
  const text = typeof value === "string" ? value : JSON.stringify(value);
  const line = text.replaceAll(/\s+/g, " ");
  return line.length > 120 ? `${line.slice(0, 120)}…` : line;
}

/** What a change or a conflict is about, without its operation. */
export function partOf({ what, operation }: Pick<Change, "what" | "operation">): string {
  return operation === undefined ? what : what.slice(operation.length + ": ".length);
}
