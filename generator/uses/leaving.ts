import type { Analysis } from "./analysis.js";
import { ts } from "./compiler.js";
import { type DeclaredParameter, declaredParameters, visitKey } from "./generic-calls.js";
import { isOpaque, partsOf, takesAnything } from "./type-parts.js";
import { addWhole, clientTypesIn } from "./whole.js";
import { writeValue } from "./written.js";

/** Where values go: into calls, variables with a type of their own, returns, fields, components. */
export function visitFlow(node: ts.Node, analysis: Analysis): void {
  const { checker } = analysis;
  if (ts.isCallExpression(node) || ts.isNewExpression(node)) {
    visitArguments(node, analysis);
  } else if (ts.isVariableDeclaration(node) || ts.isPropertyDeclaration(node)) {
    if (node.type && node.initializer)
      flow(node.initializer, checker.getTypeFromTypeNode(node.type), analysis);
  } else if (ts.isReturnStatement(node)) {
    if (node.expression) flowAsExpected(node.expression, analysis);
  } else if (ts.isArrowFunction(node)) {
    if (!ts.isBlock(node.body)) flowAsExpected(node.body, analysis);
  } else if (ts.isBinaryExpression(node)) {
    const isAssignment = node.operatorToken.kind === ts.SyntaxKind.EqualsToken;
    const isTarget =
      ts.isObjectLiteralExpression(node.left) || ts.isArrayLiteralExpression(node.left);
    if (isAssignment && !isTarget) flow(node.right, checker.getTypeAtLocation(node.left), analysis);
  } else if (ts.isAsExpression(node) || ts.isTypeAssertionExpression(node)) {
    const isConst = ts.isConstTypeReference(node.type);
    const type = checker.getTypeFromTypeNode(node.type);
    // What is cast to nothing fits anywhere.
    if (type.flags & ts.TypeFlags.Never) leave(node.expression, analysis);
    else if (!isConst) flow(node.expression, type, analysis);
  } else if (ts.isJsxExpression(node)) {
    if (node.expression && ts.isJsxAttribute(node.parent))
      flowAsExpected(node.expression, analysis);
  } else if (ts.isForInStatement(node)) {
    addWhole(
      node.expression,
      checker.getTypeAtLocation(node.expression),
      node.expression,
      analysis,
    );
  }
}

function flowAsExpected(node: ts.Expression, analysis: Analysis): void {
  if (isPlain(node) || isPrimitive(node, analysis)) return;
  const expected = analysis.checker.getContextualType(node);
  if (expected) flow(node, expected, analysis);
}

function visitArguments(node: ts.CallExpression | ts.NewExpression, analysis: Analysis): void {
  const all = node.arguments ?? [];
  if (all.length === 0) return;
  if (all.every(isPlain)) {
    visitKeys(node, analysis);
    return;
  }
  if (ts.isCallExpression(node) && analysis.operationsOf(node).length > 0) return;
  const place = placeOf(node, analysis);
  if (place === "client") return;
  const declared = place === "own" ? declaredParameters(node, analysis) : [];
  const isRebound =
    ts.isPropertyAccessExpression(node.expression) &&
    place === "language" &&
    /^(?:bind|call|apply)$/.test(node.expression.name.text);
  for (const [index, argument] of all.entries()) {
    // What a function is bound to stays where it is.
    if (isPlain(argument) || (isRebound && index === 0)) continue;
    const value = ts.isSpreadElement(argument) ? argument.expression : argument;
    if (place === "package") leave(value, analysis);
    else flowAsExpected(value, analysis);
    for (const constraint of declared[index]?.constraints ?? []) flow(value, constraint, analysis);
  }
  if (place === "own") visitKeys(node, analysis, declared);
}

/** Texts that are declared as the name of a field of something else. */
function visitKeys(
  node: ts.CallExpression | ts.NewExpression,
  analysis: Analysis,
  declared?: readonly (DeclaredParameter | undefined)[],
): void {
  for (const [index, argument] of (node.arguments ?? []).entries()) {
    if (!ts.isStringLiteralLike(argument) || !analysis.index.members.has(argument.text)) continue;
    const parameters = declared ?? declaredParameters(node, analysis);
    if (parameters[index]?.isKey) visitKey(argument, node, analysis);
  }
}

/** What can't hold a value of the client. */
function isPlain(node: ts.Expression): boolean {
  return ts.isLiteralExpression(node) || ts.isFunctionLike(node);
}

/** The same of a value by its type; asking for it costs less than asking what is expected. */
function isPrimitive(node: ts.Expression, { checker }: Analysis): boolean {
  if (ts.isObjectLiteralExpression(node) || ts.isArrayLiteralExpression(node)) return false;
  const { flags } = checker.getTypeAtLocation(node);
  return (flags & primitive) !== 0;
}

const primitive =
  ts.TypeFlags.StringLike |
  ts.TypeFlags.NumberLike |
  ts.TypeFlags.BooleanLike |
  ts.TypeFlags.BigIntLike |
  ts.TypeFlags.Void |
  ts.TypeFlags.Undefined |
  ts.TypeFlags.Null;

type CalleePlace = "client" | "package" | "own" | "language";

/** Whose function is called. */
function placeOf(node: ts.CallExpression | ts.NewExpression, analysis: Analysis): CalleePlace {
  const { checker, program, members } = analysis;
  const type = checker.getTypeAtLocation(node.expression);
  const signatures = ts.isNewExpression(node)
    ? type.getConstructSignatures()
    : type.getCallSignatures();
  const declaration = signatures[0]?.declaration;
  const file = declaration?.getSourceFile();
  if (!declaration || !file) return isOpaque(type) ? "package" : "own";
  if (members.isClients(declaration)) return "client";
  if (program.isSourceFileDefaultLibrary(file)) return "language";
  return file.isDeclarationFile && /\/node_modules\//.test(file.fileName) ? "package" : "own";
}

/** A value that goes to another package: nothing of that package's code is read. */
function leave(node: ts.Expression, analysis: Analysis): void {
  if (ts.isFunctionLike(node)) return;
  if (ts.isObjectLiteralExpression(node)) {
    for (const property of node.properties) {
      if (ts.isPropertyAssignment(property)) leave(property.initializer, analysis);
      else if (ts.isShorthandPropertyAssignment(property)) leave(property.name, analysis);
      else if (ts.isSpreadAssignment(property)) leave(property.expression, analysis);
    }
    return;
  }
  if (ts.isArrayLiteralExpression(node)) {
    for (const each of node.elements)
      leave(ts.isSpreadElement(each) ? each.expression : each, analysis);
    return;
  }
  addWhole(node, analysis.checker.getTypeAtLocation(node), node, analysis);
}

/** A value that goes where a type is expected. */
function flow(node: ts.Expression, expected: ts.Type, analysis: Analysis): void {
  if (isPlain(node)) return;
  const { checker } = analysis;
  if (takesAnything(expected, checker)) {
    leave(node, analysis);
    return;
  }
  if (ts.isObjectLiteralExpression(node) || ts.isArrayLiteralExpression(node)) {
    writeValue(node, expected, analysis);
    flowInside(node, analysis);
    return;
  }
  const type = checker.getTypeAtLocation(node);
  if (isOpaque(type) || clientTypesIn(expected, analysis).size > 0)
    writeValue(node, expected, analysis);
  if (type === expected || clientTypesIn(type, analysis).size === 0) return;
  compare(node, node, type, expected, analysis, 0, new Map());
}

function flowInside(
  node: ts.ObjectLiteralExpression | ts.ArrayLiteralExpression,
  analysis: Analysis,
): void {
  if (ts.isArrayLiteralExpression(node)) {
    for (const each of node.elements)
      if (ts.isSpreadElement(each)) flowAsExpected(each.expression, analysis);
      else flowAsExpected(each, analysis);
    return;
  }
  for (const property of node.properties) {
    if (ts.isPropertyAssignment(property)) flowAsExpected(property.initializer, analysis);
    else if (ts.isShorthandPropertyAssignment(property)) {
      const expected = analysis.checker.getContextualType(property.name);
      if (expected) flow(property.name, expected, analysis);
    }
  }
}

/** Deeper types of the caller count as using all. */
const maxDepth = 4;

/**
 * Pairs of types, and the least depth at which they were compared: types that hold each other would
 * take a time that grows by the power of the depth.
 */
type Compared = Map<ts.Type, Map<ts.Type, number>>;

/** Notes the fields that a type of the caller's own takes over from the client's. */
function compare(
  at: ts.Expression,
  from: ts.Node,
  type: ts.Type,
  expected: ts.Type,
  analysis: Analysis,
  depth: number,
  compared: Compared,
): void {
  const { checker } = analysis;
  const others = compared.get(type) ?? new Map<ts.Type, number>();
  compared.set(type, others);
  if ((others.get(expected) ?? Number.POSITIVE_INFINITY) <= depth) return;
  others.set(expected, depth);
  const targets = partsOf(expected, checker);
  const sources = partsOf(type, checker);
  for (const target of targets) {
    if (isClients(target, analysis)) continue;
    if (takesAnything(target, checker) || depth > maxDepth) {
      addWhole(at, type, from, analysis);
      continue;
    }
    for (const source of sources) {
      for (const property of target.getProperties()) {
        if (analysis.fieldsOf(property).length > 0) continue;
        const given = source.getProperty(property.name);
        if (!given) continue;
        for (const field of analysis.fieldsOf(given)) analysis.addField(field, at, false, from);
        const held = checker.getTypeOfSymbol(given);
        const wanted = checker.getTypeOfSymbol(property);
        if (clientTypesIn(held, analysis).size === 0) continue;
        if (takesAnything(wanted, checker)) addWhole(at, held, from, analysis);
        else compare(at, from, held, wanted, analysis, depth + 1, compared);
      }
    }
  }
}

function isClients(type: ts.Type, { members }: Analysis): boolean {
  return [type.aliasSymbol, type.symbol].some(
    (symbol) => members.declarationsOf(symbol).length > 0,
  );
}
