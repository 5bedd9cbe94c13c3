import { nameText, ts } from "../../uses/index.js";
import type { FixContext } from "./fix-context.js";
import { newNameIn } from "./new-names.js";

/** The keys of a written object, and of those in it, that have other names where a type is expected. */
export function keysExpected(
  node: ts.Expression,
  expected: ts.Type,
  context: FixContext,
  found = new Map<ts.ObjectLiteralElementLike, string>(),
): ReadonlyMap<ts.ObjectLiteralElementLike, string> {
  const type = context.checker.getNonNullableType(expected);
  if (ts.isArrayLiteralExpression(node)) {
    const element = context.checker.getIndexTypeOfType(type, ts.IndexKind.Number);
    if (element) for (const each of node.elements) keysExpected(each, element, context, found);
  }
  if (!ts.isObjectLiteralExpression(node)) return found;
  for (const property of node.properties) {
    const { name } = property;
    const text = name && nameText(name);
    if (!name || text === undefined) continue;
    const to = newNameIn(type, text, name, context);
    if (to !== undefined) found.set(property, to);
    const inner = type.getProperty(text);
    if (ts.isPropertyAssignment(property) && inner)
      keysExpected(property.initializer, context.checker.getTypeOfSymbol(inner), context, found);
  }
  return found;
}
