import { createHash } from "node:crypto";
import { canonical, isIndex, tokensOf, valueAt } from "../openapi/index.js";
import type { Judgement } from "./apply-rules.js";
import { nameOf, rootName, schemaPathName } from "./change-names.js";
import { stepsOf } from "./compare/schema-path.js";

/** The two documents to compare. */
export interface Documents {
  readonly base: unknown;
  readonly revision: unknown;
}

/**
 * An identity of a finding that survives rewording and moved lines: made of the rule, the names
 * that lead to the place, and the values. Twelve hexadecimal digits.
 */
export function fingerprintOf(judgement: Judgement, count: number, sides: Documents): string {
  const { change, rule } = judgement;
  const place = placeOf(judgement, sides);
  const parts = [rule.id, place, nameOf(change), change.before, change.after, count];
  return createHash("sha256").update(canonical(parts)).digest("hex").slice(0, 12);
}

/** A component by its pointer; anything else by its operation and the path from there. */
function placeOf({ change, uses }: Judgement, { base, revision }: Documents): unknown {
  const [at, document] =
    change.isIn === "revision" ? [change.revision, revision] : [change.base, base];
  const tokens = tokensOf(at);
  const variants = variantsOn(tokens, document);
  if (tokens[0] === "components") {
    const place = tokens.map((token) => (isIndex(token) ? "-" : token));
    return [...place, ...variants];
  }
  const [use] = uses;
  const operation = use?.root.operation ?? change.operations[0];
  // A new operationId must not make a finding new.
  const named = operation && [operation.method, operation.path];
  if (!use) return [named];
  return [
    named,
    use.root.subject,
    rootName(use.root),
    schemaPathName(stepsOf(use.schemaPath)),
    ...variants,
  ];
}

/** The variants of unions on the path to a place: by their titles, otherwise by their positions. */
function variantsOn(tokens: readonly string[], document: unknown): string[] {
  return tokens.flatMap((token, index) => {
    const keyword = tokens[index - 1];
    if (!isIndex(token) || (keyword !== "oneOf" && keyword !== "anyOf")) return [];
    const title = valueAt(document, [...tokens.slice(0, index + 1), "title"]);
    return [typeof title === "string" ? title : `${keyword} ${token}`];
  });
}
