import { type Diagnostic, diagnose } from "../diagnostics/index.js";
import { type Kind, kindIn, type Slot, slotAt } from "../openapi/index.js";
import { below, contentOf, type FileNode, placeOf } from "./reference-locator.js";

/**
 * The warning for a reference to a target of another kind than required: to a response instead of a
 * schema, or to a whole map of them.
 */
export function kindMismatch(
  wanted: Slot,
  target: FileNode,
  from: FileNode,
): Diagnostic | undefined {
  const found = slotAt(target.source.value, target.pointer);
  if (!found || kindIn(found) === "value") return undefined;
  if (isOfOne(found) === isOfOne(wanted) && nameOf(found) === nameOf(wanted)) return undefined;
  const content = contentOf(from);
  const { $ref, $dynamicRef } = Object(content) as Readonly<Record<string, unknown>>;
  const args = {
    // A discriminator's mapping refers by a plain string.
    ref: String($ref ?? $dynamicRef ?? content),
    found: describe(found),
    wanted: describe(wanted),
  };
  return diagnose("ref-kind", args, placeOf(below(from, "$ref")));
}

function isOfOne(slot: Slot): boolean {
  return "one" in slot || "oneOrList" in slot;
}

/** Objects that Swagger 2.0 and OpenAPI 3 both have can replace one another. */
function nameOf(slot: Slot): string {
  return toWords(kindIn(slot));
}

function toWords(kind: Kind): string {
  return kind
    .replace(/^swagger(?=.)/, "")
    .replaceAll(/(?=[A-Z])/g, " ")
    .trim()
    .toLowerCase();
}

function describe(slot: Slot): string {
  const name = nameOf(slot);
  const one = /^(?:components|info|external docs)$/.test(name)
    ? `\`${name}\``
    : `${/^[aeiou]/.test(name) ? "an" : "a"} ${name}`;
  if (isOfOne(slot)) return one;
  return `${"list" in slot ? "a list" : "a map"} in which each entry is ${one}`;
}
