import { grammar, type Kind, kindIn, type Slot, slotOf, wantedInstead } from "./grammar.js";
import { formatFragment } from "./json-pointer.js";
import { isFields } from "./json-value.js";
import { refOf } from "./reference.js";

/** Returns the new text of a reference, or the same; `slot` is what the reference replaces. */
export type RewriteReference = (ref: string, slot: Slot) => string;

/**
 * A copy of the content of a slot with changed references: those of objects, those that replace a
 * map, and the values of a discriminator, which may be plain names of schemas. Data is not changed,
 * whatever it looks like.
 */
export function rewriteReferences(value: unknown, slot: Slot, change: RewriteReference): unknown {
  const kind = kindIn(slot);
  if (kind === "schemaReference" && typeof value === "string") return changeTarget(value, change);
  if (Array.isArray(value)) {
    if (!("list" in slot) && !("oneOrList" in slot)) return value;
    return value.map((item) => rewriteReferences(item, { one: kind }, change));
  }
  if (!isFields(value) || "list" in slot) return value;
  const isMap = "map" in slot;
  const ref = mayRefer(value, slot) ? refOf(value) : undefined;
  const entries = Object.entries(value).map(([name, child]): [string, unknown] => {
    if (name === "$ref" && ref !== undefined) return [name, change(ref, slot)];
    const inner = isMap ? { one: kind } : slotOf(kind, name);
    return [name, inner ? rewriteReferences(child, inner, change) : child];
  });
  return Object.fromEntries(entries);
}

/** Whether a `$ref` here is a reference: in a map of strings, it is an entry. */
function mayRefer(value: Readonly<Record<string, unknown>>, slot: Slot): boolean {
  if (!("map" in slot)) return grammar[kindIn(slot)].reference !== "none";
  return wantedInstead(value["$ref"], { one: slot.map }) !== undefined;
}

function changeTarget(text: string, change: RewriteReference): string {
  const slot: Slot = { one: "schema" satisfies Kind };
  if (/[#/]|\.(ya?ml|json)$/i.test(text)) return change(text, slot);
  const ref = `#${formatFragment(["components", "schemas", text])}`;
  const changed = change(ref, slot);
  return changed === ref ? text : changed;
}
