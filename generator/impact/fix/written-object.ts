import { nameText, ts } from "../../uses/index.js";

/** The value of a property of an object that is written where it is used. */
export function propertyIn(
  node: ts.Expression | undefined,
  name: string,
): ts.PropertyAssignment | undefined {
  if (!node || !ts.isObjectLiteralExpression(node)) return undefined;
  return node.properties.find(
    (each): each is ts.PropertyAssignment =>
      ts.isPropertyAssignment(each) && nameText(each.name) === name,
  );
}
