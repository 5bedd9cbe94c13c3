import type { Parts, Schema } from "../../contract/index.js";
import type { SchemaReport } from "./change.js";
import type { Sides, Walk } from "./compare-properties.js";
import { schemaSimilarity } from "./schema-matching.js";

const alike = 0.6;

/**
 * A body that was wrapped in a property of an object (`{ data: … }`), or unwrapped, is one change;
 * the wrapped schema is compared with the plain one.
 *
 * @returns whether this is the case
 */
export function compareEnvelope(
  a: Schema,
  b: Schema,
  sides: Sides,
  report: SchemaReport,
  walk: Walk,
): boolean {
  const put = hasNothingInCommon(a, b) ? inside(b, sides.revision, a) : undefined;
  if (put) {
    report.changed("envelope.added", undefined, put.name, put.name);
    walk({ kind: "property", name: put.name }, a.parts, put.parts);
    return true;
  }
  const taken = hasNothingInCommon(a, b) ? inside(a, sides.base, b) : undefined;
  if (taken) {
    report.changed("envelope.removed", taken.name, undefined, taken.name);
    walk({ kind: "property", name: taken.name }, taken.parts, b.parts);
    return true;
  }
  return false;
}

function hasNothingInCommon(a: Schema, b: Schema): boolean {
  return ![...a.properties.keys()].some((name) => b.properties.has(name));
}

/** The property of an object that matches the whole other side. */
function inside(
  envelope: Schema,
  schemas: Sides["base"],
  content: Schema,
): { name: string; parts: Parts } | undefined {
  const isContent = content.properties.size > 0 || content.single.has("items");
  if (!isContent) return undefined;
  for (const [name, parts] of envelope.properties) {
    const inner = schemas.read(parts);
    const items = [inner.single.get("items"), content.single.get("items")];
    const isArrayOfSame = items.every((item) => item !== undefined) && isLikeItems(inner, content);
    if (
      isArrayOfSame ||
      (items.every((item) => !item) && schemaSimilarity(inner, content) >= alike)
    ) {
      return { name, parts };
    }
  }
  return undefined;
}

/** Lists of the same component, or of similar inline schemas. */
function isLikeItems(a: Schema, b: Schema): boolean {
  const [x, y] = [a.single.get("items")?.[0], b.single.get("items")?.[0]];
  return x?.at.token === y?.at.token;
}
