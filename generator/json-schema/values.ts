import { typeOfValue } from "../contract/index.js";
import { holdsInexact } from "../openapi/index.js";
import type { JsonSchema } from "./schemas.js";

/**
 * The values that `enum` or `const` allow. If JavaScript cannot represent a number, its original
 * value is unknown, so any value of its type is allowed.
 *
 * @param values without null
 */
export function schemaOfValues(
  values: readonly unknown[],
  isConst: boolean,
  isNullable: boolean,
): JsonSchema {
  const exact = values.filter((value) => !holdsInexact(value));
  const listed = isNullable ? [...exact, null] : exact;
  const types = [...new Set(values.filter(holdsInexact).map(typeOfValue))];
  const alternatives = [
    ...(listed.length > 0
      ? [isConst && values.length === 1 ? listOrOne(listed) : list(listed)]
      : []),
    ...(types.length > 0 ? [{ type: types.length === 1 ? types[0] : types }] : []),
  ];
  const [only = false] = alternatives;
  return alternatives.length > 1 ? { anyOf: alternatives } : only;
}

const list = (values: readonly unknown[]) => ({ enum: values });

function listOrOne(values: readonly unknown[]) {
  return values.length === 1 ? { const: values[0] } : list(values);
}
