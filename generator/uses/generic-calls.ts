import type { Analysis } from "./analysis.js";
import { ts } from "./compiler.js";
import { isContainer, partsOf, takesAnything } from "./type-parts.js";

/** What a function says of an argument, before its type parameters are filled in. */
export interface DeclaredParameter {
  /** The constraints of the type parameters in its type: what the function reads of any argument. */
  readonly constraints: readonly ts.Type[];
  /** Whether it is the name of a field of something else: `keyof T`. */
  readonly isKey: boolean;
}

/** What each argument of a call is declared as; nothing for those of functions without type parameters. */
export function declaredParameters(
  call: ts.CallExpression | ts.NewExpression,
  { checker }: Analysis,
): readonly (DeclaredParameter | undefined)[] {
  const declaration = checker.getResolvedSignature(call)?.declaration;
  if (!declaration || ts.isJSDocSignature(declaration)) return [];
  if (typeParametersOf(declaration).length === 0) return [];
  const { parameters } = declaration;
  return (call.arguments ?? []).map((_, index) => {
    const parameter = parameters[index] ?? parameters.at(-1);
    const isRest = parameter !== undefined && parameter.dotDotDotToken !== undefined;
    if (!parameter?.type || (index >= parameters.length && !isRest)) return undefined;
    return {
      constraints: constraintsIn(checker.getTypeFromTypeNode(parameter.type), checker),
      isKey: namesKey(parameter.type, checker),
    };
  });
}

function typeParametersOf(node: ts.SignatureDeclaration): readonly ts.TypeParameterDeclaration[] {
  const own = node.typeParameters ?? [];
  const { parent } = node;
  return ts.isClassLike(parent) || ts.isInterfaceDeclaration(parent)
    ? [...own, ...(parent.typeParameters ?? [])]
    : own;
}

function constraintsIn(type: ts.Type, checker: ts.TypeChecker, depth = 0): ts.Type[] {
  if (depth > 4) return [];
  const inner = (types: readonly ts.Type[]) =>
    types.flatMap((each) => constraintsIn(each, checker, depth + 1));
  if (type.isUnionOrIntersection()) return inner(type.types);
  if (type.flags & ts.TypeFlags.TypeParameter) {
    const constraint = checker.getBaseConstraintOfType(type);
    // `T extends object` says nothing of what is read.
    const says =
      constraint && partsOf(constraint, checker).some((part) => hasFields(part, checker));
    return says ? [constraint] : [];
  }
  return isContainer(type) ? inner(checker.getTypeArguments(type as ts.TypeReference)) : [];
}

const hasFields = (type: ts.Type, checker: ts.TypeChecker) =>
  type.getProperties().length > 0 || (takesAnything(type, checker) && isIndexed(type, checker));

const isIndexed = (type: ts.Type, checker: ts.TypeChecker) =>
  checker.getIndexInfosOfType(type).length > 0;

/** Whether a parameter is declared as `keyof …`, or as a type parameter that is. */
function namesKey(node: ts.TypeNode, checker: ts.TypeChecker): boolean {
  let found = false;
  const visit = (each: ts.Node): void => {
    if (ts.isFunctionTypeNode(each)) return;
    if (ts.isTypeOperatorNode(each) && each.operator === ts.SyntaxKind.KeyOfKeyword) found = true;
    else if (ts.isTypeReferenceNode(each)) {
      const declared = checker.getSymbolAtLocation(each.typeName)?.declarations ?? [];
      for (const of of declared)
        if (ts.isTypeParameterDeclaration(of) && of.constraint) visit(of.constraint);
    }
    ts.forEachChild(each, visit);
  };
  visit(node);
  return found;
}

/** `pluck(orders, "total")`: a text names a field of another argument, or of what the call is about. */
export function visitKey(
  key: ts.StringLiteralLike,
  call: ts.CallExpression | ts.NewExpression,
  analysis: Analysis,
): void {
  const { checker } = analysis;
  const others = (call.arguments ?? []).filter((each) => each !== key);
  for (const other of others) {
    for (const part of partsOf(checker.getTypeAtLocation(other), checker)) {
      for (const field of analysis.fieldsOf(part.getProperty(key.text)))
        analysis.addField(field, key, false, other);
    }
  }
  for (const { type, from } of subjectsOf(call, checker)) {
    for (const part of partsOf(type, checker)) {
      for (const field of analysis.fieldsOf(part.getProperty(key.text)))
        analysis.addField(field, key, false, from);
    }
  }
}

/** The types that a call, or the object whose method it calls, is made for: `new Table<Order>()`. */
function subjectsOf(
  { expression, typeArguments }: ts.CallExpression | ts.NewExpression,
  checker: ts.TypeChecker,
) {
  const given = [...(typeArguments ?? [])].map((each) => ({
    type: checker.getTypeFromTypeNode(each),
    from: undefined as ts.Node | undefined,
  }));
  if (!ts.isPropertyAccessExpression(expression)) return given;
  const receiver = checker.getTypeAtLocation(expression.expression);
  const isReference = ((receiver as ts.ObjectType).objectFlags ?? 0) & ts.ObjectFlags.Reference;
  const held = isReference ? checker.getTypeArguments(receiver as ts.TypeReference) : [];
  return [...given, ...held.map((type) => ({ type, from: expression.expression as ts.Node }))];
}
