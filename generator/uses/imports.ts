import { ts } from "./compiler.js";
import { walk } from "./walk.js";

const known = new WeakMap<ts.SourceFile, readonly ts.StringLiteralLike[]>();

/** The texts by which a file names modules: imports of all kinds, re-exports, `require`, JSDoc. */
export function specifiersIn(file: ts.SourceFile): readonly ts.StringLiteralLike[] {
  let found = known.get(file);
  if (!found) {
    found = read(file);
    known.set(file, found);
  }
  return found;
}

function read(file: ts.SourceFile): ts.StringLiteralLike[] {
  const found: ts.StringLiteralLike[] = [];
  const add = (node: ts.Node | undefined): void => {
    if (node && ts.isStringLiteralLike(node)) found.push(node);
  };
  // Few files have others than those at the top, and it takes all of a file to find them.
  const hasInner = /\b(?:import|require)\s*\(|@import\b/.test(file.text);
  const isJavaScript = /\.[cm]?jsx?$/.test(file.fileName);
  const visit = (node: ts.Node): boolean => {
    if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) add(node.moduleSpecifier);
    else if (ts.isImportEqualsDeclaration(node)) {
      if (ts.isExternalModuleReference(node.moduleReference)) add(node.moduleReference.expression);
    } else if (ts.isJSDocImportTag(node)) add(node.moduleSpecifier);
    else if (ts.isImportTypeNode(node)) {
      if (ts.isLiteralTypeNode(node.argument)) add(node.argument.literal);
    } else if (ts.isCallExpression(node) && isImport(node.expression, isJavaScript))
      add(node.arguments[0]);
    if (hasInner) for (const doc of docsOf(node)) walk(doc, visit);
    return hasInner;
  };
  for (const statement of file.statements) walk(statement, visit);
  // A comment at the end belongs to no statement.
  for (const doc of docsOf(file.endOfFileToken)) walk(doc, visit);
  return found;
}

/** The JSDoc comments of a node; the compiler's own types do not name them. */
export function docsOf(node: ts.Node): readonly ts.Node[] {
  return (node as { readonly jsDoc?: readonly ts.Node[] }).jsDoc ?? [];
}

/** To the compiler `require` is a function like any other in TypeScript. */
function isImport(callee: ts.Expression, isJavaScript: boolean): boolean {
  return (
    callee.kind === ts.SyntaxKind.ImportKeyword ||
    (isJavaScript && ts.isIdentifier(callee) && callee.text === "require")
  );
}
