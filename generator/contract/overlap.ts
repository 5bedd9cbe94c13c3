import { type End, endOf, isEmpty, type Side } from "./admitted-values.js";
import { coversType, ownTypes } from "./json-types.js";
import { matchesSchema, samples } from "./match-value.js";
import type { Parts, Schema } from "./normalized-schema.js";
import type { Schemas } from "./schema-normalizer.js";

/** A schema, and the document that its references are in. */
export interface Constraint {
  readonly parts: Parts;
  readonly schemas: Schemas;
  /**
   * Whether only declared properties count: those that a caller of the document knows. Without it,
   * an object may have any more.
   */
  readonly isClosed?: boolean;
}

/** Whether some value matches all of several schemas. */
export type Overlap =
  | { readonly answer: "yes"; readonly value: unknown }
  | { readonly answer: "no" }
  /** Nothing excludes it, and no value was found. */
  | { readonly answer: "unknown" };

/** Limits, because documents may nest without end: of depth, and of steps in all. */
const deepest = 6;
const mostSteps = 2_000;

/**
 * Whether some value matches all of several schemas. `yes` has such a value, which was checked
 * against each schema as it is written; `no` has a reason in types, values, limits, required
 * properties or variants.
 *
 * @param accepts a further condition for the value
 */
export function overlapOf(
  constraints: readonly Constraint[],
  accepts: (value: unknown) => boolean = () => true,
): Overlap {
  const search = new Search();
  if (search.isExcluded(constraints, 0)) return { answer: "no" };
  for (const value of search.candidates(constraints, 0)) {
    const isMatch = constraints.every(
      ({ parts, schemas }) => matchesSchema(value, parts, schemas) === true,
    );
    if (isMatch && accepts(value)) return { answer: "yes", value };
  }
  return { answer: "unknown" };
}

interface Read extends Constraint {
  readonly schema: Schema;
}

class Search {
  #steps = 0;

  #read(constraints: readonly Constraint[]): Read[] {
    this.#steps++;
    return constraints.map((each) => ({ ...each, schema: each.schemas.read(each.parts) }));
  }

  /** Whether no value can match all of them; false if that is not known. */
  isExcluded(constraints: readonly Constraint[], depth: number): boolean {
    if (depth > deepest || this.#steps > mostSteps) return false;
    const all = this.#read(constraints);
    if (all.some(({ schema }) => schema.never)) return true;
    if (all.every(({ schema }) => allowsNull(schema))) return false;
    if (this.#areValuesExcluded(all)) return true;
    const types = commonTypes(all);
    if (types?.every((type) => this.#isTypeExcluded(type, all, depth))) return true;
    return this.#areUnionsExcluded(all, depth);
  }

  /** Whether one of them lists its values, and all of these are rejected. */
  #areValuesExcluded(all: readonly Read[]): boolean {
    return all.some(({ schema: { values } }) =>
      values?.every((value) =>
        all.some(({ parts, schemas }) => matchesSchema(value, parts, schemas) === false),
      ),
    );
  }

  #areUnionsExcluded(all: readonly Read[], depth: number): boolean {
    return all.some(({ schema, ...own }) =>
      schema.unions.some(({ variants }) =>
        variants.every((parts) => this.isExcluded([...all, { ...own, parts }], depth + 1)),
      ),
    );
  }

  #isTypeExcluded(type: string, all: readonly Read[], depth: number): boolean {
    switch (type) {
      case "integer":
      case "number":
        return isRangeEmpty(all, type);
      case "string":
        return isCountEmpty(all, "minLength", "maxLength");
      case "array":
        return isCountEmpty(all, "minItems", "maxItems") || this.#areItemsExcluded(all, depth);
      case "object":
        return (
          isCountEmpty(all, "minProperties", "maxProperties") ||
          [...requiredIn(all)].some((name) => this.#isPropertyExcluded(name, all, depth))
        );
      default:
        return false;
    }
  }

  #areItemsExcluded(all: readonly Read[], depth: number): boolean {
    if (most(all, "minItems") < 1 || all.some(({ schema }) => schema.prefixItems.length > 0))
      return false;
    const items = all.flatMap(({ schema, schemas }) => itemsOf(schema, schemas));
    return items.length > 0 && this.isExcluded(items, depth + 1);
  }

  #isPropertyExcluded(name: string, all: readonly Read[], depth: number): boolean {
    const inner = propertyIn(name, all);
    return inner === undefined || (inner.length > 0 && this.isExcluded(inner, depth + 1));
  }

  /** Values that may match all of them, the simplest first. */
  candidates(constraints: readonly Constraint[], depth: number): unknown[] {
    return this.#candidatesOf(this.#read(constraints), depth);
  }

  #candidatesOf(all: readonly Read[], depth: number): unknown[] {
    if (depth > deepest || this.#steps > mostSteps) return [];
    const chosen = all.find(({ schema }) => schema.unions.length > 0);
    if (chosen) return this.#candidatesByVariant(chosen, all, depth);
    const given = all.flatMap(({ schema }) => [...(schema.values ?? []), ...exampleValues(schema)]);
    const isListed = all.some(({ schema }) => schema.values);
    const types = commonTypes(all) ?? ["object", "string", "integer", "boolean", "array"];
    const made = isListed ? [] : types.flatMap((type) => this.#valuesOf(type, all, depth));
    const nulls = all.every(({ schema }) => allowsNull(schema)) ? [null] : [];
    return [...made, ...given, ...nulls].slice(0, mostCandidates);
  }

  /** With each variant of a union in its place. */
  #candidatesByVariant(chosen: Read, all: readonly Read[], depth: number): unknown[] {
    const [union, ...unions] = chosen.schema.unions;
    const others = all.filter((each) => each !== chosen);
    const { schema, schemas, isClosed = false } = chosen;
    // Whether null is allowed is then the variant's to say.
    const nullable = schema.types ? schema.nullable : schema.nullable || undefined;
    const rest = { ...chosen, isClosed: false, schema: { ...schema, unions, nullable } };
    const isAlone = isClosed && schema.properties.size === 0;
    return (union?.variants ?? [])
      .slice(0, mostVariants)
      .flatMap((parts) => {
        const variant = this.#read([{ parts, schemas, isClosed: isAlone }]);
        return this.#candidatesOf([...others, rest, ...variant], depth + 1);
      })
      .slice(0, mostCandidates);
  }

  #valuesOf(type: string, all: readonly Read[], depth: number): unknown[] {
    switch (type) {
      case "boolean":
        return [true, false];
      case "integer":
      case "number":
        return numbersIn(all);
      case "string":
        return textsIn(all);
      case "array":
        return this.#listsIn(all, depth);
      case "object":
        return this.#objectsIn(all, depth);
      default:
        return [];
    }
  }

  #listsIn(all: readonly Read[], depth: number): unknown[] {
    const count = most(all, "minItems");
    if (count === 0) return [[]];
    if (count > mostItems) return [];
    const items = all.flatMap(({ schema, schemas }) => itemsOf(schema, schemas));
    const values = this.candidates(items, depth + 1);
    return [
      values.slice(0, count),
      ...values.slice(0, 2).map((value) => Array.from({ length: count }, () => value)),
    ];
  }

  #objectsIn(all: readonly Read[], depth: number): unknown[] {
    const required = requiredIn(all);
    const closed = all.filter(({ isClosed }) => isClosed);
    const declared = new Set(
      (closed.length > 0 ? closed : all).flatMap(({ schema }) => [...schema.properties.keys()]),
    );
    const known = new Map<string, readonly unknown[]>();
    const valuesFor = (name: string): readonly unknown[] => {
      const inner = propertyIn(name, all);
      const values = known.get(name) ?? (inner ? this.candidates(inner, depth + 1) : []);
      known.set(name, values);
      return values;
    };
    const objectOf = (names: Iterable<string>, choice: number) => {
      const object: Record<string, unknown> = Object.create(null);
      for (const name of names) {
        const values = valuesFor(name);
        if (values.length > 0) object[name] = values[Math.min(choice, values.length - 1)];
        else if (required.has(name)) return [];
      }
      return [{ ...object }];
    };
    const fuller = [...required, ...[...declared].slice(0, mostNames)];
    return [
      ...objectOf(required, 0),
      ...objectOf(fuller, 0),
      ...objectOf(required, 1),
      ...objectOf(fuller, 1),
      // One property at a time beside the required ones.
      ...[...declared]
        .filter((name) => !required.has(name))
        .slice(0, mostVariants)
        .flatMap((name) => objectOf([...required, name], 0)),
    ];
  }
}

const mostVariants = 8;
const mostCandidates = 24;
const mostItems = 5;
const mostNames = 50;

/** Whether it may allow null. A union is read as if it did not, although a variant may. */
function allowsNull({ nullable, types, values, unions, never }: Schema): boolean {
  if (never) return false;
  if (nullable === true) return true;
  const isOpen = types === undefined && values === undefined;
  return isOpen && (nullable === undefined || unions.length > 0);
}

/** The types that all of them allow; undefined if none of them restricts them. */
function commonTypes(all: readonly Read[]): readonly string[] | undefined {
  let common: readonly string[] | undefined;
  for (const { schema, isClosed } of all) {
    const isObject = isClosed && schema.properties.size > 0;
    const types = ownTypes(schema) ?? (isObject ? ["object"] : undefined);
    if (!types) continue;
    const before = common;
    if (!before) {
      common = types;
      continue;
    }
    common = [
      ...new Set([
        ...types.filter((type) => coversType(before, type)),
        ...before.filter((type) => coversType(types, type)),
      ]),
    ];
  }
  return common;
}

function isRangeEmpty(all: readonly Read[], type: "integer" | "number"): boolean {
  const ends = (side: Side): End[] => all.flatMap(({ schema }) => endOf(schema, side) ?? []);
  const uppers = ends("upper");
  return ends("lower").some((lower) =>
    uppers.some(
      (upper) =>
        isEmpty({ lower, upper }) ||
        (type === "integer" && Math.ceil(lower.value) > Math.floor(upper.value)),
    ),
  );
}

type Count =
  | "minLength"
  | "minItems"
  | "minProperties"
  | "maxLength"
  | "maxItems"
  | "maxProperties";

function isCountEmpty(all: readonly Read[], lower: Count, upper: Count): boolean {
  const highs = all.flatMap(({ schema }) => schema.bounds[upper] ?? []);
  return highs.some((high) => high < most(all, lower));
}

function most(all: readonly Read[], bound: Count): number {
  return Math.max(0, ...all.map(({ schema }) => schema.bounds[bound] ?? 0));
}

function requiredIn(all: readonly Read[]): Set<string> {
  return new Set(all.flatMap(({ schema }) => [...schema.required]));
}

function itemsOf(schema: Schema, schemas: Schemas): Constraint[] {
  const parts = schema.single.get("items");
  return parts ? [{ parts, schemas }] : [];
}

/** What they say of a property together; undefined if one of them does not allow it. */
function propertyIn(name: string, all: readonly Read[]): Constraint[] | undefined {
  const found: Constraint[] = [];
  for (const { schema, schemas, isClosed = false } of all) {
    const own = schema.properties.get(name);
    if (own) {
      found.push({ parts: own, schemas, isClosed });
      continue;
    }
    if (schema.patternProperties.size > 0) continue;
    if (schema.additional === false) return undefined;
    if (schema.additional) found.push({ parts: schema.additional, schemas });
    // Variants may declare it.
    else if (isClosed && !schema.isExtensible && schema.unions.length === 0) return undefined;
  }
  return found;
}

function exampleValues({ plain }: Schema): unknown[] {
  const { default: preset, example, examples } = plain;
  return [
    ...(preset === undefined ? [] : [preset]),
    ...(example === undefined ? [] : [example]),
    ...(Array.isArray(examples) ? examples : []),
  ];
}

function numbersIn(all: readonly Read[]): number[] {
  const ends = (["lower", "upper"] as const).flatMap((side) =>
    all.flatMap(({ schema }) => {
      const end = endOf(schema, side);
      if (!end) return [];
      const inward = side === "lower" ? 1 : -1;
      return [end.value, end.value + inward, end.value + inward / 2].slice(end.isOpen ? 1 : 0);
    }),
  );
  const steps = all.flatMap(({ schema }) => {
    const { multipleOf } = schema.plain;
    return typeof multipleOf === "number" ? [multipleOf] : [];
  });
  const product = steps.reduce((one, other) => one * other, 1);
  const next = ends.map((end) => Math.ceil(end / product) * product);
  return [0, 1, ...(steps.length > 0 ? [product, ...next] : []), ...ends];
}

const longest = 200;

function textsIn(all: readonly Read[]): string[] {
  const formats = new Set(all.flatMap(({ schema }) => schema.format ?? []));
  const [format] = formats;
  if (format !== undefined) {
    const sample = samples.get(format);
    return sample === undefined ? [] : [sample];
  }
  const length = most(all, "minLength");
  return length > longest ? [] : ["a".repeat(Math.max(length, 1)), "b".repeat(length)];
}
