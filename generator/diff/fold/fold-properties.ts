import { componentAt, type Parts } from "../../contract/index.js";
import { canonical, isFields, keywordsThatMean } from "../../openapi/index.js";
import type { SchemaKind } from "../change-kinds.js";
import type { Change, SchemaChange } from "../compare/change.js";
import type { Pair } from "../compare/schema-pairs.js";
import { type Candidate, matchRenames } from "./match-renames.js";

const goings: ReadonlySet<SchemaKind> = new Set(["property.removed", "requiredProperty.removed"]);
const comings: ReadonlySet<SchemaKind> = new Set([
  "property.added",
  "requiredProperty.added",
  "requiredProperty.addedWithDefault",
]);

/** A property that was removed and one that was added become one that was probably renamed. */
export function foldProperties(changes: readonly Change[]): Change[] {
  const objects = new Map<Pair, { gone: SchemaChange[]; come: SchemaChange[] }>();
  for (const change of changes) {
    if (change.of !== "schema" || !(goings.has(change.kind) || comings.has(change.kind))) continue;
    const known = objects.get(change.pair) ?? { gone: [], come: [] };
    objects.set(change.pair, known);
    (goings.has(change.kind) ? known.gone : known.come).push(change);
  }
  const folded = new Map<Change, Change | undefined>();
  for (const { gone, come } of objects.values()) {
    if (gone.length === 0 || come.length === 0) continue;
    const [before, after] = [gone.map(candidateOf), come.map(candidateOf)];
    for (const rename of matchRenames(before, after, "property")) {
      folded.set(rename.before, undefined);
      folded.set(rename.after, renamed(rename.before, rename.after, rename.evidence));
    }
  }
  return changes.flatMap((change) => (folded.has(change) ? (folded.get(change) ?? []) : [change]));
}

function renamed(before: SchemaChange, after: SchemaChange, evidence: string): SchemaChange {
  return {
    ...after,
    kind: "property.renamed",
    before: before.name,
    after: after.name,
    base: before.base,
    isIn: "both",
    evidence,
    ...(isRequired(after) && !isRequired(before) && { isDemanded: true }),
  };
}

const isRequired = ({ kind }: SchemaChange) =>
  kind === "requiredProperty.added" || kind === "requiredProperty.removed";

function candidateOf(change: SchemaChange): Candidate<SchemaChange> {
  return { item: change, name: change.name, schema: textOf(change.parts ?? []) };
}

/** A schema without what is only written for readers. */
function textOf(parts: Parts): string {
  return canonical(parts.map(({ raw, at }) => [componentAt(at), withoutProse(raw)]));
}

const prose: readonly string[] = keywordsThatMean("prose");

export function withoutProse(schema: unknown): unknown {
  if (!isFields(schema)) return schema;
  return Object.fromEntries(Object.entries(schema).filter(([keyword]) => !prose.includes(keyword)));
}
