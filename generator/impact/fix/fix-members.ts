import { nameText, ts } from "../../uses/index.js";
import { keysExpected } from "./expected-keys.js";
import type { FixContext } from "./fix-context.js";
import type { LocalNames } from "./fix-imports.js";
import { newNameIn, newNameOf } from "./new-names.js";
import type { FacadeMove } from "./renamed-members.js";
import { putKeyBefore, renameAccess, renameIdentifier, renameKey } from "./write-name.js";

/** Renames an identifier, if it is the name of something that has another name in the new client. */
export function fixMembers(node: ts.Identifier, local: LocalNames, context: FixContext): void {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent) && parent.name === node) fixAccess(parent, context);
  else if (ts.isQualifiedName(parent) && parent.right === node) fixQualified(node, context);
  else if (ts.isImportTypeNode(parent) && parent.qualifier === node) fixQualified(node, context);
  else if (ts.isBindingElement(parent) && isKeyOf(node, parent)) fixBinding(parent, context);
  else if (ts.isJsxAttribute(parent)) fixAttribute(parent, context);
  else if (ts.isShorthandPropertyAssignment(parent) && parent.name === node)
    fixShorthand(parent, local, context);
  else if (isNameOfMember(node)) fixMember(parent as ts.ObjectLiteralElementLike, context);
  else if (ts.isExportSpecifier(parent)) fixOwnExport(node, parent, local, context);
  else fixReference(node, local, context);
}

function fixAccess(node: ts.PropertyAccessExpression, context: FixContext): void {
  const symbol = context.checker.getSymbolAtLocation(node.name);
  const move = context.renamed.moveOf(symbol);
  if (move) {
    moveAccess(node, move, context);
    return;
  }
  const to = newNameOf(symbol, node.name, context);
  if (to !== undefined) context.edit(renameAccess(node, to));
}

/** `shop.orders.list` where only `list` went elsewhere: the objects on the way have to be there. */
function moveAccess(
  node: ts.PropertyAccessExpression,
  { from, to }: FacadeMove,
  context: FixContext,
): void {
  const names: ts.MemberName[] = [];
  let at: ts.Expression = node;
  for (const name of [...from].reverse()) {
    if (!ts.isPropertyAccessExpression(at) || at.questionDotToken || at.name.text !== name) {
      const path = to.join(".");
      context.leave(node.name, `it is ${path} now, and the object around it does not stand here`);
      return;
    }
    names.unshift(at.name);
    at = at.expression;
  }
  const [first, last] = [names[0], names.at(-1)];
  if (!first || !last) return;
  if (from.length === to.length) {
    for (const [index, name] of names.entries())
      if (from[index] !== to[index]) context.edit(renameIdentifier(name, to[index] ?? ""));
    return;
  }
  const between = node.getSourceFile().text.slice(first.getStart(), last.end);
  if (/\/[/*]/.test(between)) context.leave(node.name, "a comment stands in the middle of it");
  else context.edit({ start: first.getStart(), end: last.end, text: to.join(".") });
}

function fixQualified(node: ts.Identifier, context: FixContext): void {
  const to = newNameOf(context.checker.getSymbolAtLocation(node), node, context);
  if (to !== undefined) context.edit(renameIdentifier(node, to));
}

const isKeyOf = (node: ts.Node, element: ts.BindingElement) =>
  !element.dotDotDotToken &&
  ts.isObjectBindingPattern(element.parent) &&
  (element.propertyName ?? element.name) === node;

/** `const { total } = order`, `({ total: sum }) => …`; the variable keeps its name. */
export function fixBinding(node: ts.BindingElement, context: FixContext): void {
  const place = node.propertyName ?? node.name;
  const text = nameText(place as ts.PropertyName);
  if (text === undefined) return;
  const type = context.checker.getTypeAtLocation(node.parent);
  const symbol = context.checker.getNonNullableType(type).getProperty(text);
  if (context.renamed.moveOf(symbol)) {
    context.leave(place, "it is in another object of the client now");
    return;
  }
  const to = newNameOf(symbol, place, context);
  if (to === undefined) return;
  context.edit(node.propertyName ? renameKey(node.propertyName, to) : putKeyBefore(node.name, to));
}

/** `<Row total={…} />` of a component that takes the client's type. */
function fixAttribute(node: ts.JsxAttribute, context: FixContext): void {
  const expected = context.checker.getContextualType(node.parent);
  const to = newNameIn(expected, node.name.getText(), node.name, context);
  if (to === undefined) return;
  if (/^[A-Za-z_$][\w$-]*$/.test(to)) context.edit(renameIdentifier(node.name, to));
  else context.leave(node.name, `"${to}" cannot be the name of an attribute`);
}

function isNameOfMember(node: ts.Node): boolean {
  const { parent } = node;
  const isMember =
    ts.isPropertyAssignment(parent) ||
    (ts.isMethodDeclaration(parent) && ts.isObjectLiteralExpression(parent.parent));
  return isMember && parent.name === node;
}

/** A property of an object that is written where the client's type is expected, or of a target. */
export function fixMember(node: ts.ObjectLiteralElementLike, context: FixContext): void {
  const to = newKeyOf(node, context);
  if (to !== undefined && node.name) context.edit(renameKey(node.name, to));
}

/** `{ total }`: a key and a mention of a variable in one. */
function fixShorthand(
  node: ts.ShorthandPropertyAssignment,
  local: LocalNames,
  context: FixContext,
): void {
  const { name } = node;
  const key = newKeyOf(node, context);
  const value = context.checker.getShorthandAssignmentValueSymbol(node);
  const variable = value && local.get(value);
  if (variable === undefined) {
    if (key !== undefined) context.edit(putKeyBefore(name, key));
  } else {
    const { start, text } = putKeyBefore(name, key ?? name.text);
    context.edit({ start, end: name.end, text: key === variable ? variable : text + variable });
  }
}

function newKeyOf(node: ts.ObjectLiteralElementLike, context: FixContext): string | undefined {
  const { name } = node;
  const text = name && nameText(name);
  if (!name || text === undefined || !ts.isObjectLiteralExpression(node.parent)) return undefined;
  const own = context.own.get(node);
  if (own !== undefined) return own;
  return isTarget(node.parent)
    ? newNameOf(targetOf(name, text, context), name, context)
    : newNameIn(context.checker.getContextualType(node.parent), text, name, context);
}

/** The property that a name in a target of an assignment reads. */
function targetOf(
  name: ts.PropertyName,
  text: string,
  { checker }: FixContext,
): ts.Symbol | undefined {
  if (ts.isIdentifier(name)) return checker.getPropertySymbolOfDestructuringAssignment(name);
  const assignment = name.parent.parent.parent;
  return ts.isBinaryExpression(assignment)
    ? checker.getNonNullableType(checker.getTypeAtLocation(assignment.right)).getProperty(text)
    : undefined;
}

function isTarget(node: ts.Node): boolean {
  const { parent } = node;
  if (ts.isBinaryExpression(parent))
    return parent.left === node && parent.operatorToken.kind === ts.SyntaxKind.EqualsToken;
  if (ts.isForOfStatement(parent)) return parent.initializer === node;
  const isInner = ts.isPropertyAssignment(parent) || ts.isArrayLiteralExpression(parent);
  return isInner && isTarget(ts.isPropertyAssignment(parent) ? parent.parent : parent);
}

/** Renames the keys of an object that is written where a type is expected, and of those in it. */
export function fixExpected(node: ts.Expression, expected: ts.Type, context: FixContext): void {
  for (const [property, to] of keysExpected(node, expected, context)) {
    if (ts.isShorthandPropertyAssignment(property)) context.edit(putKeyBefore(property.name, to));
    else if (property.name) context.edit(renameKey(property.name, to));
  }
}

/** `export { getOrder }` of what the file imports: others import it under this name. */
function fixOwnExport(
  node: ts.Identifier,
  specifier: ts.ExportSpecifier,
  local: LocalNames,
  context: FixContext,
): void {
  if (
    specifier.parent.parent.moduleSpecifier ||
    (specifier.propertyName ?? specifier.name) !== node
  )
    return;
  const symbol = context.checker.getExportSpecifierLocalTargetSymbol(specifier);
  const to = symbol && local.get(symbol);
  if (to === undefined) return;
  const start = node.getStart();
  context.edit(
    specifier.propertyName ? renameIdentifier(node, to) : { start, end: start, text: `${to} as ` },
  );
}

/** A mention of what the file imports. */
function fixReference(node: ts.Identifier, local: LocalNames, { checker, edit }: FixContext): void {
  const symbol = checker.getSymbolAtLocation(node);
  const to = symbol && local.get(symbol);
  if (to !== undefined) edit(renameIdentifier(node, to));
}
