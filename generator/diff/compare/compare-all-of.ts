import {
  annotations,
  type Part,
  type Parts,
  type Schema,
  type Schemas,
} from "../../contract/index.js";
import { canonical, isFields } from "../../openapi/index.js";
import type { SchemaReport } from "./change.js";
import { matchItems, nameOf, sameName, sameText, sameTitle } from "./schema-matching.js";

/**
 * Members of `allOf` that only one side has: each is reported as one change, and not compared
 * further.
 */
export interface Members {
  /** Components that both sides have. */
  readonly kept: readonly (readonly [Parts, Parts])[];
  readonly removed: readonly Part[];
  readonly added: readonly Part[];
}

/**
 * A member that is added to or removed from an otherwise unchanged schema is one change. Other
 * changes to `allOf` may only be spelling, so the flattened schemas are compared.
 */
export function membersChanged(a: Schema, b: Schema, base: Schemas, revision: Schemas): Members {
  const follow = (schemas: Schemas) => (part: Part) => [schemas.follow(part.raw, part.at)];
  const before = a.members.map(follow(base));
  const after = b.members.map(follow(revision));
  const first = matchItems(before, after, [sameName, sameText, sameTitle]);
  const isInline = (x: readonly Part[], y: readonly Part[]) => !nameOf(x) && !nameOf(y);
  const isAlone = first.removed.length === 1 && first.added.length === 1;
  const { removed, added } = matchItems(first.removed, first.added, isAlone ? [isInline] : []);
  const stays = first.pairs.length > 0 || isSame(restOf(a), restOf(b));
  const kept = first.pairs.filter(([x]) => nameOf(x) !== undefined);
  if (!stays) return { kept, removed: [], added: [] };
  return { kept, removed: removed.flat(), added: added.flat() };
}

export function reportMembers({ removed, added }: Members, report: SchemaReport): void {
  for (const part of removed)
    report.changed(`allOf.${verbOf(part, "removed")}`, displayValue(part), undefined);
  for (const part of added)
    report.changed(`allOf.${verbOf(part, "added")}`, undefined, displayValue(part));
}

function verbOf({ raw }: Part, verb: "added" | "removed") {
  const isAnnotation = isFields(raw) && Object.keys(raw).every((key) => annotations.includes(key));
  return isAnnotation ? (verb === "added" ? "annotated" : "unannotated") : verb;
}

function displayValue(part: Part): unknown {
  return nameOf([part]) ?? part.raw;
}

/** The keywords next to `allOf`; undefined if there are none. */
function restOf(schema: Schema): string | undefined {
  const rest = schema.parts.flatMap(({ raw }): unknown[] => {
    if (!isFields(raw)) return [raw];
    const { allOf: _, ...beside } = raw;
    return Object.keys(beside).some((key) => !annotations.includes(key)) ? [beside] : [];
  });
  return rest.length > 0 ? canonical(rest) : undefined;
}

function isSame(a: string | undefined, b: string | undefined): boolean {
  return a !== undefined && a === b;
}
