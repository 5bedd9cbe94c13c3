import { type Fields, isFields, schemaKeyOf } from "../openapi/index.js";

/*
 * Schemas of the components as they are written, by their key. What is about them among one another
 * is found here in what is written, and not in the normal form, which has no references any more.
 */

/** The key of the schema that a schema refers to; undefined if it is no reference. */
export function referencedKey(schema: unknown): string | undefined {
  return isFields(schema) ? schemaKeyOf(schema["$ref"]) : undefined;
}

/** The keywords of a schema and of what it refers to. */
export function withReferenced(schema: unknown, schemas: Fields): Fields {
  const target = targetOf(schema, schemas);
  if (!isFields(schema)) return {};
  return isFields(target) && target !== schema ? { ...target, ...schema } : schema;
}

/** What a reference means in the end; undefined if it is cyclic or leads nowhere. */
export function targetOf(schema: unknown, schemas: Fields): unknown {
  let target = schema;
  for (let hops = 0; hops < 100; hops++) {
    const key = referencedKey(target);
    if (key === undefined) return target;
    target = Object.hasOwn(schemas, key) ? schemas[key] : undefined;
  }
  return undefined;
}
