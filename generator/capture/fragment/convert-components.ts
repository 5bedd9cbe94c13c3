import { createHash } from "node:crypto";
import {
  componentOf,
  type Fields,
  fieldsOf,
  isFields,
  type Kind,
  kindOfSection,
  rewriteReferences,
} from "../../openapi/index.js";
import { componentName } from "./component-name.js";
import type { Context } from "./conversion-context.js";
import { convert } from "./convert-node.js";
import { convertScheme } from "./convert-scheme.js";

type Names = ReadonlyMap<string, ReadonlyMap<string, string>>;

/** What each component of the fragment is to be called, by section and name. */
export function nameComponents(components: Fields): Names {
  return new Map(
    Object.entries(components).map(([section, entries]) => {
      const names = isFields(entries) ? Object.keys(entries) : [];
      const wanted = names.map(componentName);
      const isTaken = (as: string) => wanted.indexOf(as) !== wanted.lastIndexOf(as);
      const pairs = names.map((name): [string, string] => {
        const as = componentName(name);
        if (!isTaken(as) || as === name) return [name, as];
        return [name, `${as}_${createHash("sha256").update(name).digest("hex").slice(0, 8)}`];
      });
      return [section, new Map(pairs)];
    }),
  );
}

/** Converts those components that the operations use, directly or through others. */
export function convertComponents(
  components: Fields,
  names: Names,
  operations: readonly Fields[],
  context: Context,
): Fields {
  const result = new Map<string, Map<string, unknown>>();
  const add = (section: string, name: string, value: unknown) => {
    const entries = result.get(section) ?? new Map<string, unknown>();
    result.set(section, entries.set(name, value));
  };
  const originals = new Map<string, string>();
  for (const [section, entries] of names) {
    for (const [name, as] of entries) originals.set(`${section}/${as}`, name);
  }
  const pending: { value: unknown; kind: Kind }[] = operations.map((value) => {
    return { value, kind: "operation" };
  });
  const need = (ref: string) => {
    const { section = "", key: as = "" } = componentOf(ref) ?? {};
    const kind = kindOfSection(section);
    const name = originals.get(`${section}/${as}`);
    if (name === undefined || !kind || result.get(section)?.has(as)) return ref;
    const entry = fieldsOf(components[section])[name];
    const at = ["components", section];
    const node = { from: [...at, name], to: ["#", ...at, as] };
    const value = convert(entry, kind, node, context);
    add(section, as, value);
    pending.push({ value, kind });
    return ref;
  };
  for (let next = pending.pop(); next; next = pending.pop()) {
    rewriteReferences(next.value, { one: next.kind }, need);
  }
  const schemes = components["securitySchemes"];
  for (const name of new Set(operations.flatMap(schemesIn))) {
    const original = originals.get(`securitySchemes/${name}`);
    const raw = isFields(schemes) && original !== undefined ? schemes[original] : undefined;
    const scheme = isFields(raw) ? convertScheme(raw) : undefined;
    if (scheme) add("securitySchemes", name, scheme);
  }
  return Object.fromEntries(
    [...result].map(([section, entries]) => [section, Object.fromEntries(entries)]),
  );
}

function schemesIn({ security }: Fields): string[] {
  const requirements = Array.isArray(security) ? security.filter(isFields) : [];
  return [...new Set(requirements.flatMap((requirement) => Object.keys(requirement)))];
}
