import { type Fields, isFields, schemaKeyOf } from "../openapi/index.js";

/*
 * Component schemas as written, by key. Relations between schemas are found in the written form,
 * because the normalized form has no references any more.
 */

/** The key of the schema that a schema refers to; undefined if it is not a reference. */
export function referencedKey(schema: unknown): string | undefined {
  return isFields(schema) ? schemaKeyOf(schema["$ref"]) : undefined;
}

/** The keywords of a schema and of what it refers to. */
export function withReferenced(schema: unknown, schemas: Fields): Fields {
  const target = targetOf(schema, schemas);
  if (!isFields(schema)) return {};
  return isFields(target) && target !== schema ? { ...target, ...schema } : schema;
}

/**
 * The target of a reference, through other references; undefined if it is cyclic or does not exist.
 */
export function targetOf(schema: unknown, schemas: Fields): unknown {
  let target = schema;
  for (let hops = 0; hops < 100; hops++) {
    const key = referencedKey(target);
    if (key === undefined) return target;
    target = Object.hasOwn(schemas, key) ? schemas[key] : undefined;
  }
  return undefined;
}
