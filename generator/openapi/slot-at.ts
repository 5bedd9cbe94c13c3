import { isEntry, type Kind, kindIn, type Slot, slotOf } from "./grammar.js";
import type { Pointer } from "./json-pointer.js";
import { versionOf } from "./openapi-version.js";

/**
 * The grammar's description of the place that a pointer names: one object, a map or a list of them.
 * Undefined in data, below extensions, and in a file that does not declare itself an OpenAPI
 * document.
 *
 * @example
 * slotAt(document, ["components", "responses"]) // { map: "response" }
 */
export function slotAt(document: unknown, pointer: Pointer): Slot | undefined {
  const version = versionOf(document);
  if (version === undefined) return undefined;
  let slot: Slot | undefined = { one: version === "2.0" ? "swagger" : "document" };
  let value = document;
  for (const token of pointer) {
    if (slot === undefined) return undefined;
    const kind: Kind = kindIn(slot);
    const isList = "list" in slot || ("oneOrList" in slot && Array.isArray(value));
    if (isList) slot = { one: kind };
    else if ("map" in slot) slot = isEntry(slot, token) ? { one: kind } : undefined;
    else slot = slotOf(kind, token);
    value = (value as Readonly<Record<string, unknown>> | undefined)?.[token];
  }
  return slot && "oneOrList" in slot && !Array.isArray(value) ? { one: kindIn(slot) } : slot;
}
