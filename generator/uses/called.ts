import type { Analysis } from "./analysis.js";
import { ts } from "./compiler.js";
import { expectedIn, type PathCall, pathCallOf } from "./openapi-fetch.js";
import { nameText } from "./type-syntax.js";
import { flowInto, writeExpected, writeHeld } from "./written.js";

/** Calls of operations with what they are given, and functions of operations that go elsewhere. */
export function visitCall(node: ts.CallExpression, analysis: Analysis): void {
  const operations = analysis.operationsOf(node);
  if (operations.length === 0) return;
  const at = nameOf(node.expression);
  if (!analysis.namesOperation(at)) analysis.follow(operations);
  for (const operation of operations) {
    analysis.addOperation(operation, at, "call");
    if (analysis.index.operations.get(operation)?.isDataUnknown && !isDropped(node)) {
      // No type shows what the caller reads of it.
      analysis.add("answerField", `${operation}.answer`, at, {
        operations: [operation],
        whole: true,
      });
    }
  }
  const byPath = pathCallOf(node, analysis);
  if (byPath) visitInit(byPath, analysis);
  else for (const argument of node.arguments) flowInto(argument, analysis);
}

/** `{ params: { query, path, header }, body }`, also one that was made before. */
function visitInit({ types, init }: PathCall, analysis: Analysis): void {
  if (!init) return;
  const { checker } = analysis;
  for (const type of types) {
    const { params, bodies } = expectedIn(type, checker);
    const expected = new Map([
      ["params", params ? [params] : []],
      ["body", bodies],
    ]);
    for (const [name, wanted] of expected)
      for (const each of wanted) writeMember(init, name, each, analysis);
  }
}

/** What is given as a property of an object goes where the client expects a type. */
function writeMember(
  node: ts.Expression,
  name: string,
  expected: ts.Type,
  analysis: Analysis,
): void {
  if (ts.isParenthesizedExpression(node) || ts.isSatisfiesExpression(node)) {
    writeMember(node.expression, name, expected, analysis);
  } else if (ts.isConditionalExpression(node)) {
    for (const each of [node.whenTrue, node.whenFalse]) writeMember(each, name, expected, analysis);
  } else if (!ts.isObjectLiteralExpression(node)) {
    writeHeld(node, name, expected, analysis);
  } else {
    for (const property of node.properties) {
      if (ts.isSpreadAssignment(property))
        writeMember(property.expression, name, expected, analysis);
      else if (nameText(property.name) !== name) continue;
      else if (ts.isPropertyAssignment(property))
        writeExpected(property.initializer, expected, analysis);
      else if (ts.isShorthandPropertyAssignment(property))
        writeExpected(property.name, expected, analysis);
    }
  }
}

/** `await call;`: nobody looks at what comes back. */
function isDropped(node: ts.Expression): boolean {
  const { parent } = node;
  if (ts.isExpressionStatement(parent)) return true;
  const isWrapper = ts.isAwaitExpression(parent) || ts.isParenthesizedExpression(parent);
  return (isWrapper && isDropped(parent)) || ts.isVoidExpression(parent);
}

/**
 * A mention of an operation's function that is not its call.
 *
 * @param node its name, or the key that it is taken by
 */
export function visitReference(node: ts.Expression, operation: string, analysis: Analysis): void {
  let at: ts.Node = node;
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent) && parent.name === node) at = parent;
  if (ts.isElementAccessExpression(parent) && parent.argumentExpression === node) at = parent;
  while (ts.isParenthesizedExpression(at.parent) || ts.isNonNullExpression(at.parent))
    at = at.parent;
  const user = at.parent;
  if (ts.isCallExpression(user) && user.expression === at) return;
  if (ts.isTypeQueryNode(user) || ts.isQualifiedName(user) || ts.isExportSpecifier(user)) {
    analysis.addOperation(operation, node, "type");
  } else if (isPassedOn(at, user)) {
    // Who gets it calls it with what nobody sees here.
    analysis.addOperation(operation, node, "call", true);
  } else {
    analysis.hold(operation, node);
  }
}

/** An argument, or what `bind` makes, is not followed; under another name, calls are found all the same. */
function isPassedOn(at: ts.Node, user: ts.Node): boolean {
  const isArgument =
    (ts.isCallExpression(user) || ts.isNewExpression(user)) && user.expression !== at;
  const isMemberOf = ts.isPropertyAccessExpression(user) && user.expression === at;
  return isArgument || isMemberOf || ts.isJsxExpression(user) || ts.isSpreadElement(user);
}

/** The part of a callee that names it. */
export function nameOf(node: ts.Expression): ts.Node {
  if (ts.isPropertyAccessExpression(node)) return node.name;
  if (ts.isElementAccessExpression(node)) return node.argumentExpression;
  if (ts.isNonNullExpression(node) || ts.isParenthesizedExpression(node))
    return nameOf(node.expression);
  return node;
}
