import type { CallSites } from "./call-sites.js";
import { ts } from "./compiler.js";
import { isPattern, nameText } from "./type-syntax.js";

/** Stands among operations for the events of webhooks. */
export const ofWebhooks = "@webhooks";

export interface OriginQuestions {
  /** The operation that an expression calls or refers to. */
  operationOf(node: ts.Expression): readonly string[];
  /** Whether an expression is an event of a webhook. */
  isEvent(node: ts.Expression): boolean;
}

/** A chain of values that is longer tells nothing that is still certain. */
const maxSteps = 300;

/**
 * Which operations a value comes from, as far as the code shows: through variables, callbacks,
 * parameters and what is passed for them, returns and fields of classes. Empty if it does not show.
 */
export class Tracer {
  readonly #checker: ts.TypeChecker;
  readonly #sites: CallSites;
  readonly #ask: OriginQuestions;
  readonly #known = new Map<ts.Node, ReadonlySet<string>>();
  #seen = new Set<ts.Node>();

  constructor(checker: ts.TypeChecker, sites: CallSites, ask: OriginQuestions) {
    this.#checker = checker;
    this.#sites = sites;
    this.#ask = ask;
  }

  originsOf(node: ts.Node): ReadonlySet<string> {
    const known = this.#known.get(node);
    if (known) return known;
    this.#seen = new Set();
    const found = new Set(this.#of(node));
    this.#known.set(node, found);
    return found;
  }

  #of(node: ts.Node | undefined): string[] {
    if (!node || this.#seen.has(node) || this.#seen.size > maxSteps) return [];
    const known = this.#known.get(node);
    if (known) return [...known];
    this.#seen.add(node);
    if (ts.isIdentifier(node)) return this.#ofIdentifier(node);
    if (ts.isCallExpression(node) || ts.isNewExpression(node)) return this.#ofCall(node);
    if (ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node))
      return this.#ofAccess(node);
    if (ts.isConditionalExpression(node)) return this.#ofAll([node.whenTrue, node.whenFalse]);
    if (ts.isBinaryExpression(node)) return this.#ofAll([node.left, node.right]);
    if (ts.isArrayLiteralExpression(node)) return this.#ofAll(node.elements);
    if (ts.isObjectLiteralExpression(node)) return this.#ofAll(node.properties.map(valueIn));
    if (ts.isFunctionLike(node)) return this.#ofReturns(node);
    const inner = innerOf(node);
    return inner ? this.#of(inner) : [];
  }

  #ofAll(nodes: readonly (ts.Node | undefined)[]): string[] {
    return nodes.flatMap((each) => this.#of(each));
  }

  #ofIdentifier(node: ts.Identifier): string[] {
    const direct = this.#ask.operationOf(node);
    if (direct.length > 0) return [...direct];
    if (this.#ask.isEvent(node)) return [ofWebhooks];
    const isShorthand = ts.isShorthandPropertyAssignment(node.parent) && node.parent.name === node;
    const symbol = isShorthand
      ? this.#checker.getShorthandAssignmentValueSymbol(node.parent)
      : this.#checker.getSymbolAtLocation(node);
    return this.#ofSymbol(symbol);
  }

  #ofAccess(node: ts.PropertyAccessExpression | ts.ElementAccessExpression): string[] {
    const direct = this.#ask.operationOf(node);
    if (direct.length > 0) return [...direct];
    const members = ts.isPropertyAccessExpression(node)
      ? this.#membersOf(node.expression, node.name.text)
      : undefined;
    if (members) return this.#ofAll(members);
    const base = this.#of(node.expression);
    if (base.length > 0 || ts.isElementAccessExpression(node)) return base;
    return this.#ofSymbol(this.#checker.getSymbolAtLocation(node.name));
  }

  #ofCall(node: ts.CallExpression | ts.NewExpression): string[] {
    const direct = this.#ask.operationOf(node);
    if (direct.length > 0) return [...direct];
    if (this.#ask.isEvent(node)) return [ofWebhooks];
    const callee = node.expression;
    const own = this.#sites.functionOf(callee);
    const returned = own && !ts.isClassLike(own) ? this.#ofReturns(own) : [];
    if (returned.length > 0) return returned;
    // A function that another one returned, or that a variable holds: `load(shop)("1")`.
    const held = ts.isPropertyAccessExpression(callee) || own ? [] : this.#of(callee);
    if (held.length > 0) return held;
    const receiver = ts.isPropertyAccessExpression(callee) ? this.#of(callee.expression) : [];
    return [...receiver, ...this.#ofAll(node.arguments ?? [])];
  }

  #ofReturns(node: ts.SignatureDeclaration): string[] {
    const { body } = node as ts.FunctionLikeDeclaration;
    if (!body) return [];
    if (!ts.isBlock(body)) return this.#of(body);
    return this.#ofAll(returnsIn(body));
  }

  #ofSymbol(symbol: ts.Symbol | undefined): string[] {
    if (!symbol) return [];
    const target =
      symbol.flags & ts.SymbolFlags.Alias ? this.#checker.getAliasedSymbol(symbol) : symbol;
    const declarations = (target.declarations ?? []).filter(
      (each) => !each.getSourceFile().isDeclarationFile,
    );
    return declarations.flatMap((each) => this.#ofDeclaration(each, target));
  }

  #ofDeclaration(node: ts.Declaration, symbol: ts.Symbol): string[] {
    if (this.#seen.has(node)) return [];
    this.#seen.add(node);
    if (ts.isVariableDeclaration(node))
      return [...this.#ofVariable(node), ...this.#ofAssigned(symbol)];
    if (ts.isBindingElement(node)) return this.#ofBinding(node);
    if (ts.isParameter(node)) return [...this.#ofParameter(node), ...this.#ofAssigned(symbol)];
    if (ts.isPropertyDeclaration(node))
      return [...this.#of(node.initializer), ...this.#ofAssigned(symbol)];
    if (ts.isPropertySignature(node)) return this.#ofAssigned(symbol);
    if (ts.isPropertyAssignment(node)) return this.#of(node.initializer);
    if (ts.isShorthandPropertyAssignment(node)) return this.#of(node.name);
    if (ts.isFunctionLike(node)) return this.#ofReturns(node);
    return [];
  }

  #ofAssigned(symbol: ts.Symbol): string[] {
    return this.#ofAll(this.#sites.assignedTo(symbol));
  }

  #ofVariable(node: ts.VariableDeclaration): string[] {
    if (ts.isCatchClause(node.parent)) return this.#ofTry(node.parent.parent);
    if (ts.isForOfStatement(node.parent.parent)) return this.#of(node.parent.parent.expression);
    return this.#of(node.initializer);
  }

  /** What fails in a block: every call in it. */
  #ofTry({ tryBlock }: ts.TryStatement): string[] {
    const calls: ts.Node[] = [];
    const visit = (node: ts.Node): void => {
      if (ts.isCallExpression(node)) calls.push(node);
      ts.forEachChild(node, visit);
    };
    visit(tryBlock);
    return this.#ofAll(calls);
  }

  #ofBinding(node: ts.BindingElement): string[] {
    let root: ts.Node = node;
    const [first] = [node.parent];
    const index = ts.isArrayBindingPattern(first) ? first.elements.indexOf(node) : -1;
    while (ts.isBindingElement(root) || isPattern(root)) root = root.parent;
    if (ts.isParameter(root)) return this.#ofParameter(root);
    if (!ts.isVariableDeclaration(root)) return [];
    const name = first.parent === root ? nameText(node.propertyName ?? node.name) : undefined;
    const members =
      name === undefined || index >= 0 ? undefined : this.#membersOf(root.initializer, name);
    if (members) return this.#ofAll(members);
    const listed = first.parent === root && index >= 0 ? listIn(root.initializer) : undefined;
    const element = listed?.[index];
    if (element) return this.#of(element);
    return [...this.#ofVariable(root), ...(index < 0 ? [] : this.#ofSetters(node))];
  }

  /** What the functions are given that stand beside a value: `const [order, setOrder] = …`. */
  #ofSetters(node: ts.BindingElement): string[] {
    const { elements } = node.parent;
    return elements.flatMap((each) => {
      if (each === node || !ts.isBindingElement(each)) return [];
      const given = this.#sites
        .callsOfGiven(each)
        .flatMap((site) => ("arguments" in site ? [...(site.arguments ?? [])] : []));
      const receivers = this.#sites
        .callsPassing(each)
        .flatMap(({ expression }) =>
          ts.isPropertyAccessExpression(expression) ? [expression.expression] : [],
        );
      return this.#ofAll([...given, ...receivers]);
    });
  }

  #ofParameter(node: ts.ParameterDeclaration): string[] {
    if (this.#seen.has(node) && this.#seen.size > maxSteps) return [];
    const of = node.parent;
    const index = of.parameters.indexOf(node);
    const passed = this.#sites.callsOf(of).flatMap((site) => argumentOf(site, index, node));
    const found = this.#ofAll(passed);
    const call = callbackOf(of);
    const calls = [...(call ? [call] : []), ...this.#sites.callsPassing(of)];
    return [...found, ...calls.flatMap((each) => this.#ofCallback(each, of, index, node))];
  }

  /** What a call gives to the function that is passed to it. */
  #ofCallback(
    call: ts.CallExpression | ts.NewExpression,
    callback: ts.SignatureDeclaration,
    index: number,
    parameter: ts.ParameterDeclaration,
  ): string[] {
    const { expression } = call;
    const receiver = ts.isPropertyAccessExpression(expression)
      ? this.#of(expression.expression)
      : [];
    const others = (call.arguments ?? []).filter((each) => each !== callback);
    const given = this.#sites
      .callsOfCallback(call, callback)
      .flatMap((site) => argumentOf(site, index, parameter));
    return [...receiver, ...this.#ofAll(others), ...this.#ofAll(given)];
  }

  /** What a property of a value was made of, where that is written as an object; else undefined. */
  #membersOf(node: ts.Node | undefined, name: string, depth = 0): ts.Node[] | undefined {
    if (!node || depth > 8) return undefined;
    if (ts.isObjectLiteralExpression(node)) {
      const own = node.properties.find((each) => each.name && nameText(each.name) === name);
      const value = own && valueIn(own);
      return value ? [value] : undefined;
    }
    if (ts.isIdentifier(node)) {
      const symbol = this.#checker.getSymbolAtLocation(node);
      const declaration = symbol?.valueDeclaration;
      const isConstant =
        declaration &&
        ts.isVariableDeclaration(declaration) &&
        this.#sites.assignedTo(symbol).length === 0;
      return isConstant ? this.#membersOf(declaration.initializer, name, depth + 1) : undefined;
    }
    if (ts.isCallExpression(node)) {
      const own = this.#sites.functionOf(node.expression);
      const body =
        own && !ts.isClassLike(own) ? (own as ts.FunctionLikeDeclaration).body : undefined;
      if (!body) return undefined;
      const returned = ts.isBlock(body) ? returnsIn(body) : [body];
      const all = returned.map((each) => this.#membersOf(each, name, depth + 1));
      return all.length > 0 && all.every((each) => each !== undefined) ? all.flat() : undefined;
    }
    const inner = innerOf(node);
    return inner && this.#membersOf(inner, name, depth + 1);
  }
}

/** The elements of `await Promise.all([…])` and its like, or of a list. */
function listIn(node: ts.Expression | undefined): readonly ts.Expression[] | undefined {
  if (!node) return undefined;
  if (ts.isArrayLiteralExpression(node)) return node.elements;
  if (ts.isCallExpression(node)) return listIn(node.arguments[0]);
  const inner = innerOf(node);
  return inner && ts.isExpression(inner) ? listIn(inner) : undefined;
}

function argumentOf(
  site: ts.CallExpression | ts.NewExpression | ts.JsxOpeningLikeElement,
  index: number,
  parameter: ts.ParameterDeclaration,
): ts.Node[] {
  if (ts.isJsxOpeningElement(site) || ts.isJsxSelfClosingElement(site)) {
    return index > 0 ? [] : site.attributes.properties.flatMap((each) => valueIn(each) ?? []);
  }
  const all = site.arguments ?? [];
  if (parameter.dotDotDotToken) return all.slice(index);
  const found = all[index];
  return found ? [found] : [];
}

/** The call that a function is written as an argument of. */
function callbackOf(
  node: ts.SignatureDeclaration,
): ts.CallExpression | ts.NewExpression | undefined {
  if (!ts.isArrowFunction(node) && !ts.isFunctionExpression(node)) return undefined;
  const { parent } = node;
  const isCall = ts.isCallExpression(parent) || ts.isNewExpression(parent);
  return isCall && parent.arguments?.includes(node) ? parent : undefined;
}

function valueIn(node: ts.ObjectLiteralElementLike | ts.JsxAttributeLike): ts.Node | undefined {
  if (ts.isPropertyAssignment(node)) return node.initializer;
  if (ts.isShorthandPropertyAssignment(node)) return node.name;
  if (ts.isSpreadAssignment(node) || ts.isJsxSpreadAttribute(node)) return node.expression;
  if (ts.isJsxAttribute(node)) {
    const { initializer } = node;
    return initializer && ts.isJsxExpression(initializer) ? initializer.expression : undefined;
  }
  return node;
}

function innerOf(node: ts.Node): ts.Node | undefined {
  const isWrapped =
    ts.isParenthesizedExpression(node) ||
    ts.isAsExpression(node) ||
    ts.isTypeAssertionExpression(node) ||
    ts.isNonNullExpression(node) ||
    ts.isSatisfiesExpression(node) ||
    ts.isAwaitExpression(node) ||
    ts.isSpreadElement(node);
  return isWrapped ? node.expression : undefined;
}

/** What the statements of a function return or yield, those of inner functions left out. */
export function returnsIn(body: ts.Block): ts.Expression[] {
  const found: ts.Expression[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isFunctionLike(node)) return;
    if ((ts.isReturnStatement(node) || ts.isYieldExpression(node)) && node.expression)
      found.push(node.expression);
    ts.forEachChild(node, visit);
  };
  visit(body);
  return found;
}
