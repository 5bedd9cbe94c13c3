import type { Reader } from "../contract/index.js";
import { diagnose } from "../diagnostics/index.js";
import { isFields, pointerOf } from "../openapi/index.js";

/** Names what the client has nothing of, if it is there. */
export function reportUnsupported(node: Reader, what: string, why: string): void {
  if (node.exists) node.report(diagnose("left-out", { what, why }, node.place));
}

/**
 * Names a field that the client has nothing of once for the document, at its first place; a large
 * spec has it a thousand times.
 *
 * @param owners the objects that may have the field; an object that is listed twice counts once
 * @param kind what the owners are, one and several: `["a response", "responses"]`
 */
export function reportUnsupportedOnce(
  owners: readonly Reader[],
  field: string,
  [one, several]: readonly [one: string, several: string],
  why: string,
): void {
  const places = new Map<string, Reader>();
  for (const owner of owners) {
    if (!isFields(owner.value) || isEmpty(owner.value[field])) continue;
    places.set(pointerOf(owner.at), owner.get(field));
  }
  const [first] = places.values();
  const of = places.size === 1 ? one : `${places.size} ${several} (the first one is here)`;
  if (first) reportUnsupported(first, `\`${field}\` of ${of}`, why);
}

/** Whether nothing is lost without it. */
function isEmpty(value: unknown): boolean {
  if (Array.isArray(value)) return value.length === 0;
  return (
    value === undefined || value === null || (isFields(value) && Object.keys(value).length === 0)
  );
}
