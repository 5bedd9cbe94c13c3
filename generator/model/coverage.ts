import type { Api, Aspect, Operation } from "./index.js";

/** How much of an API its sources document, counted in operations. */
export interface Coverage {
  /** The spec's tags in its order, and behind them those that only operations name. */
  readonly groups: readonly GroupCoverage[];
  /** All groups together. */
  readonly total: Omit<GroupCoverage, "group">;
}

/** How much is documented of the operations of a tag. */
export interface GroupCoverage {
  /** The tag. */
  readonly group: string;
  /** Operations that are known at all; 0 for a group of which only the name is known. */
  readonly operations: number;
  /** Operations of which a source documents the method. */
  readonly method: number;
  /** The same for the path. */
  readonly path: number;
  /** The same for the request: parameters and body. */
  readonly request: number;
  /** The same for the responses. */
  readonly response: number;
}

/** Counts by the first tag of each operation. */
export function coverageOf({ tags, operations }: Api): Coverage {
  const groupOf = ({ tags }: Operation) => tags[0] ?? "untagged";
  const names = new Set([...tags, ...operations.map(groupOf)]);
  const groups = [...names].map((group) => ({
    group,
    ...count(operations.filter((operation) => groupOf(operation) === group)),
  }));
  return { groups, total: count(operations) };
}

function count(operations: readonly Operation[]): Coverage["total"] {
  const documented = (aspect: Aspect) =>
    operations.filter(({ provenance }) => provenance?.[aspect].level === "documented").length;
  return {
    operations: operations.length,
    method: documented("method"),
    path: documented("path"),
    request: documented("request"),
    response: documented("response"),
  };
}
