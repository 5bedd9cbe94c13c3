import { formOf } from "../media-type.js";
import { isFields, type Fields as Schema, schemasIn } from "../openapi/index.js";
import { referencedKey, withReferenced } from "./component-schemas.js";
import { typeKeywords } from "./normalized-schema.js";

/** Of a value: whether it goes to the server, or comes from it. */
export type Direction = "sent" | "received";

/** Schemas that are not the same in a request and in an answer. */
export interface DirectionalSchemas {
  /**
   * Keys of those that hold, themselves or by what they refer to, what is only read or only
   * written.
   */
  readonly twofold: ReadonlySet<string>;
  /** Keys of those that hold binary text, which is a file in a form of several parts. */
  readonly filed: ReadonlySet<string>;
}

/**
 * @param schemas those of the components, by their key
 * @param hasVisibility whether any schema of the document is only read or only written
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

/**
 * Whether a property is no part of what goes in a direction: `readOnly` or `writeOnly`, but not
 * both.
 */
export function isHidden({ readOnly, writeOnly }: Schema, direction: Direction): boolean {
  return direction === "received"
    ? writeOnly === true && readOnly !== true
    : readOnly === true && writeOnly !== true;
}

/**
 * Whether a schema is of text that stands for bytes: a file, where a form of several parts has it.
 */
export function isBinary({ type, format, contentMediaType, contentEncoding }: Schema): boolean {
  // First what nearly no schema has.
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
 * What a schema refers to, and whether there is something itself that a direction changes.
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

/** These, and all that refer to them, directly or not. */
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
