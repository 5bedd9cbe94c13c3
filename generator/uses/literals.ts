import type { ts } from "./compiler.js";

/** The texts that a value of a type can be, if it can only be those. */
export function literalsIn(type: ts.Type): string[] {
  if (type.isStringLiteral() || type.isNumberLiteral()) return [String(type.value)];
  if (!type.isUnion()) return [];
  const all = type.types.map(literalsIn);
  return all.every((each) => each.length > 0) ? all.flat() : [];
}
