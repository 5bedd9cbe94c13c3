import { canonical, fieldsOf } from "../../openapi/index.js";
import type { SchemaKind } from "../change-kinds.js";
import type { Change, SchemaChange } from "../compare/change.js";
import type { Pair } from "../compare/schema-pairs.js";
import { isRespelling, nameSimilarity, renameThreshold } from "./name-similarity.js";

const goings: ReadonlySet<SchemaKind> = new Set(["property.removed", "requiredProperty.removed"]);
const comings: ReadonlySet<SchemaKind> = new Set([
  "property.added",
  "requiredProperty.added",
  "requiredProperty.addedWithDefault",
]);

/**
 * A removed and an added property with the same schema and similar names become one renamed
 * property.
 */
export function foldProperties(changes: readonly Change[]): Change[] {
  const gone = new Map<Pair, SchemaChange[]>();
  for (const change of changes) {
    if (change.of === "schema" && goings.has(change.kind)) {
      gone.set(change.pair, [...(gone.get(change.pair) ?? []), change]);
    }
  }
  const folded = new Map<Change, Change | undefined>();
  for (const change of changes) {
    if (change.of !== "schema" || !comings.has(change.kind)) continue;
    const candidates = (gone.get(change.pair) ?? []).filter(
      (other) => !folded.has(other) && isSameProperty(other, change),
    );
    const [best] = candidates.sort((a, b) => similarityOf(b, change) - similarityOf(a, change));
    if (!best) continue;
    folded.set(best, undefined);
    folded.set(change, renamed(best, change));
  }
  return changes.flatMap((change) => (folded.has(change) ? (folded.get(change) ?? []) : [change]));
}

function renamed(before: SchemaChange, after: SchemaChange): SchemaChange {
  return {
    ...after,
    kind: "property.renamed",
    before: before.name,
    after: after.name,
    base: before.base,
    isIn: "both",
  };
}

function isSameProperty(before: SchemaChange, after: SchemaChange): boolean {
  return (
    schemaOf(before.before) === schemaOf(after.after) &&
    similarityOf(before, after) >= renameThreshold
  );
}

function similarityOf({ name }: SchemaChange, { name: other }: SchemaChange): number {
  return isRespelling(name, other) ? 1 : nameSimilarity(name, other);
}

/** Its schema, whether or not it is required. */
function schemaOf(shown: unknown): string {
  const { required: _, ...schema } = fieldsOf(shown);
  return canonical(schema);
}
