import { diagnose } from "../../diagnostics/index.js";
import { below } from "../../openapi/index.js";
import { admittedBy, isEmpty } from "../admitted-values.js";
import { hasMorePartsThan } from "../applied-together.js";
import { coversType } from "../json-types.js";
import type { Schema } from "../normalized-schema.js";
import { Schemas } from "../schema-normalizer.js";
import { type LintCheckFactory, placeOf } from "./lint-check.js";

/** A limit, because a chain of schemas would be read to its end from each of its links. */
const mostParts = 100;

/** Schemas whose parts no value satisfies together. */
export const checkSatisfiable: LintCheckFactory = (spec, report) => {
  const schemas = new Schemas(spec);
  return {
    visit(node, kind, at) {
      if (kind !== "schema" || !Array.isArray(node["allOf"])) return;
      const part = { raw: node, at };
      if (hasMorePartsThan(mostParts, part, schemas)) return;
      const why = whyNone(schemas.read([part]), schemas);
      if (why !== undefined)
        report(diagnose("schema-unsatisfiable", { why }, placeOf(spec, below(at, "allOf"))));
    },
  };
};

/** The reason why no value matches a schema; undefined if one may. */
function whyNone(schema: Schema, schemas: Schemas): string | undefined {
  const { never, types, values, nullable, required, properties } = schema;
  if (never) return "one of them is `false`, which rejects every value";
  // All parts may still allow null.
  if (nullable === true) return undefined;
  if (types?.length === 0) return "they have no type in common";
  if (values?.length === 0) return "they have no listed value in common";
  const isNumber = types?.every((type) => coversType(["number"], type)) ?? false;
  if (isNumber && isEmpty(admittedBy(schema, schemas)))
    return "no number is within all of their limits";
  const isObject = types?.length === 1 && types[0] === "object";
  for (const name of isObject ? required : []) {
    if (properties.get(name)?.some(({ raw }) => raw === false))
      return `one of them requires "${name}", and another rejects it`;
  }
  return undefined;
}
