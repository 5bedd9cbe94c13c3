import type { Analysis } from "./analysis.js";
import { visitReference } from "./called.js";
import { type ClientField, fieldOf } from "./client-fields.js";
import { ts } from "./compiler.js";
import { literalsIn } from "./literals.js";
import { sourceOf } from "./pattern-source.js";
import { isLiteral, nameText } from "./type-syntax.js";
import { addWhole } from "./whole.js";

/** `order.total`, or the name in it. */
export function visitName(node: ts.Identifier, analysis: Analysis): void {
  const { parent } = node;
  const isMember = ts.isPropertyAccessExpression(parent) && parent.name === node;
  const isQualified = ts.isQualifiedName(parent) && parent.right === node;
  if (!isMember && !isQualified && !isReferenced(node)) return;
  const symbol = ts.isShorthandPropertyAssignment(parent)
    ? analysis.checker.getShorthandAssignmentValueSymbol(parent)
    : analysis.checker.getSymbolAtLocation(node);
  for (const member of analysis.members.of(symbol)) {
    if (member.is === "operation") visitReference(node, member.operation, analysis);
    else if (member.is === "field" && isMember) {
      analysis.addField(member.field, node, isWrittenTo(parent), parent.expression);
    } else if (member.is === "event" && isMember) visitEventField(node, analysis);
    else if (member.is === "receiver") addReceiver(node, member.name, analysis);
    else if (member.is === "values") addValues(node, member.name, analysis);
  }
}

/** Whether an identifier is a mention in code, and no declaration and no import. */
function isReferenced(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isImportSpecifier(parent) || ts.isImportClause(parent) || ts.isNamespaceImport(parent))
    return false;
  if (ts.isExportSpecifier(parent)) return (parent.propertyName ?? parent.name) === node;
  const named = parent as { readonly name?: ts.Node };
  return named.name !== node || ts.isShorthandPropertyAssignment(parent);
}

/** `order.total = 1`, `order.total++`, `delete order.total`. */
function isWrittenTo(node: ts.Expression): boolean {
  const { parent } = node;
  if (ts.isBinaryExpression(parent)) {
    const { kind } = parent.operatorToken;
    const assigns = kind >= ts.SyntaxKind.FirstAssignment && kind <= ts.SyntaxKind.LastAssignment;
    return assigns && parent.left === node;
  }
  return (
    ts.isDeleteExpression(parent) ||
    (ts.isPrefixUnaryExpression(parent) &&
      parent.operator >= ts.SyntaxKind.PlusPlusToken &&
      parent.operator <= ts.SyntaxKind.MinusMinusToken) ||
    ts.isPostfixUnaryExpression(parent)
  );
}

/** The field that tells events apart, where it is not compared. */
function visitEventField(node: ts.Identifier, analysis: Analysis): void {
  const { parent } = node.parent;
  if (isCompared(node.parent, parent)) return;
  const operations = new Set(analysis.index.webhookOfEvent.values());
  analysis.add("webhook", node.text, node, { operations, whole: true });
}

export function isCompared(node: ts.Node, parent: ts.Node): boolean {
  if (ts.isSwitchStatement(parent)) return parent.expression === node;
  if (!ts.isBinaryExpression(parent)) return false;
  const { kind } = parent.operatorToken;
  return (
    (kind >= ts.SyntaxKind.EqualsEqualsToken &&
      kind <= ts.SyntaxKind.ExclamationEqualsEqualsToken) ||
    (kind >= ts.SyntaxKind.LessThanToken && kind <= ts.SyntaxKind.GreaterThanEqualsToken)
  );
}

function addReceiver(node: ts.Identifier, name: string, analysis: Analysis): void {
  const operations = new Set(analysis.index.webhookOfEvent.values());
  analysis.add("webhook", name, node, { operations });
}

/** `OrderStatusValues`: all values of an enum. */
function addValues(node: ts.Identifier, name: string, analysis: Analysis): void {
  const { index } = analysis;
  const field = index.types.has(name) ? undefined : fieldOfValues(name, analysis);
  const { requests, answers } = index.reachOf(field?.type ?? name);
  const operations = field?.operation === undefined ? [...requests, ...answers] : [field.operation];
  analysis.add("enumValue", field?.name ?? name, node, { operations, whole: true });
}

/** The field whose values a list without a named type has: `Order.currency` of `OrderCurrency`. */
function fieldOfValues(name: string, { index }: Analysis): ClientField | undefined {
  const plain = (text: string) => text.replaceAll(/[^a-z0-9]/gi, "").toLowerCase();
  for (const [type, declaration] of index.types) {
    if (!name.startsWith(type)) continue;
    let found: ClientField | undefined;
    const visit = (node: ts.Node): void => {
      ts.forEachChild(node, visit);
      const isEnum = ts.isPropertySignature(node) && isLiteral(node.type);
      const field = isEnum ? fieldOf(node, index) : undefined;
      if (field && plain(field.name) === plain(name)) found = field;
    };
    visit(declaration);
    if (found) return found;
  }
  return undefined;
}

/** `order["total"]`, and `order[key]` where the key can only be a few texts. */
export function visitElement(node: ts.ElementAccessExpression, analysis: Analysis): void {
  const { expression, argumentExpression: key } = node;
  const type = analysis.checker.getNonNullableType(analysis.checker.getTypeAtLocation(expression));
  if (!(type.flags & (ts.TypeFlags.Object | ts.TypeFlags.UnionOrIntersection))) return;
  const names = literalsIn(analysis.checker.getTypeAtLocation(key));
  if (names.length > 0 && !(names.length > 1 && names.length === type.getProperties().length)) {
    for (const name of names) {
      for (const member of analysis.members.of(type.getProperty(name))) {
        if (member.is === "operation") visitReference(key, member.operation, analysis);
        else if (member.is === "field")
          analysis.addField(member.field, key, isWrittenTo(node), expression);
      }
    }
  } else if (!isIndexed(type, analysis)) {
    addWhole(key, type, expression, analysis);
  }
}

/** Lists and tuples are read by position, and that is no field. */
function isIndexed(type: ts.Type, { checker }: Analysis): boolean {
  return checker.getIndexInfosOfType(type).length > 0;
}

/** `const { total: sum, ...rest } = order`, and parameters of this form. */
export function visitPattern(node: ts.ObjectBindingPattern, analysis: Analysis): void {
  const known = node.elements.filter(({ propertyName, name, dotDotDotToken }) => {
    const text = nameText(propertyName ?? name);
    const isKnown =
      text === undefined ? propertyName !== undefined : analysis.index.members.has(text);
    return !dotDotDotToken && isKnown;
  });
  if (known.length === 0) return;
  const type = analysis.checker.getTypeAtLocation(node);
  for (const { propertyName, name } of known) {
    const place = propertyName ?? name;
    const texts = ts.isComputedPropertyName(place)
      ? literalsIn(analysis.checker.getTypeAtLocation(place.expression))
      : [nameText(place) ?? ""];
    for (const text of texts) {
      for (const member of analysis.members.of(type.getProperty(text))) {
        if (member.is === "operation") analysis.hold(member.operation, place);
        else if (member.is === "field")
          analysis.addField(member.field, place, false, sourceOf(node));
      }
    }
  }
}

/** `"total" in order`. */
export function visitIn(node: ts.BinaryExpression, analysis: Analysis): void {
  const { left, right } = node;
  if (!ts.isStringLiteralLike(left) || !analysis.index.members.has(left.text)) return;
  const type = analysis.checker.getTypeAtLocation(right);
  for (const part of type.isUnion() ? type.types : [type]) {
    for (const field of analysis.fieldsOf(part.getProperty(left.text)))
      analysis.addField(field, left, false, right);
  }
}
