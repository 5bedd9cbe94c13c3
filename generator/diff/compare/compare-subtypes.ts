import type { Contract, Parts } from "../../contract/index.js";
import { below, top } from "../../openapi/index.js";
import type { SchemaReport } from "./change.js";
import type { Sides } from "./compare-properties.js";
import { matchVariants } from "./match-variants.js";
import { nameOf } from "./schema-matching.js";

const componentsAt = below(top, "components", "schemas");

interface Subtypes {
  /** Those that both versions have. */
  readonly pairs: readonly (readonly [Parts, Parts])[];
  readonly changes: readonly Parameters<SchemaReport["change"]>[0][];
}

const nothing: Subtypes = { pairs: [], changes: [] };

/**
 * Where a schema with a discriminator is used, a value may be any schema that extends it. Subtypes
 * are compared like the variants of a union; only direct ones, because each leads to its own.
 */
export function compareSubtypes(base: Parts, revision: Parts, sides: Sides): Subtypes {
  const { contracts } = sides;
  const [old, now] = [directIn(contracts.base, base), directIn(contracts.revision, revision)];
  if (old.length + now.length === 0) return nothing;
  const [was, is] = [
    isDiscriminated(contracts.base, base),
    isDiscriminated(contracts.revision, revision),
  ];
  if (!was && !is) return nothing;
  const { pairs, removed, added } = matchVariants(old, now, sides);
  // If the discriminator came or went, that is the change, and not each subtype.
  if (!was || !is) return { pairs, changes: [] };
  const changes = [
    ...removed.map(nameIn).map((name) => ({
      kind: "subtype.removed" as const,
      name,
      before: name,
      after: undefined,
      base: below(componentsAt, name),
      revision: atOf(revision),
      isIn: "base" as const,
    })),
    ...added.map(nameIn).map((name) => ({
      kind: "subtype.added" as const,
      name,
      before: undefined,
      after: name,
      base: atOf(base),
      revision: below(componentsAt, name),
      isIn: "revision" as const,
    })),
  ];
  return { pairs, changes };
}

function nameIn(parts: Parts): string {
  return nameOf(parts) ?? "";
}

function atOf([first]: Parts) {
  return first?.at ?? top;
}

function directIn({ discriminators, components }: Contract, parts: Parts): Parts[] {
  const name = nameOf(parts);
  if (name === undefined) return [];
  return discriminators.subtypesOf(name).flatMap((key) => {
    const subtype = components.get(key);
    return subtype ? [subtype] : [];
  });
}

function isDiscriminated({ discriminators }: Contract, parts: Parts): boolean {
  const name = nameOf(parts);
  return name !== undefined && discriminators.isDiscriminated(name);
}
