import { fieldsOf, provenanceField, walk } from "../openapi/index.js";
import { Reader, type Source } from "./node-reader.js";
import { descriptionsField, nameFields } from "./read-enums.js";

/** What is found out of a whole document in one walk. */
export interface Survey {
  /** Whether a schema says that something is only read or only written. */
  readonly hasVisibility: boolean;
  /** Whether anything says how it is known (`x-provenance`). */
  readonly hasProvenance: boolean;
  /** Schemas that say of the names of properties what a type cannot. */
  readonly looselyNamed: readonly Reader[];
  /** Schemas with names or descriptions beside their values. */
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

/** Which further names there may be only a list of them tells a type. */
function isLooselyNamed(node: Readonly<Record<string, unknown>>): boolean {
  const { propertyNames, unevaluatedProperties } = node;
  if (typeof unevaluatedProperties === "object") return true;
  return typeof propertyNames === "object" && fieldsOf(propertyNames)["enum"] === undefined;
}
