import { matchesSchema, overlapOf, type Parts, type Schema } from "../../contract/index.js";
import { canonical } from "../../openapi/index.js";
import type { Sides } from "./compare-properties.js";
import { areWrittenAlike, meanTheSame } from "./equal-schemas.js";
import { nameOf } from "./schema-matching.js";

/**
 * `oneOf` refuses what matches two of its variants. Whether a value that was valid now does: one
 * was found, or nothing excludes it.
 */
export type Fit = { readonly is: "overlapping"; readonly example: unknown } | Unclear;
interface Unclear {
  readonly is: "unclear";
}

export const unclear: Unclear = { is: "unclear" };

/** A variant of the revision, and what it was. */
interface Variant {
  readonly now: Parts;
  readonly old: Parts | undefined;
  readonly isChanged: boolean;
}

/** Limits for unions of thousands of variants; what is beyond them is unclear. */
const mostPairs = 300;
const mostChecks = 20_000;
const mostCovers = 200;

/** The variants of a `oneOf`, compared with what was valid before. */
export class ExclusiveVariants {
  readonly #variants: readonly Variant[];
  readonly #byNow: ReadonlyMap<Parts, Variant>;
  readonly #before: readonly Parts[];
  readonly #sides: Sides;
  readonly #told: ReadonlySet<string | undefined>;
  readonly #isOneOf: boolean;
  #groups: Groups | undefined;
  readonly #refused = new Map<Parts, boolean>();
  #pairs = 0;
  #checks = 0;

  /**
   * @param after the schema with the `oneOf`
   * @param variants those of the `oneOf`
   * @param before the variants that were there, or the only schema that was
   * @param pairs the variants of both sides that are the same
   * @param isOneOf whether a value had to match one variant alone before
   */
  constructor(
    after: Schema,
    variants: readonly Parts[],
    before: readonly Parts[],
    pairs: readonly (readonly [Parts, Parts])[],
    isOneOf: boolean,
    sides: Sides,
  ) {
    const old = new Map(pairs.map(([x, y]) => [y, x] as const));
    this.#before = before;
    this.#sides = sides;
    this.#isOneOf = isOneOf;
    this.#told = toldIn(after, variants, sides);
    this.#variants = variants.map((now) => {
      const was = old.get(now);
      return { now, old: was, isChanged: !was || !isUnchanged(was, now, sides) };
    });
    this.#byNow = new Map(this.#variants.map((variant) => [variant.now, variant]));
  }

  /** Whether a value that was valid now matches an added variant too. */
  fitOfAdded(added: Parts): Fit | undefined {
    const variant = this.#byNow.get(added);
    if (!variant) return undefined;
    if (this.#isExhausted()) return unclear;
    // Of two that are new, neither says what was valid.
    const others = this.#near(variant).filter(({ old }) => old !== undefined);
    return this.#worst(others, (other) => this.#fitOf(variant, other, [other.old]));
  }

  /** Whether a value that was valid now matches two variants, of which one was changed. */
  fitOfChanged(): Fit | undefined {
    const changed = this.#variants.filter(({ old, isChanged }) => old && isChanged);
    return this.#worst(changed, (variant) =>
      this.#worst(
        this.#near(variant).filter(({ old }) => old !== undefined),
        (other) => this.#fitOf(variant, other, [variant.old, other.old]),
      ),
    );
  }

  /** Whether a value that was valid matches any two variants. */
  fitOfAll(): Fit | undefined {
    return this.#worst(this.#variants, (variant) =>
      this.#worst(this.#near(variant), (other) => {
        const origins = [variant.old, other.old].filter((old) => old !== undefined);
        return this.#fitOf(variant, other, origins.length > 0 ? origins : this.#before);
      }),
    );
  }

  /** The worst answer; the first value that is found ends the search. */
  #worst<Item>(items: readonly Item[], fitOf: (item: Item) => Fit | undefined): Fit | undefined {
    let worst: Fit | undefined;
    for (const item of items) {
      if (this.#isExhausted()) return unclear;
      const fit = fitOf(item);
      if (fit?.is === "overlapping") return fit;
      worst ??= fit;
    }
    return worst;
  }

  #isExhausted(): boolean {
    return this.#pairs > mostPairs || this.#checks > mostChecks;
  }

  #fitOf(one: Variant, other: Variant, origins: readonly (Parts | undefined)[]): Fit | undefined {
    if (this.#told.has(nameOf(one.now)) && this.#told.has(nameOf(other.now))) return undefined;
    this.#pairs++;
    const { base, revision } = this.#sides;
    const both = [one, other].map(({ now }) => ({ parts: now, schemas: revision }));
    if (overlapOf(both).answer === "no") return undefined;
    let isUnclear = false;
    for (const parts of origins) {
      if (!parts || this.#wasAlwaysRefused(parts)) continue;
      // Callers send what is declared.
      const overlap = overlapOf([{ parts, schemas: base, isClosed: true }, ...both], (value) =>
        this.#wasValid(value),
      );
      if (overlap.answer === "yes") return { is: "overlapping", example: overlap.value };
      isUnclear ||= overlap.answer === "unknown";
    }
    return isUnclear && !this.#overlapped(one, other) ? unclear : undefined;
  }

  /** Whether both variants had values in common before, which were refused then, too. */
  #overlapped(one: Variant, other: Variant): boolean {
    if (!this.#isOneOf || !one.old || !other.old) return false;
    const { base } = this.#sides;
    const [x, y] = [
      { parts: one.old, schemas: base },
      { parts: other.old, schemas: base },
    ];
    return (
      overlapOf([{ ...x, isClosed: true }, y]).answer === "yes" ||
      overlapOf([x, { ...y, isClosed: true }]).answer === "yes"
    );
  }

  /** Whether whatever callers knew to send for a variant matched another one, too. */
  #wasAlwaysRefused(variant: Parts): boolean {
    if (!this.#isOneOf) return false;
    const { base } = this.#sides;
    const known = this.#refused.get(variant);
    if (known !== undefined) return known;
    const others = this.#before.slice(0, mostCovers).filter((other) => other !== variant);
    const isRefused = others.some((other) => covers(base.read(other), base.read(variant)));
    this.#refused.set(variant, isRefused);
    return isRefused;
  }

  #wasValid(value: unknown): boolean {
    if (!this.#isOneOf) return true;
    let count = 0;
    for (const parts of this.#before) {
      this.#checks++;
      const verdict = matchesSchema(value, parts, this.#sides.base);
      if (verdict === undefined) return false;
      if (verdict && ++count > 1) return false;
    }
    return count === 1;
  }

  /** The other variants, without those that a constant of a required property excludes. */
  #near(variant: Variant): readonly Variant[] {
    this.#groups ??= groupsOf(this.#variants, this.#sides);
    const { rest, byValue, valuesOf } = this.#groups;
    const values = valuesOf.get(variant);
    if (!values) return this.#variants.filter((other) => other !== variant);
    const same = values.flatMap((value) => byValue.get(value) ?? []);
    return [...new Set([...same, ...rest])].filter((other) => other !== variant);
  }
}

function isUnchanged(was: Parts, now: Parts, sides: Sides): boolean {
  return sides.changed.areUnchanged(was, now) || meanTheSame(was, now, sides);
}

/**
 * Whether an object matches a schema in any case if it matches another one, and only has properties
 * that this one declares. False if that is not obvious.
 */
export function covers(wide: Schema, narrow: Schema): boolean {
  const isOfObjects = narrow.types?.join() === "object" && (wide.types?.includes("object") ?? true);
  if (!isOfObjects || wide.never || (narrow.nullable === true && wide.nullable !== true))
    return false;
  const { values, bounds, unions, single, patternProperties, dependentSchemas } = wide;
  const hasMore =
    values !== undefined ||
    Object.keys(bounds).length > 0 ||
    unions.length > 0 ||
    single.size > 0 ||
    patternProperties.size > 0 ||
    dependentSchemas.size > 0 ||
    wide.dependentRequired.size > 0;
  if (hasMore || [...wide.required].some((name) => !narrow.required.has(name))) return false;
  // A narrow schema that declares a map has values of any name.
  if (narrow.patternProperties.size > 0 || Array.isArray(wide.additional)) return false;
  if (narrow.isExtensible || Array.isArray(narrow.additional)) return false;
  return [...narrow.properties].every(([name, parts]) => {
    const other = wide.properties.get(name);
    if (!other) return wide.additional !== false;
    return areWrittenAlike(other, parts);
  });
}

/** Names of the variants that a discriminator tells apart. */
function toldIn(
  { discriminator }: Schema,
  variants: readonly Parts[],
  { contracts }: Sides,
): ReadonlySet<string | undefined> {
  if (!discriminator) return new Set();
  const names = variants.flatMap((parts) => nameOf(parts) ?? []);
  const meanings = contracts.revision.discriminators.meaningsOf(discriminator, names);
  return new Set(meanings.values());
}

interface Groups {
  /** The values that a variant has for the property that most variants are identified by. */
  readonly valuesOf: ReadonlyMap<Variant, readonly string[]>;
  readonly byValue: ReadonlyMap<string, readonly Variant[]>;
  /** The variants that do not restrict the property. */
  readonly rest: readonly Variant[];
}

function groupsOf(variants: readonly Variant[], sides: Sides): Groups {
  const tables = variants.map(({ now }) => constantsOf(now, sides));
  const counts = new Map<string, number>();
  for (const table of tables) {
    for (const name of table.keys()) counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  const [best] = [...counts].sort(([, x], [, y]) => y - x);
  const valuesOf = new Map<Variant, readonly string[]>();
  const byValue = new Map<string, Variant[]>();
  const rest: Variant[] = [];
  for (const [index, variant] of variants.entries()) {
    const values = best && tables[index]?.get(best[0]);
    if (!values) {
      rest.push(variant);
      continue;
    }
    valuesOf.set(variant, values);
    for (const value of values) {
      const group = byValue.get(value);
      if (group) group.push(variant);
      else byValue.set(value, [variant]);
    }
  }
  return { valuesOf, byValue, rest };
}

/** The values of required properties that list them. */
function constantsOf(parts: Parts, { revision }: Sides): Map<string, readonly string[]> {
  const schema = revision.read(parts);
  const found = new Map<string, readonly string[]>();
  // Something else than an object, or null, has no properties.
  if (schema.types?.join() !== "object" || schema.nullable === true) return found;
  for (const name of schema.required) {
    const property = schema.properties.get(name);
    const { values, nullable } = property ? revision.read(property) : {};
    if (values && nullable !== true) found.set(name, values.map(canonical));
  }
  return found;
}
