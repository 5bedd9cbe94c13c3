import { toPropertyKey } from "../../typescript/index.js";
import { nameText, ts } from "../../uses/index.js";
import type { FixContext } from "./fix-context.js";
import type { EnvelopeChange } from "./rename.js";
import { propertyIn } from "./written-object.js";

/** Puts a body into its envelope, or takes it out, where the code says plainly what the body is. */
export function changeEnvelope(
  call: ts.CallExpression,
  { side, name, isAdded }: EnvelopeChange,
  isByPath: boolean,
  context: FixContext,
): void {
  if (side === "request") changeRequest(call, name, isAdded, context);
  else if (isByPath) leave(call, context);
  else if (isAdded) putOn(call, name, context);
  else takeOff(call, name, context);
}

function leave(call: ts.CallExpression, { leave: tell }: FixContext): void {
  tell(call.expression, "its answer is not read plainly here");
}

function changeRequest(
  call: ts.CallExpression,
  name: string,
  isAdded: boolean,
  context: FixContext,
): void {
  const body = call.arguments.map((each) => propertyIn(each, "body")).find(Boolean);
  const value = body?.initializer;
  const inner = value && ts.isObjectLiteralExpression(value) ? onlyOf(value, name) : undefined;
  const hasEnvelope = value !== undefined && propertyIn(value, name) !== undefined;
  if (!value || (isAdded ? hasEnvelope : !inner)) {
    if (!isAdded || !hasEnvelope)
      context.leave(call.expression, "what it sends is not written plainly here");
    return;
  }
  const [start, end] = [value.getStart(), value.end];
  if (isAdded) {
    context.edit({ start, end: start, text: `{ ${toPropertyKey(name)}: ` });
    context.edit({ start: end, end, text: " }" });
  } else if (inner) {
    context.edit({ start, end: inner.initializer.getStart(), text: "" });
    context.edit({ start: inner.initializer.end, end, text: "" });
  }
}

function onlyOf(node: ts.ObjectLiteralExpression, name: string): ts.PropertyAssignment | undefined {
  return node.properties.length === 1 ? propertyIn(node, name) : undefined;
}

/** `await call` becomes `(await call).data`. */
function putOn(call: ts.CallExpression, name: string, context: FixContext): void {
  const waiting = call.parent;
  if (!ts.isAwaitExpression(waiting)) {
    if (!isDropped(call)) leave(call, context);
    return;
  }
  const type = context.checker.getNonNullableType(context.checker.getTypeAtLocation(waiting));
  // A client that has it already is not the old one.
  if (isDropped(waiting) || type.getProperty(name)) return;
  const access = /^[A-Za-z_$][\w$]*$/.test(name) ? `.${name}` : `[${JSON.stringify(name)}]`;
  const outer = waiting.parent;
  if (ts.isParenthesizedExpression(outer)) {
    if (!isReadAs(outer, name)) context.edit({ start: outer.end, end: outer.end, text: access });
    return;
  }
  const start = waiting.getStart();
  context.edit({ start, end: start, text: "(" });
  context.edit({ start: waiting.end, end: waiting.end, text: `)${access}` });
}

/** `await call;`: nobody looks at what comes back. */
function isDropped({ parent }: ts.Node): boolean {
  return (
    ts.isExpressionStatement(parent) ||
    ts.isVoidExpression(parent) ||
    (ts.isAwaitExpression(parent) && isDropped(parent))
  );
}

function isReadAs(node: ts.Expression, name: string): boolean {
  const { parent } = node;
  return (
    ts.isPropertyAccessExpression(parent) && parent.expression === node && parent.name.text === name
  );
}

/** `(await call).data` and `const { data: order } = await call` become `(await call)` and `const order = await call`. */
function takeOff(call: ts.CallExpression, name: string, context: FixContext): void {
  const waiting = call.parent;
  if (!ts.isAwaitExpression(waiting)) {
    if (!isDropped(call)) leave(call, context);
    return;
  }
  if (isDropped(waiting)) return;
  const type = context.checker.getNonNullableType(context.checker.getTypeAtLocation(waiting));
  if (!type.getProperty(name)) return;
  const outer = waiting.parent;
  if (ts.isParenthesizedExpression(outer)) {
    const { parent } = outer;
    if (isReadAs(outer, name)) context.edit({ start: outer.end, end: parent.end, text: "" });
    else leave(call, context);
    return;
  }
  if (!ts.isVariableDeclaration(outer) || outer.initializer !== waiting || outer.type) {
    leave(call, context);
    return;
  }
  if (ts.isObjectBindingPattern(outer.name)) takeOffPattern(outer.name, name, call, context);
  else if (ts.isIdentifier(outer.name)) takeOffReads(outer.name, name, call, context);
  else leave(call, context);
}

function takeOffPattern(
  pattern: ts.ObjectBindingPattern,
  name: string,
  call: ts.CallExpression,
  context: FixContext,
): void {
  const [only, ...others] = pattern.elements;
  const isPlain = only && others.length === 0 && !only.dotDotDotToken && !only.initializer;
  if (!isPlain || nameText((only.propertyName ?? only.name) as ts.PropertyName) !== name) {
    leave(call, context);
    return;
  }
  const [start, end] = [pattern.getStart(), pattern.end];
  context.edit({ start, end: only.name.getStart(), text: "" });
  context.edit({ start: only.name.end, end, text: "" });
}

/** A variable of which nothing but the envelope's content is read. */
function takeOffReads(
  variable: ts.Identifier,
  name: string,
  call: ts.CallExpression,
  context: FixContext,
): void {
  const symbol = context.checker.getSymbolAtLocation(variable);
  const reads: ts.PropertyAccessExpression[] = [];
  let isPlain = (ts.getCombinedNodeFlags(variable.parent) & ts.NodeFlags.Const) !== 0;
  const visit = (node: ts.Node): void => {
    const isMention =
      ts.isIdentifier(node) &&
      node !== variable &&
      node.text === variable.text &&
      symbolAt(node, context.checker) === symbol;
    if (!isMention) {
      ts.forEachChild(node, visit);
      return;
    }
    const { parent } = node;
    if (isReadAs(node, name) && ts.isPropertyAccessExpression(parent) && !parent.questionDotToken)
      reads.push(parent);
    else isPlain = false;
  };
  visit(variable.getSourceFile());
  if (!isPlain) {
    leave(call, context);
    return;
  }
  for (const { expression, end } of reads) context.edit({ start: expression.end, end, text: "" });
}

function symbolAt(node: ts.Identifier, checker: ts.TypeChecker): ts.Symbol | undefined {
  const { parent } = node;
  return ts.isShorthandPropertyAssignment(parent) && parent.name === node
    ? checker.getShorthandAssignmentValueSymbol(parent)
    : checker.getSymbolAtLocation(node);
}
