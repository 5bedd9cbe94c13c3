import type { Contract, Parts, Schema } from "../../contract/index.js";
import { type Fields, schemaKeyOf } from "../../openapi/index.js";
import type { SchemaReport } from "./change.js";
import type { Sides } from "./compare-properties.js";
import { matchVariants } from "./match-variants.js";
import { type Matching, nameOf } from "./schema-matching.js";

/**
 * Compares the property that identifies the variant of a value, and its values, which are sent:
 * those of the mapping, and the names of variants that it does not have.
 *
 * @param variants those of the unions of both schemas
 */
export function compareDiscriminator(
  a: Schema,
  b: Schema,
  variants: Matching<Parts>,
  sides: Sides,
  report: SchemaReport,
): void {
  const [before, after] = [a.discriminator, b.discriminator];
  if (!before && !after) return;
  if (!before || !after) {
    report.changed(`discriminator.${after ? "added" : "removed"}`, before, after);
    return;
  }
  if (before["propertyName"] !== after["propertyName"]) {
    report.changed("discriminator.changed", before["propertyName"], after["propertyName"]);
    return;
  }
  const distinguished = isUnion(a) || isUnion(b) ? variants : subtypesOf(a, b, sides);
  const renamed = new Map(distinguished.pairs.map(([x, y]) => [nameOf(x), nameOf(y)] as const));
  const [old, now] = [
    meaningsIn(
      before,
      namesOf([...distinguished.pairs.map(([x]) => x), ...distinguished.removed]),
      sides.contracts.base,
    ),
    meaningsIn(
      after,
      namesOf([...distinguished.pairs.map(([, y]) => y), ...distinguished.added]),
      sides.contracts.revision,
    ),
  ];
  // A variant that came or went is reported itself, and its value with it.
  const [gone, come] = [namesOf(distinguished.removed), namesOf(distinguished.added)].map(
    (names) => new Set<string | undefined>(names),
  );
  for (const value of new Set([...old.keys(), ...now.keys()])) {
    const was = old.get(value) ?? old.get(anyOther);
    const is = now.get(value) ?? now.get(anyOther);
    const isRenamed = was !== undefined && is !== undefined && renamed.get(was) === is;
    if (was === is || isRenamed) continue;
    if ((was === undefined && come?.has(is)) || (is === undefined && gone?.has(was))) continue;
    const verb = was === undefined ? "added" : is === undefined ? "removed" : "changed";
    report.changed(`discriminatorMapping.${verb}`, was, is, value);
  }
}

function isUnion({ unions }: Schema): boolean {
  return unions.length > 0;
}

/** The subtypes that a discriminator distinguishes, if the schema itself has it. */
function subtypesOf(a: Schema, b: Schema, sides: Sides): Matching<Parts> {
  const { base, revision } = sides.contracts;
  return matchVariants(descendantsIn(base, a), descendantsIn(revision, b), sides);
}

function descendantsIn({ discriminators, components }: Contract, schema: Schema): Parts[] {
  const { component, parts, discriminator } = schema;
  const [own] = parts;
  const isOwn = typeof own?.raw === "object" && own.raw["discriminator"] === discriminator;
  if (component === undefined || !isOwn) return [];
  return discriminators.descendantsOf(component).flatMap((key) => {
    const subtype = components.get(key);
    return subtype ? [subtype] : [];
  });
}

function namesOf(all: readonly Parts[]): string[] {
  return all.flatMap((parts) => nameOf(parts) ?? []);
}

/** The entry for values without a mapping; no value is spelled like it. */
const anyOther = "(any other)";

function meaningsIn(
  discriminator: Fields,
  names: readonly string[],
  { discriminators }: Contract,
): Map<string, string> {
  const meanings = discriminators.meaningsOf(discriminator, names);
  const { defaultMapping } = discriminator;
  if (defaultMapping !== undefined)
    meanings.set(anyOther, schemaKeyOf(defaultMapping) ?? String(defaultMapping));
  return meanings;
}
