import { isFields, type Fields as Schema, schemasIn } from "../openapi/index.js";
import { referredBy, withTarget } from "./named.js";
import { typeKeywords } from "./schema.js";

/** Of a value: whether it goes to the server, or comes from it. */
export type Direction = "sent" | "received";

/** Schemas that are not the same in a request and in an answer. */
export interface Directions {
  /** Keys of those that hold, themselves or by what they refer to, what is only read or only written. */
  readonly twofold: ReadonlySet<string>;
  /** Keys of those that hold binary text, which is a file in a form of several parts. */
  readonly filed: ReadonlySet<string>;
}

/** @param schemas those of the components, by their key */
export function readDirections(schemas: Schema): Directions {
  const users = new Map<string, string[]>();
  const twofold: string[] = [];
  const filed: string[] = [];
  for (const [key, schema] of Object.entries(schemas)) {
    const found: Found = { refs: new Set(), isTwofold: false, isFiled: false };
    scan(schema, schemas, found);
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

/** Whether a property is no part of what goes in a direction: `readOnly` or `writeOnly`, but not both. */
export function isHidden({ readOnly, writeOnly }: Schema, direction: Direction): boolean {
  return direction === "received"
    ? writeOnly === true && readOnly !== true
    : readOnly === true && writeOnly !== true;
}

export function isBinary({ type, format, contentMediaType }: Schema): boolean {
  if (![type].flat().includes("string")) return false;
  return format === "binary" || contentMediaType === "application/octet-stream";
}

interface Found {
  readonly refs: Set<string>;
  isTwofold: boolean;
  isFiled: boolean;
}

/** What a schema refers to, and whether there is something itself that a direction changes. */
function scan(schema: unknown, schemas: Schema, found: Found): void {
  if (!isFields(schema)) return;
  const key = referredBy(schema);
  if (key !== undefined) found.refs.add(key);
  if (isBinary(schema)) found.isFiled = true;
  for (const property of schemasIn("properties", schema["properties"])) {
    const flags = withTarget(property, schemas);
    found.isTwofold ||= isHidden(flags, "received") || isHidden(flags, "sent");
  }
  for (const keyword of typeKeywords) {
    for (const each of schemasIn(keyword, schema[keyword])) scan(each, schemas, found);
  }
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
