import { fieldsOf, provenanceField, walk } from "../openapi/index.js";
import { Reader, type Source } from "./node-reader.js";
import { descriptionsField, nameFields } from "./read-enums.js";

/** Facts about a whole document, found in one walk. */
export interface Survey {
  /** Whether any schema is read-only or write-only. */
  readonly hasVisibility: boolean;
  /** Whether anything has a provenance (`x-provenance`). */
  readonly hasProvenance: boolean;
  /** Schemas that restrict property names in a way that a type cannot express. */
  readonly looselyNamed: readonly Reader[];
  /** Enums with names or descriptions for their values. */
  readonly enumsInWords: readonly Reader[];
}

const wordFields: readonly string[] = [...nameFields, descriptionsField];

export function surveyDocument(source: Source): Survey {
  let hasVisibility = false;
  let hasProvenance = false;
  const looselyNamed: Reader[] = [];
  const enumsInWords: Reader[] = [];
  walk(source.spec.document, (node, kind, at) => {
    hasProvenance ||= node[provenanceField] !== undefined;
    if (kind !== "schema") return;
    hasVisibility ||= node["readOnly"] === true || node["writeOnly"] === true;
    if (isLooselyNamed(node)) looselyNamed.push(new Reader(source, node, at));
    if (wordFields.some((field) => node[field] !== undefined))
      enumsInWords.push(new Reader(source, node, at));
  });
  return { hasVisibility, hasProvenance, looselyNamed, enumsInWords };
}

/** A type can only express a restriction of further names if it is a list. */
function isLooselyNamed(node: Readonly<Record<string, unknown>>): boolean {
  const { propertyNames, unevaluatedProperties } = node;
  if (typeof unevaluatedProperties === "object") return true;
  return typeof propertyNames === "object" && fieldsOf(propertyNames)["enum"] === undefined;
}
