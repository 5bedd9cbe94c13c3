import type { Analysis } from "./analysis.js";
import type { ClientField } from "./client-fields.js";
import { ts } from "./compiler.js";
import { literalsIn } from "./literals.js";
import { sourceOf } from "./pattern-source.js";
import { isLiteral, literalTextsIn, namesIn, nameText } from "./type-syntax.js";

/** `a === b`, `status >= 500`, `error instanceof NotFoundError`. */
export function visitComparison(node: ts.BinaryExpression, analysis: Analysis): void {
  const { left, right, operatorToken } = node;
  const { kind } = operatorToken;
  if (kind === ts.SyntaxKind.InstanceOfKeyword) visitInstance(left, right, analysis);
  const isEqual =
    kind >= ts.SyntaxKind.EqualsEqualsToken && kind <= ts.SyntaxKind.ExclamationEqualsEqualsToken;
  const isOrder =
    kind >= ts.SyntaxKind.LessThanToken && kind <= ts.SyntaxKind.GreaterThanEqualsToken;
  if (!isEqual && !isOrder) return;
  const sign = isOrder ? operatorToken.getText() : "";
  compareWith(left, right, sign, analysis);
  if (isEqual) compareWith(right, left, sign, analysis);
}

/** `switch (order.status) { case "paid": … }`. */
export function visitSwitch(node: ts.SwitchStatement, analysis: Analysis): void {
  for (const clause of node.caseBlock.clauses) {
    if (ts.isCaseClause(clause)) compareWith(node.expression, clause.expression, "", analysis);
  }
}

/** `["open", "paid"].includes(order.status)`. */
export function visitIncludes(node: ts.CallExpression, analysis: Analysis): void {
  const { expression, arguments: all } = node;
  if (!ts.isPropertyAccessExpression(expression) || !all[0]) return;
  if (!["includes", "indexOf", "has"].includes(expression.name.text)) return;
  for (const value of elementsOf(expression.expression, analysis)) {
    compareWith(all[0], value, "", analysis);
  }
}

/** The texts in a list, also of one that a constant holds or that a set is made of. */
function elementsOf(node: ts.Expression, analysis: Analysis): readonly ts.Expression[] {
  if (ts.isArrayLiteralExpression(node)) return node.elements;
  if (
    ts.isAsExpression(node) ||
    ts.isParenthesizedExpression(node) ||
    ts.isSatisfiesExpression(node)
  )
    return elementsOf(node.expression, analysis);
  if (ts.isNewExpression(node) && node.arguments?.[0])
    return elementsOf(node.arguments[0], analysis);
  if (!ts.isIdentifier(node)) return [];
  const declaration = analysis.checker.getSymbolAtLocation(node)?.valueDeclaration;
  if (!declaration || !ts.isVariableDeclaration(declaration) || !declaration.initializer) return [];
  return elementsOf(declaration.initializer, analysis);
}

function compareWith(
  subject: ts.Expression,
  value: ts.Expression,
  sign: string,
  analysis: Analysis,
): void {
  const isValue =
    ts.isLiteralExpression(value) ||
    ts.isIdentifier(value) ||
    ts.isPropertyAccessExpression(value) ||
    ts.isAsExpression(value);
  if (!isValue || ts.isLiteralExpression(subject)) return;
  const texts = literalsIn(analysis.checker.getTypeAtLocation(value));
  // Of two values that may both be anything of an enum, none is named.
  if (texts.length !== 1 || (!ts.isLiteralExpression(value) && isSubject(value, analysis))) return;
  const [text = ""] = texts;
  for (const what of subjectsOf(subject, analysis)) addCompared(what, text, value, sign, analysis);
}

function addCompared(
  what: Subject,
  text: string,
  value: ts.Expression,
  sign: string,
  analysis: Analysis,
): void {
  if (what.is === "status") addStatus(`${sign}${text}`, value, what.from, analysis);
  else if (what.is === "errorName") addErrorName(text, value, what.from, analysis);
  else if (what.is === "event") addEvent(text, value, analysis);
  else if (sign === "") addValue(what, text, value, analysis);
}

/** Others name their errors, too: it counts where the error is the client's, or the file has the client. */
function addErrorName(text: string, value: ts.Node, from: ts.Node, analysis: Analysis): void {
  if (!analysis.index.errorClasses.has(text)) return;
  if (analysis.originsOf(from).size > 0 || analysis.importsClient(value.getSourceFile()))
    analysis.add("errorClass", text, value, failuresOf(from, analysis));
}

function isSubject(node: ts.Expression, analysis: Analysis): boolean {
  return ts.isPropertyAccessExpression(node) && subjectsOf(node, analysis).length > 0;
}

type Subject =
  | { readonly is: "status"; readonly from: ts.Node }
  | { readonly is: "errorName"; readonly from: ts.Node }
  | { readonly is: "event" }
  | { readonly is: "field"; readonly field: ClientField; readonly from: ts.Node }
  | { readonly is: "type"; readonly type: string; readonly from: ts.Node };

/** What of the client is compared, through a constant or a destructured name. */
function subjectsOf(node: ts.Expression, analysis: Analysis, depth = 0): readonly Subject[] {
  if (ts.isParenthesizedExpression(node) || ts.isNonNullExpression(node) || ts.isAsExpression(node))
    return subjectsOf(node.expression, analysis, depth);
  const { checker } = analysis;
  if (ts.isPropertyAccessExpression(node)) {
    return subjectsOfMember(
      checker.getSymbolAtLocation(node.name),
      node.name.text,
      node.expression,
      node,
      analysis,
    );
  }
  if (ts.isElementAccessExpression(node) && ts.isStringLiteralLike(node.argumentExpression)) {
    const { text } = node.argumentExpression;
    const symbol = checker.getTypeAtLocation(node.expression).getProperty(text);
    return subjectsOfMember(symbol, text, node.expression, node, analysis);
  }
  if (ts.isIdentifier(node) && depth < 4) {
    const declaration = checker.getSymbolAtLocation(node)?.valueDeclaration;
    if (
      declaration &&
      ts.isBindingElement(declaration) &&
      ts.isObjectBindingPattern(declaration.parent)
    ) {
      const { parent, propertyName, name } = declaration;
      const text = nameText(propertyName ?? name) ?? "";
      const from = sourceOf(parent) ?? node;
      const symbol = checker.getTypeAtLocation(parent).getProperty(text);
      const found = subjectsOfMember(symbol, text, from, node, analysis);
      if (found.length > 0) return found;
    }
    if (declaration && ts.isVariableDeclaration(declaration) && declaration.initializer) {
      const found = subjectsOf(declaration.initializer, analysis, depth + 1);
      if (found.length > 0) return found;
    }
  }
  return subjectsOfType(node, analysis);
}

function subjectsOfMember(
  symbol: ts.Symbol | undefined,
  name: string,
  from: ts.Node,
  node: ts.Expression,
  analysis: Analysis,
): readonly Subject[] {
  const fields: Subject[] = [];
  for (const member of analysis.members.of(symbol)) {
    if (member.is === "status") return [{ is: "status", from }];
    if (member.is === "event") return [{ is: "event" }];
    if (member.is === "field") fields.push({ is: "field", field: member.field, from });
  }
  if (fields.length > 0) return fields;
  if (name === "status" && isResponse(from, analysis)) return [{ is: "status", from }];
  if (name === "name" && isError(from, analysis)) return [{ is: "errorName", from }];
  if (symbol && analysis.isEvent(from as ts.Expression) && isKind(symbol, analysis))
    return [{ is: "event" }];
  return subjectsOfType(node, analysis);
}

/** Whether a property holds the values that tell events apart. */
function isKind(symbol: ts.Symbol, { checker, index }: Analysis): boolean {
  const texts = literalsIn(checker.getTypeOfSymbol(symbol));
  return texts.length > 0 && texts.every((text) => index.webhookOfEvent.has(text));
}

/** `response.status` of openapi-fetch, and of `.response()`. */
function isResponse(from: ts.Node, analysis: Analysis): boolean {
  const type = analysis.checker.getTypeAtLocation(from);
  return type.symbol?.name === "Response" && analysis.originsOf(from).size > 0;
}

function isError(from: ts.Node, analysis: Analysis): boolean {
  const type = analysis.checker.getTypeAtLocation(from);
  return (
    (type.flags & ts.TypeFlags.Any) !== 0 ||
    type.symbol?.name === "Error" ||
    analysis.members.of(type.symbol).some(({ is }) => is === "errorClass")
  );
}

/** A value whose type is one of the client's enums, such as a parameter of that type. */
function subjectsOfType(node: ts.Expression, analysis: Analysis): readonly Subject[] {
  const type = analysis.checker.getTypeAtLocation(node);
  const name = enumOf(analysis.checker.getNonNullableType(type), analysis);
  return name === undefined ? [] : [{ is: "type", type: name, from: node }];
}

/** The named enum of the client that a type is. */
export function enumOf(type: ts.Type, analysis: Analysis): string | undefined {
  const name = analysis.typeNameOf(type);
  if (name === undefined) return undefined;
  const declaration = analysis.index.types.get(name);
  return declaration && ts.isTypeAliasDeclaration(declaration) && isLiteral(declaration.type)
    ? name
    : undefined;
}

function addValue(
  subject: Extract<Subject, { readonly is: "field" | "type" }>,
  text: string,
  node: ts.Node,
  analysis: Analysis,
): void {
  if (subject.is === "type") addEnumValue(subject.type, text, node, subject.from, analysis);
  else addFieldValue(subject.field, text, node, subject.from, analysis);
}

/** A value of a field that the spec limits to some values; any other text is no matter of the API. */
export function addFieldValue(
  field: ClientField,
  text: string,
  node: ts.Node,
  from: ts.Node | undefined,
  analysis: Analysis,
): void {
  const { declaration } = field;
  const type = ts.isPropertySignature(declaration) ? declaration.type : undefined;
  if (!type) return;
  const isWritten = from === undefined;
  if (isLiteral(type)) {
    const isVariant = ts.isLiteralTypeNode(type) && analysis.index.variants.has(field.type);
    // Of a union each variant has a value of its own.
    if (isVariant && !literalTextsIn(type).includes(text)) return;
    const kind = isVariant ? "discriminator" : "enumValue";
    addOfReach(kind, `${field.name}=${text}`, node, field, isWritten, from, analysis);
    return;
  }
  for (const name of namesIn(type)) {
    const named = analysis.index.types.get(name);
    if (!named || !ts.isTypeAliasDeclaration(named) || !isLiteral(named.type)) continue;
    addOfReach("enumValue", `${name}=${text}`, node, field, isWritten, from, analysis);
  }
}

export function addEnumValue(
  type: string,
  text: string,
  node: ts.Node,
  from: ts.Node | undefined,
  analysis: Analysis,
): void {
  const of = { type, operation: undefined, side: undefined };
  addOfReach("enumValue", `${type}=${text}`, node, of, false, from, analysis);
}

function addOfReach(
  kind: "enumValue" | "discriminator",
  name: string,
  node: ts.Node,
  { type, operation, side }: Pick<ClientField, "type" | "operation" | "side">,
  isWritten: boolean,
  from: ts.Node | undefined,
  analysis: Analysis,
): void {
  if (operation !== undefined) {
    // Values of an answer are written where it is made up, as tests do.
    const sent = isWritten && side === "request";
    analysis.add(kind, name, node, { operations: [operation], sent });
    return;
  }
  const { requests, answers, webhooks } = analysis.index.reachOf(type);
  const sent = isWritten && requests.size > 0;
  const sides = sent ? [...requests] : [...requests, ...answers, ...webhooks];
  analysis.add(kind, name, node, { operations: sides, from, sent });
}

function addEvent(text: string, node: ts.Node, analysis: Analysis): void {
  const webhook = analysis.index.webhookOfEvent.get(text);
  if (webhook !== undefined) analysis.add("webhook", text, node, { operations: [webhook] });
}

/** The operations whose failures a value can be: those that it comes from, else all. */
function failuresOf(from: ts.Node, analysis: Analysis) {
  return { operations: analysis.index.operationNames, from };
}

export function addStatus(
  name: string,
  node: ts.Node,
  from: ts.Node,
  analysis: Analysis,
  whole = false,
): void {
  analysis.add("status", name, node, { ...failuresOf(from, analysis), whole });
}

function visitInstance(left: ts.Expression, right: ts.Expression, analysis: Analysis): void {
  const name = ts.isPropertyAccessExpression(right) ? right.name : right;
  for (const member of analysis.members.of(analysis.checker.getSymbolAtLocation(name))) {
    if (member.is === "errorClass") {
      analysis.add("errorClass", member.name, name, failuresOf(left, analysis));
    }
  }
}

/** `result.ok`, and a status that is used in another way than by comparing it. */
export function visitOutcome(node: ts.PropertyAccessExpression, analysis: Analysis): void {
  for (const member of analysis.members.of(analysis.checker.getSymbolAtLocation(node.name))) {
    if (member.is === "ok") addStatus("ok", node.name, node.expression, analysis);
    else if (member.is === "status" && !isComparedStatus(node))
      addStatus("status", node.name, node.expression, analysis, true);
  }
  if (isResponse(node.expression, analysis)) {
    if (node.name.text === "ok") addStatus("ok", node.name, node.expression, analysis);
    else if (!isComparedStatus(node))
      addStatus("status", node.name, node.expression, analysis, true);
  }
}

function isComparedStatus(node: ts.Node): boolean {
  const { parent } = node;
  if (ts.isParenthesizedExpression(parent)) return isComparedStatus(parent);
  if (ts.isSwitchStatement(parent)) return true;
  return ts.isBinaryExpression(parent) && parent.operatorToken.kind !== ts.SyntaxKind.EqualsToken;
}

/** A text that is written where one of an enum's is expected. */
export function visitText(node: ts.StringLiteralLike, analysis: Analysis): void {
  if (ts.isImportDeclaration(node.parent)) return;
  const value = wholeOf(node);
  const { parent } = value;
  if (ts.isBinaryExpression(parent) || ts.isCaseClause(parent)) return;
  const expected = analysis.checker.getContextualType(node === value ? node : value);
  if (!expected) return;
  if (ts.isPropertyAssignment(parent) && parent.initializer === value) {
    const owner = analysis.checker.getContextualType(parent.parent);
    const parts = owner ? (owner.isUnion() ? owner.types : [owner]) : [];
    const fields = parts.flatMap((part) =>
      analysis.fieldsOf(part.getProperty(nameText(parent.name) ?? "")),
    );
    for (const field of fields) addFieldValue(field, node.text, node, undefined, analysis);
    if (fields.length > 0) return;
  }
  const type = enumOf(analysis.checker.getNonNullableType(expected), analysis);
  if (type !== undefined) addEnumValue(type, node.text, node, undefined, analysis);
}

/** The expression whose value a text can be: `isOpen ? "open" : "paid"`, `"open" as const`. */
function wholeOf(node: ts.Expression): ts.Expression {
  const { parent } = node;
  const isWrapped =
    ts.isParenthesizedExpression(parent) ||
    ts.isAsExpression(parent) ||
    ts.isSatisfiesExpression(parent) ||
    ts.isNonNullExpression(parent) ||
    (ts.isConditionalExpression(parent) && parent.condition !== node) ||
    (ts.isBinaryExpression(parent) && isDefault(parent.operatorToken.kind));
  return isWrapped ? wholeOf(parent) : node;
}

const isDefault = (kind: ts.SyntaxKind) =>
  kind === ts.SyntaxKind.QuestionQuestionToken || kind === ts.SyntaxKind.BarBarToken;

/** The texts that a value is, as far as they are written. */
export function textsWritten(node: ts.Expression): ts.StringLiteralLike[] {
  if (ts.isStringLiteralLike(node)) return [node];
  if (ts.isConditionalExpression(node))
    return [node.whenTrue, node.whenFalse].flatMap(textsWritten);
  if (ts.isBinaryExpression(node))
    return isDefault(node.operatorToken.kind) ? [node.left, node.right].flatMap(textsWritten) : [];
  const isWrapped =
    ts.isParenthesizedExpression(node) ||
    ts.isAsExpression(node) ||
    ts.isSatisfiesExpression(node) ||
    ts.isNonNullExpression(node);
  return isWrapped ? textsWritten(node.expression) : [];
}

/** The enum whose values are the keys of a type: `Record<OrderStatus, string>`. */
export function enumOfKeys(type: ts.Type, analysis: Analysis, depth = 0): string | undefined {
  const { checker } = analysis;
  for (const argument of type.aliasTypeArguments ?? []) {
    const found =
      enumOf(argument, analysis) ??
      (depth < 2 ? enumOfKeys(argument, analysis, depth + 1) : undefined);
    if (found !== undefined) return found;
  }
  const mapped = type.symbol?.declarations?.find(ts.isMappedTypeNode);
  const constraint = mapped?.typeParameter.constraint;
  const isOwn = constraint !== undefined && !mapped?.getSourceFile().isDeclarationFile;
  return isOwn ? enumOf(checker.getTypeFromTypeNode(constraint), analysis) : undefined;
}
