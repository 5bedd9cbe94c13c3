import {
  type At,
  type BoundKeyword,
  type Fields,
  keywordsWhere,
  type SchemaKeyword,
  schemaKeywords,
} from "../openapi/index.js";

/** A schema as it is written, and where. */
export interface Part {
  readonly raw: Fields | boolean;
  readonly at: At;
}

/** Schemas that hold together: one that is written in one place, or what `allOf` brings together. */
export type Parts = readonly Part[];

/** `oneOf` or `anyOf`, without the variant that only says `null`. */
export interface Union {
  readonly kind: "oneOf" | "anyOf";
  readonly variants: readonly Parts[];
}

/**
 * What a schema says, however it is spelled: references followed, `allOf` flattened, `nullable`,
 * `type: [x, "null"]` and `oneOf: [x, {type: "null"}]` made one, boolean and numeric exclusive
 * bounds made one.
 *
 * @example
 * // { allOf: [{ $ref: "#/components/schemas/Id" }], nullable: true }, Id being { type: "string", minLength: 1 }
 * // is { types: ["string"], nullable: true, bounds: { minLength: 1 }, component: "Id", … }
 */
export interface Schema {
  readonly at: At;
  /** What it was read from. */
  readonly parts: Parts;
  /** The component it is, if it is one and nothing else. */
  readonly component: string | undefined;
  /** Whether it refuses every value (`false`). */
  readonly never: boolean;
  /** Sorted, `null` left out; undefined if every type will do. */
  readonly types: readonly string[] | undefined;
  /** Whether `null` will do; undefined if the schema does not say. */
  readonly nullable: boolean | undefined;
  readonly format: string | undefined;
  /** What `enum` and `const` leave, `null` left out. */
  readonly values: readonly unknown[] | undefined;
  readonly isConst: boolean;
  readonly bounds: Bounds;
  /** Keywords that are compared as data: `pattern`, `default`, `description`, … */
  readonly plain: Fields;
  readonly properties: ReadonlyMap<string, Parts>;
  readonly required: ReadonlySet<string>;
  /** What properties without a name may hold; false if there may be none. */
  readonly additional: Parts | false | undefined;
  /** Schemas in a keyword of their own: `items`, `contains`, `if`, … */
  readonly single: ReadonlyMap<string, Parts>;
  readonly patternProperties: ReadonlyMap<string, Parts>;
  readonly dependentSchemas: ReadonlyMap<string, Parts>;
  readonly dependentRequired: ReadonlyMap<string, readonly string[]>;
  readonly prefixItems: readonly Parts[];
  readonly unions: readonly Union[];
  /** What `allOf` lists, as it is written; empty if the schema has none. */
  readonly members: Parts;
  readonly discriminator: Fields | undefined;
}

/**
 * What numbers, lengths and counts are bounded by. On each side of a number there is one bound, with
 * `exclusive…` if it is not let in itself.
 */
export type Bounds = Readonly<Partial<Record<BoundKeyword, number>>>;

/** Keywords with one schema that are compared alike. What further properties hold is not. */
export const singleSchemas = schemaKeywords.filter(
  (keyword): keyword is Exclude<SchemaKeyword, "additionalProperties"> =>
    keyword !== "additionalProperties",
);

/** What of our own and of other tools is read, too. */
const extensionsOfProse = ["x-sunset", "x-stability-level", "x-provenance"];

/** What describes a schema and lets nothing in or out. */
export const annotations: readonly string[] = [
  ...keywordsWhere(({ means }) => means === "prose" || means === "lifecycle"),
  "xml",
  ...extensionsOfProse,
];

export const plainKeywords: readonly string[] = [
  ...annotations,
  ...keywordsWhere(
    ({ means, slot, bound }) =>
      !slot && !bound && ["assumed", "constraint", "access", "spelling"].includes(means),
  ),
  "x-extensible-enum",
];

/** Keywords whose schemas show in types. */
export const typeKeywords: readonly string[] = keywordsWhere(
  ({ applies, means }) => applies !== undefined && means === "type",
);

/** Where the numbers end that a schema lets in, on one side. */
export interface End {
  readonly value: number;
  /** Whether the number itself is let in; an integer always is. */
  readonly isOpen: boolean;
}

/** The end on a side; undefined if there is none. To an integer, `> 0` and `>= 1` are the same end. */
export function endOf({ bounds, types }: Schema, side: "lower" | "upper"): End | undefined {
  const isLower = side === "lower";
  const closed = isLower ? bounds.minimum : bounds.maximum;
  if (closed !== undefined) return { value: closed, isOpen: false };
  const open = isLower ? bounds.exclusiveMinimum : bounds.exclusiveMaximum;
  if (open === undefined) return undefined;
  const isInteger = types?.length === 1 && types[0] === "integer" && Number.isInteger(open);
  return isInteger
    ? { value: isLower ? open + 1 : open - 1, isOpen: false }
    : { value: open, isOpen: true };
}
