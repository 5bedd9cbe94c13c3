import { type Kind, kindOfSection, sectionOf } from "../openapi/index.js";

/**
 * What a version of the specification means for the joining of files: the kind of the document, and
 * where in it stands what references lead to.
 */
export interface Dialect {
  readonly name: string;
  readonly document: Kind;
  /**
   * The field of the document that holds the sections; undefined if that is the document itself.
   */
  readonly componentsField: string | undefined;
  isSection(name: string): boolean;
  /**
   * The section that holds objects of this kind; undefined if they move to where they are wanted.
   */
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
 * The dialect that a document says it is written in, or in words what it is instead.
 *
 * @example
 * dialectOf({ swagger: 2 }) // swagger: YAML makes a number of `swagger: 2.0`
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
