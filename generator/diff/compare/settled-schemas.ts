import type { Parts } from "../../contract/index.js";
import {
  type Fields,
  isExtension,
  isFields,
  isProse,
  isSame,
  listOf,
  schemasIn,
} from "../../openapi/index.js";
import type { Sides } from "./compare-properties.js";

/*
 * A schema that is written the same in both versions still consists of something else if a member of
 * its `allOf` does. What that amounts to shows only if the members are merged.
 */

/** Whether everything in schemas that are written the same also consists of the same. */
export function areSettledInside(parts: Parts, sides: Sides): boolean {
  if (parts.length > 1 && !parts.every(({ raw }) => isSettled(raw, sides))) return false;
  const open: unknown[] = parts.map(({ raw }) => raw);
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (!isFields(next)) continue;
    if (isMixed(next) && !isSettled(next, sides)) return false;
    for (const keyword in next) open.push(...schemasIn(keyword, next[keyword]));
  }
  return true;
}

/** Whether a schema adds something to another one, so that a change of that may not show in it. */
function isMixed(raw: Fields): boolean {
  const { $ref: ref, allOf } = raw;
  const members = (typeof ref === "string" ? 1 : 0) + listOf(allOf).length;
  if (members === 0) return false;
  const own = Object.keys(raw).some(
    (key) => key !== "$ref" && key !== "allOf" && !isProse(key) && !isExtension(key),
  );
  return members + (own ? 1 : 0) > 1;
}

/** So many schemas at most are looked at, because a chain of them begins at each of its links. */
const mostParts = 200;

/** Whether all that a schema consists of is written the same; what it contains may differ. */
export function isSettled(raw: unknown, { base, revision }: Sides): boolean {
  const seen = new Set<string>();
  const open = [raw];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (!isFields(next)) continue;
    open.push(...listOf(next["allOf"]));
    const { $ref: ref } = next;
    if (typeof ref !== "string" || seen.has(ref)) continue;
    seen.add(ref);
    if (seen.size > mostParts) return true;
    const target = base.target(ref).raw;
    if (!isSame(target, revision.target(ref).raw)) return false;
    open.push(target);
  }
  return true;
}
