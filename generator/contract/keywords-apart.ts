import { type Fields, fieldsOf, isFields } from "../openapi/index.js";
import { leavesOf } from "./applied-together.js";
import type { Part, Parts, Schema } from "./normalized-schema.js";
import type { Schemas } from "./schema-normalizer.js";

/*
 * Schemas that apply together mostly mean the same as one schema with all of their keywords. These
 * are the keywords for which it matters which of the schemas has them.
 */

/** Keywords that say something together, so that those of two schemas must not be mixed. */
const groups = [
  ["if", "then", "else"],
  ["not"],
  ["contains", "minContains", "maxContains"],
] as const;
export type Group = (typeof groups)[number];

/**
 * For each group, the schemas that have it, with its keywords alone. If there are several, the
 * flattened schema has mixed them.
 */
export function groupsApart(parts: Parts, schemas: Schemas): Map<Group, Part[]> {
  const found = new Map<Group, Part[]>();
  const leaves = leavesOf(parts, schemas);
  for (const group of groups) {
    const own = leaves.flatMap(({ raw, at }) => {
      const fields = fieldsOf(raw);
      const kept = group.filter((keyword) => fields[keyword] !== undefined);
      const picked = kept.map((keyword) => [keyword, fields[keyword]]);
      return kept.length > 0 ? [{ raw: Object.fromEntries(picked), at }] : [];
    });
    if (own.length > 0) found.set(group, own);
  }
  return found;
}

/** A flattened schema without the keywords of a group. */
export function withoutGroup(schema: Schema, group: Group): Schema {
  const names: readonly string[] = group;
  const isLeft = ([name]: readonly [string, unknown]) => !names.includes(name);
  return {
    ...schema,
    single: new Map([...schema.single].filter(isLeft)),
    bounds: Object.fromEntries(Object.entries(schema.bounds).filter(isLeft)),
  };
}

/**
 * Properties that no value can have, because one of the schemas declares them and another one,
 * which does not see that, forbids all that it does not declare.
 */
export function excludedProperties(parts: Parts, schemas: Schemas): string[] {
  const leaves = leavesOf(parts, schemas);
  const closed = leaves.filter(({ raw }) => isFields(raw) && closingKeyword(raw) !== undefined);
  if (leaves.length < 2 || closed.length === 0) return [];
  const declared = namesIn(leaves);
  const excluded = new Set<string>();
  for (const leaf of closed) {
    // `unevaluatedProperties` sees what the schemas inside its own declare.
    const isDeep = closingKeyword(fieldsOf(leaf.raw)) === "unevaluatedProperties";
    const seen = isDeep ? leavesOf([leaf], schemas) : [leaf];
    // Patterns come from the document, so they are not run.
    if (seen.some(({ raw }) => isFields(raw) && raw["patternProperties"] !== undefined)) continue;
    const own = namesIn(seen);
    for (const name of declared) if (!own.has(name)) excluded.add(name);
  }
  return [...excluded].sort();
}

function closingKeyword(raw: Fields): string | undefined {
  return ["additionalProperties", "unevaluatedProperties"].find((name) => raw[name] === false);
}

function namesIn(leaves: Parts): Set<string> {
  const names = new Set<string>();
  for (const { raw } of leaves) {
    for (const name in fieldsOf(fieldsOf(raw)["properties"])) names.add(name);
  }
  return names;
}
