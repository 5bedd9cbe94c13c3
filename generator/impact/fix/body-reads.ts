import { nameText, ts } from "../../uses/index.js";

/** How the code gets the body of an answer. */
export type BodyReads =
  /** `await call`. */
  | { readonly as: "awaited"; readonly node: ts.AwaitExpression }
  /** The parameter of a function that is passed to `then`. */
  | { readonly as: "parameter"; readonly name: ts.BindingName }
  /** Expressions that are the body each: `it.data` of `const it = await call.result()`. */
  | { readonly as: "expressions"; readonly nodes: readonly ts.Expression[] }
  /** Nobody looks at what comes back. */
  | { readonly as: "dropped" };

/**
 * Finds what reads the body of a call's answer; undefined if that does not show plainly.
 *
 * @param isByPath whether the call gives `data` beside the error, as openapi-fetch does
 */
export function bodyReadsOf(
  call: ts.CallExpression,
  isByPath: boolean,
  checker: ts.TypeChecker,
): BodyReads | undefined {
  if (isDropped(call)) return { as: "dropped" };
  const { parent } = call;
  if (ts.isAwaitExpression(parent)) {
    if (isDropped(parent)) return { as: "dropped" };
    return isByPath ? ofOutcome(parent, checker) : { as: "awaited", node: parent };
  }
  const method = ts.isPropertyAccessExpression(parent) ? parent.name.text : "";
  const user = parent.parent;
  if (isByPath || !ts.isCallExpression(user) || user.expression !== parent) return undefined;
  if (method === "then") return ofCallback(user);
  const isOutcome = method === "result" && ts.isAwaitExpression(user.parent);
  return isOutcome ? ofOutcome(user.parent, checker) : undefined;
}

function ofCallback({ arguments: [callback] }: ts.CallExpression): BodyReads | undefined {
  const isFunction =
    callback && (ts.isArrowFunction(callback) || ts.isFunctionExpression(callback));
  const [only, ...others] = isFunction ? callback.parameters : [];
  if (!only) return isFunction ? { as: "dropped" } : undefined;
  const isPlain = others.length === 0 && !only.type && !only.initializer && !only.dotDotDotToken;
  return isPlain ? { as: "parameter", name: only.name } : undefined;
}

/** What else an outcome has than its body. */
const besides = new Set(["ok", "status", "error", "response", "headers"]);

/** `const it = await …` of which `it.data` is read, and `const { data } = await …`. */
function ofOutcome(node: ts.AwaitExpression, checker: ts.TypeChecker): BodyReads | undefined {
  const variable = node.parent;
  const isConstant =
    ts.isVariableDeclaration(variable) &&
    variable.initializer === node &&
    !variable.type &&
    (ts.getCombinedNodeFlags(variable) & ts.NodeFlags.Const) !== 0;
  if (!isConstant) return undefined;
  const { name } = variable;
  if (ts.isIdentifier(name)) {
    const read = mentionsOf(name, checker).map((each): ts.Expression | "other" | undefined => {
      const { parent } = each;
      if (!ts.isPropertyAccessExpression(parent) || parent.expression !== each) return undefined;
      return parent.name.text === "data"
        ? parent
        : besides.has(parent.name.text)
          ? "other"
          : undefined;
    });
    if (read.includes(undefined)) return undefined;
    const nodes = read.flatMap((each) => (each === undefined || each === "other" ? [] : [each]));
    return { as: "expressions", nodes };
  }
  if (!ts.isObjectBindingPattern(name)) return undefined;
  const nodes: ts.Expression[] = [];
  for (const { propertyName, name: own, dotDotDotToken, initializer } of name.elements) {
    const text = nameText((propertyName ?? own) as ts.PropertyName);
    if (dotDotDotToken) return undefined;
    if (text !== "data") continue;
    if (initializer || !ts.isIdentifier(own)) return undefined;
    nodes.push(...mentionsOf(own, checker));
  }
  return { as: "expressions", nodes };
}

/** `await call;`: nobody looks at what comes back. */
function isDropped({ parent }: ts.Node): boolean {
  return (
    ts.isExpressionStatement(parent) ||
    ts.isVoidExpression(parent) ||
    (ts.isAwaitExpression(parent) && isDropped(parent))
  );
}

/** Where a variable is used in its file. */
export function mentionsOf(variable: ts.Identifier, checker: ts.TypeChecker): ts.Identifier[] {
  const symbol = checker.getSymbolAtLocation(variable);
  const found: ts.Identifier[] = [];
  const visit = (node: ts.Node): void => {
    const isMention =
      ts.isIdentifier(node) &&
      node !== variable &&
      node.text === variable.text &&
      symbolAt(node, checker) === symbol;
    if (isMention) found.push(node);
    else ts.forEachChild(node, visit);
  };
  visit(variable.getSourceFile());
  return found;
}

function symbolAt(node: ts.Identifier, checker: ts.TypeChecker): ts.Symbol | undefined {
  const { parent } = node;
  return ts.isShorthandPropertyAssignment(parent) && parent.name === node
    ? checker.getShorthandAssignmentValueSymbol(parent)
    : checker.getSymbolAtLocation(node);
}
