import { ts } from "../../uses/index.js";
import { type FixContext, torn } from "./fix-context.js";
import { fixBinding, fixMember } from "./fix-members.js";
import { newNameIn } from "./new-names.js";
import { renameText } from "./write-name.js";

/** Renames a text that is the name of something: `order["total"]`, `Pick<Order, "total">`. */
export function fixKeys(node: ts.StringLiteralLike, context: FixContext): void {
  const { parent } = node;
  const owner = ts.isComputedPropertyName(parent) ? parent.parent : parent;
  if (ts.isBindingElement(owner)) {
    if (isNameOf(node, owner.propertyName)) fixBinding(owner, context);
    return;
  }
  if (ts.isObjectLiteralElementLike(owner) && isNameOf(node, owner.name)) {
    fixMember(owner, context);
    return;
  }
  const types = typesIndexedBy(node, context);
  const names = types.map((type) => newNameIn(type, node.text, node, context));
  const [only, ...others] = new Set(names);
  if (others.length > 0) context.leave(node, torn);
  else if (only !== undefined) context.edit(renameText(node, only));
}

function isNameOf(node: ts.Node, name: ts.Node | undefined): boolean {
  return (
    name !== undefined &&
    (name === node || (ts.isComputedPropertyName(name) && name.expression === node))
  );
}

/** The types of whose properties a text is a name. */
function typesIndexedBy(node: ts.StringLiteralLike, context: FixContext): readonly ts.Type[] {
  const { checker } = context;
  const { parent } = node;
  if (ts.isElementAccessExpression(parent) && parent.argumentExpression === node)
    return [checker.getTypeAtLocation(parent.expression)];
  if (ts.isBinaryExpression(parent) && parent.operatorToken.kind === ts.SyntaxKind.InKeyword)
    return parent.left === node ? [checker.getTypeAtLocation(parent.right)] : [];
  if (ts.isLiteralTypeNode(parent)) return typesChosenBy(parent, checker);
  return typesOfKeys(node, checker);
}

/** `Order["total"]`, and `Pick<Order, "total" | "id">`. */
function typesChosenBy(literal: ts.LiteralTypeNode, checker: ts.TypeChecker): ts.Type[] {
  let at: ts.Node = literal;
  while (ts.isUnionTypeNode(at.parent) || ts.isParenthesizedTypeNode(at.parent)) at = at.parent;
  const { parent } = at;
  if (ts.isIndexedAccessTypeNode(parent))
    return parent.indexType === at ? [checker.getTypeFromTypeNode(parent.objectType)] : [];
  if (!ts.isTypeReferenceNode(parent) && !ts.isExpressionWithTypeArguments(parent)) return [];
  const position = parent.typeArguments?.indexOf(at as ts.TypeNode) ?? -1;
  const name = ts.isTypeReferenceNode(parent) ? parent.typeName : parent.expression;
  const base = parent.typeArguments?.[indexOfOwner(name, position, checker)];
  return base ? [checker.getTypeFromTypeNode(base)] : [];
}

/** Which argument of a generic type has the properties that another one names. */
function indexOfOwner(name: ts.Node, position: number, checker: ts.TypeChecker): number {
  const symbol = checker.getSymbolAtLocation(name);
  const target =
    symbol && symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
  for (const declaration of target?.declarations ?? []) {
    const { typeParameters } = declaration as {
      readonly typeParameters?: readonly ts.TypeParameterDeclaration[];
    };
    // `Omit` takes any name, which is the one way in which it differs from `Pick`.
    if (target?.name === "Omit" && declaration.getSourceFile().isDeclarationFile && position === 1)
      return 0;
    const owner = ownerIn(typeParameters?.[position]?.constraint);
    const index = typeParameters?.findIndex((each) => each.name.text === owner) ?? -1;
    if (owner !== undefined && index >= 0) return index;
  }
  return -1;
}

/** `T` of `keyof T`. */
function ownerIn(constraint: ts.TypeNode | undefined): string | undefined {
  const isKeys =
    constraint &&
    ts.isTypeOperatorNode(constraint) &&
    constraint.operator === ts.SyntaxKind.KeyOfKeyword;
  return isKeys && ts.isTypeReferenceNode(constraint.type)
    ? constraint.type.typeName.getText()
    : undefined;
}

/** A text where `keyof Order` is expected: of a variable, a parameter, or a type parameter of a function. */
function typesOfKeys(node: ts.StringLiteralLike, checker: ts.TypeChecker): ts.Type[] {
  let at: ts.Node = node;
  while (ts.isArrayLiteralExpression(at.parent) || ts.isParenthesizedExpression(at.parent))
    at = at.parent;
  const { parent } = at;
  if (ts.isVariableDeclaration(parent) && parent.initializer === at)
    return keysIn(parent.type, checker);
  if (!ts.isCallExpression(parent)) return [];
  const index = parent.arguments.indexOf(at as ts.Expression);
  const declaration = checker.getResolvedSignature(parent)?.declaration;
  if (index < 0 || !declaration || ts.isJSDocSignature(declaration)) return [];
  const parameter = declaration.parameters[index] ?? declaration.parameters.at(-1);
  const keys = keysIn(parameter?.type, checker);
  if (keys.length > 0 || !parameter?.type) return keys;
  const key = elementOf(parameter.type);
  const own = declaration.typeParameters?.find(({ name }) => name.text === key?.getText());
  const owner = ownerIn(own?.constraint);
  if (owner === undefined) return [];
  return declaration.parameters.flatMap((each, position) => {
    const argument = parent.arguments[position];
    const type = each.type && elementOf(each.type);
    if (!argument || !each.type || type?.getText() !== owner) return [];
    const given = checker.getTypeAtLocation(argument);
    const element =
      type === each.type ? given : checker.getIndexTypeOfType(given, ts.IndexKind.Number);
    return element ? [element] : [];
  });
}

/** `keyof Order`, and lists of it. */
function keysIn(node: ts.TypeNode | undefined, checker: ts.TypeChecker): ts.Type[] {
  const inner = node && elementOf(node);
  const isKeys =
    inner && ts.isTypeOperatorNode(inner) && inner.operator === ts.SyntaxKind.KeyOfKeyword;
  if (!isKeys) return [];
  const type = checker.getTypeFromTypeNode(inner.type);
  return type.flags & ts.TypeFlags.TypeParameter ? [] : [type];
}

/** What a list is of; another type is itself. */
function elementOf(node: ts.TypeNode): ts.TypeNode {
  if (ts.isParenthesizedTypeNode(node)) return elementOf(node.type);
  if (ts.isTypeOperatorNode(node) && node.operator === ts.SyntaxKind.ReadonlyKeyword)
    return elementOf(node.type);
  return ts.isArrayTypeNode(node) ? elementOf(node.elementType) : node;
}
