import {
  canonical,
  type Fields,
  fieldsOf,
  listOf,
  parameterKey,
  refOf,
  resolveIn,
} from "../../openapi/index.js";
import type { Endpoint } from "../fact.js";
import { withoutProse } from "../merge/page-facts.js";
import { type Notes, type Stated, variantsOf } from "./variants.js";

/** The parameters of all pages; one is required only if every page says so. */
export function joinParameters(endpoints: readonly Endpoint[], notes: Notes): Fields[] {
  const byKey = new Map<string, Stated<{ parameter: Fields; index: number }>[]>();
  for (const [page, { operation, components }] of endpoints.entries()) {
    for (const [index, written] of listOf(operation["parameters"]).entries()) {
      const ref = refOf(written);
      const parameter = fieldsOf(ref === undefined ? written : resolveIn({ components }, ref));
      const key = parameterKey(String(parameter["in"]), String(parameter["name"]));
      byKey.set(key, [...(byKey.get(key) ?? []), { page, value: { parameter, index } }]);
    }
  }
  return [...byKey].map(([key, stated], index) => {
    const to = ["parameters", String(index)];
    const pages = stated.map(({ page }) => page);
    notes.evidence.push({ pointer: ["parameters", key], pages });
    const [first, ...others] = stated;
    const { required: _, ...parameter } = first?.value.parameter ?? {};
    const isRequired =
      stated.length === endpoints.length &&
      stated.every(({ value }) => value.parameter["required"] === true);
    const schemas = variantsOf(
      stated.map(({ page, value }) => ({ page, value: value.parameter["schema"] })),
    );
    const isUnion = schemas.length > 1;
    for (const { page, value } of isUnion ? [] : stated) {
      notes.moves.push({ page, from: ["parameters", String(value.index)], to });
    }
    const restOf = (fields: Fields) => {
      const { required: _, schema: __, ...rest } = fields;
      return canonical(withoutProse(rest, "parameter"));
    };
    const isAgreed = others.every(({ value }) => restOf(value.parameter) === restOf(parameter));
    if (!isAgreed && first) notes.differing.push({ pointer: to, page: first.page });
    return {
      ...parameter,
      ...(isRequired && { required: true }),
      ...(isUnion && { schema: { anyOf: schemas.map(({ value }) => value ?? {}) } }),
    };
  });
}
