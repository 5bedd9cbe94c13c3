import type { Reader } from "../contract/index.js";
import { diagnose } from "../diagnostics/index.js";
import type { NameChange } from "./namer.js";

/** What the names of these kinds are of, in words. */
const subjects: Readonly<Record<string, (thing: string) => string>> = {
  client: () => "the client",
  function: (thing) => thing,
  member: (thing) => thing,
  owner: (thing) => `the group of ${thing}`,
  schema: (thing) => `schema "${thing}"`,
  option: (thing) => `the option of security scheme "${thing}"`,
  property: (thing) => `group "${thing}"`,
  webhook: (thing) => `webhook "${thing}"`,
};

/** Kinds whose names are made of another's, which then is reported already. */
const derived = new Set([
  ...["params", "data", "result", "item", "values", "names", "enum", "enumNames"],
  ...["group", "binding"],
]);

/**
 * Tells of each name that the spec would change, or has.
 *
 * @param nodes operations by method and path
 */
export function reportNameChanges(
  changes: readonly NameChange[],
  document: Reader,
  nodes: ReadonlyMap<string, { readonly node: Reader }>,
): void {
  for (const { identity, before, after, kept } of changes) {
    const at = identity.indexOf(" ");
    const [kind, thing] = [identity.slice(0, at), identity.slice(at + 1)];
    if (derived.has(kind)) continue;
    const what = subjects[kind]?.(thing) ?? `\`${thing}\``;
    const node = nodes.get(thing)?.node ?? nodeOf(kind, thing, document);
    node.report(diagnose("name-changed", { what, before, after, kept }, node.place));
  }
}

function nodeOf(kind: string, thing: string, document: Reader): Reader {
  const components = document.get("components");
  if (kind === "schema") return components.get("schemas").get(thing);
  if (kind === "option") return components.get("securitySchemes").get(thing);
  if (kind === "webhook") return document.get("webhooks").get(thing);
  return kind === "client" ? document.get("info").get("title") : document;
}
