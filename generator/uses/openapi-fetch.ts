import type { ClientIndex } from "./client-index.js";
import type { ClientMembers } from "./client-members.js";
import { ts } from "./compiler.js";
import { literalsIn } from "./literals.js";
import { memberNameOf, nameText } from "./type-syntax.js";

/** A call of openapi-fetch over the client's `paths`. */
export interface PathCall {
  readonly operations: readonly string[];
  /** The type of each of the operations in `paths`. */
  readonly types: readonly ts.Type[];
  /** What is passed beside the path. */
  readonly init: ts.Expression | undefined;
}

interface Questions {
  readonly checker: ts.TypeChecker;
  readonly index: ClientIndex;
  readonly members: ClientMembers;
}

/** A method on a path, as `paths` has both. */
interface Place {
  readonly method: string;
  readonly template: string;
  /** The type of the operation there. */
  readonly type: ts.Type | undefined;
}

/**
 * `api.GET("/orders", …)`, `api.request("get", "/orders", …)`, `api["/orders"].GET(…)`, and hooks of
 * other packages that take the same two texts. The callee's type says of which `paths` it is, whatever
 * it is called.
 */
export function pathCallOf(call: ts.CallExpression, ask: Questions): PathCall | undefined {
  if (ask.index.operationOfPath.size === 0) return undefined;
  return byPath(call, ask) ?? byText(call, ask);
}

function byText(
  { expression, arguments: all }: ts.CallExpression,
  ask: Questions,
): PathCall | undefined {
  const { checker } = ask;
  const [first, second, third] = all;
  if (!first) return undefined;
  const { aliasSymbol, aliasTypeArguments = [] } = checker.getTypeAtLocation(expression);
  const paths = aliasTypeArguments.find((type) => isPaths(type, ask));
  if (!paths) return undefined;
  const textsOf = (node: ts.Expression) => literalsIn(checker.getTypeAtLocation(node));
  const [, method] = aliasTypeArguments;
  if (aliasSymbol?.name === "ClientMethod" && method) {
    const places = placesIn(paths, literalsIn(method), textsOf(first), checker);
    return found(places, second, ask);
  }
  if (!second) return undefined;
  return found(placesIn(paths, textsOf(first), textsOf(second), checker), third, ask);
}

/** `api["/orders"].GET(…)`, where a variable may hold any part of it. */
function byPath(call: ts.CallExpression, ask: Questions): PathCall | undefined {
  const { checker } = ask;
  const member = memberIn(call.expression, checker);
  if (!member) return undefined;
  const { aliasSymbol, aliasTypeArguments = [] } = member.of;
  const [path] = aliasTypeArguments;
  if (aliasSymbol?.name !== "ClientForPath" || !path) return undefined;
  const places = ask.members.declarationsOf(path.symbol).flatMap((declaration): Place[] => {
    const template = memberNameOf(declaration.parent);
    const method = member.name.toLowerCase();
    return template === undefined
      ? []
      : [{ method, template, type: memberOf(path, method, checker) }];
  });
  return found(places, call.arguments[0], ask);
}

/** The object that a callee is taken from, and its name there. */
function memberIn(
  callee: ts.Expression,
  checker: ts.TypeChecker,
): { readonly of: ts.Type; readonly name: string } | undefined {
  if (ts.isPropertyAccessExpression(callee))
    return { of: checker.getTypeAtLocation(callee.expression), name: callee.name.text };
  if (ts.isElementAccessExpression(callee)) {
    const [name] = literalsIn(checker.getTypeAtLocation(callee.argumentExpression));
    const of = checker.getTypeAtLocation(callee.expression);
    return name === undefined ? undefined : { of, name };
  }
  if (!ts.isIdentifier(callee)) return undefined;
  const declaration = checker.getSymbolAtLocation(callee)?.valueDeclaration;
  if (declaration && ts.isBindingElement(declaration)) {
    const name = nameText(declaration.propertyName ?? declaration.name);
    const of = checker.getTypeAtLocation(declaration.parent);
    return name === undefined ? undefined : { of, name };
  }
  return declaration && ts.isVariableDeclaration(declaration) && declaration.initializer
    ? memberIn(declaration.initializer, checker)
    : undefined;
}

function isPaths(type: ts.Type, { index, members }: Questions): boolean {
  return members
    .declarationsOf(type.symbol)
    .some(
      (each) =>
        ts.isInterfaceDeclaration(each) &&
        each.name.text === "paths" &&
        index.partOf(each) !== "types",
    );
}

function placesIn(
  paths: ts.Type,
  methods: readonly string[],
  templates: readonly string[],
  checker: ts.TypeChecker,
): Place[] {
  return methods.flatMap((method) =>
    templates.map((template) => ({
      method,
      template,
      type: memberOf(memberOf(paths, template, checker), method.toLowerCase(), checker),
    })),
  );
}

function found(
  places: readonly Place[],
  init: ts.Expression | undefined,
  { index }: Questions,
): PathCall | undefined {
  const operations = places.flatMap(
    ({ method, template }) =>
      index.operationOfPath.get(`${method.toUpperCase()} ${template}`) ?? [],
  );
  if (operations.length === 0) return undefined;
  return { operations, types: places.flatMap(({ type }) => type ?? []), init };
}

/** The types of what a call takes: of `params.query` and its like, and of the body. */
export function expectedIn(operation: ts.Type, checker: ts.TypeChecker) {
  const content = memberOf(memberOf(operation, "requestBody", checker), "content", checker);
  const bodies = content?.getProperties().map((each) => checker.getTypeOfSymbol(each)) ?? [];
  return { params: memberOf(operation, "parameters", checker), bodies };
}

function memberOf(
  type: ts.Type | undefined,
  name: string,
  checker: ts.TypeChecker,
): ts.Type | undefined {
  const symbol = type && checker.getNonNullableType(type).getProperty(name);
  return symbol && checker.getNonNullableType(checker.getTypeOfSymbol(symbol));
}
