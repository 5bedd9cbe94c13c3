import { type Kind, kindOfSection, sectionOf } from "../openapi/index.js";

/**
 * What a version of the specification means for linking: the kind of the document, and the place of
 * the sections that references lead to.
 */
export interface Dialect {
  readonly name: string;
  readonly document: Kind;
  /**
   * The field of the document that contains the sections; undefined if the document itself does.
   */
  readonly componentsField: string | undefined;
  isSection(name: string): boolean;
  /** The section for objects of this kind; undefined if they are inlined where they are used. */
  sectionOf(kind: Kind): string | undefined;
}

const openapi: Dialect = {
  name: "OpenAPI 3",
  document: "document",
  componentsField: "components",
  isSection: (name) => kindOfSection(name, "components") !== undefined,
  sectionOf: (kind) => (kind === "pathItem" ? undefined : sectionOf(kind, "components")),
};

export const swagger: Dialect = {
  name: "Swagger 2.0",
  document: "swagger",
  componentsField: undefined,
  isSection: (name) => kindOfSection(name, "swagger") !== undefined,
  sectionOf: (kind) => sectionOf(kind, "swagger"),
};

/**
 * The dialect that a document declares, or in words what it is instead.
 *
 * @example
 * dialectOf({ swagger: 2 }) // swagger: YAML reads `swagger: 2.0` as a number
 */
export function dialectOf(document: unknown): Dialect | string {
  if (document === null || document === undefined) return "the file is empty";
  if (Array.isArray(document)) return "it is a list";
  if (typeof document !== "object") return `it is a ${typeof document}`;
  const { openapi: version, swagger: former } = document as Record<string, unknown>;
  if (version !== undefined && former !== undefined) {
    return "it has both `openapi` and `swagger`, but a document can have only one of them";
  }
  if (former !== undefined) {
    return former === "2.0" || former === 2 ? swagger : `it is Swagger ${JSON.stringify(former)}`;
  }
  if (version === undefined) return "the field `openapi` is missing";
  if (typeof version !== "string") {
    return `\`openapi\` must be a string such as "3.1.0", but is ${JSON.stringify(version)}`;
  }
  return /^3\.[012](\.|$)/.test(version) ? openapi : `\`openapi\` is "${version}"`;
}
