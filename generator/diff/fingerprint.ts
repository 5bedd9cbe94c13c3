import { createHash } from "node:crypto";
import { tokensOf } from "./contract/at.js";
import { canonical } from "./contract/value.js";
import type { Judgement } from "./judge.js";

/**
 * A name for a finding that survives rewording and moved lines: of the rule, of the place by its
 * names, and of the values. Twelve hexadecimal digits.
 */
export function fingerprintOf(judgement: Judgement, count: number): string {
  const { change, rule } = judgement;
  const parts = [rule.id, placeOf(judgement), change.name, change.before, change.after, count];
  return createHash("sha256").update(canonical(parts)).digest("hex").slice(0, 12);
}

/** A component by its pointer; everything else by its operation and the way to it. */
function placeOf({ change, uses }: Judgement): unknown {
  const tokens = tokensOf(change.isIn === "revision" ? change.revision : change.base);
  if (tokens[0] === "components") return tokens.map((token) => (/^\d+$/.test(token) ? "-" : token));
  const [use] = uses;
  const operation = use?.root.operation ?? change.operations[0];
  // A new name for an operation makes no new finding.
  const at = operation && [operation.method, operation.path];
  return use ? [at, use.root.subject, use.root.place, use.path] : [at];
}
