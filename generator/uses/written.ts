import type { Analysis } from "./analysis.js";
import { addEnumValue, addFieldValue, enumOfKeys, textsWritten } from "./compared.js";
import { ts } from "./compiler.js";
import { literalsIn } from "./literals.js";
import { isOpaque, partsOf } from "./type-parts.js";
import { nameText } from "./type-syntax.js";

/** The named properties of an object that is written where the client's type is expected. */
export function visitObject(node: ts.ObjectLiteralExpression, analysis: Analysis): void {
  const { checker } = analysis;
  const names = node.properties.some(({ name }) => name && isKnown(nameText(name) ?? "", analysis));
  const hasSpread = node.properties.some(ts.isSpreadAssignment);
  if (!names && !hasSpread) return;
  if (isTarget(node)) {
    visitTarget(node, analysis);
    return;
  }
  const expected = checker.getContextualType(node);
  if (!expected) return;
  const keys = enumOfKeys(expected, analysis);
  const parts = partsOf(expected, checker).filter((each) => fits(node, each, analysis));
  for (const property of node.properties) {
    if (ts.isSpreadAssignment(property)) {
      writeValue(property.expression, expected, analysis);
      continue;
    }
    const name = nameText(property.name);
    if (name === undefined) continue;
    if (keys !== undefined && analysis.index.literals.has(name))
      addEnumValue(keys, name, property.name, undefined, analysis);
    if (!analysis.index.members.has(name)) continue;
    if (ts.isPropertyAssignment(property) && isUndefined(property.initializer)) continue;
    for (const type of parts) {
      const symbol = type.getProperty(name);
      for (const member of analysis.members.of(symbol)) {
        if (member.is === "handler") analysis.addOperation(member.operation, property.name, "type");
        if (member.is !== "field" || isBodyItself(member.field.name, member.field.part)) continue;
        analysis.addField(member.field, property.name, true, receiverOf(node, analysis));
      }
    }
  }
}

/** Whether the texts in an object are those of a variant: they tell variants of a union apart. */
function fits(node: ts.ObjectLiteralExpression, type: ts.Type, { checker }: Analysis): boolean {
  return node.properties.every((property) => {
    if (!ts.isPropertyAssignment(property) || !ts.isStringLiteralLike(property.initializer))
      return true;
    const symbol = type.getProperty(nameText(property.name) ?? "");
    const texts = symbol ? literalsIn(checker.getTypeOfSymbol(symbol)) : [];
    return texts.length === 0 || texts.includes(property.initializer.text);
  });
}

/** Whether a name is one of the client's at all: most objects of a caller have none. */
const isKnown = (name: string, { index }: Analysis) =>
  index.members.has(name) || index.literals.has(name);

/** `{ body: … }` says nothing that the fields of the body, or the whole of it, do not. */
const isBodyItself = (name: string, part: string) => part === "argument" && name === "body";

/** The call that an object is an argument of, through other literals: it knows the operation. */
function receiverOf(node: ts.Node, analysis: Analysis): ts.Node | undefined {
  let at = node;
  while (
    ts.isObjectLiteralExpression(at.parent) ||
    ts.isArrayLiteralExpression(at.parent) ||
    ts.isPropertyAssignment(at.parent) ||
    ts.isParenthesizedExpression(at.parent) ||
    ts.isConditionalExpression(at.parent)
  )
    at = at.parent;
  const { parent } = at;
  return ts.isCallExpression(parent) && analysis.operationsOf(parent).length > 0
    ? parent
    : undefined;
}

/** `({ total: x } = order)`. */
function visitTarget(node: ts.ObjectLiteralExpression, analysis: Analysis): void {
  for (const property of node.properties) {
    if (!property.name || !ts.isIdentifier(property.name)) continue;
    const symbol = analysis.checker.getPropertySymbolOfDestructuringAssignment(property.name);
    for (const field of analysis.fieldsOf(symbol)) {
      analysis.addField(field, property.name, false, valueAssigned(node));
    }
  }
}

function isTarget(node: ts.Node): boolean {
  const { parent } = node;
  if (ts.isBinaryExpression(parent)) {
    return parent.left === node && parent.operatorToken.kind === ts.SyntaxKind.EqualsToken;
  }
  const isInner = ts.isPropertyAssignment(parent) || ts.isArrayLiteralExpression(parent);
  return isInner && isTarget(ts.isPropertyAssignment(parent) ? parent.parent : parent);
}

function valueAssigned(node: ts.Node): ts.Node | undefined {
  for (let at = node.parent; at; at = at.parent) if (ts.isBinaryExpression(at)) return at.right;
  return undefined;
}

function isUndefined(node: ts.Expression): boolean {
  return (ts.isIdentifier(node) && node.text === "undefined") || ts.isVoidExpression(node);
}

/** A value that goes where the client expects one of its types. */
export function flowInto(node: ts.Expression, analysis: Analysis): void {
  const expected = analysis.checker.getContextualType(node);
  if (expected) writeValue(node, expected, analysis);
}

/** Objects within objects; deeper ones count as whole. */
const maxDepth = 5;

/** Notes which properties of the client's type a value of the caller's own type fills in. */
export function writeValue(
  node: ts.Expression,
  expected: ts.Type,
  analysis: Analysis,
  depth = 0,
): void {
  if (ts.isObjectLiteralExpression(node) && analysis.checker.getContextualType(node)) {
    // Its own properties are visited where they stand.
    for (const property of node.properties) {
      const name = property.name && nameText(property.name);
      const value = ts.isPropertyAssignment(property)
        ? property.initializer
        : ts.isShorthandPropertyAssignment(property)
          ? property.name
          : undefined;
      if (name === undefined || !value) continue;
      for (const type of memberTypes(expected, name, analysis))
        writeValue(value, type, analysis, depth + 1);
    }
    return;
  }
  if (ts.isArrayLiteralExpression(node)) {
    for (const each of node.elements) {
      const value = ts.isSpreadElement(each) ? each.expression : each;
      writeValue(value, expected, analysis, depth + 1);
    }
    return;
  }
  if (ts.isFunctionLike(node)) return;
  const type = analysis.checker.getTypeAtLocation(node);
  writeType(node, type, expected, analysis, depth);
}

function writeType(
  at: ts.Node,
  type: ts.Type,
  expected: ts.Type,
  analysis: Analysis,
  depth: number,
): void {
  const { checker } = analysis;
  for (const target of partsOf(expected, checker)) {
    if (!isClientObject(target, analysis)) continue;
    if (isOpaque(type) || depth > maxDepth) {
      writeWhole(at, target, analysis);
      continue;
    }
    for (const source of partsOf(type, checker)) {
      if (isClientObject(source, analysis)) continue;
      for (const property of target.getProperties()) {
        const given = source.getProperty(property.name);
        if (!given || analysis.fieldsOf(given).length > 0) continue;
        writeProperty(at, given, property, analysis, depth);
      }
    }
  }
}

function writeProperty(
  at: ts.Node,
  given: ts.Symbol,
  property: ts.Symbol,
  analysis: Analysis,
  depth: number,
): void {
  const { checker } = analysis;
  const { valueDeclaration: own } = given;
  const isWritten = own && (ts.isPropertyAssignment(own) || ts.isShorthandPropertyAssignment(own));
  const isCertain = isWritten || !(given.flags & ts.SymbolFlags.Optional);
  const place = isWritten ? own.name : at;
  const value = isWritten && ts.isPropertyAssignment(own) ? own.initializer : undefined;
  if (value && isUndefined(value)) return;
  for (const field of analysis.fieldsOf(property)) {
    if (isBodyItself(field.name, field.part)) continue;
    analysis.addField(field, place, true, undefined, !isCertain);
    for (const text of value ? textsWritten(value) : [])
      addFieldValue(field, text.text, text, undefined, analysis);
  }
  const expected = checker.getTypeOfSymbol(property);
  const literal = value && isPlainLiteral(value) ? value : undefined;
  if (literal) writeExpected(literal, expected, analysis, depth + 1);
  else
    writeType(place, checker.getTypeOfSymbolAtLocation(given, at), expected, analysis, depth + 1);
}

const isPlainLiteral = (node: ts.Expression) =>
  ts.isObjectLiteralExpression(node) || ts.isArrayLiteralExpression(node);

/** A value of which the compiler does not know at its place that it goes to the client. */
export function writeExpected(
  node: ts.Expression,
  expected: ts.Type,
  analysis: Analysis,
  depth = 0,
): void {
  if (ts.isArrayLiteralExpression(node)) {
    for (const each of node.elements) writeExpected(each, expected, analysis, depth);
    return;
  }
  writeType(node, analysis.checker.getTypeAtLocation(node), expected, analysis, depth);
}

/** A property of a value that goes where the client expects a type, such as `body`. */
export function writeHeld(
  node: ts.Expression,
  name: string,
  expected: ts.Type,
  analysis: Analysis,
): void {
  const { checker } = analysis;
  const type = checker.getTypeAtLocation(node);
  if (isOpaque(type)) writeType(node, type, expected, analysis, 0);
  for (const part of partsOf(type, checker)) {
    const held = part.getProperty(name);
    if (!held) continue;
    const own = held.valueDeclaration;
    const isWritten = own && ts.isPropertyAssignment(own) && isPlainLiteral(own.initializer);
    if (isWritten) writeExpected(own.initializer, expected, analysis);
    else writeType(node, checker.getTypeOfSymbolAtLocation(held, node), expected, analysis, 0);
  }
}

function writeWhole(at: ts.Node, target: ts.Type, analysis: Analysis): void {
  const [declaration] = analysis.members.declarationsOf(target.aliasSymbol ?? target.symbol);
  const named = declaration && analysis.members.ofDeclaration(declaration);
  if (named?.is === "type") {
    analysis.addOf(named.name, named.name, at, { isWritten: true, whole: true });
    return;
  }
  // A type without a name, such as a body that is declared where it is sent.
  for (const property of target.getProperties().slice(0, 1)) {
    for (const field of analysis.fieldsOf(property)) {
      const name = field.name.replace(/\.[^.]*$/, "");
      const kind = field.part === "argument" ? "argument" : "bodyField";
      if (field.operation !== undefined)
        analysis.add(kind, name, at, { operations: [field.operation], whole: true });
    }
  }
}

function memberTypes(expected: ts.Type, name: string, analysis: Analysis): ts.Type[] {
  return partsOf(expected, analysis.checker).flatMap((part) => {
    const symbol = part.getProperty(name);
    return symbol ? [analysis.checker.getTypeOfSymbol(symbol)] : [];
  });
}

/** Whether an object type is the client's: declared there, or made of what is. */
function isClientObject(type: ts.Type, analysis: Analysis): boolean {
  if (analysis.members.declarationsOf(type.aliasSymbol ?? type.symbol).length > 0) return true;
  return type.getProperties().some((each) => analysis.fieldsOf(each).length > 0);
}

/** The attributes of a component that takes the client's types as they are. */
export function visitAttributes(node: ts.JsxAttributes, analysis: Analysis): void {
  const expected = analysis.checker.getContextualType(node);
  if (!expected) return;
  for (const attribute of node.properties) {
    if (ts.isJsxSpreadAttribute(attribute)) {
      writeValue(attribute.expression, expected, analysis);
      continue;
    }
    const name = attribute.name.getText();
    if (!analysis.index.members.has(name)) continue;
    for (const part of partsOf(expected, analysis.checker)) {
      for (const field of analysis.fieldsOf(part.getProperty(name)))
        analysis.addField(field, attribute.name, true);
    }
  }
}
