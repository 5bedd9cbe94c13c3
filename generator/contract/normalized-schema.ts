import {
  type At,
  type BoundKeyword,
  type Fields,
  keywordsWhere,
  provenanceField,
  type SchemaKeyword,
  schemaKeywords,
} from "../openapi/index.js";

/** A schema as it is written, and where. */
export interface Part {
  /** The schema, with its references. */
  readonly raw: Fields | boolean;
  /** Where it stands. */
  readonly at: At;
}

/**
 * Schemas that hold together: one that is written in one place, or what `allOf` brings together.
 */
export type Parts = readonly Part[];

/** `oneOf` or `anyOf`, without the variant that only says `null`. */
export interface Union {
  /** Whether exactly one variant holds, or at least one. */
  readonly kind: "oneOf" | "anyOf";
  /** In the order of the document. */
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
  /** Where the first of its parts stands. */
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
  /** `date-time`, `uuid`, … */
  readonly format: string | undefined;
  /** What `enum` and `const` leave, `null` left out. */
  readonly values: readonly unknown[] | undefined;
  /** Whether `const` says what `values` are. */
  readonly isConst: boolean;
  /** What numbers, lengths and counts are bounded by. */
  readonly bounds: Bounds;
  /** Keywords that are compared as data: `pattern`, `default`, `description`, … */
  readonly plain: Fields;
  /** By name, those of all parts together. */
  readonly properties: ReadonlyMap<string, Parts>;
  /** Names of properties that have to be there; not each has a schema. */
  readonly required: ReadonlySet<string>;
  /** What properties without a name may hold; false if there may be none. */
  readonly additional: Parts | false | undefined;
  /** Whether it says that there may be any further properties. */
  readonly isExtensible: boolean;
  /** Schemas in a keyword of their own: `items`, `contains`, `if`, … */
  readonly single: ReadonlyMap<string, Parts>;
  /** By the pattern of their names. */
  readonly patternProperties: ReadonlyMap<string, Parts>;
  /** What holds where a property is there, by its name. */
  readonly dependentSchemas: ReadonlyMap<string, Parts>;
  /** What has to be there where a property is, by its name. */
  readonly dependentRequired: ReadonlyMap<string, readonly string[]>;
  /** Of the first items of a list, one by one. */
  readonly prefixItems: readonly Parts[];
  /** Each holds beside the others and beside everything else. */
  readonly unions: readonly Union[];
  /** What `allOf` lists, as it is written; empty if the schema has none. */
  readonly members: Parts;
  /** As it is written. */
  readonly discriminator: Fields | undefined;
}

/**
 * What numbers, lengths and counts are bounded by. On each side of a number there is one bound,
 * with `exclusive…` if it is not let in itself.
 */
export type Bounds = Readonly<Partial<Record<BoundKeyword, number>>>;

/** Keywords with one schema that are compared alike. What further properties hold is not. */
export const singleSchemas = schemaKeywords.filter(
  (keyword): keyword is Exclude<SchemaKeyword, "additionalProperties"> =>
    keyword !== "additionalProperties",
);

/** What of our own and of other tools is read, too. */
const extensionsOfProse = ["x-sunset", "x-stability-level", provenanceField];

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

/**
 * The end on a side; undefined if there is none. To an integer, `> 0` and `>= 1` are the same end.
 */
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
