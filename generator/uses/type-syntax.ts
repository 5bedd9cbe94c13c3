import { ts } from "./compiler.js";

/** The name of a property or method of an interface or a type literal, whatever its quotes. */
export function memberNameOf(node: ts.Node): string | undefined {
  const isMember = ts.isPropertySignature(node) || ts.isMethodSignature(node);
  return isMember ? nameText(node.name) : undefined;
}

/** The text of a name that is known without running anything. */
export function nameText(name: ts.PropertyName | ts.BindingName | undefined): string | undefined {
  if (!name) return undefined;
  if (ts.isIdentifier(name) || ts.isStringLiteralLike(name) || ts.isNumericLiteral(name))
    return name.text;
  if (ts.isComputedPropertyName(name)) {
    const { expression } = name;
    return ts.isStringLiteralLike(expression) || ts.isNumericLiteral(expression)
      ? expression.text
      : undefined;
  }
  return undefined;
}

/** Texts of the literal types in a piece of syntax. */
export function literalTextsIn(node: ts.Node): string[] {
  const found: string[] = [];
  const visit = (each: ts.Node): void => {
    if (ts.isLiteralTypeNode(each)) {
      const { literal } = each;
      if (ts.isStringLiteralLike(literal) || ts.isNumericLiteral(literal)) found.push(literal.text);
    } else ts.forEachChild(each, visit);
  };
  visit(node);
  return found;
}

/** Whether a type is written as literals, such as an enum's: `"open" | "paid"`, or one of them. */
export function isLiteral(node: ts.TypeNode | undefined): boolean {
  if (!node) return false;
  if (ts.isUnionTypeNode(node)) {
    const parts = node.types.filter(
      (each) => !isNullish(each) && each.kind !== ts.SyntaxKind.UndefinedKeyword,
    );
    return parts.length > 0 && parts.every(isLiteral);
  }
  if (ts.isParenthesizedTypeNode(node)) return isLiteral(node.type);
  return ts.isLiteralTypeNode(node) && literalTextsIn(node).length > 0;
}

function isNullish(node: ts.TypeNode): boolean {
  return ts.isLiteralTypeNode(node) && node.literal.kind === ts.SyntaxKind.NullKeyword;
}

export function isPattern(node: ts.Node): node is ts.BindingPattern {
  return ts.isObjectBindingPattern(node) || ts.isArrayBindingPattern(node);
}

/** Names of the types that a piece of syntax refers to; of `ordersGroup.ListOrdersData` the last. */
export function namesIn(node: ts.Node): string[] {
  const found: string[] = [];
  const visit = (each: ts.Node): void => {
    if (ts.isTypeReferenceNode(each)) {
      const { typeName } = each;
      found.push(ts.isQualifiedName(typeName) ? typeName.right.text : typeName.text);
    } else if (ts.isIndexedAccessTypeNode(each) && /^components\b/.test(each.getText())) {
      // `components["schemas"]["Order"]`, as in the types of a single file.
      found.push(...literalTextsIn(each.indexType));
    }
    ts.forEachChild(each, visit);
  };
  visit(node);
  return found;
}
