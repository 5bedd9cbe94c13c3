import type { Reader } from "../contract/index.js";
import { diagnose } from "../diagnostics/index.js";
import type { NameChange } from "./namer.js";
import { type NameKind, splitIdentity } from "./names-lock-format.js";

/**
 * What a name of each kind is of, in words; undefined for kinds whose names are made of another's,
 * which then is reported already.
 */
const subjects: Readonly<Record<NameKind, ((thing: string) => string) | undefined>> = {
  client: () => "the client",
  function: (thing) => thing,
  member: (thing) => thing,
  owner: (thing) => `the group of ${thing}`,
  schema: (thing) => `schema "${thing}"`,
  option: (thing) => `the option of security scheme "${thing}"`,
  property: (thing) => `group "${thing}"`,
  webhook: (thing) => `webhook "${thing}"`,
  webhooks: (thing) => `\`${thing}\``,
  item: (thing) => `\`${thing}\``,
  ...{ params: undefined, data: undefined, result: undefined, values: undefined },
  ...{ names: undefined, enum: undefined, enumNames: undefined },
  ...{ group: undefined, binding: undefined },
};

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
    const [kind, thing] = splitIdentity(identity);
    const what = subjects[kind]?.(thing);
    if (what === undefined) continue;
    const node = nodes.get(thing)?.node ?? nodeOf(kind, thing, document);
    node.report(diagnose("name-changed", { what, before, after, kept }, node.place));
  }
}

function nodeOf(kind: NameKind, thing: string, document: Reader): Reader {
  const components = document.get("components");
  if (kind === "schema") return components.get("schemas").get(thing);
  if (kind === "option") return components.get("securitySchemes").get(thing);
  if (kind === "webhook") return document.get("webhooks").get(thing);
  return kind === "client" ? document.get("info").get("title") : document;
}
