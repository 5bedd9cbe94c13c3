import type { Analysis } from "./analysis.js";
import { addEnumValue } from "./compared.js";
import { ts } from "./compiler.js";
import { literalTextsIn, memberNameOf } from "./type-syntax.js";
import { clientTypesIn } from "./whole.js";

/** Types of the client in the caller's types, and in its JSDoc. */
export function visitType(
  node: ts.TypeNode | ts.ExpressionWithTypeArguments,
  analysis: Analysis,
): void {
  const name = nameIn(node);
  if (name) mention(name, analysis);
  if (ts.isIndexedAccessTypeNode(node)) visitIndexed(node, analysis);
  if (ts.isTypeOperatorNode(node) && node.operator === ts.SyntaxKind.KeyOfKeyword) {
    const type = analysis.checker.getTypeFromTypeNode(node.type);
    for (const name of clientTypesIn(type, analysis).keys()) addType(name, node, analysis, true);
    return;
  }
  const { typeArguments } = node as ts.TypeReferenceNode;
  if (typeArguments && typeArguments.length > 1) visitChosen(typeArguments, analysis);
}

function nameIn(node: ts.Node): ts.Node | undefined {
  if (ts.isTypeReferenceNode(node)) return lastOf(node.typeName);
  if (ts.isImportTypeNode(node)) return node.qualifier && lastOf(node.qualifier);
  if (ts.isExpressionWithTypeArguments(node)) {
    const { expression } = node;
    return ts.isPropertyAccessExpression(expression) ? expression.name : expression;
  }
  return undefined;
}

const lastOf = (name: ts.EntityName) => (ts.isQualifiedName(name) ? name.right : name);

/** A name that stands for something of the client without using a value. */
export function mention(name: ts.Node, analysis: Analysis): void {
  for (const member of analysis.members.of(analysis.checker.getSymbolAtLocation(name))) {
    if (member.is === "type") addDeclared(member.name, member.declaration, name, analysis);
    else if (member.is === "errorClass")
      analysis.add("errorClass", member.name, name, {
        operations: analysis.index.operationNames,
      });
    else if (member.is === "operation") analysis.addOperation(member.operation, name, "type");
  }
}

function addDeclared(name: string, declaration: ts.Node, at: ts.Node, analysis: Analysis): void {
  const part = analysis.index.partOf(declaration);
  if (part === "webhooks") {
    const of = analysis.webhooksOf(declaration);
    const operations = of.length > 0 ? of : analysis.index.webhookOfEvent.values();
    analysis.add("webhook", name, at, { operations });
  } else if (!["client", "testing", "fetch", "node"].includes(part) && !ofPaths.has(name)) {
    addType(name, at, analysis, false);
  }
}

/** They only lead to the types of the API. */
const ofPaths = new Set(["paths", "components", "operations", "webhooks", "$defs"]);

function addType(name: string, at: ts.Node, analysis: Analysis, whole: boolean): void {
  const own = analysis.index.operationOfType.get(name);
  const { requests, answers, webhooks } = analysis.index.reachOf(name);
  const operations = own === undefined ? [...requests, ...answers, ...webhooks] : [own];
  analysis.add("type", name, at, { operations, whole });
}

/** `Order["status"]`, `components["schemas"]["Order"]`, `operations["getOrder"]["responses"]`. */
function visitIndexed(node: ts.IndexedAccessTypeNode, analysis: Analysis): void {
  const [key] = literalTextsIn(node.indexType);
  if (key === undefined || !ts.isLiteralTypeNode(node.indexType)) return;
  const base = analysis.checker.getTypeFromTypeNode(node.objectType);
  for (const part of base.isUnion() ? base.types : [base]) {
    const symbol = part.getProperty(key);
    for (const declaration of analysis.members.declarationsOf(symbol)) {
      const { operations, types } = analysis.index;
      const container = declaration.parent;
      const top = container && ts.isInterfaceDeclaration(container) ? container.name.text : "";
      if (top === "operations" && operations.has(key))
        analysis.addOperation(key, node.indexType, "type");
      else if (isPath(container)) addPath(key, container, node.indexType, analysis);
      else if (isSchemas(container) && types.has(key))
        addType(key, node.indexType, analysis, false);
    }
    for (const field of analysis.fieldsOf(symbol)) {
      const { requests, answers, webhooks } = analysis.index.reachOf(field.type);
      const of =
        field.operation === undefined ? [...requests, ...answers, ...webhooks] : [field.operation];
      const { deprecated } = field;
      analysis.add("type", field.name, node.indexType, { operations: of, deprecated });
    }
  }
}

/** `paths["/orders"]["get"]`. */
function addPath(method: string, path: ts.Node, at: ts.Node, analysis: Analysis): void {
  const template = memberNameOf(path.parent) ?? "";
  const operation = analysis.index.operationOfPath.get(`${method.toUpperCase()} ${template}`);
  if (operation !== undefined) analysis.addOperation(operation, at, "type");
}

function isPath(container: ts.Node | undefined): container is ts.Node {
  const top = container?.parent?.parent;
  return top !== undefined && ts.isInterfaceDeclaration(top) && top.name.text === "paths";
}

function isSchemas(container: ts.Node | undefined): boolean {
  const owner = container?.parent;
  return owner !== undefined && ts.isPropertySignature(owner) && owner.name.getText() === "schemas";
}

/** `Pick<Order, "id">`, `Omit<…>`, `Extract<OrderStatus, "open">`. */
function visitChosen(nodes: readonly ts.TypeNode[], analysis: Analysis): void {
  const { checker } = analysis;
  const [first, ...rest] = nodes;
  if (!first) return;
  const base = checker.getTypeFromTypeNode(first);
  const named = analysis.typeNameOf(base);
  const visit = (node: ts.Node): void => {
    if (!ts.isLiteralTypeNode(node)) {
      ts.forEachChild(node, visit);
      return;
    }
    for (const text of literalTextsIn(node)) {
      const fields = analysis.fieldsOf(base.getProperty(text));
      for (const field of fields) {
        const { requests, answers, webhooks } = analysis.index.reachOf(field.type);
        const of =
          field.operation === undefined
            ? [...requests, ...answers, ...webhooks]
            : [field.operation];
        analysis.add("type", field.name, node, { operations: of, deprecated: field.deprecated });
      }
      if (
        fields.length === 0 &&
        named !== undefined &&
        analysis.index.literals.has(text) &&
        base.isUnion()
      )
        addEnumValue(named, text, node, undefined, analysis);
    }
  };
  for (const node of rest) visit(node);
}
