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

/** The interfaces of a client that hold what operations share, by the section of `components` it is from. */
const holders: Readonly<Record<string, string>> = {
  responses: "ResponseBodies",
  requestBodies: "RequestBodies",
};

/** The interface that has each schema as it is sent, where that differs from what is received. */
const writable = "Writable";

/** The holder of a type that operations share: `ResponseBodies` of `ResponseBodies.OrderList`. */
export function holderOf(name: string): string | undefined {
  const holder = name.split(".", 1)[0] ?? "";
  return holder !== name && isHolder(holder) ? holder : undefined;
}

/** Whether each member of an interface is a type of its own. */
export const isHolder = (name: string) =>
  name === writable || Object.values(holders).includes(name);

/** What a component is called among the types: a schema has its own name, a response is `ResponseBodies.OrderList`. */
export function componentName(section: string, key: string): string {
  return section === "schemas" ? key : `${holders[section] ?? section}.${key}`;
}

/**
 * Names of the types that a piece of syntax refers to; of `ordersGroup.ListOrdersData` the last, and of
 * `ResponseBodies["OrderList"]["application/json"]` that of the part which operations share.
 */
export function namesIn(node: ts.Node): string[] {
  const found: string[] = [];
  const visit = (each: ts.Node): void => {
    const part = ts.isIndexedAccessTypeNode(each) ? partNamed(each) : undefined;
    if (part !== undefined) {
      found.push(part);
      return;
    }
    if (ts.isTypeReferenceNode(each)) {
      const { typeName } = each;
      found.push(ts.isQualifiedName(typeName) ? typeName.right.text : typeName.text);
    }
    ts.forEachChild(each, visit);
  };
  visit(node);
  return found;
}

/** What `components["schemas"]["Order"]` and `ResponseBodies["OrderList"]` lead to. */
function partNamed(node: ts.IndexedAccessTypeNode): string | undefined {
  const keys: (string | undefined)[] = [];
  let at: ts.TypeNode = node;
  for (; ts.isIndexedAccessTypeNode(at); at = at.objectType)
    keys.unshift(literalTextsIn(at.indexType)[0]);
  if (!ts.isTypeReferenceNode(at)) return undefined;
  const { typeName } = at;
  const of = ts.isQualifiedName(typeName) ? typeName.right.text : typeName.text;
  const [first, second] = keys;
  if (first === undefined) return undefined;
  if (isHolder(of)) return `${of}.${first}`;
  return of === "components" && second !== undefined ? componentName(first, second) : undefined;
}
