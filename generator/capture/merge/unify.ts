import { canonical, type Fields, fieldsOf, isFields } from "../../openapi/index.js";
import { bareSchema } from "./facts.js";
import type { Captured } from "./index.js";

export interface Renamed {
  readonly name: string;
  readonly renamed: string;
  readonly page: string;
}

/**
 * Gives components of one name and different content different names, so that pages of several
 * projects fit into one document. Equal components stay one, whatever their prose says.
 */
export function unifyComponents(captured: readonly Captured[]): {
  captured: Captured[];
  renamed: Renamed[];
} {
  /** The contents under each `schemas/Name`, in the order in which pages bring them. */
  const versions = new Map<string, string[]>();
  const renamed: Renamed[] = [];
  const unified = captured.map((one): Captured => {
    const names = new Map<string, string>();
    for (const [section, entries] of Object.entries(one.endpoint.components)) {
      for (const [name, content] of Object.entries(fieldsOf(entries))) {
        const key = `${section}/${name}`;
        const known = versions.get(key) ?? [];
        const text = canonical(section === "schemas" ? bareSchema(content) : content);
        if (!known.includes(text)) versions.set(key, [...known, text]);
        const index = versions.get(key)?.indexOf(text) ?? 0;
        if (index === 0) continue;
        names.set(key, `${name}_${index + 1}`);
        if (known.length === index) {
          renamed.push({ name, renamed: `${name}_${index + 1}`, page: one.page.location });
        }
      }
    }
    return names.size === 0 ? one : { ...one, endpoint: rename(one.endpoint, names) };
  });
  return { captured: unified, renamed };
}

function rename(endpoint: Captured["endpoint"], names: ReadonlyMap<string, string>) {
  const components = Object.entries(endpoint.components).map(([section, entries]) => [
    section,
    Object.fromEntries(
      Object.entries(fieldsOf(entries)).map(([name, content]) => [
        names.get(`${section}/${name}`) ?? name,
        withRefs(content, names),
      ]),
    ),
  ]);
  return {
    ...endpoint,
    operation: withRefs(endpoint.operation, names) as Fields,
    components: Object.fromEntries(components) as Fields,
    marks: endpoint.marks.map((mark) => {
      const [, section, name, rest] =
        /^#\/components\/(\w+)\/([^/]+)(.*)$/.exec(mark.pointer) ?? [];
      const other = names.get(`${section}/${name}`);
      return other === undefined
        ? mark
        : { ...mark, pointer: `#/components/${section}/${other}${rest}` };
    }),
  };
}

function withRefs(value: unknown, names: ReadonlyMap<string, string>): unknown {
  if (Array.isArray(value)) return value.map((item) => withRefs(item, names));
  if (!isFields(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, part]) => {
      const [, target = ""] =
        /^#\/components\/(.+)$/.exec(key === "$ref" ? String(part) : "") ?? [];
      const other = names.get(target);
      if (other !== undefined) return [key, `#/components/${target.split("/")[0]}/${other}`];
      return [key, withRefs(part, names)];
    }),
  );
}
