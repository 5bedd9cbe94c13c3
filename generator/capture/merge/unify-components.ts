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
  const namesIn = (components: Fields, page: string) => {
    const names = new Map<string, string>();
    for (const [section, entries] of Object.entries(components)) {
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
        if (before === undefined) renamed.push({ name, renamed: `${name}_${index + 1}`, page });
      }
    }
    const renaming = new Renaming(names);
    return names.size === 0 ? undefined : { renaming, components: renaming.components(components) };
  };
  // All operations of a document share their components, and must do so afterwards.
  const met = new Map<Fields, ReturnType<typeof namesIn>>();
  const unified = captured.map((one): Captured => {
    const { components } = one.endpoint;
    if (!met.has(components)) met.set(components, namesIn(components, one.page.location));
    const found = met.get(components);
    if (!found) return one;
    const endpoint = found.renaming.endpoint(one.endpoint);
    return { ...one, endpoint: { ...endpoint, components: found.components } };
  });
  return { captured: unified, renamed };
}

/** New names for components, by `schemas/Name`. */
class Renaming {
  readonly #names: ReadonlyMap<string, string>;

  constructor(names: ReadonlyMap<string, string>) {
    this.#names = names;
  }

  #nameOf(section: string, key: string): string {
    return this.#names.get(`${section}/${key}`) ?? key;
  }

  readonly #change = (ref: string): string => {
    const { section, key } = componentOf(ref) ?? {};
    const name = section && key && this.#nameOf(section, key);
    return !name || name === key ? ref : `#${formatFragment(["components", section, name])}`;
  };

  components(components: Fields): Fields {
    const changed = rewriteReferences(components, { one: "components" }, this.#change);
    const renamed = Object.entries(fieldsOf(changed)).map(([section, entries]) => [
      section,
      Object.fromEntries(
        entriesOf(entries).map(([key, each]) => [this.#nameOf(section, key), each]),
      ),
    ]);
    return Object.fromEntries(renamed) as Fields;
  }

  /** Everything of an operation but its components. */
  endpoint(endpoint: Captured["endpoint"]): Captured["endpoint"] {
    const operation = fieldsOf(
      rewriteReferences(endpoint.operation, { one: "operation" }, this.#change),
    );
    const security = listOf(operation["security"]).map((alternative) => {
      const schemes = entriesOf(alternative);
      return Object.fromEntries(
        schemes.map(([name, scopes]) => [this.#nameOf("securitySchemes", name), scopes]),
      );
    });
    return {
      ...endpoint,
      operation: { ...operation, ...(operation["security"] !== undefined && { security }) },
      marks: endpoint.marks.map((mark) => {
        const [root, section = "", key = "", ...rest] = parsePointer(mark.pointer.slice(1)) ?? [];
        if (!mark.pointer.startsWith("#") || root !== "components") return mark;
        const pointer = formatPointer([root, section, this.#nameOf(section, key), ...rest]);
        return { ...mark, pointer: `#${pointer}` };
      }),
    };
  }
}
