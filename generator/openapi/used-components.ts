import { type Kind, kindOfSection } from "./grammar.js";
import { type Fields, isFields } from "./json-value.js";
import { top } from "./node-path.js";
import { pointerOfRef, refOf, schemaKeyOf } from "./reference.js";
import { walkFrom } from "./walk-document.js";

/** The components that operations, webhooks and the document itself use, directly or not. */
export interface UsedComponents {
  has(section: string, name: string): boolean;
}

/**
 * Finds the components that something uses: by a reference, as the meaning of a discriminator's
 * value, or as a security scheme. A schema that extends a used one with a discriminator is used too.
 */
export function usedComponents(document: Fields): UsedComponents {
  const { components, ...rest } = document;
  const sections = isFields(components) ? components : {};
  const used = new Set<string>();
  const left: { value: unknown; kind: Kind }[] = [{ value: rest, kind: "document" }];
  const need = (section: string, name: string) => {
    const entries = sections[section];
    const kind = kindOfSection(section);
    const key = `${section}/${name}`;
    if (!kind || used.has(key) || !isFields(entries) || !Object.hasOwn(entries, name)) return;
    used.add(key);
    left.push({ value: entries[name], kind });
    if (section === "schemas" && isFields(entries[name]) && "discriminator" in entries[name]) {
      for (const subtype of subtypesOf(name, entries)) need("schemas", subtype);
    }
  };
  for (let next = left.pop(); next; next = left.pop()) {
    walkFrom(next.value, next.kind, top, (node, kind) => {
      if (kind === "securityRequirement") {
        for (const scheme of Object.keys(node)) need("securitySchemes", scheme);
      } else if (kind === "discriminator") {
        const { mapping, defaultMapping } = node;
        for (const target of [...valuesOf(mapping), defaultMapping]) needTarget(target, need);
      }
      const ref = refOf(node);
      if (ref !== undefined) needTarget(ref, need);
    });
  }
  return { has: (section, name) => used.has(`${section}/${name}`) };
}

/** A discriminator's value may name a schema that refers to this one, without a reference to it. */
function subtypesOf(name: string, schemas: Fields): string[] {
  return Object.entries(schemas).flatMap(([subtype, schema]) => {
    const parents = isFields(schema) ? valuesOf(schema["allOf"]) : [];
    const isSubtype = parents.some((parent) => schemaKeyOf(refOf(parent)) === name);
    return isSubtype ? [subtype] : [];
  });
}

function needTarget(ref: unknown, need: (section: string, name: string) => void): void {
  if (typeof ref !== "string") return;
  // A reference to a part of a component needs the component.
  const [root, section, name] = pointerOfRef(ref) ?? [];
  if (root === "components" && section !== undefined && name !== undefined) need(section, name);
  // A mapping may also contain the plain name of a schema.
  else need("schemas", ref);
}

function valuesOf(value: unknown): unknown[] {
  return typeof value === "object" && value !== null ? Object.values(value) : [];
}
