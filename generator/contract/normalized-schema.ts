import {
  type At,
  type BoundKeyword,
  type Fields,
  keywordsWhere,
  provenanceField,
  type SchemaKeyword,
  schemaKeywords,
} from "../openapi/index.js";

/** A schema as written, and its position. */
export interface Part {
  /** The schema, with its references. */
  readonly raw: Fields | boolean;
  /** Its position. */
  readonly at: At;
}

/** Schemas that apply together: a single one, or several that `allOf` combines. */
export type Parts = readonly Part[];

/** `oneOf` or `anyOf`, without the variant that is only `null`. */
export interface Union {
  /** Whether exactly one variant must match, or at least one. */
  readonly kind: "oneOf" | "anyOf";
  /** In the order of the document. */
  readonly variants: readonly Parts[];
}

/**
 * The meaning of a schema, however it is spelled: references followed, `allOf` flattened, one form
 * for `nullable`, `type: [x, "null"]` and `oneOf: [x, {type: "null"}]`, one form for boolean and
 * numeric exclusive bounds.
 *
 * @example
 * // { allOf: [{ $ref: "#/components/schemas/Id" }], nullable: true }, Id being { type: "string", minLength: 1 }
 * // is { types: ["string"], nullable: true, bounds: { minLength: 1 }, component: "Id", … }
 */
export interface Schema {
  /** The position of its first part. */
  readonly at: At;
  /** The parts that it was read from. */
  readonly parts: Parts;
  /** The name of the component, if it is a component and nothing else. */
  readonly component: string | undefined;
  /** Whether it rejects every value (`false`). */
  readonly never: boolean;
  /** Sorted, without `null`; undefined if every type is allowed. */
  readonly types: readonly string[] | undefined;
  /** Whether `null` is allowed; undefined if the schema does not say. */
  readonly nullable: boolean | undefined;
  /** `date-time`, `uuid`, … */
  readonly format: string | undefined;
  /** The values that `enum` and `const` allow, without `null`. */
  readonly values: readonly unknown[] | undefined;
  /** Whether `values` come from `const`. */
  readonly isConst: boolean;
  /** Bounds of numbers, lengths and counts. */
  readonly bounds: Bounds;
  /** Keywords that are compared as data: `pattern`, `default`, `description`, … */
  readonly plain: Fields;
  /** By name, from all parts together. */
  readonly properties: ReadonlyMap<string, Parts>;
  /** Names of required properties; some may have no schema. */
  readonly required: ReadonlySet<string>;
  /** The schema of undeclared properties; false if there may be none. */
  readonly additional: Parts | false | undefined;
  /** Whether it explicitly allows further properties. */
  readonly isExtensible: boolean;
  /** Schemas of keywords with one schema: `items`, `contains`, `if`, … */
  readonly single: ReadonlyMap<string, Parts>;
  /** By the pattern of their names. */
  readonly patternProperties: ReadonlyMap<string, Parts>;
  /** Schemas that apply if a property is present, by its name. */
  readonly dependentSchemas: ReadonlyMap<string, Parts>;
  /** Properties that are required if a property is present, by its name. */
  readonly dependentRequired: ReadonlyMap<string, readonly string[]>;
  /** The schemas of the first items of a list, one by one. */
  readonly prefixItems: readonly Parts[];
  /** Each of them must match, together with everything else. */
  readonly unions: readonly Union[];
  /** As written. */
  readonly discriminator: Fields | undefined;
}

/**
 * Bounds of numbers, lengths and counts. There is one bound on each side, named `exclusive…` if it
 * does not include the number itself.
 */
export type Bounds = Readonly<Partial<Record<BoundKeyword, number>>>;

/**
 * Keywords with one schema that are compared in the same way. Additional properties are not among
 * them.
 */
export const singleSchemas = schemaKeywords.filter(
  (keyword): keyword is Exclude<SchemaKeyword, "additionalProperties"> =>
    keyword !== "additionalProperties",
);

/** Our own extensions, and those of other tools, that are read too. */
const extensionsOfProse = ["x-sunset", "x-stability-level", provenanceField];

/** Keywords that describe a schema without restricting it. */
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
