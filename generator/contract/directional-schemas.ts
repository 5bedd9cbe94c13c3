import { formOf } from "../media-type.js";
import { isFields, type Fields as Schema, schemasIn } from "../openapi/index.js";
import { referencedKey, withReferenced } from "./component-schemas.js";
import { typeKeywords } from "./normalized-schema.js";

/** The direction of a value: to the server, or from it. */
export type Direction = "sent" | "received";

/** Schemas that differ between requests and responses. */
export interface DirectionalSchemas {
  /**
   * Keys of schemas that contain read-only or write-only properties, themselves or through a
   * reference.
   */
  readonly twofold: ReadonlySet<string>;
  /** Keys of schemas that contain binary text, which is a file in a multipart form. */
  readonly filed: ReadonlySet<string>;
}

/**
 * @param schemas the component schemas, by key
 * @param hasVisibility whether any schema of the document is read-only or write-only
 */
export function findDirectionalSchemas(
  schemas: Schema,
  hasVisibility: boolean,
): DirectionalSchemas {
  const users = new Map<string, string[]>();
  const twofold: string[] = [];
  const filed: string[] = [];
  for (const [key, schema] of Object.entries(schemas)) {
    const found: Found = { refs: new Set(), isTwofold: false, isFiled: false };
    scan(schema, hasVisibility ? schemas : undefined, found);
    if (found.isTwofold) twofold.push(key);
    if (found.isFiled) filed.push(key);
    for (const ref of found.refs) {
      const known = users.get(ref);
      if (known) known.push(key);
      else users.set(ref, [key]);
    }
  }
  return { twofold: withUsers(twofold, users), filed: withUsers(filed, users) };
}

/** Whether a property is left out in this direction: `readOnly` or `writeOnly`, but not both. */
export function isHidden({ readOnly, writeOnly }: Schema, direction: Direction): boolean {
  return direction === "received"
    ? writeOnly === true && readOnly !== true
    : readOnly === true && writeOnly !== true;
}

/** Whether a schema describes text that represents bytes: a file in a multipart form. */
export function isBinary({ type, format, contentMediaType, contentEncoding }: Schema): boolean {
  // Hardly any schema has these, so they are checked first.
  const isOfMedia = typeof contentMediaType === "string" && contentEncoding === undefined;
  if (format !== "binary" && !isOfMedia) return false;
  if (format !== "binary" && formOf(contentMediaType as string) !== "binary") return false;
  return [type].flat().includes("string");
}

interface Found {
  readonly refs: Set<string>;
  isTwofold: boolean;
  isFiled: boolean;
}

const typed = new Set(typeKeywords);

/**
 * Collects the keys that a schema refers to, and whether the schema itself depends on the
 * direction.
 *
 * @param schemas undefined if no property is hidden in any direction
 */
function scan(schema: unknown, schemas: Schema | undefined, found: Found): void {
  if (!isFields(schema)) return;
  const key = referencedKey(schema);
  if (key !== undefined) found.refs.add(key);
  if (isBinary(schema)) found.isFiled = true;
  if (schemas) found.isTwofold ||= hasHidden(schema, schemas);
  for (const keyword in schema) {
    if (!typed.has(keyword)) continue;
    for (const each of schemasIn(keyword, schema[keyword])) scan(each, schemas, found);
  }
}

function hasHidden(schema: Schema, schemas: Schema): boolean {
  return schemasIn("properties", schema["properties"]).some((property) => {
    const flags = withReferenced(property, schemas);
    return isHidden(flags, "received") || isHidden(flags, "sent");
  });
}

/** These keys, and those of all schemas that refer to them, directly or not. */
function withUsers(
  keys: readonly string[],
  users: ReadonlyMap<string, readonly string[]>,
): ReadonlySet<string> {
  const all = new Set<string>();
  const open = [...keys];
  for (let key = open.pop(); key !== undefined; key = open.pop()) {
    if (all.has(key)) continue;
    all.add(key);
    open.push(...(users.get(key) ?? []));
  }
  return all;
}
