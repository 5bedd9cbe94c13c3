import type { Analysis } from "./analysis.js";
import { visitCall } from "./called.js";
import {
  visitComparison,
  visitIncludes,
  visitOutcome,
  visitSwitch,
  visitText,
} from "./compared.js";
import { ts } from "./compiler.js";
import { docsOf } from "./imports.js";
import { visitFlow } from "./leaving.js";
import { mention, visitType } from "./mentioned.js";
import { visitElement, visitIn, visitName, visitPattern } from "./read.js";
import { walk } from "./walk.js";
import { visitAttributes, visitObject } from "./written.js";

/** Searches a caller's file for uses; what is found goes into the analysis. */
export function searchFile(file: ts.SourceFile, analysis: Analysis): void {
  const names = analysis.index.members;
  const isJavaScript = /\.[cm]?jsx?$/.test(file.fileName);
  const visitDoc = (node: ts.Node): boolean => {
    if (ts.isTypeNode(node)) visitType(node, analysis);
    return true;
  };
  walk(file, (node) => {
    if (ts.isImportDeclaration(node)) return false;
    if (isJavaScript) for (const doc of docsOf(node)) walk(doc, visitDoc);
    if (ts.isIdentifier(node)) {
      if (names.has(node.text) || isAliasable(node)) visitName(node, analysis);
      return false;
    }
    visitNode(node, analysis);
    return true;
  });
}

/** Any name can be that of an imported function or an alias of one; a member's name is its own. */
function isAliasable({ parent, text }: ts.Identifier): boolean {
  const isMember = ts.isPropertyAccessExpression(parent) && parent.name.text === text;
  return !isMember || ts.isIdentifier(parent.expression);
}

function visitNode(node: ts.Node, analysis: Analysis): void {
  if (ts.isTypeNode(node) || ts.isExpressionWithTypeArguments(node)) visitType(node, analysis);
  if (ts.isExportSpecifier(node)) mention(node.propertyName ?? node.name, analysis);
  visitFlow(node, analysis);
  if (ts.isCallExpression(node)) {
    visitCall(node, analysis);
    visitIncludes(node, analysis);
  } else if (ts.isPropertyAccessExpression(node)) visitOutcomeNamed(node, analysis);
  else if (ts.isElementAccessExpression(node)) visitElement(node, analysis);
  else if (ts.isObjectBindingPattern(node)) visitPattern(node, analysis);
  else if (ts.isObjectLiteralExpression(node)) visitObject(node, analysis);
  else if (ts.isJsxAttributes(node)) visitAttributes(node, analysis);
  else if (ts.isSwitchStatement(node)) visitSwitch(node, analysis);
  else if (ts.isBinaryExpression(node)) {
    if (node.operatorToken.kind === ts.SyntaxKind.InKeyword) visitIn(node, analysis);
    else visitComparison(node, analysis);
  } else if (ts.isStringLiteralLike(node)) {
    if (analysis.index.literals.has(node.text)) visitText(node, analysis);
  }
}

function visitOutcomeNamed(node: ts.PropertyAccessExpression, analysis: Analysis): void {
  const { text } = node.name;
  if (text === "ok" || text === "status") visitOutcome(node, analysis);
}
