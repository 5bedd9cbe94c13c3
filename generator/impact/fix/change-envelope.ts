import { toPropertyKey } from "../../typescript/index.js";
import { nameText, ts } from "../../uses/index.js";
import { bodyReadsOf, mentionsOf } from "./body-reads.js";
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
  if (side === "request") {
    changeRequest(call, name, isAdded, context);
    return;
  }
  const reads = bodyReadsOf(call, isByPath, context.checker);
  if (reads?.as === "dropped") return;
  const isDone =
    reads?.as === "awaited"
      ? (isAdded ? putOn : takeOff)(reads.node, name, context)
      : reads?.as === "parameter"
        ? (isAdded ? putOnName : takeOffName)(reads.name, name, context)
        : reads !== undefined && (isAdded ? putOnEach : takeOffEach)(reads.nodes, name, context);
  if (!isDone) context.leave(call.expression, "its answer is not read plainly here");
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

const access = (name: string) =>
  /^[A-Za-z_$][\w$]*$/.test(name) ? `.${name}` : `[${JSON.stringify(name)}]`;

/** Whether a body has a property: the old client's has the envelope's only if it is to be taken off. */
function hasProperty(node: ts.Node, name: string, { checker }: FixContext): boolean {
  const type = checker.getNonNullableType(checker.getTypeAtLocation(node));
  return type.getProperty(name) !== undefined;
}

// Each of these says whether the code is plain; code for the other client is left as it is.

/** `await call` becomes `(await call).data`. */
function putOn(waiting: ts.AwaitExpression, name: string, context: FixContext): boolean {
  if (hasProperty(waiting, name, context)) return true;
  const outer = waiting.parent;
  if (ts.isParenthesizedExpression(outer)) {
    const { end } = outer;
    if (!isReadAs(outer, name)) context.edit({ start: end, end, text: access(name) });
    return true;
  }
  const start = waiting.getStart();
  context.edit({ start, end: start, text: "(" });
  context.edit({ start: waiting.end, end: waiting.end, text: `)${access(name)}` });
  return true;
}

/** `call.then((order) => …)` becomes `call.then(({ data: order }) => …)`. */
function putOnName(node: ts.BindingName, name: string, context: FixContext): boolean {
  if (hasProperty(node, name, context)) return true;
  if (ts.isObjectBindingPattern(node) && onlyIn(node, name)) return true;
  const isBare = !node.parent.parent
    .getChildren()
    .some(({ kind }) => kind === ts.SyntaxKind.OpenParenToken);
  const [start, end] = [node.getStart(), node.end];
  const key = ts.isIdentifier(node) && node.text === name ? "" : `${toPropertyKey(name)}: `;
  context.edit({ start, end: start, text: `${isBare ? "(" : ""}{ ${key}` });
  context.edit({ start: end, end, text: ` }${isBare ? ")" : ""}` });
  return true;
}

/** `it.data.sum` of an outcome becomes `it.data.data.sum`. */
function putOnEach(nodes: readonly ts.Expression[], name: string, context: FixContext): boolean {
  if (nodes.some((each) => hasProperty(each, name, context))) return true;
  for (const node of nodes) {
    if (isReadAs(node, name)) continue;
    const type = context.checker.getTypeAtLocation(node);
    const mayMiss = context.checker.getNonNullableType(type) !== type;
    const text = mayMiss ? `?.${access(name).replace(/^\./, "")}` : access(name);
    const isShorthand = ts.isShorthandPropertyAssignment(node.parent);
    const before = isShorthand ? `: ${node.getText()}` : "";
    context.edit({ start: node.end, end: node.end, text: before + text });
  }
  return true;
}

function isReadAs(node: ts.Expression, name: string): boolean {
  const { parent } = node;
  return (
    ts.isPropertyAccessExpression(parent) && parent.expression === node && parent.name.text === name
  );
}

/** `(await call).data` and `const { data: order } = await call` become `(await call)` and `const order = await call`. */
function takeOff(waiting: ts.AwaitExpression, name: string, context: FixContext): boolean {
  if (!hasProperty(waiting, name, context)) return true;
  const outer = waiting.parent;
  if (ts.isParenthesizedExpression(outer)) {
    if (!isReadAs(outer, name)) return false;
    context.edit({ start: outer.end, end: outer.parent.end, text: "" });
    return true;
  }
  const isPlain =
    ts.isVariableDeclaration(outer) &&
    outer.initializer === waiting &&
    !outer.type &&
    (ts.isObjectBindingPattern(outer.name) ||
      (ts.getCombinedNodeFlags(outer) & ts.NodeFlags.Const) !== 0);
  return isPlain && takeOffName(outer.name, name, context);
}

function takeOffName(node: ts.BindingName, name: string, context: FixContext): boolean {
  if (!hasProperty(node, name, context)) return true;
  if (ts.isIdentifier(node)) return takeOffEach(mentionsOf(node, context.checker), name, context);
  const only = ts.isObjectBindingPattern(node) ? onlyIn(node, name) : undefined;
  if (!only || only.initializer) return false;
  context.edit({ start: node.getStart(), end: only.name.getStart(), text: "" });
  context.edit({ start: only.name.end, end: node.end, text: "" });
  return true;
}

/** The only element of a pattern, if it is of this name. */
function onlyIn(pattern: ts.ObjectBindingPattern, name: string): ts.BindingElement | undefined {
  const [only, ...others] = pattern.elements;
  const isPlain = only && others.length === 0 && !only.dotDotDotToken;
  return isPlain && nameText((only.propertyName ?? only.name) as ts.PropertyName) === name
    ? only
    : undefined;
}

/** Bodies of which nothing but the envelope's content is read. */
function takeOffEach(nodes: readonly ts.Expression[], name: string, context: FixContext): boolean {
  if (!nodes.some((each) => hasProperty(each, name, context))) return true;
  const reads = nodes.flatMap((each) =>
    isReadAs(each, name) ? [each.parent as ts.PropertyAccessExpression] : [],
  );
  if (reads.length < nodes.length) return false;
  for (const { expression, end, questionDotToken, parent } of reads) {
    const isNext =
      (ts.isPropertyAccessExpression(parent) || ts.isElementAccessExpression(parent)) &&
      parent.expression.end === end &&
      !parent.questionDotToken;
    const kept =
      !questionDotToken || !isNext ? "" : ts.isElementAccessExpression(parent) ? "?." : "?";
    context.edit({ start: expression.end, end, text: kept });
  }
  return true;
}
