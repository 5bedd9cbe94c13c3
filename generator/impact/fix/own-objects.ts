import { expectedIn, nameText, pathCallOf, ts } from "../../uses/index.js";
import { mentionsOf } from "./body-reads.js";
import { keysExpected } from "./expected-keys.js";
import type { FixContext } from "./fix-context.js";

/** The new names of properties that an object of the code's own is written with, by their declaration. */
export type OwnKeys = ReadonlyMap<ts.Node, string>;

/**
 * Finds the objects of a file that a constant holds and that go nowhere but into calls of the client:
 * `const body = { total: 1 }` before `orders.create({ body })`. Their keys, and what reads them, follow
 * the client's names. Of one that goes elsewhere too, the keys are told.
 */
export function ownKeysIn(file: ts.SourceFile, context: FixContext): OwnKeys {
  const own = new Map<ts.Node, string>();
  const visit = (node: ts.Node): void => {
    if (ts.isVariableDeclaration(node)) addKeysOf(node, context, own);
    ts.forEachChild(node, visit);
  };
  visit(file);
  return own;
}

function addKeysOf(
  { name, type, initializer, parent }: ts.VariableDeclaration,
  context: FixContext,
  own: Map<ts.Node, string>,
): void {
  const literal = initializer && writtenIn(initializer);
  if (!literal || !ts.isIdentifier(name) || type || !hasOldName(literal, context)) return;
  const mentions = mentionsOf(name, context.checker);
  const sent = mentions.map((mention) => keysSentBy(mention, literal, context));
  const keys = new Map(sent.flatMap((each) => [...each]));
  if (keys.size === 0) return;
  const isCertain =
    (parent.flags & ts.NodeFlags.Const) !== 0 &&
    !isVisibleElsewhere(parent) &&
    mentions.every(
      (mention, index) => isSame(sent[index], keys) || isRead(mention, keys, literal),
    ) &&
    [...keys].every(([key, to]) => isFree(key, to));
  for (const [key, to] of keys) {
    if (isCertain) own.set(key, to);
    else context.leave(key, `it is ${to} where its object is sent, and that may go elsewhere too`);
  }
}

/** The object that an initializer is. */
function writtenIn(node: ts.Expression): ts.ObjectLiteralExpression | undefined {
  if (ts.isParenthesizedExpression(node)) return writtenIn(node.expression);
  if (ts.isAsExpression(node) && ts.isConstTypeReference(node.type))
    return writtenIn(node.expression);
  return ts.isObjectLiteralExpression(node) ? node : undefined;
}

/** Whether a name in an object is one that is another now, so that most need not be looked at. */
function hasOldName(literal: ts.Node, { renamed }: FixContext): boolean {
  const visit = (node: ts.Node): boolean =>
    (ts.isObjectLiteralElementLike(node) &&
      renamed.oldNames.has((node.name && nameText(node.name)) ?? "")) ||
    ts.forEachChild(node, (each) => visit(each) || undefined) === true;
  return visit(literal);
}

function keysSentBy(
  mention: ts.Identifier,
  literal: ts.ObjectLiteralExpression,
  context: FixContext,
): ReadonlyMap<ts.Node, string> {
  const [first, ...others] = expectedAt(mention, context).map((type) =>
    keysExpected(literal, type, context),
  );
  return first && others.every((each) => isSame(each, first)) ? first : new Map();
}

/** The types that a value goes to; those of a call by path are not known to the compiler there. */
function expectedAt(mention: ts.Identifier, { checker, analysis }: FixContext): readonly ts.Type[] {
  const { parent } = mention;
  const isProperty =
    ts.isShorthandPropertyAssignment(parent) ||
    (ts.isPropertyAssignment(parent) && parent.initializer === mention);
  const call = isProperty && ts.isCallExpression(parent.parent.parent) && parent.parent.parent;
  const byPath = call ? pathCallOf(call, analysis) : undefined;
  if (isProperty && byPath?.init === parent.parent) {
    const name = nameText(parent.name);
    return byPath.types.flatMap((type) => {
      const { params, bodies } = expectedIn(type, checker);
      return name === "body" ? bodies : name === "params" && params ? [params] : [];
    });
  }
  const expected = checker.getContextualType(mention);
  return expected ? [expected] : [];
}

/** `body.total`, `body["total"]`, `const { total } = body`, `"total" in body`. */
function isRead(
  mention: ts.Identifier,
  keys: ReadonlyMap<ts.Node, string>,
  literal: ts.ObjectLiteralExpression,
): boolean {
  const { parent } = mention;
  if (ts.isPropertyAccessExpression(parent))
    return parent.expression === mention && isPlain(parent.name.text, keys, literal);
  if (ts.isElementAccessExpression(parent)) {
    const { expression, argumentExpression: name } = parent;
    return (
      expression === mention && ts.isStringLiteralLike(name) && isPlain(name.text, keys, literal)
    );
  }
  if (ts.isVariableDeclaration(parent) && ts.isObjectBindingPattern(parent.name))
    return parent.name.elements.every(({ dotDotDotToken, propertyName, name }) => {
      const text = nameText(propertyName ?? (name as ts.PropertyName));
      return !dotDotDotToken && text !== undefined && isPlain(text, keys, literal);
    });
  return false;
}

/** Whether a property holds no object whose own keys have other names: that could go anywhere. */
function isPlain(
  name: string,
  keys: ReadonlyMap<ts.Node, string>,
  literal: ts.ObjectLiteralExpression,
): boolean {
  const property = literal.properties.find((each) => each.name && nameText(each.name) === name);
  return (
    property !== undefined &&
    [...keys.keys()].every((key) => key === property || !isInside(key, property))
  );
}

function isInside(node: ts.Node, outer: ts.Node): boolean {
  for (let at = node; at; at = at.parent) if (at === outer) return true;
  return false;
}

/** Whether nothing else of the object has the new name, or may bring the old one. */
function isFree(key: ts.Node, to: string): boolean {
  const object = key.parent;
  return (
    ts.isObjectLiteralExpression(object) &&
    object.properties.every(
      (each) => !ts.isSpreadAssignment(each) && each.name && nameText(each.name) !== to,
    )
  );
}

/** `export const`, and what files that are no modules share. */
function isVisibleElsewhere(list: ts.Node): boolean {
  const statement = list.parent;
  if (!ts.isVariableStatement(statement)) return false;
  const isExported = statement.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword);
  const outer = statement.parent;
  return isExported === true || (ts.isSourceFile(outer) && !ts.isExternalModule(outer));
}

function isSame(
  one: ReadonlyMap<ts.Node, string> | undefined,
  other: ReadonlyMap<ts.Node, string>,
): boolean {
  return one?.size === other.size && [...other].every(([key, to]) => one.get(key) === to);
}
