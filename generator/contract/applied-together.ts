import { below, isFields, listOf } from "../openapi/index.js";
import { componentAt } from "./component-at.js";
import type { Part, Parts } from "./normalized-schema.js";
import type { Schemas } from "./schema-normalizer.js";

/** Most schemas have neither references nor `allOf`. */
export function isPlain({ raw }: Part): boolean {
  return (
    isFields(raw) &&
    raw["$ref"] === undefined &&
    raw["allOf"] === undefined &&
    raw["oneOf"] === undefined &&
    raw["anyOf"] === undefined
  );
}

/** Whether a schema may consist of several. */
export function isComposed(parts: Parts): boolean {
  const [first] = parts;
  return first !== undefined && (parts.length > 1 || !isPlain(first));
}

/**
 * The schemas that apply together: `allOf`, references and unions of one variant resolved,
 * outermost first.
 */
export function leavesOf(parts: Parts, schemas: Schemas): Parts {
  const [first] = parts;
  if (first && parts.length === 1 && isPlain(first)) return parts;
  const leaves: Part[] = [];
  // If a schema contains itself by `allOf`, the second time adds nothing.
  const seen = new Set<unknown>();
  // An explicit stack: a chain of `allOf` may be longer than the call stack.
  const open = [...parts].reverse();
  for (let part = open.pop(); part; part = open.pop()) {
    const { raw } = part;
    if (raw === true || seen.has(raw)) continue;
    leaves.push(part);
    if (raw === false) continue;
    seen.add(raw);
    open.push(...insideOf(part, schemas).reverse());
  }
  return leaves;
}

/**
 * The schemas that apply together with this one: the target of a reference, the members of `allOf`,
 * and the only variant of a union.
 */
function insideOf(part: Part, schemas: Schemas): Part[] {
  const { raw, at } = part;
  if (!isFields(raw)) return [];
  const inside = composedOf(part, schemas);
  for (const kind of ["oneOf", "anyOf"] as const) {
    const others = [...listOf(raw[kind]).entries()].filter(([, variant]) => !isNull(variant));
    const [index, only] = others[0] ?? [];
    if (others.length === 1 && isFields(only))
      inside.push({ raw: only, at: below(at, kind, String(index)) });
  }
  return inside;
}

/**
 * The schemas that a schema consists of: the target of its reference, and the members of its
 * `allOf`.
 */
export function composedOf({ raw, at }: Part, schemas: Schemas): Part[] {
  if (!isFields(raw)) return [];
  const inside: Part[] = [];
  if (typeof raw["$ref"] === "string") inside.push(schemas.target(raw["$ref"]));
  for (const [index, member] of listOf(raw["allOf"]).entries()) {
    if (isFields(member) || typeof member === "boolean")
      inside.push({ raw: member, at: below(at, "allOf", String(index)) });
  }
  return inside;
}

/** Whether null is all that it allows. */
export function isNull(schema: unknown): boolean {
  if (!isFields(schema)) return false;
  const { type, enum: values, nullable } = schema;
  const types = type === undefined ? undefined : [type].flat();
  if (types?.length === 1 && types[0] === "null") return true;
  const isOnlyNull = Array.isArray(values) && values.length === 1 && values[0] === null;
  // OpenAPI 3.0 has no type for it: `type: string, nullable: true, enum: [null]`.
  const isAllowed = types === undefined || types.includes("null") || nullable === true;
  return isAllowed && (isOnlyNull || ("const" in schema && schema["const"] === null));
}

/** Whether a schema has more than this many parts; does not look at more of them. */
export function hasMorePartsThan(most: number, part: Part, schemas: Schemas): boolean {
  const open = [part];
  const seen = new Set<unknown>();
  for (let next = open.pop(); next && seen.size <= most; next = open.pop()) {
    if (seen.has(next.raw)) continue;
    seen.add(next.raw);
    open.push(...insideOf(next, schemas));
  }
  return seen.size > most;
}

/** The component schemas that a schema consists of, at any depth, by their names. */
export function componentsIn(parts: Parts, schemas: Schemas): Map<string, Part> {
  const found = new Map<string, Part>();
  for (const leaf of leavesOf(parts, schemas)) {
    const name = componentAt(leaf.at);
    if (name !== undefined && leaf.raw !== parts[0]?.raw) found.set(name, leaf);
  }
  return found;
}

/** Those with one of these names, but not those that only another one of them consists of. */
export function nearestComponents(
  parts: Parts,
  names: ReadonlySet<string>,
  schemas: Schemas,
): Set<string> {
  const nearest = new Set<string>();
  const seen = new Set<unknown>(parts.map(({ raw }) => raw));
  const open = parts.flatMap((part) => insideOf(part, schemas));
  for (let part = open.pop(); part; part = open.pop()) {
    if (seen.has(part.raw)) continue;
    seen.add(part.raw);
    const name = componentAt(part.at);
    if (name !== undefined && names.has(name)) nearest.add(name);
    else open.push(...insideOf(part, schemas));
  }
  return nearest;
}
