import { nameText, type SearchedProject, ts, type Use } from "../uses/index.js";
import type { CallerCode } from "./caller-code.js";
import { mentionsOf } from "./fix/body-reads.js";

/**
 * Whether code may get at the response of a call, and with it at its headers: no use says which of
 * them are read.
 */
export class ResponseReads {
  readonly #searched: SearchedProject;
  readonly #code: CallerCode;
  #project: ProjectReads | undefined;

  constructor(searched: SearchedProject, code: CallerCode) {
    this.#searched = searched;
    this.#code = code;
  }

  /** @param use a call */
  mayRead(use: Use): boolean {
    const call = use.whole ? undefined : this.#code.callAt(use);
    const checker = call && this.#checkerOf(call);
    if (!call || !checker) return true;
    this.#project ??= this.#readProject();
    if (this.#project.isAny) return true;
    const declaration = checker.getResolvedSignature(call)?.declaration;
    const isFacade =
      declaration && this.#searched.client.files.has(declaration.getSourceFile().fileName);
    return isFacade ? this.#isReadOf(call, checker) : leadsToResponse(call, checker);
  }

  #isReadOf(call: ts.CallExpression, checker: ts.TypeChecker): boolean {
    const { parent } = call;
    if (ts.isPropertyAccessExpression(parent)) {
      const { text } = parent.name;
      const isCalled = ts.isCallExpression(parent.parent) && parent.parent.expression === parent;
      if (text === "result" && isCalled) return leadsToResponse(parent.parent, checker);
      return text === "result" || text === "response";
    }
    const isDone =
      ts.isAwaitExpression(parent) ||
      ts.isForOfStatement(parent) ||
      ts.isExpressionStatement(parent) ||
      ts.isVoidExpression(parent);
    // It goes on as a call, of which somebody may ask for the response.
    return !isDone && this.#project?.isOfHeld === true;
  }

  #checkerOf(node: ts.Node): ts.TypeChecker | undefined {
    const file = node.getSourceFile();
    return this.#searched.project.programs
      .find((each) => each.getSourceFile(file.fileName) === file)
      ?.getTypeChecker();
  }

  #readProject(): ProjectReads {
    const { callers, client } = this.#searched;
    let [isAny, isOfHeld] = [false, false];
    for (const program of callers.programs) {
      const checker = program.getTypeChecker();
      const partsOf = (symbol: ts.Symbol | undefined) =>
        (symbol?.declarations ?? [])
          .filter((each) => client.files.has(each.getSourceFile().fileName))
          .map((each) => callers.index.partOf(each));
      const visit = (node: ts.Node): void => {
        if (ts.isObjectLiteralElementLike(node) && hooks.has(nameText(node.name) ?? ""))
          isAny = true;
        const source = headersTakenFrom(node);
        const type = source && checker.getNonNullableType(checker.getTypeAtLocation(source));
        if (partsOf(type?.getProperty("headers")).includes("runtime/errors")) isAny = true;
        if (ts.isPropertyAccessExpression(node)) {
          const { text } = node.name;
          const isHeld =
            (text === "response" || text === "result") && !ts.isCallExpression(node.expression);
          if (isHeld && partsOf(checker.getSymbolAtLocation(node.name)).length > 0) isOfHeld = true;
        }
        ts.forEachChild(node, visit);
      };
      for (const file of callers.callersOf(program)) if (words.test(file.text)) visit(file);
    }
    return { isAny, isOfHeld };
  }
}

interface ProjectReads {
  /** What every answer passes, or what an error of any call is asked for. */
  readonly isAny: boolean;
  /** Whether a call that a variable holds is asked for its response. */
  readonly isOfHeld: boolean;
}

/** Options of a client, and functions of middleware, that are given each response. */
const hooks: ReadonlySet<string> = new Set(["onResponse", "fetch", "use"]);

const words = /onResponse|fetch|headers|response|result|\.\.\./;

/** What `headers`, or all that it has, is taken from: `error.headers`, `{ headers } = error`, `{ ...error }`. */
function headersTakenFrom(node: ts.Node): ts.Node | undefined {
  const isTaken = (name: ts.Node | undefined) => nameText(name as ts.PropertyName) === "headers";
  if (ts.isPropertyAccessExpression(node)) return isTaken(node.name) ? node.expression : undefined;
  if (ts.isElementAccessExpression(node))
    return isTaken(node.argumentExpression) ? node.expression : undefined;
  if (ts.isBindingElement(node) && ts.isObjectBindingPattern(node.parent)) {
    const { propertyName, name, dotDotDotToken } = node;
    return dotDotDotToken || isTaken(propertyName ?? name) ? node.parent : undefined;
  }
  if (ts.isSpreadAssignment(node)) return node.expression;
  // In an assignment, the pattern is an object.
  const assignment = ts.isObjectLiteralElementLike(node) && node.parent.parent;
  return assignment && isTaken(node.name) && ts.isBinaryExpression(assignment)
    ? assignment.right
    : undefined;
}

/** Whether code may ask an outcome, `{ data, response }`, for more than its body and its status. */
function leadsToResponse(outcome: ts.Expression, checker: ts.TypeChecker): boolean {
  const names = namesReadOf(outcome, checker);
  return names === undefined || names.has("response") || names.has("headers");
}

/** What is read of a promised outcome; undefined if it goes where that does not show. */
function namesReadOf(
  node: ts.Expression,
  checker: ts.TypeChecker,
): ReadonlySet<string> | undefined {
  const waiting = node.parent;
  if (ts.isExpressionStatement(waiting)) return new Set();
  if (!ts.isAwaitExpression(waiting)) return undefined;
  let at: ts.Expression = waiting;
  while (ts.isParenthesizedExpression(at.parent)) at = at.parent;
  const { parent } = at;
  if (ts.isExpressionStatement(parent)) return new Set();
  if (ts.isPropertyAccessExpression(parent)) return new Set([parent.name.text]);
  if (!ts.isVariableDeclaration(parent)) return undefined;
  const { name } = parent;
  if (ts.isIdentifier(name)) {
    const read = mentionsOf(name, checker).map(({ parent: user }) =>
      ts.isPropertyAccessExpression(user) ? user.name.text : undefined,
    );
    return read.includes(undefined)
      ? undefined
      : new Set(read.filter((each) => each !== undefined));
  }
  if (!ts.isObjectBindingPattern(name)) return undefined;
  const read = name.elements.map(({ dotDotDotToken, propertyName, name: own }) =>
    dotDotDotToken ? undefined : nameText((propertyName ?? own) as ts.PropertyName),
  );
  return read.includes(undefined) ? undefined : new Set(read.filter((each) => each !== undefined));
}
