import type { ClientIndex } from "./client-index.js";
import type { ts } from "./compiler.js";
import { literalsIn } from "./literals.js";

/** A call of openapi-fetch over the client's `paths`. */
export interface PathCall {
  readonly operations: readonly string[];
  /** The type of one operation in `paths`; undefined where another package makes the call. */
  readonly types: readonly ts.Type[];
  /** What is passed beside the path. */
  readonly init: ts.Expression | undefined;
}

/**
 * `api.GET("/orders", …)`, `api.request("get", "/orders", …)`, and hooks of other packages that take
 * the same two texts. The method's type says of which `paths` it is, whatever it is called.
 */
export function pathCallOf(
  { expression, arguments: all }: ts.CallExpression,
  checker: ts.TypeChecker,
  index: ClientIndex,
): PathCall | undefined {
  if (index.operationOfPath.size === 0 || !all[0]) return undefined;
  const { aliasSymbol, aliasTypeArguments = [] } = checker.getTypeAtLocation(expression);
  const [paths, method] = aliasTypeArguments;
  const textsOf = (node: ts.Expression | undefined) =>
    node ? literalsIn(checker.getTypeAtLocation(node)) : [];
  if (aliasSymbol?.name === "ClientMethod" && paths && method) {
    return found(literalsIn(method), textsOf(all[0]), paths, all[1], checker, index);
  }
  if (!all[1] || !textsOf(all[1]).some((text) => text.startsWith("/"))) return undefined;
  const isRequest = aliasSymbol?.name === "ClientRequestMethod";
  return found(
    textsOf(all[0]),
    textsOf(all[1]),
    isRequest ? paths : undefined,
    all[2],
    checker,
    index,
  );
}

function found(
  methods: readonly string[],
  templates: readonly string[],
  paths: ts.Type | undefined,
  init: ts.Expression | undefined,
  checker: ts.TypeChecker,
  { operationOfPath }: ClientIndex,
): PathCall | undefined {
  const pairs = methods.flatMap((method) => templates.map((template) => ({ method, template })));
  const operations = pairs.flatMap(
    ({ method, template }) => operationOfPath.get(`${method.toUpperCase()} ${template}`) ?? [],
  );
  if (operations.length === 0) return undefined;
  const types = pairs.flatMap(({ method, template }) =>
    paths
      ? (memberOf(memberOf(paths, template, checker), method.toLowerCase(), checker) ?? [])
      : [],
  );
  return { operations, types, init };
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
