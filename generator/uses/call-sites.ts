import { ts } from "./compiler.js";
import { walk } from "./walk.js";

export type Site = ts.CallExpression | ts.NewExpression | ts.JsxOpeningLikeElement;

/** Where the functions of the caller are called, and what is assigned to its variables and fields. */
export class CallSites {
  readonly #checker: ts.TypeChecker;
  readonly #callers: readonly ts.SourceFile[];
  #calls: Map<ts.Node, Site[]> | undefined;
  readonly #passed = new Map<ts.Node, (ts.CallExpression | ts.NewExpression)[]>();
  readonly #assigned = new Map<ts.Symbol, ts.Expression[]>();

  constructor(checker: ts.TypeChecker, callers: readonly ts.SourceFile[]) {
    this.#checker = checker;
    this.#callers = callers;
  }

  /** The calls of a function, and of a class for its constructor. */
  callsOf(node: ts.SignatureDeclaration): readonly Site[] {
    const calls = this.#read();
    const target = ts.isConstructorDeclaration(node) ? node.parent : node;
    return calls.get(target) ?? [];
  }

  /** The calls of what a name stands for, which a call gave: `const [order, setOrder] = …`. */
  callsOfGiven(node: ts.BindingElement): readonly Site[] {
    return this.#read().get(node) ?? [];
  }

  /** The calls that a function is passed to by its name: `lines.map(toRow)`. */
  callsPassing(
    node: ts.SignatureDeclaration | ts.BindingElement,
  ): readonly (ts.CallExpression | ts.NewExpression)[] {
    this.#read();
    return this.#passed.get(node) ?? [];
  }

  /** Where the function that receives a callback calls it. */
  callsOfCallback(call: ts.CallExpression | ts.NewExpression, callback: ts.Node): readonly Site[] {
    const own = this.functionOf(call.expression);
    if (!own) return [];
    const index = (call.arguments as readonly ts.Node[] | undefined)?.indexOf(callback) ?? -1;
    const parameters = ts.isClassLike(own)
      ? (own.members.find(ts.isConstructorDeclaration)?.parameters ?? [])
      : own.parameters;
    const parameter = parameters[index];
    return parameter ? (this.#read().get(parameter) ?? []) : [];
  }

  assignedTo(symbol: ts.Symbol): readonly ts.Expression[] {
    this.#read();
    return this.#assigned.get(symbol) ?? [];
  }

  /** The caller's own function or class that an expression names. */
  functionOf(
    callee: ts.Expression | ts.JsxTagNameExpression,
  ): ts.SignatureDeclaration | ts.ClassLikeDeclaration | undefined {
    const target = this.#targetOf(callee);
    if (!target) return undefined;
    if (ts.isFunctionLike(target) || ts.isClassLike(target)) return target;
    return undefined;
  }

  /** The declaration that is called: a function behind a variable is the function itself. */
  #targetOf(callee: ts.Node): ts.Declaration | undefined {
    const name = ts.isPropertyAccessExpression(callee) ? callee.name : callee;
    if (!ts.isIdentifier(name) && !ts.isPrivateIdentifier(name)) {
      return ts.isArrowFunction(callee) || ts.isFunctionExpression(callee) ? callee : undefined;
    }
    const symbol = this.#checker.getSymbolAtLocation(name);
    if (!symbol) return undefined;
    const target =
      symbol.flags & ts.SymbolFlags.Alias ? this.#checker.getAliasedSymbol(symbol) : symbol;
    const declaration = target.declarations?.find(
      (each) => !ts.isFunctionDeclaration(each) || each.body !== undefined,
    );
    if (!declaration || declaration.getSourceFile().isDeclarationFile) return undefined;
    return functionIn(declaration) ?? declaration;
  }

  #read(): Map<ts.Node, Site[]> {
    if (this.#calls) return this.#calls;
    const calls = new Map<ts.Node, Site[]>();
    this.#calls = calls;
    const read = (node: ts.Node): boolean => {
      if (ts.isCallExpression(node) || ts.isNewExpression(node)) {
        add(node.expression, node);
        this.#readPassed(node);
      } else if (ts.isJsxOpeningElement(node) || ts.isJsxSelfClosingElement(node))
        add(node.tagName, node);
      else if (ts.isBinaryExpression(node)) this.#readAssignment(node);
      return true;
    };
    const add = (callee: ts.Node, site: Site): void => {
      const target = this.#targetOf(callee);
      if (!target) return;
      const known = calls.get(target);
      if (known) known.push(site);
      else calls.set(target, [site]);
    };
    for (const file of this.#callers) walk(file, read);
    return calls;
  }

  #readPassed(call: ts.CallExpression | ts.NewExpression): void {
    for (const argument of call.arguments ?? []) {
      const isName = ts.isIdentifier(argument) || ts.isPropertyAccessExpression(argument);
      const target = isName ? this.#targetOf(argument) : undefined;
      if (!target || !(ts.isFunctionLike(target) || ts.isBindingElement(target))) continue;
      const known = this.#passed.get(target);
      if (known) known.push(call);
      else this.#passed.set(target, [call]);
    }
  }

  #readAssignment({ left, right, operatorToken }: ts.BinaryExpression): void {
    const { kind } = operatorToken;
    const assigns =
      kind === ts.SyntaxKind.EqualsToken ||
      kind === ts.SyntaxKind.QuestionQuestionEqualsToken ||
      kind === ts.SyntaxKind.BarBarEqualsToken;
    if (!assigns) return;
    const name = ts.isPropertyAccessExpression(left) ? left.name : left;
    if (!ts.isIdentifier(name) && !ts.isPrivateIdentifier(name)) return;
    const symbol = this.#checker.getSymbolAtLocation(name);
    if (!symbol) return;
    const known = this.#assigned.get(symbol);
    if (known) known.push(right);
    else this.#assigned.set(symbol, [right]);
  }
}

/** The function that a variable or a property holds from the start. */
function functionIn(node: ts.Declaration): ts.SignatureDeclaration | undefined {
  const isHolder =
    ts.isVariableDeclaration(node) ||
    ts.isPropertyAssignment(node) ||
    ts.isPropertyDeclaration(node);
  let value = isHolder ? node.initializer : undefined;
  while (
    value &&
    (ts.isParenthesizedExpression(value) ||
      ts.isAsExpression(value) ||
      ts.isSatisfiesExpression(value))
  )
    value = value.expression;
  return value && (ts.isArrowFunction(value) || ts.isFunctionExpression(value)) ? value : undefined;
}
