import {
  canonical,
  componentOf,
  entriesOf,
  type Fields,
  fieldsOf,
  formatFragment,
  formatPointer,
  listOf,
  parsePointer,
  rewriteReferences,
} from "../../openapi/index.js";
import type { Captured } from "./index.js";
import { withoutProse } from "./page-facts.js";

export interface Renamed {
  readonly name: string;
  readonly renamed: string;
  readonly page: string;
}

/**
 * Renames components with the same name and different content, so that pages of several projects
 * fit into one document. Equal components stay one, whatever their prose says.
 */
export function unifyComponents(captured: readonly Captured[]): {
  captured: Captured[];
  renamed: Renamed[];
} {
  /** For each `schemas/Name` its contents, numbered in the order of the pages. */
  const versions = new Map<string, Map<string, number>>();
  const renamed: Renamed[] = [];
  const unified = captured.map((one): Captured => {
    const names = new Map<string, string>();
    for (const [section, entries] of Object.entries(one.endpoint.components)) {
      for (const [name, content] of entriesOf(entries)) {
        const key = `${section}/${name}`;
        const known = versions.get(key) ?? new Map<string, number>();
        versions.set(key, known);
        const text = canonical(section === "schemas" ? withoutProse(content, "schema") : content);
        const before = known.get(text);
        const index = before ?? known.size;
        known.set(text, index);
        if (index === 0) continue;
        names.set(key, `${name}_${index + 1}`);
        if (before === undefined) {
          renamed.push({ name, renamed: `${name}_${index + 1}`, page: one.page.location });
        }
      }
    }
    return names.size === 0 ? one : { ...one, endpoint: rename(one.endpoint, names) };
  });
  return { captured: unified, renamed };
}

function rename(endpoint: Captured["endpoint"], names: ReadonlyMap<string, string>) {
  const nameOf = (section: string, key: string) => names.get(`${section}/${key}`) ?? key;
  const change = (ref: string): string => {
    const { section, key } = componentOf(ref) ?? {};
    const name = section && key && nameOf(section, key);
    return !name || name === key ? ref : `#${formatFragment(["components", section, name])}`;
  };
  const components = rewriteReferences(endpoint.components, { one: "components" }, change);
  const renamed = Object.entries(fieldsOf(components)).map(([section, entries]) => [
    section,
    Object.fromEntries(entriesOf(entries).map(([key, each]) => [nameOf(section, key), each])),
  ]);
  const operation = fieldsOf(rewriteReferences(endpoint.operation, { one: "operation" }, change));
  const security = listOf(operation["security"]).map((alternative) => {
    const schemes = entriesOf(alternative);
    return Object.fromEntries(
      schemes.map(([name, scopes]) => [nameOf("securitySchemes", name), scopes]),
    );
  });
  return {
    ...endpoint,
    operation: { ...operation, ...(operation["security"] !== undefined && { security }) },
    components: Object.fromEntries(renamed) as Fields,
    marks: endpoint.marks.map((mark) => {
      const [root, section = "", key = "", ...rest] = parsePointer(mark.pointer.slice(1)) ?? [];
      if (!mark.pointer.startsWith("#") || root !== "components") return mark;
      const pointer = formatPointer([root, section, nameOf(section, key), ...rest]);
      return { ...mark, pointer: `#${pointer}` };
    }),
  };
}
