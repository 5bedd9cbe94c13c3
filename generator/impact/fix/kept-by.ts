import { type ClientIndex, fieldOf, type ts } from "../../uses/index.js";
import type { Renames, SidesOfOperations } from "./rename.js";

/** Operations and webhooks that a declaration is part of, and for which nobody says that it is other now. */
export function keptBy(
  declaration: ts.Node,
  operations: SidesOfOperations,
  index: ClientIndex,
  { removed }: Renames,
): string[] {
  const field = fieldOf(declaration, index);
  if (!field) return [];
  const { requests, answers, webhooks } = index.reachOf(field.type);
  const own = field.operation === undefined ? [] : [field.operation];
  const sides = {
    requests: [...requests, ...(field.side === "request" ? own : [])],
    answers: [...answers, ...webhooks, ...(field.side === "answer" ? own : [])],
  };
  return (["requests", "answers"] as const).flatMap((side) => {
    const other = operations[side === "requests" ? "answers" : "requests"];
    const kept = sides[side].filter((each) => !operations[side].has(each) && !removed.has(each));
    const body = side === "requests" ? "the request" : "the answer";
    return kept.map((each) => (other.has(each) ? `${body} of ${each}` : each));
  });
}
